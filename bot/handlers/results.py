"""The buttons under answers and lists: examples, more results, pages."""

from __future__ import annotations

from typing import Final

from bot.callbacks import ASK, CARD, EXACT, HITS, LATEST, SEARCH, Press
from bot.context import Context
from bot.conversation import speaker_of
from bot.handlers.questions import asked_in, reply_to_asked
from bot.handlers.searching import latest_page, search_page
from bot.pressed import Pressed, PressFunction
from bot.render import MOST_HITS, MOST_SHOWN, other_results, with_question
from bot.reply import Reply
from bot.sending import reply_in

_SAVED_KINDS: Final = {
    ASK: (ASK,), CARD: (ASK, EXACT), HITS: (ASK, EXACT), SEARCH: (SEARCH,)
}  # fmt: skip
"""Of which kinds the saved query of a button may be."""


async def _ask_example(pressed: Pressed, context: Context) -> None:
    saved = await _saved(pressed.press, context)
    if saved is None:
        await pressed.expired()
        return
    question, place = saved[1], pressed.place
    await pressed.answer()
    asked = await asked_in(place, context, question, MOST_SHOWN, count=True)
    speaker = speaker_of(pressed.message, place.chat.id, place.user_id)
    context.services.talks.heard(speaker, asked.answer, None, None)
    language = asked.chosen or asked.answer.language
    reply = await reply_to_asked(asked, context)
    shown = with_question(reply, question, context.services.wordings[language])
    await reply_in(place, context, shown)


async def _ask_exactly(pressed: Pressed, context: Context) -> None:
    """Shows what the words find as they were typed, in the place of what was searched."""
    question = context.services.typed.get(pressed.press.query_id)
    if question is None:
        await pressed.expired()
        return
    await pressed.answer()
    asked = await asked_in(pressed.place, context, question, MOST_SHOWN, count=False, exact=True)
    language = asked.chosen or asked.answer.language
    reply = await reply_to_asked(asked, context)
    await pressed.show(context, with_question(reply, question, context.services.wordings[language]))


async def _turn_latest(pressed: Pressed, context: Context) -> None:
    page = await latest_page(pressed.place, context, pressed.words, pressed.press.offset)
    await _show_page(pressed, context, page)


async def _turn_search(pressed: Pressed, context: Context) -> None:
    saved, press = await _saved(pressed.press, context), pressed.press
    if saved is None:
        await pressed.expired()
        return
    page = await search_page(
        pressed.place, context, pressed.words, saved[1],
        query_id=press.query_id, offset=press.offset,
    )  # fmt: skip
    await _show_page(pressed, context, page)


async def _turn_answer(pressed: Pressed, context: Context) -> None:
    """Shows the card of a saved question, or a page of the other articles behind it."""
    saved, press = await _saved(pressed.press, context), pressed.press
    if saved is None:
        await pressed.expired()
        return
    kind, question = saved
    limit = MOST_SHOWN if press.kind == CARD else MOST_HITS
    asked = await asked_in(
        pressed.place, context, question, limit, count=False, exact=kind == EXACT
    )
    if press.kind == CARD:
        await _show_page(pressed, context, await reply_to_asked(asked, context))
        return
    words = context.services.wordings[asked.chosen or asked.answer.language]
    page = other_results(asked.answer, words, press.query_id, press.offset)
    await _show_page(pressed, context, page)


PRESSES: Final[dict[str, PressFunction]] = {
    ASK: _ask_example,
    EXACT: _ask_exactly,
    CARD: _turn_answer,
    HITS: _turn_answer,
    SEARCH: _turn_search,
    LATEST: _turn_latest,
}


async def _show_page(pressed: Pressed, context: Context, page: Reply | None) -> None:
    """Shows another page in the place of this one; says so when there is none."""
    if page is None:
        await pressed.answer(pressed.words.plain("alert.no_more"))
        return
    await pressed.answer()
    await pressed.show(context, page)


async def _saved(press: Press, context: Context) -> tuple[str, str] | None:
    """Returns (kind, text) of the saved query of a button.

    None when it has expired, was never saved or is of a kind that the button is not for.
    """
    worker = context.services.worker
    found = await worker.run(lambda a: a.archive.chats.saved_query(press.query_id))
    return found if found is not None and found[0] in _SAVED_KINDS[press.kind] else None
