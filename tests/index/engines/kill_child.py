"""The process that the kill tests kill: ingests or reindexes, and tells each step.

Started as `python -m tests.index.engines.kill_child ingest|reindex`; says `ready`, reads
the home from its standard input, and prints a line before and after every write. `stored
URL...` is what `hoidap ingest` would have reported: from then on nothing may lose it.
"""

from __future__ import annotations

import sys
from collections.abc import Callable, Iterable
from pathlib import Path
from typing import Any

from index.archive.archive import Archive, Prepared, Stored
from index.engines import sync
from index.engines.sync import SyncedEngine
from index.engines.tantivy_engine import TantivyEngine
from index.ingest import load
from index.ingest.prepare import is_copy
from index.ingest.read import Found
from index.model import Article
from tests.index.samples import generated_articles
from tests.index.telling import tell, told

ARTICLES = 60
BATCH = 3
REBUILDS = 2


def ingest(home: Path) -> None:
    """Stores batch by batch, and brings the index level after each."""
    archive = Archive.open(home)
    store = archive.store

    def told_store(
        prepared: Iterable[Prepared],
        still_copy: Callable[[Article, Article], bool] = is_copy,
        **options: Any,
    ) -> list[Stored]:
        items: list[Prepared] = []

        def passed() -> Iterable[Prepared]:
            for item in prepared:
                items.append(item)
                yield item

        tell("before commit")
        result = store(passed(), still_copy, **options)
        tell("stored " + " ".join(item.article.url for item in items))
        return result

    archive.store = told_store  # type: ignore[method-assign]
    engine = SyncedEngine.open(archive, "tantivy")
    TantivyEngine.apply = told("apply", TantivyEngine.apply)  # type: ignore[method-assign]
    items = [Found(article, article.url) for article in generated_articles(ARTICLES)]

    def follow(done: int) -> None:
        engine.catch_up()

    load.load(archive, items, follow)


def reindex(home: Path) -> None:
    """Rebuilds beside the live index and swaps, twice."""
    archive = Archive.open(home)
    engine = SyncedEngine.open(archive, "tantivy")
    TantivyEngine.apply = told("apply", TantivyEngine.apply)  # type: ignore[method-assign]
    SyncedEngine._swap_to = told("swap", SyncedEngine._swap_to)  # type: ignore[method-assign]
    for _ in range(REBUILDS):
        engine.rebuild()


def main() -> None:
    load.BATCH_ARTICLES = BATCH  # type: ignore[misc]
    sync.BATCH_ARTICLES = BATCH  # type: ignore[misc]
    tell("ready")
    home = Path(sys.stdin.readline().strip())
    {"ingest": ingest, "reindex": reindex}[sys.argv[1]](home)
    tell("done")


if __name__ == "__main__":
    main()
