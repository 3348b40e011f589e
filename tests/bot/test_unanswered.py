"""Questions without an answer: noted without a person, put together, and seen to by admins."""

from __future__ import annotations

import re
from datetime import date
from pathlib import Path

import pytest

from bot.callbacks import Press
from bot.department import Department
from bot.render_curated import UNTIL
from bot.render_unanswered import ARTICLE, DISMISS, LIST, ONE, TERM, WRITE
from bot.run import running_bot
from bot.sandbox import Person, Sandbox
from bot.wording import Wording, Wordings
from index import Archive, Assistant, grouped
from index.model import Language
from index.service import Unanswered
from tests.bot.conftest import all_kept, settings_for
from tests.bot.fakes import FakeAssistant, JumpingClock
from tests.bot.test_curating import tap
from tests.bot.test_handoff import data, press

DAY = date(2026, 11, 23)
QUESTION = "Giá vé xem hội chợ là bao nhiêu?"


def unanswered(archive: Archive) -> list[tuple[str, str, int]]:
    return [(u.text, u.status, u.times) for u in archive.asked.unanswered(99)[1]]


@pytest.mark.usefixtures("bot")
async def test_what_finds_no_answer_is_noted_and_nothing_of_who_asked(
    sandbox: Sandbox, citizen: Person, visitor: Person, archive: Archive
) -> None:
    for who, text in ((citizen, QUESTION), (visitor, "gia ve xem hoi cho la bao nhieu"),
                      (citizen, "bài liên quan"), (citizen, "Ai là Bí thư?"),
                      (citizen, "xin chào")):  # fmt: skip
        await sandbox.ask(who, text)
    assert unanswered(archive) == [(QUESTION, "not_found", 2), ("bài liên quan", "related", 1)]


@pytest.mark.usefixtures("polling_bot")
async def test_turning_pages_notes_nothing_and_numbers_of_papers_are_never_noted(
    sandbox: Sandbox, citizen: Person, archive: Archive, home: Path
) -> None:
    answered = await sandbox.ask(citizen, "bài liên quan")
    await tap(sandbox, citizen, answered, data(answered, "hits"))
    await sandbox.ask(citizen, "CCCD 001099012345 bao giờ xong hả anh chị?")
    assert unanswered(archive) == [("bài liên quan", "related", 1)]
    assert "001099012345" not in all_kept(home)


@pytest.mark.parametrize("language", list(Language))
async def test_what_holds_no_word_is_counted_and_not_listed(
    sandbox: Sandbox, admin: Person, archive: Archive, wordings: Wordings, department: Department,
    real_assistant: Assistant, clock: JumpingClock, language: Language,
) -> None:  # fmt: skip
    words = wordings[language]
    archive.chats.set_language(admin.id, language)

    def left_out(number: int) -> str:
        return re.sub("<[^>]+>", "", words.count("unanswered.left_out", number))

    def note(*texts: str) -> None:
        for text in texts:
            archive.asked.note_unanswered(text, Language.VIETNAMESE, "not_found", DAY)

    async with running_bot(
        settings_for(sandbox), real_assistant, department=department, wordings=wordings,
        patience_s=0, clock=clock,
    ):  # fmt: skip
        note("asdfgh")
        only = await sandbox.ask(admin, "/chuatraloi")
        assert only["text"] == f"{words.plain('unanswered.none')}\n\n{left_out(1)}"
        note("👍 zzxxcc", "123456", QUESTION, "Where to renew a passport?", "zxqwvk lúa")
        listed = (await sandbox.ask(admin, "/chuatraloi"))["text"]
        assert listed.endswith(left_out(3))
        for text in (QUESTION, "Where to renew a passport?", "zxqwvk lúa"):
            assert text in listed
        for text in ("asdfgh", "👍", "123456"):
            assert text not in listed


@pytest.mark.usefixtures("polling_bot")
@pytest.mark.parametrize("command", ["/chuatraloi", "/unanswered"])
async def test_admins_alone_see_them_like_ones_together(
    sandbox: Sandbox, admin: Person, staff: Person, citizen: Person, archive: Archive,
    home: Path, words: Wording, command: str,
) -> None:  # fmt: skip
    for who in (staff, citizen):
        assert (await sandbox.ask(who, command))["text"] == words.plain("staff.refused")
    assert words.plain("unanswered.none") == (await sandbox.ask(admin, command))["text"]
    for text, times in ((QUESTION, 2), ("Giá vé xem hội chợ bao nhiêu?", 1), ("Mấy giờ đóng", 1)):
        for _ in range(times):
            archive.asked.note_unanswered(text, Language.VIETNAMESE, "not_found", DAY)
    listed = await sandbox.ask(admin, command)
    assert "2" in listed["text"] and "3 lần" in listed["text"]
    assert listed["text"].index(QUESTION) < listed["text"].index("Mấy giờ đóng")
    card = await tap(sandbox, admin, listed, data(listed, ONE))
    assert "Giá vé xem hội chợ bao nhiêu?" in card["text"]
    assert "/tudien" in (await tap(sandbox, admin, card, data(card, TERM)))["text"]
    assert "/them" in (await tap(sandbox, admin, card, data(card, ARTICLE)))["text"]
    await tap(sandbox, admin, card, data(card, LIST))
    card = await tap(sandbox, admin, card, data(listed, ONE))
    await tap(sandbox, admin, card, data(card, DISMISS))
    assert unanswered(archive) == [("Mấy giờ đóng", "not_found", 1)]
    assert archive.audit.page(1)[1][0].detail == "3 ×"  # people's words are not kept for good
    assert QUESTION not in all_kept(home)


