"""One normal form for articles and questions alike.

Stored text is only brought to NFC. Everything else (tone placement, case, quotes) is
normalized here for matching, so that nothing a person reads is ever respelled.
"""

from __future__ import annotations

import re
import unicodedata
from functools import lru_cache
from typing import Final

_TONES: Final = "\u0300\u0301\u0303\u0309\u0323"  # huyền, sắc, ngã, hỏi, nặng
_MISPLACED_OPEN: Final = re.compile(rf"^(.*?(?<!q))(o|u)([aey])([{_TONES}])$")
_MISPLACED_CLOSED: Final = re.compile(rf"^(.*?)(o|u)([{_TONES}])([aăâeêy][\u0302\u0306]?)([a-z]+)$")
_DASHES_AND_QUOTES: Final = str.maketrans(
    {
        **dict.fromkeys("\u2010\u2011\u2012\u2013\u2014\u2015\u2212", "-"),
        **dict.fromkeys("\u201c\u201d\u201e\u00ab\u00bb\u2033", '"'),
        **dict.fromkeys("\u2018\u2019\u201a\u2032\u0060\u00b4", "'"),
        **dict.fromkeys("\u00a0\u2002\u2003\u2009\u202f\u3000\t", " "),
        **dict.fromkeys("\u200b\u200c\u200d\u2060\ufeff\u00ad", None),
    }
)
_SURROGATE: Final = re.compile(r"[\ud800-\udfff]")
_CACHED_TOKENS: Final = 1 << 16


def nfc(text: str) -> str:
    """Returns `text` in NFC, the only form that is stored."""
    return unicodedata.normalize("NFC", text)


def plain_punctuation(text: str) -> str:
    """Returns `text` in NFC with one kind of dash, quote and space.

    Invisible characters go. Meant for questions; articles keep their own.
    """
    # Half a surrogate pair is no character; SQLite and the engines refuse it.
    return nfc(_SURROGATE.sub("\ufffd", text)).translate(_DASHES_AND_QUOTES)


@lru_cache(maxsize=_CACHED_TOKENS)
def normalize_token(token: str) -> str:
    """Returns one token in lower case, NFC, with the older tone placement.

    The tone of an open "oa", "oe", "uy" goes on the first vowel ("hoà" and "hòa" are one
    word, "thuỵ" and "thụy"), of a closed one on the second ("hòan" is "hoàn"), the rule of
    Vietnamese spelling for both placements in use.

    >>> normalize_token("Hoà"), normalize_token("THUỶ"), normalize_token("qúy")
    ('hòa', 'thủy', 'quý')
    """
    lower = nfc(token).lower()
    if lower.isascii():
        return lower
    decomposed = unicodedata.normalize("NFD", lower)
    if match := _MISPLACED_OPEN.match(decomposed):
        head, first, second, tone = match.groups()
        return nfc(head + first + tone + second)
    if match := _MISPLACED_CLOSED.match(decomposed):
        head, first, tone, second, tail = match.groups()
        if first == "o" or second.startswith(("y", "a\u0302", "e\u0302")):
            return nfc(head + first + second + tone + tail)
    if decomposed.startswith("qu") and len(decomposed) > 3 and decomposed[2] in _TONES:  # noqa: PLR2004
        return nfc("qu" + decomposed[3] + decomposed[2] + decomposed[4:])
    return lower


@lru_cache(maxsize=_CACHED_TOKENS)
def fold(text: str) -> str:
    """Returns `text` without tone and vowel marks and with đ as d, in lower case.

    >>> fold("Đường dây nóng")
    'duong day nong'
    """
    decomposed = unicodedata.normalize("NFD", text.lower())
    return "".join(c for c in decomposed if not unicodedata.combining(c)).replace("đ", "d")


def has_marks(text: str) -> bool:
    """Tells whether `text` has any letter that folding would change."""
    return fold(text) != text.lower()
