"""The days that a named day, month, quarter or year stands for.

>>> month_span(2024, 2, date(2026, 1, 1)).last
datetime.date(2024, 2, 29)
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, replace
from datetime import date, timedelta
from typing import Final

from index.language.dates import NEWEST_YEAR, OLDEST_YEAR
from index.typed import Bound, Precision, last_day

MONTHS: Final = 12
_DAY: Final = timedelta(days=1)
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


def full_year(said: str, today: date) -> int:
    """Returns the year that its last two digits, or all four, stand for."""
    year = int(said)
    if len(said) > 2:  # noqa: PLR2004
        return year
    return 2000 + year if 2000 + year <= today.year + 1 else 1900 + year


def latest(make: Callable[[int], Span | None], today: date) -> Span | None:
    """Returns the newest of what recurs each year that has begun by `today`."""
    for year in range(today.year, today.year - _YEARS_BACK, -1):
        span = make(year)
        if span is not None and span.first <= today:
            return Span(span.first, span.last, span.precision, dated=False)
    return None


def day_span(year: int, month: int, day: int) -> Span | None:
    """Returns one day; None where no calendar has it."""
    if not OLDEST_YEAR <= year <= NEWEST_YEAR:
        return None
    try:
        one = date(year, month, day)
    except ValueError:
        return None
    return Span(one, one, Precision.DAY)


def month_span(year: int | None, month: int, today: date) -> Span | None:
    """Returns a month, without a year the last one that has begun; None where there is none."""
    if not 1 <= month <= MONTHS:
        return None
    if year is None:
        return latest(lambda y: month_span(y, month, today), today)
    if not OLDEST_YEAR <= year <= NEWEST_YEAR:
        return None
    first = date(year, month, 1)
    return Span(first, last_day(first, Precision.MONTH), Precision.MONTH)


def quarter_span(quarter: int | None, year: int | None, today: date) -> Span | None:
    """Returns a quarter as `month_span` returns a month."""
    if quarter is None:
        return None
    month = (quarter - 1) * _MONTHS_A_QUARTER + 1
    first = month_span(year, month, today)
    if first is None:
        return None
    last = month_span(first.first.year, month + _MONTHS_A_QUARTER - 1, today)
    return last and Span(first.first, last.last, Precision.MONTH, first.dated)


def year_span(year: int) -> Span | None:
    """Returns a year; None for one that no news are of."""
    if not OLDEST_YEAR <= year <= NEWEST_YEAR:
        return None
    return Span(date(year, 1, 1), date(year, MONTHS, 31), Precision.YEAR)


def precision_of(first: date, last: date) -> Precision:
    """Returns how a period is best named: of whole years, of whole months, or by its days."""
    if (first.month, first.day) == (1, 1) and (last.month, last.day) == (MONTHS, 31):
        return Precision.YEAR
    if first.day == 1 and last == last_day(last.replace(day=1), Precision.MONTH):
        return Precision.MONTH
    return Precision.DAY
