"""What admins do to a source by a button: add, pause, resume, remove it."""

from __future__ import annotations

import logging
from collections.abc import Callable
from typing import Final

from bot.context import Context
from bot.handlers.looking import OFFER
from bot.handlers.sources import source_of
from bot.kept import kept
from bot.managing import actor_of
from bot.ports import AssistantPort
from bot.pressed import Pressed
from bot.render_sources import (
    PAUSE,
    REMOVE,
    REMOVE_ALL,
    REMOVE_KEEPING,
    RESUME,
    TAKE,
    added_reply,
    removal_question,
    source_card,
)
from bot.reply import Reply
from bot.rights import ADMINS, only
from index import Source, SourceKind
from index.errors import SourceError, UnknownSourceError
from index.model import Role

_MOST_NAMESAKES: Final = 100

log = logging.getLogger(__name__)


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


PRESSES: Final = only(
    ADMINS,
    {
        TAKE: _take,
        PAUSE: _pause,
        RESUME: _resume,
        REMOVE: _ask_removal,
        REMOVE_ALL: _remove,
        REMOVE_KEEPING: _remove,
    },
)
