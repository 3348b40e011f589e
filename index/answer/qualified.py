"""Words that mean nothing without what follows: "khóa VII", "giải Nhất", "quý II", "bảng A".

A sentence on "khóa VI" does not answer a question on "khóa VII", however alike they are.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import pairwise
from typing import Final

from index.language.normalize import fold
from index.language.tokens import tokenize

_NUMBERED_HEADS: Final = frozenset({"khoa", "quy", "dieu", "chuong", "hang"})
_ORDINALS: Final = {
    "nhat": 1, "i": 1, "nhi": 2, "hai": 2, "ii": 2, "ba": 3, "iii": 3, "tu": 4, "iv": 4,
    "nam": 5, "v": 5, "sau": 6, "vi": 6, "bay": 7, "vii": 7, "tam": 8, "viii": 8, "chin": 9,
    "ix": 9, "muoi": 10, "x": 10, "xi": 11, "xii": 12, "xiii": 13, "xiv": 14, "xv": 15,
    "xvi": 16, "xvii": 17, "xviii": 18, "xix": 19, "xx": 20,
}  # fmt: skip
# As spelled after "khóa": "khóa sáu" is the sixth, but "quý ba mẹ" no quarter.
_SURE_NUMERALS: Final = frozenset(key for key in _ORDINALS if set(key) <= set("ivx"))
_PRIZES: Final = frozenset({"nhat", "nhi", "ba", "a", "b", "c", "khuyen", "dac"})
_LETTERS: Final = frozenset({"a", "b", "c", "d"})
_ENGLISH: Final = {"first": 1, "second": 2, "third": 3, "fourth": 4, "fifth": 5}

Qualified = tuple[str, int | str]


def qualified(text: str) -> set[Qualified]:
    """Returns the qualified heads of `text`: ("khoa", 7) for "khóa VII" and "khoá 7"."""
    terms = [fold(token.text) for token in tokenize(text)]
    return set(_pairs(terms))


def _pairs(terms: Sequence[str]) -> Iterator[Qualified]:
    for head, value in pairwise(terms):
        if head == "giai" and value in _PRIZES:
            yield head, _ORDINALS.get(value, value)
        elif head in ("bang", "lop") and value in _LETTERS:
            yield head, value
        elif head in _NUMBERED_HEADS and (value in _SURE_NUMERALS or _is_small(value)):
            yield head, _number(value)
        elif value == "prize" and head in _ENGLISH:
            yield "giai", _ENGLISH[head]
    for first, second, value in zip(terms, terms[1:], terms[2:], strict=False):
        if (first, second) == ("lan", "thu") and (value in _ORDINALS or _is_small(value)):
            yield "khoa", _number(value)  # the 7th congress elects the committee of "khóa VII"


def _number(value: str) -> int:
    return int(value) if value.isdigit() else _ORDINALS[value]


def _is_small(value: str) -> bool:
    return value.isdigit() and len(value) <= 2  # noqa: PLR2004 - a term or a quarter, no year
