"""Officers' replies that are kept: shown first, reworded, in force for a term, listed, ended."""

from __future__ import annotations

from collections.abc import AsyncIterator, Iterator
from datetime import UTC, date, datetime, timedelta
from pathlib import Path

import pytest

from bot.callbacks import HITS, Press
from bot.context import App
from bot.curating import split_rewording
from bot.department import Department
from bot.render_curated import DROP, END, END_SURE, KEEP, LIST, ONE, UNTIL
from bot.render_handoff import SEND
from bot.run import running_bot
from bot.sandbox import Message, Person, Sandbox
from bot.wording import Wording, Wordings
from index import Archive
from index.assistant import Assistant
from index.model import Language, Role
from tests.bot.conftest import settings_for
from tests.bot.managing import today
from tests.bot.test_handoff import data, now, press
from tests.index.tiny_news import open_with

NOW = datetime(2026, 11, 23, 8, tzinfo=UTC)
QUESTION = "Lệ phí cấp giấy phép bán rượu là bao nhiêu?"
OTHERWISE = "cho em hoi le phi cap giay phep ban ruou bao nhieu vay a"
REPLY = "Lệ phí là 200.000 đồng một lần cấp."


@pytest.fixture
def real(tmp_path: Path) -> Iterator[Assistant]:
    folder = tmp_path / "real"
    folder.mkdir()
    opened = open_with(folder)
    yield opened
    opened.close()


@pytest.fixture
async def real_bot(
    sandbox: Sandbox, real: Assistant, department: Department, wordings: Wordings
) -> AsyncIterator[App]:
    """The bot with real news, so that what is asked is really read."""
    async with running_bot(
        settings_for(sandbox), real, department=department, wordings=wordings, patience_s=0
    ) as app:
        yield app


async def answered(sandbox: Sandbox, citizen: Person, staff: Person) -> Message:
    """A question that an officer has answered; returns the word to the officer."""
    asked = await sandbox.ask(citizen, f"/canbo {QUESTION}")
    await tap(sandbox, citizen, asked, data(asked, SEND))
    listed = await sandbox.ask(staff, "/hangdoi")
    await press(sandbox, staff, listed, "hoopen")
    card = await sandbox.wait_for_reply(staff, listed)
    said = await sandbox.say(staff, REPLY, reply_to=card["message_id"])
    await sandbox.wait_for_text(citizen, REPLY)
    return await sandbox.wait_for_reply(staff, said)


async def tap(sandbox: Sandbox, who: Person, message: Message, button: str) -> Message:
    """Presses a button that changes its message; returns it."""
    before = dict(now(sandbox, message))
    await sandbox.press(who, message, button)
    return await sandbox.wait_for_edit(before)


@pytest.mark.usefixtures("real_bot")
async def test_the_same_question_is_answered_so_from_then_on(
    sandbox: Sandbox, citizen: Person, visitor: Person, staff: Person
) -> None:
    sent = await answered(sandbox, citizen, staff)
    shown = await tap(sandbox, staff, sent, data(sent, KEEP))
    assert QUESTION in shown["text"] and REPLY in shown["text"]
    assert QUESTION not in (await sandbox.ask(visitor, OTHERWISE))["text"]
    number = data(shown, UNTIL).split("|")[2]
    saved = await tap(sandbox, staff, shown, Press(UNTIL, number, 90).encode())
    until = today() + timedelta(days=90)
    assert f"{until:%d/%m/%Y}" in saved["text"]
    card = await sandbox.ask(visitor, OTHERWISE)
    for part in ("Cán bộ của", "đã trả lời câu hỏi này", QUESTION, REPLY):
        assert part in card["text"]
    other = await sandbox.ask(visitor, "le phi cap giay phep ban thuoc la bao nhieu")
    assert REPLY not in other["text"]


