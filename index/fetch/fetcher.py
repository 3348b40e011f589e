"""Fetches pages and documents of a source: the one way out to the web.

    with Fetcher(["https://sotttt.hue.gov.vn"], options_of(settings)) as fetcher:
        page = fetcher.fetch("https://sotttt.hue.gov.vn/tin-tuc")

A `Fetcher` is opened for a run. It works in the calling thread; several threads may use it at
once, and each host is still asked one request at a time.
"""

from __future__ import annotations

import ssl
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Self

import httpx

from index.fetch.connection import CheckedBackend, CheckedTransport, Meter
from index.fetch.errors import FetchError, Reason
from index.fetch.exchange import Exchange
from index.fetch.follow import Arrived, follow
from index.fetch.headers import charset, file_name, is_validator, media_type, validator
from index.fetch.hosts import Hosts
from index.fetch.network import Resolve, system_resolve
from index.fetch.pace import Budget, Pace, Timing
from index.fetch.robots import ROBOTS_LIMITS, Robots
from index.fetch.url import parsed
from index.fetch.values import Fetched, FetchOptions, Kind, Redirect

_NOT_MODIFIED = 304


@dataclass(frozen=True, slots=True)
class Usage:
    """What a run has used so far: requests, bytes over the wire."""

    requests: int
    size: int


class Fetcher:
    """Fetches from the hosts of one source."""

    def __init__(
        self,
        addresses: Iterable[str],
        options: FetchOptions | None = None,
        *,
        timing: Timing | None = None,
        resolve: Resolve = system_resolve,
        tls: ssl.SSLContext | None = None,
    ) -> None:
        """Opens a run.

        Args:
            addresses: web addresses of the source, whose hosts may be fetched from.
            options: limits, pause, user agent; the defaults are meant for the open web.
            timing: clock, sleep and chance.
            resolve: from names to addresses; these are checked whoever gives them.
            tls: what certificates are trusted; by default those that certifi lists, or the
                file that SSL_CERT_FILE names.

        Raises:
            FetchError: one of `addresses` is no web address.
        """
        self._hosts = Hosts(addresses)
        self._options = options = options or FetchOptions()
        timing = timing or Timing()
        self._budget = Budget(options.run, timing)
        self._robots = Robots()
        self._pace = Pace(options.pause, self._budget, timing)
        meter = Meter(timing.clock)
        backend = CheckedBackend(meter, resolve=resolve, allow_loopback=options.allow_loopback)
        self._transport = CheckedTransport(backend, tls)
        self._exchange = Exchange(self._transport, meter, self._pace, self._budget, options, timing)

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *exc: object) -> None:
        self.close()

    def close(self) -> None:
        """Closes all connections."""
        self._transport.close()

    @property
    def used(self) -> Usage:
        """What the run has used so far."""
        return Usage(self._budget.requests, self._budget.size)

    def fetch(
        self,
        url: str,
        *,
        etag: str | None = None,
        modified: str | None = None,
        kind: Kind = Kind.PAGE,
    ) -> Fetched:
        """Fetches an address, over its redirects.

        Args:
            url: where to begin.
            etag: `Fetched.etag` of the copy of `url` that is kept, to download only what has
                changed; it is not sent to where `url` may lead.
            modified: `Fetched.last_modified` of that copy.
            kind: what is expected; decides how large it may be.

        Raises:
            FetchError: it cannot be had; its reason, message and `may_pass` say more.
        """
        start = parsed(url)
        conditions = _conditions(etag, modified)
        limits = self._options.limits

        arrived = follow(
            start,
            lambda at, headers: self._exchange.get(
                at, headers | conditions if at == start else headers, limits.of(kind)
            ),
            self._check,
            limits.redirects,
        )
        return _fetched(arrived, etag, modified)

    def sitemaps(self, url: str) -> tuple[str, ...]:
        """Returns the sitemaps that the robots.txt of the site at `url` names, as written.

        Raises FetchError: `url` is not on this source's hosts, or the file cannot be read now.
        """
        address = parsed(url)
        self._hosts.check(address, redirected=False)
        return self._robots.rules(address, self._load_robots).sitemaps

    def _check(self, url: httpx.URL, redirected: bool) -> None:
        """Passes addresses that may be asked for. Not yet looked up: the connection does that."""
        self._hosts.check(url, redirected=redirected)
        rules = self._robots.rules(url, self._load_robots)
        if not rules.allow(url):
            where = "is redirected to where" if redirected else "is where"
            raise FetchError(Reason.ROBOTS, f"{where} its site's robots.txt lets no program read")
        self._pace.slow_down(url.host, rules.delay)

    def _load_robots(self, url: httpx.URL) -> bytes:
        arrived = follow(
            url,
            lambda at, headers: self._exchange.get(at, headers, ROBOTS_LIMITS),
            lambda at, redirected: self._hosts.check(at, redirected=redirected),
            self._options.limits.redirects,
        )
        return arrived.reply.body


def _conditions(etag: str | None, modified: str | None) -> dict[str, str]:
    pairs = (("If-None-Match", etag), ("If-Modified-Since", modified))
    return {name: value for name, value in pairs if value and is_validator(value)}


def _fetched(arrived: Arrived, etag: str | None, modified: str | None) -> Fetched:
    headers = arrived.reply.headers
    unchanged = arrived.reply.status == _NOT_MODIFIED
    redirects: tuple[Redirect, ...] = arrived.redirects
    return Fetched(
        url=str(arrived.url),
        redirects=redirects,
        status=arrived.reply.status,
        content_type=media_type(headers),
        charset=charset(headers),
        body=arrived.reply.body,
        # An answer of 304 need not repeat them.
        etag=validator(headers, "etag") or (etag if unchanged else None),
        last_modified=validator(headers, "last-modified") or (modified if unchanged else None),
        not_modified=unchanged,
        file_name=file_name(headers),
    )
