"""The English terms of `data/lexicon/english.tsv`, with Vietnamese ways to say them."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from enum import StrEnum
from itertools import zip_longest
from typing import Final

from index.language.lexicon_file import LONGEST_KEY, Key, key_of, lexicon_rows, warn_of_line
from index.language.normalize import nfc
from index.language.tokens import Token, tokenize

ENGLISH_FILE: Final = "english.tsv"
_ARTICLES: Final = frozenset({"the", "a", "The"})
# "an" stands before these; elsewhere it is a syllable of a name, "long an province".
_AFTER_AN: Final = ("a", "e", "i", "o", "u", "h")
# "department's", "isn't", "who've": what stands after the apostrophe.
_SHORT_ENDS: Final = frozenset({"s", "t", "re", "ve", "ll", "d", "m"})


class EnglishKind(StrEnum):
    """What kind of term an entry of `english.tsv` is."""

    CIVIC = "civic"
    """A term of public administration; it is a noun for all that matters here."""
    NOUN = "noun"
    VERB = "verb"
    ADJECTIVE = "adjective"
    PLACE = "place"
    TIME = "time"
    ACRONYM = "acronym"
    """Read so only in capitals: "US" is a country, "us" is not."""
    WEAK = "weak"
    """Searched, but it says little: "make", "kind", "often"."""
    QUESTION = "question"
    """Says what is asked for ("how many"): not searched."""
    STOP = "stop"
    """Not searched; needs no Vietnamese."""


@dataclass(frozen=True, slots=True)
class EnglishEntry:
    """An English term's Vietnamese ways to say it, and what kind of term it is."""

    vietnamese: tuple[Key, ...]
    kind: EnglishKind


def english_entries() -> tuple[dict[Key, EnglishEntry], dict[str, EnglishEntry]]:
    """Returns the English terms, and apart from them the acronyms, by lower-case letters."""
    entries: dict[Key, EnglishEntry] = {}
    acronyms: dict[str, EnglishEntry] = {}
    for number, columns in lexicon_rows(ENGLISH_FILE, 3):
        entry = _english_entry(columns)
        key = english_key(columns[0])
        if isinstance(entry, str):
            warn_of_line(ENGLISH_FILE, number, entry)
        elif not 0 < len(key) <= LONGEST_KEY:
            warn_of_line(ENGLISH_FILE, number, f"a term has 1 to {LONGEST_KEY} words")
        elif entry.kind is EnglishKind.ACRONYM:
            acronyms["".join(key)] = entry
        elif key in entries:
            warn_of_line(ENGLISH_FILE, number, f"{columns[0]!r} stands above already")
        else:
            entries[key] = entry
    return entries, acronyms


def _english_entry(columns: Sequence[str]) -> EnglishEntry | str:
    """Returns the entry of a line, or what is wrong with it."""
    try:
        kind = EnglishKind(columns[2])
    except ValueError:
        return f"{columns[2]!r} is none of {', '.join(EnglishKind)}"
    ways = tuple(key for key in map(key_of, columns[1].split("|")) if key)
    if not ways and kind is not EnglishKind.STOP:
        return "an entry needs its Vietnamese"
    return EnglishEntry(tuple(dict.fromkeys(ways)), kind)


def english_key(phrase: str) -> Key:
    """Returns the words of an English phrase as entries have them.

    Articles inside it and the "s" of a possessive go.

    >>> english_key("head of the Women's Union"), english_key("the")
    (('head', 'of', 'women', 'union'), ('the',))
    """
    terms = [token.text for token in english_words(nfc(phrase))]
    return tuple(terms)


def english_words(text: str) -> list[Token]:
    """Returns the tokens of an English text without articles and ends of short forms.

    "the director's phone" has the words director and phone; of "didn't" nothing is left.
    A text of one token keeps it.
    """
    tokens = tokenize(text)
    if len(tokens) == 1:
        return tokens
    kept: list[Token] = []
    for token, following in zip_longest(tokens, tokens[1:]):
        if token.start and text[token.start - 1] == "'" and token.text in _SHORT_ENDS:
            if token.text == "t" and kept:
                kept.pop()
        elif not _is_article(text[token.start : token.end], following):
            kept.append(token)
    return kept


def _is_article(written: str, following: Token | None) -> bool:
    if written == "an":
        return following is not None and following.text.startswith(_AFTER_AN)
    return written in _ARTICLES
