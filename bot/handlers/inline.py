"""Inline mode: `@bot words` in any chat gives articles and sure answers as cards.

What is chosen there is sent into the chat where it was typed, so everybody gets public articles
alone. Only in their own chat with the bot, where nobody else reads, staff also get articles for
staff, marked as such; Telegram is told to keep none of their answers, because it would give them
again in another chat.
"""

from __future__ import annotations

import logging
from typing import Any

from telegram import Chat, InlineQuery, Update
from telegram.error import BadRequest
from telegram.ext import BaseHandler, InlineQueryHandler

from bot.context import Context, phone_language
from bot.handlers.searching import today_in
from bot.inline_results import Asked, Found, asked_of, found_for, position_of
from bot.ports import AssistantPort
from bot.render_inline import chat_button
from bot.roles import reading_role, role_of
from bot.wording import Wording
from index.errors import HoidapError
from index.model import Role

log = logging.getLogger(__name__)


def handlers() -> list[BaseHandler[Any, Context, Any]]:
    """Returns the handler of inline queries."""
    return [InlineQueryHandler(on_inline)]


async def on_inline(update: Update, context: Context) -> None:
    """Answers an inline query; of several that one person types fast, the last.

    Whatever is typed and whatever fails, there is an answer: at least the button.
    """
    query, services = update.inline_query, context.services
    if query is None:
        return
    services.inline.put(query.from_user.id, query.id)
    words = services.wordings[phone_language(query.from_user.language_code)]
    at = position_of(query.offset)
    if at is None:
        await _answer(query, Found(), words, cache_s=0)
        return
    try:
        role = await role_of(query.from_user.id, services.settings, services.worker)
        reading = reading_role(role, in_private=query.chat_type == Chat.SENDER)
        asked = asked_of(query.query, reading, at, today_in(context))
        result = await services.worker.run(lambda a: _result(a, asked, query, context, words))
    except HoidapError as error:
        log.warning("an inline query got no results: %s", error)
        await _answer(query, Found(), words, cache_s=0)
        return
    if result is None:
        return
    found, words, mark = result
    changing = services.reindexing.locked() or services.crawling.locked()
    kept_s = services.freshness.cache_s(mark, services.clock.now(), changing=changing)
    await _answer(query, found, words, cache_s=kept_s if role is Role.CITIZEN else 0)


def _result(
    assistant: AssistantPort, asked: Asked, query: InlineQuery, context: Context, words: Wording
) -> tuple[Found, Wording, object] | None:
    """Returns what a query gives, in the person's language, and a mark of the archive.

    None when its author has typed on meanwhile: queries that wait are dropped one by one.
    """
    services, user_id = context.services, query.from_user.id
    if services.inline.get(user_id) != query.id:
        return None
    archive = assistant.archive
    chosen = archive.chats.language(user_id)
    words = services.wordings[chosen] if chosen else words
    _, actions = archive.audit.page(1)
    mark = (archive.last_change(), actions[0].id if actions else 0)
    return found_for(assistant, asked, words), words, mark


async def _answer(query: InlineQuery, found: Found, words: Wording, *, cache_s: int) -> None:
    """Answers for this person alone: the cards are in their language.

    One that Telegram has given up on needs no answer any more.
    """
    try:
        await query.answer(
            found.cards,
            cache_time=cache_s,
            is_personal=True,
            # None, not "": where a bot has defaults, PTB 22.8 sends "[]" for an empty text.
            next_offset=found.following.encode() if found.following else None,
            button=chat_button(found.question, found.parameter, words),
        )
    except BadRequest as error:
        if "too old" not in error.message.lower():
            raise
        log.info("an inline query was answered too late")
