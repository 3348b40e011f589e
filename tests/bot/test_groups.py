"""Groups: answers what is put to the bot, whoever puts it and however, and nothing else."""

from __future__ import annotations

from datetime import UTC, datetime

import pytest

from bot.context import App
from bot.conversation import Conversations, Speaker
from bot.sandbox import Person, Sandbox
from bot.wording import Wording
from index import Archive
from index.model import Answer, Language, Status
from index.service import FollowKind
from tests.bot.conftest import StartBot, eventually
from tests.bot.fakes import NAME, FakeAssistant
from tests.bot.test_conversation import data_of

BOT = "@hoidap_bot"
NOW = datetime(2026, 11, 20, 8, tzinfo=UTC)


@pytest.fixture
def group(sandbox: Sandbox) -> int:
    """A group that hears everything: privacy mode off."""
    sandbox.state.privacy = False
    return next(chat.id for chat in sandbox.state.chats.values() if chat.is_group)


@pytest.mark.usefixtures("bot")
@pytest.mark.parametrize("text", ["/hoi Ai là Bí thư?", f"/hoi{BOT} Ai là Bí thư?",
                                  f"{BOT} Ai là Bí thư?", f"Ai là Bí thư {BOT}",
                                  "/HOI@HoiDap_Bot Ai là Bí thư?"])  # fmt: skip
async def test_a_question_to_the_bot_is_answered_as_a_reply_to_it(
    sandbox: Sandbox, citizen: Person, group: int, assistant: FakeAssistant, text: str
) -> None:
    asked = await sandbox.say(citizen, text, chat=group)
    reply = await sandbox.wait_for_reply(group, asked)
    assert NAME in reply["text"]
    assert reply["reply_to_message"]["message_id"] == asked["message_id"]
    assert BOT not in assistant.asked[0][0]


@pytest.mark.usefixtures("bot")
async def test_a_reply_to_the_bot_is_a_question(
    sandbox: Sandbox, citizen: Person, group: int
) -> None:
    first = await sandbox.ask(citizen, "/moi", chat=group)
    asked = await sandbox.say(citizen, "Ai là Bí thư?", chat=group, reply_to=first["message_id"])
    assert NAME in (await sandbox.wait_for_reply(group, asked))["text"]


@pytest.mark.usefixtures("polling_bot")
@pytest.mark.parametrize("text", ["/hoi", BOT])
async def test_the_command_or_mention_alone_asks_the_message_it_replies_to(
    sandbox: Sandbox, citizen: Person, visitor: Person, group: int, text: str
) -> None:
    question = await sandbox.say(visitor, "Ai là Bí thư?", chat=group)
    asked = await sandbox.say(citizen, text, chat=group, reply_to=question["message_id"])
    assert NAME in (await sandbox.wait_for_reply(group, asked))["text"]


async def test_other_talk_and_other_bots_commands_are_left_alone(
    sandbox: Sandbox, citizen: Person, group: int, polling_bot: App, assistant: FakeAssistant
) -> None:
    for text in ("Ai là Bí thư?", "/hoi@other_bot Ai là Bí thư?", "@other_bot Ai là Bí thư?",
                 "/weather", "/start@other_bot"):  # fmt: skip
        await sandbox.say(citizen, text, chat=group)
    await sandbox.send_sticker(citizen, chat=group)
    said = await sandbox.say(citizen, "còn ai nữa?", chat=group)
    await sandbox.edit_message(citizen, said["message_id"], "Ai là Bí thư?")
    reply = await sandbox.ask(citizen, "/help", chat=group)
    await polling_bot.update_queue.join()
    messages = sandbox.state.chats[group].messages.values()
    assert [m["message_id"] for m in messages if m["from"]["is_bot"]] == [reply["message_id"]]
    assert assistant.asked == []


