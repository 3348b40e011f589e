"""What a message stands for that somebody replies to: told by its buttons, or by the archive.

Both hold over a restart. Buttons are looked at first, for they are the message's own.
"""

from __future__ import annotations

from collections.abc import Collection
from typing import Final

from telegram import Message

from bot.callbacks import Press, decode
from bot.context import Context
from bot.render_handoff import CLOSE, MORE, REASON, TAKE
from index.service import Handoff

_OF_OFFICERS: Final = frozenset({TAKE, CLOSE, REASON})


def replied_to_bot(message: Message, context: Context) -> Message | None:
    """Returns the bot's own message that a message replies to."""
    replied = message.reply_to_message
    if replied is None or replied.from_user is None or replied.from_user.id != context.bot.id:
        return None
    return replied


def press_replied_to(message: Message, context: Context, kinds: Collection[str]) -> Press | None:
    """Returns the first button of one of `kinds` under the message that is replied to."""
    replied = replied_to_bot(message, context)
    keys = replied.reply_markup if replied else None
    for row in keys.inline_keyboard if keys else ():
        for button in row:
            data = button.callback_data
            press = decode(data) if isinstance(data, str) else None
            if press is not None and press.kind in kinds:
                return press
    return None


async def handoff_for_officers(message: Message, context: Context) -> int | None:
    """Returns the number of the question that an officer's message replies to."""
    press = press_replied_to(message, context, _OF_OFFICERS)
    if press is not None:
        return number_in(press)
    handoff, for_officers = await _kept(message, context)
    return handoff.number if handoff and for_officers else None


async def handoff_of_asker(message: Message, context: Context) -> int | None:
    """Returns the number of the question whose answer a person replies to."""
    press = press_replied_to(message, context, (MORE,))
    if press is not None:
        return number_in(press)
    handoff, for_officers = await _kept(message, context)
    return handoff.number if handoff and not for_officers else None


def number_in(press: Press) -> int:
    """Returns the number of a question in a button, 0 for data that is none."""
    return int(press.query_id) if press.query_id.isascii() and press.query_id.isdigit() else 0


async def _kept(message: Message, context: Context) -> tuple[Handoff | None, bool]:
    """Returns the question that a message stands for, and whether it is one for officers."""
    replied = replied_to_bot(message, context)
    if replied is None:
        return None, False
    chat_id, message_id = message.chat.id, replied.message_id
    worker = context.services.worker
    handoff = await worker.run(lambda a: a.archive.handoffs.by_message(chat_id, message_id))
    if handoff is None:
        return None, False
    groups = await worker.run(lambda a: a.archive.staff_groups.all())
    return handoff, handoff.chat_id != chat_id or chat_id in groups