@pytest.mark.usefixtures("real_bot")
async def test_a_reply_to_the_preview_rewords_question_and_answer(
    sandbox: Sandbox, citizen: Person, staff: Person, visitor: Person
) -> None:
    sent = await answered(sandbox, citizen, staff)
    shown = await tap(sandbox, staff, sent, data(sent, KEEP))
    said = await sandbox.say(
        staff, "Hỏi: Phí cấp phép bán rượu là mấy tiền?\nĐáp: 200.000 <đồng>",
        reply_to=shown["message_id"],
    )  # fmt: skip
    anew = await sandbox.wait_for_reply(staff, said)
    assert "mấy tiền?" in anew["text"] and "200.000 <đồng>" in anew["text"]
    assert "reply_markup" not in now(sandbox, shown)
    number = data(anew, UNTIL).split("|")[2]
    await tap(sandbox, staff, anew, Press(UNTIL, number, 30).encode())
    card = await sandbox.ask(visitor, "phi cap phep ban ruou la bao nhieu")
    assert "200.000 <đồng>" in card["text"] and REPLY not in card["text"]


@pytest.mark.usefixtures("polling_bot")
async def test_what_is_in_force_stays_until_its_rewording_is_kept(
    sandbox: Sandbox, staff: Person, archive: Archive
) -> None:
    kept = archive.curated.add(QUESTION, REPLY, 77, NOW, expires_on=today() + timedelta(days=9))
    listed = await sandbox.ask(staff, "/cauchuan")

    async def reworded(text: str, to: Message) -> Message:
        said = await sandbox.say(staff, text, reply_to=to["message_id"])
        return await sandbox.wait_for_reply(staff, said)

    card = await tap(sandbox, staff, listed, data(listed, ONE))
    shown = await reworded("Miễn phí.", card)
    assert "Miễn phí." in shown["text"] and f"#{kept.id}" in shown["text"]
    assert [one.answer for one in archive.curated.live(today())] == [REPLY]
    dropped = await tap(sandbox, staff, shown, data(shown, DROP))
    assert "vẫn như trước" in dropped["text"]
    assert archive.curated.page(9)[1] == [kept]

    listed = await sandbox.ask(staff, "/cauchuan")
    card = await tap(sandbox, staff, listed, data(listed, ONE))
    shown = await reworded("Miễn phí.", card)
    shown = await reworded("Từ năm 2027 miễn phí.", shown)
    assert [one.answer for one in archive.curated.live(today())] == [REPLY]
    await tap(sandbox, staff, shown, data(shown, UNTIL))
    (one,) = archive.curated.page(9)[1]
    assert (one.question, one.answer, one.author) == (QUESTION, "Từ năm 2027 miễn phí.", staff.id)
    assert archive.curated.live(today()) == [one]
    assert archive.audit.page(1)[1][0].action == "curated change"


@pytest.mark.usefixtures("real_bot")
async def test_other_articles_can_be_seen_below_it(
    sandbox: Sandbox, tmp_path: Path, visitor: Person
) -> None:
    question = "Số điện thoại đường dây nóng là gì?"
    archive = Archive.open(tmp_path / "real")
    archive.curated.add(question, "Gọi 115.", 1, NOW)
    archive.close()
    card = await sandbox.ask(visitor, question)
    listed = await tap(sandbox, visitor, card, data(card, HITS))
    assert "1." in listed["text"]
    back = await tap(sandbox, visitor, listed, data(listed, "card"))
    assert "Gọi 115." in back["text"]


@pytest.mark.usefixtures("polling_bot")
async def test_what_cannot_be_told_from_other_questions_is_not_kept(
    sandbox: Sandbox, staff: Person, archive: Archive
) -> None:
    kept = archive.curated.add("Bao nhiêu?", "Một", staff.id, NOW, expires_on=date(2026, 1, 1))
    listed = await sandbox.ask(staff, "/cauchuan")
    answer = await sandbox.press(
        staff, listed, Press(UNTIL, str(kept.id), 30).encode(), forged=True
    )
    assert "quá ngắn" in answer.text
    assert archive.curated.live(date(2026, 11, 23)) == []