@pytest.mark.usefixtures("bot")
async def test_an_edited_question_in_a_group_is_answered_in_place(
    sandbox: Sandbox, citizen: Person, group: int
) -> None:
    asked = await sandbox.say(citizen, "/hoi Ai là chủ tịch?", chat=group)
    before = dict(await sandbox.wait_for_reply(group, asked))
    await sandbox.edit_message(citizen, asked["message_id"], "/hoi Ai là Bí thư?")
    assert NAME in (await sandbox.wait_for_edit(before))["text"]


@pytest.mark.usefixtures("bot")
async def test_a_group_that_becomes_a_supergroup_keeps_its_language_and_is_answered(
    sandbox: Sandbox, citizen: Person, group: int, archive: Archive, english: Wording,
) -> None:  # fmt: skip
    archive.chats.set_language(group, Language.ENGLISH)
    moved = await sandbox.migrate_group(group)
    await eventually(lambda: archive.chats.language(moved) is not None)
    reply = await sandbox.ask(citizen, "/hoi Ai là Bí thư?", chat=moved)
    assert english.plain("answer.quoted_vietnamese") in reply["text"]


async def test_a_reply_follows_a_group_that_moves_while_it_is_made(
    sandbox: Sandbox, citizen: Person, group: int, start: StartBot, assistant: FakeAssistant
) -> None:
    await sandbox.say(citizen, "/hoi Ai là Bí thư?", chat=group)
    moved = await sandbox.migrate_group(group)
    async with start():
        assert NAME in (await sandbox.wait_for_reply(moved, 0))["text"]
    assert len(assistant.asked) == 1


@pytest.mark.usefixtures("polling_bot")
async def test_a_button_of_before_the_move_shows_what_it_says_in_the_supergroup(
    sandbox: Sandbox, citizen: Person, group: int, words: Wording, caplog: pytest.LogCaptureFixture
) -> None:
    card = await sandbox.ask(citizen, "/hoi Ai là Bí thư?", chat=group)
    moved = await sandbox.migrate_group(group)
    await sandbox.press(citizen, card, data_of(card, words.plain("button.more")))
    assert "Bài số 2" in (await sandbox.wait_for_reply(moved, 0))["text"]
    assert "bot.faults" not in {record.name for record in caplog.records}


@pytest.mark.usefixtures("polling_bot")
async def test_a_follow_up_right_after_the_move_goes_on_from_the_question_before_it(
    sandbox: Sandbox, citizen: Person, group: int, assistant: FakeAssistant, archive: Archive
) -> None:
    archive.follows.add(group, citizen.id, FollowKind.PHRASE, "chuyển đổi số", NOW)
    assistant.readings["còn phó?"] = "Ai là Phó Bí thư?"
    await sandbox.ask(citizen, "/hoi Ai là Bí thư?", chat=group)
    moved = await sandbox.migrate_group(group)
    await eventually(lambda: archive.follows.of_chat(moved) != [])
    await sandbox.ask(citizen, "/hoi còn phó?", chat=moved)
    assert [question for question, _ in assistant.asked] == ["Ai là Bí thư?", "Ai là Phó Bí thư?"]


def test_what_moves_is_forgotten_in_its_time_and_what_was_said_since_counts() -> None:
    now = [0.0]
    talks = Conversations(lambda: now[0])
    first, second = Speaker(-5, None, 1), Speaker(-5, None, 2)
    old, new = (Answer(text, Status.RELATED, Language.VIETNAMESE) for text in ("cũ", "mới"))
    talks.heard(first, old, 31, None)
    talks.heard(second, old, 32, None)
    now[0] = 200.0
    talks.heard(Speaker(-105, None, 2), new, 1, None)
    talks.heard(Speaker(7, None, 7), new, 1, None)
    talks.moved(-5, -105)
    talks.moved(-5, -105)
    moved, since = talks.last(Speaker(-105, None, 1)), talks.last(Speaker(-105, None, 2))
    assert moved is not None and (moved.answer.question, moved.message_id) == ("cũ", None)
    assert since is not None and (since.answer.question, since.message_id) == ("mới", 1)
    assert talks.last(first) is talks.last(second) is None
    now[0] = 301.0
    assert talks.last(Speaker(-105, None, 1)) is None
    assert talks.remembered == 2
