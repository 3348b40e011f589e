"""Keyword search: articles that hold the words, filtered, counted and paged."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from typing import Final

from index.archive.archive import Archive
from index.archive.records import StoredArticle
from index.engines.contract import EngineHit, EngineQuery, Reader
from index.language.analyzer import FOLDED_TWIN, Field
from index.language.lexicon import Lexicon
from index.language.tokens import bigrams
from index.model import Filters, Hit, Role, SearchPage, Sort
from index.search.correct import Corrector
from index.search.hits import HitMaker
from index.search.parse import parse_query
from index.search.query import Concept, ConceptKind, Query
from index.search.retrieve import CANDIDATES, Retriever
from index.search.snippet import SNIPPET_WORDS, in_sentence

# Of most searches these are all; the engine is asked anew where they are not.
_PASSAGES: Final = 5000
# Half a second's work; of more passages the total is a lower bound.
_MOST_PASSAGES: Final = 200_000


class KeywordSearch:
    """Searches by words. All words must stand in a passage or its title, else two thirds."""

    def __init__(
        self,
        archive: Archive,
        engine: Reader,
        corrector: Corrector,
        retriever: Retriever,
        hits: HitMaker,
        lexicon: Lexicon,
    ) -> None:
        self._archive = archive
        self._engine = engine
        self._corrector = corrector
        self._retriever = retriever
        self._hits = hits
        self._lexicon = lexicon

    def search(
        self,
        words: str,
        filters: Filters,
        role: Role,
        limit: int,
        offset: int,
        sort: Sort = Sort.RELEVANCE,
    ) -> SearchPage:
        """Returns how many articles match and one page of them.

        Without words, all articles within the filters, newest first.
        """
        read = self._corrector.read(words)
        query, _ = parse_query(read.text, self._lexicon)
        if not query.concepts:
            return self._browse(filters, role, limit, offset)
        if not any(concept.weight > 0 for concept in query.concepts):
            # "ai là": words of questions only, but they are what was asked for.
            typed = (replace(concept, weight=1.0) for concept in query.concepts)
            query = replace(query, concepts=tuple(typed))
        best = self._matching(query, filters, role)
        # The archive says which of them may be shown now: the index may be behind it.
        order = self._archive.newest_first([*best], role.audiences)
        found = self._retriever.retrieve(query, role.audiences, filters, CANDIDATES * 2)
        by_id = {a.article_id: a for a in found.articles}
        if sort is Sort.RELEVANCE:
            # Re-ranked ones first, in their order; those beyond keep the engine's.
            shown = set(order)
            ranked = [i for i in by_id if i in shown]
            order = ranked + [i for i in best if i in shown and i not in by_id]
        page = order[offset : offset + limit]
        missing = [i for i in page if i not in by_id]
        by_id |= self._retriever.articles(missing, best, found, role.audiences)
        hits = self._hits.make([by_id[i] for i in page if i in by_id], found, role)
        return SearchPage(len(order), hits, read.searched_as)

    def _matching(self, query: Query, filters: Filters, role: Role) -> dict[int, EngineHit]:
        """Returns the best hit of each article that holds all words, else two thirds of them."""
        query = self._retriever.expanded(query, role.audiences)
        asked = [c for c in query.concepts if c.weight > 0 and not c.apart]
        named = [c for c in asked if c.kind is not ConceptKind.FUNCTION] or asked
        groups = [_group(concept) for concept in named]
        for least in dict.fromkeys((len(groups), -(-len(groups) * 2 // 3))):
            wanted = EngineQuery(query.weighted_terms(), role.audiences, filters, groups, least)
            hits = self._engine.search(wanted, _PASSAGES)
            if len(hits) == _PASSAGES:
                hits = self._engine.search(wanted, min(self._engine.passages, _MOST_PASSAGES))
            if hits:
                return _by_article(hits)
        return {}

    def _browse(self, filters: Filters, role: Role, limit: int, offset: int) -> SearchPage:
        conditions: list[str] = ["1"]
        values: list[str] = []
        for condition, value in (
            ("published >= ?", filters.date_from and filters.date_from.isoformat()),
            ("published <= ?", filters.date_to and filters.date_to.isoformat()),
            ("fold_case(category) = ?", filters.category and filters.category.casefold()),
            ("fold_case(source) = ?", filters.source and filters.source.casefold()),
        ):
            if value is not None:
                conditions.append(condition)
                values.append(str(value))
        total, articles = self._archive.latest(
            role.audiences, " AND ".join(conditions), values, limit, offset
        )
        twins = self._archive.twins([a.id for a in articles], role) if articles else {}
        return SearchPage(total, [_plain_hit(a, twins.get(a.id, [])) for a in articles])


def _group(concept: Concept) -> list[tuple[Field, str]]:
    """Returns the terms of which one must stand in a passage or its title.

    Of a way of several words, its first pair: its first word stands anywhere.
    """
    group = []
    for way in concept.alternatives:
        many = len(way.terms) > 1
        term = bigrams(list(way.terms))[0] if many else way.terms[0]
        for field in (Field.BIGRAMS if many else Field.SYLLABLES, Field.TITLE):
            group.append((FOLDED_TWIN[field] if way.folded else field, term))
    return group


def _by_article(hits: Sequence[EngineHit]) -> dict[int, EngineHit]:
    best: dict[int, EngineHit] = {}
    for hit in hits:
        best.setdefault(hit.article_id, hit)
    return best


def _plain_hit(stored: StoredArticle, twins: Sequence[str]) -> Hit:
    article = stored.article
    beginning = _beginning(article.text)
    end = article.text.index(beginning) + len(beginning)
    return Hit(
        url=article.url,
        title=article.title,
        published=article.published,
        category=article.category,
        source=article.source,
        audience=article.audience,
        score=0.0,
        snippet=beginning,
        highlights=(),
        also_at=tuple(twins),
        cut_after=in_sentence(article.text, end),
    )


def _beginning(text: str) -> str:
    """Returns the first 60 words of a text, as they stand in it."""
    at = 0
    for word in text.split()[:SNIPPET_WORDS]:
        at = text.index(word, at) + len(word)
    return text[:at].strip()
