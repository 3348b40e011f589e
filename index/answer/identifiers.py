"""Numbers of people's papers in questions, masked before anything else reads them.

What a person should not have sent is not searched for, kept or logged. Numbers of
documents, hotlines, dates and sums of money stay.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from enum import StrEnum
from functools import cache
from itertools import pairwise, takewhile
from typing import Final

from index.answer.personal import MOBILE, is_somebodys
from index.answer.personal_words import personal_words, said, without, written
from index.answer.provinces import provinces
from index.language.normalize import plain_punctuation
from index.language.tokens import tokenize

MASK: Final = "•••"
"""Stands for a masked number. It is no word, so nothing is searched for it."""


class Paper(StrEnum):
    """What a masked number is of."""

    IDENTITY = "identity"
    CARD = "card"
    INSURANCE = "insurance"
    TELEPHONE = "telephone"


@dataclass(frozen=True, slots=True)
class Hidden:
    """A text without the numbers of people's papers, and of what kinds these were."""

    text: str
    papers: frozenset[Paper] = frozenset()

    @property
    def masked(self) -> bool:
        """Whether a number was masked, now or before."""
        return MASK in self.text


# How the kinds of numbers are written in groups; one group is a number without separators.
_IDENTITY_GROUPS: Final = {(12,), (3, 3, 3, 3), (4, 4, 4), (6, 6), (3, 9), (3, 3, 6)}
_OLD_IDENTITY_GROUPS: Final = {(9,), (3, 3, 3)}
_INSURANCE_GROUPS: Final = {(10,), (2, 3, 5), (2, 2, 3, 3), (3, 3, 4), (4, 3, 3)}
_CARD_GROUPS: Final = {
    *((length,) for length in range(13, 20)),
    (4, 4, 4, 4), (4, 4, 4, 4, 3), (4, 6, 5), (6, 13), (8, 8), (6, 10), (4, 4, 5),
}  # fmt: skip
_ALL_GROUPS: Final = _IDENTITY_GROUPS | _OLD_IDENTITY_GROUPS | _INSURANCE_GROUPS | _CARD_GROUPS
_MOST_GROUPS: Final = 5
_FEWEST_DIGITS: Final = 7
# Cards of JCB, American Express, Visa, Mastercard and UnionPay begin so, Vietnam's with 9704.
_CARD_START: Final = re.compile(r"[2-6]|9704")
_HEALTH_CARD: Final = re.compile(
    r"(?<![^\W_])(?:[A-Za-z]{2}|[A-Z]{2}[ .-])[1-5](?:[ .-]?[0-9]){12}(?![^\W_])"
)
_PASSPORT: Final = re.compile(r"(?<![^\W_])[A-Za-z][0-9]{7,8}(?![^\W_])")
_DIGITS: Final = re.compile(r"[0-9]+")
_SEPARATORS: Final = frozenset(" .-")
_ADDRESS: Final = re.compile(r"\S*(?:://|www\.|\.(?:vn|com|org|net)/)\S*")
_BEFORE: Final = 32
_AFTER: Final = 24
_OWNER_BEFORE: Final = 64


def hide_personal(text: str) -> Hidden:
    """Masks identity, bank card and insurance numbers, and a person's own mobile number.

    A text without any comes back as it is.

    >>> hide_personal("CCCD 001099012345, giờ làm việc?").text
    'CCCD •••, giờ làm việc?'
    >>> hide_personal("Quyết định 123456789/QĐ-UBND").papers
    frozenset()
    """
    if sum(char.isdigit() for char in text) < _FEWEST_DIGITS:
        return Hidden(text)
    plain = _with_plain_digits(plain_punctuation(text))
    found: dict[tuple[int, int], Paper] = {}
    for start, end, paper in _numbers(plain):
        if not any(start < last and first < end for first, last in found):
            found[start, end] = paper
    if not found:
        return Hidden(text)
    for start, end in sorted(found, reverse=True):
        plain = plain[:start] + MASK + plain[end:]
    return Hidden(plain, frozenset(found.values()))


# One or two words beside the frame may be a name; three are a matter.
_LEAST_ASKED: Final = 3
_OWN_NAME: Final = re.compile(
    r"(?<!\w)(?:tên|ten|là|la|name is|i am)[ :]+[^\W\d_]+(?:[ ][^\W\d_]+){1,4}?"
    r"(?=\s*(?:[,.;:•(]|$|(?:s[ốo]|c[ăa]n|cccd|cmnd|sđt|sdt|[đd]i[ệe]n)(?!\w)))",
    re.IGNORECASE,
)


