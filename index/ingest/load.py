"""From paths to the archive: reads, prepares, stores in batches, and reports."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import replace
from itertools import islice
from pathlib import Path
from typing import Final

from index.archive.archive import Archive, Prepared, Stored
from index.ingest.prepare import Preparer, find_original, is_copy
from index.ingest.read import Found
from index.model import IngestReport, Rejection

# One transaction: small enough to be done in a moment, large enough to feed two processes.
BATCH_ARTICLES: Final = 100

Progress = Callable[[int], None]
_PLACE: Final = re.compile(r"(?::|#)\d+$")


def load(
    archive: Archive,
    items: Iterable[Found | Rejection],
    progress: Progress = lambda done: None,
    folder: Path | None = None,
) -> IngestReport:
    """Stores what `items` brings, batch by batch, and counts what happened.

    Each batch is one transaction: a kill loses at most the batch at hand, which the next
    run stores. A rejection never stops the rest. With `folder`, articles that came from it
    before and are not among the items any more are removed at the end, unless their file
    could not be read. The index is left to the caller.
    """
    counts: Counter[str] = Counter()
    rejected: list[Rejection] = []
    seen: set[str] = set()
    with Preparer(archive) as preparer:
        for batch in _batches(items):
            rejected += [item for item in batch if isinstance(item, Rejection)]
            found = [item for item in batch if isinstance(item, Found)]
            seen.update(item.article.url for item in found)
            for group in _without_repeats(found):
                prepared = preparer.prepare([item.article for item in group])
                stored = store_found(archive, preparer, group, prepared, folder, by_hand=True)
                counts.update(result.value for result in stored)
            progress(len(batch))
    removed: list[str] = []
    if folder is not None and seen:  # a folder that shows nothing has not lost everything
        unread = {_file_of(item.item) for item in rejected}
        removed = archive.remove_vanished(str(folder.resolve()), seen, unread)
    return IngestReport(
        created=counts["created"],
        updated=counts["updated"],
        unchanged=counts["unchanged"],
        removed=len(removed),
        rejected=tuple(rejected),
    )


def store_found(
    archive: Archive,
    preparer: Preparer,
    found: Sequence[Found],
    prepared: Sequence[Prepared],
    folder: Path | None = None,
    *,
    by_hand: bool = False,
) -> list[Stored]:
    """Stores articles that `preparer` made ready, each url once, in one transaction.

    What an admin removed comes back `by_hand` alone.
    """
    # Lazily, inside the transaction: an article may repeat one of its own batch.
    completed = (
        _completed(archive, preparer, item, origin, folder)
        for item, origin in zip(prepared, found, strict=True)
    )
    return archive.store(completed, is_copy, by_hand=by_hand)


def _completed(
    archive: Archive, preparer: Preparer, item: Prepared, found: Found, folder: Path | None
) -> Prepared:
    if not item.passages and not archive.holds(found.article):
        # Taken for unchanged, but another process has changed or removed it since.
        (item,) = preparer.prepare([found.article])
    return replace(
        item,
        duplicate_of=find_original(
            archive, replace(item, article=archive.as_edited(found.article))
        ),
        folder=str(folder.resolve()) if folder else None,
        file=_file_of(found.item) if folder else None,
    )


def _file_of(item: str) -> str:
    """Returns the file of an item: "tin.jsonl" of "tin.jsonl:17", "tin.json" of "tin.json#3"."""
    return _PLACE.sub("", item)


def _batches(items: Iterable[Found | Rejection]) -> Iterator[list[Found | Rejection]]:
    iterator = iter(items)
    while batch := list(islice(iterator, BATCH_ARTICLES)):
        yield batch


def _without_repeats(found: list[Found]) -> Iterator[list[Found]]:
    """Yields the articles in groups in which no url stands twice, keeping their order."""
    group: dict[str, Found] = {}
    for item in found:
        if item.article.url in group:
            yield list(group.values())
            group = {}
        group[item.article.url] = item
    if group:
        yield list(group.values())
