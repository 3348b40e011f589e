"""Re-ranking: passages the engine found, scored by how they hold what was asked.

The engine's sum of term scores knows nothing of nearness, names or what is missing. A
linear score over a few lexical figures does (the design measured ViQuAD P@1 .723 -> .763).
"""

from __future__ import annotations

import math
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import Final

from index.search.passages import Passage, TokenMap
from index.search.query import Alternative, Concept, ConceptKind

# Tokens within which concepts count as said together (the design's window of 25 words).
WINDOW_TOKENS: Final = 25

# Fitted by logistic regression on one half of XQuAD-vi and ALQAC questions, with and
# without tone marks, and checked on the other half (`python -m benchmarks.fit ranking`).
WEIGHTS: Final[Mapping[str, float]] = {
    "bm25": 6.3,
    "coverage": 1.1,
    "window": 2.8,
    "pairs": 2.7,
    "names": 1.3,
    "numbers": 0.7,
    "title": 1.5,
    "article": 2.2,
    "article_pairs": 3.4,
}


@dataclass(frozen=True, slots=True)
class Pair:
    """Two concepts typed side by side, and how much it counts that they stand so."""

    first: Concept
    second: Concept
    term: str
    """The bigram they make, as the bigram fields hold it."""
    folded: bool
    weight: float

    def stands_in(self, place: TokenMap) -> bool:
        """Tells whether the two stand side by side in a text."""
        return self.term in (place.folded_pairs if self.folded else place.exact_pairs)


Lookup = tuple[Concept, tuple[str, ...], tuple[str, ...], tuple[Alternative, ...]]
"""A concept, its single exact terms, its single folded terms, and its phrases."""


def _lookup(concept: Concept) -> Lookup:
    single = [way for way in concept.alternatives if len(way.terms) == 1]
    return (
        concept,
        tuple(way.terms[0] for way in single if not way.folded),
        tuple(way.terms[0] for way in single if way.folded),
        tuple(way for way in concept.alternatives if len(way.terms) > 1),
    )


@dataclass(frozen=True)
class Rarity:
    """How much each concept and each pair of a query counts: rarity times weight."""

    concepts: Mapping[Concept, float]
    pairs: Sequence[Pair]

    @cached_property
    def total(self) -> float:
        """The weight of all concepts, never 0."""
        return sum(self.concepts.values()) or 1.0

    @cached_property
    def lookups(self) -> Sequence[Lookup]:
        """The ways of each concept, sorted by how they are looked up."""
        return [_lookup(concept) for concept in self.concepts]

    def share(self, concepts: Iterable[Concept]) -> float:
        """Returns the share of the weight that `concepts` have."""
        return sum(self.concepts[concept] for concept in concepts) / self.total


@dataclass(frozen=True, slots=True)
class RankedPassage:
    """A passage with its score and the figures that made it, all in [0, 1]."""

    passage: Passage
    score: float
    parts: Mapping[str, float]
    in_article: frozenset[Concept]
    """The asked concepts that stand anywhere in its article."""


def rank_passages(
    scored: Sequence[tuple[Passage, float]],
    siblings: Callable[[Passage], Sequence[Passage]],
    rarity: Rarity,
) -> list[RankedPassage]:
    """Returns the passages re-scored, best first; ties by passage id.

    `scored` pairs each passage with the engine's score; `siblings` gives all passages of
    its article.
    """
    top = max((score for _, score in scored), default=0.0) or 1.0
    held_in: dict[int, set[Concept]] = {}
    wholes: dict[int, tuple[frozenset[Concept], dict[str, float]]] = {}
    ranked = []
    for passage, score in scored:
        if passage.stored.id not in wholes:
            whole_article = siblings(passage)
            held_in |= {p.id: held_concepts(p.map, rarity) for p in whole_article}
            wholes[passage.stored.id] = article_figures(
                whole_article, [held_in[p.id] for p in whole_article], rarity
            )
        held, whole = wholes[passage.stored.id]
        parts = {
            "bm25": score / top,
            **passage_figures(passage, held_in[passage.id], rarity),
            **whole,
        }
        total = sum(WEIGHTS[name] * value for name, value in parts.items())
        ranked.append(RankedPassage(passage, total, parts, held))
    return sorted(ranked, key=lambda item: (-item.score, item.passage.id))


