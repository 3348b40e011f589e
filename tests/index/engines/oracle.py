"""Exact BM25 in plain Python: what engines are compared with. Slow and easy to check."""

from __future__ import annotations

import math
from collections import Counter, defaultdict
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field

from index.engines.contract import EngineHit, EngineQuery, PassageDocument
from index.language.analyzer import Field

K1 = 1.2
B = 0.75


def robertson_idf(passages: int, holding: int) -> float:
    """Returns the idf of exact BM25: ln(1 + (N - n + .5) / (n + .5))."""
    return math.log(1 + (passages - holding + 0.5) / (holding + 0.5))


def plus_idf(passages: int, holding: int) -> float:
    """Returns the idf of rank-bm25's BM25Plus: ln((N + 1) / n)."""
    return math.log((passages + 1) / holding)


def exact_length(length: int) -> float:
    """Returns the length of a field as it is."""
    return float(length)


def byte_length(length: int) -> float:
    """Returns the length of a field as tantivy keeps it, in one byte.

    As in Lucene: exact to 40, then rounded down to four significant bits.
    """
    rest = length - 24
    if rest < 16:
        return float(length)
    shift = rest.bit_length() - 4
    return float((rest >> shift << shift) + 24)


@dataclass
class _FieldFigures:
    lengths: list[int] = field(default_factory=list)
    postings: dict[str, list[tuple[int, int]]] = field(default_factory=lambda: defaultdict(list))


class Oracle:
    """BM25 over all passages; a score is the weighted sum over the terms of a query.

    `empty_passages` are counted beside `documents`: tantivy's generation marker is one.
    """

    def __init__(
        self,
        documents: Sequence[PassageDocument],
        *,
        idf: Callable[[int, int], float] = robertson_idf,
        length: Callable[[int], float] = exact_length,
        empty_passages: int = 0,
    ) -> None:
        self.documents = documents
        self._idf = idf
        self._length = length
        self._passages = len(documents) + empty_passages
        self._fields: dict[Field, _FieldFigures] = {name: _FieldFigures() for name in Field}
        for position, document in enumerate(documents):
            for name, figures in self._fields.items():
                terms = document.terms.get(name, ())
                figures.lengths.append(len(terms))
                for term, count in Counter(terms).items():
                    figures.postings[term].append((position, count))

    def scores(self, query: EngineQuery) -> dict[int, float]:
        """Returns the score of every passage that holds any term, by passage id."""
        scores: dict[int, float] = defaultdict(float)
        for term in query.terms:
            figures = self._fields[term.field]
            postings = figures.postings.get(term.term, [])
            if not postings:
                continue
            idf = self._idf(self._passages, len(postings))
            mean = sum(figures.lengths) / self._passages
            for position, count in postings:
                share = self._length(figures.lengths[position]) / mean
                norm = K1 * (1 - B + B * share)
                passage = self.documents[position].passage_id
                scores[passage] += term.weight * idf * count * (K1 + 1) / (count + norm)
        return dict(scores)

    def top(self, query: EngineQuery, limit: int) -> list[int]:
        """Returns the ids of the best passages: a full sort, ties by id."""
        scores = self.scores(query)
        return sorted(scores, key=lambda passage: (-scores[passage], passage))[:limit]


def assert_is_top(hits: Sequence[EngineHit], scores: dict[int, float], limit: int) -> None:
    """Asserts that `hits` are the first `limit` of a full sort of `scores`.

    Only passages whose scores differ by less than a millionth (the engine's are 32 bits
    wide) may have changed places.
    """
    ordered = sorted(scores.values(), reverse=True)[:limit]
    assert len(hits) == len(ordered)
    assert len({hit.passage_id for hit in hits}) == len(hits)
    for hit, best in zip(hits, ordered, strict=True):
        assert math.isclose(hit.score, scores[hit.passage_id], rel_tol=2e-6, abs_tol=1e-9)
        assert math.isclose(hit.score, best, rel_tol=2e-6, abs_tol=1e-9)
