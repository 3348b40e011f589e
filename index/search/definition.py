"""What a question wants defined: "X là gì", "thế nào là X", "định nghĩa của X".

A text that defines X says "X là": where many speak of X, this tells it from the others.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Final

from index.engines.contract import WeightedTerm
from index.language.analyzer import FOLDED_TWIN, Field
from index.language.normalize import fold
from index.language.tokens import bigrams
from index.search.passages import TokenMap
from index.search.query import Concept

# What is defined has a name of so many syllables at most.
_LONGEST_NAME: Final = 8
# What follows the name in a question ("X là gì", "X được hiểu thế nào"), and goes before it.
_ASKS_AFTER: Final = (("la", "gi"), ("la", "ai"), ("nghia", "la", "gi"), ("duoc", "hieu"))
_ASKS_BEFORE: Final = (("the", "nao", "la"), ("dinh", "nghia"), ("khai", "niem"))
_LINKS: Final = frozenset({"cua", "ve"})
# What follows the name where it is defined.
_DEFINES: Final = (("la",), ("duoc", "hieu"))
_IS: Final = "là"
# A syllable of the name that is not searched ("là", "ai") counts a little all the same.
_UNSEARCHED_WEIGHT: Final = 0.5
# The engine looks for "X là" like for a rare syllable. At .4, the weight of a typed pair, as
# many ALQAC questions find their passage; at 1 it comes first for .002 more.
_ENGINE_WEIGHT: Final = 1.0


def defined_name(concepts: Sequence[Concept]) -> Sequence[Concept]:
    """Returns the concepts that name what is to be defined, in order; none where nothing is."""
    terms = [fold(concept.typed.terms[0]) for concept in concepts]
    for at in range(len(terms)):
        if _phrase_at(terms, at, _ASKS_AFTER):
            return concepts[max(0, at - _LONGEST_NAME) : at]
    for at in range(len(terms)):
        if length := _phrase_at(terms, at, _ASKS_BEFORE):
            first = at + length
            if first < len(terms) and terms[first] in _LINKS:
                first += 1
            return concepts[first : first + _LONGEST_NAME]
    return ()


def definition_terms(name: Sequence[Concept]) -> list[WeightedTerm]:
    """Returns what the engine looks for where `name` is to be defined: its end with "là"."""
    if not name:
        return []
    last = name[-1].typed
    field = FOLDED_TWIN[Field.BIGRAMS] if last.folded else Field.BIGRAMS
    (pair,) = bigrams([last.terms[-1], fold(_IS) if last.folded else _IS])
    return [WeightedTerm(field, pair, _ENGINE_WEIGHT)]


def definition_share(
    place: TokenMap, name: Sequence[Concept], weights: Mapping[Concept, float]
) -> float:
    """Returns how much of `name`, by weight, stands right before "là" at best, 0 to 1."""
    if not name:
        return 0.0
    ends = [_ends(place, concept) for concept in reversed(name)]
    counts = [weights.get(concept, _UNSEARCHED_WEIGHT) for concept in reversed(name)]
    terms = place.folded_terms
    best = 0.0
    for last in ends[0]:
        if not _phrase_at(terms, last + 1, _DEFINES):
            continue
        held = 0.0
        for back, (standing, count) in enumerate(zip(ends, counts, strict=True)):
            if last - back not in standing:
                break
            held += count
        best = max(best, held)
    return best / (sum(counts) or 1.0)


def _ends(place: TokenMap, concept: Concept) -> frozenset[int]:
    """Returns the positions of the last words of a concept among the tokens."""
    return frozenset(
        at + len(way.terms) - 1 for way in concept.alternatives for at in place.positions(way)
    )


def _phrase_at(terms: Sequence[str], at: int, phrases: Sequence[tuple[str, ...]]) -> int:
    """Returns the length of the phrase that begins at `at`, 0 where none does."""
    return max((len(p) for p in phrases if tuple(terms[at : at + len(p)]) == p), default=0)
