"""Retrieval within one article, for questions that are asked about it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from index.archive.archive import Archive
from index.engines.contract import Reader
from index.model import Audience, Filters
from index.search.passages import PassageStore
from index.search.query import Query
from index.search.rank import rank_passages
from index.search.retrieve import Retrieved, Retriever, group


class OneArticle(Retriever):
    """Finds the passages of one article alone, whatever the others say.

    How rare a word is, and what else it may be called, is still told by all articles.
    """

    def __init__(
        self, engine: Reader, store: PassageStore, archive: Archive, article_id: int
    ) -> None:
        super().__init__(engine, store)
        self._archive = archive
        self._article_id = article_id

    def retrieve(
        self,
        query: Query,
        audiences: Sequence[Audience],
        filters: Filters | None = None,
        candidates: int = 1,
        *,
        recent: bool = False,
    ) -> Retrieved:
        """Returns the article with all its passages, none where `audiences` may not read it."""
        found = super().retrieve(query, audiences, filters, 1)
        stored = self._archive.stored([self._article_id]).get(self._article_id)
        pieces = [(piece.id, self._article_id) for piece in stored.passages] if stored else []
        passages = self._store.get(pieces, audiences)
        scored = [(passages[pid], 1.0) for pid, _ in pieces if pid in passages]
        ranked = rank_passages(scored, self._store.siblings, found.rarity)
        return replace(found, articles=group(ranked))
