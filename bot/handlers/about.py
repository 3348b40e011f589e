"""Whose bot this is, what it keeps of people, and deleting that."""

from __future__ import annotations

import logging
from collections.abc import Iterable
from typing import Any, Final

from telegram import Update
from telegram.error import TelegramError
from telegram.ext import BaseHandler

from bot.commands import on_command
from bot.context import Context, Place, place_of, wording_in
from bot.ports import AssistantPort
from bot.pressed import Pressed, PressFunction
from bot.render_about import (
    FORGET,
    KEEP,
    ask_to_forget,
    forgotten,
    forgotten_in_group,
    introduction,
    privacy,
    who_is_unknown,
)
from bot.reply import Reply
from bot.sending import edit, reply_in
from index.model import Language
from index.service import Forgotten

log = logging.getLogger(__name__)

Card = tuple[int, int, Language]
"""Chat id and message id of what officers were shown of a question, and that chat's language."""


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
        reply = privacy(await wording_in(place, context), place.role, own_id)
        await _answer(update, place, context, reply)


async def on_forget(update: Update, context: Context) -> None:
    """Says what would be deleted, and asks; in a group that is the person's own alone."""
    place = await place_of(update, context)
    if place is None:
        return
    words = await wording_in(place, context)
    if place.user_id is None:
        reply = who_is_unknown(words, context.bot.username)
    else:
        reply = ask_to_forget(place.user_id, words, place.role, private=place.private)
    await _answer(update, place, context, reply)


async def _answer(update: Update, place: Place, context: Context, reply: Reply) -> None:
    message = update.effective_message
    answers = message.message_id if message is not None and not place.private else None
    await reply_in(place, context, reply, answers=answers)


async def _forget(pressed: Pressed, context: Context) -> None:
    """Deletes all that is kept of the person, and what is remembered while the bot runs.

    What a group is told has no figures: what somebody asked or follows is nobody else's matter.
    """
    if await _is_others(pressed):
        return
    place, services, words = pressed.place, context.services, pressed.words
    user_id = int(pressed.press.query_id)
    await pressed.answer()
    services.talks.forget_everywhere(user_id)
    services.searches.pop(user_id)
    services.inline.pop(user_id)
    services.awaited.forget(user_id)

    def forget(assistant: AssistantPort) -> tuple[Forgotten, list[Card]]:
        archive = assistant.archive
        with archive.together():
            cards = [
                (chat_id, message_id, archive.chats.language(chat_id) or Language.VIETNAMESE)
                for chat_id, message_id in archive.handoffs.open_messages_of(user_id)
            ]
            what = archive.people.forget(user_id)
        archive.wipe()
        return what, cards

    what, cards = await services.worker.run(forget)
    if place.private:
        await pressed.show(context, forgotten(what, words, place.role))
    else:
        await pressed.show(context, forgotten_in_group(words))
    await _empty(cards, context)


async def _empty(cards: Iterable[Card], context: Context) -> None:
    """Takes questions that nobody asks any more out of what officers were shown of them."""
    for chat_id, message_id, language in cards:
        gone = context.services.wordings[language].html("officer.gone")
        try:
            await edit(context, chat_id, message_id, Reply(gone))
        except TelegramError as fault:  # a card that is gone is no matter
            log.info("a card of a question was not emptied: %s", type(fault).__name__)


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
