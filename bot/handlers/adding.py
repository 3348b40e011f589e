"""Adding articles, for admins: `/them` = `/add` with an address, a text or a sent document."""

from __future__ import annotations

import logging
from collections.abc import Mapping
from contextlib import AbstractContextManager, nullcontext
from functools import partial
from pathlib import Path
from typing import Any, Final

from telegram import Document, Message, Update
from telegram.ext import BaseHandler

from bot.addressed import captioned_command, words_after_command
from bot.beside import BotStoppingError, CommandFailedError, run_command, unless_stopped
from bot.callbacks import Press
from bot.commands import on_command
from bot.context import Context, Place, place_of, wording_in
from bot.faults import reference
from bot.handlers.looking import ITEM, look, seen_beside
from bot.kept import keep, kept
from bot.managing import actor_of
from bot.ports import AssistantPort
from bot.pressed import Pressed
from bot.prompts import TakeFunction, leave, prompt
from bot.render_adding import (
    ASK,
    FOR_ALL,
    FOR_STAFF,
    READ,
    preview_reply,
    sent_reply,
    stored_reply,
)
from bot.render_articles import ARTICLE, managing_rows
from bot.reply import Reply
from bot.rights import ADMINS, allowed, only
from bot.scratch import scratch
from bot.sending import edit, reply_in
from bot.sent_documents import RefusedError, fetched, item_of, may_be_read
from bot.typed_articles import article_of, is_prose
from bot.wording import Wording
from index.model import Audience

COMMANDS: Final = ("them", "add")

log = logging.getLogger(__name__)


def handlers() -> list[BaseHandler[Any, Context, Any]]:
    """Returns the handler of the command."""
    return [on_command(on_add, *COMMANDS)]


async def on_add(update: Update, context: Context) -> None:
    """Looks at an address, a text, or the document that is replied to; without one asks for it."""
    message, place = update.effective_message, await place_of(update, context)
    if message is None or place is None or not await allowed(place, context, ADMINS):
        return
    words = await wording_in(place, context)
    replied = message.reply_to_message
    if replied is not None and replied.document is not None:
        await _look_at_document(replied.document, place, context, words)
    elif typed := words_after_command(message).strip():
        await _look_at_typed(typed, place, context, words)
    else:
        await prompt(place, context, Reply(words.html("adding.ask_for")), Press(ASK), words)


async def take_captioned(message: Message, place: Place, context: Context) -> bool:
    """Takes a document that was sent with the command below it; False for anything else."""
    if message.document is None or captioned_command(message) not in COMMANDS:
        return False
    if await allowed(place, context, ADMINS):
        words = await wording_in(place, context)
        await _look_at_document(message.document, place, context, words)
    return True


async def offer_to_take(message: Message, place: Place, context: Context) -> bool:
    """Asks an admin whether a document that came without a word about it is to be added."""
    document = message.document
    admin = place.private and place.role in ADMINS
    if not admin or document is None or message.animation or not may_be_read(document):
        return False
    words = await wording_in(place, context)
    item = item_of(document, words)
    item_id = await context.services.worker.run(lambda a: keep(a, ITEM, item))
    await reply_in(place, context, sent_reply(item["name"], item_id, words))
    return True


async def take_asked(message: Message, press: Press, place: Place, context: Context) -> None:
    """Takes the address, the text or the document that an admin was asked for."""
    words = await wording_in(place, context)
    if message.document is not None:
        await _look_at_document(message.document, place, context, words)
    elif message.text and message.text.strip():
        await _look_at_typed(message.text, place, context, words)
    else:
        await prompt(place, context, Reply(words.html("adding.ask_for")), press, words)


async def _look_at_typed(typed: str, place: Place, context: Context, words: Wording) -> None:
    """Says what stands at an address, or what an article would be that is typed whole."""
    if not is_prose(typed):
        await look(place, context, words, typed)
        return
    item = article_of(typed)
    if item is None:
        await prompt(place, context, Reply(words.html("adding.title_alone")), Press(ASK), words)
        return
    shown = await reply_in(place, context, Reply(words.html("adding.reading_text")))
    context.application.create_task(_preview_document(item, context, words, shown))


