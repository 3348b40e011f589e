"""The lexicons of `data/lexicon`: function words, abbreviations, synonyms, English.

They are tab-separated files that a person edits; a bad line is named and skipped
(`index/language/lexicon_file.py`).
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from enum import StrEnum
from functools import cache
from typing import Generic, TypeVar

from index.language.english import EnglishEntry, EnglishKind, english_entries
from index.language.lexicon_file import (
    LONGEST_KEY,
    Key,
    checked_key,
    key_of,
    lexicon_rows,
    warn_of_line,
)
from index.language.normalize import fold
from index.language.related import (
    Group,
    GroupKind,
    Successor,
    abbreviation_ways,
    group_ways,
    merged,
)
from index.language.syllable import looks_vietnamese

__all__ = [
    "EnglishEntry",
    "EnglishKind",
    "Key",
    "Lexicon",
    "PhraseTable",
    "WordKind",
    "key_of",
    "lexicon_rows",
    "load_lexicon",
    "warn_of_line",
]

Value = TypeVar("Value")


class WordKind(StrEnum):
    """What a function word does in a question."""

    QUESTION = "question"
    FUNCTION = "function"
    TIME = "time"
    """Says that the present is asked: the ranking sees to it, no article need say so."""
    CONTENT = "content"
    """A phrase with such a word in it that means something else: "nông thôn mới"."""


@dataclass(frozen=True, slots=True)
class PhraseTable(Generic[Value]):
    """Phrases of tokens with a value each, found at a place by their longest match."""

    entries: Mapping[Key, Value]
    longest: int

    @classmethod
    def of(cls, entries: Mapping[Key, Value]) -> PhraseTable[Value]:
        """Returns the table of the phrases that are no longer than a lexicon allows."""
        kept = {key: value for key, value in entries.items() if len(key) <= LONGEST_KEY}
        return cls(kept, max(map(len, kept), default=0))

    def match(self, terms: Sequence[str], at: int) -> tuple[int, Value] | None:
        """Returns (length, value) of the longest phrase that begins at `at`."""
        for length in range(min(self.longest, len(terms) - at), 0, -1):
            value = self.entries.get(tuple(terms[at : at + length]))
            if value is not None:
                return length, value
        return None


@dataclass(frozen=True, slots=True)
class Lexicon:
    """All tables, exact and folded twins where questions may lack tone marks."""

    function_words: PhraseTable[WordKind]
    function_words_folded: PhraseTable[WordKind]
    related: PhraseTable[tuple[Key, ...]]
    """Abbreviations to expansions, expansions to abbreviations, synonyms."""
    related_folded: PhraseTable[tuple[Key, ...]]
    abbreviations: PhraseTable[tuple[Key, ...]]
    """Those of `related` that are the same words, short or written out."""
    abbreviations_folded: PhraseTable[tuple[Key, ...]]
    successors: PhraseTable[Successor]
    """Bodies that took over from others, by the names of either."""
    successors_folded: PhraseTable[Successor]
    chat_words: Mapping[str, str]
    english: PhraseTable[EnglishEntry]
    """Without "the", "a", "an" inside phrases: "head of department"."""
    english_lengths: Mapping[str, int]
    """The length of the longest English entry by its first word."""
    english_acronyms: Mapping[str, EnglishEntry]


@cache
def load_lexicon() -> Lexicon:
    """Returns the lexicons that travel with the program, read once."""
    words = {key: WordKind(kind) for key, kind in _phrases("function_words.tsv", WordKind)}
    ways, successors = group_ways(_groups())
    abbreviations = abbreviation_ways(_abbreviations())
    related = merged(abbreviations, ways)
    english, acronyms = english_entries()
    lengths: dict[str, int] = {}
    for key in english:
        lengths[key[0]] = max(len(key), lengths.get(key[0], 0))
    return Lexicon(
        function_words=PhraseTable.of(words),
        function_words_folded=PhraseTable.of(_folded(words)),
        related=PhraseTable.of(related),
        related_folded=PhraseTable.of(_folded(_sure_without_marks(related))),
        abbreviations=PhraseTable.of(abbreviations),
        abbreviations_folded=PhraseTable.of(_folded(_sure_without_marks(abbreviations))),
        successors=PhraseTable.of(successors),
        successors_folded=PhraseTable.of(_folded(_sure_without_marks(successors))),
        chat_words={"".join(k): v for k, v in _pairs("teencode.tsv") if len(k) == 1},
        english=PhraseTable.of(english),
        english_lengths=lengths,
        english_acronyms=acronyms,
    )


def with_terms(
    lexicon: Lexicon, abbreviations: Iterable[tuple[str, str]], synonyms: Iterable[tuple[str, str]]
) -> Lexicon:
    """Returns the lexicon with a department's own terms: each side of a pair finds the other.

    Its own ways come before those that travel with the program.
    """
    short = abbreviation_ways((key_of(one), key_of(other)) for one, other in abbreviations)
    same, _ = group_ways(
        Group((key_of(one),), (key_of(other),), GroupKind.SAME) for one, other in synonyms
    )
    own = {
        key: ways
        for key, ways in merged(short, same).items()
        if key and lexicon.function_words.entries.get(key) is None
    }
    related = merged(own, lexicon.related.entries)
    known = merged(short, lexicon.abbreviations.entries)
    return replace(
        lexicon,
        related=PhraseTable.of(related),
        related_folded=PhraseTable.of(_folded(_sure_without_marks(related))),
        abbreviations=PhraseTable.of(known),
        abbreviations_folded=PhraseTable.of(_folded(_sure_without_marks(known))),
    )


def is_common_word(text: str) -> bool:
    """Tells whether a phrase says so little that as a term it would spoil other questions.

    Function words, and single syllables that are not typed in capitals as abbreviations are.
    """
    key = key_of(text)
    if not key or key in load_lexicon().function_words.entries:
        return True
    return len(key) == 1 and not text.isupper() and looks_vietnamese(fold(key[0]))


def _groups() -> Iterator[Group]:
    """Yields the rows of paraphrases; a third column says of which kind a row is."""
    name = "synonyms_vi.tsv"
    for number, columns in lexicon_rows(name, 2):
        said, written = (_keys(column) for column in columns[:2])
        kind = columns[2] if len(columns) > 2 else ""  # noqa: PLR2004 - the third is optional
        if kind not in set(GroupKind):
            warn_of_line(name, number, f"{kind!r} is none of {', '.join(GroupKind)}")
        elif not said or not written:
            warn_of_line(name, number, "a group needs words on both sides")
        elif max(map(len, said)) > LONGEST_KEY:
            warn_of_line(name, number, f"what is said has {LONGEST_KEY} words at most")
        else:
            yield Group(said, written, GroupKind(kind))


def _keys(column: str) -> tuple[Key, ...]:
    return tuple(key for key in map(key_of, column.split("|")) if key)


def _abbreviations() -> Iterator[tuple[Key, Key]]:
    for short, expansion in _pairs("abbreviations.tsv"):
        long = key_of(expansion)
        if long and short != long:
            yield short, long


def _sure_without_marks(related: Mapping[Key, Value]) -> dict[Key, Value]:
    """Leaves out single syllables with marks: without them they are other words too."""
    return {
        key: value for key, value in related.items()
        if len(key) > 1 or key[0] == fold(key[0]) or not looks_vietnamese(fold(key[0]))
    }  # fmt: skip


def _folded(entries: Mapping[Key, Value]) -> dict[Key, Value]:
    folded: dict[Key, Value] = {}
    for key, value in entries.items():
        folded.setdefault(tuple(fold(term) for term in key), value)
    return folded


def _phrases(name: str, kinds: Iterable[str]) -> Iterator[tuple[Key, str]]:
    allowed = set(kinds)
    for number, (phrase, kind, *_) in lexicon_rows(name, 2):
        if kind not in allowed:
            warn_of_line(name, number, f"{kind!r} is none of {', '.join(sorted(allowed))}")
        elif key := checked_key(name, number, phrase):
            yield key, kind


def _pairs(name: str) -> Iterator[tuple[Key, str]]:
    for number, (phrase, value, *_) in lexicon_rows(name, 2):
        if not value:
            warn_of_line(name, number, "the second column is empty")
        elif key := checked_key(name, number, phrase):
            yield key, value
