"""Names of people in a line, however it is typed."""

from __future__ import annotations

from collections.abc import Iterator
from functools import cache
from typing import Final

from index.answer.follow.extents import name_end
from index.answer.follow.line import Line
from index.answer.follow.words import follow_words
from index.answer.persons import persons
from index.language.known_words import surnames
from index.language.normalize import fold

_PERSON_SYLLABLES: Final = range(2, 6)


def find_persons(line: Line) -> Iterator[tuple[int, int]]:
    """Yields the token ranges of names, without what comes before them ("ông")."""
    yield from _cased_persons(line) if line.cased else _uncased_persons(line)


def _cased_persons(line: Line) -> Iterator[tuple[int, int]]:
    for span in persons(line.text):
        inside = [
            at
            for at, token in enumerate(line.tokens)
            if span.start <= token.start and token.end <= span.end
        ]
        yield inside[0], inside[-1] + 1


def _uncased_persons(line: Line) -> Iterator[tuple[int, int]]:
    """Yields what follows "ông", "bà" and begins with a surname, as far as a name goes."""
    words = follow_words()
    # Without marks "chi" is "chi" of "chi đoàn", and "co" is "có".
    honorific = words["names.bare_honorifics" if line.bare else "names.honorifics"]
    for at in range(len(line.tokens)):
        first = at + honorific.match(line, at, lenient=False)
        if first == at or first >= len(line.tokens):
            continue
        end = name_end(line, first)
        if end - first in _PERSON_SYLLABLES and line.tokens[first].folded in _surnames():
            yield first, end


@cache
def _surnames() -> frozenset[str]:
    return frozenset(fold(name) for name in surnames())