async def _look_at_document(
    document: Document, place: Place, context: Context, words: Wording
) -> None:
    """Says what a document would be as an article; it is read in another process."""
    try:
        item = item_of(document, words)
    except RefusedError as refused:
        await reply_in(place, context, Reply(str(refused)))
        return
    shown = await reply_in(place, context, Reply(words.html("adding.reading")))
    context.application.create_task(_preview_document(item, context, words, shown))


async def _preview_document(
    item: Mapping[str, str], context: Context, words: Wording, shown: tuple[int, int]
) -> None:
    services = context.services
    seen: Mapping[str, Any] | Reply
    try:
        async with services.looking:
            with scratch(services.settings.home) as folder:
                path = await fetched(item, folder, context, words)
                seen = await seen_beside(context, words, ("preview", "--json", "--", str(path)))
    except RefusedError as refused:
        seen = Reply(str(refused))
    if not isinstance(seen, Reply):
        item_id = await services.worker.run(lambda a: keep(a, ITEM, item))
        seen = preview_reply(seen, item_id, words)
    await edit(context, *shown, seen)


async def _read(pressed: Pressed, context: Context) -> None:
    """Looks at the document that was sent without a command."""
    item = await context.services.worker.run(
        partial(kept, kind=ITEM, kept_id=pressed.press.query_id)
    )
    if item is None or "file_id" not in item:
        await pressed.expired()
        return
    await pressed.answer()
    await pressed.show(context, Reply(pressed.words.html("adding.reading")))
    shown = (pressed.place.chat.id, pressed.message_id)
    context.application.create_task(_preview_document(item, context, pressed.words, shown))


async def _store(pressed: Pressed, context: Context) -> None:
    """Begins to store what was shown."""
    press, words = pressed.press, pressed.words
    item = await context.services.worker.run(partial(kept, kind=ITEM, kept_id=press.query_id))
    if item is None:
        await pressed.expired()
        return
    await pressed.answer()
    await pressed.show(context, Reply(words.html("adding.storing")))
    audience = Audience.STAFF if press.kind == FOR_STAFF else Audience.PUBLIC
    context.application.create_task(_store_beside(item, audience, pressed, context))


async def _store_beside(
    item: Mapping[str, str], audience: Audience, pressed: Pressed, context: Context
) -> None:
    services, words = context.services, pressed.words
    folders: AbstractContextManager[Path | None]
    folders = nullcontext() if "url" in item else scratch(services.settings.home)
    # What a file states of its own readers holds, unless it is to be for the staff alone.
    readers = ("--audience", audience.value) if audience is Audience.STAFF else ()
    command = ("ingest", "--json", *readers, "--")
    try:
        async with services.looking:
            with folders as folder:
                what = await fetched(item, folder, context, words) if folder else item["url"]
                work = run_command(services.settings, *command, str(what))
                report = await unless_stopped(services, work)
        url = item.get("url") or f"file:{Path(what).name}"
        reply = await _report(report, url, audience, pressed, context)
    except RefusedError as refused:
        reply = Reply(str(refused))
    except BotStoppingError:
        reply = Reply(words.html("adding.stopped"))
    except CommandFailedError as fault:
        code = reference()
        log.error("adding failed [%s]: %s", code, fault)
        reply = Reply(words.html("error.apology", code=code))
    if not await edit(context, pressed.place.chat.id, pressed.message_id, reply):
        await reply_in(pressed.place, context, reply)


async def _report(
    report: Mapping[str, Any], url: str, audience: Audience, pressed: Pressed, context: Context
) -> Reply:
    """Records what was stored, and renders it."""
    actor = actor_of(pressed.place)
    numbers = ", ".join(f"{key} {report[key]}" for key in ("created", "updated", "unchanged"))
    detail = f"{url} ({audience.value}): {numbers}, rejected {len(report['rejected'])}"

    def record(assistant: AssistantPort) -> str | None:
        assistant.archive.record_action(actor, "article added", detail)
        there = assistant.archive.article(url)
        return keep(assistant, ARTICLE, {"url": url}) if there else None

    article_id = await context.services.worker.run(record)
    context.services.examples.forget()
    rows = managing_rows(article_id, pressed.words) if article_id else ()
    return stored_reply(report, pressed.words, rows)


PRESSES: Final = only(ADMINS, {READ: _read, FOR_ALL: _store, FOR_STAFF: _store, ASK: leave})
TAKES: Final[dict[str, TakeFunction]] = {ASK: take_asked}