def asks_nothing(text: str) -> bool:
    """Tells whether a masked text says no more than whose the number is."""
    if MASK not in text or "?" in text:
        return False
    words = [token.folded for token in tokenize(_OWN_NAME.sub(" ", text))]
    return len(without(words, personal_words().frame)) < _LEAST_ASKED


def _numbers(text: str) -> Iterator[tuple[int, int, Paper]]:
    """Yields (start, end, paper) of the numbers to mask."""
    words = personal_words()
    addresses = [match.span() for match in _ADDRESS.finditer(text)]
    for match in _HEALTH_CARD.finditer(text):
        yield match.start(), match.end(), Paper.INSURANCE
    for match in _PASSPORT.finditer(text):
        if said(text[max(0, match.start() - _BEFORE) : match.start()], words.passport):
            yield match.start(), match.end(), Paper.IDENTITY
    masked = 0
    for start, end, groups in _grouped(text):
        if start < masked or any(first <= start < last for first, last in addresses):
            continue
        if paper := _paper(text, start, end, groups):
            masked = end
            yield start, end, paper
    for match in MOBILE.finditer(text):
        before = text[max(0, match.start() - _OWNER_BEFORE) : match.start()]
        own = said(before, words.owner) and not written(before, words.office)
        if own or is_somebodys(text, match.start(), match.end()):
            yield match.start(), match.end(), Paper.TELEPHONE


def _grouped(text: str) -> Iterator[tuple[int, int, tuple[str, ...]]]:
    """Yields runs of groups of digits, one space, point or hyphen between, longest first.

    A run does not begin or end where a point or hyphen joins it to more digits.
    """
    matches = list(_DIGITS.finditer(text))
    for first, match in enumerate(matches):
        if _joined(text, match.start() - 1):
            continue
        groups = matches[first : first + _MOST_GROUPS]
        side_by_side = takewhile(
            lambda pair: text[pair[0].end() : pair[1].start()] in _SEPARATORS, pairwise(groups)
        )
        for count in range(1 + sum(1 for _ in side_by_side), 0, -1):
            end = groups[count - 1].end()
            if not _joined(text, end):
                yield match.start(), end, tuple(group.group() for group in groups[:count])


def _joined(text: str, at: int) -> bool:
    around = text[max(0, at - 1) : at + 2]
    return at > 0 and text[at : at + 1] in (".", "-") and bool(
        re.fullmatch(r"[0-9][.-][0-9]", around)
    )  # fmt: skip


def _paper(text: str, start: int, end: int, groups: Sequence[str]) -> Paper | None:
    sizes, digits = tuple(map(len, groups)), "".join(groups)
    if sizes not in _ALL_GROUPS:
        return None
    before, after = text[max(0, start - _BEFORE) : start], text[end : end + _AFTER]
    if re.match(r"/[^\W\d_]", after):
        return None  # "123456789/QĐ-UBND"
    words = personal_words()
    if sizes in _IDENTITY_GROUPS and digits[:3] in _identity_starts():
        return Paper.IDENTITY
    if said(before, words.identity) or said(after, words.identity):
        if sizes in _IDENTITY_GROUPS | _OLD_IDENTITY_GROUPS:
            return Paper.IDENTITY
    elif _is_money(after):
        return None
    if sizes in _CARD_GROUPS and _CARD_START.match(digits) and _luhn(digits):
        return Paper.CARD
    called = digits.startswith(("1800", "1900")) or said(before, words.telephone)
    if sizes in _INSURANCE_GROUPS and not called and said(before, words.insurance):
        return Paper.INSURANCE
    return None


def _is_money(after: str) -> bool:
    first = next(iter(tokenize(after)), None)
    if first is None or first.start > 1 or after[first.end : first.end + 1] == "/":
        return False
    return first.folded in personal_words().money


@cache
def _identity_starts() -> frozenset[str]:
    """Returns how numbers of identity cards begin: 0 and the code of a province."""
    return frozenset("0" + province.code for province in provinces())


def _luhn(digits: str) -> bool:
    doubled = (int(d) * (1 + place % 2) for place, d in enumerate(reversed(digits)))
    return sum(value - 9 if value > 9 else value for value in doubled) % 10 == 0  # noqa: PLR2004 - two digits


def _with_plain_digits(text: str) -> str:
    """Returns the text with digits of any script as 0-9, each in its place."""
    return "".join(
        str(int(char)) if char.isdecimal() and not char.isascii() else char for char in text
    )
