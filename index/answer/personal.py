"""Private contacts in articles: what a person's telephone number or home address is.

They may stand in an article that was published; as an answer, they are not given.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import cache, lru_cache
from typing import Final

from index.answer.personal_words import personal_words, written
from index.answer.persons import persons

MOBILE: Final = re.compile(
    r"(?<!\d)(?<!\d[.-])(?:\+?84[ .-]?|0)[35789](?:[ .-]?\d){8}(?!\d)(?![.-]\d)", re.ASCII
)
"""A Vietnamese mobile number: 03, 05, 07, 08, 09 and eight digits."""

_NUMBER: Final = re.compile(r"[35789](?:[ .-]?\d){8}", re.ASCII)
# How far around a number its owner is looked for: the clause, but no story.
_OWNER_BEFORE: Final = 110
_OWNER_AFTER: Final = 60
_CUE_BEFORE: Final = 32
_CUE_AFTER: Final = 8
_CLAUSE_END: Final = re.compile(r"[;\n]|(?<!\d)(?<!\b[A-ZĐ])[.!?](?=\s)")
_TELLING: Final = re.compile(
    r"(?<!\w)(?:cho biết|cho hay|chia sẻ|kể|nói|phản ánh|trình bày|tố cáo|bày tỏ|đã|bị|được)(?!\w)"
)
# An address goes on over commas, to a verb or the end of the clause.
_ADDRESS_END: Final = re.compile(
    r"[;()\n]|\.(?=\s|$)|"
    r"(?<!\w)(?:đã|bị|được|là|cho biết|cho hay|khai|nhận|và|với|về|vì|để|có)(?!\w)"
)
_HONORIFIC: Final = r"(?<!\w)(?i:ông|bà|anh|chị|em|cháu|cô|chú|bác|gia đình|hộ)"
_SOMEBODY: Final = re.compile(rf"{_HONORIFIC}[ \u00a0]+(\w)")
_HOUSE_OF: Final = re.compile(
    rf"(?<!\w)(?i:nhà (?:riêng|trọ|số)) [^;\n]{{0,60}}?của (?:vợ chồng )?{_HONORIFIC}[ \u00a0]+(\w)"
)
_HOUSE_AT: Final = re.compile(
    rf"(?<!\w)(?i:nhà)(?: riêng| trọ)?(?: của)?(?: gia đình| vợ chồng)? {_HONORIFIC}[ \u00a0]+(\w)"
    r"[^;,.\n]{0,40}?(?<!\w)(?:ở|tại|địa chỉ|số)(?!\w)[ :]*"
)


def is_private_contact(sentence: str, start: int, end: int) -> bool:
    """Tells whether a span of a sentence holds a private person's number or address.

    `start` and `end` are code point offsets, end exclusive. A mobile number is private where
    a person's name, or a word like "gia đình", stands next to it and no word of an office or
    a post does. An address is where somebody lives: "trú tại", "nhà số 5 ... của ông".

    >>> told = "Bà Trần Thị Hoa (0912 345 678), trú tại số 5 Lê Lợi, cho biết như vậy."
    >>> is_private_contact(told, told.index("0912"), told.index(")"))
    True
    >>> is_private_contact(told, 0, 15)
    False
    """
    return has_private_number(sentence, start, end) or any(
        first < end and start < last and sentence[first:last].strip()
        for first, last in _homes(sentence)
    )


def has_private_number(sentence: str, start: int, end: int) -> bool:
    """Tells whether a span of a sentence holds a private person's telephone number."""
    return any(
        is_somebodys(sentence, match.start(), match.end())
        for match in MOBILE.finditer(sentence)
        if match.start() < end and start < match.end()
    )


@lru_cache(maxsize=4096)
def holds_private_contact(sentence: str) -> bool:
    """Tells whether a private person's number or address stands anywhere in a sentence."""
    small = sentence.lower()
    # Most sentences have neither a number nor a word of an address: told at once.
    if not (_NUMBER.search(sentence) or any(hint in small for hint in _home_hints())):
        return False
    return is_private_contact(sentence, 0, len(sentence))


@cache
def _home_hints() -> tuple[str, ...]:
    """Returns words one of which every address of a home comes with."""
    cues = {"nhà", *personal_words().home}
    return tuple(cue for cue in cues if not any(other in cue for other in cues - {cue}))


def is_somebodys(sentence: str, start: int, end: int) -> bool:
    """Tells whether the telephone number at a place is a private person's."""
    ends = [0, *(m.end() for m in _CLAUSE_END.finditer(sentence)), len(sentence)]
    left = max(place for place in ends if place <= start)
    right = min(place for place in ends if place >= end)
    before = sentence[max(left, start - _OWNER_BEFORE) : start]
    after = _TELLING.split(sentence[end : min(right, end + _OWNER_AFTER)], maxsplit=1)[0]
    words = personal_words()
    if written(before, words.office) or written(after, words.office):
        return False
    if written(before, words.relation) or written(after, words.relation):
        return True
    return _names_somebody(before) or bool(persons(after))


def _names_somebody(text: str) -> bool:
    """Tells whether a person is named: in full, or "chị H." and "ông Tư"."""
    named = any(match[1].isupper() for match in _SOMEBODY.finditer(text))
    return named or bool(persons(text))


def _homes(sentence: str) -> Iterator[tuple[int, int]]:
    """Yields (start, end) of the addresses where somebody lives."""
    for match in _HOUSE_OF.finditer(sentence):
        if match[1].isupper():
            yield match.start(), match.end()
    for match in _HOUSE_AT.finditer(sentence):
        if match[1].isupper():
            yield match.end(), _address_end(sentence, match.end())
    for cue in _home_cue().finditer(sentence):
        around = sentence[max(0, cue.start() - _CUE_BEFORE) : cue.end() + _CUE_AFTER]
        before = sentence[max(0, cue.start() - _OWNER_BEFORE) : cue.start()]
        if not written(around, personal_words().no_home) and _names_somebody(before):
            yield cue.end(), _address_end(sentence, cue.end())


def _address_end(sentence: str, start: int) -> int:
    stop = _ADDRESS_END.search(sentence, start)
    return stop.start() if stop else len(sentence)


@cache
def _home_cue() -> re.Pattern[str]:
    either = "|".join(map(re.escape, sorted(personal_words().home, key=len, reverse=True)))
    return re.compile(rf"(?<!\w)(?:{either})(?!\w)[ :]*", re.IGNORECASE)
