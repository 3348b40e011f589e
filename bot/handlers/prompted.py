"""Messages that answer what somebody was asked to type or send; see `bot.prompts`."""

from __future__ import annotations

from typing import Any, Final

from telegram import Message, Update
from telegram.ext import BaseHandler

from bot.commands import on_command
from bot.context import Context, Place, place_of, wording_in
from bot.handlers import adding, broadcast, changing, editing, removing, sources
from bot.prompts import TakeFunction, prompted
from bot.reply import Reply
from bot.rights import ADMINS, allowed
from bot.sending import reply_in

TAKES: Final[dict[str, TakeFunction]] = {
    **adding.TAKES,
    **broadcast.TAKES,
    **changing.TAKES,
    **editing.TAKES,
    **removing.TAKES,
    **sources.TAKES,
}
"""What is done with an answer, by the kind of its question."""


def handlers() -> list[BaseHandler[Any, Context, Any]]:
    """Returns the handler of the command that leaves what was begun."""
    return [on_command(on_leave, "huy", "cancel")]


async def on_leave(update: Update, context: Context) -> None:
    """`/huy`: waits for no answer any more; says that what was not confirmed is not done."""
    place = await place_of(update, context)
    if place is None:
        return
    if place.private:
        context.services.awaited.forget(place.chat.id)
    words = await wording_in(place, context)
    await reply_in(place, context, Reply(words.html("leaving.done")))


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
