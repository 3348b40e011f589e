"""An English question's words: the lexicon's entries and Vietnamese names found among them."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import cached_property
from typing import Final

from index.language.english import EnglishEntry, EnglishKind, english_words
from index.language.lexicon import Lexicon
from index.language.stem import stems
from index.language.syllable import looks_vietnamese
from index.language.tokens import tokenize

# A short form in capitals, "US", "IT"; longer ones are words typed in capitals.
_LONGEST_ACRONYM: Final = 6
NOT_SEARCHED: Final = frozenset({EnglishKind.STOP, EnglishKind.QUESTION})
_PARTING: Final = ',;:.?!"()'
_QUOTED: Final = re.compile(r'"[^"]+"')


class EnglishText:
    """The words of one English question, with what may begin at each of them."""

    def __init__(self, text: str, lexicon: Lexicon) -> None:
        self.text = text
        self.words = english_words(text)
        self.terms = [word.text for word in self.words]
        self._lexicon = lexicon

    @cached_property
    def cased(self) -> bool:
        """Whether capitals tell names: not in CAPITALS, nor in "Who Is The Director"."""
        letters = [self.text[word.start] for word in self.words if word.text.isalpha()]
        later = range(1, len(self.words))
        title = all(map(str.isupper, letters)) and any(map(self._is_function_word, later))
        return not title and not self.text.isupper()

    def is_capital(self, at: int) -> bool:
        """Tells whether the word begins with a capital that tells a name."""
        word = self.words[at]
        return self.cased and self.text[word.start].isupper() and word.text.isalpha()

    def parted(self, at: int) -> bool:
        """Tells whether a comma, a bracket or a quotation mark stands before the word."""
        return at > 0 and any(mark in self._between(at) for mark in _PARTING)

    def acronym(self, at: int) -> EnglishEntry | None:
        """Returns the entry of a short form that is typed in capitals: "US", "IT"."""
        word = self.words[at]
        written = self.text[word.start : word.end]
        if not (self.cased and written.isupper() and len(written) <= _LONGEST_ACRONYM):
            return None
        return self._lexicon.english_acronyms.get(word.text)

    def entries(self, at: int) -> Iterator[tuple[int, EnglishEntry]]:
        """Yields (words, entry) that begin at the word, longest first, one for each length.

        Other forms of the first and the last word are tried: "took part", "fire engines".
        """
        entries = self._lexicon.english.entries
        lengths = self._lexicon.english_lengths
        firsts = [s for s in stems(self.terms[at]) if s in lengths]
        longest = max((lengths[s] for s in firsts), default=0)
        for length in range(min(longest, len(self.terms) - at), 1, -1):
            middle = tuple(self.terms[at + 1 : at + length - 1])
            keys = ((first, *middle, last)
                    for last in stems(self.terms[at + length - 1]) for first in firsts)  # fmt: skip
            found = next((entries[key] for key in keys if key in entries), None)
            if found is not None:
                yield length, found
        single = next((entries[s,] for s in firsts if (s,) in entries), None)
        if single is not None:
            yield 1, single

    def name_length(self, at: int) -> int:
        """Returns how many words from `at` on make a Vietnamese name or term, 0 for none.

        Two or more words side by side that are spelled as syllables, and are in capitals or
        no English words, or in quotation marks: "Song Hac", "hoa khe". The first word of a
        question is a capital anyhow: "Can Nguyen Van An ..." is no name of four.
        """
        if at == 0 and self._is_function_word(at):
            return 0
        end = at
        while end < len(self.words) and self._is_syllable_of_name(end):
            end += 1
            if end < len(self.words) and self._between(end) != " ":
                break
        return end - at if end - at > 1 else 0

    def _is_syllable_of_name(self, at: int) -> bool:
        word = self.words[at]
        if not looks_vietnamese(word.folded):
            return False
        quoted = any(start <= word.start < end for start, end in self._vietnamese_quotes)
        return quoted or self.is_capital(at) or next(self.entries(at), None) is None

    @cached_property
    def _vietnamese_quotes(self) -> list[tuple[int, int]]:
        """The places in quotation marks where all words are spelled as syllables."""
        return [
            match.span()
            for match in _QUOTED.finditer(self.text)
            if all(looks_vietnamese(token.folded) for token in tokenize(match.group()))
        ]

    def _is_function_word(self, at: int) -> bool:
        entry = self._lexicon.english.entries.get((self.terms[at],))
        return entry is not None and entry.kind in NOT_SEARCHED

    def _between(self, at: int) -> str:
        """Returns what stands between a word and the one before it."""
        return self.text[self.words[at - 1].end : self.words[at].start]
