"""How handlers are told apart: new messages, edited ones, commands by their names."""

from __future__ import annotations

from collections.abc import Callable, Coroutine
from typing import Any, Final

from telegram import Message, Update
from telegram.ext import CommandHandler, filters

from bot.context import Context


class _FromAnotherBot(filters.MessageFilter):
    """What other bots write: two bots that answer each other would never end.

    Who writes in the name of a group or channel is a person, though Telegram names a bot.
    """

    def filter(self, message: Message) -> bool:
        """Tells whether a bot wrote a message."""
        sender = message.from_user
        return sender is not None and sender.is_bot and message.sender_chat is None


_FROM_PEOPLE: Final = ~_FromAnotherBot()
NEW: Final = filters.UpdateType.MESSAGE & ~filters.IS_AUTOMATIC_FORWARD & _FROM_PEOPLE
"""New messages of people, but for those that a channel forwards into its group by itself."""
EDITED: Final = filters.UpdateType.EDITED_MESSAGE & filters.TEXT & _FROM_PEOPLE
WRITTEN: Final = filters.TEXT | filters.CAPTION

Callback = Callable[[Update, Context], Coroutine[Any, Any, None]]


def on_command(callback: Callback, *names: str) -> CommandHandler[Context, None]:
    """Returns the handler of a command, by its names in both languages."""
    return CommandHandler(names, callback, NEW)
