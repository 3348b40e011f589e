"""The words that corrections may read: the archive's own, and those of the lexicons."""

from __future__ import annotations

import math
from collections.abc import Container, Iterator, KeysView, Sequence
from enum import StrEnum
from string import ascii_lowercase
from typing import Final

from index.engines.contract import EngineQuery, Reader, WeightedTerm
from index.language.analyzer import FOLDED_TWIN, Field
from index.language.known_words import (
    Words,
    dictionary_forms,
    dictionary_words,
    folded_dictionary_words,
    folded_lexicon_words,
    lexicon_words,
)
from index.language.normalize import fold
from index.language.spelling import is_syllable
from index.language.syllable import looks_vietnamese
from index.model import Audience

# What a pair of neighbours tells for a reading: that it stands in an article at all tells
# most, how often a little; that a dictionary has it, about as much as one article. The
# lexicons are about questions and administration, which is what people type.
_PAIR_STANDS: Final = 0.8
_PAIR_OFTEN: Final = 0.15
_MOST_SUPPORT: Final = 2.0
_PAIR_IN_LEXICON: Final = 1.4
_PAIR_IN_DICTIONARY: Final = 0.7
# What the frequency of a word tells: it decides between equals only.
_WORD_OFTEN: Final = 0.03


class Slip(StrEnum):
    """What was typed wrongly at a place of a word."""

    EXTRA = "extra"
    """A letter too many."""
    MISSING = "missing"
    """A letter was left out before it."""
    SWAPPED = "swapped"
    """The letter and the next changed places."""
    OTHER = "other"
    """Another letter was meant."""


class Vocabulary:
    """What is known of words at one generation of the index, with marks or folded."""

    def __init__(self, reader: Reader, *, folded: bool) -> None:
        self._reader = reader
        self._folded = folded
        self.generation = reader.generation
        self._syllables = FOLDED_TWIN[Field.SYLLABLES] if folded else Field.SYLLABLES
        self._titles = FOLDED_TWIN[Field.TITLE] if folded else Field.TITLE
        self._bigrams = FOLDED_TWIN[Field.BIGRAMS] if folded else Field.BIGRAMS
        self._forms: dict[str, list[str]] | None = None
        self._standing: dict[tuple[Field, str], bool] = {}

    @property
    def folded(self) -> bool:
        """Whether its words are without marks."""
        return self._folded

    def count(self, word: str) -> int:
        """Returns in how many passages a word stands."""
        return self._frequency(self._syllables, word)

    def knows(self, word: str) -> bool:
        """Tells whether an article, its title or a lexicon has the word."""
        if self.count(word) > 0 or word in self._lexicon.syllables:
            return True
        return self._frequency(self._titles, word) > 0

    def is_word(self, word: str) -> bool:
        """Tells whether a dictionary has the word, whatever the archive has."""
        words = folded_dictionary_words() if self._folded else dictionary_words()
        return word in words.syllables

    def can_be_word(self, word: str) -> bool:
        """Tells whether a word is spelled like a Vietnamese syllable."""
        return looks_vietnamese(word) if self._folded else is_syllable(word)

    def weight(self, word: str) -> float:
        """Returns what the frequency of a word tells for it."""
        return _WORD_OFTEN * math.log2(1 + self.count(word))

    def support(self, first: str, second: str) -> float:
        """Returns what it tells for two words that they stand side by side."""
        pair = f"{first}_{second}"
        together = self._frequency(self._bigrams, pair)
        stands = _PAIR_STANDS + _PAIR_OFTEN * math.log2(1 + together) if together else 0.0
        if pair in self._lexicon.pairs:
            return max(_PAIR_IN_LEXICON, min(_MOST_SUPPORT, stands))
        if stands:
            return min(_MOST_SUPPORT, stands)
        words = folded_dictionary_words() if self._folded else dictionary_words()
        return _PAIR_IN_DICTIONARY if pair in words.pairs else 0.0

    def forms(self, letters: str) -> Sequence[str]:
        """Returns the known words that are spelled with these letters, marks aside."""
        forms = self._by_letters().get(letters, ())
        return [form for form in forms if form in self._lexicon.syllables or self.count(form)]

    def other_forms(self, letters: str) -> Sequence[str]:
        """Returns the words with these letters that only the dictionary has."""
        if self._folded:
            return ()
        known = self.forms(letters)
        return [form for form in dictionary_forms().get(letters, ()) if form not in known]

    def spellings(self) -> KeysView[str]:
        """Returns all known spellings, marks aside."""
        return self._by_letters().keys()

    def _frequency(self, field: Field, term: str) -> int:
        """Returns the frequency of a term, 0 where only passages that are gone had it.

        Engines count those for a while; what was taken out must not be told by a correction.
        """
        frequency = self._reader.document_frequency(field, term)
        if not frequency:
            return 0
        if (field, term) not in self._standing:
            query = EngineQuery([WeightedTerm(field, term, 1.0)], tuple(Audience))
            self._standing[field, term] = bool(self._reader.search(query, 1))
        return frequency if self._standing[field, term] else 0

    @property
    def _lexicon(self) -> Words:
        return folded_lexicon_words() if self._folded else lexicon_words()

    def _by_letters(self) -> dict[str, list[str]]:
        if self._forms is None:
            forms: dict[str, list[str]] = {}
            words = dict.fromkeys(self._reader.vocabulary(self._syllables))
            words |= dict.fromkeys(self._lexicon.syllables)
            for word in words:
                if word.isalpha():
                    forms.setdefault(fold(word), []).append(word)
            self._forms = forms
        return self._forms


def one_slip_away(letters: str, known: Container[str]) -> Iterator[tuple[str, int, Slip]]:
    """Yields the known spellings one slip away, as (letters, place, slip).

    `place` counts the typed letters.
    """
    for at in range(len(letters) + 1):
        head, tail = letters[:at], letters[at:]
        if tail and head + tail[1:] in known:
            yield head + tail[1:], at, Slip.EXTRA
        if len(tail) > 1 and tail[0] != tail[1]:
            swapped = head + tail[1] + tail[0] + tail[2:]
            if swapped in known:
                yield swapped, at, Slip.SWAPPED
        for letter in ascii_lowercase:
            if head + letter + tail in known:
                yield head + letter + tail, at, Slip.MISSING
            if tail and letter != tail[0] and head + letter + tail[1:] in known:
                yield head + letter + tail[1:], at, Slip.OTHER
