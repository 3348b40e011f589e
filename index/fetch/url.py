"""Web addresses from pages and redirects: one form each, and none that is not http.

Everything that is fetched passes `parsed`, and host, scheme and path are read from what it
returns: two readers of one address would be two opinions on where it leads.
"""

from __future__ import annotations

import re
from typing import Final
from urllib.parse import unquote_plus

import httpx

from index.fetch.errors import FetchError, Reason

LONGEST_ADDRESS: Final = 2_000
"""Characters; longer ones are kept by no browser and made by mistake."""
_LONGEST_HOST: Final = 253
_LABEL: Final = re.compile(r"(?!-)[a-z0-9_-]{1,63}(?<!-)\Z")
_IP_V6: Final = re.compile(r"[0-9a-f:.]*:[0-9a-f:.]*\Z", re.IGNORECASE)
_LAST_PORT: Final = 65_535
_SCHEME: Final = re.compile(r"([a-z][a-z0-9+.-]{0,30}):", re.IGNORECASE)
_ENDS: Final = " \t\r\n\f\0\u00a0\u200b\ufeff"
# Browsers drop these wherever they stand.
_BREAKS: Final = str.maketrans("", "", "\t\r\n")
# Who sent the reader, and who the reader is: never which article.
_TRACKING: Final = re.compile(
    r"(?:utm_\w+|mtm_\w+|pk_\w+|fb_\w+|hsa_\w+|_hs\w+|_ga|_gl|fbclid|gclid|gclsrc|dclid|gbraid|wbraid"
    r"|msclkid|yclid|twclid|ttclid|igshid|igsh|mc_cid|mc_eid|zarsrc|gidzl|zclid|spm)\Z",
    re.IGNORECASE,
)
_SESSION: Final = re.compile(r";jsessionid=[^/?#;]*", re.IGNORECASE)


def parsed(address: str, base: httpx.URL | None = None) -> httpx.URL:
    """Returns the one form of an absolute http address, or of a link on `base`.

    Its host is ASCII in lower case without a closing dot, its path percent-encoded and
    without `.` and `..`; the scheme's own port and the fragment are left out.

    Raises FetchError: it is no address, of another scheme, or holds a user and password.
    """
    text = _with_slashes(address.strip(_ENDS).translate(_BREAKS))
    if len(text) > LONGEST_ADDRESS:
        raise FetchError(Reason.ADDRESS, f"is longer than {LONGEST_ADDRESS:,} characters")
    scheme = _SCHEME.match(text)
    if scheme and scheme[1].lower() not in ("http", "https"):
        raise FetchError(
            Reason.NOT_HTTP, f"is a {scheme[1].lower()}: address; only http and https are fetched"
        )
    try:
        url = httpx.URL(text) if base is None or scheme else base.join(text)
        url = url.copy_with(fragment=None)
        return _in_one_form(_checked(url))
    except (httpx.InvalidURL, ValueError, TypeError):
        raise FetchError(Reason.ADDRESS, "is no web address") from None


def _with_slashes(text: str) -> str:
    """Turns backslashes before the query into slashes, as browsers do."""
    head, mark, query = text.partition("?")
    return head.replace("\\", "/") + mark + query


def _in_one_form(url: httpx.URL) -> httpx.URL:
    if url.host.endswith("."):
        url = url.copy_with(host=url.host.rstrip("."))
    return url.copy_with(raw_path=url.raw_path)  # "/" where there is no path


def _checked(url: httpx.URL) -> httpx.URL:
    if url.scheme not in ("http", "https") or not url.host:
        raise FetchError(Reason.ADDRESS, "is no web address: it has no site's name in it")
    if url.userinfo:
        raise FetchError(
            Reason.NOT_HTTP,
            "has a user name or password in it; leave out what stands before the @",
        )
    host = url.raw_host.decode("ascii")
    labels = host.removesuffix(".").split(".")
    sound = len(host) <= _LONGEST_HOST and all(_LABEL.match(label) for label in labels)
    if not sound and not _IP_V6.match(host):
        raise FetchError(Reason.ADDRESS, f"has no site's name in it: {url.host[:80]!r} is none")
    if url.port is not None and not 0 < url.port <= _LAST_PORT:
        raise FetchError(Reason.ADDRESS, f"has port {url.port}; ports are 1-{_LAST_PORT}")
    return url


def clean_url(address: str, base: str | None = None) -> str:
    """Returns the form under which an address is known: as `parsed`, without tracking.

    Parameters that only follow readers (utm_source, fbclid, zarsrc) and session ids are left
    out; all others stay, in their order and spelling.

    >>> clean_url("/tin?id=7&utm_source=zalo#top", "HTTPS://Hue.gov.vn:443/a/b")
    'https://hue.gov.vn/tin?id=7'

    Raises FetchError: as `parsed`.
    """
    url = parsed(address, parsed(base) if base is not None else None)
    head, mark, query = str(url).partition("?")
    head = _SESSION.sub("", head)
    kept = [part for part in query.split("&") if part and not _tracks(part)]
    return f"{head}{mark}{'&'.join(kept)}" if kept else head


def _tracks(parameter: str) -> bool:
    return _TRACKING.match(unquote_plus(parameter.partition("=")[0])) is not None
