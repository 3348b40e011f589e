"""A search as concepts: each a thing asked for, with the ways it may be written."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum
from typing import Final

from index.engines.contract import WeightedTerm
from index.language.analyzer import FOLDED_TWIN, Field
from index.language.tokens import bigrams

# Measured on XQuAD-vi and ALQAC (see docs/quality.md): the design's weights, and titles at
# a third of the text, since a title repeats on every passage of its article.
FIELD_WEIGHTS: Final = {
    Field.SYLLABLES: 1.0,
    Field.BIGRAMS: 0.4,
    Field.WORDS: 0.3,
    Field.TITLE: 0.35,
}
# An alternative (synonym, abbreviation written out) counts less than what was typed: at .6 the
# engine put the right ALQAC passage first for .925, at .3 for .934, with none .936.
ALTERNATIVE_WEIGHT: Final = 0.3
# Another way of several words is a phrase: its pairs tell of it, its syllables stand anywhere;
# and a long name counts no more than a short one. Of the training questions .868 of the right
# articles came first with all syllables in full, .878 so; the public sets stayed as they were.
_OTHER_SYLLABLES: Final = 0.7
_SHORT_PHRASE: Final = 2


class ConceptKind(StrEnum):
    """What a concept is good for when passages are judged."""

    CONTENT = "content"
    FUNCTION = "function"
    NAME = "name"
    NUMBER = "number"


@dataclass(frozen=True, slots=True)
class Alternative:
    """One way to write a concept: its syllables; folded ones match without tone marks."""

    terms: tuple[str, ...]
    folded: bool = False


@dataclass(frozen=True, slots=True, eq=False)
class Concept:
    """A thing that is asked for. The first alternative is what was typed.

    Each is itself only (compared by identity): a word asked twice is two concepts.

    `weight` scales it in the engine; 0 keeps it out of retrieval (question words).
    `other_weight` scales the other alternatives: the syllables of "ủy ban nhân dân" share
    the one alternative "ubnd".
    """

    alternatives: tuple[Alternative, ...]
    kind: ConceptKind = ConceptKind.CONTENT
    weight: float = 1.0
    other_weight: float = ALTERNATIVE_WEIGHT
    apart: bool = False
    """Whether it was not typed at its place: it makes no pair with its neighbours."""

    @property
    def typed(self) -> Alternative:
        """What was typed."""
        return self.alternatives[0]


@dataclass(frozen=True, slots=True)
class Hint:
    """What else may be meant by something named: what took over from it, its old name."""

    named: tuple[Alternative, ...]
    others: tuple[Alternative, ...]


@dataclass(frozen=True, slots=True)
class Query:
    """What is searched: concepts in the order typed, the segmented words, and hints."""

    concepts: tuple[Concept, ...]
    words: tuple[str, ...] = ()
    hints: tuple[Hint, ...] = ()

    def weighted_terms(self) -> list[WeightedTerm]:
        """Returns the terms for the engine, weighted by field and concept."""
        terms: list[WeightedTerm] = []
        for concept in self.concepts:
            for position, alternative in enumerate(concept.alternatives):
                weight = concept.weight * (concept.other_weight if position else 1.0)
                if weight > 0:
                    terms.extend(_alternative_terms(alternative, weight, other=position > 0))
        terms.extend(self._bigram_terms())
        terms.extend(
            WeightedTerm(Field.WORDS, word, FIELD_WEIGHTS[Field.WORDS]) for word in self.words
        )
        return terms

    def _bigram_terms(self) -> list[WeightedTerm]:
        terms = []
        for first, second in self.neighbours():
            folded = first.typed.folded or second.typed.folded
            pair = bigrams([first.typed.terms[-1], second.typed.terms[0]])[0]
            weight = min(first.weight, second.weight)
            terms.extend(_field_terms(pair, Field.BIGRAMS, weight, folded=folded))
        return terms

    def neighbours(self) -> list[tuple[Concept, Concept]]:
        """Returns the pairs of concepts that were typed side by side and are searched."""
        return [
            (first, second)
            for first, second in zip(self.concepts, self.concepts[1:], strict=False)
            if first.weight > 0 and second.weight > 0 and not (first.apart or second.apart)
        ]


def _alternative_terms(
    alternative: Alternative, weight: float, *, other: bool
) -> list[WeightedTerm]:
    terms = list(alternative.terms)
    single, pair_weight = weight, weight
    if other and len(terms) > 1:
        single *= _OTHER_SYLLABLES * min(1.0, _SHORT_PHRASE / len(terms))
        pair_weight *= min(1.0, (_SHORT_PHRASE + 1) / len(terms))
    found = []
    for term in terms:
        found.extend(_field_terms(term, Field.SYLLABLES, single, folded=alternative.folded))
    for pair in bigrams(terms):
        found.extend(_field_terms(pair, Field.BIGRAMS, pair_weight, folded=alternative.folded))
    return found


def _field_terms(term: str, field: Field, weight: float, *, folded: bool) -> list[WeightedTerm]:
    title = FOLDED_TWIN[Field.TITLE] if folded else Field.TITLE
    body = FOLDED_TWIN[field] if folded else field
    scale = FIELD_WEIGHTS[field]
    return [
        WeightedTerm(body, term, weight * scale),
        WeightedTerm(title, term, weight * scale * FIELD_WEIGHTS[Field.TITLE]),
    ]
