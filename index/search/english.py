"""An English question to Vietnamese concepts, by the lexicon; names pass through."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final

from index.language.lexicon import EnglishEntry, Key, Lexicon, WordKind
from index.language.normalize import fold
from index.language.stem import stems
from index.language.tokens import Token
from index.search.kinds import MOST_ALTERNATIVES, TIME_WEIGHT, kind_of, other_numeral
from index.search.query import Alternative, Concept, ConceptKind

_WH_WORDS: Final = frozenset({"who", "whom", "whose", "when", "where"})


def english_concepts(tokens: Sequence[Token], text: str, lexicon: Lexicon) -> list[Concept]:
    """Returns concepts in Vietnamese for an English question; names pass through."""
    terms = [token.text for token in tokens]
    concepts: list[Concept] = []
    at = 0
    while at < len(tokens):
        length, entry = _english_match(terms, at, lexicon)
        if entry is None:
            kind = kind_of(tokens[at], text, at, cased=True)
            if len(terms[at]) == 1 and terms[at].isalpha():
                at += 1  # the "s" of "department's"
                continue
            ways = [Alternative((fold(terms[at]),), folded=True), *other_numeral(terms, at)]
            concepts.append(Concept(tuple(ways), kind))
        elif keys := _searched(terms[at], entry, lexicon):
            translated = tuple(Alternative(key) for key in keys)
            concepts.append(Concept(translated, *_english_kind(entry, keys, lexicon)))
        at += length
    return concepts


def _english_kind(
    entry: EnglishEntry, keys: Sequence[Key], lexicon: Lexicon
) -> tuple[ConceptKind, float]:
    """Returns the kind and weight of a translated term: those of its Vietnamese words."""
    if entry.kind == "place":
        return ConceptKind.NAME, 1.0
    words = [lexicon.function_words.entries.get(key) for key in keys]
    if WordKind.TIME in words:
        return ConceptKind.FUNCTION, TIME_WEIGHT
    return ConceptKind.CONTENT, 1.0


def _searched(first: str, entry: EnglishEntry, lexicon: Lexicon) -> Sequence[Key]:
    """Returns the ways of an entry that are searched: no stop word's, no question word's.

    "hotline number" is searched, "where is" is not: a place need not be called one. `first`
    is the first word of the entry.
    """
    if entry.kind == "stop" or (entry.kind == "question" and first in _WH_WORDS):
        return ()
    if entry.kind != "question":
        return entry.vietnamese[:MOST_ALTERNATIVES]
    words = lexicon.function_words.entries
    return [key for key in entry.vietnamese if len(key) > 1 and key not in words][
        :MOST_ALTERNATIVES
    ]


def _english_match(
    terms: Sequence[str], at: int, lexicon: Lexicon
) -> tuple[int, EnglishEntry | None]:
    """Returns the longest entry at `at`, trying other forms of its last word."""
    for length in range(min(lexicon.english.longest, len(terms) - at), 0, -1):
        head = tuple(terms[at : at + length - 1])
        for last in stems(terms[at + length - 1]):
            entry = lexicon.english.entries.get((*head, last))
            if entry is not None:
                return length, entry
    return 1, None
