"""What a typed word that nobody knows may have been meant as, and how far each guess goes."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import replace
from itertools import chain
from typing import Final

from index.language.chat import respelled
from index.language.spelling import (
    ANY_MARK,
    NO_MARK,
    NO_TONE,
    Spelling,
    is_bare,
    is_syllable,
    spelling_of,
)
from index.language.syllable import looks_vietnamese
from index.language.telex import telex, vni
from index.search.guess import SHORT_WORD, ChangeKind, Guess
from index.search.parting import parted
from index.search.vocabulary import Slip, Vocabulary, one_slip_away

# Marks that were not typed, and marks typed otherwise. Hỏi and ngã sound alike in the South.
_MOVED_TONE: Final = 0.1
_ADDED_TONE: Final = 0.3
_ADDED_MARK: Final = 0.2
# Added to words that only the dictionary has, and to each of them for those before it.
_NOT_IN_ARCHIVE: Final = 0.4
_RARER: Final = 0.02
_OTHER_TONE: Final = 1.2
_OTHER_MARK: Final = 1.2
_HOI_NGA: Final = 0.8
# Added where the word is one as typed.
_IS_WORD: Final = 0.5
# Keys that stayed in a text, and in one short word alone, where they may be foreign letters.
_KEYS: Final = 0.2
_LONE_KEYS: Final = 0.7
_KEY_INSIDE: Final = re.compile(r"[aeiouy][sfrxj][aeiouy]")
_RESPELLED: Final = 0.4
_REPEATED: Final = 0.5
_RUN: Final = re.compile(r"(.)\1+")
SLIP_COSTS: Final = {Slip.EXTRA: 1.4, Slip.MISSING: 1.2, Slip.SWAPPED: 0.9, Slip.OTHER: 1.8}
"""Slips of one letter."""
_DOUBLED: Final = 0.7
_ALIKE: Final = 1.2
# Letters that sound alike somewhere in the country, typed one for the other.
_SOUND_ALIKE: Final = frozenset(
    {"sx", "xs", "ln", "nl", "iy", "yi", "dr", "rd", "vd", "dv", "ct", "tc", "rg", "gr", "ck", "kc"}
)
# Added to slips in short words without marks, which abbreviations and foreign words are too;
# half of it among words with marks, where a bare one in lower case is hardly an abbreviation.
_SHORT_SLIPS: Final = {2: 0.8, 3: 0.8, 4: 0.3}
# A slip in a word of two letters leaves nothing to tell it by, unless they cannot be a word.
_LEAST_LETTERS: Final = 3
_CONSONANTS_ONLY: Final = re.compile(r"[bcdghklmnpqrstvx]{2,4}")
# No syllable has more letters, nor have two run together, with keys.
_LONGEST: Final = 24
_MOST_GUESSES: Final = 12


def guesses(
    word: str, vocabulary: Vocabulary, *, marks_only: bool = False, by_keys: bool = False
) -> list[Guess]:
    """Returns the likeliest readings of a word, cheapest first; not the word itself.

    With `marks_only` it is a word or a name as typed: only its marks are doubted, and those
    if neighbours speak for it. `by_keys`: much of the text was typed with keys.
    """
    if len(word) > _LONGEST:
        return []
    best: dict[tuple[str, ...], Guess] = {}
    pressed = keyed(word, vocabulary, by_keys=by_keys)
    in_marks = marks_only or len(word) == 1
    for guess in chain((_as_a_word if in_marks else _any_way)(word, vocabulary), pressed):
        known = best.get(guess.words)
        if guess.words != (word,) and (known is None or guess.cost < known.cost):
            best[guess.words] = guess
    ranked = sorted(best.values(), key=lambda g: (g.cost - vocabulary.weight(g.words[0]), g.words))
    return ranked[:_MOST_GUESSES]


def _any_way(word: str, vocabulary: Vocabulary) -> Iterator[Guess]:
    plain = spelling_of(word)
    yield from _with_marks(plain, 0.0, None, vocabulary)
    short = _RUN.sub(r"\1", word)
    if short != word and len(short) > 1:
        yield from _with_marks(spelling_of(short), _REPEATED, ChangeKind.LETTERS, vocabulary)
        held = keyed(short, vocabulary, by_keys=False)
        yield from (replace(guess, cost=guess.cost + _REPEATED) for guess in held)
    for other in respelled(word):
        yield from _with_marks(spelling_of(other), _RESPELLED, ChangeKind.CHAT, vocabulary)
    yield from parted(word, vocabulary)
    if _can_slip(word, vocabulary):
        yield from _slipped(plain, vocabulary)


# --- keys -----------------------------------------------------------------------------


def keyed(word: str, vocabulary: Vocabulary, *, by_keys: bool) -> Iterator[Guess]:
    """Yields what a word is when the keys of Telex or VNI in it are pressed.

    Where the rest of the text was not typed so (not `by_keys`), a short word may be foreign:
    "los", "der".
    """
    stroked = word.replace("dd", "đ").replace("d9", "đ")
    if stroked != word and vocabulary.knows(stroked):
        yield Guess((stroked,), _KEYS, ChangeKind.KEYS)  # "qdd" is "qđ": no syllable
    cost = _KEYS if by_keys or len(word) > SHORT_WORD else _LONE_KEYS
    if not by_keys and _KEY_INSIDE.search(word):
        cost += _LONE_KEYS
    for spelling in (telex(word), vni(word)):
        if spelling is not None and looks_vietnamese(spelling.letters):
            for guess in _with_marks(spelling, cost, ChangeKind.KEYS, vocabulary):
                if guess.kind is ChangeKind.KEYS:
                    yield guess


# --- marks ----------------------------------------------------------------------------


def _with_marks(
    typed: Spelling, cost: float, kind: ChangeKind | None, vocabulary: Vocabulary
) -> Iterator[Guess]:
    """Yields the known words of these letters; what their marks differ by is added.

    Words that only the dictionary has are read where no mark was typed otherwise.
    """
    if vocabulary.folded:
        yield from (Guess((form,), cost, kind) for form in vocabulary.forms(typed.letters))
        return
    for form in vocabulary.forms(typed.letters):
        added, other = _marks_apart(typed, spelling_of(form))
        marks = ChangeKind.TONE if other else ChangeKind.MARKS
        shown = marks if kind is None or other > _HOI_NGA else kind
        yield Guess((form,), cost + added + other, shown)
    if kind in (None, ChangeKind.KEYS):
        for rank, form in enumerate(vocabulary.other_forms(typed.letters)):
            added, other = _marks_apart(typed, spelling_of(form))
            if not other:
                total = cost + added + _NOT_IN_ARCHIVE + rank * _RARER
                yield Guess((form,), total, kind or ChangeKind.MARKS)


def moved_tone(word: str, vocabulary: Vocabulary) -> Iterator[Guess]:
    """Yields what a word is with its tone where it belongs: "nghiã" is "nghĩa"."""
    for guess in _with_marks(spelling_of(word), 0.0, None, vocabulary):
        if guess.words != (word,) and guess.cost <= _MOVED_TONE:
            yield guess


def _as_a_word(word: str, vocabulary: Vocabulary) -> Iterator[Guess]:
    """Yields the readings of what is a word as typed: neighbours must speak for them."""
    for guess in _with_marks(spelling_of(word), 0.0, None, vocabulary):
        if guess.kind is ChangeKind.MARKS and guess.cost > _MOVED_TONE:
            # Who types marks types đ: "dại" is not "đại".
            if is_bare(word) or ("đ" in guess.words[0]) == ("đ" in word):
                yield replace(guess, cost=guess.cost + _IS_WORD)
        elif guess.cost <= _HOI_NGA:
            yield guess


def _marks_apart(typed: Spelling, meant: Spelling) -> tuple[float, float]:
    """Returns the cost of marks that were not typed, and of marks typed otherwise."""
    if typed == meant:
        return _MOVED_TONE, 0.0
    added = other = 0.0
    if typed.tone != meant.tone:
        if typed.tone == NO_TONE:
            added += _ADDED_TONE
        elif {typed.tone, meant.tone} == {"?", "~"}:
            other += _HOI_NGA
        else:
            other += _OTHER_TONE
    differing = {
        mark
        for mark, wanted in zip(typed.marks, meant.marks, strict=True)
        if mark not in (wanted, ANY_MARK)
    }
    if differing - {NO_MARK}:
        other += _OTHER_MARK
    elif differing:
        added += _ADDED_MARK
    return added, other


# --- letters --------------------------------------------------------------------------


def _can_slip(word: str, vocabulary: Vocabulary) -> bool:
    """Tells whether a slip of a letter can be told by the word."""
    if not word.isalpha():
        return False
    long = len(word) >= _LEAST_LETTERS
    consonants = _CONSONANTS_ONLY.fullmatch(word) is not None
    if vocabulary.folded:
        return long and not consonants  # those are abbreviations
    return long or consonants or not (is_bare(word) or is_syllable(word))


def _slipped(typed: Spelling, vocabulary: Vocabulary) -> Iterator[Guess]:
    """Yields the words one slip of a letter away."""
    letters, marks = typed.letters, typed.marks
    bare = not typed.tone and not marks.strip(NO_MARK)
    short = _SHORT_SLIPS.get(len(letters), 0.0) if bare else 0.0
    if not vocabulary.folded:
        short /= 2
    for meant, at, slip in one_slip_away(letters, vocabulary.spellings()):
        cost = SLIP_COSTS[slip]
        if slip is Slip.EXTRA:
            if letters[at] in (letters[at - 1 : at], letters[at + 1 : at + 2]):
                cost = _DOUBLED
            moved = marks[:at] + marks[at + 1 :]
        elif slip is Slip.MISSING:
            moved = marks[:at] + ANY_MARK + marks[at:]
        elif slip is Slip.SWAPPED:
            moved = marks[:at] + marks[at + 1] + marks[at] + marks[at + 2 :]
        else:
            if letters[at] + meant[at] in _SOUND_ALIKE:
                cost = _ALIKE
            moved = marks[:at] + ANY_MARK + marks[at + 1 :]
        shaped = Spelling(meant, moved, typed.tone)
        yield from _with_marks(shaped, cost + short, ChangeKind.LETTERS, vocabulary)
