"""Dates, centuries, decades and ordinals of English questions as Vietnamese news write them."""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import Final

from index.language.tokens import Token
from index.search.kinds import ARABIC
from index.search.query import Alternative, Concept, ConceptKind

_MONTHS: Final = (
    "january", "february", "march", "april", "may", "june", "july", "august", "september",
    "october", "november", "december",
)  # fmt: skip
_MONTH_NUMBERS: Final = {
    **{name: number for number, name in enumerate(_MONTHS, 1)},
    **{name[:3]: number for number, name in enumerate(_MONTHS, 1)},
    "sept": 9,
}
# Months that are other words too: read so in "March 2020", "in May", "5 March", not alone.
_AMBIGUOUS: Final = frozenset({"march", "may", "mar", "jan", "dec", "sep", "oct"})
_BEFORE_A_MONTH: Final = frozenset(
    {"in", "of", "since", "until", "by", "on", "before", "after", "last", "next", "early", "late",
     "mid", "this", "from", "to", "till", "during", "and"}
)  # fmt: skip
_ORDINAL: Final = re.compile(r"(\d{1,3})(?:st|nd|rd|th)")
_YEAR: Final = re.compile(r"1\d\d\d|20\d\d")
_DECADE: Final = re.compile(r"((?:1\d|20)\d0)s")
_ORDINALS: Final = (
    "first", "second", "third", "fourth", "fifth", "sixth", "seventh", "eighth", "ninth", "tenth",
    "eleventh", "twelfth", "thirteenth", "fourteenth", "fifteenth", "sixteenth", "seventeenth",
    "eighteenth", "nineteenth", "twentieth",
)  # fmt: skip
_ORDINAL_NUMBERS: Final = {name: number for number, name in enumerate(_ORDINALS, 1)}
_MOST_DAYS: Final = 31

Read = tuple[int, list[Concept]]
"""How many words were read, and what they ask for."""


def number_at(words: Sequence[Token], at: int, text: str) -> Read | None:
    """Returns the date, century, decade or ordinal that begins at `at`; None for others."""
    terms = [word.text for word in words[at : at + 4]]
    return (
        _date(words, at, text)
        or _century(terms)
        or _decade(terms, words[at], text)
        or _ordinal(terms)
    )


def _date(words: Sequence[Token], at: int, text: str) -> Read | None:
    """Reads "July 2023", "July 12, 2023", "12th of July 2023", "12 July", "in July"."""
    terms = [word.text for word in words]
    day, place = _day(terms, at)
    if day and place < len(terms) and terms[place] == "of":
        place += 1
    month = _month(words, place, text, sure=bool(day))
    if month is None:
        return None
    place += 1
    if not day:
        day, after = _day(terms, place)
        place = after if day else place
    year = terms[place] if place < len(terms) and _YEAR.fullmatch(terms[place]) else ""
    return place + bool(year) - at, _date_concepts(day, month, year)


def _date_concepts(day: str, month: str, year: str) -> list[Concept]:
    if day:
        ways = [(day, month), (day, "tháng", month)]
    else:
        ways = [("tháng", month), *([(month, year)] if year else [])]
    date = Concept(tuple(Alternative(way) for way in ways), other_weight=1.0)
    number = Concept((Alternative((year,)),), ConceptKind.NUMBER)
    return [date, number] if year else [date]


def _day(terms: Sequence[str], at: int) -> tuple[str, int]:
    """Returns the day of a month at `at`, "" for none, and the place after it."""
    if at >= len(terms):
        return "", at
    match = _ORDINAL.fullmatch(terms[at])
    number = match.group(1) if match else terms[at]
    is_day = number.isdecimal() and 0 < int(number) <= _MOST_DAYS
    return (number, at + 1) if is_day else ("", at)


def _month(words: Sequence[Token], at: int, text: str, *, sure: bool) -> str | None:
    if at >= len(words):
        return None
    word = words[at].text
    number = _MONTH_NUMBERS.get(word)
    if number is None:
        return None
    if word in _AMBIGUOUS and not sure:
        capital = text[words[at].start].isupper()
        before = at > 0 and words[at - 1].text in _BEFORE_A_MONTH
        followed = at + 1 < len(words) and words[at + 1].text[0].isdigit()
        if not (followed or (capital and before)):
            return None
    return str(number)


def _century(terms: Sequence[str]) -> Read | None:
    """Reads "16th century", "sixteenth centuries"."""
    if len(terms) < 2 or terms[1] not in ("century", "centuries"):  # noqa: PLR2004 - two words
        return None
    number = _ordinal_number(terms[0])
    if number is None:
        return None
    ways = [Alternative(("thế", "kỷ", name)) for name in (number, ARABIC.get(number)) if name]
    return 2, [Concept(tuple(ways), other_weight=1.0)]


def _decade(terms: Sequence[str], word: Token, text: str) -> Read | None:
    """Reads "1970s" and, as tokens have it without its "s", "1970's"."""
    match = _DECADE.fullmatch(terms[0])
    if match is None and not (
        _YEAR.fullmatch(terms[0]) and terms[0].endswith("0") and text[word.end :].startswith("'s")
    ):
        return None
    year = match.group(1) if match else terms[0]
    ways = (("năm", year), ("thập", "niên", year), ("thập", "kỷ", year), ("thập", "niên", year[2:]))
    return 1, [Concept(tuple(Alternative(way) for way in ways), other_weight=1.0)]


def _ordinal(terms: Sequence[str]) -> Read | None:
    """Reads "13th"; ordinals in words are entries of the lexicon."""
    match = _ORDINAL.fullmatch(terms[0])
    if match is None:
        return None
    number = match.group(1)
    roman = ARABIC.get(number)
    ways = [("thứ", number), *([("thứ", roman)] if roman else []), (number,)]
    return 1, [Concept(tuple(Alternative(way) for way in ways))]


def _ordinal_number(term: str) -> str | None:
    if match := _ORDINAL.fullmatch(term):
        return match.group(1)
    number = _ORDINAL_NUMBERS.get(term)
    return str(number) if number else None
