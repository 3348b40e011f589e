"""The words of `data/lexicon/personal.tsv`: what stands around numbers of people's papers."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache
from typing import Final

from index.language.lexicon_file import lexicon_rows, warn_of_line
from index.language.normalize import fold, nfc
from index.language.tokens import tokenize

_FILE: Final = "personal.tsv"
_AS_WRITTEN: Final = frozenset({"office", "relation", "home", "no_home"})
_WORD: Final = re.compile(r"[^\W_]+(?:/[^\W\d_]+)?")


@dataclass(frozen=True, slots=True)
class PersonalWords:
    """Phrases by kind; the file's own header says what each is for."""

    identity: frozenset[str]
    passport: frozenset[str]
    insurance: frozenset[str]
    telephone: frozenset[str]
    money: frozenset[str]
    owner: frozenset[str]
    frame: frozenset[str]
    office: frozenset[str]
    relation: frozenset[str]
    home: frozenset[str]
    no_home: frozenset[str]


@cache
def personal_words() -> PersonalWords:
    """Returns the words, read once; a line of no known kind is named and skipped."""
    found: dict[str, set[str]] = {name: set() for name in PersonalWords.__slots__}
    for number, (kind, phrases, *_) in lexicon_rows(_FILE, 2):
        if kind not in found:
            warn_of_line(_FILE, number, f"{kind!r} is no kind")
            continue
        ways = [nfc(way.strip().lower()) for way in phrases.split("|") if way.strip()]
        found[kind].update(ways if kind in _AS_WRITTEN else map(fold, ways))
    return PersonalWords(**{name: frozenset(ways) for name, ways in found.items()})


def said(text: str, phrases: frozenset[str]) -> bool:
    """Tells whether `text`, tone marks aside, has one of the folded phrases."""
    line = f" {' '.join(token.folded for token in tokenize(text))} "
    return any(f" {phrase} " in line for phrase in phrases)


def written(text: str, phrases: frozenset[str]) -> bool:
    """Tells whether `text` has one of the phrases with the very tone marks."""
    line = f" {' '.join(_WORD.findall(text.lower()))} "
    return any(f" {phrase} " in line for phrase in phrases)


def without(words: Sequence[str], phrases: frozenset[str]) -> list[str]:
    """Returns the folded words that are part of none of the folded phrases."""
    line = f" {' '.join(words)} "
    for phrase in sorted(phrases, key=len, reverse=True):
        while f" {phrase} " in line:
            line = line.replace(f" {phrase} ", " ")
    return line.split()