@pytest.mark.usefixtures("polling_bot")
@pytest.mark.parametrize("command", ["/cauchuan", "/curated"])
async def test_officers_list_see_extend_and_end_them(
    sandbox: Sandbox, staff: Person, archive: Archive, command: str
) -> None:
    assert "Chưa có" in (await sandbox.ask(staff, command))["text"]
    for n in range(6):
        question = f"Câu hỏi số {n} về giấy phép?"
        archive.curated.add(question, f"Đáp {n}", 77, NOW, expires_on=date(2026, 1, 1 + n))
    listed = await sandbox.ask(staff, command)
    assert "Câu hỏi số 5" in listed["text"] and "Câu hỏi số 0" not in listed["text"]
    second = await tap(sandbox, staff, listed, data(listed, LIST))
    assert "Câu hỏi số 0" in second["text"]
    card = await tap(sandbox, staff, second, data(second, ONE))
    assert "Đáp 0" in card["text"] and "77" in card["text"]
    number = data(card, UNTIL).split("|")[2]
    await tap(sandbox, staff, card, Press(UNTIL, number, 365).encode())
    assert [kept.answer for kept in archive.curated.live(date(2027, 1, 1))] == ["Đáp 0"]
    again = await sandbox.ask(staff, command)
    card = await tap(sandbox, staff, again, data(again, ONE))
    sure = await tap(sandbox, staff, card, data(card, END))
    assert len(archive.curated.page(9)[1]) == 6
    await tap(sandbox, staff, sure, data(sure, END_SURE))
    assert len(archive.curated.page(9)[1]) == 5
    assert {a.action for a in archive.audit.page(9)[1]} == {"curated", "curated end"}


@pytest.mark.usefixtures("polling_bot")
async def test_citizens_and_revoked_officers_change_nothing(
    sandbox: Sandbox, citizen: Person, visitor: Person, words: Wording, english: Wording,
    archive: Archive,
) -> None:  # fmt: skip
    kept = archive.curated.add(QUESTION, REPLY, 1, NOW, expires_on=date(2027, 1, 1))
    archive.people.grant(visitor.id, Role.STAFF, 1, NOW)
    listed = await sandbox.ask(visitor, "/curated")
    card = await tap(sandbox, visitor, listed, data(listed, ONE))
    archive.people.revoke(visitor.id)
    for kind in (UNTIL, DROP, LIST, ONE, END, END_SURE, KEEP):
        answer = await sandbox.press(
            visitor, card, Press(kind, str(kept.id), 30).encode(), forged=True
        )
        assert answer.text == english.plain("handoff.alert.officers")
    said = await sandbox.say(visitor, "Đổi", reply_to=card["message_id"])
    assert (await sandbox.wait_for_reply(visitor, said))["text"] == english.plain("staff.refused")
    assert (await sandbox.ask(citizen, "/cauchuan"))["text"] == words.plain("staff.refused")
    assert archive.curated.get(kept.id) == kept


@pytest.mark.usefixtures("polling_bot")
async def test_not_keeping_leaves_nothing_and_a_second_press_does_no_harm(
    sandbox: Sandbox, citizen: Person, staff: Person, archive: Archive
) -> None:
    handoff, _ = archive.handoffs.open(5, 5, None, QUESTION, Language.VIETNAMESE, NOW)
    archive.handoffs.answer(handoff.number, staff.id, REPLY, NOW)
    listed = await sandbox.ask(staff, "/hangdoi")
    keep = Press(KEEP, str(handoff.number)).encode()
    for _ in range(2):
        await sandbox.press(staff, listed, keep, forged=True)
    assert len(archive.curated.page(9)[1]) == 1
    shown = await sandbox.wait_for_text(staff, REPLY)
    await tap(sandbox, staff, shown, data(shown, DROP))
    assert archive.curated.page(9)[1] == []
    gone = await sandbox.press(staff, shown, Press(UNTIL, "1", 30).encode(), forged=True)
    assert gone.text
    assert not archive.curated.live(date(2026, 1, 1))


@pytest.mark.parametrize(
    ("text", "parts"),
    [
        ("200.000 đồng", (None, "200.000 đồng")),
        ("Hỏi: A b c?\nĐáp: 200", ("A b c?", "200")),
        ("hỏi : A b c?", ("A b c?", None)),
        ("Q: A b c?\nA: 200\nfor all", ("A b c?", "200\nfor all")),
        ("dòng một\nHỏi: A?\ndòng hai", ("A?", "dòng một\ndòng hai")),
        ("CCCD 001099012345", (None, "CCCD •••")),
        ("", (None, None)),
    ],
)
def test_a_rewording_is_split(text: str, parts: tuple[str | None, str | None]) -> None:
    assert split_rewording(text) == parts
