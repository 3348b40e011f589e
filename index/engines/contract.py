"""The engine contract: what every engine takes, gives and promises."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from typing import Final, Protocol

from index.language.analyzer import Field, Terms
from index.model import Audience, Filters

# Of a million passages these cover all but the rarest names; a look through takes 3 ms.
VOCABULARY_LIMIT: Final = 50_000


@dataclass(frozen=True, slots=True)
class PassageDocument:
    """A passage as engines take it: its terms by field and what it can be filtered by."""

    passage_id: int
    article_id: int
    terms: Terms
    audience: Audience
    published: date | None
    category: str | None
    source: str | None


@dataclass(frozen=True, slots=True)
class Change:
    """The new state of one article: its passages, none when it left the answers."""

    article_id: int
    passages: Sequence[PassageDocument]


@dataclass(frozen=True, slots=True)
class Changes:
    """States of articles, and the change number that an engine holds after applying them."""

    items: Sequence[Change]
    generation: int


@dataclass(frozen=True, slots=True)
class WeightedTerm:
    """One term of a query: BM25 in its field counts `weight` times."""

    field: Field
    term: str
    weight: float


@dataclass(frozen=True, slots=True)
class EngineQuery:
    """What is searched: any of the terms; the groups of `required`; within filters.

    A member of `required` is a group of terms of which one must stand in the passage. All
    groups must, or `least` of them where it is set. Required terms do not score; repeat
    them in `terms` to score them.
    """

    terms: Sequence[WeightedTerm]
    audiences: Sequence[Audience]
    filters: Filters = field(default_factory=Filters)
    required: Sequence[Sequence[tuple[Field, str]]] = ()
    least: int | None = None


@dataclass(frozen=True, slots=True)
class EngineHit:
    """A passage that matches, with the weighted sum of its BM25 scores."""

    passage_id: int
    article_id: int
    score: float


class Reader(Protocol):
    """The side of an engine that searches. Readers see whole generations only."""

    @property
    def generation(self) -> int:
        """The last change number it holds, committed atomically with the data."""

    @property
    def passages(self) -> int:
        """How many passages it holds."""

    def search(self, query: EngineQuery, limit: int) -> list[EngineHit]:
        """Returns up to `limit` passages, best first; ties by passage id."""

    def document_frequency(self, field: Field, term: str) -> int:
        """Returns in how many passages `term` stands in `field`."""

    def vocabulary(self, field: Field) -> Mapping[str, int]:
        """Returns the commonest terms of `field` with the number of passages of each."""


class Engine(Reader, Protocol):
    """What scores passages, and takes changes from one writer at a time."""

    def holds(self, article_ids: Sequence[int]) -> bool:
        """Tells whether it has a passage of one of these articles."""

    def apply(self, changes: Changes) -> None:
        """Brings articles to a new state; all of `changes` and the generation, or nothing."""

    def refresh(self) -> None:
        """Makes what other processes committed visible."""

    def close(self) -> None:
        """Lets go of files and memory."""
