"""Which links Telegram takes, and where the page leads for those to sample news."""

from __future__ import annotations

import re
from typing import Final
from urllib.parse import quote, urlsplit

_SCHEME: Final = re.compile(r"[A-Za-z][A-Za-z0-9+.-]*:")
_HOST: Final = re.compile(r"[\w-]+(?:\.[\w-]+)+")
_LONGEST: Final = 2048


class LinkError(ValueError):
    """A link that Telegram would not take; says why."""


def checked_link(url: str) -> str:
    """The link as Telegram stores it: with a scheme, http where none is given.

    Raises LinkError for an empty or too long one, a scheme but http, https and tg, white
    space, or a host without a dot.
    """
    if not url:
        raise LinkError("URL is empty")
    if len(url) > _LONGEST:
        raise LinkError("URL is too long")
    if any(char.isspace() or not char.isprintable() for char in url):
        raise LinkError("URL has white space or control characters")
    full = url if _SCHEME.match(url) else f"http://{url}"
    try:
        parts = urlsplit(full)
        host, _ = parts.hostname or "", parts.port
    except ValueError:
        raise LinkError("Wrong HTTP URL") from None
    if parts.scheme == "tg":
        return full
    if parts.scheme not in ("http", "https"):
        raise LinkError("Unsupported URL protocol")
    if not _HOST.fullmatch(host):
        raise LinkError("Wrong HTTP URL")
    return full


def page_href(url: str, suffix: str) -> str:
    """The address that the page opens for a link.

    A host that ends in `suffix` is sample news, which no web server has: it leads to the
    article page of the sandbox, at the same text fragment.

    >>> page_href("https://so.example/a?b=1#:~:text=x%20y", ".example")
    '/article?url=https%3A%2F%2Fso.example%2Fa%3Fb%3D1#:~:text=x%20y'
    """
    try:
        parts = urlsplit(url)
        host = parts.hostname or ""
    except ValueError:
        return url
    if parts.scheme not in ("http", "https") or not host.endswith(suffix):
        return url
    address, mark, fragment = url.partition("#")
    return f"/article?url={quote(address, safe='')}{mark}{fragment}"
