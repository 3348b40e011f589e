"""The chats that the bot is in: it is added, removed or blocked, or a group gets a new id."""

from __future__ import annotations

from typing import Any, Final

from telegram import ChatMember, ChatMemberUpdated, Update
from telegram.constants import ChatType
from telegram.ext import BaseHandler, ChatMemberHandler, MessageHandler, filters

from bot.context import Context
from index.service import ChatKind

_GROUPS: Final = (ChatType.GROUP, ChatType.SUPERGROUP)


def handlers() -> list[BaseHandler[Any, Context, Any]]:
    """Returns the handlers of what happens to the chats themselves."""
    return [
        ChatMemberHandler(on_membership, ChatMemberHandler.MY_CHAT_MEMBER),
        MessageHandler(filters.UpdateType.MESSAGE & filters.StatusUpdate.MIGRATE, on_moved_group),
    ]


async def on_membership(update: Update, context: Context) -> None:
    """Keeps which chats can be reached: a group met, a chat that removed or blocked the bot.

    What a chat that is gone follows ends. Somebody who lets the bot write again is met at
    their next `/start`.
    """
    changed = update.my_chat_member
    if changed is None:
        return
    worker, chat_id, now = context.services.worker, changed.chat.id, context.services.clock.now()
    if not _is_in(changed):
        await worker.run(lambda a: a.archive.people.left(chat_id, now))
    elif changed.chat.type in _GROUPS:
        await worker.run(lambda a: a.archive.people.met(chat_id, ChatKind.GROUP, now))


async def on_moved_group(update: Update, context: Context) -> None:
    """Takes all that a group has along when it becomes a supergroup.

    Both the old and the new chat tell of it; whichever is heard first does it.
    """
    message = update.effective_message
    if message is None:
        return
    old = message.migrate_from_chat_id or message.chat.id
    new = message.migrate_to_chat_id or message.chat.id
    context.services.talks.moved(old, new)
    await context.services.worker.run(lambda a: a.archive.people.moved(old, new))


def _is_in(changed: ChatMemberUpdated) -> bool:
    member = changed.new_chat_member
    if member.status == ChatMember.RESTRICTED:
        return bool(getattr(member, "is_member", False))
    return member.status not in (ChatMember.LEFT, ChatMember.BANNED)
