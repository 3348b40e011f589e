"""The department's own terms, as admins see them."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final

from bot.callbacks import Press
from bot.reply import Button, PressButton, Reply
from bot.wording import Wording
from bot.wording_keys import TextKey
from index.service import Term, TermKind

TERMS: Final = "terms"
"""Shows a page of the terms from an offset."""
TERM_OUT: Final = "termout"
"""Removes the term whose number the query id is, and shows the page at the offset."""
TERMS_A_PAGE: Final = 10
_BUTTONS_A_ROW: Final = 5

_LINES: Final[dict[TermKind, TextKey]] = {
    TermKind.ABBREVIATION: "lexicon.abbreviation",
    TermKind.SYNONYM: "lexicon.synonym",
}


def terms_page(terms: Sequence[Term], offset: int, words: Wording) -> Reply:
    """Shows a page of the terms, the newest first, with a button to remove each."""
    if not terms:
        return Reply(f"{words.html('lexicon.none')}\n\n{words.html('lexicon.how')}")
    newest = list(reversed(terms))
    offset = min(offset, len(newest) - 1) // TERMS_A_PAGE * TERMS_A_PAGE
    page = newest[offset : offset + TERMS_A_PAGE]
    lines = [words.html("lexicon.title", n=words.number(len(newest)))]
    buttons: list[Button] = []
    for number, term in enumerate(page, offset + 1):
        lines.append(
            words.html(_LINES[term.kind], number=number, written=term.written, means=term.means)
        )
        text = words.plain("lexicon.button.remove", number=number)
        buttons.append(PressButton(text, Press(TERM_OUT, str(term.id), offset)))
    rows = [
        tuple(buttons[at : at + _BUTTONS_A_ROW]) for at in range(0, len(buttons), _BUTTONS_A_ROW)
    ]
    turns: list[Button] = []
    if offset:
        before = Press(TERMS, offset=offset - TERMS_A_PAGE)
        turns.append(PressButton(words.plain("lexicon.button.previous"), before))
    if offset + TERMS_A_PAGE < len(newest):
        after = Press(TERMS, offset=offset + TERMS_A_PAGE)
        turns.append(PressButton(words.plain("lexicon.button.next"), after))
    rows += [tuple(turns)] if turns else []
    how = f"{words.html('lexicon.how')} {words.html('lexicon.how_to_remove')}"
    return Reply("\n".join([*lines, "", how]), tuple(rows))


def added_term(term: Term, words: Wording, *, is_new: bool) -> Reply:
    """Says that a term is in force, with a button that takes it out again."""
    key: TextKey = "lexicon.added" if is_new else "lexicon.known"
    undo = PressButton(words.plain("lexicon.button.undo"), Press(TERM_OUT, str(term.id)))
    return Reply(words.html(key, written=term.written, means=term.means), ((undo,),))
