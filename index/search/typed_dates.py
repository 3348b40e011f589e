"""Dates as people type them into a search: "01/2022", "2024-04-03", "quý I/2024", "tuần trước".

Works on folded text, so that missing marks make no difference. More is taken than in running
text (`index.language.dates`): who types a filter means a date by it.

>>> date_at("tu 6/2022", 3, date(2026, 1, 1)).span.first
datetime.date(2022, 6, 1)
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import date
from typing import Final

from index.language.normalize import fold, plain_punctuation
from index.language.periods import period_at
from index.search.typed_spans import (
    MONTHS,
    Span,
    day_span,
    full_year,
    latest,
    month_span,
    precision_of,
    quarter_span,
    year_span,
)


@dataclass(frozen=True, slots=True)
class TypedDate:
    """What stands at a place and ends at `end`; `span` is None for a day no calendar has."""

    end: int
    span: Span | None


_NAMES: Final = {
    "january": 1, "february": 2, "march": 3, "april": 4, "may": 5, "june": 6, "july": 7,
    "august": 8, "september": 9, "october": 10, "november": 11, "december": 12,
    "jan": 1, "feb": 2, "mar": 3, "apr": 4, "jun": 6, "jul": 7, "aug": 8, "sept": 9, "sep": 9,
    "oct": 10, "nov": 11, "dec": 12,
}  # fmt: skip
_WORDS: Final = {
    "mot": 1, "gieng": 1, "hai": 2, "ba": 3, "tu": 4, "nam": 5, "sau": 6, "bay": 7, "tam": 8,
    "chin": 9, "muoi mot": 11, "muoi hai": 12, "muoi": 10, "chap": 12,
}  # fmt: skip
_QUARTERS: Final = {"i": 1, "ii": 2, "iii": 3, "iv": 4, "1": 1, "2": 2, "3": 3, "4": 4}

_Y: Final = r"(?P<y>\d{4})"
_D: Final = r"(?P<d>\d{1,2})"
_M: Final = r"(?P<m>\d{1,2})"
_SEP: Final = r"\s?(?P<s>[-/.])\s?"
_AGAIN: Final = r"\s?(?P=s)\s?"
_NAME: Final = rf"(?P<n>{'|'.join(_NAMES)})\.?"
# Alone only those that are no Vietnamese word without its marks: "máy" is "may".
_LONG_NAME: Final = rf"(?P<n>{'|'.join(name for name in _NAMES if len(name) > 3)})"  # noqa: PLR2004
_WORD: Final = rf"(?P<w>{'|'.join(_WORDS)})"
_YEAR: Final = rf"(?:\s*(?:[-/.,]|,?\s*nam)\s*{_Y}|\s+{_Y.replace('?P<y>', '?P<y2>')})"
# Not the beginning of a document's number ("12/2024/NĐ-CP", "01/2024-TT") or of a longer one.
_END: Final = r"(?!\w|\s?/\s?\w|-[^\W\d]|[.,]\d)"


def _form(pattern: str) -> re.Pattern[str]:
    return re.compile(pattern + _END)


# In order: the first that fits counts.
_FORMS: Final = (
    _form(rf"(?:ngay )?{_Y}{_SEP}{_M}{_AGAIN}{_D}(?:t[\d:.]+z?)?"),
    _form(rf"(?:ngay )?{_D}{_SEP}{_M}{_AGAIN}(?P<y>\d{{4}}|\d\d)"),
    _form(rf"(?:ngay )?{_D},? (?:thang )(?:{_M}|{_WORD}){_YEAR}?"),
    _form(rf"(?:ngay )?{_D}(?:st|nd|rd|th)?(?: of)? {_NAME}(?:,? {_Y})?"),
    _form(rf"{_NAME} {_D}(?:st|nd|rd|th)?(?:,? {_Y})"),
    _form(rf"{_NAME},? {_Y}"),
    _form(_LONG_NAME),
    _form(rf"(?:thang |t){_M}{_SEP}{_Y}"),
    _form(rf"thang (?:{_M}|{_WORD}){_YEAR}?"),
    _form(rf"(?:quy|q) ?(?P<q>i{{1,3}}|iv|[1-4]){_YEAR}?"),
    _form(rf"(?:thang )?{_Y}{_SEP}{_M}"),
    _form(rf"(?:thang )?{_M}{_SEP}{_Y}"),
    _form(rf"(?:ngay )?{_D}{_SEP}(?P<m>\d\d?)"),
    _form(rf"(?:nam |year )?{_Y}"),
)
_NUMBER: Final = _form(rf"(?P<q>\d{{1,2}}|i{{1,3}}|iv){_YEAR}?")
# What looks like a date although nothing above reads it: "32/13/2022", "2022/99/1".
_LIKE: Final = re.compile(r"\d+(?:\s?[-/.]\s?\d+)+(?!\w)")


def typed_day(typed: str, today: date) -> date | None:
    """Returns the one day that a whole text names; None for a longer time, or anything else.

    >>> typed_day("Hôm qua", date(2026, 11, 23))
    datetime.date(2026, 11, 22)
    """
    folded = fold(" ".join(plain_punctuation(typed).split()))
    found = date_at(folded, 0, today)
    if found is None or found.end != len(folded) or found.span is None:
        return None
    return found.span.first if found.span.first == found.span.last else None


def date_at(folded: str, at: int, today: date) -> TypedDate | None:
    """Returns the date that begins at a place of a folded text, None where none does.

    Spaces in `folded` are single. A day without its year is the last one up to `today`.
    """
    if (found := period_at(folded, at, today)) is not None:
        period, end = found
        precision = precision_of(period.first, period.last)
        return TypedDate(end, Span(period.first, period.last, precision, relative=True))
    for form in _FORMS:
        match = form.match(folded, at)
        if match is not None:
            return TypedDate(match.end(), _span(match.groupdict(), today))
    like = _LIKE.match(folded, at)
    return TypedDate(like.end(), None) if like is not None else None


def number_at(folded: str, at: int, unit: str, today: date) -> TypedDate | None:
    """Returns what a number stands for behind the name of its `unit`.

    That is "thang" (without a year of the last twelve months), "nam" (of two digits) or "quy".
    """
    match = _NUMBER.match(folded, at)
    if match is None:
        return None
    said, of_year = match["q"], match["y"] or match["y2"]
    year = int(of_year) if of_year else None
    span = None
    if unit == "quy":
        span = quarter_span(_QUARTERS.get(said), year, today)
    elif unit == "thang" and said.isdigit():
        span = month_span(year, int(said), today)
    elif unit == "nam" and len(said) > 1 and said.isdigit():
        span = year_span(full_year(said, today))
    return TypedDate(match.end(), span)


def _span(parts: dict[str, str | None], today: date) -> Span | None:
    said = parts.get("y") or parts.get("y2")
    year = full_year(said, today) if said else None
    if quarter := parts.get("q"):
        return quarter_span(_QUARTERS.get(quarter), year, today)
    month = _month_of(parts)
    day = int(said_day) if (said_day := parts.get("d")) else None
    if month is None:
        return year_span(year) if year is not None and day is None else None
    if day is None:
        return month_span(year, month, today)
    if year is not None:
        return day_span(year, month, day) or day_span(year, day, month)
    if month > MONTHS:  # "6/22": June 2022
        return month_span(full_year(f"{month:02}", today), day, today)
    return latest(lambda y: day_span(y, month, day), today)


def _month_of(parts: dict[str, str | None]) -> int | None:
    if parts.get("m"):
        return int(parts["m"] or 0)
    if word := parts.get("w"):
        return _WORDS[word]
    if name := parts.get("n"):
        return _NAMES[name]
    return None
