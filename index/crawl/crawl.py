"""A source is brought up to date: by its run where it is a site, by reading where it is a file."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date, datetime
from pathlib import Path
from typing import Final

from filelock import FileLock, Timeout

from index.archive.archive import Archive
from index.archive.page_states import AddressKind
from index.archive.source_records import RunResult, Source, SourceKind
from index.crawl import findings
from index.crawl.errors import (
    BudgetUsedError,
    SourceBusyError,
    SourceFailedError,
)
from index.crawl.run import SourceRun, Watcher
from index.crawl.visitor import Visitor
from index.errors import IngestError
from index.fetch.errors import FetchError
from index.fetch.fetcher import Fetcher
from index.fetch.network import Resolve, system_resolve
from index.fetch.values import FetchOptions
from index.ingest.load import load
from index.ingest.prepare import Preparer
from index.ingest.read import Found, read_path
from index.model import IngestReport, Rejection
from index.sites.profile import SiteProfile

# Where more than this share of a site's articles is gone at once, and more than a few, the
# site has a fault: its articles stay until somebody has looked.
MOST_VANISHED: Final = 0.5
FEW_VANISHED: Final = 10
_DEEPEST: Final = {SourceKind.SITE: 3, SourceKind.SITEMAP: 3}
# Passages to segment from which on processes are worth their start: more pages follow.
_WORTH_PROCESSES: Final = 100
_LOCKS: Final = "crawl"


@dataclass(frozen=True, slots=True)
class SourceReport:
    """What crawling one source did."""

    source: Source
    report: IngestReport
    failure: str | None = None
    """Why it failed; its articles stay, and it is tried again later."""
    complete: bool = True
    """False when more is left for the next run."""
    is_news: bool = False
    """Whether admins have not been told of this failure yet."""


def crawl(
    archive: Archive,
    source: Source,
    options: FetchOptions,
    *,
    clock: Callable[[], datetime],
    today: date,
    watcher: Watcher | None = None,
    thorough: bool = True,
    accept_vanished: bool = False,
    resolve: Resolve = system_resolve,
) -> SourceReport:
    """Brings the articles of a source up to date and records how it went.

    Args:
        archive: where its articles are.
        source: what to crawl; a paused one is crawled too.
        options: how to fetch.
        clock: the present time, with its zone.
        today: the last day that an article may have.
        watcher: is told how far it is, and may stop it.
        thorough: whether all that is known of the source is looked at, also what has
            rested too short a time for its age.
        accept_vanished: whether articles are taken out although most of the site is gone.
        resolve: looks the names of hosts up.

    Raises:
        SourceBusyError: another process is at it.
        RunStoppedError: the watcher stopped it; the next crawl goes on.
        UnknownSourceError: it was removed meanwhile.
        ArchiveError: the archive cannot be used.
    """
    watching = watcher or Watcher()
    folder = archive.home / _LOCKS
    folder.mkdir(exist_ok=True)
    try:
        with FileLock(folder / f"{source.id}.lock", timeout=0):
            if source.kind in (SourceKind.FOLDER, SourceKind.FILE):
                return _read_files(archive, source, clock, today, watching)
            crawling = _Crawl(archive, source, options, clock, today, watching, resolve)
            return crawling.run(thorough=thorough, accept_vanished=accept_vanished)
    except Timeout:
        raise SourceBusyError(
            f"the source {source.name} is being crawled already; wait until that is done"
        ) from None


@dataclass(frozen=True, slots=True)
class _Crawl:
    archive: Archive
    source: Source
    options: FetchOptions
    clock: Callable[[], datetime]
    today: date
    watcher: Watcher
    resolve: Resolve

    def run(self, *, thorough: bool, accept_vanished: bool) -> SourceReport:
        run = self.archive.runs.start(self.source.id, self.clock())
        complete, failure = True, None
        try:
            self._go_on(run.started_at, thorough=thorough)
            failure = self._take_out_vanished(accept=accept_vanished)
        except BudgetUsedError:
            complete = False
        except (SourceFailedError, FetchError) as fault:
            failure = str(fault)
        report = self._report()
        if failure is None:
            result = _result(report, self.archive.runs.result(self.source.id).rejected)
            self.archive.sources.ran(self.source.id, result, self.clock(), complete=complete)
            return SourceReport(self.source, report, complete=complete)
        if not run.resumed and not _did_anything(report):
            # Nothing is queued that would be worth going on with.
            self.archive.runs.finish(self.source.id, self.clock())
        is_news = self.archive.sources.failed(self.source.id, failure, self.clock())
        return SourceReport(self.source, report, failure, complete=False, is_news=is_news)

    def _go_on(self, started_at: datetime, *, thorough: bool) -> None:
        with (
            Fetcher([self.source.url], self.options, resolve=self.resolve) as fetcher,
            # One is enough: words are told faster than pages are read.
            Preparer(self.archive, worth_processes=_WORTH_PROCESSES, processes=1) as preparer,
        ):
            visitor = Visitor(
                fetcher,
                profile=_profile(self.source),
                today=self.today,
                deepest=_DEEPEST.get(self.source.kind, 0),
            )
            SourceRun(
                self.archive,
                self.source,
                visitor,
                preparer,
                started_at=started_at,
                clock=self.clock,
                watcher=self.watcher,
                thorough=thorough,
            ).go_on()

    def _take_out_vanished(self, *, accept: bool) -> str | None:
        """Takes out the articles that are gone; returns why not, where so many are."""
        states = self.archive.page_states.of_source(self.source.id, AddressKind.ARTICLE)
        held = [state for state in states if findings.holds_article(state)]
        gone = [state for state in held if state.gone >= findings.GONE_AFTER]
        if len(gone) > max(FEW_VANISHED, len(held) * MOST_VANISHED) and not accept:
            return (
                f"{len(gone)} of {len(held)} articles are not there any more; all were kept. If "
                "the department has taken them down, crawl it with --accept-vanished"
            )
        if gone:
            urls = [state.article_url for state in gone if state.article_url]
            with self.archive.together():
                self.archive.remove(urls)
                self.archive.runs.done(
                    self.source.id, [findings.removed(state, self.clock()) for state in gone]
                )
            self.watcher.stored()
        return None

    def _report(self) -> IngestReport:
        result = self.archive.runs.result(self.source.id)
        rejected = self.archive.runs.rejections(self.source.id)
        return IngestReport(
            created=result.created,
            updated=result.updated,
            unchanged=result.unchanged,
            removed=result.removed,
            rejected=tuple(rejected),
        )


def _read_files(
    archive: Archive,
    source: Source,
    clock: Callable[[], datetime],
    today: date,
    watcher: Watcher,
) -> SourceReport:
    """Brings in what stands in a folder or file now."""
    path = Path(source.url)
    done = 0

    def count(more: int) -> None:
        nonlocal done
        done += more
        watcher.progress(done, done)

    if not path.exists():
        failure = f"{path} is not there; put it back, or remove the source"
        is_news = archive.sources.failed(source.id, failure, clock())
        return SourceReport(source, IngestReport(), failure, complete=False, is_news=is_news)
    items = (_of_source(item, source) for item in read_path(path, today=today))
    report = load(archive, items, count, path if path.is_dir() else None)
    watcher.stored()
    archive.sources.ran(source.id, _result(report, len(report.rejected)), clock())
    return SourceReport(source, report)


def _of_source(item: Found | Rejection, source: Source) -> Found | Rejection:
    if isinstance(item, Rejection):
        return item
    return Found(findings.as_of(source, item.article), item.item)


def _result(report: IngestReport, rejected: int) -> RunResult:
    return RunResult(report.created, report.updated, report.unchanged, report.removed, rejected)


def _did_anything(report: IngestReport) -> bool:
    return bool(report.created or report.updated or report.unchanged or report.rejected)


def _profile(source: Source) -> SiteProfile | None:
    try:
        return SiteProfile.from_json(source.profile) if source.profile else None
    except IngestError:
        return None  # of another version: it is learnt anew
