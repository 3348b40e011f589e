"""How often a phrase stands in the archive."""

from __future__ import annotations

from index.engines.contract import Reader
from index.language.analyzer import FOLDED_TWIN, Field
from index.language.tokens import bigrams
from index.search.query import Alternative


def phrase_frequency(reader: Reader, way: Alternative) -> int:
    """Returns in how many passages a way stands, as its rarest pair of words does."""
    field = Field.SYLLABLES if len(way.terms) == 1 else Field.BIGRAMS
    parts = list(way.terms) if len(way.terms) == 1 else bigrams(list(way.terms))
    if way.folded:
        field = FOLDED_TWIN[field]
    return min(reader.document_frequency(field, part) for part in parts)
