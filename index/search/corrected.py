"""A typed text, its words, and the text as understood with what was changed in it."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Final

from index.language.known_words import surnames
from index.language.spelling import spelling_of
from index.language.tokens import tokenize
from index.search.guess import ChangeKind

_SHOWN: Final = frozenset({ChangeKind.KEYS, ChangeKind.TONE, ChangeKind.SPACES, ChangeKind.LETTERS})
# Letters with digits in them: VNI keys, or a word and its number.
_WITH_DIGITS: Final = re.compile(r"[^\W\d_]+\d[^\W_]*")
_LONGEST_ABBREVIATION: Final = 7
# A given name stands at most so many words after the surname.
_NAME_WORDS: Final = 2
# Percent of all people who have a common surname.
_COMMON_SURNAME: Final = 1.8


@dataclass(frozen=True, slots=True)
class Change:
    """A piece of the typed text that was read otherwise. Offsets are code points."""

    start: int
    end: int
    read: str
    kind: ChangeKind


@dataclass(frozen=True, slots=True)
class Corrected:
    """A typed text, as understood."""

    typed: str
    text: str
    changes: tuple[Change, ...] = ()

    @property
    def searched_as(self) -> str | None:
        """The text as understood, where a word was read as another: people are told.

        Chat spellings written out and missing marks added are the same words.
        """
        return self.text if any(change.kind in _SHOWN for change in self.changes) else None


@dataclass(frozen=True, slots=True)
class Unit:
    """A typed word or number; `word` is its normal form."""

    word: str
    start: int
    end: int
    keys: bool = False
    """Letters with digits in them, which may be VNI."""


class TypedText:
    """A typed text and its units: which of them are written as abbreviations and names."""

    def __init__(self, plain: str, units: Sequence[Unit]) -> None:
        self._plain = plain
        self._units = units
        # A text in capitals says nothing by them.
        self._cased = not plain.isupper()

    def typed(self, unit: Unit) -> str:
        """Returns a unit as it was typed."""
        return self._plain[unit.start : unit.end]

    def is_capital(self, unit: Unit) -> bool:
        """Tells whether a unit has a capital that is not the first of the text."""
        return self._cased and self._plain[unit.start].isupper() and unit.start > 0

    def is_abbreviation(self, unit: Unit) -> bool:
        """Tells whether a unit is a few capitals without a tone: "UBND", "QĐ"."""
        typed = self.typed(unit)
        short = 1 < len(typed) <= _LONGEST_ABBREVIATION
        return self._cased and short and typed.isupper() and not spelling_of(unit.word).tone

    def is_after_surname(self, at: int) -> bool:
        """Tells whether a unit stands where the given names of a person stand.

        In lower case many surnames are other words too ("đoàn", "hồ"): only the commonest
        ones count.
        """
        before = self._units[max(0, at - _NAME_WORDS) : at]
        if not self.is_capital(self._units[at]):
            return any(surnames().get(unit.word, 0.0) >= _COMMON_SURNAME for unit in before)
        names = [unit for unit in before if self._plain[unit.start].isupper()]
        return names[-1:] == before[-1:] and any(unit.word in surnames() for unit in names)


def units_of(plain: str) -> Iterator[Unit]:
    """Yields the words and numbers of a text; letters with digits after them are one unit."""
    runs = {match.start(): match.end() for match in _WITH_DIGITS.finditer(plain)}
    until = 0
    for token in tokenize(plain):
        if token.start < until:
            continue
        run = runs.get(token.start)
        until = token.end if run is None else run
        word = token.text if run is None else plain[token.start : run].lower()
        yield Unit(word, token.start, until, keys=run is not None)


def with_changes(plain: str, changes: Sequence[Change]) -> Corrected:
    """Returns the text with the changes made, which are in the order of their places."""
    text = plain
    for change in reversed(changes):
        text = text[: change.start] + change.read + text[change.end :]
    return Corrected(plain, text, tuple(changes))


def cased(typed: str, words: Sequence[str]) -> str:
    """Returns words, parted by spaces, in the capitals of what was typed.

    >>> cased("củaUBND", ["của", "ubnd"]), cased("BIS", ["bí"]), cased("Thnág", ["tháng"])
    ('của UBND', 'BÍ', 'Tháng')
    """
    read = " ".join(words)
    letters = typed.replace(" ", "")
    if len(letters) == len(read.replace(" ", "")):
        each = iter(letters)
        return "".join(
            char.upper() if char != " " and next(each).isupper() else char for char in read
        )
    if len(letters) > 1 and letters.isupper():
        return read.upper()
    return read[0].upper() + read[1:] if typed[0].isupper() else read
