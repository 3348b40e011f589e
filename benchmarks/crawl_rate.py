"""How fast is a first crawl, beside trafilatura alone on the same pages?

    python -m benchmarks.crawl_rate [--real FOLDER] [--articles 300] [--json]

Pages of 45 KB (`benchmarks/heavy_pages.py`) are served over loopback by a process beside. The
crawl fetches them without the pause, reads, segments (in a process beside), stores and
indexes them; trafilatura reads the same bytes in one process, half of them before the crawl
and half after it, so that what else the machine does meets both. Two ratios come of it, of
trafilatura's cost to ours: by the clock, which the goal of .8 is of and which needs two idle
processors, and by the processor time of the crawl's own process, which holds on a machine
that does other things too and has a floor (`benchmarks/floors/crawl_rate.toml`). Exit 1
below the floor.
"""

from __future__ import annotations

import argparse
import json
import sys
import tempfile
import time
import tomllib
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import UTC, date, datetime
from multiprocessing import get_context
from multiprocessing.connection import Connection
from pathlib import Path
from typing import Final

import trafilatura

from benchmarks.heavy_pages import HeavyPage, list_of, made_up_pages, real_pages
from benchmarks.quality import FLOORS
from index.archive.archive import Archive
from index.archive.source_records import SourceKind
from index.crawl.crawl import crawl
from index.crawl.run import Watcher
from index.engines.sync import SyncedEngine
from index.fetch.values import FetchOptions
from tests.index.fetch.site import Site, answer

FLOORS_FILE: Final = FLOORS / "crawl_rate.toml"
GOAL: Final = 0.8
# Reading so many pages fills trafilatura's own memory of patterns.
_WARM: Final = 10


@dataclass(frozen=True, slots=True)
class Cost:
    """What so many pages took: seconds by the clock, and of this process's processor time."""

    pages: int = 0
    wall: float = 0.0
    cpu: float = 0.0

    def __add__(self, other: Cost) -> Cost:
        return Cost(self.pages + other.pages, self.wall + other.wall, self.cpu + other.cpu)

    @property
    def rate(self) -> float:
        """Pages a second, by the clock."""
        return self.pages / self.wall

    def row(self, name: str) -> str:
        """Returns it as a row of a table in Markdown."""
        return f"| {name} | {self.rate:.1f} | {1000 * self.cpu / self.pages:.1f} |"


@contextmanager
def timed(pages: int) -> Iterator[list[Cost]]:
    """Gives a list that has the cost of the block when it is over."""
    costs: list[Cost] = []
    wall, cpu = time.perf_counter(), time.process_time()
    yield costs
    costs.append(Cost(pages, time.perf_counter() - wall, time.process_time() - cpu))


@dataclass(frozen=True, slots=True)
class Rates:
    """What the same pages cost us, and trafilatura with metadata, whole and fast."""

    ours: Cost
    whole: Cost
    fast: Cost

    def share(self, theirs: Cost) -> float:
        """Returns our rate by the clock as a share of theirs."""
        return (theirs.wall / theirs.pages) / (self.ours.wall / self.ours.pages)

    @property
    def processor_ratio(self) -> float:
        """What a page costs trafilatura's process, for each second that it costs ours."""
        return (self.whole.cpu / self.whole.pages) / (self.ours.cpu / self.ours.pages)

    def figures(self) -> dict[str, float]:
        """Returns the figures by name."""
        return {
            "first crawl, pages a second": self.ours.rate,
            "trafilatura with metadata, pages a second": self.whole.rate,
            "the same, fast": self.fast.rate,
            "first crawl, share of trafilatura's rate": self.share(self.whole),
            "share of its fast rate": self.share(self.fast),
            "share by processor time": self.processor_ratio,
        }


