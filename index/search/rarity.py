"""How much each concept and pair of a query counts, and which of them a text holds."""

from __future__ import annotations

import math
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property

from index.search.passages import TokenMap
from index.search.query import Alternative, Concept


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
    def total_of_pairs(self) -> float:
        """The weight of all pairs, never 0."""
        return sum(pair.weight for pair in self.pairs) or 1.0

    @cached_property
    def pair_terms(self) -> Sequence[tuple[str, str, bool]]:
        """The two terms of each pair, and whether they are folded."""
        parted = ((pair.term.partition("_"), pair.folded) for pair in self.pairs)
        return [(first, second, folded) for (first, _, second), folded in parted]

    @cached_property
    def terms(self) -> tuple[frozenset[str], frozenset[str]]:
        """All terms of all ways and pairs, exact ones and folded ones."""
        found: tuple[set[str], set[str]] = (set(), set())
        for concept in self.concepts:
            for way in concept.alternatives:
                found[way.folded].update(way.terms)
        for first, second, folded in self.pair_terms:
            found[folded].update((first, second))
        return frozenset(found[False]), frozenset(found[True])

    @cached_property
    def lookups(self) -> Sequence[Lookup]:
        """The ways of each concept, sorted by how they are looked up."""
        return [_lookup(concept) for concept in self.concepts]

    def share(self, concepts: Iterable[Concept]) -> float:
        """Returns the share of the weight that `concepts` have."""
        # Sets have no order: the sum must not depend on it.
        return math.fsum(self.concepts[concept] for concept in concepts) / self.total


def held_concepts(place: TokenMap, rarity: Rarity) -> set[Concept]:
    """Returns the asked concepts that stand among the tokens, in any of their ways."""
    exact, folded = rarity.terms
    standing = (
        exact.intersection(place.terms) if exact else exact,
        folded.intersection(place.folded_terms) if folded else folded,
    )
    if not any(standing):
        return set()
    return {
        concept
        for concept, singles, bare_singles, phrases in rarity.lookups
        if not standing[False].isdisjoint(singles)
        or not standing[True].isdisjoint(bare_singles)
        or any(
            standing[way.folded].issuperset(way.terms) and place.positions(way) for way in phrases
        )
    }


class Standing:
    """Where what is asked stands in one text, found in one pass over it."""

    def __init__(self, place: TokenMap, rarity: Rarity) -> None:
        exact, folded = rarity.terms
        self._rarity = rarity
        self._terms = (place.terms, place.folded_terms if folded else ())
        self._at = (_at(self._terms[False], exact), _at(self._terms[True], folded))

    def places(self) -> dict[Concept, Sequence[int]]:
        """Returns where each asked concept that stands here begins, in order."""
        exact, folded = self._at
        found: dict[Concept, Sequence[int]] = {}
        for concept, singles, bare_singles, phrases in self._rarity.lookups:
            ways = [exact[term] for term in singles if term in exact]
            ways += [folded[term] for term in bare_singles if term in folded]
            if phrases:
                ways += [at for way in phrases if (at := self._phrase(way))]
            if len(ways) == 1:
                found[concept] = ways[0]
            elif ways:
                found[concept] = sorted(set().union(*ways))
        return found

    def pairs(self) -> frozenset[int]:
        """Returns which pairs stand side by side here, by their places in the query."""
        return frozenset(
            number
            for number, (first, second, folded) in enumerate(self._rarity.pair_terms)
            if (ones := self._at[folded].get(first))
            and (others := self._at[folded].get(second))
            and any(at + 1 in others for at in ones)
        )

    def _phrase(self, way: Alternative) -> list[int]:
        standing = self._at[way.folded]
        if not all(term in standing for term in way.terms):
            return []
        terms, length = self._terms[way.folded], len(way.terms)
        return [at for at in standing[way.terms[0]] if terms[at : at + length] == way.terms]


def _at(terms: Sequence[str], asked: frozenset[str]) -> dict[str, list[int]]:
    """Returns the positions of the asked terms."""
    found: dict[str, list[int]] = {}
    if asked:
        for position, term in enumerate(terms):
            if term in asked:
                found.setdefault(term, []).append(position)
    return found


def positions(place: TokenMap, concept: Concept) -> Sequence[int]:
    """Returns where a concept stands among the tokens, in any of its ways."""
    if len(concept.alternatives) == 1:
        return place.positions(concept.typed)
    return sorted({at for way in concept.alternatives for at in place.positions(way)})


def pairs_together(maps: Sequence[TokenMap], rarity: Rarity) -> float:
    """Returns the share, by weight, of the pairs that stand side by side in any map."""
    found = sum(
        pair.weight for pair in rarity.pairs if any(pair.stands_in(place) for place in maps)
    )
    return found / rarity.total_of_pairs


def inverse_document_frequency(documents: int, frequency: int) -> float:
    """Returns BM25's idf, never negative: ln(1 + (N - n + .5) / (n + .5)), as Lucene's."""
    frequency = min(frequency, documents)
    return math.log(1 + (documents - frequency + 0.5) / (frequency + 0.5))
