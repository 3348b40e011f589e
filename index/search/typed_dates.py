"""Dates as people type them into a search: "01/2022", "2024-04-03", "quý I/2024", "tuần trước".

Works on folded text, so that missing marks make no difference. More is taken than in running
text (`index.language.dates`): who types a filter means a date by it.

>>> date_at("tu 6/2022", 3, date(2026, 1, 1)).span.first
datetime.date(2022, 6, 1)
"""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass, replace
from datetime import date, timedelta
from typing import Final

from index.language.dates import NEWEST_YEAR, OLDEST_YEAR
from index.language.periods import period_at
from index.typed import Bound, Precision, last_day

_DAY: Final = timedelta(days=1)
_MONTHS: Final = 12
_MONTHS_A_QUARTER: Final = 3
# The 29th of February may be eight years ago, around 1900.
_YEARS_BACK: Final = 9


@dataclass(frozen=True, slots=True)
class Span:
    """The days that a date stands for.

    `dated`: its year was named. `relative`: it was counted from today ("tuần trước").
    """

    first: date
    last: date
    precision: Precision
    dated: bool = True
    relative: bool = False

    @property
    def begin(self) -> Bound:
        """Its first day."""
        return Bound(self.first, self.precision)

    @property
    def end(self) -> Bound:
        """Its last day."""
        return Bound(self.last, self.precision)

    def preceding(self) -> Span:
        """Returns the day that ends right before it, named as it was."""
        return replace(self, first=self.first - _DAY, last=self.first - _DAY)

    def following(self) -> Span:
        """Returns the day that begins right after it, named as it was."""
        return replace(self, first=self.last + _DAY, last=self.last + _DAY)


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


def date_at(folded: str, at: int, today: date) -> TypedDate | None:
    """Returns the date that begins at a place of a folded text, None where none does.

    Spaces in `folded` are single. A day without its year is the last one up to `today`.
    """
    if (found := period_at(folded, at, today)) is not None:
        period, end = found
        precision = _precision(period.first, period.last)
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
        span = _quarter(_QUARTERS.get(said), year, today)
    elif unit == "thang" and said.isdigit():
        span = _month(year, int(said), today)
    elif unit == "nam" and len(said) > 1 and said.isdigit():
        span = _year(_full_year(said, today))
    return TypedDate(match.end(), span)


def in_one_year(first: Span, last: Span) -> tuple[Span, Span]:
    """Returns two ends of a period, where only one names its year in that year both."""
    if first.dated and not last.dated and not last.relative:
        last = _in_year(last, first.last.year)
    elif last.dated and not first.dated and not first.relative:
        first = _in_year(first, last.first.year)
    return first, last


def _in_year(span: Span, year: int) -> Span:
    """Returns a span in another year; the 29th of February stays where it was."""
    try:
        first = span.first.replace(year=year)
        last = span.last.replace(year=year, day=1 if span.first != span.last else span.last.day)
    except ValueError:
        return span
    return Span(first, last_day(last, span.precision), span.precision)


def _span(parts: dict[str, str | None], today: date) -> Span | None:
    said = parts.get("y") or parts.get("y2")
    year = _full_year(said, today) if said else None
    if quarter := parts.get("q"):
        return _quarter(_QUARTERS.get(quarter), year, today)
    month = _month_of(parts)
    day = int(said_day) if (said_day := parts.get("d")) else None
    if month is None:
        return _year(year) if year is not None and day is None else None
    if day is None:
        return _month(year, month, today)
    if year is not None:
        return _one_day(year, month, day) or _one_day(year, day, month)
    if month > _MONTHS:  # "6/22": June 2022
        return _month(_full_year(f"{month:02}", today), day, today)
    return _latest(lambda y: _one_day(y, month, day), today)


def _month_of(parts: dict[str, str | None]) -> int | None:
    if parts.get("m"):
        return int(parts["m"] or 0)
    if word := parts.get("w"):
        return _WORDS[word]
    if name := parts.get("n"):
        return _NAMES[name]
    return None


def _full_year(said: str, today: date) -> int:
    year = int(said)
    if len(said) > 2:  # noqa: PLR2004
        return year
    return 2000 + year if 2000 + year <= today.year + 1 else 1900 + year


def _latest(make: Callable[[int], Span | None], today: date) -> Span | None:
    """Returns the newest of what recurs each year that has begun by `today`."""
    for year in range(today.year, today.year - _YEARS_BACK, -1):
        span = make(year)
        if span is not None and span.first <= today:
            return Span(span.first, span.last, span.precision, dated=False)
    return None


def _one_day(year: int, month: int, day: int) -> Span | None:
    if not OLDEST_YEAR <= year <= NEWEST_YEAR:
        return None
    try:
        one = date(year, month, day)
    except ValueError:
        return None
    return Span(one, one, Precision.DAY)


def _month(year: int | None, month: int, today: date) -> Span | None:
    if not 1 <= month <= _MONTHS:
        return None
    if year is None:
        return _latest(lambda y: _month(y, month, today), today)
    if not OLDEST_YEAR <= year <= NEWEST_YEAR:
        return None
    first = date(year, month, 1)
    return Span(first, last_day(first, Precision.MONTH), Precision.MONTH)


def _quarter(quarter: int | None, year: int | None, today: date) -> Span | None:
    if quarter is None:
        return None
    month = (quarter - 1) * _MONTHS_A_QUARTER + 1
    first = _month(year, month, today)
    if first is None:
        return None
    last = _month(first.first.year, month + _MONTHS_A_QUARTER - 1, today)
    return last and Span(first.first, last.last, Precision.MONTH, first.dated)


def _year(year: int) -> Span | None:
    if not OLDEST_YEAR <= year <= NEWEST_YEAR:
        return None
    return Span(date(year, 1, 1), date(year, _MONTHS, 31), Precision.YEAR)


def _precision(first: date, last: date) -> Precision:
    """Returns how a period is best named: of whole years, of whole months, or by its days."""
    if (first.month, first.day) == (1, 1) and (last.month, last.day) == (_MONTHS, 31):
        return Precision.YEAR
    if first.day == 1 and last == last_day(last.replace(day=1), Precision.MONTH):
        return Precision.MONTH
    return Precision.DAY
