"""How handlers are told apart: new messages, edited ones, commands by their names."""

from __future__ import annotations

from collections.abc import Callable, Coroutine
from typing import Any, Final

from telegram import Update
from telegram.ext import CommandHandler, filters

from bot.context import Context

NEW: Final = filters.UpdateType.MESSAGE & ~filters.IS_AUTOMATIC_FORWARD
"""New messages, but for those that a channel forwards into its group by itself."""
EDITED: Final = filters.UpdateType.EDITED_MESSAGE & filters.TEXT
WRITTEN: Final = filters.TEXT | filters.CAPTION

Callback = Callable[[Update, Context], Coroutine[Any, Any, None]]


def on_command(callback: Callback, *names: str) -> CommandHandler[Context, None]:
    """Returns the handler of a command, by its names in both languages."""
    return CommandHandler(names, callback, NEW)
