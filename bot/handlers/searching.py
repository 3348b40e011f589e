"""Lists: `/tim` = `/search` and `/moi` = `/latest`."""

from __future__ import annotations

from typing import Any

from telegram import Update
from telegram.ext import BaseHandler

from bot.addressed import words_after_command
from bot.callbacks import SEARCH
from bot.commands import on_command
from bot.context import Context, Place, place_of, wording_in
from bot.kept import kept_query
from bot.markup import clean, one_line
from bot.render import MAX_QUESTION_CHARS, too_long, with_personal_notice
from bot.render_lists import PAGE_SIZE, latest_reply, search_reply
from bot.reply import Reply
from bot.sending import reply_in, typing
from bot.wording import Wording
from index import hide_personal


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


async def search_result(place: Place, context: Context, query: str) -> Reply:
    """Returns the first page of a search, or what to do when there are no words for one."""
    words = await wording_in(place, context)
    query = one_line(clean(query))
    if not query:
        example = words.plain("usage.search_example")
        return Reply(words.html("usage.search", example=example))
    if len(query) > MAX_QUESTION_CHARS:
        return Reply(too_long(len(query), words))
    hidden = hide_personal(query)
    query_id = await context.services.worker.run(lambda a: kept_query(a, SEARCH, hidden.text))
    reply = await search_page(place, context, words, hidden.text, query_id=query_id, offset=0)
    reply = reply or Reply(words.html("search.none", words=hidden.text))
    return with_personal_notice(reply, words) if hidden.papers else reply


async def search_page(
    place: Place, context: Context, words: Wording, query: str, *, query_id: str, offset: int
) -> Reply | None:
    """Returns a page of a search, None when there is nothing at this offset."""
    offset -= offset % PAGE_SIZE
    async with typing(context, place.chat.id):
        page = await context.services.worker.run(
            lambda a: a.search(query, role=place.reading, limit=PAGE_SIZE, offset=offset)
        )
    return search_reply(page, words, query, query_id, offset)


async def latest_page(place: Place, context: Context, words: Wording, offset: int) -> Reply | None:
    """Returns a page of the newest articles, None when there is nothing at this offset."""
    offset -= offset % PAGE_SIZE
    async with typing(context, place.chat.id):
        page = await context.services.worker.run(
            lambda a: a.latest(role=place.reading, limit=PAGE_SIZE, offset=offset)
        )
    return latest_reply(page, words, offset)
