"""Text to tokens: syllables and numbers, each with its place in the text.

A Vietnamese syllable is what stands between spaces; it is the token that everything
else (bigrams, folded twins, highlights) is made from.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache
from itertools import pairwise
from typing import Final

from index.language.normalize import fold, normalize_token

_TOKEN: Final = re.compile(r"\d+[^\W\d_]{1,2}(?![^\W_])|\d+(?:[.,]\d+)*|[^\W\d_]+")
_END: Final = r"[.!?…;](?=[\"'”’»)\]]*\s)|\n"
_PIECE: Final = re.compile(rf"{_TOKEN.pattern}|{_END}")
_KEPT_FORMS: Final = 1 << 16
_GROUPED: Final = re.compile(r"\d{1,3}(?:[.,]\d{3})+")
_SHORT_NUMBER: Final = 2


@dataclass(frozen=True, slots=True)
class Token:
    """A token: its normal form, its folded form, and its place in the text.

    `start` and `end` are code point offsets, end exclusive.
    """

    text: str
    folded: str
    start: int
    end: int


def tokenize(text: str) -> list[Token]:
    """Returns the tokens of `text`, which must be in NFC.

    Letters and digits part ("7h30" is "7", "h", "30"; "123/QĐ-UBND" is "123", "qđ", "ubnd"),
    but a number with one or two letters that ends there is one thing ("5G" is "5g").
    Thousands lose their separators ("1.500.000" is "1500000"), a decimal comma becomes a
    point, and numbers of at most two digits lose leading zeros ("05/2021" is "5", "2021").
    """
    tokens = []
    for match in _TOKEN.finditer(text):
        normal = normal_form(match.group())
        tokens.append(Token(normal, fold(normal), match.start(), match.end()))
    return tokens


def terms_of(text: str) -> tuple[str, ...]:
    """Returns the tokens of `text` in their normal forms alone, four times as fast."""
    return tuple(map(normal_form, _TOKEN.findall(text)))


@lru_cache(maxsize=_KEPT_FORMS)
def normal_form(raw: str) -> str:
    """Returns one token as it is indexed, from how it is written."""
    is_number = raw[0].isdigit() and not raw[-1].isalpha()
    return normalize_number(raw) if is_number else normalize_token(raw)


def pieces(text: str) -> list[str]:
    """Returns the tokens of `text` as written and, between them, marks that end a sentence.

    A mark is one character and no letter or digit; it may end less ("TP.").
    """
    return _PIECE.findall(text)


def normalize_number(raw: str) -> str:
    """Returns a written number in the form that is indexed.

    >>> normalize_number("1.500.000"), normalize_number("8,75"), normalize_number("05")
    ('1500000', '8.75', '5')
    """
    if _GROUPED.fullmatch(raw):
        return raw.replace(".", "").replace(",", "")
    if raw.isdigit() and len(raw) <= _SHORT_NUMBER:
        return raw.lstrip("0") or "0"
    return raw.replace(",", ".")


def bigrams(terms: Sequence[str]) -> list[str]:
    """Returns the pairs of neighbouring terms, joined by `_`; one fewer than the terms."""
    return [f"{first}_{second}" for first, second in pairwise(terms)]
