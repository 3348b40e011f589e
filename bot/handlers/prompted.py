"""Messages that answer what somebody was asked to type or send; see `bot.prompts`."""

from __future__ import annotations

from typing import Final

from telegram import Message, Update

from bot.context import Context, Place
from bot.handlers import adding, changing, sources
from bot.prompts import TakeFunction, prompted
from bot.rights import ADMINS, allowed

TAKES: Final[dict[str, TakeFunction]] = {**adding.TAKES, **changing.TAKES, **sources.TAKES}
"""What is done with an answer, by the kind of its question."""


async def take_prompted(message: Message, place: Place, context: Context) -> bool:
    """Takes the answer to a question; False for a message that answers none."""
    press = prompted(message, context, TAKES) if place.private else None
    if press is None:
        return False
    context.services.awaited.forget(place.chat.id)
    if await allowed(place, context, ADMINS):
        await TAKES[press.kind](message, press, place, context)
    return True


async def on_any_command(update: Update, context: Context) -> None:
    """Takes no later message for the answer: whoever sends a command does something else."""
    if update.effective_chat is not None:
        context.services.awaited.forget(update.effective_chat.id)
