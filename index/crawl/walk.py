"""From one address to all articles behind it, each once: `hoidap ingest URL`.

A page, a document, a feed, a sitemap, a list with its further pages, a site with its sections.
Nothing is remembered between walks.
"""

from __future__ import annotations

from collections import deque
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from typing import Final

from index.crawl.visit import Lead, Role, Visit, Visitor
from index.fetch.errors import FetchError, Reason
from index.fetch.fetcher import Fetcher
from index.fetch.typed import normal_address
from index.fetch.values import FetchOptions
from index.ingest.read import Found
from index.model import Rejection
from index.sites.addresses import address_key, same_site

# After so many faults of the site in a row it is left alone.
_MOST_FAULTS: Final = 20


# So many articles are read before the first is stored: what most pages of a site share is no
# part of any article. With fewer than the fewest nothing is learnt.
_SAMPLES: Final = 12
_FEWEST_SAMPLES: Final = 4


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
        self._articles: deque[Lead] = deque()
        self._lists: deque[Lead] = deque()
        self._known: set[str] = set()
        self._stored: set[str] = set()
        self._visited = {Role.ARTICLE: 0, Role.LIST: 0}
        self._faults = 0
        self._samples: list[Visit] | None = []
        self._start = ""

    def run(self, start: str) -> Iterator[Found | Rejection]:
        self._start = start
        self._add([Lead(start, Role.START)])
        while (lead := self._next()) is not None:
            visit = self._visit(lead)
            if isinstance(visit, Rejection):
                yield visit
                if self._faults >= _MOST_FAULTS:
                    yield Rejection(start, f"left after {_MOST_FAULTS} faults in a row; try later")
                    return
                continue
            self._add(visit.leads)
            if visit.rejected is not None:
                yield visit.rejected
            elif visit.found is not None and self._is_new(visit.found):
                yield from self._read_well(visit)
        yield from self._learnt()
        yield from self._cut_short()

    def _read_well(self, visit: Visit) -> Iterator[Found]:
        """Yields the article, or keeps it until enough pages tell what all of the site share."""
        if self._samples is None or visit.page is None:
            yield from [visit.found] if visit.found else ()
            return
        self._samples.append(visit)
        if len(self._samples) == _SAMPLES:
            yield from self._learnt()

    def _learnt(self) -> Iterator[Found]:
        """Yields the articles that were kept, read with the profile that their pages teach."""
        samples, self._samples = self._samples or [], None
        pages = [visit.page for visit in samples if visit.page is not None]
        if len(pages) >= _FEWEST_SAMPLES:
            self._visitor.learn(pages)
            samples = [self._visitor.again(visit) for visit in samples]
        yield from (visit.found for visit in samples if visit.found is not None)

    def _next(self) -> Lead | None:
        if self._articles and self._visited[Role.ARTICLE] < self._limits.articles:
            self._visited[Role.ARTICLE] += 1
            return self._articles.popleft()
        if self._lists and self._visited[Role.LIST] < self._limits.lists:
            self._visited[Role.LIST] += 1
            return self._lists.popleft()
        return None

    def _visit(self, lead: Lead) -> Visit | Rejection:
        try:
            visit = self._visitor.visit(lead)
        except FetchError as fault:
            # What is not there any more, or refused, is no sign that the site is in trouble.
            self._faults = self._faults + 1 if fault.may_pass else 0
            if fault.reason is Reason.BUDGET:
                self._faults = _MOST_FAULTS
            return Rejection(lead.url, str(fault))
        self._faults = 0
        return visit

    def _add(self, leads: tuple[Lead, ...] | list[Lead]) -> None:
        for lead in leads:
            key = address_key(lead.url)
            if key in self._known or not same_site(lead.url, self._start):
                continue
            self._known.add(key)
            (self._articles if lead.role is Role.ARTICLE else self._lists).append(lead)

    def _is_new(self, found: Found) -> bool:
        """Tells whether an article was not met under another address before."""
        key = address_key(found.article.url)
        if key in self._stored:
            return False
        self._stored.add(key)
        return True

    def _cut_short(self) -> Iterator[Rejection]:
        left = len(self._articles) + len(self._lists)
        if left:
            yield Rejection(
                self._start, f"{left} more addresses were not visited; a run has its limits"
            )
