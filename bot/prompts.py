"""Asking somebody in a private chat to type or send something.

The answer is their next message that is no command, or a reply to the question. The question
has a button to leave it, whose data says what is asked: so a reply to it is understood after a
restart too.
"""

from __future__ import annotations

from collections.abc import Awaitable, Callable, Collection

from telegram import InlineKeyboardMarkup, Message

from bot.callbacks import Press, decode
from bot.context import Context, Place
from bot.pressed import Pressed
from bot.reply import PressButton, Reply
from bot.sending import reply_in
from bot.wording import Wording

TakeFunction = Callable[[Message, Press, Place, Context], Awaitable[None]]
"""Takes the answer to a question, which is the press of its button to leave it."""


async def prompt(
    place: Place, context: Context, reply: Reply, press: Press, words: Wording
) -> None:
    """Sends a question; `press` says what is asked, and is the button to leave it."""
    leave = PressButton(words.plain("button.leave"), press)
    await reply_in(place, context, Reply(reply.html, (*reply.rows, (leave,))))
    context.services.awaited.ask(place.chat.id, press)


async def leave(pressed: Pressed, context: Context) -> None:
    """Does what the button says that leaves a question."""
    if context.services.awaited.asked(pressed.place.chat.id) == pressed.press:
        context.services.awaited.forget(pressed.place.chat.id)
    await pressed.answer()
    await pressed.show(context, Reply(pressed.words.html("managing.left")))


def prompted(message: Message, context: Context, kinds: Collection[str]) -> Press | None:
    """Returns the question, of one of `kinds`, that a message answers; None for none."""
    replied = message.reply_to_message
    if replied is not None:
        author = replied.from_user
        if author is None or author.id != context.bot.id:
            return None
        return _question(replied.reply_markup, kinds)
    asked = context.services.awaited.asked(message.chat.id)
    return asked if asked is not None and asked.kind in kinds else None


def _question(keys: InlineKeyboardMarkup | None, kinds: Collection[str]) -> Press | None:
    rows = keys.inline_keyboard if keys else ()
    found = (
        decode(button.callback_data)
        for row in rows
        for button in row
        if isinstance(button.callback_data, str)
    )
    return next((press for press in found if press and press.kind in kinds), None)
