"""What does each address that means harm cost a crawl, and how does it end?

    python -m benchmarks.hostile [KIND...]

Each kind of `tests/sites/traps.py` stands in a site of its own among twenty good articles; a
process of its own crawls it, with the limits that any crawl has. `seconds` is the time that
the hostile address took, `peak MiB` the most memory that the process had, `reader MiB` the
most of a process beside it, which reads documents. Unless kinds are named, the first row is the
site without harm and the last has all kinds at once. The page without end stops at nothing, so
10 GB of it are there for who reads on.
"""

from __future__ import annotations

import json
import resource
import subprocess
import sys
import tempfile
import time
from collections.abc import Sequence
from datetime import UTC, date, datetime
from pathlib import Path
from typing import Any, Final
from unittest.mock import patch

from benchmarks.quality import ROOT
from index.archive.archive import Archive
from index.archive.page_states import PageState
from index.archive.run_records import Address
from index.archive.source_records import SourceKind
from index.crawl.crawl import crawl
from index.crawl.visit import Visit
from index.crawl.visitor import Visitor
from index.fetch.values import FetchOptions
from tests.sites.hostile import ARTICLES, Names, serve_hostile
from tests.sites.traps import make_traps

# What must hold for any of them: the seconds that a page may take to come, twice the memory
# of a crawl without harm, and the memory that the readers of documents are given.
MOST_SECONDS: Final = 60.0
MOST_MIB: Final = 460.0
MOST_READER_MIB: Final = 768.0
_CHILD: Final = "--child"


def main(arguments: Sequence[str]) -> int:
    """Prints the table; returns 1 where a good article is missing or a bound is not held."""
    if arguments[:1] == [_CHILD]:
        print(json.dumps(_crawl(arguments[1])))
        return 0
    every = list(_kinds())
    unknown = set(arguments) - set(every)
    if unknown:
        print(f"there is no kind {unknown}; there are: {', '.join(every)}", file=sys.stderr)
        return 2
    print("| address | reason | seconds | peak MiB | reader MiB |\n|---|---|---|---|---|")
    held = True
    rounds = [[kind] for kind in arguments] or [[], *([kind] for kind in every), every]
    for kinds in rounds:
        name = {0: "none", 1: kinds[0] if kinds else ""}.get(len(kinds), "all of these")
        with serve_hostile(kinds) as hostile:
            figures = _measured(hostile.url)
            rejected: dict[str, str] = figures["rejected"]
            addresses = [hostile.address(trap.path) for trap in hostile.traps.values()]
            told = set(rejected) == set(addresses) and not hostile.reached
        reason = rejected.get(addresses[0], "NONE") if len(kinds) == 1 else f"{len(rejected)} told"
        seconds = sum(figures["seconds"].get(address, 0.0) for address in addresses)
        print(
            f"| {name} | {reason} | {seconds:.2f} | {figures['peak']:.0f} | "
            f"{figures['reader']:.0f} |",
            flush=True,
        )
        bounded = (
            max(figures["seconds"].values()) <= MOST_SECONDS
            and figures["peak"] <= MOST_MIB
            and figures["reader"] <= MOST_READER_MIB
        )
        held = held and bounded and told and figures["stored"] == ARTICLES
    print("\nall good articles stored, all bounds held" if held else "\nNOT HELD")
    return 0 if held else 1


def _kinds() -> dict[str, Any]:
    with serve_hostile([]) as hostile:
        return make_traps(hostile.site, hostile.other)


def _measured(url: str) -> dict[str, Any]:
    done = subprocess.run(
        [sys.executable, "-m", "benchmarks.hostile", _CHILD, url],
        cwd=ROOT,
        check=True,
        stdout=subprocess.PIPE,
        text=True,
    )
    figures: dict[str, Any] = json.loads(done.stdout)
    return figures


def _crawl(url: str) -> dict[str, Any]:
    """Crawls the site in this process and returns what it cost."""
    seconds: dict[str, float] = {}
    visit = Visitor.visit

    def timed(self: Visitor, address: Address, known: PageState | None = None) -> Visit:
        began = time.monotonic()
        try:
            return visit(self, address, known)
        finally:
            seconds[address.url] = time.monotonic() - began

    with tempfile.TemporaryDirectory() as home, patch.object(Visitor, "visit", timed):
        archive = Archive.open(Path(home))
        source = archive.sources.add("Sở", url, SourceKind.SITE, datetime.now(UTC))
        report = crawl(
            archive,
            source,
            FetchOptions(pause=0.0, allow_loopback=True),
            clock=lambda: datetime.now(UTC),
            today=date(2026, 11, 23),
            resolve=Names(),
        ).report
        stored = len(list(archive.articles()))
        archive.close()
    return {
        "rejected": {one.item: one.reason for one in report.rejected},
        "stored": stored,
        "seconds": seconds,
        "peak": resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024,
        "reader": resource.getrusage(resource.RUSAGE_CHILDREN).ru_maxrss / 1024,
    }


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
