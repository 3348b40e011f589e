"""Who writes in the name of a group or channel, and what no person writes."""

from __future__ import annotations

from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import pytest

from bot.context import App
from bot.sandbox import Message, Person, Sandbox
from bot.sandbox.content import typed
from bot.wording import Wording
from index import Archive
from index.model import Role
from index.service import FollowKind
from tests.bot.fakes import NAME, FakeAssistant
from tests.bot.managing import tapped
from tests.bot.matrix import quiet, unchanged

BOT = "@hoidap_bot"
NOW = datetime(2026, 11, 20, 8, tzinfo=UTC)
ANONYMOUS: dict[str, Any] = {
    "id": 1_087_968_824, "is_bot": True, "first_name": "Group", "username": "GroupAnonymousBot",
}  # fmt: skip
CHANNEL: dict[str, Any] = {
    "id": 136_817_688, "is_bot": True, "first_name": "Channel", "username": "Channel_Bot",
}  # fmt: skip
TELEGRAM: dict[str, Any] = {"id": 777_000, "is_bot": False, "first_name": "Telegram"}
OTHER_BOT: dict[str, Any] = {
    "id": 5_000_001, "is_bot": True, "first_name": "Bot", "username": "other_bot",
}  # fmt: skip
NEWS: dict[str, Any] = {"id": -1_001_777_000_001, "type": "channel", "title": "Kênh tin"}


@pytest.fixture
def group(sandbox: Sandbox) -> int:
    return next(chat.id for chat in sandbox.state.chats.values() if chat.kind == "group")


def said_as(
    sandbox: Sandbox, sender: dict[str, Any], text: str, group: int, kind: str = "message",
    **more: Any,
) -> Message:  # fmt: skip
    """What somebody writes who is none of the sandbox's people; the bot is told."""
    place = sandbox.state.chats[group]
    message = sandbox.state.post(place, sender, {**typed(text), **more})
    sandbox.state.updates.add(kind, message)
    return dict(message)


def as_group(sandbox: Sandbox, group: int) -> dict[str, Any]:
    """The chat in whose name an anonymous administrator writes."""
    return {"sender_chat": sandbox.state.chats[group].as_json()}


def from_us(sandbox: Sandbox, group: int) -> list[Message]:
    """What the bot wrote in the group."""
    messages = sandbox.state.chats[group].messages.values()
    return [m for m in messages if m["from"]["id"] == sandbox.state.bot.id]


@pytest.mark.usefixtures("bot")
async def test_an_anonymous_administrator_and_a_channel_are_answered(
    sandbox: Sandbox, citizen: Person, group: int
) -> None:
    ours = await sandbox.ask(citizen, "/moi", chat=group)
    ways: list[tuple[str, dict[str, Any]]] = [
        ("/hoi Ai là Bí thư?", {}),
        (f"{BOT} Ai là Bí thư?", {}),
        ("Ai là Bí thư?", {"reply_to_message": ours}),
    ]
    for sender, chat in ((ANONYMOUS, as_group(sandbox, group)), (CHANNEL, {"sender_chat": NEWS})):
        for text, more in ways:
            said = said_as(sandbox, sender, text, group, **chat, **more)
            reply = await sandbox.wait_for_reply(group, said)
            assert NAME in reply["text"]
            assert reply["reply_to_message"]["message_id"] == said["message_id"]


@pytest.mark.usefixtures("polling_bot")
async def test_what_one_anonymous_administrator_asks_is_no_context_of_anothers_question(
    sandbox: Sandbox, group: int, assistant: FakeAssistant
) -> None:
    for text in ("/hoi Ai là Bí thư?", "/hoi còn phó?"):
        said = said_as(sandbox, ANONYMOUS, text, group, **as_group(sandbox, group))
        await sandbox.wait_for_reply(group, said)
    assert assistant.lights == []


