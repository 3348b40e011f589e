"""What a site's robots.txt allows (RFC 9309), read once a run."""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass
from functools import partial
from itertools import islice
from typing import Final

import httpx
from protego import Protego

from index.fetch.errors import FetchError, Reason
from index.fetch.hosts import authority
from index.fetch.values import MIB, PRODUCT, KindLimits

ROBOTS_LIMITS: Final = KindLimits(MIB // 2, 30.0)
"""RFC 9309 asks that 500 KiB be read."""
_MOST_SITEMAPS: Final = 100
_AGENT: Final = re.compile(r"(\s*user[ -]?agent\s*[:\s])\s*(.*)", re.IGNORECASE)
# The file is there and cannot be read just now: nothing may be fetched.
_NOT_NOW: Final = frozenset({Reason.SERVER, Reason.BUSY, Reason.CUT_OFF})
# The page behind would fail for the same reason.
_OF_THE_HOST: Final = frozenset(
    {
        Reason.REFUSED_ADDRESS,
        Reason.CERTIFICATE,
        Reason.NO_HOST,
        Reason.UNREACHABLE,
        Reason.TIMEOUT,
    }
)


@dataclass(frozen=True, slots=True)
class Rules:
    """What one robots.txt says to us."""

    parser: Protego

    def allow(self, url: httpx.URL) -> bool:
        """Tells whether `url` may be fetched."""
        return self.parser.can_fetch(str(url), PRODUCT)

    @property
    def delay(self) -> float:
        """The crawl delay in seconds; 0 where none is asked for."""
        return self.parser.crawl_delay(PRODUCT) or 0.0

    @property
    def sitemaps(self) -> tuple[str, ...]:
        """Addresses of sitemaps as written there, at most a hundred."""
        return tuple(islice(self.parser.sitemaps, _MOST_SITEMAPS))


def read_rules(content: bytes) -> Rules:
    """Reads a robots.txt; lines that make no sense are passed over.

    Groups for other programs are read as if for one: a file that names thousands of them
    before thousands of rules would take gigabytes.
    """
    lines = content.decode("utf-8-sig", "replace").splitlines()
    return Rules(Protego.parse("\n".join(map(_ours_or_none, lines))))


def _ours_or_none(line: str) -> str:
    found = _AGENT.match(line)
    if found is None:
        return line
    name = re.split(r"[#/]", found[2])[0].strip().lower().rstrip("*") or "*"
    return f"User-agent: {name if name in ('*', PRODUCT) else 'another'}"


Load = Callable[[httpx.URL], bytes]
"""Fetches a robots.txt over its redirects, without asking for rules."""


class Robots:
    """The rules of all sites of a run."""

    def __init__(self) -> None:
        self._rules: dict[tuple[str, str], Rules | Callable[[], FetchError]] = {}

    def rules(self, url: httpx.URL, load: Load) -> Rules:
        """Returns the rules of the site that `url` is on; `load` gets them the first time.

        Raises FetchError: they cannot be read now. That is kept for the run.
        """
        site = (url.scheme, authority(url))
        if site not in self._rules:
            self._rules[site] = _read(url.copy_with(raw_path=b"/robots.txt"), load)
        known = self._rules[site]
        if isinstance(known, Rules):
            return known
        raise known()


def _read(url: httpx.URL, load: Load) -> Rules | Callable[[], FetchError]:
    try:
        return read_rules(load(url))
    except FetchError as fault:
        if fault.reason is Reason.BUDGET:
            raise
        reason, message = fault.reason, str(fault)
        if reason in _NOT_NOW:
            reason = Reason.ROBOTS_UNKNOWN
            message = f"its site's robots.txt cannot be read now: {message}"
        elif reason not in _OF_THE_HOST:
            return read_rules(b"")
        return partial(
            FetchError, reason, message, status=fault.status, retry_after=fault.retry_after
        )
