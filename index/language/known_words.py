"""Vietnamese words known without any archive: those of the lexicons, and a dictionary's.

Corrections leave known words alone, and prefer readings in which neighbours make a known
word ("nghỉ hưu"). The dictionary is the one that underthesea brings along.
"""

from __future__ import annotations

import tomllib
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from itertools import chain, pairwise
from typing import Final

from underthesea.corpus import viet_dict_22K, viet_dict_74K

from index.language.lexicon import Key, key_of, lexicon_rows, load_lexicon
from index.language.normalize import fold, normalize_token
from index.language.spelling import is_syllable

_SEVERAL: Final = 3
ROMAN_LETTERS: Final = frozenset("ivx")
"""Of Roman numerals as far as articles count: "khóa XXI"."""


@dataclass(frozen=True, slots=True)
class Words:
    """Syllables, and pairs of them that stand side by side in words and phrases, as "a_b"."""

    syllables: frozenset[str]
    pairs: frozenset[str]

    def folded(self) -> Words:
        """Returns the same without marks."""
        pairs = (pair.partition("_") for pair in self.pairs)
        return Words(
            frozenset(map(fold, self.syllables)),
            frozenset(f"{fold(first)}_{fold(second)}" for first, _, second in pairs),
        )


@cache
def lexicon_words() -> Words:
    """Returns the words that questions are worded with, and abbreviations."""
    lexicon = load_lexicon()
    keys: list[Key] = [*lexicon.function_words.entries]
    keys += [key for key in lexicon.related.entries if len(key) == 1 and not is_syllable(key[0])]
    table = tomllib.loads((files("data") / "lexicon/answer_types.toml").read_text("utf-8"))
    phrases = [phrase for row in table["type"] for phrase in (*row["ask"], *row["about"])]
    keys += [key_of(half) for phrase in phrases for half in phrase.split("_")]
    return _words(keys)


@cache
def dictionary_words() -> Words:
    """Returns the words of underthesea's dictionaries, of synonyms and of English terms.

    Rare syllables are those of the largest that several entries have; pairs are those of
    a smaller one, which has no proverbs and no place names. No foreign words.
    """
    lexicon = load_lexicon()
    terms = [way for entry in lexicon.english.entries.values() for way in entry.vietnamese]
    for key, others in lexicon.related.entries.items():
        terms += [key, *others]
    common = _words(
        [
            *(tuple(map(normalize_token, entry.split())) for entry in viet_dict_22K.words),
            *terms,
        ]
    )
    entries = _dictionary_entries()
    rare = {word for word, n in entries.items() if n >= _SEVERAL}
    return Words(frozenset(filter(is_syllable, common.syllables | rare)), common.pairs)


@cache
def _dictionary_entries() -> Counter[str]:
    """Returns how often each syllable stands in the largest dictionary."""
    typed = Counter(chain.from_iterable(map(str.split, viet_dict_74K.words)))
    entries: Counter[str] = Counter()
    for part, number in typed.items():
        entries[normalize_token(part)] += number
    return entries


@cache
def dictionary_forms() -> Mapping[str, Sequence[str]]:
    """Returns the syllables of the dictionaries by their letters, the commonest first."""
    forms: dict[str, list[str]] = {}
    entries = _dictionary_entries()
    for word in sorted(dictionary_words().syllables, key=lambda word: (-entries[word], word)):
        forms.setdefault(fold(word), []).append(word)
    return forms


@cache
def english_words() -> frozenset[str]:
    """Returns the words of the English terms of the lexicon."""
    return frozenset(word for key in load_lexicon().english.entries for word in key)


@cache
def surnames() -> Mapping[str, float]:
    """Returns the surnames in lower case, each with its share of all people in percent."""
    rows = lexicon_rows("surnames.tsv", 2)
    return {normalize_token(columns[0]): float(columns[1]) for _, columns in rows}


@cache
def folded_lexicon_words() -> Words:
    """Returns the words of the lexicons without marks."""
    return lexicon_words().folded()


@cache
def folded_dictionary_words() -> Words:
    """Returns the words of the dictionary without marks."""
    return dictionary_words().folded()


def _words(keys: Iterable[Key]) -> Words:
    syllables: set[str] = set()
    pairs: set[str] = set()
    for key in keys:
        syllables.update(key)
        pairs.update(f"{first}_{second}" for first, second in pairwise(key))
    return Words(frozenset(syllables), frozenset(pairs))
