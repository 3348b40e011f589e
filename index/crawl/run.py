"""One run over a source: visits what is queued, stores what is new, takes out what vanished.

Everything that a step brings is written in one transaction: the articles, what is known of
their addresses, and the addresses they lead to. A run that is killed goes on from there.
"""

from __future__ import annotations

import time
from collections.abc import Callable, Sequence
from concurrent.futures import Future, ThreadPoolExecutor
from dataclasses import dataclass
from datetime import datetime
from typing import Final

from index.archive.archive import Archive
from index.archive.page_states import AddressKind, PageState
from index.archive.run_records import Address, Done
from index.archive.source_records import Source
from index.crawl import findings
from index.crawl.errors import BudgetUsedError, RunStoppedError, SourceFailedError
from index.crawl.frontier import Frontier
from index.crawl.judge import Arrival, Judge
from index.crawl.samples import ENOUGH, Samples
from index.crawl.visit import Visit
from index.crawl.visitor import Visitor
from index.crawl.walk import MOST_FAULTS
from index.fetch.errors import FetchError, Reason
from index.ingest.load import store_found
from index.ingest.prepare import Preparer
from index.ingest.read import Found

# What is visited, and stored, together: what some seconds bring, and no more than so many.
_SECONDS_AT_ONCE: Final = 4.0
_MOST_AT_ONCE: Final = 48
# With so many new addresses, and pages that come in fewer seconds than this each, words are
# told by another process from the beginning.
_MANY_NEW: Final = 100
_QUICK: Final = 0.25


@dataclass(frozen=True, slots=True)
class Watcher:
    """What the one who runs a crawl wants to know, and to say."""

    progress: Callable[[int, int], None] = lambda done, total: None
    """Called with the addresses done and those found so far."""
    stored: Callable[[], None] = lambda: None
    """Called after articles were stored or taken out: time to index them."""
    is_stopping: Callable[[], bool] = lambda: False


@dataclass(frozen=True, slots=True)
class _Fault:
    asked: Address
    fault: FetchError


