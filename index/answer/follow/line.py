"""A typed text and its tokens, ready to be held against the lexicon."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Final

from index.language.chat import chat_spellings
from index.language.detect import marked_share
from index.language.normalize import fold, plain_punctuation
from index.language.tokens import Token, tokenize

# Below this share of marked syllables a text counts as typed without marks (normal: .7).
_FEW_MARKS: Final = 0.35


@dataclass(frozen=True, slots=True)
class Line:
    """A typed text and its tokens, chat spellings written out ("z" is "vậy").

    `bare`: typed without tone marks; `cased`: its capitals tell names.
    """

    text: str
    tokens: tuple[Token, ...]
    bare: bool
    cased: bool

    @property
    def folded(self) -> str:
        """The folded tokens, with single spaces between."""
        return " ".join(token.folded for token in self.tokens)

    def find(self, pattern: re.Pattern[str]) -> list[tuple[int, int]]:
        """Returns the token ranges (end exclusive) that a pattern matches in `folded`."""
        line = self.folded
        found = []
        for match in pattern.finditer(line):
            first = len(line[: match.start()].split())
            found.append((first, first + len(match.group().split())))
        return found

    def piece(self, first: int, end: int) -> str:
        """Returns the text of tokens `first` to `end` (exclusive), as typed, quotes closed."""
        if first >= end:
            return ""
        start, stop = self.tokens[first].start, self.tokens[end - 1].end
        if self.text[start:stop].count('"') % 2:
            if self.text[stop : stop + 1] == '"':
                stop += 1
            elif self.text[start - 1 : start] == '"':
                start -= 1
        return self.text[start:stop]

    def gap(self, at: int) -> str:
        """Returns what stands between token `at` and the one before it."""
        return self.text[self.tokens[at - 1].end : self.tokens[at].start] if at else ""

    def is_capitalized(self, at: int) -> bool:
        """Tells whether token `at` begins with a capital, where capitals tell anything."""
        return self.cased and self.text[self.tokens[at].start].isupper()


def read_line(text: str) -> Line:
    """Returns a typed text ready to be compared with the lexicon's words."""
    plain = " ".join(plain_punctuation(text).split())
    tokens = tuple(_spelled_out(tokenize(plain)))
    letters = [char for char in plain if char.isalpha()]
    cased = any(c.isupper() for c in letters) and any(c.islower() for c in letters)
    return Line(plain, tokens, marked_share(tokens) < _FEW_MARKS, cased)


def _spelled_out(tokens: list[Token]) -> Iterable[Token]:
    table = chat_spellings().phrases
    terms = [token.text for token in tokens]
    at = 0
    while at < len(tokens):
        match = table.match(terms, at)
        length = match[0] if match else 1
        if match is None:
            yield tokens[at]
        else:
            start, end = tokens[at].start, tokens[at + length - 1].end
            for word in match[1]:
                yield Token(word, fold(word), start, end)
        at += length
