"""A site's lines at their places: what makes one line of furniture the same on two pages."""

from __future__ import annotations

import hashlib
import re
from typing import Final

from index.ingest.dom import INLINE, Element
from index.sites.spots import Spots

_DIGITS: Final = re.compile(r"\d+(?:[.,:]\d+)*")
_WORDS: Final = re.compile(r"\w+")
_DIGEST_CHARS: Final = 16


def line_spots(spots: Spots) -> dict[Element, str]:
    """Returns the spot of each element that may hold a line, before anything is taken out."""
    return {e: spots.of(e) for e in spots.elements if e.tag not in INLINE}


def digest(place: str, text: str) -> str:
    """Returns what a line at a spot has in common on all pages: its words, not its numbers."""
    words = " ".join(_WORDS.findall(_DIGITS.sub("0", text.lower())))
    return hashlib.sha256(f"{place}\n{words}".encode("utf-8", "replace")).hexdigest()[
        :_DIGEST_CHARS
    ]
