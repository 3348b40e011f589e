"""Are two articles one text under two urls? Fingerprints to find such pairs, and a judge.

A fingerprint is a 64-bit simhash of the text's three-word shingles, so the order of words
counts: near texts have fingerprints that differ in few bits. `bands` cuts it into pieces
to look candidates up by; `near_identical` reads both texts and decides. Two editions of a
yearly event share most words, and are told apart by the numbers, years and names in them.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import timedelta
from functools import lru_cache
from hashlib import blake2b
from typing import Final

from rapidfuzz.distance import Levenshtein

from index.language.normalize import normalize_token
from index.model import Article

BITS: Final = 64
# Eight bands of eight bits: fingerprints at a distance of 7 or less share one for sure, and
# those at 12 do in 87 of 100 cases; a band's value is shared by one text of 256 by chance.
BAND_COUNT: Final = 8
_BAND_BITS: Final = BITS // BAND_COUNT
# Of 400 news articles, copies with an intro line, furniture, small edits or a last sentence less
# differed by up to 11 bits (one by 16), other articles by 16 and more.
NEAR_DISTANCE: Final = 16
_SHINGLE: Final = 3
# The bits of a byte as eight counters in one number: eight are added at a time.
_COUNTER_BITS: Final = 32
_SPREAD: Final = tuple(
    sum((byte >> bit & 1) << bit * _COUNTER_BITS for bit in range(8)) for byte in range(256)
)

# The part of the shorter text that must stand in the longer one, in order.
_SHARED: Final = 0.85
# The longer text may have this much more: an intro, furniture, a last paragraph.
_LONGER_BY: Final = 1.6
# Short news may differ by a line of furniture that is as long as they are.
_FEW_WORDS: Final = 40
_REPOSTED_WITHIN: Final = timedelta(days=180)
# Words compared at most: beyond them two texts that agree are the same.
_MOST_WORDS: Final = 6000
_TOKEN: Final = re.compile(r"\d+(?:[.,/:-]\d+)*|[^\W\d_]+")
_ROMAN: Final = re.compile(r"[IVXLC]+")


def fingerprint(text: str) -> int:
    """Returns the 64-bit fingerprint of `text`; 0 for a text without words.

    Case, punctuation, line breaks and the placement of tone marks do not count.
    """
    words = [normalize_token(token) for token in _TOKEN.findall(text)]
    if not words:
        return 0
    shingles = max(1, len(words) - _SHINGLE + 1)
    counts = [0] * (BITS // 8)
    for start in range(shingles):
        for place, byte in enumerate(_hash(" ".join(words[start : start + _SHINGLE]))):
            counts[place] += _SPREAD[byte]
    ones = (counts[i // 8] >> i % 8 * _COUNTER_BITS & (1 << _COUNTER_BITS) - 1 for i in range(BITS))
    return sum(1 << i for i, count in enumerate(ones) if count * 2 > shingles)


def bands(value: int) -> tuple[int, ...]:
    """Returns the look-up keys of a fingerprint: 8 numbers below 2048, one of each band.

    Two texts that share a key are candidates; compare with `distance`, then judge.
    """
    mask = (1 << _BAND_BITS) - 1
    return tuple(
        (band << _BAND_BITS) | (value >> band * _BAND_BITS & mask) for band in range(BAND_COUNT)
    )


def distance(first: int, second: int) -> int:
    """Returns in how many bits two fingerprints differ, 0 to 64."""
    return (first ^ second).bit_count()


def near_identical(first: Article, second: Article) -> bool:
    """Tells whether the two are one text, but for furniture, small edits or an intro line.

    False for two editions of one event: other numbers, years or names in the same place,
    or the same words half a year apart.
    """
    days = (first.published, second.published)
    if days[0] and days[1] and abs(days[0] - days[1]) > _REPOSTED_WITHIN:
        return False
    if _differ(_tokens(first.title), _tokens(second.title), _SHARED_TITLE):
        return False
    return not _differ(_tokens(first.text), _tokens(second.text), _SHARED)


# Titles are shortened and dressed up; only what is replaced in them tells texts apart.
_SHARED_TITLE: Final = 0.0


@dataclass(frozen=True, slots=True)
class _Token:
    """A word as written, and as compared."""

    written: str
    compared: str
    opens_sentence: bool

    @property
    def tells_apart(self) -> bool:
        """Whether it is a number or a name: what editions of one event differ in."""
        if self.written[0].isdigit() or _ROMAN.fullmatch(self.written):
            return True
        return self.written[0].isupper() and not self.opens_sentence


def _tokens(text: str) -> list[_Token]:
    found: list[_Token] = []
    end = 0
    for match in _TOKEN.finditer(text):
        between = text[end : match.start()]
        opens = not found or any(mark in between for mark in '.!?…\n:;"“-–(')
        found.append(_Token(match[0], normalize_token(match[0]), opens))
        end = match.end()
        if len(found) == _MOST_WORDS:
            break
    return found


def _differ(first: list[_Token], second: list[_Token], shared: float) -> bool:
    """Tells whether two texts are not one: too little shared, or a number or name replaced."""
    a, b = [t.compared for t in first], [t.compared for t in second]
    shorter, longer = sorted((len(a), len(b)))
    if shared and longer > max(shorter * _LONGER_BY, shorter + _FEW_WORDS):
        return True
    operations = Levenshtein.opcodes(a, b)
    same = sum(op.src_end - op.src_start for op in operations if op.tag == "equal")
    if same < shorter * shared:
        return True
    for op in operations:
        if op.tag != "replace":
            continue
        left, right = first[op.src_start : op.src_end], second[op.dest_start : op.dest_end]
        if _other_facts(left, right):
            return True
    return False


def _other_facts(left: list[_Token], right: list[_Token]) -> bool:
    """Tells whether numbers stand against other numbers, or names against other names."""
    ours = [t for t in left if t.tells_apart]
    theirs = [t for t in right if t.tells_apart]
    if not ours or not theirs:
        return False
    numbers = [
        t for t in (*ours, *theirs) if not t.written[0].isalpha() or _ROMAN.fullmatch(t.written)
    ]
    if numbers:
        return {t.compared for t in ours} != {t.compared for t in theirs}
    # A name's typing error is one letter; another name is another word.
    return any(
        Levenshtein.distance(a.compared, b.compared) > 1 for a, b in zip(ours, theirs, strict=False)
    )


@lru_cache(maxsize=1 << 16)
def _hash(shingle: str) -> bytes:
    """Returns the hash of a shingle, its lowest byte first."""
    return blake2b(shingle.encode(), digest_size=BITS // 8).digest()[::-1]
