"""Typing slips: words that no article has, read as ones that articles have.

Only a word unknown to the whole archive is ever changed, so that no known word or name
turns into another. The vocabulary is the archive's own, folded.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace
from typing import Final

from rapidfuzz import process
from rapidfuzz.distance import OSA

from index.engines.contract import Reader
from index.language.analyzer import Field
from index.language.normalize import fold
from index.search.query import Alternative, Concept, Query

# Shorter words are a slip away from too many others.
_LEAST_LETTERS: Final = 3
# From here on two slips leave no doubt, and one none even without its neighbours.
_LONG_WORD: Final = 6
_SURE_LETTERS: Final = 5
_MOST_CANDIDATES: Final = 12


class Corrector:
    """Reads unknown words of a query as known ones."""

    def __init__(self, reader: Reader) -> None:
        self._reader = reader
        self._generation = -1
        self._vocabulary: Mapping[str, int] = {}

    def correct(self, query: Query) -> Query:
        """Returns the query with unknown words read as the likeliest known ones.

        A candidate is one slip away (two in a long word: a letter missing, doubled, wrong
        or swapped) and stands beside the word's neighbours in some article, or is long.
        """
        unknown = [i for i, c in enumerate(query.concepts) if self._is_unknown(c)]
        if not unknown:
            return query
        concepts = list(query.concepts)
        for place in unknown:
            found = self._likeliest(query.concepts, place)
            if found is not None:
                concepts[place] = replace(
                    concepts[place], alternatives=(Alternative((found,), folded=True),)
                )
        return replace(query, concepts=tuple(concepts))

    def _is_unknown(self, concept: Concept) -> bool:
        term = fold(concept.typed.terms[0])
        return (
            concept.weight > 0
            and len(concept.typed.terms) == 1
            and term.isalpha()
            and len(term) >= _LEAST_LETTERS
            and not any(self._frequency(way) for way in concept.alternatives)
        )

    def _frequency(self, way: Alternative) -> int:
        return min(
            self._reader.document_frequency(Field.SYLLABLES_FOLDED, fold(term))
            for term in way.terms
        )

    def _likeliest(self, concepts: Sequence[Concept], place: int) -> str | None:
        term = fold(concepts[place].typed.terms[0])
        most = 2 if len(term) >= _LONG_WORD else 1
        found = process.extract(
            term,
            self._words().keys(),
            scorer=OSA.distance,
            score_cutoff=most,
            limit=_MOST_CANDIDATES,
        )
        ranked = sorted(
            (-self._beside(concepts, place, word), distance, -self._words()[word], word)
            for word, distance, _ in found
            if word.isalpha() and len(word) > 1
        )
        if not ranked:
            return None
        neighbours, distance, _, word = ranked[0]
        sure = neighbours < 0 or (distance == 1 and len(term) >= _SURE_LETTERS)
        return word if sure else None

    def _beside(self, concepts: Sequence[Concept], place: int, word: str) -> int:
        """Returns beside how many of its typed neighbours the word stands in some article."""
        pairs = []
        if place > 0:
            pairs.append(f"{fold(concepts[place - 1].typed.terms[-1])}_{word}")
        if place + 1 < len(concepts):
            pairs.append(f"{word}_{fold(concepts[place + 1].typed.terms[0])}")
        return sum(
            1 for pair in pairs if self._reader.document_frequency(Field.BIGRAMS_FOLDED, pair)
        )

    def _words(self) -> Mapping[str, int]:
        if self._generation != self._reader.generation:
            self._vocabulary = self._reader.vocabulary()
            self._generation = self._reader.generation
        return self._vocabulary