@pytest.mark.usefixtures("polling_bot")
async def test_what_an_anonymous_administrator_asks_for_is_done_by_a_persons_press(
    sandbox: Sandbox, citizen: Person, group: int, archive: Archive, words: Wording
) -> None:
    said = said_as(sandbox, ANONYMOUS, "/theodoi nông thôn mới", group, **as_group(sandbox, group))
    asked = await sandbox.wait_for_reply(group, said)
    await tapped(sandbox, citizen, asked, words.plain("following.button.at_once"))
    assert [one.user_id for one in archive.follows.of_chat(group)] == [citizen.id]
    said = said_as(sandbox, ANONYMOUS, "/canbo Phí bao nhiêu?", group, **as_group(sandbox, group))
    asked = await sandbox.wait_for_reply(group, said)
    await tapped(sandbox, citizen, asked, words.plain("handoff.button.send"))
    assert [one.user_id for one in archive.handoffs.waiting(9)[1]] == [citizen.id]


@pytest.mark.usefixtures("polling_bot")
@pytest.mark.parametrize("command", ["/quentoi", "/forgetme"])
async def test_who_cannot_be_told_apart_is_asked_to_be_forgotten_in_private(
    sandbox: Sandbox, group: int, archive: Archive, words: Wording, command: str
) -> None:
    archive.follows.add(group, ANONYMOUS["id"], FollowKind.PHRASE, "chuyển đổi số", NOW)
    said = said_as(sandbox, ANONYMOUS, command, group, **as_group(sandbox, group))
    reply = await sandbox.wait_for_reply(group, said)
    assert reply["text"] == words.plain("forget.anonymous")
    ((button,),) = reply["reply_markup"]["inline_keyboard"]
    assert button["url"] == "https://t.me/hoidap_bot"
    assert len(archive.follows.of_chat(group)) == 1


@pytest.mark.usefixtures("polling_bot")
async def test_a_role_of_the_id_that_anonymous_administrators_share_counts_for_nobody(
    sandbox: Sandbox, group: int, archive: Archive, words: Wording
) -> None:
    for sender in (ANONYMOUS, CHANNEL):
        archive.people.grant(sender["id"], Role.ADMIN, 1, NOW)
    for sender, chat in ((ANONYMOUS, as_group(sandbox, group)), (CHANNEL, {"sender_chat": NEWS})):
        said = said_as(sandbox, sender, "/nhomcanbo", group, **chat)
        reply = await sandbox.wait_for_reply(group, said)
        assert reply["text"] == words.plain("staff_group.only_admins")
    assert archive.staff_groups.all() == []


async def test_other_bots_channels_posts_and_forwards_by_themselves_are_left_alone(
    sandbox: Sandbox, citizen: Person, group: int, polling_bot: App, assistant: FakeAssistant,
    home: Path,
) -> None:  # fmt: skip
    ours = await sandbox.ask(citizen, "/moi", chat=group)
    await quiet(polling_bot, sandbox)
    sandbox.state.updates.allow([])  # all kinds, as a hostile server could send them
    forwarded: dict[str, Any] = {"sender_chat": NEWS, "is_automatic_forward": True}
    with unchanged(home):
        for text in ("/hoi Ai là Bí thư?", f"{BOT} Ai là Bí thư?", "/theodoi lúa", "/quentoi"):
            said_as(sandbox, OTHER_BOT, text, group)
            said_as(sandbox, OTHER_BOT, text, group, "edited_message")
            said_as(sandbox, TELEGRAM, text, group, **forwarded)
            for kind in ("channel_post", "edited_channel_post"):
                said_as(sandbox, CHANNEL, text, group, kind, chat=NEWS)
        said_as(sandbox, OTHER_BOT, "Ai là Bí thư?", group, reply_to_message=ours)
        await quiet(polling_bot, sandbox)
    assert [message["message_id"] for message in from_us(sandbox, group)] == [ours["message_id"]]
    assert assistant.asked == []


@pytest.mark.usefixtures("polling_bot")
async def test_a_command_alone_asks_the_post_that_a_channel_forwarded(
    sandbox: Sandbox, citizen: Person, group: int
) -> None:
    forwarded: dict[str, Any] = {"sender_chat": NEWS, "is_automatic_forward": True}
    post = said_as(sandbox, TELEGRAM, "Ai là Bí thư?", group, **forwarded)
    reply = await sandbox.ask(citizen, "/hoi", chat=group, reply_to=post)
    assert NAME in reply["text"]
