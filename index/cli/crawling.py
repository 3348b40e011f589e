"""The command `hoidap crawl`: sources are brought up to date, by hand or as they are due."""

from __future__ import annotations

import signal
import threading
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from datetime import UTC, datetime
from types import FrameType
from typing import Final

import click

from index.archive.source_records import Source
from index.assistant import Assistant
from index.cli.articles import report_row
from index.cli.common import echo_json, open_assistant, progress_bar
from index.cli.sources import known_source
from index.crawl.crawl import SourceReport, crawl
from index.crawl.errors import RunStoppedError, SourceBusyError
from index.crawl.run import Watcher
from index.errors import HoidapError, UnknownSourceError
from index.fetch.values import options_of
from index.model import IngestReport, Rejection

# Of each source so many rejections are printed; --json has them all.
_SHOWN_REJECTIONS: Final = 20


@click.command("crawl")
@click.argument("name", required=False, metavar="[SOURCE]")
@click.option("--due", is_flag=True, help="Only what is due by its schedule, with a light touch.")
@click.option(
    "--accept-vanished", is_flag=True, help="Take articles out although most of a site is gone."
)
@click.option("--json", "as_json", is_flag=True, help="Print the report as JSON.")
def crawl_(name: str | None, due: bool, accept_vanished: bool, as_json: bool) -> None:
    """Fetch what is new or changed: of all sources that are not paused, or of SOURCE alone.

    Articles that were not there in two crawls in a row leave the answers. A source that fails
    keeps its articles. A crawl that is interrupted goes on where it was. Exit 1 when every
    source failed.
    """
    with open_assistant() as assistant, _stop_on_signals() as is_stopping:
        reports = [
            _crawl_one(assistant, one, is_stopping, thorough=not due, accept=accept_vanished)
            for one in _wanted(assistant, name, due=due)
        ]
        with progress_bar("Indexing") as update:
            assistant.catch_up(update)
    if as_json:
        rows = [_row(one) for one in reports]
        echo_json(report_row(_sum(reports)) | {"sources": rows})
    else:
        for one in reports:
            _print(one)
    failed = [one for one in reports if one.failure is not None]
    if failed and len(failed) == len(reports):
        raise HoidapError("; ".join(f"{one.source.name}: {one.failure}" for one in failed))


def _wanted(assistant: Assistant, name: str | None, *, due: bool) -> Sequence[Source]:
    sources = assistant.archive.sources
    if name is not None:
        return [known_source(assistant.archive, name)]
    if due:
        return sources.due(datetime.now(UTC))
    found = [one for one in sources.all() if not one.paused]
    if not found:
        raise UnknownSourceError("there is no source to crawl; `hoidap source add URL` adds one")
    return found


def _crawl_one(
    assistant: Assistant,
    source: Source,
    is_stopping: Callable[[], bool],
    *,
    thorough: bool,
    accept: bool,
) -> SourceReport:
    with progress_bar(source.name) as update:
        watcher = Watcher(
            progress=update,
            stored=lambda: _index(assistant),
            is_stopping=is_stopping,
        )
        try:
            return crawl(
                assistant.archive,
                source,
                options_of(assistant.settings),
                clock=lambda: datetime.now(UTC),
                today=datetime.now(assistant.settings.time_zone).date(),
                watcher=watcher,
                thorough=thorough,
                accept_vanished=accept,
            )
        except RunStoppedError:
            raise
        except (SourceBusyError, UnknownSourceError) as fault:
            # One source never stops the rest.
            return SourceReport(source, IngestReport(), str(fault), complete=False)


def _index(assistant: Assistant) -> None:
    assistant.catch_up()


@contextmanager
def _stop_on_signals() -> Iterator[Callable[[], bool]]:
    """Lets SIGINT and SIGTERM end a crawl between two pages; a second SIGINT ends it at once."""
    stopping = threading.Event()

    def stop(number: int, frame: FrameType | None) -> None:
        if stopping.is_set() and number == signal.SIGINT:
            raise KeyboardInterrupt
        stopping.set()

    before = {number: signal.signal(number, stop) for number in (signal.SIGINT, signal.SIGTERM)}
    try:
        yield stopping.is_set
    finally:
        for number, handler in before.items():
            signal.signal(number, handler)


def _sum(reports: Sequence[SourceReport]) -> IngestReport:
    rejected: list[Rejection] = []
    for one in reports:
        rejected += one.report.rejected
    return IngestReport(
        created=sum(one.report.created for one in reports),
        updated=sum(one.report.updated for one in reports),
        unchanged=sum(one.report.unchanged for one in reports),
        removed=sum(one.report.removed for one in reports),
        rejected=tuple(rejected),
    )


def _row(one: SourceReport) -> dict[str, object]:
    state = {"failure": one.failure, "complete": one.complete, "is_news": one.is_news}
    return {"name": one.source.name} | report_row(one.report) | state


def _print(one: SourceReport) -> None:
    report = one.report
    click.echo(
        f"{one.source.name}: created {report.created}, updated {report.updated}, unchanged "
        f"{report.unchanged}, removed {report.removed}, rejected {len(report.rejected)}"
    )
    if one.failure is not None:
        click.echo(f"{one.source.name} failed: {one.failure}", err=True)
    elif not one.complete:
        click.echo(f"{one.source.name}: more is left; the next crawl goes on with it", err=True)
    for rejection in report.rejected[:_SHOWN_REJECTIONS]:
        click.echo(f"rejected {rejection.item}: {rejection.reason}", err=True)
    if len(report.rejected) > _SHOWN_REJECTIONS:
        click.echo(f"and {len(report.rejected) - _SHOWN_REJECTIONS} more; see --json", err=True)


COMMANDS: Final = (crawl_,)
