"""Is this the same question as that one, worded otherwise? A wrong yes is worse than a no.

Both must say the same words in the same order, after `index.answer.wordings` has taken out what
may be worded otherwise. One end of the question may have been brought to the front ("ở đâu là
trụ sở"), a word in four may have a slip of typing, where it is surely one. A number, a name, a
year, a negation or any other word that only one of them has makes another question.
"""

from __future__ import annotations

import unicodedata
from collections.abc import Iterator, Sequence
from functools import cache
from typing import Final

from rapidfuzz.distance import OSA

from index.answer.wordings import Word, Wording
from index.language.known_words import (
    dictionary_words,
    english_words,
    folded_dictionary_words,
)

# One slip in so many words that say what the question is about, and never more than two.
_WORDS_A_SLIP: Final = 4
_MOST_SLIPS: Final = 2
# In shorter words one letter makes another word.
_SHORTEST_SLIP: Final = 4
_NEVER: Final = 99
_HOI: Final = "\u0309"
_NGA: Final = "\u0303"
# Fewer words of matter say too little: "lệ phí bao nhiêu" asks of any fee.
LEAST_MATTER: Final = 2


def same_question(first: Wording, second: Wording, *, exact: bool = False) -> bool:
    """Tells whether two wordings ask the same; `exact` allows no slips of typing."""
    if first.language is not second.language or first.times != second.times:
        return False
    matter = min(first.matter, second.matter)
    if matter < LEAST_MATTER:
        return False
    most = 0 if exact else min(_MOST_SLIPS, matter // _WORDS_A_SLIP)
    if _slips(first.words, second.words, most) <= most:
        return True
    return any(_slips(turned, second.words, most) <= most for turned in _turned(first.words))


def _turned(words: Sequence[Word]) -> Iterator[Sequence[Word]]:
    """Yields the words with a last part brought to the front: of all of them, and of those
    before the question word at the end.

    A part is a question word, or two words and more. It is not cut off within a word of the
    dictionary or a name, nor between a negation and its word.
    """
    end = len(words)
    yield from _turned_before(words, end)
    while end and (words[end - 1].asks or words[end - 1].spare):
        end -= 1
    if end < len(words):
        yield from _turned_before(words, end)


def _turned_before(words: Sequence[Word], end: int) -> Iterator[Sequence[Word]]:
    for at in range(1, end):
        before, after = words[at - 1], words[at]
        name = before.fixed and after.fixed and not (before.asks or after.asks)
        if before.ties or name or _is_pair(before, after):
            continue
        if _is_part(words[:at]) and _is_part(words[at:end]):
            yield [*words[at:end], *words[:at], *words[end:]]


def _is_part(words: Sequence[Word]) -> bool:
    said = [word for word in words if not word.spare]
    return len(said) > 1 or any(word.asks for word in said)


def _is_pair(first: Word, second: Word) -> bool:
    if first.bare or second.bare:
        return f"{first.folded}_{second.folded}" in folded_dictionary_words().pairs
    return f"{first.text}_{second.text}" in dictionary_words().pairs


def _slips(first: Sequence[Word], second: Sequence[Word], most: int) -> int:
    """Returns how many slips of typing lie between two rows of words; more than `most` if they
    differ in anything else.
    """

    @cache
    def between(i: int, j: int) -> int:
        if i == len(first) and j == len(second):
            return 0
        ways = []
        if i < len(first) and j < len(second):
            slip = _difference(first, i, second, j)
            if slip <= most:
                ways.append(slip + between(i + 1, j + 1))
        if i < len(first) and first[i].spare:
            ways.append(between(i + 1, j))
        if j < len(second) and second[j].spare:
            ways.append(between(i, j + 1))
        return min(ways, default=_NEVER)

    return between(0, 0)


def _difference(first: Sequence[Word], i: int, second: Sequence[Word], j: int) -> int:
    """Returns 0 for the same word, 1 for a slip, `_NEVER` for another word."""
    one, other = first[i], second[j]
    bare = one.bare or other.bare
    if one.text == other.text or (bare and one.folded == other.folded):
        return 0
    if one.fixed or other.fixed or one.spare or other.spare:
        return _NEVER
    if one.folded == other.folded:
        slipped = _is_mark_slip(first, i, second, j)
    else:
        slipped = _is_letter_slip(one, other)
    return 1 if slipped else _NEVER


def _is_letter_slip(one: Word, other: Word) -> bool:
    """Tells whether one of two words is no word, and one letter away from the other."""
    if min(len(one.folded), len(other.folded)) < _SHORTEST_SLIP - 1:
        return False
    if max(len(one.folded), len(other.folded)) < _SHORTEST_SLIP:
        return False
    if _known(one) == _known(other):
        return False
    return OSA.distance(one.folded, other.folded, score_cutoff=1) <= 1


def _is_mark_slip(first: Sequence[Word], i: int, second: Sequence[Word], j: int) -> bool:
    """Tells whether one of two words that differ in marks is no word there.

    "hiễm" is none, and "bão hiểm" is none, but "bảo hiểm" is; "đoàn" and "đoán" both are.
    """
    one, other = _pairs(first, i), _pairs(second, j)
    known = dictionary_words()
    if (first[i].text in known.syllables) != (second[j].text in known.syllables):
        return True
    if not _differ_in_hook(first[i].text, second[j].text):
        return False
    return any(pair in known.pairs for pair in one) != any(pair in known.pairs for pair in other)


def _differ_in_hook(one: str, other: str) -> bool:
    """Tells whether two words differ in hỏi for ngã alone, the commonest mistake of spelling."""
    tones = (unicodedata.normalize("NFD", word).replace(_NGA, _HOI) for word in (one, other))
    return next(tones) == next(tones)


def _pairs(words: Sequence[Word], at: int) -> list[str]:
    pairs = [f"{words[at - 1].text}_{words[at].text}"] if at else []
    if at + 1 < len(words):
        pairs.append(f"{words[at].text}_{words[at + 1].text}")
    return pairs


def _known(word: Word) -> bool:
    if word.text in english_words():
        return True
    known = folded_dictionary_words() if word.bare else dictionary_words()
    return (word.folded if word.bare else word.text) in known.syllables
