"""What the bot needs of `index`: the methods of `index.assistant.Assistant` it calls.

Stated as a protocol, so that the bot's tests can run without an index and the type checker
holds both sides to the same signatures. The archive's stores are used as they are.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from datetime import date
from typing import Protocol

from index import Archive
from index.model import (
    Answer,
    Article,
    Filters,
    ReindexReport,
    Role,
    SearchPage,
    Sort,
    Stats,
    Topic,
)
from index.typed import TypedPage

Progress = Callable[[int, int], None]
"""Called with the articles done so far and the articles in all."""


class AssistantPort(Protocol):
    """One open archive that answers. Its methods block; one thread may be inside at a time.

    Only `reindex` may run beside the others.
    """

    @property
    def archive(self) -> Archive:
        """The open archive: a store for each matter (`people`, `follows`, `outbox` ...)."""

    def ask(
        self,
        question: str,
        *,
        role: Role = ...,
        today: date | None = ...,
        limit: int = ...,
        count: bool = ...,
        exact: bool = ...,
    ) -> Answer:
        """Answers a question; `count` adds its outcome to the figures.

        `exact` searches the words as typed.
        """

    def ask_about(
        self, article_id: int, question: str, *, role: Role = ..., today: date | None = ...
    ) -> Answer:
        """Answers a question from one article alone."""

    def read_in_light(self, previous: Answer, text: str) -> str | None:
        """Returns what a text asks right after an answer, None when it stands on its own."""

    def search(
        self,
        words: str,
        *,
        filters: Filters | None = ...,
        role: Role = ...,
        limit: int = ...,
        offset: int = ...,
        sort: Sort = ...,
    ) -> SearchPage:
        """Lists the articles that match words, narrowed by filters."""

    def search_typed(
        self,
        typed: str,
        *,
        role: Role = ...,
        limit: int = ...,
        offset: int = ...,
        today: date | None = ...,
    ) -> TypedPage:
        """Lists the articles that match what was typed, filters among it, and says how it read."""

    def topics(self, role: Role = ...) -> Sequence[Topic]:
        """Lists the categories of the articles that a role may read, the largest first."""

    def latest(self, *, role: Role = ..., limit: int = ..., offset: int = ...) -> SearchPage:
        """Lists the newest articles."""

    def without_known_words(self, texts: Iterable[str]) -> frozenset[str]:
        """Returns those of `texts` of which no article, lexicon or dictionary knows a word."""

    def article(self, url: str, *, role: Role = ...) -> Article | None:
        """Returns an article as stored, None when there is none that the role may read."""

    def stats(self) -> Stats:
        """Returns the figures of the archive."""

    def reindex(self, *, full: bool, actor: str, progress: Progress = ...) -> ReindexReport:
        """Brings the index up to date, or rebuilds it; records who asked and when."""
