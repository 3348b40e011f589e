"""Text to the terms that are indexed, in weighted fields; the same for questions.

The fields and their weights follow the measurements in the design: syllables carry most,
bigrams and segmented words add order, folded twins match what is typed without tone marks.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from enum import StrEnum
from typing import Final

from index.language.tokens import Token, bigrams, tokenize


class Field(StrEnum):
    """The fields of a passage; those of the title stand beside those of its text."""

    SYLLABLES = "syllables"
    BIGRAMS = "bigrams"
    WORDS = "words"
    SYLLABLES_FOLDED = "syllables_folded"
    BIGRAMS_FOLDED = "bigrams_folded"
    TITLE = "title"
    TITLE_FOLDED = "title_folded"


Terms = Mapping[Field, Sequence[str]]

FOLDED_TWIN: Final = {
    Field.SYLLABLES: Field.SYLLABLES_FOLDED,
    Field.BIGRAMS: Field.BIGRAMS_FOLDED,
    Field.TITLE: Field.TITLE_FOLDED,
}


def analyze(tokens: Sequence[Token], words: Sequence[str]) -> dict[Field, list[str]]:
    """Returns the terms of a text by field, given its tokens and segmented words."""
    exact = [token.text for token in tokens]
    folded = [token.folded for token in tokens]
    return {
        Field.SYLLABLES: exact,
        Field.BIGRAMS: bigrams(exact),
        Field.WORDS: list(words),
        Field.SYLLABLES_FOLDED: folded,
        Field.BIGRAMS_FOLDED: bigrams(folded),
    }


def analyze_title(title: str) -> dict[Field, list[str]]:
    """Returns the terms of a title: syllables and bigrams in one field, exact and folded."""
    tokens = tokenize(title)
    exact = [token.text for token in tokens]
    folded = [token.folded for token in tokens]
    return {
        Field.TITLE: exact + bigrams(exact),
        Field.TITLE_FOLDED: folded + bigrams(folded),
    }
