"""A search as a spreadsheet, for staff: `/xuat` = `/export`, and the button below results."""

from __future__ import annotations

import asyncio
from collections.abc import Iterator
from dataclasses import replace
from functools import partial
from typing import Any, Final

from telegram import Update
from telegram.ext import BaseHandler

from bot.addressed import words_after_command
from bot.commands import on_command
from bot.context import Context, Place, place_of, wording_in
from bot.handlers.searching import today_in
from bot.markup import clean, one_line
from bot.pressed import Pressed, PressFunction
from bot.render import MAX_QUESTION_CHARS, too_long
from bot.render_search import EXPORT, narrowed, shown_words
from bot.reply import FileReply, Reply
from bot.rights import STAFF, allowed, only
from bot.searches import Search, saved_search, search_of
from bot.sending import reply_in, send_document, typing
from bot.wording import Wording
from index import MOST_EXPORTED, HitHeadings, hide_personal, hits_xlsx
from index.model import Audience, Hit, Role, SearchPage

AT_ONCE: Final = 100
"""Articles asked for in one call: questions that come in between wait for one such call."""


def handlers() -> list[BaseHandler[Any, Context, Any]]:
    """Returns the handler of the command."""
    return [on_command(on_export, "xuat", "export")]


async def on_export(update: Update, context: Context) -> None:
    """Sends the list for the words after the command, or of the last search in the chat."""
    message, place = update.effective_message, await place_of(update, context)
    if message is None or place is None or not await allowed(place, context, STAFF):
        return
    words = await wording_in(place, context)
    typed = one_line(clean(words_after_command(message)))
    if len(typed) > MAX_QUESTION_CHARS:
        await reply_in(place, context, Reply(too_long(len(typed), words)))
        return
    search = await _search_for(typed, place, context)
    if search is None:
        await reply_in(place, context, Reply(words.html("export.usage")))
        return
    await _send_list(search, place, context, words)


async def _press_export(pressed: Pressed, context: Context) -> None:
    """Sends the list of the search below which the button stands."""
    search_id = pressed.press.query_id
    search = await context.services.worker.run(lambda a: saved_search(a, search_id))
    if search is None:
        await pressed.expired()
        return
    await pressed.answer(pressed.words.plain("export.making"))
    await _send_list(search, pressed.place, context, pressed.words)


PRESSES: Final[dict[str, PressFunction]] = only(STAFF, {EXPORT: _press_export})


async def _search_for(typed: str, place: Place, context: Context) -> Search | None:
    """Returns what was typed as a search, the last search for nothing typed, None without one."""
    services = context.services
    if not any(char.isalnum() for char in typed):
        return services.searches.get(place.chat.id)
    hidden, today = hide_personal(typed).text, today_in(context)
    found = await services.worker.run(
        lambda a: a.search_typed(hidden, role=place.reading, limit=0, today=today)
    )
    search = search_of(found.read)
    services.searches.put(place.chat.id, search)
    return search


async def _send_list(search: Search, place: Place, context: Context, words: Wording) -> None:
    """Makes the spreadsheet outside the assistant's thread, one at a time, and sends it."""
    async with context.services.exporting, typing(context, place):
        first, hits = await _all_hits(search, place.reading, context)
        if not hits:
            await reply_in(place, context, Reply(words.html("export.none")))
            return
        content = await asyncio.to_thread(hits_xlsx, _marked(hits, words), _headings(words))
    day = today_in(context).isoformat()
    document = FileReply(
        content, words.plain("export.file", day=day), _caption(search, first, hits, words)
    )
    await send_document(context, place.chat.id, document, thread_id=place.thread_id)


async def _all_hits(search: Search, role: Role, context: Context) -> tuple[SearchPage, list[Hit]]:
    """Returns the first piece of the list and all its hits, up to the most that a file takes.

    An article that moves from one piece to the next, because the archive changes meanwhile,
    stands in the list once.
    """
    run = context.services.worker.run
    first = page = await run(lambda a: search.page(a, role, AT_ONCE, 0))
    hits = {hit.url: hit for hit in page.hits}
    for offset in range(AT_ONCE, min(first.total, MOST_EXPORTED), AT_ONCE):
        page = await run(partial(search.page, role=role, limit=AT_ONCE, offset=offset))
        hits |= {hit.url: hit for hit in page.hits if hit.url not in hits}
    return first, list(hits.values())


def _marked(hits: list[Hit], words: Wording) -> Iterator[Hit]:
    """Yields the hits with those for staff marked in their titles."""
    for hit in hits:
        internal = hit.audience is Audience.STAFF
        title = words.plain("export.internal", title=hit.title) if internal else hit.title
        yield replace(hit, title=title)


def _caption(search: Search, first: SearchPage, hits: list[Hit], words: Wording) -> str:
    title = words.count("export.found", len(hits))
    if typed := shown_words(search, first):
        title += " " + words.html("export.words", words=typed)
    lines = [title]
    if filters := narrowed(search.filters, words):
        lines.append(f"<i>{words.html('find.narrowed', filters=filters)}</i>")
    if first.total > MOST_EXPORTED:
        total, most = words.number(first.total), words.number(MOST_EXPORTED)
        lines.append(words.html("export.cut", total=total, most=most))
    if internal := sum(hit.audience is Audience.STAFF for hit in hits):
        lines.append(words.count("export.internal_articles", internal))
    return "\n".join(lines)


def _headings(words: Wording) -> HitHeadings:
    return HitHeadings(
        title=words.plain("export.column.title"),
        published=words.plain("export.column.published"),
        category=words.plain("export.column.category"),
        source=words.plain("export.column.source"),
        snippet=words.plain("export.column.snippet"),
        link=words.plain("export.column.link"),
        sheet=words.plain("export.sheet"),
    )
