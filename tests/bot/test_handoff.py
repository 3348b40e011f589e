"""Questions for officers: from the person who asks to an officer and back."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path
from zoneinfo import ZoneInfo

import pytest

from bot import handing_on
from bot.callbacks import Press
from bot.context import App, Context
from bot.department import Department
from bot.handing_on import Asker, Desk, pass_on
from bot.handlers.handing_on import tell_of_undelivered
from bot.render_handoff import (
    ASK_OFFICER,
    CLOSE,
    KEEP_BACK,
    LEAVE_GROUP,
    MORE,
    OPEN,
    QUEUE,
    REASON,
    SEND,
    STAY,
    SUPPLEMENT,
    TAKE,
    TYPE,
    answer_to_asker,
)
from bot.sandbox import Message, Person, Sandbox
from bot.wording import Wording, Wordings
from index import Archive
from index.archive import outbox
from index.errors import LimitError
from index.model import Language, Role
from index.service import Handoff, HandoffState, MessageKind
from index.settings import Settings
from tests.bot.conftest import StartBot, all_kept, eventually, person
from tests.bot.fakes import FakeAssistant, JumpingClock

NOW = datetime(2026, 11, 23, 8, tzinfo=UTC)
LONG_AGO = datetime(2026, 1, 1, tzinfo=UTC)
QUESTION = "Giá vé xem hội chợ là bao nhiêu?"
REPLY = "Hội chợ vào cửa <miễn phí> & không cần vé."


@pytest.fixture
def group(sandbox: Sandbox) -> int:
    return next(chat.id for chat in sandbox.state.chats.values() if chat.is_group)


@pytest.fixture
def staff_group(group: int, archive: Archive) -> int:
    archive.staff_groups.add(group, 1, NOW)
    return group


def data(message: Message, kind: str) -> str:
    """The data of the first button of a kind under a message."""
    rows = message["reply_markup"]["inline_keyboard"]
    found = [b["callback_data"] for row in rows for b in row if "callback_data" in b]
    return str(next(one for one in found if one.startswith(f"v1|{kind}|")))


def now(sandbox: Sandbox, message: Message) -> Message:
    return sandbox.state.chats[message["chat"]["id"]].messages[message["message_id"]]


def texts_of(sandbox: Sandbox, who: Person) -> list[str]:
    return [str(m.get("text", "")) for m in sandbox.state.chats[who.id].messages.values()]


async def press(sandbox: Sandbox, who: Person, message: Message, kind: str) -> str:
    """Presses a button of a kind; returns the alert."""
    return (await sandbox.press(who, message, data(message, kind))).text


async def confirm(
    sandbox: Sandbox, who: Person, question: str = QUESTION, chat: int | None = None
) -> Message:
    """Asks what has no answer and presses the button for officers; returns the question back."""
    text = question if chat is None else f"/hoi {question}"
    answered = await sandbox.ask(who, text, chat=chat)
    await press(sandbox, who, answered, ASK_OFFICER)
    return await sandbox.wait_for_reply(chat or who, answered)


async def passed_on(
    sandbox: Sandbox, who: Person, question: str = QUESTION, chat: int | None = None
) -> Message:
    """The same, and passes it on; returns what the person is told."""
    asked = await confirm(sandbox, who, question, chat)
    await press(sandbox, who, asked, SEND)
    return await sandbox.wait_for_edit(asked)


@pytest.mark.usefixtures("bot")
async def test_a_question_goes_to_the_group_and_the_reply_comes_back(
    sandbox: Sandbox, citizen: Person, staff: Person, staff_group: int, archive: Archive,
) -> None:  # fmt: skip
    asked = await confirm(sandbox, citizen)
    assert QUESTION in asked["text"] and "tên" in asked["text"].lower()
    assert "nhóm" not in asked["text"]
    assert archive.handoffs.open_count() == 0
    await press(sandbox, citizen, asked, SEND)
    told = await sandbox.wait_for_edit(asked)
    assert "số 1" in told["text"] and QUESTION in told["text"]
    assert "reply_markup" not in told

    card = await sandbox.wait_for_text(staff_group, QUESTION)
    assert "Câu hỏi số 1" in card["text"]
    said = await sandbox.say(staff, REPLY, chat=staff_group, reply_to=card["message_id"])
    sent = await sandbox.wait_for_reply(staff_group, said)
    assert "số 1" in sent["text"]
    answer = await sandbox.wait_for_text(citizen, REPLY)
    for part in ("Cán bộ", "trả lời", QUESTION, "Câu hỏi số 1"):
        assert part in answer["text"]
    await sandbox.wait_for_text(staff_group, "Đã trả lời")
    assert "reply_markup" not in now(sandbox, card)
    kept = archive.handoffs.get(1)
    assert kept is not None
    assert (kept.state, kept.officer_id, kept.reply) == (HandoffState.ANSWERED, staff.id, REPLY)


@pytest.mark.usefixtures("polling_bot")
async def test_officers_never_see_who_asked(
    sandbox: Sandbox, citizen: Person, staff: Person, staff_group: int, admin: Person
) -> None:
    await passed_on(sandbox, citizen)
    await sandbox.wait_for_text(staff_group, QUESTION)
    listed = await sandbox.ask(staff, "/hangdoi")
    await press(sandbox, staff, listed, OPEN)
    await sandbox.wait_for_reply(staff, listed)
    seen = [
        str(message)
        for chat in (staff_group, staff.id, admin.id)
        for message in sandbox.state.chats[chat].messages.values()
        if message["from"]["is_bot"]
    ]
    for secret in (str(citizen.id), citizen.name, citizen.username or citizen.name):
        assert not any(secret in message for message in seen)


@pytest.mark.usefixtures("polling_bot")
async def test_without_a_group_it_waits_in_the_queue_and_is_answered_in_private(
    sandbox: Sandbox, citizen: Person, staff: Person, archive: Archive
) -> None:
    assert "Không có câu hỏi" in (await sandbox.ask(staff, "/queue"))["text"]
    await passed_on(sandbox, citizen)
    listed = await sandbox.ask(staff, "/hangdoi")
    assert QUESTION in listed["text"] and "Câu 1" in listed["text"]
    await press(sandbox, staff, listed, OPEN)
    card = await sandbox.wait_for_reply(staff, listed)
    taken = archive.handoffs.get(1)
    assert taken is not None and taken.officer_id == staff.id
    await sandbox.say(staff, REPLY, reply_to=card["message_id"])
    await sandbox.wait_for_text(citizen, REPLY)
    assert archive.handoffs.open_count() == 0


@pytest.mark.usefixtures("polling_bot")
async def test_an_english_visitor_and_officer_read_english(
    sandbox: Sandbox, visitor: Person, staff: Person, archive: Archive, assistant: FakeAssistant
) -> None:
    archive.chats.set_language(staff.id, Language.ENGLISH)
    asked = await confirm(sandbox, visitor, "who sells the tickets?")
    assert "Shall it be passed on?" in asked["text"]
    await press(sandbox, visitor, asked, SEND)
    assert "Question no. 1" in (await sandbox.wait_for_edit(asked))["text"]
    listed = await sandbox.ask(staff, "/queue")
    assert "waiting for an officer" in listed["text"]
    await press(sandbox, staff, listed, OPEN)
    card = await sandbox.wait_for_reply(staff, listed)
    await sandbox.say(staff, "The ticket office.", reply_to=card["message_id"])
    answer = await sandbox.wait_for_text(visitor, "The ticket office.")
    assert "Your question no. 1" in answer["text"]


@pytest.mark.usefixtures("polling_bot")
async def test_cancelling_passes_nothing_on(
    sandbox: Sandbox, citizen: Person, archive: Archive
) -> None:
    asked = await confirm(sandbox, citizen)
    await press(sandbox, citizen, asked, KEEP_BACK)
    assert "không được chuyển" in (await sandbox.wait_for_edit(asked))["text"]
    assert archive.handoffs.open_count() == 0


@pytest.mark.usefixtures("polling_bot")
async def test_what_was_written_for_officers_and_kept_back_is_not_kept(
    sandbox: Sandbox, citizen: Person, home: Path
) -> None:
    asked = await sandbox.ask(citizen, "/canbo Tôi là Lê Thị Hoa, hỏi về sổ đỏ?")
    assert "Lê Thị Hoa" in all_kept(home)
    await press(sandbox, citizen, asked, KEEP_BACK)
    await sandbox.wait_for_edit(asked)
    assert "Lê Thị Hoa" not in all_kept(home)


@pytest.mark.usefixtures("polling_bot")
@pytest.mark.parametrize("command", ["/canbo", "/officer"])
async def test_the_command_asks_for_a_question_and_takes_the_reply(
    sandbox: Sandbox, citizen: Person, archive: Archive, command: str
) -> None:
    wanted = await sandbox.ask(citizen, command)
    written = await sandbox.say(citizen, QUESTION, reply_to=wanted["message_id"])
    asked = await sandbox.wait_for_reply(citizen, written)
    await press(sandbox, citizen, asked, SEND)
    await sandbox.wait_for_edit(asked)
    assert archive.handoffs.waiting(9)[1][0].question == QUESTION
    again = await sandbox.ask(citizen, f"{command} Mấy giờ mở cửa?")
    assert "Mấy giờ mở cửa?" in again["text"] and SEND in data(again, SEND)
    await press(sandbox, citizen, wanted, TYPE)


@pytest.mark.usefixtures("polling_bot")
async def test_in_private_the_next_message_is_the_question_that_was_asked_for_once(
    sandbox: Sandbox, citizen: Person, words: Wording, assistant: FakeAssistant
) -> None:
    asking = words.plain("button.open")
    await sandbox.ask(citizen, "/canbo")
    assert data(await sandbox.ask(citizen, QUESTION), SEND)
    assert asking in str(await sandbox.ask(citizen, "Ai là Bí thư?"))  # one question was asked for
    wanted = await sandbox.ask(citizen, "/canbo")
    await press(sandbox, citizen, wanted, TYPE)
    assert asking in str(await sandbox.ask(citizen, "Ai là Bí thư?"))
    await sandbox.ask(citizen, "/canbo")
    await sandbox.ask(citizen, "/moi")
    assert asking in str(await sandbox.ask(citizen, "Ai là Bí thư?"))
    assert [question for question, _ in assistant.asked] == ["Ai là Bí thư?"] * 3


@pytest.mark.usefixtures("polling_bot")
async def test_in_a_group_what_others_say_next_is_no_question_for_officers(
    sandbox: Sandbox, citizen: Person, visitor: Person, group: int, archive: Archive
) -> None:
    sandbox.state.privacy = False
    await sandbox.ask(citizen, "/canbo", chat=group)
    await sandbox.say(visitor, QUESTION, chat=group)
    reply = await sandbox.ask(citizen, "/hoi Ai là Bí thư?", chat=group)
    shown = [m for m in sandbox.state.chats[group].messages.values() if m["from"]["is_bot"]]
    assert [m["message_id"] for m in shown][1:] == [reply["message_id"]]
    assert archive.handoffs.open_count() == 0


@pytest.mark.usefixtures("polling_bot")
async def test_the_second_officer_is_told_it_is_answered(
    sandbox: Sandbox, citizen: Person, staff: Person, admin: Person, staff_group: int,
) -> None:  # fmt: skip
    await passed_on(sandbox, citizen)
    card = await sandbox.wait_for_text(staff_group, QUESTION)
    await sandbox.say(staff, REPLY, chat=staff_group, reply_to=card["message_id"])
    await sandbox.wait_for_text(citizen, REPLY)
    await sandbox.say(admin, "Hai trăm", chat=staff_group, reply_to=card["message_id"])
    told = await sandbox.wait_for_text(staff_group, "đã được trả lời")
    assert REPLY in told["text"]
    assert not any(
        "Hai trăm" in m["text"] for m in sandbox.state.chats[citizen.id].messages.values()
    )


@pytest.mark.usefixtures("polling_bot")
async def test_a_revoked_officer_and_a_citizen_in_the_group_are_refused(
    sandbox: Sandbox, citizen: Person, visitor: Person, staff_group: int, archive: Archive,
) -> None:  # fmt: skip
    archive.people.grant(visitor.id, Role.STAFF, 1, NOW)
    await passed_on(sandbox, citizen)
    card = await sandbox.wait_for_text(staff_group, QUESTION)
    archive.people.revoke(visitor.id)
    for who in (visitor, citizen):
        said = await sandbox.say(who, REPLY, chat=staff_group, reply_to=card["message_id"])
        refused = await sandbox.wait_for_reply(staff_group, said)
        assert "phân quyền" in refused["text"] or "with a role" in refused["text"]
        alert = await press(sandbox, who, card, TAKE)
        assert alert
        await press(sandbox, who, card, CLOSE)
    kept = archive.handoffs.get(1)
    assert kept is not None and kept.state is HandoffState.OPEN and kept.officer_id is None
    assert not any(REPLY in m["text"] for m in sandbox.state.chats[citizen.id].messages.values())


async def test_a_restart_between_all_steps_loses_nothing(
    sandbox: Sandbox, start: StartBot, citizen: Person, staff: Person, staff_group: int,
) -> None:  # fmt: skip
    async with start():
        answered = await sandbox.ask(citizen, QUESTION)
    async with start():
        await press(sandbox, citizen, answered, ASK_OFFICER)
        asked = await sandbox.wait_for_reply(citizen, answered)
    async with start():
        await press(sandbox, citizen, asked, SEND)
        await sandbox.wait_for_edit(asked)
        card = await sandbox.wait_for_text(staff_group, QUESTION)
    async with start():
        said = await sandbox.say(staff, REPLY, chat=staff_group, reply_to=card["message_id"])
        await sandbox.wait_for_reply(staff_group, said)
        answer = await sandbox.wait_for_text(citizen, REPLY)
    async with start():
        more = await sandbox.say(citizen, "Còn thiếu giờ mở cửa", reply_to=answer["message_id"])
        assert "câu số 1" in (await sandbox.wait_for_reply(citizen, more))["text"]


async def test_what_was_said_while_the_bot_was_off_is_passed_on(
    sandbox: Sandbox, start: StartBot, citizen: Person, staff: Person, staff_group: int,
) -> None:  # fmt: skip
    async with start():
        await passed_on(sandbox, citizen)
        card = await sandbox.wait_for_text(staff_group, QUESTION)
    await sandbox.say(staff, REPLY, chat=staff_group, reply_to=card["message_id"])
    async with start():
        await sandbox.wait_for_text(citizen, REPLY)


@pytest.mark.usefixtures("polling_bot")
async def test_updates_that_come_twice_do_it_once(
    sandbox: Sandbox, citizen: Person, staff: Person, staff_group: int, archive: Archive,
) -> None:  # fmt: skip
    sandbox.state.faults.deliver_twice(50)
    await passed_on(sandbox, citizen)
    card = await sandbox.wait_for_text(staff_group, QUESTION)
    await sandbox.say(staff, REPLY, chat=staff_group, reply_to=card["message_id"])
    await sandbox.wait_for_text(citizen, REPLY)
    last = await sandbox.ask(citizen, "/trogiup")
    assert archive.handoffs.open_count() == 0
    texts = [m["text"] for m in sandbox.state.chats[citizen.id].messages.values()]
    assert sum(REPLY in text for text in texts) == 1
    cards = [m for m in sandbox.state.chats[staff_group].messages.values()
             if QUESTION in m["text"] and m["from"]["is_bot"]]  # fmt: skip
    assert len(cards) == 1
    assert last["text"]


async def test_a_citizen_who_blocked_the_bot_does_not_get_it_and_the_officer_is_told_once(
    sandbox: Sandbox, polling_bot: App, citizen: Person, staff: Person, staff_group: int,
    archive: Archive,
) -> None:  # fmt: skip
    await passed_on(sandbox, citizen)
    card = await sandbox.wait_for_text(staff_group, QUESTION)
    await sandbox.block(citizen)
    await sandbox.say(staff, REPLY, chat=staff_group, reply_to=card["message_id"])
    await eventually(lambda: bool(archive.outbox.undelivered(MessageKind.HANDOFF, LONG_AGO)))
    context = Context(polling_bot)
    for _ in range(2):
        await tell_of_undelivered(context)
    told = await sandbox.wait_for_text(staff_group, "không đến được")
    assert "số 1" in told["text"]
    await sandbox.ask(staff, "/hangdoi")
    chat = sandbox.state.chats[staff_group].messages.values()
    assert sum("không đến được" in message["text"] for message in chat) == 1


@pytest.mark.usefixtures("polling_bot")
async def test_an_edited_question_is_answered_anew_and_the_one_passed_on_stays(
    sandbox: Sandbox, citizen: Person, archive: Archive
) -> None:
    question = await sandbox.say(citizen, QUESTION)
    answered = await sandbox.wait_for_reply(citizen, question)
    await press(sandbox, citizen, answered, ASK_OFFICER)
    asked = await sandbox.wait_for_reply(citizen, answered)
    await press(sandbox, citizen, asked, SEND)
    told = await sandbox.wait_for_edit(asked)
    await sandbox.edit_message(citizen, question["message_id"], "Ai là Bí thư?")
    await sandbox.wait_for_edit(answered)
    assert archive.handoffs.waiting(9)[1][0].question == QUESTION
    assert now(sandbox, told)["text"] == told["text"]


@pytest.mark.usefixtures("polling_bot")
async def test_an_officer_who_edits_the_reply_is_told_that_it_was_sent(
    sandbox: Sandbox, citizen: Person, staff: Person, staff_group: int, assistant: FakeAssistant,
) -> None:  # fmt: skip
    await passed_on(sandbox, citizen)
    card = await sandbox.wait_for_text(staff_group, QUESTION)
    said = await sandbox.say(staff, REPLY, chat=staff_group, reply_to=card["message_id"])
    await sandbox.wait_for_text(citizen, REPLY)
    asked = len(assistant.asked)
    await sandbox.edit_message(staff, said["message_id"], "Ai là Bí thư?")
    await sandbox.wait_for_text(staff_group, "đã gửi đi")
    assert len(assistant.asked) == asked


@pytest.mark.usefixtures("polling_bot")
async def test_an_officer_puts_a_sent_answer_right_and_it_goes_out_once(
    sandbox: Sandbox, citizen: Person, staff: Person, admin: Person, staff_group: int,
    archive: Archive,
) -> None:  # fmt: skip
    await passed_on(sandbox, citizen)
    card = await sandbox.wait_for_text(staff_group, QUESTION)
    said = await sandbox.say(staff, REPLY, chat=staff_group, reply_to=card["message_id"])
    await sandbox.wait_for_text(citizen, REPLY)
    await sandbox.edit_message(staff, said["message_id"], "Vé 20 nghìn đồng.", staff_group)
    told = await sandbox.wait_for_text(staff_group, "đã gửi đi")
    assert "đã viết tin nhắn đó" in await press(sandbox, admin, told, SUPPLEMENT)
    assert not any("20 nghìn" in text for text in texts_of(sandbox, citizen))
    await press(sandbox, staff, told, SUPPLEMENT)
    further = await sandbox.wait_for_text(citizen, "Vé 20 nghìn đồng.")
    assert "bổ sung" in further["text"] and QUESTION in further["text"]
    await eventually(lambda: "bổ sung cho câu hỏi số 1" in now(sandbox, told)["text"])
    await eventually(lambda: "20 nghìn" in now(sandbox, card)["text"])
    await sandbox.press(staff, told, Press(SUPPLEMENT, "1").encode(), forged=True)
    kept = archive.handoffs.get(1)
    assert kept is not None and kept.reply == "Vé 20 nghìn đồng."
    assert sum("20 nghìn" in text for text in texts_of(sandbox, citizen)) == 1


@pytest.mark.usefixtures("polling_bot")
async def test_a_second_reply_is_sent_when_the_officer_says_so(
    sandbox: Sandbox, citizen: Person, staff: Person, admin: Person, staff_group: int,
) -> None:  # fmt: skip
    await passed_on(sandbox, citizen)
    card = await sandbox.wait_for_text(staff_group, QUESTION)
    await sandbox.say(staff, REPLY, chat=staff_group, reply_to=card["message_id"])
    await sandbox.wait_for_text(citizen, REPLY)
    second = await sandbox.say(admin, "Mời vào cổng số 2.", staff_group, card["message_id"])
    told = await sandbox.wait_for_reply(staff_group, second)
    alert = await press(sandbox, staff, told, SUPPLEMENT)
    assert "đã viết tin nhắn đó" in alert
    await press(sandbox, admin, told, SUPPLEMENT)
    await sandbox.wait_for_text(citizen, "Mời vào cổng số 2.")


@pytest.mark.usefixtures("polling_bot")
async def test_a_reply_that_was_refused_and_made_shorter_is_the_answer(
    sandbox: Sandbox, citizen: Person, staff: Person, staff_group: int
) -> None:
    await passed_on(sandbox, citizen)
    card = await sandbox.wait_for_text(staff_group, QUESTION)
    long = await sandbox.say(staff, "dài " * 900, chat=staff_group, reply_to=card["message_id"])
    assert "tối đa" in (await sandbox.wait_for_reply(staff_group, long))["text"]
    await sandbox.edit_message(staff, long["message_id"], REPLY, staff_group)
    assert REPLY in (await sandbox.wait_for_text(citizen, REPLY))["text"]


@pytest.mark.usefixtures("polling_bot")
async def test_the_citizen_asks_on_and_the_officer_sees_after_what(
    sandbox: Sandbox, citizen: Person, staff: Person, staff_group: int, archive: Archive,
) -> None:  # fmt: skip
    await passed_on(sandbox, citizen)
    card = await sandbox.wait_for_text(staff_group, QUESTION)
    await sandbox.say(staff, REPLY, chat=staff_group, reply_to=card["message_id"])
    answer = await sandbox.wait_for_text(citizen, REPLY)
    await press(sandbox, citizen, answer, MORE)
    wanted = await sandbox.wait_for_reply(citizen, answer)
    written = await sandbox.say(citizen, "Còn giờ mở cửa?", reply_to=wanted["message_id"])
    asked = await sandbox.wait_for_reply(citizen, written)
    await press(sandbox, citizen, asked, SEND)
    second = await sandbox.wait_for_text(staff_group, "Còn giờ mở cửa?")
    assert "Hỏi tiếp sau câu số 1" in second["text"] and QUESTION in second["text"]
    kept = archive.handoffs.get(2)
    assert kept is not None and kept.after == 1


async def test_all_that_is_asked_is_asked_on_the_day_of_the_bots_clock(
    sandbox: Sandbox, citizen: Person, staff: Person, staff_group: int, start: StartBot,
    clock: JumpingClock, assistant: FakeAssistant,
) -> None:  # fmt: skip
    eleven_years = 11 * 365 * 86_400
    clock.pass_by(eleven_years)
    async with start():
        await sandbox.ask(citizen, "/start")  # what its examples are is asked, too
        await passed_on(sandbox, citizen)
        card = await sandbox.wait_for_text(staff_group, QUESTION)
        await sandbox.say(staff, REPLY, chat=staff_group, reply_to=card["message_id"])
        answer = await sandbox.wait_for_text(citizen, REPLY)
        thanks = await sandbox.say(citizen, "Cảm ơn", reply_to=answer["message_id"])
        await sandbox.wait_for_reply(citizen, thanks)
    assert assistant.days == {clock.now().astimezone(Settings().time_zone).date()}


@pytest.mark.usefixtures("polling_bot")
async def test_numbers_of_papers_are_not_passed_on_nor_kept(
    sandbox: Sandbox, citizen: Person, home: Path
) -> None:
    told = await sandbox.ask(citizen, "/canbo CCCD 001099012345 của tôi bao giờ xong?")
    assert "không chuyển" in told["text"]
    assert "001099012345" not in all_kept(home)


@pytest.mark.usefixtures("polling_bot")
async def test_in_a_group_only_who_asked_may_pass_it_on_and_is_answered_there(
    sandbox: Sandbox, citizen: Person, visitor: Person, staff: Person, group: int,
    archive: Archive,
) -> None:  # fmt: skip
    answered = await sandbox.ask(citizen, f"/hoi {QUESTION}", chat=group)
    assert await press(sandbox, visitor, answered, ASK_OFFICER)
    await press(sandbox, citizen, answered, ASK_OFFICER)
    asked = await sandbox.wait_for_reply(group, answered)
    assert "mọi người trong nhóm đều đọc được" in asked["text"]
    for kind in (SEND, KEEP_BACK):
        assert await press(sandbox, visitor, asked, kind)
    assert archive.handoffs.open_count() == 0
    await press(sandbox, citizen, asked, SEND)
    await sandbox.wait_for_edit(asked)
    listed = await sandbox.ask(staff, "/hangdoi")
    await press(sandbox, staff, listed, OPEN)
    card = await sandbox.wait_for_reply(staff, listed)
    await sandbox.say(staff, REPLY, reply_to=card["message_id"])
    assert QUESTION in (await sandbox.wait_for_text(group, REPLY))["text"]


@pytest.mark.usefixtures("polling_bot")
async def test_more_than_three_open_questions_are_refused_with_the_hotline(
    sandbox: Sandbox, citizen: Person, archive: Archive
) -> None:
    for n in range(3):
        await passed_on(sandbox, citizen, f"{QUESTION} {n}")
    again = await passed_on(sandbox, citizen, f"{QUESTION} 2")
    assert "đang chờ" in again["text"] and "số 3" in again["text"]
    refused = await passed_on(sandbox, citizen, f"{QUESTION} 4")
    assert "0230.3888.268" in refused["text"]
    assert archive.handoffs.open_count() == 3


@pytest.mark.usefixtures("polling_bot")
@pytest.mark.parametrize("typed", [False, True])
async def test_a_closed_question_tells_who_asked_why(
    sandbox: Sandbox, citizen: Person, staff: Person, staff_group: int, archive: Archive,
    typed: bool,
) -> None:  # fmt: skip
    await passed_on(sandbox, citizen)
    card = await sandbox.wait_for_text(staff_group, QUESTION)
    await press(sandbox, staff, card, CLOSE)
    why = await sandbox.wait_for_reply(staff_group, card)
    if typed:
        await sandbox.say(staff, "Hỏi Sở Du lịch", chat=staff_group, reply_to=why["message_id"])
        reason = "Hỏi Sở Du lịch"
    else:
        await press(sandbox, staff, why, REASON)
        reason = "không thuộc thẩm quyền"
    told = await sandbox.wait_for_text(citizen, reason)
    assert QUESTION in told["text"]
    kept = archive.handoffs.get(1)
    assert kept is not None and kept.state is HandoffState.CLOSED
    await sandbox.say(staff, REPLY, chat=staff_group, reply_to=card["message_id"])
    await sandbox.wait_for_text(staff_group, "đã được đóng")


@pytest.mark.usefixtures("polling_bot")
async def test_who_takes_a_question_is_shown_and_leaving_the_reasons_changes_nothing(
    sandbox: Sandbox, citizen: Person, staff: Person, admin: Person, staff_group: int,
    archive: Archive,
) -> None:  # fmt: skip
    await passed_on(sandbox, citizen)
    card = await sandbox.wait_for_text(staff_group, QUESTION)
    await press(sandbox, staff, card, TAKE)
    taken = await sandbox.wait_for_edit(card)
    assert staff.name in taken["text"]
    assert "khác" in await press(sandbox, admin, taken, TAKE)
    await press(sandbox, admin, taken, CLOSE)
    why = await sandbox.wait_for_reply(staff_group, taken)
    await press(sandbox, admin, why, STAY)
    await sandbox.wait_for_edit(why)
    assert archive.handoffs.open_count() == 1


@pytest.mark.usefixtures("polling_bot")
async def test_only_text_of_bounded_length_is_an_answer(
    sandbox: Sandbox, citizen: Person, staff: Person, staff_group: int, archive: Archive,
) -> None:  # fmt: skip
    await passed_on(sandbox, citizen)
    card = await sandbox.wait_for_text(staff_group, QUESTION)
    long = await sandbox.say(staff, "á" * 3_001, chat=staff_group, reply_to=card["message_id"])
    assert "3.001" in (await sandbox.wait_for_reply(staff_group, long))["text"]
    sent = await sandbox.send_document(
        staff, "tra-loi.txt", b"x", chat=staff_group, reply_to=card["message_id"]
    )
    assert "chữ" in (await sandbox.wait_for_reply(staff_group, sent))["text"]
    assert archive.handoffs.open_count() == 1
    whole = "ế" * 3_000
    await sandbox.say(staff, whole, chat=staff_group, reply_to=card["message_id"])
    await sandbox.wait_for_text(citizen, whole)


@pytest.mark.usefixtures("polling_bot")
async def test_forged_buttons_change_nothing(
    sandbox: Sandbox, citizen: Person, staff: Person, staff_group: int, archive: Archive,
) -> None:  # fmt: skip
    asked = await confirm(sandbox, citizen)
    for kind in (SEND, ASK_OFFICER):
        for forged in ("AAAAAAAAAAAA", "-", "0"):
            await sandbox.press(citizen, asked, Press(kind, forged).encode(), forged=True)
    for kind in (TAKE, CLOSE, REASON, STAY, OPEN, QUEUE, MORE, LEAVE_GROUP):
        for number in ("1", "-", "99"):
            await sandbox.press(citizen, asked, Press(kind, number, 77).encode(), forged=True)
    assert archive.handoffs.open_count() == 0
    assert archive.staff_groups.all() == [staff_group]
    for kind in (TAKE, REASON, OPEN):
        answer = await sandbox.press(staff, await sandbox.ask(staff, "/hangdoi"),
                                     Press(kind, "99").encode(), forged=True)  # fmt: skip
        assert answer.text


# --- groups of the staff ---------------------------------------------------------------


@pytest.mark.usefixtures("polling_bot")
@pytest.mark.parametrize("command", ["/nhomcanbo", "/staffgroup"])
async def test_an_admin_chooses_the_group_and_takes_it_back(
    sandbox: Sandbox, admin: Person, staff: Person, citizen: Person, group: int,
    archive: Archive, command: str,
) -> None:  # fmt: skip
    for who in (staff, citizen):
        refused = await sandbox.ask(who, command, chat=group)
        assert "quản trị viên" in refused["text"]
    assert archive.staff_groups.all() == []
    assert "trong nhóm" in (await sandbox.ask(admin, command))["text"]
    done = await sandbox.ask(admin, command, chat=group)
    assert archive.staff_groups.all() == [group]
    assert "đang nhận" in (await sandbox.ask(admin, command, chat=group))["text"]
    await press(sandbox, staff, done, LEAVE_GROUP)
    assert archive.staff_groups.all() == [group]
    await press(sandbox, admin, done, LEAVE_GROUP)
    await sandbox.wait_for_edit(done)
    assert archive.staff_groups.all() == []
    actions = [action.action for action in archive.audit.page(9)[1]]
    assert actions == ["no staff group", "staff group"]


@pytest.mark.usefixtures("polling_bot")
async def test_the_queue_is_for_officers_in_private(
    sandbox: Sandbox, citizen: Person, staff: Person, group: int, words: Wording
) -> None:
    for command in ("/hangdoi", "/queue"):
        assert (await sandbox.ask(citizen, command))["text"] == words.plain("staff.refused")
        alone = await sandbox.ask(staff, command, chat=group)
        assert alone["text"] == words.plain("staff.private_only")


@pytest.mark.usefixtures("polling_bot")
async def test_a_long_queue_is_paged(sandbox: Sandbox, staff: Person, archive: Archive) -> None:
    for n in range(7):
        archive.handoffs.open(n + 1, n + 1, None, f"Câu thứ {n}?", Language.VIETNAMESE, NOW)
    first = await sandbox.ask(staff, "/hangdoi")
    assert "Câu thứ 4?" in first["text"] and "Câu thứ 5?" not in first["text"]
    await press(sandbox, staff, first, QUEUE)
    second = await sandbox.wait_for_edit(first)
    assert "Câu thứ 6?" in second["text"]
    await press(sandbox, staff, second, QUEUE)
    assert "Câu thứ 0?" in (await sandbox.wait_for_edit(second))["text"]


async def test_the_button_of_small_talk_asks_for_the_question(
    sandbox: Sandbox, start: StartBot, citizen: Person, assistant: FakeAssistant
) -> None:
    async with start():
        answered = await sandbox.ask(citizen, "liên quan")
        forged = Press(ASK_OFFICER).encode()
        await sandbox.press(citizen, answered, forged, forged=True)
        wanted = await sandbox.wait_for_reply(citizen, answered)
        assert data(wanted, TYPE)


def test_there_are_the_people_that_these_tests_need() -> None:
    assert len({person().id, person(Role.STAFF).id, person(Role.ADMIN).id}) == 3


def test_a_question_is_not_half_passed_on(
    archive: Archive, wordings: Wordings, department: Department, monkeypatch: pytest.MonkeyPatch
) -> None:
    archive.staff_groups.add(-5, 1, NOW)
    desk = Desk(NOW, ZoneInfo("Asia/Ho_Chi_Minh"), wordings, department)
    assistant, asker = FakeAssistant(archive), Asker(7, None, 7, None)
    monkeypatch.setattr(outbox, "MOST_WAITING", 0)
    with pytest.raises(LimitError):
        pass_on(assistant, desk, asker, QUESTION, Language.VIETNAMESE, None)
    assert archive.handoffs.open_count() == 0
    monkeypatch.setattr(outbox, "MOST_WAITING", 9)
    handoff, _ = pass_on(assistant, desk, asker, QUESTION, Language.VIETNAMESE, None)
    monkeypatch.setattr(outbox, "MOST_WAITING", 1)
    with pytest.raises(LimitError):
        handing_on.answer(assistant, desk, handoff.number, 900, REPLY)
    assert archive.handoffs.open_count() == 1


def test_the_same_reply_again_is_the_officers_own_and_sent_once(
    archive: Archive, wordings: Wordings, department: Department
) -> None:
    desk = Desk(NOW, ZoneInfo("Asia/Ho_Chi_Minh"), wordings, department)
    assistant, asker = FakeAssistant(archive), Asker(7, None, 7, None)
    handoff, _ = pass_on(assistant, desk, asker, QUESTION, Language.VIETNAMESE, None)
    for _ in range(2):
        assert handing_on.answer(assistant, desk, handoff.number, 900, REPLY)[1]
    assert not handing_on.answer(assistant, desk, handoff.number, 901, REPLY)[1]
    assert [message.chat_id for message in archive.outbox.claim_next(9, NOW)] == [7]


def test_the_name_above_an_answer_is_the_departments_choice(
    wordings: Wordings, department: Department
) -> None:
    handoff = Handoff(3, 7, None, 7, None, QUESTION, Language.VIETNAMESE, NOW, HandoffState.OPEN)
    zone, words = ZoneInfo("Asia/Ho_Chi_Minh"), wordings[Language.VIETNAMESE]
    profile = replace(department[Language.VIETNAMESE], answers_by="Phòng <Một cửa>")
    html = answer_to_asker(handoff, REPLY, NOW, words, profile, zone).html
    assert "Phòng &lt;Một cửa&gt;" in html and "&lt;miễn phí&gt; &amp;" in html
    assert "15:00 ngày 23/11/2026" in html
