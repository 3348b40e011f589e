"""Sources, for admins: `/nguon` = `/sources`, and the buttons under its replies."""

from __future__ import annotations

import logging
from collections.abc import Callable
from typing import Any, Final

from telegram import Message, Update
from telegram.ext import BaseHandler

from bot.addressed import words_after_command
from bot.callbacks import Press
from bot.commands import on_command
from bot.context import Context, Place, place_of, wording_in
from bot.handlers.looking import OFFER, look
from bot.kept import kept
from bot.managing import actor_of
from bot.ports import AssistantPort
from bot.pressed import Pressed
from bot.prompts import TakeFunction, leave, prompt
from bot.render_sources import (
    ADD,
    ADDRESS,
    CARD,
    LIST,
    PAUSE,
    REMOVE,
    REMOVE_ALL,
    REMOVE_KEEPING,
    RESUME,
    TAKE,
    added_reply,
    removal_question,
    source_card,
    sources_page,
)
from bot.reply import Reply
from bot.rights import ADMINS, allowed, only
from bot.sending import reply_in
from index import Source, SourceKind
from index.errors import SourceError, UnknownSourceError
from index.model import Role

_ADD_WORDS: Final = ("them", "thêm", "add")
_MOST_NAMESAKES: Final = 100

log = logging.getLogger(__name__)


def handlers() -> list[BaseHandler[Any, Context, Any]]:
    """Returns the handler of the command."""
    return [on_command(on_sources, "nguon", "sources")]


async def on_sources(update: Update, context: Context) -> None:
    """Lists the sources, or looks at an address: `/nguon them URL`."""
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
    elif first.lower() not in _ADD_WORDS:
        await reply_in(place, context, Reply(words.html("sources.usage")))
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


async def _take(pressed: Pressed, context: Context) -> None:
    """Adds the source that was offered."""
    words, actor = pressed.words, actor_of(pressed.place)
    offer_id, now = pressed.press.query_id, context.services.clock.now()

    def add(assistant: AssistantPort) -> Source | None:
        offer = kept(assistant, OFFER, offer_id)
        if offer is None:
            return None
        archive = assistant.archive
        with archive.together():
            name = _free_name(assistant, offer["name"])
            kind = SourceKind(offer["kind"])
            source = archive.sources.add(name, offer["url"], kind, now, added_by=actor)
            archive.record_action(actor, "source added", f"{source.name} {source.url}")
        return source

    try:
        source = await context.services.worker.run(add)
    except SourceError as fault:
        log.info("a source was not added: %s", fault)
        await pressed.answer(words.plain("alert.source_refused"), alert=True)
        return
    if source is None:
        await pressed.expired()
        return
    await pressed.answer()
    await pressed.show(context, added_reply(source, words))


def _free_name(assistant: AssistantPort, name: str) -> str:
    """Returns a name, with a number behind it where another source has it."""
    names = [name, *(f"{name[:70]} ({n})" for n in range(2, _MOST_NAMESAKES))]
    return next((one for one in names if assistant.archive.sources.by_name(one) is None), name)


async def _pause(pressed: Pressed, context: Context) -> None:
    await _change(pressed, context, "source paused", lambda a, one: a.archive.sources.pause(one))


async def _resume(pressed: Pressed, context: Context) -> None:
    await _change(pressed, context, "source resumed", lambda a, one: a.archive.sources.resume(one))


async def _change(
    pressed: Pressed, context: Context, action: str, change: Callable[[AssistantPort, int], None]
) -> None:
    source = await source_of(pressed, context)
    if source is None:
        return
    actor = actor_of(pressed.place)

    def do(assistant: AssistantPort) -> Source | None:
        with assistant.archive.together():
            change(assistant, source.id)
            assistant.archive.record_action(actor, action, source.name)
        return assistant.archive.sources.by_id(source.id)

    try:
        changed = await context.services.worker.run(do)
    except UnknownSourceError:  # removed at this moment
        changed = None
    if changed is None:
        await pressed.answer(pressed.words.plain("alert.source_gone"), alert=True)
        return
    await pressed.answer()
    zone = context.services.settings.time_zone
    await pressed.show(context, source_card(changed, pressed.words, zone))


async def _ask_removal(pressed: Pressed, context: Context) -> None:
    source = await source_of(pressed, context)
    if source is None:
        return

    def count(assistant: AssistantPort) -> int:
        return assistant.archive.counted("source", Role.ADMIN.audiences).get(source.name, 0)

    articles = await context.services.worker.run(count)
    await pressed.answer()
    await pressed.show(context, removal_question(source, articles, pressed.words))


async def _remove(pressed: Pressed, context: Context) -> None:
    """Removes a source, with its articles or without, as the button says."""
    source = await source_of(pressed, context)
    if source is None:
        return
    words, actor = pressed.words, actor_of(pressed.place)
    keeping = pressed.press.kind == REMOVE_KEEPING

    def remove(assistant: AssistantPort) -> int:
        with assistant.archive.together():
            number = assistant.archive.sources.remove(source.id, keep_articles=keeping)
            detail = f"{source.name} {source.url} {number}"
            assistant.archive.record_action(actor, "source removed", detail)
        return number

    try:
        number = await context.services.worker.run(remove)
    except UnknownSourceError:
        await pressed.answer(words.plain("alert.source_gone"), alert=True)
        return
    context.services.examples.forget()
    await pressed.answer()
    if keeping:
        text = words.html("sources.removed_keeping", name=source.name)
    else:
        text = words.count("sources.removed", number, name=source.name)
    await pressed.show(context, Reply(text))


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
        TAKE: _take,
        PAUSE: _pause,
        RESUME: _resume,
        REMOVE: _ask_removal,
        REMOVE_ALL: _remove,
        REMOVE_KEEPING: _remove,
        ADDRESS: leave,
    },
)
TAKES: Final[dict[str, TakeFunction]] = {ADDRESS: take_address}
