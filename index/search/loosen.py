"""Words whose marks no article has beside their neighbours are searched without marks.

"nghĩ hưu" finds "nghỉ hưu" although "nghĩ" is a word too: the articles have no "nghĩ hưu",
and have it with other marks. The text stays as typed; only what it matches widens.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from typing import Final

from index.engines.contract import Reader
from index.language.analyzer import FOLDED_TWIN, Field
from index.language.known_words import dictionary_words
from index.language.normalize import fold, has_marks
from index.search.query import Alternative, Concept, ConceptKind, Query

_FOLDED: Final = dict(FOLDED_TWIN)


def loosened(query: Query, reader: Reader) -> Query:
    """Returns the query with such words matched by their folded forms."""
    concepts = query.concepts
    places = [at for at in range(len(concepts)) if _is_loose(concepts, at, reader)]
    if not places:
        return query
    changed = list(concepts)
    for at in places:
        first, *others = concepts[at].alternatives
        typed = Alternative((fold(first.terms[0]),), folded=True)
        changed[at] = replace(concepts[at], alternatives=(typed, *others))
    return replace(query, concepts=tuple(changed))


def _is_loose(concepts: Sequence[Concept], at: int, reader: Reader) -> bool:
    """Tells whether a word may be typed with wrong marks.

    Articles, and the dictionary, have it beside no neighbour as typed, and articles have it
    there with other marks. A word known without marks is one, and so is a name with them.
    """
    concept = concepts[at]
    term = concept.typed.terms[0]
    if (
        concept.weight <= 0
        or concept.typed.folded
        or len(concept.typed.terms) > 1
        or not term.isalpha()
        or (concept.kind is ConceptKind.NAME and has_marks(term))
    ):
        return False
    if not has_marks(term) and reader.document_frequency(Field.SYLLABLES, term):
        return False
    pairs = _pairs(concepts, at)
    if any(reader.document_frequency(Field.BIGRAMS, pair) for pair in pairs):
        return False
    if not any(reader.document_frequency(_FOLDED[Field.BIGRAMS], fold(pair)) for pair in pairs):
        return False
    return not any(pair in dictionary_words().pairs for pair in pairs)


def _pairs(concepts: Sequence[Concept], at: int) -> list[str]:
    """Returns the pairs that a word makes with its neighbours, as typed."""
    term = concepts[at].typed.terms[0]
    pairs = []
    if at > 0:
        pairs.append(f"{concepts[at - 1].typed.terms[-1]}_{term}")
    if at + 1 < len(concepts):
        pairs.append(f"{term}_{concepts[at + 1].typed.terms[0]}")
    return pairs
