"""From one address to all articles behind it, each once: `hoidap ingest URL`.

A page, a document, a feed, a sitemap, a list with its further pages, a site with its sections.
Nothing is remembered between walks.
"""

from __future__ import annotations

from collections import deque
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date
from typing import Final

from index.archive.page_states import AddressKind
from index.archive.run_records import Address
from index.crawl.samples import Samples
from index.crawl.visit import Visit
from index.crawl.visitor import Visitor
from index.fetch.errors import FetchError, Reason
from index.fetch.fetcher import Fetcher
from index.fetch.typed import normal_address
from index.fetch.values import FetchOptions
from index.ingest.read import Found
from index.model import Rejection
from index.sites.addresses import address_key, same_site

# After so many faults of the site in a row it is left alone.
MOST_FAULTS: Final = 20


@dataclass(frozen=True, slots=True)
class WalkLimits:
    """How much one walk takes in at most."""

    articles: int = 2_000
    lists: int = 500
    """Pages that are looked through for links."""


def walk(
    typed: str,
    options: FetchOptions,
    *,
    limits: WalkLimits | None = None,
    today: date | None = None,
) -> Iterator[Found | Rejection]:
    """Yields the articles behind the address that a person typed, and what could not be had.

    One bad address never stops the rest. Never raises for what a site sends.
    """
    try:
        start = normal_address(typed)
        fetcher = Fetcher([start], options)
    except FetchError as fault:
        yield Rejection(typed[:200], str(fault))
        return
    with fetcher:
        yield from _Walk(Visitor(fetcher, today=today), limits or WalkLimits()).run(start)


class _Walk:
    """The addresses still to visit, articles before lists so that results come early."""

    def __init__(self, visitor: Visitor, limits: WalkLimits) -> None:
        self._visitor = visitor
        self._limits = limits
        self._samples = Samples(visitor)
        self._articles: deque[Address] = deque()
        self._lists: deque[Address] = deque()
        self._known: set[str] = set()
        self._stored: set[str] = set()
        self._visited = {AddressKind.ARTICLE: 0, AddressKind.LISTING: 0}
        self._faults = 0
        self._start = ""

    def run(self, start: str) -> Iterator[Found | Rejection]:
        self._start = start
        self._add([Address(start, AddressKind.START)])
        while (address := self._next()) is not None:
            visit = self._visit(address)
            if isinstance(visit, Rejection):
                yield visit
                if self._faults >= MOST_FAULTS:
                    yield Rejection(start, f"left after {MOST_FAULTS} faults in a row; try later")
                    return
                continue
            self._add(visit.leads)
            if visit.rejected is not None:
                yield visit.rejected
            elif visit.found is not None:
                yield from self._new(self._samples.take(visit))
        yield from self._new(self._samples.rest())
        yield from self._cut_short()

    def _next(self) -> Address | None:
        if self._articles and self._visited[AddressKind.ARTICLE] < self._limits.articles:
            self._visited[AddressKind.ARTICLE] += 1
            return self._articles.popleft()
        if self._lists and self._visited[AddressKind.LISTING] < self._limits.lists:
            self._visited[AddressKind.LISTING] += 1
            return self._lists.popleft()
        return None

    def _visit(self, address: Address) -> Visit | Rejection:
        try:
            visit = self._visitor.visit(address)
        except FetchError as fault:
            # What is not there any more, or refused, is no sign that the site is in trouble.
            self._faults = self._faults + 1 if fault.may_pass else 0
            if fault.reason is Reason.BUDGET:
                self._faults = MOST_FAULTS
            return Rejection(address.url, str(fault))
        self._faults = 0
        return visit

    def _add(self, addresses: Iterable[Address]) -> None:
        for address in addresses:
            key = address_key(address.url)
            if key in self._known or not same_site(address.url, self._start):
                continue
            self._known.add(key)
            is_article = address.kind is AddressKind.ARTICLE
            (self._articles if is_article else self._lists).append(address)

    def _new(self, visits: Iterable[Visit]) -> Iterator[Found]:
        """Yields the articles that were not met under another address before."""
        for visit in visits:
            if visit.found is None:
                continue
            key = address_key(visit.found.article.url)
            if key not in self._stored:
                self._stored.add(key)
                yield visit.found

    def _cut_short(self) -> Iterator[Rejection]:
        left = len(self._articles) + len(self._lists)
        if left:
            yield Rejection(
                self._start, f"{left} more addresses were not visited; a run has its limits"
            )
