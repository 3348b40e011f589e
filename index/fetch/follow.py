"""From an address over its redirects to where it ends."""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass
from typing import Final

import httpx

from index.fetch.errors import FetchError, Reason
from index.fetch.exchange import Reply
from index.fetch.faults import is_redirect_status
from index.fetch.url import parsed
from index.fetch.values import Redirect

_COOKIE: Final = re.compile(
    r"\s*([!#$%&'*+.^_`|~A-Za-z0-9-]{1,100})=([\x21-\x3a\x3c-\x7e]{0,1000})\s*(?:;|\Z)"
)
_MOST_COOKIES: Final = 10

Ask = Callable[[httpx.URL, dict[str, str]], Reply]
"""Asks for an address with further headers."""
Check = Callable[[httpx.URL, bool], None]
"""Raises FetchError for an address that may not be asked for; told whether a redirect led to it."""


@dataclass(frozen=True, slots=True)
class Arrived:
    """The end of the way: where it is, what it answered, and the redirects before."""

    url: httpx.URL
    reply: Reply
    redirects: tuple[Redirect, ...]


def follow(start: httpx.URL, ask: Ask, check: Check, most: int) -> Arrived:
    """Follows at most `most` redirects, each address checked before it is asked.

    Cookies that are set on the way are sent back to the host that set them, and forgotten at
    the end: some sites redirect in a circle until they see one.

    Raises:
        FetchError: of `ask` or `check`, or the redirects lead nowhere, in a circle or too far.
    """
    url, redirects = start, list[Redirect]()
    cookies: dict[str, dict[str, str]] = {}
    seen = set[tuple[str, str]]()
    while True:
        check(url, bool(redirects))
        jar = cookies.setdefault(url.host, {})
        cookie = "; ".join(f"{name}={value}" for name, value in jar.items())
        if (str(url), cookie) in seen:
            raise FetchError(
                Reason.REDIRECTS, "is redirected in a circle; its site's operator must mend that"
            )
        if len(redirects) > most:
            raise FetchError(
                Reason.REDIRECTS,
                f"is redirected more than {most} times; its site's operator must mend that",
            )
        seen.add((str(url), cookie))
        reply = ask(url, {"Cookie": cookie} if cookie else {})
        if not is_redirect_status(reply.status):
            return Arrived(url, reply, tuple(redirects))
        _keep(jar, reply.headers)
        target = _target(url, reply.headers)
        redirects.append(Redirect(str(url), reply.status, str(target)))
        url = target


def _target(url: httpx.URL, headers: httpx.Headers) -> httpx.URL:
    try:
        return parsed(headers["location"], url)
    except FetchError as fault:
        raise FetchError(fault.reason, f"is redirected to an address that {fault}") from None


def _keep(jar: dict[str, str], headers: httpx.Headers) -> None:
    for line in headers.get_list("set-cookie"):
        found = _COOKIE.match(line)
        if found and (len(jar) < _MOST_COOKIES or found[1] in jar):
            jar[found[1]] = found[2]
