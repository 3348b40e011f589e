"""A pressed button, as the function for its kind gets it."""

from __future__ import annotations

import contextlib
import logging
from collections.abc import Awaitable, Callable
from dataclasses import dataclass

from telegram import CallbackQuery, Message
from telegram.error import BadRequest

from bot.callbacks import Press
from bot.context import Context, Place
from bot.reply import Reply
from bot.sending import edit, reply_in
from bot.wording import Wording

log = logging.getLogger(__name__)


@dataclass(frozen=True, slots=True)
class Pressed:
    """Who pressed which button under which message.

    Nothing of it is proof of a right: the data may be forged, the button may be another
    person's in a group, and the role that showed it may have been revoked.
    """

    query: CallbackQuery
    press: Press
    place: Place
    message_id: int
    words: Wording

    @property
    def message(self) -> Message | None:
        """The message with the button, None where Telegram no longer shows it."""
        return self.query.message if isinstance(self.query.message, Message) else None

    async def answer(self, text: str = "", *, alert: bool = False) -> None:
        """Answers the press, which every function does once, before what takes long.

        One that Telegram has given up on needs no answer any more. `text` has at most 200
        characters; `alert` shows it in a window that must be closed: nothing was done.
        """
        if alert:
            log.info("button %s did nothing for a %s", self.press.kind, self.place.role.value)
        with contextlib.suppress(BadRequest):
            await self.query.answer(text or None, show_alert=alert)

    async def expired(self) -> None:
        """Answers that the button does nothing any more, whatever the reason."""
        await self.answer(self.words.plain("alert.expired"), alert=True)

    async def show(self, context: Context, reply: Reply) -> None:
        """Puts a reply in the place of the message; below it, where it cannot be edited."""
        chat_id = self.place.chat.id
        if not await edit(context, chat_id, self.message_id, reply):
            await reply_in(self.place, context, reply)


PressFunction = Callable[[Pressed, Context], Awaitable[None]]
"""Does what a button of one kind says, with the rights of who pressed it; answers it."""
