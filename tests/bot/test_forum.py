"""Forums, with privacy mode on: the bot is heard where it may be, and stays in the topic."""

from __future__ import annotations

from datetime import UTC, datetime

import pytest

from bot.context import App
from bot.sandbox import FORUM, Person, Sandbox
from bot.wording import Wording
from index import Archive
from index.model import Language
from index.service import FollowKind
from tests.bot.conftest import eventually
from tests.bot.fakes import NAME, FakeAssistant
from tests.bot.managing import shown, tapped

BOT = "@hoidap_bot"
NOW = datetime(2026, 11, 20, 8, tzinfo=UTC)
COMMANDS = [
    "/start", "/help", "/hoi", "/hoi Ai là Bí thư?", "/tim chuyển đổi", "/tim", "/moi", "/chude",
    "/canbo", "/gioithieu", "/riengtu", "/quentoi", "/ngonngu", f"/khongco{BOT}", "/thongke",
]  # fmt: skip


@pytest.fixture
def topic(sandbox: Sandbox) -> int:
    """A topic of the forum; the bot hears there what privacy mode lets through."""
    sandbox.state.privacy = True
    return list(sandbox.state.chats[FORUM.id].topics)[-1]


@pytest.mark.usefixtures("bot")
async def test_every_command_is_answered_in_its_topic(
    sandbox: Sandbox, citizen: Person, topic: int
) -> None:
    for text in COMMANDS:
        reply = await sandbox.ask(citizen, text, chat=FORUM.id, thread=topic)
        assert reply.get("message_thread_id") == topic, text


@pytest.mark.usefixtures("bot")
async def test_a_reply_and_a_mention_are_questions_in_the_topic(
    sandbox: Sandbox, citizen: Person, topic: int
) -> None:
    sandbox.state.mentions_reach_bot = True
    first = await sandbox.ask(citizen, "/moi", chat=FORUM.id, thread=topic)
    for text, replied in (("Ai là Bí thư?", first), (f"{BOT} Ai là Bí thư?", None)):
        said = await sandbox.say(citizen, text, chat=FORUM.id, reply_to=replied, thread=topic)
        reply = await sandbox.wait_for_reply(FORUM.id, said)
        assert NAME in reply["text"]
        assert reply["message_thread_id"] == topic
        assert reply["reply_to_message"]["message_id"] == said["message_id"]


@pytest.mark.usefixtures("polling_bot")
async def test_what_buttons_send_stays_in_the_topic(
    sandbox: Sandbox, citizen: Person, topic: int, words: Wording, assistant: FakeAssistant
) -> None:
    nothing = await sandbox.ask(citizen, "/hoi Ai là chủ tịch tỉnh?", chat=FORUM.id, thread=topic)
    before = dict(nothing)
    await sandbox.tap(citizen, nothing, words.plain("handoff.button.ask"))
    asked = await sandbox.wait_for_reply(FORUM.id, before)
    assert asked["message_thread_id"] == topic
    page = await sandbox.ask(citizen, "/moi", chat=FORUM.id, thread=topic)
    turned = await tapped(sandbox, citizen, page, words.plain("button.next"))
    assert turned["message_thread_id"] == topic
    choice = dict(await sandbox.ask(citizen, "/ngonngu", chat=FORUM.id, thread=topic))
    await sandbox.tap(citizen, choice, words.plain("button.vietnamese"))
    chosen = await sandbox.wait_for_reply(FORUM.id, choice)
    assert chosen["message_thread_id"] == topic
    assert assistant.most_inside == 1


async def test_an_apology_and_the_sign_of_typing_are_in_the_topic(
    sandbox: Sandbox, citizen: Person, topic: int, assistant: FakeAssistant, polling_bot: App,
    words: Wording, monkeypatch: pytest.MonkeyPatch,
) -> None:  # fmt: skip
    monkeypatch.setattr("bot.sending.TYPING_AFTER_S", 0.0)

    def fail(question: str) -> None:
        while not actions(sandbox):
            pass
        raise RuntimeError("a fault of ours")

    assistant.before_ask = fail
    reply = await sandbox.ask(citizen, "/hoi Ai là Bí thư?", chat=FORUM.id, thread=topic)
    assert reply["text"].startswith(words.html("error.apology", code="").partition("<")[0][:40])
    assert reply["message_thread_id"] == topic
    assert actions(sandbox) == [topic]
    assert polling_bot.running


def actions(sandbox: Sandbox) -> list[int | None]:
    """The topics in which "typing" was shown."""
    events = sandbox.state.journal.since(0) or []
    return [event["thread"] for event in events if event["kind"] == "action"]


@pytest.mark.usefixtures("polling_bot")
async def test_two_people_in_a_topic_each_get_their_own_answer(
    sandbox: Sandbox, citizen: Person, visitor: Person, topic: int
) -> None:
    first = await sandbox.say(citizen, "/hoi Ai là Bí thư?", chat=FORUM.id, thread=topic)
    second = await sandbox.say(visitor, "/ask hello", chat=FORUM.id, thread=topic)
    await eventually(lambda: {first["message_id"], second["message_id"]} <= set(answers(sandbox)))
    assert NAME in answers(sandbox)[first["message_id"]]
    assert NAME not in answers(sandbox)[second["message_id"]]


def answers(sandbox: Sandbox) -> dict[int, str]:
    """What the bot replied in the forum, by the message that it replies to."""
    messages = sandbox.state.chats[FORUM.id].messages.values()
    return {m["reply_to_message"]["message_id"]: m["text"] for m in messages if m["from"]["is_bot"]}


@pytest.mark.usefixtures("polling_bot")
async def test_what_is_asked_twice_fast_is_answered_twice_in_turn(
    sandbox: Sandbox, citizen: Person
) -> None:
    said = [await sandbox.say(citizen, "Ai là Bí thư?") for _ in range(3)]
    messages = sandbox.state.chats[citizen.id].messages
    await eventually(lambda: sum(m["from"]["is_bot"] for m in messages.values()) == len(said))
    texts = {m["text"] for m in messages.values() if m["from"]["is_bot"]}
    assert len(texts) == 1


@pytest.mark.usefixtures("polling_bot")
async def test_all_of_a_group_that_becomes_a_supergroup_moves_along(
    sandbox: Sandbox, citizen: Person, archive: Archive, words: Wording
) -> None:
    group = next(chat.id for chat in sandbox.state.chats.values() if chat.kind == "group")
    archive.chats.set_language(group, Language.VIETNAMESE)
    archive.follows.add(group, citizen.id, FollowKind.PHRASE, "chuyển đổi số", NOW)
    card = await sandbox.ask(citizen, "/hoi Ai là Bí thư?", chat=group)
    asked = await sandbox.ask(citizen, "/canbo Phí là bao nhiêu?", chat=group)
    await tapped(sandbox, citizen, asked, words.plain("handoff.button.send"))
    moved = await sandbox.migrate_group(group)
    await eventually(lambda: len(archive.follows.of_chat(moved)) == 1)
    assert archive.follows.of_chat(group) == []
    assert archive.chats.language(moved) is Language.VIETNAMESE
    assert archive.handoffs.waiting(5)[1][0].chat_id == moved
    assert shown(sandbox, card)["text"]
