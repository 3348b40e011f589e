"""Addresses for buttons and links: which are fit, and how they open at a sentence.

Text fragments: https://wicg.github.io/scroll-to-text-fragment/#syntax. Browsers that do
not know them open the page at its top.
"""

from __future__ import annotations

import re
from typing import Final
from urllib.parse import quote, urlsplit

MAX_URL_CHARS: Final = 2_000
"""Longer addresses are refused by some browsers and proxies."""
WHOLE_QUOTE_WORDS: Final = 10
"""A longer sentence is given by its first and last words: a short address, and a page whose
markup splits the sentence in the middle still matches."""
END_WORDS: Final = 4

_HOST: Final = re.compile(r"[\w-]+(?:\.[\w-]+)+")
"""Telegram takes no host without a dot."""


def web_address(url: str) -> str | None:
    """Returns an address that people can open, None for `file:` and anything not http(s)."""
    odd = any(char.isspace() or not char.isprintable() or char in '<>"' for char in url)
    if len(url) > MAX_URL_CHARS or odd:
        return None
    try:
        parts = urlsplit(url)
        host, _port = parts.hostname or "", parts.port  # either may raise ValueError
    except ValueError:
        return None
    return url if parts.scheme in ("http", "https") and _HOST.fullmatch(host) else None


def at_sentence(url: str, sentence: str) -> str:
    """Returns the address with a text fragment that opens the page at the sentence.

    >>> at_sentence("https://a.example/1", "Trụ sở: số 9-11")
    'https://a.example/1#:~:text=Tr%E1%BB%A5%20s%E1%BB%9F%3A%20s%E1%BB%91%209%2D11'
    """
    words = sentence.split()
    if not words:
        return url
    if len(words) <= WHOLE_QUOTE_WORDS:
        directive = _encoded(words)
    else:
        directive = f"{_encoded(words[:END_WORDS])},{_encoded(words[-END_WORDS:])}"
    joint = ":~:" if "#" in url else "#:~:"
    with_fragment = f"{url}{joint}text={directive}"
    return with_fragment if len(with_fragment) <= MAX_URL_CHARS else url


def at_page(url: str, page: int) -> str:
    """Returns the address of a document that opens it at a page, as PDF viewers read it.

    >>> at_page("https://a.example/kh.pdf", 3)
    'https://a.example/kh.pdf#page=3'
    """
    return f"{url.split('#', 1)[0]}#page={page}"


def _encoded(words: list[str]) -> str:
    """Percent-encodes words; `-` too, which has a meaning in text fragments.

    Punctuation at the ends is left out: it may stand in another element of the page.
    """
    text = " ".join(words).strip(" .,;:!?…\"'“”‘’()[]-–—•*") or " ".join(words)
    return quote(text, safe="", errors="replace").replace("-", "%2D")
