"""Which chats can be reached: met, left, and moved."""

from __future__ import annotations

from datetime import UTC, datetime

import pytest

from bot.context import App
from bot.sandbox import Person, Sandbox
from index import Archive
from index.service import ChatKind, FollowKind
from tests.bot.conftest import eventually

NOW = datetime(2026, 1, 2, tzinfo=UTC)


@pytest.fixture
def group(sandbox: Sandbox) -> int:
    return next(chat.id for chat in sandbox.state.chats.values() if chat.kind == "group")


def follow(archive: Archive, chat_id: int, user_id: int) -> None:
    archive.follows.add(chat_id, user_id, FollowKind.PHRASE, "chuyển đổi số", NOW)


@pytest.mark.usefixtures("bot")
async def test_a_person_can_be_reached_from_start_on_until_they_block_the_bot(
    sandbox: Sandbox, citizen: Person, archive: Archive
) -> None:
    await sandbox.ask(citizen, "Ai là Bí thư?")
    assert archive.people.chats_to_reach() == []
    await sandbox.ask(citizen, "/start")
    assert archive.people.chats_to_reach(ChatKind.PRIVATE) == [citizen.id]
    follow(archive, citizen.id, citizen.id)
    await sandbox.block(citizen)
    await eventually(lambda: archive.people.chats_to_reach() == [])
    assert archive.follows.of_chat(citizen.id) == []
    await sandbox.unblock(citizen)
    await sandbox.ask(citizen, "/start")
    assert archive.people.chats_to_reach() == [citizen.id]


@pytest.mark.usefixtures("bot")
async def test_a_group_can_be_reached_while_the_bot_is_in_it(
    sandbox: Sandbox, citizen: Person, group: int, archive: Archive
) -> None:
    await sandbox.ask(citizen, "/start", chat=group)
    assert archive.people.chats_to_reach() == []  # a member's `/start` is not the group's
    await sandbox.remove_bot(citizen, group)
    await sandbox.add_bot(citizen, group)
    await eventually(lambda: archive.people.chats_to_reach(ChatKind.GROUP) == [group])
    await sandbox.remove_bot(citizen, group)
    await eventually(lambda: archive.people.chats_to_reach() == [])


async def test_what_a_group_follows_moves_with_it(
    sandbox: Sandbox, citizen: Person, group: int, archive: Archive, polling_bot: App
) -> None:
    follow(archive, group, citizen.id)
    moved = await sandbox.migrate_group(group)
    await eventually(lambda: len(archive.follows.of_chat(moved)) == 1)
    assert archive.follows.of_chat(group) == []
