"""What an ingest and a reindex did, and the figures of it all."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date


@dataclass(frozen=True, slots=True)
class Rejection:
    """An item that was not taken in: what it was, and why, in words a person can act on."""

    item: str
    reason: str


@dataclass(frozen=True, slots=True)
class IngestReport:
    """What one ingest did, in numbers of articles."""

    created: int = 0
    updated: int = 0
    unchanged: int = 0
    removed: int = 0
    rejected: tuple[Rejection, ...] = ()


@dataclass(frozen=True, slots=True)
class ReindexReport:
    """What a reindex did: whether it rebuilt, how many articles, and up to which change."""

    full: bool
    articles: int
    generation: int
    took_s: float


@dataclass(frozen=True, slots=True)
class Stats:
    """Figures of the archive, the index and the questions answered so far.

    `questions` counts answers by status; no text of a question is kept with them.
    """

    articles: int
    passages: int
    sources: int
    newest: date | None
    oldest: date | None
    categories: Mapping[str, int]
    engine: str
    generation: int
    last_change: int
    questions: Mapping[str, int]
    archive_bytes: int
    last_reindex: str | None = None
    """Who reindexed last, how and when, as `role/what/ISO time`, or None."""
