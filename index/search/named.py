"""Things that a question names in one of several forms: documents, days, years of Tết.

Each is a concept of its own beside the words as typed: an article that writes the same day
or number in another form holds it, one that only has the same figures does not.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from datetime import date
from itertools import pairwise
from typing import Final

from index.language.dates import find_dates
from index.language.documents import find_documents
from index.language.lexicon import Lexicon
from index.language.normalize import fold
from index.language.periods import find_periods
from index.language.tokens import Token
from index.search.query import Alternative, Concept, ConceptKind, Hint

# A document's number decides; a day tells as much as a word. A month is the time of what is
# asked, and mostly stands in no sentence: as a concept it put fewer right articles first.
DOCUMENT_WEIGHT: Final = 2.0
DAY_WEIGHT: Final = 1.0

_Ways = tuple[tuple[str, ...], ...]

_STEMS: Final = ("giáp", "ất", "bính", "đinh", "mậu", "kỷ", "canh", "tân", "nhâm", "quý")
_BRANCHES: Final = (
    "tý", "sửu", "dần", "mão", "thìn", "tỵ", "ngọ", "mùi", "thân", "dậu", "tuất", "hợi",
)  # fmt: skip
_FIRST_STEM_YEAR: Final = 4  # the year 4 was Giáp Tý
_TET: Final = re.compile(r"(?<!\w)(?:tet|xuan)(?!\w)")
_YEAR: Final = re.compile(r"(?<!\d)(?:19|20)\d\d(?!\d)")


def named_documents(text: str) -> list[Concept]:
    """Returns concepts for the documents that `text` names by number."""
    return [
        _concept(document.phrases, DOCUMENT_WEIGHT, ConceptKind.NUMBER)
        for document in find_documents(text)
    ]


def named_days(text: str, today: date | None = None) -> list[Concept]:
    """Returns concepts for the days and the years of Tết that a Vietnamese `text` names.

    `today` is what "hôm qua" is counted from; without it such words name no day.
    """
    days = [_day_ways(d.day, d.month) for d in find_dates(text) if d.day and d.month]
    if today is not None:
        named = (period.first for period in find_periods(text, today) if period.is_day)
        days += [_day_ways(day.day, day.month) for day in named]
    return [
        _concept(ways, DAY_WEIGHT, ConceptKind.CONTENT)
        for ways in dict.fromkeys([*days, *_tet_ways(text)])
    ]


def hints(tokens: Sequence[Token], flags: Sequence[bool], lexicon: Lexicon) -> list[Hint]:
    """Returns what took over from the bodies that are named, or what they took over from."""
    exact = [token.text for token in tokens]
    folded = [token.folded for token in tokens]
    found: list[Hint] = []
    at = 0
    while at < len(tokens):
        bare = flags[at]
        terms = folded if bare else exact
        table = lexicon.successors_folded if bare else lexicon.successors
        match = table.match(terms, at)
        if match is not None:
            found.append(
                Hint(
                    tuple(map(Alternative, match[1].named)),
                    tuple(map(Alternative, match[1].others)),
                )
            )
        at += match[0] if match is not None else 1
    return found


def _concept(ways: Sequence[tuple[str, ...]], weight: float, kind: ConceptKind) -> Concept:
    alternatives = tuple(Alternative(way) for way in ways)
    return Concept(alternatives, kind, weight, other_weight=1.0, apart=True)


def _day_ways(day: int, month: int) -> _Ways:
    return (str(day), str(month)), (str(day), "tháng", str(month))


def _tet_ways(text: str) -> Iterator[_Ways]:
    """Yields the lunar names of the years of a Tết: "Tết 2024" is "Tết Giáp Thìn"."""
    line = fold(text)
    if not _TET.search(line):
        return
    for match in _YEAR.finditer(line):
        turn = int(match.group()) - _FIRST_STEM_YEAR
        name = (_STEMS[turn % len(_STEMS)], _BRANCHES[turn % len(_BRANCHES)])
        yield (name,)
    words = line.split()
    names = {
        (fold(_STEMS[turn % 10]), fold(_BRANCHES[turn % 12])): turn + _FIRST_STEM_YEAR
        for turn in range(_OLDEST_TET, _NEWEST_TET)
    }
    for pair in pairwise(words):
        if pair in names:
            yield ((str(names[pair]),),)


# Sixty years, after which the names come again.
_OLDEST_TET: Final = 1980 - _FIRST_STEM_YEAR
_NEWEST_TET: Final = _OLDEST_TET + 60
