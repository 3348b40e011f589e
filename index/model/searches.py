"""What a search is narrowed to, and the articles that it finds."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from enum import StrEnum

from index.model.articles import Audience


class Sort(StrEnum):
    """In which order the articles of a search come."""

    RELEVANCE = "relevance"
    DATE = "date"
    """The newest first, those without a date last."""


@dataclass(frozen=True, slots=True)
class Filters:
    """What a search is narrowed to; None means any. Dates are inclusive.

    A category or source is named, or given by the `id` of its `Topic`; the id wins.
    """

    date_from: date | None = None
    date_to: date | None = None
    category: str | None = None
    source: str | None = None
    category_id: str | None = None
    source_id: str | None = None


@dataclass(frozen=True, slots=True)
class Topic:
    """A category or a source, with the number of articles that one role finds there.

    `id` is 12 characters that stay the same as long as the name does, without regard to case.
    """

    id: str
    name: str
    articles: int


@dataclass(frozen=True, slots=True)
class Hit:
    """An article that matches, with its best piece of text.

    `snippet` is one contiguous piece of the article's text of at most 60 words;
    `highlights` are code point offsets into it, end exclusive. `score` is comparable
    within one result only. `score_parts` says what it is made of. `also_at` are the
    urls of near-identical articles that this hit stands for.
    """

    url: str
    title: str
    published: date | None
    category: str | None
    source: str | None
    audience: Audience
    score: float
    snippet: str
    highlights: tuple[tuple[int, int], ...]
    also_at: tuple[str, ...] = ()
    score_parts: Mapping[str, float] = field(default_factory=dict)
    cut_before: bool = False
    """Whether the snippet begins in mid-sentence."""
    cut_after: bool = False


@dataclass(frozen=True, slots=True)
class SearchPage:
    """One page of a keyword search: `total` articles match, these are some of them.

    `total` is exact up to 200,000 matching passages.
    """

    total: int
    hits: Sequence[Hit]
    searched_as: str | None = None
    """The words as they were searched, where one was read as another; else None."""
