"""Words that ran together: "thanhtra", "bíthư", "củaUBND"."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import pairwise
from typing import Final

from index.language.normalize import normalize_token
from index.language.spelling import is_bare
from index.search.guess import SHORT_WORD, ChangeKind, Guess
from index.search.vocabulary import Vocabulary

_PARTED: Final = 0.7
# Shorter ones without marks may be foreign: "misa", "canaria".
_LEAST_PARTED: Final = 5
_LETTERS_A_PART: Final = 3
_TWO: Final = 2
_MOST_PARTS: Final = 4
_LONGEST_PART: Final = 12
_WORDS_OF_ONE_LETTER: Final = frozenset("ởàạýôưá")


def parted(word: str, vocabulary: Vocabulary) -> Iterator[Guess]:
    """Yields the ways to part an unknown word into known ones; none for a possible syllable."""
    if vocabulary.can_be_word(word):
        return
    marked = not vocabulary.folded and not is_bare(word)
    for parts in _ways(word, vocabulary, _MOST_PARTS):
        if len(parts) > 1 and (marked or _are_plain_parts(parts, vocabulary)):
            yield _guess(parts)


def parted_by_case(typed: str, vocabulary: Vocabulary) -> Guess | None:
    """Returns the words that ran together beside capitals, where all are known.

    "củaUBND" is "của UBND", "theoQĐnào" "theo QĐ nào".
    """
    cuts = [at for at in range(1, len(typed)) if _is_cut(typed, at)]
    if not cuts:
        return None
    words: list[str] = []
    for start, end in pairwise([0, *cuts, len(typed)]):
        word = normalize_token(typed[start:end])
        known = (word,) if vocabulary.knows(word) else None
        way = known or next(_ways(word, vocabulary, _MOST_PARTS), None)
        if way is None:
            return None
        words.extend(way)
    return _guess(tuple(words))


def _is_cut(typed: str, at: int) -> bool:
    before, after = typed[at - 1], typed[at]
    if after.isupper():
        return before.islower()
    return before.isupper() and typed[max(0, at - _TWO) : at].isupper() and at >= _TWO


def _guess(words: tuple[str, ...]) -> Guess:
    return Guess(words, _PARTED * (len(words) - 1), ChangeKind.SPACES)


def _ways(word: str, vocabulary: Vocabulary, most: int) -> Iterator[tuple[str, ...]]:
    if _is_part(word, vocabulary):
        yield (word,)
    if most > 1:
        for at in range(1, min(len(word), _LONGEST_PART + 1)):
            if _is_part(word[:at], vocabulary):
                for rest in _ways(word[at:], vocabulary, most - 1):
                    yield (word[:at], *rest)


def _is_part(word: str, vocabulary: Vocabulary) -> bool:
    if vocabulary.can_be_word(word):
        whole = len(word) > 1 or word in _WORDS_OF_ONE_LETTER
    else:
        whole = len(word) > SHORT_WORD  # a foreign name that the archive has
    return whole and vocabulary.knows(word)


def _are_plain_parts(parts: Sequence[str], vocabulary: Vocabulary) -> bool:
    """Tells whether a word without marks may be parted so: "canaria" is not "ca na ria"."""
    letters = sum(map(len, parts))
    least = _LEAST_PARTED if len(parts) == _TWO else _LETTERS_A_PART * len(parts)
    return letters >= least and all(vocabulary.support(*pair) for pair in pairwise(parts))
