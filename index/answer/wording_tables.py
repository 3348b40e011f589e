"""The lists and tables of `data/lexicon/same_question.toml`."""

from __future__ import annotations

import tomllib
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from functools import cache
from importlib.resources import files
from typing import Any, Final

from index.language.lexicon import PhraseTable, key_of
from index.language.normalize import fold
from index.model import Language

WHETHER: Final = "whether"
YET: Final = "whether_yet"
FILLER: Final = "filler"
NEGATION: Final = "negation"
ASK: Final = "ask:"
"""Before the name of what is asked: "ask:where"."""
PERIOD: Final = "period:"
"""Before a unit and how many of it from now: "period:year:-1"."""
_BEGINS: Final = "whether_begins"


@dataclass(frozen=True, slots=True)
class Tables:
    """What the phrases of a language are, and those that ask whether."""

    exact: PhraseTable[str]
    folded: PhraseTable[str]
    whether: Sequence[tuple[str, ...]]
    yet: Sequence[tuple[str, ...]]
    begins: Sequence[tuple[str, ...]]
    sure: frozenset[str]

    def at(self, terms: Sequence[str], at: int, *, bare: bool) -> tuple[int, str] | None:
        """Returns (length, kind) of the longest phrase of the tables at a place."""
        return (self.folded if bare else self.exact).match(terms, at)


@cache
def tables() -> Mapping[Language, Tables]:
    """Returns the tables of each language, read once."""
    read = tomllib.loads((files("data") / "lexicon/same_question.toml").read_text("utf-8"))
    return {language: _table(read[language.value]) for language in Language}


def _table(read: Mapping[str, Any]) -> Tables:
    kinds: dict[tuple[str, ...], str] = {}
    kinds |= {key_of(phrase): FILLER for phrase in read["fillers"]}
    kinds |= {key_of(phrase): NEGATION for phrase in read["negations"]}
    for name, phrases in read["asks"].items():
        kinds |= {key_of(phrase): f"{ASK}{name}" for phrase in phrases}
    for unit, phrases in read["periods"].items():
        kinds |= {key_of(p): f"{PERIOD}{unit}:{ahead}" for p, ahead in phrases.items()}
    folded: dict[tuple[str, ...], str] = {}
    for key, kind in kinds.items():
        folded.setdefault(tuple(map(fold, key)), kind)
    return Tables(
        PhraseTable.of(kinds),
        PhraseTable.of(folded),
        whether=_longest_first(read[WHETHER]),
        yet=_longest_first(read[YET]),
        begins=_longest_first(read[_BEGINS]),
        sure=frozenset(map(fold, read["sure_without_marks"])),
    )


def _longest_first(phrases: Iterable[str]) -> Sequence[tuple[str, ...]]:
    return sorted(map(key_of, phrases), key=len, reverse=True)


def period_of(named: str, today: date) -> str:
    """Returns the day, week, month, quarter or year that is meant: "year:0"."""
    unit, _, offset = named.partition(":")
    ahead = int(offset)
    if unit == "day":
        return (today + timedelta(days=ahead)).isoformat()
    if unit == "week":
        year, week, _ = (today + timedelta(weeks=ahead)).isocalendar()
        return f"{year}-W{week}"
    months = today.year * 12 + today.month - 1
    if unit == "month":
        year, month = divmod(months + ahead, 12)
        return f"thang {month + 1} {year}"
    if unit == "quarter":
        year, quarter = divmod(months // 3 + ahead, 4)
        return f"quy {quarter + 1} {year}"
    return str(today.year + ahead)
