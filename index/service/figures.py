"""What is counted: questions without an answer, votes, figures of days."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date

from index.model import Language


@dataclass(frozen=True, slots=True)
class Unanswered:
    """A question that found no answer, however often and by whomever it was asked."""

    key: str
    """Of 12 characters; the same for all spellings with and without marks."""
    text: str
    language: Language
    status: str
    last_day: date
    times: int


@dataclass(frozen=True, slots=True)
class Votes:
    """How many people found an answer right, and wrong."""

    up: int = 0
    down: int = 0


@dataclass(frozen=True, slots=True)
class DayFigures:
    """What was asked in a span of days.

    `statuses` are by day; `topics` by category, the commonest first. The times in
    milliseconds are exact to a tenth; None without questions.
    """

    statuses: Mapping[date, Mapping[str, int]]
    topics: Mapping[str, int]
    median_ms: float | None
    p99_ms: float | None
    votes: Votes
