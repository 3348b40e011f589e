"""What is said for courtesy before and after a question, cut off before it is searched."""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import Final

from index.answer.phrases import PhraseBook, Where, phrase_book
from index.answer.small_talk import cover
from index.language.normalize import has_marks, nfc
from index.model import Status

_COURTESIES: Final = frozenset({Where.COURTESY, Where.PARTICLE})
_BREAK: Final = re.compile(r"(?:[,.;:!?…\n]|[-–](?=\s))+\s*")
# "Thư cảm ơn" is a letter: at either end, so few words without a comma may be the matter.
_LEAST_LEFT: Final = 3
_LEAST_THANKS: Final = 3
_LONGEST_COURTESY: Final = 10


def without_courtesies(text: str) -> str:
    """Returns a question without the greeting before it and the thanks after it.

    A message of nothing else comes back as it is.

    >>> without_courtesies("Chào ad, cho em hỏi ai là giám đốc? Cảm ơn ạ")
    'ai là giám đốc?'
    """
    plain = nfc(text)
    ends = [match.span() for match in _BREAK.finditer(plain)]
    starts = [0, *(end for _, end in ends)]
    stops = [*(start for start, _ in ends), len(plain)]
    first, last = 0, len(starts) - 1
    while first < last and _is_courtesy(plain[starts[first] : stops[first]]):
        first += 1
    while last > first and _is_courtesy(plain[starts[last] : stops[last]]):
        last -= 1
    if _is_courtesy(plain[starts[first] : stops[first]]):
        return text
    end = starts[last + 1] if last + 1 < len(starts) else len(plain)
    return _without_edges(plain[starts[first] : end]).strip()


def _is_courtesy(clause: str) -> bool:
    """Tells whether a clause is courtesy alone: "cảm ơn ad", "dạ"; "A&B" is not."""
    book = phrase_book()
    words = book.words(clause)
    phrases = cover(book, words, lambda p: p.where in _COURTESIES)
    said = any(phrase.kind for phrase in phrases) or has_marks(clause)
    return not words or bool(phrases and said)


def _without_edges(text: str) -> str:
    """Returns the text without courtesies that no comma parts from the question."""
    book = phrase_book()
    placed = [(word, start, end) for words, start, end in book.placed(text) for word in words]
    words = [word for word, _, _ in placed]
    most = min(_LONGEST_COURTESY, len(words) - _LEAST_LEFT)
    for count in range(most, 0, -1):
        if _is_cut_off(book, words[:count]):
            text = text[placed[count][1] :]
            break
    for count in range(most, _LEAST_THANKS - 1, -1):
        if _is_cut_off(book, words[-count:]):
            return text[: len(text) - (placed[-1][2] - placed[-count][1])]
    return text


def _is_cut_off(book: PhraseBook, words: Sequence[str]) -> bool:
    phrases = cover(book, words, lambda p: p.where in _COURTESIES)
    kinds = {phrase.kind for phrase in phrases} - {None}
    return bool(kinds) and (Status.THANKS not in kinds or len(words) >= _LEAST_THANKS)
