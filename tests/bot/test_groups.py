"""Groups: answers what is put to the bot, and nothing else."""

from __future__ import annotations

import pytest

from bot.context import App
from bot.sandbox import Person, Sandbox
from bot.wording import Wording
from index import Archive
from index.model import Language
from tests.bot.conftest import StartBot, eventually
from tests.bot.fakes import NAME, FakeAssistant

BOT = "@hoidap_bot"


@pytest.fixture
def group(sandbox: Sandbox) -> int:
    """A group that hears everything: privacy mode off."""
    sandbox.state.privacy = False
    return next(chat.id for chat in sandbox.state.chats.values() if chat.is_group)


@pytest.mark.usefixtures("bot")
@pytest.mark.parametrize("text", ["/hoi Ai là Bí thư?", f"/hoi{BOT} Ai là Bí thư?",
                                  f"{BOT} Ai là Bí thư?", f"Ai là Bí thư {BOT}"])  # fmt: skip
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
