"""Lists: `/tim` = `/search` and `/moi` = `/latest`, and the buttons that turn their pages."""

from __future__ import annotations

import logging
from dataclasses import replace
from datetime import date
from typing import Any, Final

from telegram import Update
from telegram.ext import BaseHandler

from bot.addressed import words_after_command
from bot.callbacks import LATEST, NO_QUERY, SEARCH
from bot.commands import on_command
from bot.context import Context, Place, place_of, wording_in
from bot.markup import clean, one_line
from bot.ports import AssistantPort
from bot.pressed import Pressed, PressFunction
from bot.render import MAX_QUESTION_CHARS, too_long, with_personal_notice
from bot.render_lists import PAGE_SIZE, latest_reply
from bot.render_search import Listing, OtherReading, search_reply
from bot.reply import Reply
from bot.rights import STAFF
from bot.searches import Search, kept_search, saved_search, search_of
from bot.sending import reply_in, typing
from bot.wording import Wording
from index import hide_personal
from index.model import Role

log = logging.getLogger(__name__)


def handlers() -> list[BaseHandler[Any, Context, Any]]:
    """Returns the handlers of these commands."""
    return [
        on_command(on_search, "tim", "search"),
        on_command(on_latest, "moi", "latest"),
    ]


async def on_search(update: Update, context: Context) -> None:
    """Lists the articles that match the words after the command."""
    message, place = update.effective_message, await place_of(update, context)
    if message is None or place is None:
        return
    reply = await search_result(place, context, words_after_command(message))
    answers = None if place.private else message.message_id
    _, sent = await reply_in(place, context, reply, answers=answers)
    context.services.replies.put((place.chat.id, message.message_id), sent)


async def on_latest(update: Update, context: Context) -> None:
    """Lists the newest articles."""
    message, place = update.effective_message, await place_of(update, context)
    if message is None or place is None:
        return
    words = await wording_in(place, context)
    reply = await latest_page(place, context, words, 0)
    answers = None if place.private else message.message_id
    reply = reply or Reply(words.html("empty_archive.reply"))
    await reply_in(place, context, reply, answers=answers)


async def search_result(place: Place, context: Context, typed: str) -> Reply:
    """Returns the first page of a search, or what to do when there are no words for one."""
    words = await wording_in(place, context)
    typed = one_line(clean(typed))
    if not any(char.isalnum() for char in typed):
        return _usage(place, words)
    if len(typed) > MAX_QUESTION_CHARS:
        log.info("a search was too long")
        return Reply(too_long(len(typed), words))
    hidden, today = hide_personal(typed), today_in(context)
    async with typing(context, place):
        listing = await context.services.worker.run(
            lambda a: first_page(a, hidden.text, place.reading, today)
        )
    _remember(listing.search, place, context)
    reply = search_reply(_for(place, context, listing), words)
    # A first page always has hits, where there are any.
    reply = reply or Reply(words.html("search.none", words=hidden.text))
    return with_personal_notice(reply, words) if hidden.papers else reply


def first_page(assistant: AssistantPort, typed: str, role: Role, today: date) -> Listing:
    """Searches for what was typed, and keeps the search for its buttons.

    Runs in the assistant's thread.
    """
    found = assistant.search_typed(typed, role=role, limit=PAGE_SIZE, today=today)
    search, other = search_of(found.read), None
    search_id = kept_search(assistant, search)
    if found.read.other is not None and found.other_total and search_id != NO_QUERY:
        other_id = kept_search(assistant, search_of(found.read.other))
        other = OtherReading(other_id, found.other_total, not found.read.bare)
    resorted_id = _resorted_id(assistant, search, search_id)
    return Listing(search, found.page, search_id, resorted_id, 0, found.read.notes, other)


async def latest_page(place: Place, context: Context, words: Wording, offset: int) -> Reply | None:
    """Returns a page of the newest articles, None when there is nothing at this offset."""
    offset -= offset % PAGE_SIZE
    async with typing(context, place):
        page = await context.services.worker.run(
            lambda a: a.latest(role=place.reading, limit=PAGE_SIZE, offset=offset)
        )
    return latest_reply(page, words, offset, today_in(context))


def today_in(context: Context) -> date:
    """Returns the day it is in the department's time zone."""
    services = context.services
    return services.clock.now().astimezone(services.settings.time_zone).date()


async def show_page(pressed: Pressed, context: Context, page: Reply | None) -> None:
    """Shows another page in the place of this one; says so when there is none."""
    if page is None:
        await pressed.answer(pressed.words.plain("alert.no_more"))
        return
    await pressed.answer()
    await pressed.show(context, page)


async def _turn_search(pressed: Pressed, context: Context) -> None:
    """Shows a page of a saved search with the rights of who pressed the button."""
    place, search_id = pressed.place, pressed.press.query_id
    offset = pressed.press.offset - pressed.press.offset % PAGE_SIZE

    def turned(assistant: AssistantPort) -> Listing | None:
        search = saved_search(assistant, search_id)
        if search is None:
            return None
        page = search.page(assistant, place.reading, PAGE_SIZE, offset)
        resorted_id = _resorted_id(assistant, search, search_id)
        return Listing(search, page, search_id, resorted_id, offset)

    async with typing(context, place):
        listing = await context.services.worker.run(turned)
    if listing is None:
        await pressed.expired()
        return
    if not listing.page.total:  # what it was narrowed to may not be for this person to know
        await show_page(pressed, context, None)
        return
    _remember(listing.search, place, context)
    await show_page(pressed, context, search_reply(_for(place, context, listing), pressed.words))


async def _turn_latest(pressed: Pressed, context: Context) -> None:
    page = await latest_page(pressed.place, context, pressed.words, pressed.press.offset)
    await show_page(pressed, context, page)


PRESSES: Final[dict[str, PressFunction]] = {SEARCH: _turn_search, LATEST: _turn_latest}


def _for(place: Place, context: Context, listing: Listing) -> Listing:
    """Returns a listing with the buttons that whoever reads it may use."""
    return replace(
        listing,
        exportable=_is_staff(place),
        shareable=bool(context.bot.supports_inline_queries),
        today=today_in(context),
    )


def _remember(search: Search, place: Place, context: Context) -> None:
    """Keeps in memory what staff searched for last, for `/xuat`."""
    if _is_staff(place):
        context.services.searches.put(place.chat.id, search)


def _is_staff(place: Place) -> bool:
    return place.private and place.role in STAFF


def _resorted_id(assistant: AssistantPort, search: Search, search_id: str) -> str:
    """Returns the id of a kept search in its other order; an archive that is busy waits once."""
    if not search.sortable or search_id == NO_QUERY:
        return NO_QUERY
    return kept_search(assistant, search.resorted())


def _usage(place: Place, words: Wording) -> Reply:
    lines = [
        words.html("usage.search", example=words.plain("usage.search_example")),
        words.html("find.how"),
    ]
    if _is_staff(place):
        lines.append(words.html("find.how_staff"))
    return Reply("\n".join(lines))
