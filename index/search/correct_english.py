"""Slips of letters in English questions: "phone nubmer" is "phone number".

The lexicon has a few thousand English words and no dictionary stands behind it: most words
that it lacks are right all the same ("string" is not "storing"). So only slips that hardly
make another English word are read: inside a long word, or letters swapped.
"""

from __future__ import annotations

from typing import Final

from index.language.known_words import ROMAN_LETTERS, english_words
from index.language.stem import stems
from index.search.guess import ChangeKind, Guess
from index.search.guesses import SLIP_COSTS, guesses
from index.search.vocabulary import Slip, Vocabulary, one_slip_away

# Letters from which on swapped ones are read, and missing or doubled ones.
_LEAST_SWAPPED: Final = 5
_LEAST_OTHER: Final = 7
_LONGEST: Final = 24
# In names of the archive, doubled and swapped letters are read, no others.
_MOST_FOR_NAMES: Final = 1.0


def english_guess(word: str, vocabulary: Vocabulary) -> Guess | None:
    """Returns the English word, or the archive's, that an unknown word was meant as.

    `vocabulary` is the folded one. None: the word is known, or may be right.
    """
    known = english_words()
    if not word.isascii() or not word.isalpha() or not _LEAST_SWAPPED <= len(word) <= _LONGEST:
        return None
    if set(word) <= ROMAN_LETTERS or vocabulary.knows(word):
        return None
    if any(stem in known for stem in stems(word)):
        return None
    found = [
        (SLIP_COSTS[slip], meant)
        for form in dict.fromkeys((word, word.removesuffix("s")))
        for meant, at, slip in one_slip_away(form, known)
        if _is_sure(form, at, slip)
    ]
    if found:
        cost, meant = min(found)
        return Guess((meant,), cost, ChangeKind.LETTERS)
    return _name(word, vocabulary)


def _is_sure(form: str, at: int, slip: Slip) -> bool:
    inside = 0 < at < len(form) - 1
    if slip is Slip.SWAPPED:
        return inside
    return inside and slip is not Slip.OTHER and len(form) >= _LEAST_OTHER


def _name(word: str, vocabulary: Vocabulary) -> Guess | None:
    for guess in guesses(word, vocabulary):
        letters = guess.kind is ChangeKind.LETTERS
        if letters and len(guess.words) == 1 and guess.cost < _MOST_FOR_NAMES:
            return guess
    return None
