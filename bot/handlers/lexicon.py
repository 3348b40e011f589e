"""The department's own abbreviations and synonyms: listed, added, removed, in force at once."""

from __future__ import annotations

from typing import Any, Final

from telegram import Update
from telegram.ext import BaseHandler

from bot.addressed import words_after_command
from bot.commands import on_command
from bot.context import Context, Place, place_of, wording_in
from bot.pressed import Pressed
from bot.render_lexicon import TERM_OUT, TERMS, added_term, terms_page
from bot.reply import Reply
from bot.rights import ADMINS, allowed, only
from bot.sending import reply_in
from bot.wording import Wording
from index import is_common_word
from index.errors import LimitError
from index.service import Term, TermKind

_SIGNS: Final = ("=", "→", "->")


def handlers() -> list[BaseHandler[Any, Context, Any]]:
    """Returns the handler of the command."""
    return [on_command(on_lexicon, "tudien", "lexicon")]


async def on_lexicon(update: Update, context: Context) -> None:
    """Lists the terms, or adds one: `/tudien TTĐH = Trung tâm Điều hành`."""
    place, message = await place_of(update, context), update.effective_message
    if place is None or message is None or not await allowed(place, context, ADMINS):
        return
    words = await wording_in(place, context)
    typed = words_after_command(message)
    reply = await _added(typed, place, context, words) if typed else await _page(0, context, words)
    await reply_in(place, context, reply)


async def _press_page(pressed: Pressed, context: Context) -> None:
    await pressed.answer()
    await pressed.show(context, await _page(pressed.press.offset, context, pressed.words))


async def _press_out(pressed: Pressed, context: Context) -> None:
    number = pressed.press.query_id
    term = await _removed(int(number), pressed.place, context) if number.isdecimal() else None
    if term is None:
        await pressed.expired()
        return
    words = pressed.words
    await pressed.answer()
    page = await _page(pressed.press.offset, context, words)
    said = words.html("lexicon.removed", written=term.written, means=term.means)
    await pressed.show(context, Reply(f"{said}\n\n{page.html}", page.rows))


PRESSES: Final = only(ADMINS, {TERMS: _press_page, TERM_OUT: _press_out})


async def _page(offset: int, context: Context, words: Wording) -> Reply:
    terms = await context.services.worker.run(lambda a: a.archive.terms.all())
    return terms_page(terms, offset, words)


async def _added(typed: str, place: Place, context: Context, words: Wording) -> Reply:
    """Keeps the pair that was typed; returns what to say of it."""
    sign = next((sign for sign in _SIGNS if typed.count(sign) == 1), None)
    if sign is None:
        return Reply(words.html("lexicon.usage"))
    written, means = (side.strip(" \"'“”.,;") for side in typed.split(sign))
    if not written or not means:
        return Reply(words.html("lexicon.usage"))
    for side in (written, means):
        if is_common_word(side):
            return Reply(words.html("lexicon.common", written=side))
    # A word of its own that is no Vietnamese one is short for something.
    kind = TermKind.SYNONYM if " " in written else TermKind.ABBREVIATION
    by, now = place.user_id or 0, context.services.clock.now()
    try:
        term, is_new = await context.services.worker.run(
            lambda a: a.archive.terms.add(kind, written, means, by, now)
        )
    except LimitError:
        return Reply(words.html("lexicon.refused"))
    if is_new:
        await _record(f"telegram:{by}", "term added", term, context)
    return added_term(term, words, is_new=is_new)


async def _removed(term_id: int, place: Place, context: Context) -> Term | None:
    term = await context.services.worker.run(lambda a: a.archive.terms.remove(term_id))
    if term is not None:
        await _record(f"telegram:{place.user_id}", "term removed", term, context)
    return term


async def _record(actor: str, action: str, term: Term, context: Context) -> None:
    detail = f"{term.written} = {term.means}"
    await context.services.worker.run(lambda a: a.archive.record_action(actor, action, detail))
