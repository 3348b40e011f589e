"""Blocking, deleted accounts, groups that take the bot in or out, and what it is told."""

from __future__ import annotations

from typing import Any

import pytest

from bot.sandbox import DEFAULT_GROUPS, STAFF_GROUP, Group, Person, Sandbox
from tests.bot.sandbox.conftest import GROUP, LAN, MINH, TOKEN, Api


def told(updates: list[dict[str, Any]]) -> list[Any]:
    """The bot's new status, or the service message, of each update."""
    seen: list[Any] = []
    for update in updates:
        if "my_chat_member" in update:
            seen.append(update["my_chat_member"]["new_chat_member"]["status"])
        else:
            seen += update["message"].keys() & {"left_chat_member", "new_chat_members"}
    return seen


@pytest.mark.parametrize(
    ("group", "status", "words"),
    [
        (GROUP, "left", "403 Forbidden: bot was kicked from the group chat"),
        (STAFF_GROUP.id, "kicked", "403 Forbidden: bot was kicked from the supergroup chat"),
    ],
)
async def test_a_bot_taken_out_of_a_group_is_told_and_refused_until_it_is_back(
    sandbox: Sandbox, api: Api, group: int, status: str, words: str
) -> None:
    await sandbox.remove_bot(MINH, group)
    assert await api.error("sendMessage", chat_id=group, text="x") == words
    await sandbox.say(MINH, "/hoi x", chat=group)
    await sandbox.add_bot(MINH, group)
    assert await api("sendMessage", chat_id=group, text="x")
    assert told(await api("getUpdates")) == [
        "left_chat_member",
        status,
        "member",
        "new_chat_members",
    ]


async def test_doing_it_again_tells_nothing_new(sandbox: Sandbox, api: Api) -> None:
    await sandbox.add_bot(MINH, GROUP)
    await sandbox.unblock(LAN)
    for _ in range(2):
        await sandbox.block(LAN)
        await sandbox.remove_bot(MINH, GROUP)
    assert told(await api("getUpdates")) == ["kicked", "left_chat_member", "left"]


async def test_a_group_that_the_bot_was_never_in_refuses_it() -> None:
    there = Group(-4000009, "Nhóm khác", (LAN.id,), has_bot=False)
    async with Sandbox(token=TOKEN, groups=(*DEFAULT_GROUPS, there)) as sandbox:
        chat = sandbox.state.chats[there.id]
        await sandbox.say(LAN, "/hoi x", chat=there.id)
        assert not sandbox.state.updates.pending
        assert chat.refusal == "Forbidden: bot is not a member of the group chat"
        await sandbox.add_bot(LAN, there.id)
        assert chat.refusal is None


async def test_a_deleted_account_refuses_the_bot_in_telegrams_words(
    sandbox: Sandbox, api: Api, lan: Person
) -> None:
    await sandbox.delete_account(lan)
    error = await api.error("sendMessage", chat_id=lan.id, text="x")
    assert error == "403 Forbidden: user is deactivated"


async def test_a_group_that_the_bot_left_refuses_it(api: Api) -> None:
    await api("leaveChat", chat_id=STAFF_GROUP.id)
    error = await api.error("sendMessage", chat_id=STAFF_GROUP.id, text="x")
    assert error == "403 Forbidden: bot is not a member of the supergroup chat"


async def test_the_page_learns_which_messages_reached_the_bot(sandbox: Sandbox, api: Api) -> None:
    seen = await sandbox.say(LAN, "/hoi x", chat=GROUP)
    await sandbox.say(LAN, "chuyện riêng", chat=GROUP)
    assert sandbox.state.chats[GROUP].seen == set()
    await api("getUpdates")
    await api("getUpdates")
    assert sandbox.state.chats[GROUP].seen == {seen["message_id"]}