def main(arguments: Sequence[str]) -> int:
    """Prints the rates; returns 1 below the floor."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--real", type=Path, help="a folder with saved real pages")
    parser.add_argument("--articles", type=int, default=300)
    parser.add_argument("--json", action="store_true", help="print the figures as JSON")
    options = parser.parse_args(arguments)
    count = options.articles
    pages = real_pages(options.real, count) if options.real else made_up_pages(count)
    rates = measure(pages)
    if options.json:
        print(json.dumps(rates.figures()))
    else:
        weight = sum(len(page.body) for page in pages) / len(pages)
        print(f"{len(pages)} pages of {weight / 1000:.0f} KB\n")
        print("| reader | pages a second | ms of its processor a page |\n|---|---|---|")
        print(rates.ours.row("hoidap, a whole first crawl"))
        print(rates.whole.row("trafilatura with metadata"))
        print(rates.fast.row("trafilatura with metadata, fast"))
        print(
            f"\nof trafilatura's rate: {rates.share(rates.whole):.2f} (the goal is {GOAL:.2f} on "
            f"idle processors); of its fast rate: {rates.share(rates.fast):.2f}\n"
            f"by processor time: {rates.processor_ratio:.2f}"
        )
    floor = tomllib.loads(FLOORS_FILE.read_text("utf-8"))["processor_ratio"]
    if rates.processor_ratio >= floor:
        return 0
    print(f"below the floor of {floor:.2f} in {FLOORS_FILE.name}", file=sys.stderr)
    return 1


def measure(pages: list[HeavyPage]) -> Rates:
    """Measures all readers on the pages, trafilatura before and after the crawl."""
    half = len(pages) // 2
    alone(pages[:_WARM], fast=False)
    whole, fast = alone(pages[:half], fast=False), alone(pages[:half], fast=True)
    ours = crawled(pages)
    whole += alone(pages[half:], fast=False)
    fast += alone(pages[half:], fast=True)
    return Rates(ours, whole, fast)


def alone(pages: Sequence[HeavyPage], *, fast: bool) -> Cost:
    """Returns what reading the pages costs trafilatura, with its metadata."""
    with timed(len(pages)) as costs:
        for page in pages:
            trafilatura.bare_extraction(
                page.body, url=f"http://portal.example{page.path}", with_metadata=True, fast=fast
            )
    return costs[0]


def crawled(pages: list[HeavyPage]) -> Cost:
    """Returns what a first crawl of all pages costs, from nothing to the last one indexed."""
    with tempfile.TemporaryDirectory() as home, served(pages) as url:
        archive = Archive.open(Path(home))
        engine = SyncedEngine.open(archive, "tantivy")
        now = datetime.now(UTC)
        source = archive.sources.add("Sở", url, SourceKind.LISTING, now)
        with timed(len(pages)) as costs:
            report = crawl(
                archive,
                source,
                FetchOptions(pause=0.0, allow_loopback=True),
                clock=lambda: datetime.now(UTC),
                today=date(2026, 11, 23),
                watcher=Watcher(stored=lambda: _level(engine)),
            )
        stored = report.report.created
        if stored != len(pages) or engine.generation != archive.last_change():
            raise SystemExit(f"{stored} of {len(pages)} stored: {report.report.rejected[:3]}")
        engine.close()
        archive.close()
    return costs[0]


def _level(engine: SyncedEngine) -> None:
    engine.catch_up()


@contextmanager
def served(pages: list[HeavyPage]) -> Iterator[str]:
    """Serves the pages, listed at the root, by another process."""
    context = get_context("spawn")
    ours, theirs = context.Pipe()
    process = context.Process(target=_serve, args=(theirs, pages), daemon=True)
    process.start()
    try:
        yield f"http://127.0.0.1:{ours.recv()}/"
    finally:
        ours.send("end")
        process.join()


def _serve(pipe: Connection, pages: list[HeavyPage]) -> None:
    routes = {page.path: answer(page.body) for page in pages}
    with Site({"/": answer(list_of(pages)), **routes}) as site:
        pipe.send(site.port)
        pipe.recv()


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
