"""The memory engine: rank-bm25 over lists, for tiny archives, and the oracle for others.

BM25Plus with delta 0 is BM25 with an idf that never turns negative (BM25Okapi's does:
two sentences both score 0); k1 and b are tantivy's.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from typing import Final

import numpy as np
import numpy.typing as npt
from rank_bm25 import BM25Plus

from index.engines.contract import (
    VOCABULARY_LIMIT,
    Changes,
    EngineHit,
    EngineQuery,
    PassageDocument,
)
from index.language.analyzer import Field
from index.model import Filters

K1: Final = 1.2
B: Final = 0.75
# A field in which no passage has a term: rank-bm25 divides by the mean length.
_NO_TERM: Final = "\0"


class MemoryEngine:
    """All passages in memory. See `index.engines.contract.Engine`.

    Nothing is on disk: its generation starts at 0 and the archive replays everything.
    """

    def __init__(self) -> None:
        self._by_article: dict[int, tuple[PassageDocument, ...]] = {}
        self._documents: list[PassageDocument] = []
        self._scorers: dict[Field, BM25Plus] = {}
        self._generation = 0

    @property
    def generation(self) -> int:
        """The last change number applied."""
        return self._generation

    @property
    def passages(self) -> int:
        """How many passages it holds."""
        return len(self._documents)

    def apply(self, changes: Changes) -> None:
        """Replaces the passages of each changed article; scorers are made when asked."""
        by_article = dict(self._by_article)
        for change in changes.items:
            by_article.pop(change.article_id, None)
            if change.passages:
                by_article[change.article_id] = tuple(change.passages)
        documents = [passage for passages in by_article.values() for passage in passages]
        documents.sort(key=lambda passage: passage.passage_id)
        self._by_article, self._documents = by_article, documents
        self._scorers, self._generation = {}, changes.generation

    def holds(self, article_ids: Sequence[int]) -> bool:
        """See the contract."""
        return any(article_id in self._by_article for article_id in article_ids)

    def search(self, query: EngineQuery, limit: int) -> list[EngineHit]:
        """See the contract."""
        if not self._documents or not query.terms or limit <= 0:
            return []
        scores: npt.NDArray[np.float64] = np.zeros(len(self._documents))
        matched: npt.NDArray[np.bool_] = np.zeros(len(self._documents), dtype=bool)
        for term in query.terms:
            part = np.asarray(self._scorer(term.field).get_scores([term.term]))
            scores += term.weight * part
            matched |= part > 0
        best = np.lexsort((np.arange(len(scores)), -scores))
        hits = []
        for position in best:
            document = self._documents[int(position)]
            if matched[position] and _passes(document, query):
                hits.append(
                    EngineHit(document.passage_id, document.article_id, float(scores[position]))
                )
                if len(hits) == limit:
                    break
        return hits

    def document_frequency(self, field: Field, term: str) -> int:
        """See the contract."""
        if not self._documents:
            return 0
        return sum(1 for counts in self._scorer(field).doc_freqs if term in counts)

    def vocabulary(self, field: Field) -> Mapping[str, int]:
        """See the contract."""
        counts: Counter[str] = Counter()
        for document in self._documents:
            counts.update(set(document.terms.get(field, ())))
        return dict(counts.most_common(VOCABULARY_LIMIT))

    def refresh(self) -> None:
        """Nothing to do: no other process writes to this memory."""

    def close(self) -> None:
        """Forgets everything."""
        self._by_article, self._documents, self._scorers = {}, [], {}
        self._generation = 0

    def _scorer(self, field: Field) -> BM25Plus:
        if field not in self._scorers:
            corpus = [list(document.terms.get(field, ())) for document in self._documents]
            if not any(corpus):
                corpus = [[_NO_TERM] for _ in corpus]
            self._scorers[field] = BM25Plus(corpus, k1=K1, b=B, delta=0)
        return self._scorers[field]


def _passes(document: PassageDocument, query: EngineQuery) -> bool:
    if document.audience not in query.audiences or not _passes_filters(document, query.filters):
        return False
    held = sum(
        any(term in document.terms.get(field, ()) for field, term in group)
        for group in query.required
    )
    return held >= (len(query.required) if query.least is None else query.least)


def _passes_filters(document: PassageDocument, filters: Filters) -> bool:
    pairs: Iterable[tuple[str | None, str | None]] = (
        (filters.category, document.category),
        (filters.source, document.source),
    )
    if any(
        wanted is not None and wanted.casefold() != (has or "").casefold() for wanted, has in pairs
    ):
        return False
    if filters.date_from is None and filters.date_to is None:
        return True
    return document.published is not None and not (
        (filters.date_from and document.published < filters.date_from)
        or (filters.date_to and document.published > filters.date_to)
    )
