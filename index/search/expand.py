"""A query in the light of the archive: abbreviations its articles define, ways it has.

What no article says is not searched: of the ways that the lexicons know, only those that
stand in the archive cost time or count.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from typing import Final

from index.engines.contract import Reader
from index.language.lexicon import Key, PhraseTable
from index.language.normalize import fold
from index.language.related import abbreviation_ways
from index.model import Audience
from index.search.frequency import phrase_frequency
from index.search.kinds import MOST_ALTERNATIVES
from index.search.passages import PassageStore
from index.search.place_hints import PlaceHints
from index.search.query import Alternative, Concept, Hint, Query

# What took over from a body counts little where articles name the body itself, and most of a
# word where none does.
HINT_WEIGHT_BESIDE: Final = 0.05
HINT_WEIGHT_ALONE: Final = 0.7

Tables = tuple[PhraseTable[tuple[Key, ...]], PhraseTable[tuple[Key, ...]]]


class Expander:
    """Adds to a query's concepts what the archive's articles say, and takes off what none does."""

    def __init__(self, reader: Reader, store: PassageStore) -> None:
        self._reader = reader
        self._store = store
        self._places = PlaceHints(reader)
        self._pairs: dict[tuple[Audience, ...], Sequence[tuple[str, str]]] = {}
        self._tables: dict[tuple[Audience, ...], Tables] = {}

    def expand(self, query: Query, audiences: Sequence[Audience]) -> Query:
        """Returns the query with the abbreviations of the articles that `audiences` may read,
        and with what else may be meant by the bodies and places that it names.
        """
        concepts = list(self._with_defined(query.concepts, tuple(audiences)))
        typed = [c.typed.terms[0] for c in query.concepts if not c.apart]
        hints = [*query.hints, *self._places.of(typed)]
        concepts += map(self._hinted, hints)
        kept = (self._known(concept) for concept in concepts)
        return replace(query, concepts=tuple(concept for concept in kept if concept is not None))

    def _hinted(self, hint: Hint) -> Concept:
        known = any(phrase_frequency(self._reader, way) for way in hint.named)
        weight = HINT_WEIGHT_BESIDE if known else HINT_WEIGHT_ALONE
        return Concept(hint.others, weight=weight, other_weight=1.0, apart=True)

    def _with_defined(
        self, concepts: Sequence[Concept], audiences: tuple[Audience, ...]
    ) -> Sequence[Concept]:
        exact, folded = self._defined(audiences)
        # A concept of several words ("trung tâm", translated) is no part of a longer phrase.
        terms = [c.typed.terms[0] if len(c.typed.terms) == 1 else "" for c in concepts]
        plain = [fold(term) for term in terms]
        changed = list(concepts)
        at = 0
        while at < len(concepts):
            bare = concepts[at].typed.folded
            match = folded.match(plain, at) if bare else exact.match(terms, at)
            if match is None:
                at += 1
                continue
            length, ways = match
            for place in range(at, at + length):
                changed[place] = _widened(concepts[place], ways, length)
            at += length
        return changed

    def _defined(self, audiences: tuple[Audience, ...]) -> Tables:
        pairs = self._store.abbreviations(audiences)
        if self._pairs.get(audiences) is not pairs:
            ways = abbreviation_ways(
                (tuple(short.split()), tuple(long.split())) for short, long in pairs
            )
            self._tables[audiences] = (
                PhraseTable.of(ways),
                PhraseTable.of({tuple(map(fold, key)): others for key, others in ways.items()}),
            )
            self._pairs[audiences] = pairs
        return self._tables[audiences]

    def _known(self, concept: Concept) -> Concept | None:
        """Returns the concept with the ways that articles have; None: it was not typed and
        none has it.
        """
        ways = concept.alternatives
        if concept.apart:
            known = [way for way in ways if phrase_frequency(self._reader, way)]
            return replace(concept, alternatives=tuple(known)) if known else None
        if len(ways) == 1:
            return concept
        others = [way for way in ways[1:] if phrase_frequency(self._reader, way)]
        return replace(concept, alternatives=(ways[0], *others[: MOST_ALTERNATIVES - 1]))


def _widened(concept: Concept, ways: Sequence[Key], length: int) -> Concept:
    new = dict.fromkeys([concept.typed, *map(Alternative, ways), *concept.alternatives[1:]])
    weight = (
        concept.other_weight if len(concept.alternatives) > 1 else concept.other_weight / length
    )
    return replace(concept, alternatives=tuple(new), other_weight=weight)
