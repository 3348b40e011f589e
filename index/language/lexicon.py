"""The lexicons of `data/lexicon`: function words, abbreviations, synonyms, English.

They are tab-separated files that a person edits; a bad line is named and skipped.
"""

from __future__ import annotations

import logging
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum
from functools import cache
from importlib.resources import files
from typing import Final, Generic, TypeVar

from index.language.normalize import fold, nfc
from index.language.syllable import looks_vietnamese
from index.language.tokens import tokenize

log = logging.getLogger(__name__)

Key = tuple[str, ...]
Value = TypeVar("Value")
_LONGEST_KEY: Final = 8


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

    def match(self, terms: Sequence[str], at: int) -> tuple[int, Value] | None:
        """Returns (length, value) of the longest phrase that begins at `at`."""
        for length in range(min(self.longest, len(terms) - at), 0, -1):
            value = self.entries.get(tuple(terms[at : at + length]))
            if value is not None:
                return length, value
        return None


@dataclass(frozen=True, slots=True)
class EnglishEntry:
    """An English term's Vietnamese ways to say it, and what kind of term it is."""

    vietnamese: tuple[Key, ...]
    kind: str


@dataclass(frozen=True, slots=True)
class Lexicon:
    """All tables, exact and folded twins where questions may lack tone marks."""

    function_words: PhraseTable[WordKind]
    function_words_folded: PhraseTable[WordKind]
    related: PhraseTable[tuple[Key, ...]]
    """Abbreviations to expansions, expansions to abbreviations, synonyms."""
    related_folded: PhraseTable[tuple[Key, ...]]
    chat_words: Mapping[str, str]
    english: PhraseTable[EnglishEntry]


@cache
def load_lexicon() -> Lexicon:
    """Returns the lexicons that travel with the program, read once."""
    words = {key: WordKind(kind) for key, kind in _phrases("function_words.tsv", WordKind)}
    related = _related()
    return Lexicon(
        function_words=_table(words),
        function_words_folded=_table(_folded(words)),
        related=_table(related),
        related_folded=_table(_folded(_sure_without_marks(related))),
        chat_words={"".join(k): v for k, v in _pairs("teencode.tsv") if len(k) == 1},
        english=_table(_english()),
    )


def _related() -> dict[Key, tuple[Key, ...]]:
    found: dict[Key, list[Key]] = {}
    for short, expansion in _pairs("abbreviations.tsv"):
        long = key_of(expansion)
        if short and long and short != long:
            found.setdefault(short, []).append(long)
            if len(long) > 1:
                found.setdefault(long, []).append(short)
    for term, synonyms in _pairs("synonyms_vi.tsv"):
        keys = [key_of(part) for part in synonyms.split("|")]
        found.setdefault(term, []).extend(key for key in keys if key and key != term)
    return {key: tuple(dict.fromkeys(values)) for key, values in found.items() if values}


def _sure_without_marks(related: Mapping[Key, Value]) -> dict[Key, Value]:
    """Leaves out single syllables with marks: without them they are other words too."""
    return {
        key: value for key, value in related.items()
        if len(key) > 1 or key[0] == fold(key[0]) or not looks_vietnamese(fold(key[0]))
    }  # fmt: skip


def _english() -> dict[Key, EnglishEntry]:
    entries = {}
    for number, columns in _rows("english.tsv", 3):
        key = key_of(columns[0])
        ways = tuple(k for k in (key_of(part) for part in columns[1].split("|")) if k)
        if not key or (not ways and columns[2] != "stop"):
            _warn("english.tsv", number, "an entry needs a term and its Vietnamese")
            continue
        entries[key] = EnglishEntry(ways, columns[2])
    return entries


def key_of(phrase: str) -> Key:
    """Returns the tokens of a phrase, in normal form."""
    return tuple(token.text for token in tokenize(nfc(phrase)))


def _folded(entries: Mapping[Key, Value]) -> dict[Key, Value]:
    folded: dict[Key, Value] = {}
    for key, value in entries.items():
        folded.setdefault(tuple(fold(term) for term in key), value)
    return folded


def _table(entries: Mapping[Key, Value]) -> PhraseTable[Value]:
    kept = {key: value for key, value in entries.items() if len(key) <= _LONGEST_KEY}
    return PhraseTable(kept, max(map(len, kept), default=0))


def _phrases(name: str, kinds: Iterable[str]) -> Iterator[tuple[Key, str]]:
    allowed = set(kinds)
    for number, (phrase, kind) in _rows(name, 2):
        if kind not in allowed:
            _warn(name, number, f"{kind!r} is none of {', '.join(sorted(allowed))}")
        elif key := key_of(phrase):
            yield key, kind


def _pairs(name: str) -> Iterator[tuple[Key, str]]:
    for _, columns in _rows(name, 2):
        if key := key_of(columns[0]):
            yield key, columns[1]


def _rows(name: str, columns: int) -> Iterator[tuple[int, Sequence[str]]]:
    text = (files("data") / "lexicon" / name).read_text("utf-8")
    for number, line in enumerate(text.splitlines()[1:], 2):
        if not line.strip() or line.startswith("#"):
            continue
        parts = line.split("\t")
        if len(parts) < columns:
            _warn(name, number, f"{columns} columns are needed, there are {len(parts)}")
        else:
            yield number, [part.strip() for part in parts]


def _warn(name: str, number: int, problem: str) -> None:
    log.warning("data/lexicon/%s, line %d is skipped: %s", name, number, problem)