class SourceRun:
    """Goes on with the open run of a source until nothing is left to visit."""

    def __init__(
        self,
        archive: Archive,
        source: Source,
        visitor: Visitor,
        preparer: Preparer,
        *,
        started_at: datetime,
        clock: Callable[[], datetime],
        watcher: Watcher,
        thorough: bool,
    ) -> None:
        """`started_at` is when the run was opened; `thorough` as in `Frontier`."""
        self._archive = archive
        self._source = source
        self._visitor = visitor
        self._preparer = preparer
        self._judge = Judge(archive, source, started_at)
        self._clock = clock
        self._watcher = watcher
        self._frontier = Frontier(archive, source, thorough=thorough)
        self._samples = Samples(visitor)
        self._known: dict[str, PageState | None] = {}
        self._faults = 0
        self._seconds = _SECONDS_AT_ONCE
        """How long the last visits took each."""

    def go_on(self) -> None:
        """Visits all that is queued, and known articles that no page leads to.

        Raises:
            SourceFailedError: the site does not answer, or shows nothing.
            BudgetUsedError: the run may use no more; the next goes on.
            RunStoppedError: it was asked to stop.
        """
        self._frontier.start()
        flying: Future[list[Visit | _Fault]] | None = None
        with ThreadPoolExecutor(1, thread_name_prefix="crawl") as pool:
            while True:
                if self._watcher.is_stopping():
                    raise RunStoppedError("the crawl was stopped; the next one goes on with it")
                if self._frontier.new >= _MANY_NEW and self._seconds < _QUICK:
                    self._preparer.warm_up()
                claims = self._claims()
                # The next pages come while these are cut, segmented and stored.
                coming = pool.submit(self._visit_all, claims) if claims else None
                if flying is not None:
                    self._arrived(flying.result())
                elif coming is None and not self._more():
                    return
                flying = coming

    def _more(self) -> bool:
        """Finds work where nothing is queued: pages held back, articles no list names."""
        if len(self._samples):
            self._settle(self._samples.rest(), [])
            return True
        return self._frontier.add_known(self._clock())

    def _claims(self) -> list[Address]:
        """Claims what can be visited in some seconds; what need not be is done at once."""
        # The first pages teach what the site's pages share: others wait to be read with it.
        most = _MOST_AT_ONCE if self._visitor.profile.templates else ENOUGH
        wanted = max(1, min(most, int(_SECONDS_AT_ONCE / max(self._seconds, 0.001))))
        claims: list[Address] = []
        while len(claims) < wanted and (found := self._frontier.next(wanted - len(claims))):
            passed: list[Done] = []
            for address, known in found:
                if self._judge.was_read(address.url, known) or self._judge.leads_to_known(known):
                    passed.append(Done(address.url))
                else:
                    self._known[address.url] = known
                    claims.append(address)
            if passed:
                self._archive.runs.done(self._source.id, passed)
        return claims

    def _visit_all(self, claims: Sequence[Address]) -> list[Visit | _Fault]:
        """Visits in the thread beside; touches nothing but the site and the processes."""
        began = time.monotonic()
        visits: list[Visit | _Fault] = []
        for address in claims:
            if self._watcher.is_stopping():
                break
            try:
                visit = self._visitor.visit(address, self._known[address.url])
                visits.append(visit)
                if visit.found is not None and visit.fits and self._known[address.url] is None:
                    self._preparer.begin(visit.found.article.text)
            except FetchError as fault:
                visits.append(_Fault(address, fault))
                if fault.reason is Reason.BUDGET:
                    break
        if visits:
            self._seconds = (time.monotonic() - began) / len(visits)
        return visits

    def _arrived(self, seen: Sequence[Visit | _Fault]) -> None:
        ready: list[Visit] = []
        faults: list[_Fault] = []
        for one in seen:
            if isinstance(one, _Fault):
                self._count(one)
                faults.append(one)
            else:
                self._faults = 0
                if one.asked.kind is AddressKind.START and one.rejected is not None:
                    raise SourceFailedError(f"{one.asked.url}: {one.rejected.reason}")
                ready += self._samples.take(one)
        self._settle(ready, faults)
        if self._faults >= MOST_FAULTS:
            raise SourceFailedError(f"{MOST_FAULTS} faults in a row, the last: {faults[-1].fault}")

    def _count(self, one: _Fault) -> None:
        if one.fault.reason is Reason.BUDGET:
            raise BudgetUsedError(str(one.fault))
        if one.asked.kind is AddressKind.START:
            raise SourceFailedError(f"{one.asked.url} {one.fault}")
        # What is not there any more, or refused, is no sign that the site is in trouble.
        self._faults = self._faults + 1 if one.fault.may_pass else 0

    def _settle(self, visits: Sequence[Visit], faults: Sequence[_Fault]) -> None:
        """Writes down what visits brought, all of it at once."""
        now = self._clock()
        done = [
            findings.of_fault(one.asked.url, self._known.pop(one.asked.url), one.fault, now)
            for one in faults
        ]
        arrivals: list[Arrival] = []
        aliases: list[PageState] = []
        for visit in visits:
            known = self._known.pop(visit.asked.url)
            judged = self._judge.judge(visit, known, arrivals, aliases, now)
            done += [judged] if judged is not None else []
        found = [Found(one.article, one.visit.url) for one in arrivals]
        ready = self._preparer.prepare([item.article for item in found])
        with self._archive.together():
            for one in arrivals:
                if one.moved_from is not None:
                    self._archive.move(one.moved_from, one.article.url)
            stored = store_found(self._archive, self._preparer, found, ready)
            for one, what in zip(arrivals, stored, strict=True):
                done.append(Done(one.visit.asked.url, findings.outcome_of(what), state=one.state))
            self._archive.runs.done(self._source.id, done)
            self._archive.page_states.put_many(self._source.id, aliases)
            for visit in visits:
                self._frontier.add(visit.leads)
            if self._samples.has_learnt:
                # With the pages that taught it: a run that goes on meets them no more.
                self._samples.has_learnt = False
                self._archive.sources.set_profile(self._source.id, self._visitor.profile.to_json())
        if arrivals:
            self._watcher.stored()
        self._watcher.progress(*self._frontier.progress)
