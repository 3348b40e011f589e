"""Text for Telegram's HTML: cleaning, cutting and escaping, in this order.

Telegram counts UTF-16 units after it has parsed the entities, so texts are cut before
they are escaped and a tag is never cut.
"""

from __future__ import annotations

import html
import re
from collections.abc import Sequence
from typing import Final

MAX_MESSAGE_UNITS: Final = 4096
"""Telegram's limit of a message, in UTF-16 units after entity parsing."""
ELLIPSIS: Final = "…"

_UNWANTED: Final = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\u2066-\u2069\u202a-\u202e]")
"""Control characters, and the bidirectional overrides that can make text read otherwise."""
_MARK: Final = r"[\u0300-\u036f\u0483-\u0489\u1ab0-\u1aff\u1dc0-\u1dff\u20d0-\u20ff\ufe20-\ufe2f]"
_PILED: Final = re.compile(rf"({_MARK}{{2}}){_MARK}+")
"""Marks on a letter beyond two, which is the most that any Vietnamese one has: piled up they cover
the lines around them."""
_TAG: Final = re.compile(r"<[^<>]*>")
_SURROGATE: Final = re.compile(r"[\ud800-\udfff]")


def utf16_units(text: str) -> int:
    """Counts a text as Telegram does: characters beyond the basic plane count twice."""
    return len(text) + sum(ord(char) > 0xFFFF for char in text)  # noqa: PLR2004 - end of the BMP


def shown_units(markup: str) -> int:
    """Counts HTML of ours as Telegram does, after its tags and escapes are read."""
    return utf16_units(html.unescape(_TAG.sub("", markup)))


def clean(text: str) -> str:
    """Removes control characters and piled up marks.

    A lone surrogate, which is no text, becomes U+FFFD.
    """
    return _PILED.sub(r"\1", _UNWANTED.sub("", _SURROGATE.sub("\ufffd", text)))


def same_length(text: str) -> str:
    """Puts a text on one line like `one_line`, but keeps every offset into it."""
    kept = _UNWANTED.sub(" ", _SURROGATE.sub("\ufffd", text))
    return re.sub(r"\s", " ", kept)


def one_line(text: str) -> str:
    """Cleans a text and puts it on one line."""
    return " ".join(clean(text).split())


def cut(text: str, units: int) -> str:
    """Shortens a text to at most `units` UTF-16 units, at a space where one is near.

    >>> cut("Sở Khoa học và Công nghệ", 15)
    'Sở Khoa học và…'
    """
    if utf16_units(text) <= units:
        return text
    kept = _first_units(text, units - 1)
    head, space, _ = kept.rpartition(" ")
    inside_a_word = not text[len(kept)].isspace()
    if inside_a_word and space and len(head) > len(kept) * 2 // 3:
        kept = head
    return kept.rstrip() + ELLIPSIS


def cut_before(text: str, units: int) -> str:
    """Like `cut`, but keeps the end of the text."""
    return cut(text[::-1], units)[::-1]


def escape(text: str) -> str:
    """Escapes a text for Telegram's HTML, inside tags' content and attributes alike."""
    return html.escape(text, quote=True)


def bold(text: str, spans: Sequence[tuple[int, int]], most: int) -> str:
    """Escapes a one-line text with its spans in bold.

    Spans are code point offsets, end exclusive; they may overlap, be out of order or
    reach beyond the text. Those with nothing but space between them become one. At most
    `most` are kept (Telegram ignores entities beyond 100 in a message).
    """
    pieces, position = [], 0
    for start, end in _merged(text, spans)[:most]:
        pieces += [escape(text[position:start]), "<b>", escape(text[start:end]), "</b>"]
        position = end
    return "".join(pieces) + escape(text[position:])


def _merged(text: str, spans: Sequence[tuple[int, int]]) -> list[tuple[int, int]]:
    merged: list[tuple[int, int]] = []
    for start, end in sorted((max(0, start), min(len(text), end)) for start, end in spans):
        if not text[start:end].strip():
            continue
        if merged and not text[merged[-1][1] : start].strip():
            merged[-1] = (merged[-1][0], max(end, merged[-1][1]))
        else:
            merged.append((start, end))
    return merged


def _first_units(text: str, units: int) -> str:
    kept = text[: max(units, 0)]
    while utf16_units(kept) > units:
        kept = kept[:-1]
    return kept