@pytest.mark.usefixtures("polling_bot")
async def test_a_written_answer_is_kept_and_takes_the_question_off_the_list(
    sandbox: Sandbox, admin: Person, archive: Archive, assistant: FakeAssistant
) -> None:
    archive.asked.note_unanswered(QUESTION, Language.VIETNAMESE, "not_found", DAY)
    archive.asked.note_unanswered("Mấy giờ đóng cửa", Language.VIETNAMESE, "related", DAY)
    listed = await sandbox.ask(admin, "/chuatraloi")
    card = await tap(sandbox, admin, listed, _of(archive, ONE, QUESTION))
    wanted = await tap(sandbox, admin, card, data(card, WRITE))
    said = await sandbox.say(admin, "Vào cửa miễn phí.", reply_to=wanted["message_id"])
    shown = await sandbox.wait_for_reply(admin, said)
    assert QUESTION in shown["text"] and "Vào cửa miễn phí." in shown["text"]
    number = data(shown, UNTIL).split("|")[2]
    await tap(sandbox, admin, shown, Press(UNTIL, number, 90).encode())
    assert [kept.answer for kept in archive.curated.live(DAY)] == ["Vào cửa miễn phí."]
    assert unanswered(archive) == [("Mấy giờ đóng cửa", "related", 1)]


@pytest.mark.usefixtures("polling_bot")
async def test_the_next_message_is_the_answer_that_was_asked_for_unless_it_is_left(
    sandbox: Sandbox, admin: Person, archive: Archive, assistant: FakeAssistant
) -> None:
    archive.asked.note_unanswered(QUESTION, Language.VIETNAMESE, "not_found", DAY)
    listed = await sandbox.ask(admin, "/chuatraloi")
    card = await tap(sandbox, admin, listed, _of(archive, ONE, QUESTION))
    wanted = await tap(sandbox, admin, card, data(card, WRITE))
    shown = await sandbox.ask(admin, "Vào cửa miễn phí.")
    assert QUESTION in shown["text"] and "Vào cửa miễn phí." in shown["text"]
    assert assistant.asked == []
    wanted = await tap(sandbox, admin, wanted, data(wanted, WRITE))
    wanted = await tap(sandbox, admin, wanted, data(wanted, WRITE))
    await tap(sandbox, admin, wanted, data(wanted, WRITE))
    await sandbox.ask(admin, "Ai là Bí thư?")
    assert len(assistant.asked) == 1


@pytest.mark.usefixtures("polling_bot")
async def test_leaving_the_request_and_forged_buttons_change_nothing(
    sandbox: Sandbox, admin: Person, staff: Person, citizen: Person, archive: Archive
) -> None:
    archive.asked.note_unanswered(QUESTION, Language.VIETNAMESE, "not_found", DAY)
    listed = await sandbox.ask(admin, "/chuatraloi")
    card = await tap(sandbox, admin, listed, data(listed, ONE))
    wanted = await tap(sandbox, admin, card, data(card, WRITE))
    assert "có thể" in (await tap(sandbox, admin, wanted, data(wanted, WRITE)))["text"]
    gone = await sandbox.press(admin, card, Press(DISMISS, "AAAAAAAAAAAA").encode(), forged=True)
    assert gone.text
    for who in (staff, citizen):
        theirs = await sandbox.ask(who, "/trogiup")
        for kind in (DISMISS, ONE, WRITE, LIST):
            forged = Press(kind, data(card, DISMISS).split("|")[2]).encode()
            assert (await sandbox.press(who, theirs, forged, forged=True)).text
    assert len(unanswered(archive)) == 1


@pytest.mark.usefixtures("polling_bot")
async def test_many_groups_are_paged(sandbox: Sandbox, admin: Person, archive: Archive) -> None:
    for word in ("đất", "nước", "điện", "đường", "trường", "chợ", "cầu"):
        archive.asked.note_unanswered(f"{word} ở đâu", Language.VIETNAMESE, "not_found", DAY)
    first = await sandbox.ask(admin, "/chuatraloi")
    second = await tap(sandbox, admin, first, data(first, LIST))
    assert "6." in second["text"] and "7." in second["text"] and "1. " not in second["text"]
    await press(sandbox, admin, second, LIST)


def _of(archive: Archive, kind: str, text: str) -> str:
    key = next(u.key for u in archive.asked.unanswered(99)[1] if u.text == text)
    return Press(kind, key).encode()


def made(text: str, times: int) -> Unanswered:
    return Unanswered(text, text, Language.VIETNAMESE, "not_found", DAY, times)


def test_wordings_of_one_question_are_one_group_and_other_numbers_another() -> None:
    groups = grouped(
        [
            made("Lệ phí cấp phép năm 2025 là bao nhiêu", 5),
            made("Trạm y tế ở đâu", 4),
            made("Lệ phí cấp phép năm 2026 là bao nhiêu", 3),
            made("le phi cap phep nam 2025 bao nhieu la", 2),
        ]
    )
    assert [(g.leader.times, g.times, len(g.questions)) for g in groups] == [
        (5, 7, 2), (4, 4, 1), (3, 3, 1),
    ]  # fmt: skip
