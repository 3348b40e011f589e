"""The days that a text speaks of as seen from today: "hôm qua", "tuần trước", "last month".

>>> find_periods("ai trực hôm qua?", date(2026, 11, 20))
(Period(first=datetime.date(2026, 11, 19), last=datetime.date(2026, 11, 19)),)
"""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Final

from index.language.normalize import fold

_WEEK: Final = timedelta(days=7)
_DECEMBER: Final = 12
_QUARTER: Final = 3


@dataclass(frozen=True, slots=True)
class Period:
    """The days from `first` to `last`, both within it."""

    first: date
    last: date

    @property
    def is_day(self) -> bool:
        """Whether it is a single day."""
        return self.first == self.last


def find_periods(text: str, today: date) -> tuple[Period, ...]:
    """Returns the periods that `text` names as seen from `today`, in order, each once."""
    line = " ".join(fold(text).split())
    found: list[tuple[int, Period]] = []
    for pattern, period_of in _FORMS:
        for match in pattern.finditer(line):
            found.append((match.start(), period_of(today)))
    return tuple(dict.fromkeys(period for _, period in sorted(found, key=lambda item: item[0])))


def period_at(folded: str, at: int, today: date) -> tuple[Period, int] | None:
    """Returns the period named at a place of a folded text, and where its words end."""
    for pattern, period_of in _FORMS:
        if match := pattern.match(folded, at):
            return period_of(today), match.end()
    return None


def _day(today: date, days: int) -> Period:
    day = today + timedelta(days=days)
    return Period(day, day)


def _week(today: date, weeks: int) -> Period:
    monday = today - timedelta(days=today.weekday()) + weeks * _WEEK
    return Period(monday, monday + timedelta(days=6))


def _month(today: date, months: int) -> Period:
    return Period(_first_of_month(today, months), _first_of_month(today, months + 1) - _ONE_DAY)


def _quarter(today: date, quarters: int) -> Period:
    back = (today.month - 1) % _QUARTER
    first = _first_of_month(today, quarters * _QUARTER - back)
    return Period(first, _first_of_month(first, _QUARTER) - _ONE_DAY)


def _year(today: date, years: int) -> Period:
    return Period(date(today.year + years, 1, 1), date(today.year + years, _DECEMBER, 31))


def _first_of_month(day: date, months: int) -> date:
    years, month = divmod(day.month - 1 + months, _DECEMBER)
    return date(day.year + years, month + 1, 1)


_ONE_DAY: Final = timedelta(days=1)
_Count = Callable[[date, int], Period]


def _form(words: str, count: _Count, number: int) -> tuple[re.Pattern[str], _PeriodOf]:
    return re.compile(rf"(?<!\w)(?:{words})(?!\w)"), lambda today: count(today, number)


_PeriodOf = Callable[[date], Period]
_FORMS: Final = (
    _form("hom nay|bua nay|bua ni|sang nay|chieu nay|toi nay|today|tonight", _day, 0),
    _form("hom qua|bua qua|toi qua|dem qua|chieu qua|sang qua|yesterday", _day, -1),
    _form("hom kia|bua kia|hom truoc nua", _day, -2),
    _form("ngay mai|sang mai|chieu mai|toi mai|tomorrow", _day, 1),
    _form("ngay kia|ngay mot", _day, 2),
    _form("tuan nay|tuan ni|this week", _week, 0),
    _form("tuan truoc|tuan roi|tuan vua roi|tuan vua qua|tuan qua|last week", _week, -1),
    _form("tuan sau|tuan toi|next week", _week, 1),
    _form("thang nay|thang ni|this month", _month, 0),
    _form("thang truoc|thang roi|thang vua roi|thang vua qua|thang qua|last month", _month, -1),
    _form("thang sau|thang toi|next month", _month, 1),
    _form("quy nay|this quarter", _quarter, 0),
    _form("quy truoc|quy vua roi|last quarter", _quarter, -1),
    _form("nam nay|this year", _year, 0),
    _form("nam ngoai|nam truoc|nam roi|nam vua roi|nam vua qua|last year", _year, -1),
    _form("nam kia", _year, -2),
    _form("nam sau|nam toi|sang nam|next year", _year, 1),
)
