"""What goes on from the last answer, over HTTP: for whom, how long, and how it is shown."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path

import pytest
from telegram import Chat, Message, User

from bot import conversation
from bot.context import App
from bot.conversation import MOST_REMEMBERED, REMEMBERED_S, Conversations, Speaker, speaker_of
from bot.sandbox import Person, Sandbox
from bot.wording import Wording
from index.model import Answer, Language, Status
from tests.bot.conftest import all_kept, eventually
from tests.bot.fakes import FakeAssistant, hit, quote
from tests.bot.test_conversation import buttons, data_of

FIRST = "Ai là Bí thư?"
TYPED = "còn phó?"
COMPLETE = "Ai là Phó Bí thư?"


@pytest.fixture(autouse=True)
def reading(assistant: FakeAssistant) -> None:
    assistant.readings[TYPED] = COMPLETE


def shown(words: Wording, question: str = COMPLETE) -> str:
    """How a reading is shown, without its markup."""
    return words.plain("answer.read_as", question=question).replace("<i>", "").replace("</i>", "")


@pytest.mark.usefixtures("bot")
@pytest.mark.parametrize("text", [TYPED, f"/hoi {TYPED}"])
async def test_a_follow_up_is_read_in_the_light_of_the_last_question_and_shown_so(
    sandbox: Sandbox, citizen: Person, assistant: FakeAssistant, words: Wording, text: str
) -> None:
    await sandbox.ask(citizen, FIRST)
    reply = await sandbox.ask(citizen, text)
    assert reply["text"].startswith(shown(words))
    assert [asked for asked, _ in assistant.asked] == [FIRST, COMPLETE]
    assert assistant.lights == [(FIRST, TYPED)]


@pytest.mark.usefixtures("bot")
async def test_one_tap_asks_what_was_typed(
    sandbox: Sandbox, citizen: Person, assistant: FakeAssistant, words: Wording
) -> None:
    await sandbox.ask(citizen, FIRST)
    reply = await sandbox.ask(citizen, TYPED)
    before, data = dict(reply), data_of(reply, words.plain("button.as_typed"))
    assert len(data.encode()) <= 64
    await sandbox.press(citizen, reply["message_id"], data)
    answer = await sandbox.wait_for_edit(before)
    assert assistant.asked[-1][0] == TYPED
    assert shown(words) not in answer["text"]


@pytest.mark.usefixtures("polling_bot")
async def test_a_follow_up_is_kept_in_memory_alone(
    sandbox: Sandbox, citizen: Person, home: Path
) -> None:
    await sandbox.ask(citizen, FIRST)
    await sandbox.ask(citizen, TYPED)
    assert TYPED not in all_kept(home)


@pytest.mark.usefixtures("polling_bot")
async def test_what_stands_on_its_own_shows_no_reading(
    sandbox: Sandbox, citizen: Person, words: Wording
) -> None:
    first = await sandbox.ask(citizen, FIRST)
    reply = await sandbox.ask(citizen, "Ai là Bí thư Đảng ủy?")
    assert reply["text"] == first["text"]
    assert words.plain("button.as_typed") not in [button["text"] for button in buttons(reply)]


@pytest.mark.usefixtures("polling_bot")
async def test_the_first_message_of_a_chat_goes_on_from_nothing(
    sandbox: Sandbox, citizen: Person, assistant: FakeAssistant
) -> None:
    await sandbox.ask(citizen, TYPED)
    assert assistant.lights == []


@pytest.mark.usefixtures("polling_bot")
async def test_a_follow_up_goes_on_from_the_complete_question_before_it(
    sandbox: Sandbox, citizen: Person, assistant: FakeAssistant
) -> None:
    for text in (FIRST, TYPED, "năm 2019?"):
        await sandbox.ask(citizen, text)
    assert assistant.lights[-1] == (COMPLETE, "năm 2019?")


@pytest.mark.usefixtures("polling_bot")
async def test_thanks_in_between_change_nothing_and_start_begins_anew(
    sandbox: Sandbox, citizen: Person, assistant: FakeAssistant
) -> None:
    for text in (FIRST, "xin chào", TYPED):
        await sandbox.ask(citizen, text)
    assert assistant.lights[-1] == (FIRST, TYPED)
    await sandbox.ask(citizen, "/start")
    assistant.lights.clear()
    await sandbox.ask(citizen, TYPED)
    assert assistant.lights == []


@pytest.mark.usefixtures("polling_bot")
async def test_a_button_that_asks_is_gone_on_from_too(
    sandbox: Sandbox, citizen: Person, assistant: FakeAssistant
) -> None:
    assistant.public[2] = replace(assistant.public[2], title=FIRST)
    start = await sandbox.ask(citizen, "/start")
    await sandbox.press(citizen, start["message_id"], buttons(start)[0]["callback_data"])
    await sandbox.wait_for_reply(citizen, start)
    await sandbox.ask(citizen, TYPED)
    assert assistant.lights == [(FIRST, TYPED)]


@pytest.mark.usefixtures("polling_bot")
async def test_an_edited_follow_up_is_read_in_the_light_it_was_first_read_in(
    sandbox: Sandbox, citizen: Person, assistant: FakeAssistant, words: Wording
) -> None:
    await sandbox.ask(citizen, FIRST)
    asked = await sandbox.say(citizen, "còn ai?")
    before = dict(await sandbox.wait_for_reply(citizen, asked))
    await sandbox.edit_message(citizen, asked["message_id"], TYPED)
    assert (await sandbox.wait_for_edit(before))["text"].startswith(shown(words))
    assert assistant.lights[-1] == (FIRST, TYPED)


async def test_an_older_message_that_is_edited_is_read_alone(
    sandbox: Sandbox, citizen: Person, assistant: FakeAssistant, polling_bot: App
) -> None:
    asked = await sandbox.say(citizen, FIRST)
    before = dict(await sandbox.wait_for_reply(citizen, asked))
    await sandbox.ask(citizen, "Ai là Bí thư Đảng ủy?")
    await polling_bot.update_queue.join()
    assistant.lights.clear()
    await sandbox.edit_message(citizen, asked["message_id"], "điều liên quan")
    await sandbox.wait_for_edit(before)
    assert assistant.lights == []
    await sandbox.ask(citizen, TYPED)
    assert assistant.lights == [("Ai là Bí thư Đảng ủy?", TYPED)]


@pytest.fixture
def group(sandbox: Sandbox) -> int:
    """A group that hears everything: privacy mode off."""
    sandbox.state.privacy = False
    return next(chat.id for chat in sandbox.state.chats.values() if chat.is_group)


@pytest.mark.usefixtures("polling_bot")
async def test_in_a_group_nobody_goes_on_from_what_somebody_else_asked(
    sandbox: Sandbox, citizen: Person, visitor: Person, group: int, assistant: FakeAssistant
) -> None:
    await sandbox.ask(citizen, f"/hoi {FIRST}", chat=group)
    await sandbox.ask(visitor, f"/hoi {TYPED}", chat=group)
    assert assistant.lights == []
    await sandbox.ask(citizen, f"/hoi {TYPED}", chat=group)
    assert assistant.lights == [(FIRST, TYPED)]


@pytest.mark.usefixtures("polling_bot")
async def test_a_chat_knows_nothing_of_another_chat(
    sandbox: Sandbox, citizen: Person, group: int, assistant: FakeAssistant
) -> None:
    await sandbox.ask(citizen, FIRST)
    await sandbox.ask(citizen, f"/hoi {TYPED}", chat=group)
    assert assistant.lights == []


async def test_a_reply_to_another_message_than_the_last_answer_goes_on_from_none(
    sandbox: Sandbox, citizen: Person, assistant: FakeAssistant, polling_bot: App
) -> None:
    older = await sandbox.ask(citizen, FIRST)
    await sandbox.ask(citizen, "Ai là Bí thư Đảng ủy?")
    await polling_bot.update_queue.join()
    assistant.lights.clear()
    asked = await sandbox.say(citizen, TYPED, reply_to=older["message_id"])
    await sandbox.wait_for_reply(citizen, asked)
    assert assistant.lights == []
    last = await sandbox.ask(citizen, "Ai là Bí thư Đảng ủy?")
    await polling_bot.update_queue.join()
    assistant.lights.clear()
    asked = await sandbox.say(citizen, TYPED, reply_to=last["message_id"])
    await sandbox.wait_for_reply(citizen, asked)
    assert assistant.lights == [("Ai là Bí thư Đảng ủy?", TYPED)]


# --- the memory ----------------------------------------------------------------------------

SPEAKER = Speaker(1, None, 2)


def answer(status: Status = Status.ANSWERED, *, personal: bool = False) -> Answer:
    """An answer as the assistant gives it."""
    return Answer(FIRST, status, Language.VIETNAMESE, quote(), [hit(1)], 1.0, (), personal=personal)


def test_five_minutes_later_everything_is_forgotten() -> None:
    now = [0.0]
    talks = Conversations(clock=lambda: now[0])
    talks.heard(SPEAKER, answer(), 7, None)
    now[0] = REMEMBERED_S - 1
    turn = talks.last(SPEAKER)
    assert turn is not None and turn.answer.question == FIRST
    now[0] = REMEMBERED_S
    assert talks.last(SPEAKER) is None


async def test_it_is_forgotten_without_another_message(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(conversation, "REMEMBERED_S", 0.01)
    talks = Conversations()
    talks.heard(SPEAKER, answer(), 7, None)
    assert talks.remembered == 1
    await eventually(lambda: talks.remembered == 0)


def test_only_what_a_message_can_go_on_from_is_kept() -> None:
    talks = Conversations()
    for heard in (answer(Status.GREETING), answer(Status.TOO_LONG), answer(personal=True)):
        talks.heard(SPEAKER, heard, 7, None)
    talks.heard(None, answer(), 7, None)
    assert talks.last(SPEAKER) is None and talks.last(None) is None
    talks.heard(SPEAKER, answer(), 7, None)
    turn = talks.last(SPEAKER)
    assert turn is not None and not turn.answer.hits


def test_the_memory_is_bounded_and_can_be_emptied() -> None:
    talks = Conversations()
    for user in range(MOST_REMEMBERED + 1):
        talks.heard(Speaker(1, None, user), answer(), None, None)
    assert talks.last(Speaker(1, None, 0)) is None
    assert talks.last(Speaker(1, None, 1)) is not None
    talks.forget(1, 1)
    talks.forget(2, 2)
    assert talks.last(Speaker(1, None, 1)) is None
    assert talks.last(Speaker(1, None, 2)) is not None


def test_who_writes_for_a_channel_or_as_anonymous_admin_is_nobody() -> None:
    at = datetime.now(UTC)
    chat, user = Chat(1, "supergroup"), User(2, "GroupAnonymousBot", True)
    plain = Message(1, at, chat, from_user=user)
    anonymous = Message(1, at, chat, from_user=user, sender_chat=chat)
    topic = Message(1, at, chat, from_user=user, message_thread_id=5, is_topic_message=True)
    assert speaker_of(plain, 1, None) is None
    assert speaker_of(anonymous, 1, 2) is None
    assert speaker_of(plain, 1, 2) == speaker_of(None, 1, 2) == Speaker(1, None, 2)
    assert speaker_of(topic, 1, 2) == Speaker(1, 5, 2)
