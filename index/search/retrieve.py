"""Retrieval: a query to ranked passages, and passages to ranked articles."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Final

from index.engines.contract import EngineHit, EngineQuery, Reader
from index.language.analyzer import FOLDED_TWIN, Field
from index.language.tokens import bigrams
from index.model import Audience, Filters
from index.search.correct import Corrector
from index.search.passages import PassageStore
from index.search.query import Alternative, Concept, ConceptKind, Query
from index.search.rank import (
    Pair,
    RankedPassage,
    Rarity,
    inverse_document_frequency,
    rank_passages,
)

# The right passage is among the engine's first 30 for .957 of ViQuAD questions.
CANDIDATES: Final = 30
# A word that no article has ("dzậy", "rinh") cannot tell articles apart; a name can.
UNKNOWN_WEIGHT: Final = 0.25
# What a second passage of the same article adds to its score, at most.
_SECOND_PASSAGE: Final = 0.05


@dataclass(frozen=True, slots=True)
class RankedArticle:
    """An article with its passages, best first, and its score."""

    article_id: int
    passages: Sequence[RankedPassage]
    score: float

    @property
    def best(self) -> RankedPassage:
        """The best passage."""
        return self.passages[0]


@dataclass(frozen=True, slots=True)
class Retrieved:
    """What retrieval found for a query, with the rarity of its concepts."""

    articles: Sequence[RankedArticle]
    rarity: Rarity
    documents: int
    frequencies: Mapping[Concept, int] = field(default_factory=dict)

    @property
    def weights(self) -> Mapping[Concept, float]:
        """How much each concept counts."""
        return self.rarity.concepts


class Retriever:
    """Searches the engine and reads the passages it names."""

    def __init__(self, engine: Reader, store: PassageStore) -> None:
        self._engine = engine
        self._store = store
        self._corrector = Corrector(engine)

    def retrieve(
        self,
        query: Query,
        audiences: Sequence[Audience],
        filters: Filters | None = None,
        candidates: int = CANDIDATES,
    ) -> Retrieved:
        """Returns the articles whose passages match any concept, best first."""
        query = self._corrector.correct(query)
        documents = max(1, self._engine.passages)
        frequencies = {c: self._frequency(c) for c in query.concepts if c.weight > 0}
        rarity = Rarity(
            {c: _weight(c, documents, n) for c, n in frequencies.items()},
            [self._pair(first, second, documents) for first, second in query.neighbours()],
        )
        hits = self._engine.search(
            EngineQuery(query.weighted_terms(), audiences, filters or Filters()), candidates
        )
        passages = self._store.get([(hit.passage_id, hit.article_id) for hit in hits])
        scored = [(passages[h.passage_id], h.score) for h in hits if h.passage_id in passages]
        ranked = rank_passages(scored, self._store.siblings, rarity)
        return Retrieved(group(ranked), rarity, documents, frequencies)

    def articles(
        self,
        article_ids: Sequence[int],
        hits: Mapping[int, EngineHit],
        found: Retrieved,
    ) -> dict[int, RankedArticle]:
        """Returns the given articles ranked by their best hits, for pages further on."""
        passages = self._store.get([(hits[i].passage_id, i) for i in article_ids])
        scored = [(p, hits[p.stored.id].score) for p in passages.values()]
        ranked = rank_passages(scored, self._store.siblings, found.rarity)
        return {article.article_id: article for article in group(ranked)}

    def _pair(self, first: Concept, second: Concept, documents: int) -> Pair:
        folded = first.typed.folded or second.typed.folded
        field = FOLDED_TWIN[Field.BIGRAMS] if folded else Field.BIGRAMS
        term = bigrams([first.typed.terms[-1], second.typed.terms[0]])[0]
        idf = inverse_document_frequency(documents, self._engine.document_frequency(field, term))
        return Pair(first, second, term, folded, min(first.weight, second.weight) * idf)

    def _frequency(self, concept: Concept) -> int:
        """Returns in how many passages the concept stands, as its rarest syllable does."""
        return max(self._alternative_frequency(a) for a in concept.alternatives)

    def _alternative_frequency(self, alternative: Alternative) -> int:
        field = Field.SYLLABLES
        if alternative.folded:
            field = FOLDED_TWIN[field]
        return min(self._engine.document_frequency(field, term) for term in alternative.terms)


def _weight(concept: Concept, documents: int, frequency: int) -> float:
    weight = concept.weight * inverse_document_frequency(documents, frequency)
    damped = not frequency and concept.kind is not ConceptKind.NAME
    return weight * UNKNOWN_WEIGHT if damped else weight


def group(ranked: Sequence[RankedPassage]) -> list[RankedArticle]:
    """Returns the passages grouped by article, best article first."""
    by_article: dict[int, list[RankedPassage]] = {}
    for item in ranked:
        by_article.setdefault(item.passage.stored.id, []).append(item)
    articles = []
    for article_id, items in by_article.items():
        second = items[1].score / items[0].score if len(items) > 1 and items[0].score > 0 else 0.0
        bonus = _SECOND_PASSAGE * max(0.0, second)
        articles.append(RankedArticle(article_id, items, items[0].score + bonus))
    return sorted(articles, key=lambda a: (-a.score, a.article_id))
