"""The process that the kill test kills: crawls a source, and tells each step.

Started as `python -m tests.index.crawl.kill_child`; says `ready`, reads the home from its
standard input, crawls the one source that is in it as `hoidap crawl` does, and prints a line
before and after every write. `stored URL...` is what is in the archive: from then on nothing
may lose it. The last line is `report` with the counts.
"""

from __future__ import annotations

import json
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import UTC, datetime
from pathlib import Path

from index.archive.archive import Archive
from index.archive.runs import Runs
from index.crawl import run
from index.crawl.crawl import crawl
from index.crawl.run import Watcher
from index.engines.sync import SyncedEngine
from index.engines.tantivy_engine import TantivyEngine
from index.fetch.values import FetchOptions
from tests.index.telling import tell, told

# So few addresses are visited and stored at once that a kill can fall between many of them.
AT_ONCE = 4


def tell_commits(archive: Archive) -> None:
    """Tells what each transaction of the crawl has brought, once it is over."""
    together = archive.together

    @contextmanager
    def told_together() -> Iterator[None]:
        before = archive.last_change()
        tell("before commit")
        with together():
            yield
            tell("in commit")
        ids, _ = archive.changed_since(before, 1000)
        tell("stored " + " ".join(one.article.url for one in archive.stored(ids).values()))

    archive.together = told_together  # type: ignore[method-assign]


def level(engine: SyncedEngine) -> None:
    """Indexes what was stored, as the command does."""
    engine.catch_up()


def main() -> None:
    run._MOST_AT_ONCE = AT_ONCE  # type: ignore[misc]
    tell("ready")
    archive = Archive.open(Path(sys.stdin.readline().strip()))
    engine = SyncedEngine.open(archive, "tantivy")
    tell_commits(archive)
    TantivyEngine.apply = told("apply", TantivyEngine.apply)  # type: ignore[method-assign]
    Runs.next_pending = told("claim", Runs.next_pending)  # type: ignore[method-assign]
    (source,) = archive.sources.all()
    report = crawl(
        archive,
        source,
        FetchOptions(pause=0.0, allow_loopback=True),
        clock=lambda: datetime.now(UTC),
        today=datetime.now(UTC).date(),
        watcher=Watcher(
            progress=lambda done, total: tell(f"done {done} of {total}"),
            stored=lambda: level(engine),
        ),
    )
    result = report.report
    tell(
        "report "
        + json.dumps(
            {
                "created": result.created,
                "updated": result.updated,
                "unchanged": result.unchanged,
                "removed": result.removed,
                "rejected": len(result.rejected),
                "failure": report.failure,
                "complete": report.complete,
            }
        )
    )


if __name__ == "__main__":
    main()
