"""Sources, for admins: `/nguon` = `/sources`, and the buttons under its replies."""

from __future__ import annotations

from typing import Any, Final

from telegram import Message, Update
from telegram.ext import BaseHandler

from bot.addressed import words_after_command
from bot.callbacks import Press
from bot.commands import on_command
from bot.context import Context, Place, place_of, wording_in
from bot.handlers.looking import look
from bot.pressed import Pressed
from bot.prompts import TakeFunction, leave, prompt
from bot.render_sources import (
    ADD,
    ADDRESS,
    CARD,
    LIST,
    source_card,
    sources_page,
)
from bot.reply import Reply
from bot.rights import ADMINS, allowed, only
from bot.sending import reply_in
from bot.typed_articles import wrong_address
from index import Source

_ADD_WORDS: Final = ("them", "thêm", "add")


def handlers() -> list[BaseHandler[Any, Context, Any]]:
    """Returns the handler of the command."""
    return [on_command(on_sources, "nguon", "sources")]


async def on_sources(update: Update, context: Context) -> None:
    """Lists the sources, or looks at an address: `/nguon them URL`, `/nguon URL`."""
    message, place = update.effective_message, await place_of(update, context)
    if message is None or place is None or not await allowed(place, context, ADMINS):
        return
    words = await wording_in(place, context)
    first, _, rest = words_after_command(message).strip().partition(" ")
    if not first:
        sources = await context.services.worker.run(lambda a: a.archive.sources.all())
        zone = context.services.settings.time_zone
        page = sources_page(sources, words, 0, zone)
        if page is not None:
            await reply_in(place, context, page)
    elif first.lower() not in _ADD_WORDS and wrong_address(f"{first} {rest}"):
        await reply_in(place, context, Reply(words.html("sources.usage")))
    elif first.lower() not in _ADD_WORDS:
        await look(place, context, words, first)
    elif rest.strip():
        await look(place, context, words, rest.strip())
    else:
        await _ask_address(place, context)


async def take_address(message: Message, press: Press, place: Place, context: Context) -> None:
    """Looks at the address that an admin was asked for."""
    words = await wording_in(place, context)
    typed = (message.text or "").strip()
    if not typed:
        await prompt(place, context, Reply(words.html("sources.no_address")), press, words)
        return
    await look(place, context, words, typed)


async def _ask_address(place: Place, context: Context) -> None:
    words = await wording_in(place, context)
    await prompt(place, context, Reply(words.html("sources.ask_address")), Press(ADDRESS), words)


async def _show_list(pressed: Pressed, context: Context) -> None:
    sources = await context.services.worker.run(lambda a: a.archive.sources.all())
    zone = context.services.settings.time_zone
    page = sources_page(sources, pressed.words, pressed.press.offset, zone)
    if page is None:
        await pressed.answer(pressed.words.plain("alert.no_more"))
        return
    await pressed.answer()
    await pressed.show(context, page)


async def _show_card(pressed: Pressed, context: Context) -> None:
    source = await source_of(pressed, context)
    if source is None:
        return
    await pressed.answer()
    zone = context.services.settings.time_zone
    await pressed.show(context, source_card(source, pressed.words, zone))


async def _press_add(pressed: Pressed, context: Context) -> None:
    await pressed.answer()
    await _ask_address(pressed.place, context)


async def source_of(pressed: Pressed, context: Context) -> Source | None:
    """Returns the source that a button is of; says so where it is not there any more."""
    number = pressed.press.query_id
    source = None
    if number.isascii() and number.isdigit():
        source = await context.services.worker.run(lambda a: a.archive.sources.by_id(int(number)))
    if source is None:
        await pressed.answer(pressed.words.plain("alert.source_gone"), alert=True)
    return source


PRESSES: Final = only(
    ADMINS,
    {
        LIST: _show_list,
        CARD: _show_card,
        ADD: _press_add,
        ADDRESS: leave,
    },
)
TAKES: Final[dict[str, TakeFunction]] = {ADDRESS: take_address}
