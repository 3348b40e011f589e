"""Pressed buttons. What comes back is checked; every press is answered."""

from __future__ import annotations

import contextlib
from typing import Final

from telegram import CallbackQuery, Message, Update
from telegram.error import BadRequest

from bot.callbacks import ASK, CARD, EXACT, HITS, LANGUAGE, LATEST, SEARCH, Press, decode
from bot.context import Context, Place, place_of, wording_in
from bot.conversation import speaker_of
from bot.handlers.questions import asked_in, reply_to_asked
from bot.handlers.searching import latest_page, search_page
from bot.render import MOST_HITS, MOST_SHOWN, other_results, with_question
from bot.reply import Reply
from bot.sending import edit, send
from bot.wording import Wording
from index.model import Language

_SAVED_KINDS: Final = {
    ASK: (ASK,), CARD: (ASK, EXACT), HITS: (ASK, EXACT), SEARCH: (SEARCH,)
}  # fmt: skip
"""Of which kinds the saved query of a button may be."""
_NOTHING_SAVED: Final = ("", "")


async def on_button(update: Update, context: Context) -> None:
    """Does what a button says, with the rights of the person who presses it."""
    query, place = update.callback_query, place_of(update, context)
    if query is None:
        return
    if place is None or query.message is None:  # a message that is not the bot's own
        await _answer(query, "")
        return
    press = decode(query.data)
    words = await wording_in(place, context)
    if press is None:
        await _answer(query, words.plain("alert.expired"))
    elif press.kind == LANGUAGE:
        await _choose_language(query, press, place, context, words)
    elif press.kind == ASK:
        await _ask_example(query, press, place, context, words)
    elif press.kind == EXACT:
        await _ask_exactly(query, press, place, context, words)
    else:
        await _turn_page(query, press, place, context, words)


async def _choose_language(
    query: CallbackQuery, press: Press, place: Place, context: Context, words: Wording
) -> None:
    try:
        language = Language(press.query_id)
    except ValueError:
        await _answer(query, words.plain("alert.expired"))
        return
    chat_id = place.chat.id
    await context.services.worker.run(lambda a: a.archive.chats.set_language(chat_id, language))
    chosen = context.services.wordings[language]
    await _answer(query, chosen.plain("alert.language_chosen"))
    await send(context, chat_id, Reply(chosen.html("language.chosen")))


async def _ask_example(
    query: CallbackQuery, press: Press, place: Place, context: Context, words: Wording
) -> None:
    saved = await _saved(press, context)
    if saved is None:
        await _answer(query, words.plain("alert.expired"))
        return
    question = saved[1]
    await _answer(query, "")
    asked = await asked_in(place, context, question, MOST_SHOWN, count=True)
    pressed = query.message if isinstance(query.message, Message) else None
    speaker = speaker_of(pressed, place.chat.id, place.user_id)
    context.services.talks.heard(speaker, asked.answer, None, None)
    language = asked.chosen or asked.answer.language
    reply = await reply_to_asked(asked, context)
    shown = with_question(reply, question, context.services.wordings[language])
    await send(context, place.chat.id, shown)


async def _ask_exactly(
    query: CallbackQuery, press: Press, place: Place, context: Context, words: Wording
) -> None:
    """Shows what the words find as they were typed, in the place of what was searched."""
    question = context.services.typed.get(press.query_id)
    if question is None or query.message is None:
        await _answer(query, words.plain("alert.expired"))
        return
    await _answer(query, "")
    asked = await asked_in(place, context, question, MOST_SHOWN, count=False, exact=True)
    language = asked.chosen or asked.answer.language
    reply = await reply_to_asked(asked, context)
    shown = with_question(reply, question, context.services.wordings[language])
    if not await edit(context, place.chat.id, query.message.message_id, shown):
        await send(context, place.chat.id, shown)


async def _turn_page(
    query: CallbackQuery, press: Press, place: Place, context: Context, words: Wording
) -> None:
    """Shows another page in the place of this one; says so when there is none."""
    saved = _NOTHING_SAVED if press.kind == LATEST else await _saved(press, context)
    if saved is None or query.message is None:
        await _answer(query, words.plain("alert.expired"))
        return
    reply = await _page(press, saved, place, context, words)
    if reply is None:
        await _answer(query, words.plain("alert.no_more"))
        return
    await _answer(query, "")
    message_id = query.message.message_id
    if not await edit(context, place.chat.id, message_id, reply):
        await send(context, place.chat.id, reply)


async def _page(
    press: Press, saved: tuple[str, str], place: Place, context: Context, words: Wording
) -> Reply | None:
    kind, text = saved
    if press.kind == SEARCH:
        return await search_page(
            place, context, words, text, query_id=press.query_id, offset=press.offset
        )
    if press.kind == LATEST:
        return await latest_page(place, context, words, press.offset)
    limit = MOST_SHOWN if press.kind == CARD else MOST_HITS
    asked = await asked_in(place, context, text, limit, count=False, exact=kind == EXACT)
    if press.kind == CARD:
        return await reply_to_asked(asked, context)
    language = asked.chosen or asked.answer.language
    wording = context.services.wordings[language]
    return other_results(asked.answer, wording, press.query_id, press.offset)


async def _saved(press: Press, context: Context) -> tuple[str, str] | None:
    """Returns (kind, text) of the saved query of a button.

    None when it has expired, was never saved or is of a kind that the button is not for.
    """
    found = await context.services.worker.run(lambda a: a.archive.chats.saved_query(press.query_id))
    return found if found is not None and found[0] in _SAVED_KINDS[press.kind] else None


async def _answer(query: CallbackQuery, text: str) -> None:
    """Answers the press; one that Telegram has given up on needs no answer any more."""
    with contextlib.suppress(BadRequest):
        await query.answer(text or None)