def passage_figures(passage: Passage, held: set[Concept], rarity: Rarity) -> dict[str, float]:
    """Returns the lexical figures of one passage, each in [0, 1]; `held` stand in its text.

    coverage: share of the concepts' weight that stands in the passage or its title;
    window: the most of it within 25 tokens; pairs: share of neighbouring concepts that
    stand side by side; names, numbers: share of each that stands there (1 when none is
    asked); title: share in the title.
    """
    weights = rarity.concepts
    places = {c: positions(passage.map, c) for c in weights if c in held}
    in_title = held_concepts(passage.title, rarity)
    present = held | in_title
    return {
        "coverage": rarity.share(present),
        "window": _densest_window(places, weights) / rarity.total,
        "pairs": pairs_together((passage.map, passage.title), rarity),
        "names": _share(present, weights, ConceptKind.NAME),
        "numbers": _share(present, weights, ConceptKind.NUMBER),
        "title": rarity.share(in_title),
    }


def article_figures(
    passages: Sequence[Passage], held: Sequence[set[Concept]], rarity: Rarity
) -> tuple[frozenset[Concept], dict[str, float]]:
    """Returns what the whole article holds: concepts, and shares of them and of pairs."""
    maps = [passages[0].title, *(passage.map for passage in passages)]
    present = frozenset(held_concepts(passages[0].title, rarity).union(*held))
    return present, {
        "article": rarity.share(present),
        "article_pairs": pairs_together(maps, rarity),
    }


def positions(place: TokenMap, concept: Concept) -> list[int]:
    """Returns where a concept stands among the tokens, in any of its ways."""
    if len(concept.alternatives) == 1:
        return place.positions(concept.typed)
    return sorted({at for way in concept.alternatives for at in place.positions(way)})


def held_concepts(place: TokenMap, rarity: Rarity) -> set[Concept]:
    """Returns the asked concepts that stand among the tokens, in any of their ways."""
    exact, folded = place.exact, place.folded
    held = set()
    # Some three hundred texts a question: single terms are looked up here, without a call.
    for concept, exact_terms, folded_terms, phrases in rarity.lookups:
        for term in exact_terms:
            if term in exact:
                held.add(concept)
                break
        for term in folded_terms:
            if term in folded:
                held.add(concept)
                break
        if phrases and concept not in held and any(place.holds(way) for way in phrases):
            held.add(concept)
    return held


def _share(present: set[Concept], weights: Mapping[Concept, float], kind: ConceptKind) -> float:
    asked = [concept for concept in weights if concept.kind is kind]
    if not asked:
        return 1.0
    total = sum(weights[c] for c in asked) or 1.0
    return sum(weights[c] for c in asked if c in present) / total


def _densest_window(
    places: Mapping[Concept, Sequence[int]], weights: Mapping[Concept, float]
) -> float:
    """Returns the most weight of distinct concepts within one window of 25 tokens."""
    events = sorted((at, i) for i, c in enumerate(places) for at in places[c])
    values = [weights[c] for c in places]
    inside = [0] * len(values)
    best = now = 0.0
    left = 0
    for at, i in events:
        if not inside[i]:
            now += values[i]
        inside[i] += 1
        while events[left][0] <= at - WINDOW_TOKENS:
            gone = events[left][1]
            inside[gone] -= 1
            if not inside[gone]:
                now -= values[gone]
            left += 1
        best = max(best, now)
    return best


def pairs_together(maps: Sequence[TokenMap], rarity: Rarity) -> float:
    """Returns the share, by weight, of the pairs that stand side by side in any map."""
    total = sum(pair.weight for pair in rarity.pairs)
    found = sum(
        pair.weight for pair in rarity.pairs if any(pair.stands_in(place) for place in maps)
    )
    return found / total if total else 0.0


def inverse_document_frequency(documents: int, frequency: int) -> float:
    """Returns BM25's idf, never negative: ln(1 + (N - n + .5) / (n + .5)), as Lucene's."""
    frequency = min(frequency, documents)
    return math.log(1 + (documents - frequency + 0.5) / (frequency + 0.5))
