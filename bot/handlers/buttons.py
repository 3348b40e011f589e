"""Pressed buttons: which function does what a button says. Every press is answered."""

from __future__ import annotations

import contextlib
import logging
from collections.abc import Mapping
from typing import Any, Final

from telegram import Update
from telegram.error import BadRequest
from telegram.ext import BaseHandler, CallbackQueryHandler

from bot.callbacks import decode
from bot.context import Context, place_of, wording_in
from bot.handlers import (
    about,
    adding,
    backups,
    broadcast,
    changing,
    crawls,
    curating,
    editing,
    exporting,
    followed,
    following,
    handing_on,
    language,
    lexicon,
    linked,
    officers,
    people,
    reindexing,
    removing,
    results,
    searching,
    source_actions,
    sources,
    staff_groups,
    supplements,
    topics,
    unanswered,
    undoing,
    voting,
)
from bot.pressed import Pressed, PressFunction

log = logging.getLogger(__name__)


def _joined(*tables: Mapping[str, PressFunction]) -> dict[str, PressFunction]:
    """Joins the tables of the features. Raises ValueError for a kind that two of them have."""
    joined: dict[str, PressFunction] = {}
    for table in tables:
        if twice := sorted(set(table) & set(joined)):
            raise ValueError(f"two features have buttons of the kind {', '.join(twice)}")
        joined |= table
    return joined


PRESSES: Final = _joined(
    language.PRESSES,
    results.PRESSES,
    voting.PRESSES,
    topics.PRESSES,
    following.PRESSES,
    followed.PRESSES,
    linked.PRESSES,
    about.PRESSES,
    searching.PRESSES,
    exporting.PRESSES,
    reindexing.PRESSES,
    sources.PRESSES,
    source_actions.PRESSES,
    crawls.PRESSES,
    adding.PRESSES,
    editing.PRESSES,
    changing.PRESSES,
    undoing.PRESSES,
    removing.PRESSES,
    backups.PRESSES,
    people.PRESSES,
    lexicon.PRESSES,
    broadcast.PRESSES,
    handing_on.PRESSES,
    officers.PRESSES,
    supplements.PRESSES,
    staff_groups.PRESSES,
    curating.PRESSES,
    unanswered.PRESSES,
)
"""What is done with a button, by its kind; a feature adds its own table."""


def handlers() -> list[BaseHandler[Any, Context, Any]]:
    """Returns the handler of all buttons."""
    return [CallbackQueryHandler(on_button)]


async def on_button(update: Update, context: Context) -> None:
    """Does what a button says, with the rights of the person who presses it."""
    query, place = update.callback_query, await place_of(update, context)
    if query is None:
        return
    if place is None or query.message is None:  # a message that is not the bot's own
        with contextlib.suppress(BadRequest):
            await query.answer()
        return
    press = decode(query.data)
    words = await wording_in(place, context)
    if press is None or press.kind not in PRESSES:
        log.info("a button that is none of this version was pressed")
        with contextlib.suppress(BadRequest):
            await query.answer(words.plain("alert.expired"), show_alert=True)
        return
    pressed = Pressed(query, press, place, query.message.message_id, words)
    await PRESSES[press.kind](pressed, context)
