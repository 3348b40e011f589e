"""Retrieval: a query to ranked passages, and passages to ranked articles."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import timedelta
from typing import Final

from index.engines.contract import EngineHit, EngineQuery, Reader
from index.language.analyzer import FOLDED_TWIN, Field
from index.language.tokens import bigrams
from index.model import Audience, Filters
from index.search.definition import defined_name, definition_terms
from index.search.expand import Expander
from index.search.frequency import phrase_frequency
from index.search.loosen import loosened
from index.search.passages import PassageStore
from index.search.query import ALTERNATIVE_WEIGHT, Concept, ConceptKind, Query
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
# "hotline" where the news write "đường dây nóng": from a third as frequent on, the other
# way counts this much.
_RARER: Final = 3
_RARE_OTHER_WEIGHT: Final = 0.8
# What counts as the newest news, before the newest article of all.
_RECENT: Final = timedelta(days=550)
_RECENT_CANDIDATES: Final = 12
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
        self._expander = Expander(engine, store)

    def retrieve(
        self,
        query: Query,
        audiences: Sequence[Audience],
        filters: Filters | None = None,
        candidates: int = CANDIDATES,
        *,
        recent: bool = False,
    ) -> Retrieved:
        """Returns the articles whose passages match any concept, best first.

        With `recent`, passages of the newest articles are looked for separately too, so that
        many older ones on the same matter do not crowd them out.
        """
        query = self.expanded(loosened(query, self._engine), audiences)
        documents = max(1, self._engine.passages)
        query = replace(query, concepts=tuple(self._balanced(c) for c in query.concepts))
        frequencies = {c: self._frequency(c) for c in query.concepts if c.weight > 0}
        rarity = Rarity(
            {c: _weight(c, documents, n) for c, n in frequencies.items()},
            [self._pair(first, second, documents) for first, second in query.neighbours()],
        )
        terms = query.weighted_terms() + definition_terms(defined_name(query.concepts))
        wanted = EngineQuery(terms, audiences, filters or Filters())
        hits = self._engine.search(wanted, candidates)
        if recent and (since := self._store.newest_day(audiences)) is not None:
            newer = Filters(date_from=since - _RECENT)
            known = {hit.passage_id for hit in hits}
            found = self._engine.search(replace(wanted, filters=newer), _RECENT_CANDIDATES)
            hits += [hit for hit in found if hit.passage_id not in known]
        passages = self._store.get([(h.passage_id, h.article_id) for h in hits], audiences)
        scored = [(passages[h.passage_id], h.score) for h in hits if h.passage_id in passages]
        ranked = rank_passages(scored, self._store.siblings, rarity, query.concepts)
        return Retrieved(group(ranked), rarity, documents, frequencies)

    def expanded(self, query: Query, audiences: Sequence[Audience]) -> Query:
        """Returns the query in the light of the articles that `audiences` may read."""
        return self._expander.expand(query, audiences)

    def articles(
        self,
        article_ids: Sequence[int],
        hits: Mapping[int, EngineHit],
        found: Retrieved,
        audiences: Sequence[Audience],
    ) -> dict[int, RankedArticle]:
        """Returns the given articles ranked by their best hits, for pages further on."""
        passages = self._store.get([(hits[i].passage_id, i) for i in article_ids], audiences)
        scored = [(p, hits[p.stored.id].score) for p in passages.values()]
        ranked = rank_passages(scored, self._store.siblings, found.rarity)
        return {article.article_id: article for article in group(ranked)}

    def _pair(self, first: Concept, second: Concept, documents: int) -> Pair:
        folded = first.typed.folded or second.typed.folded
        field = FOLDED_TWIN[Field.BIGRAMS] if folded else Field.BIGRAMS
        term = bigrams([first.typed.terms[-1], second.typed.terms[0]])[0]
        idf = inverse_document_frequency(documents, self._engine.document_frequency(field, term))
        return Pair(first, second, term, folded, min(first.weight, second.weight) * idf)

    def _balanced(self, concept: Concept) -> Concept:
        """Lets other ways count nearly as much where the typed one is rare in the news."""
        others = concept.alternatives[1:]
        if not others or concept.weight <= 0:
            return concept
        typed = phrase_frequency(self._engine, concept.typed)
        if typed * _RARER >= max(phrase_frequency(self._engine, way) for way in others):
            return concept
        scale = _RARE_OTHER_WEIGHT / ALTERNATIVE_WEIGHT
        return replace(concept, other_weight=concept.other_weight * scale)

    def _frequency(self, concept: Concept) -> int:
        """Returns in how many passages the concept stands, in any of its ways."""
        return max(phrase_frequency(self._engine, a) for a in concept.alternatives)


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
