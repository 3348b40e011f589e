"""Whose bot this is, what it keeps of people, and deleting that."""

from __future__ import annotations

from typing import Any, Final

from telegram import Update
from telegram.ext import BaseHandler

from bot.commands import on_command
from bot.context import Context, Place, place_of, wording_in
from bot.pressed import Pressed, PressFunction
from bot.render_about import (
    FORGET,
    KEEP,
    ask_to_forget,
    forgotten,
    introduction,
    privacy,
)
from bot.reply import Reply
from bot.sending import reply_in


def handlers() -> list[BaseHandler[Any, Context, Any]]:
    """Returns the handlers of these commands."""
    return [
        on_command(on_about, "gioithieu", "about"),
        on_command(on_privacy, "riengtu", "privacy"),
        on_command(on_forget, "quentoi", "forgetme"),
    ]


async def on_about(update: Update, context: Context) -> None:
    """Says whose bot this is and how to check it."""
    place = await place_of(update, context)
    if place is None:
        return
    words = await wording_in(place, context)
    profile = context.services.department[words.language]
    await _answer(update, place, context, introduction(profile, words, context.bot.username))


async def on_privacy(update: Update, context: Context) -> None:
    """Says what is kept of people, and for how long."""
    place = await place_of(update, context)
    if place is not None:
        own_id = place.user_id if place.private else None
        reply = privacy(await wording_in(place, context), own_id)
        await _answer(update, place, context, reply)


async def on_forget(update: Update, context: Context) -> None:
    """Says what would be deleted, and asks; in a group that is the person's own alone."""
    place = await place_of(update, context)
    if place is None or place.user_id is None:
        return
    words = await wording_in(place, context)
    reply = ask_to_forget(place.user_id, words, private=place.private)
    await _answer(update, place, context, reply)


async def _answer(update: Update, place: Place, context: Context, reply: Reply) -> None:
    message = update.effective_message
    answers = message.message_id if message is not None and not place.private else None
    await reply_in(place, context, reply, answers=answers)


async def _forget(pressed: Pressed, context: Context) -> None:
    """Deletes all that is kept of the person, and what is remembered while the bot runs."""
    if await _is_others(pressed):
        return
    place, services = pressed.place, context.services
    user_id, chat_id = int(pressed.press.query_id), place.chat.id
    await pressed.answer()
    services.talks.forget_everywhere(user_id)
    services.searches.pop(user_id)
    services.awaited.forget(user_id)
    what = await services.worker.run(lambda a: a.archive.people.forget(user_id, chat_id))
    await pressed.show(context, forgotten(what, pressed.words))


async def _keep(pressed: Pressed, context: Context) -> None:
    if await _is_others(pressed):
        return
    await pressed.answer()
    await pressed.show(context, Reply(pressed.words.html("forget.cancelled")))


async def _is_others(pressed: Pressed) -> bool:
    """Tells somebody in a group that the button is not theirs; True when it is not."""
    if pressed.press.query_id == str(pressed.place.user_id):
        return False
    await pressed.answer(pressed.words.plain("forget.alert.others"), alert=True)
    return True


PRESSES: Final[dict[str, PressFunction]] = {FORGET: _forget, KEEP: _keep}
