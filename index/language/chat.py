"""Chat spellings and what they stand for: "ko", "bao h", and by rule "fòng", "kông", "trướk"."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from functools import cache
from typing import Final

from index.language.lexicon import PhraseTable, key_of, lexicon_rows

_FILE: Final = "teencode.tsv"
_BEFORE_BACK_VOWEL: Final = "(?=[aăâoôơuưàáảãạằắẳẵặầấẩẫậòóỏõọồốổỗộờớởỡợùúủũụừứửữự])"
# How chat writes sounds, and the letters that Vietnamese has for them.
_RULES: Final = tuple(
    (re.compile(pattern), letters)
    for pattern, letters in (
        ("^f", ("ph",)),
        ("^w", ("qu",)),
        ("^q(?!u)", ("qu",)),
        ("^dz", ("d", "v", "gi")),
        ("^z", ("d", "v", "gi")),
        ("^j", ("gi", "ch")),
        (f"^k{_BEFORE_BACK_VOWEL}", ("c", "kh")),
        (r"(?<=[^\W_])j", ("i",)),
        ("(?<!n)g$", ("ng",)),
        ("k$", ("c", "ch")),
        ("^ck", ("ch",)),
    )
)


@dataclass(frozen=True, slots=True)
class ChatSpellings:
    """Standard spellings by chat spelling, both as words in normal form."""

    phrases: PhraseTable[tuple[str, ...]]
    first_words: frozenset[str]
    """What chat spellings begin with, to look no further in other places."""


@cache
def chat_spellings() -> ChatSpellings:
    """Returns the spellings of `data/lexicon/teencode.tsv`, read once."""
    return spellings_of(lexicon_rows(_FILE, 2))


def spellings_of(rows: Iterable[tuple[int, Sequence[str]]]) -> ChatSpellings:
    """Makes a table of numbered rows: chat spelling, standard spelling.

    Of a spelling listed twice the first counts.
    """
    entries: dict[tuple[str, ...], tuple[str, ...]] = {}
    for _, columns in rows:
        chat, standard = key_of(columns[0]), key_of(columns[1])
        if chat and standard:
            entries.setdefault(chat, standard)
    longest = max(map(len, entries), default=0)
    return ChatSpellings(PhraseTable(entries, longest), frozenset(key[0] for key in entries))


def respelled(word: str) -> Iterator[str]:
    """Yields how a word is spelled if it was typed as chat writes its sounds.

    >>> list(respelled("fòng")), list(respelled("kông"))
    (['phòng'], ['công', 'không'])
    """
    for pattern, letters in _RULES:
        if pattern.search(word):
            for letter in letters:
                yield pattern.sub(letter, word)
