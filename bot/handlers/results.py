"""The buttons under answers: examples, more results."""

from __future__ import annotations

from typing import Final

from bot.callbacks import ASK, CARD, EXACT, HITS, Press
from bot.context import Context
from bot.conversation import speaker_of
from bot.handlers.asking import asked_in, reply_to_asked
from bot.handlers.searching import show_page, today_in
from bot.pressed import Pressed, PressFunction
from bot.render import MOST_HITS, MOST_SHOWN, other_results, with_question
from bot.sending import reply_in

_SAVED_KINDS: Final = {ASK: (ASK,), CARD: (ASK, EXACT), HITS: (ASK, EXACT)}
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
        await show_page(pressed, context, await reply_to_asked(asked, context))
        return
    words = context.services.wordings[asked.chosen or asked.answer.language]
    page = other_results(asked.answer, words, press.query_id, press.offset, today_in(context))
    await show_page(pressed, context, page)


PRESSES: Final[dict[str, PressFunction]] = {
    ASK: _ask_example,
    EXACT: _ask_exactly,
    CARD: _turn_answer,
    HITS: _turn_answer,
}


async def _saved(press: Press, context: Context) -> tuple[str, str] | None:
    """Returns (kind, text) of the saved query of a button.

    None when it has expired, was never saved or is of a kind that the button is not for.
    """
    worker = context.services.worker
    found = await worker.run(lambda a: a.archive.chats.saved_query(press.query_id))
    return found if found is not None and found[0] in _SAVED_KINDS[press.kind] else None
