"""Days named as seen from today."""

from __future__ import annotations

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from index.language.periods import Period, find_periods, period_at

TODAY = date(2026, 11, 20)  # a Friday


@pytest.mark.parametrize(
    ("text", "first", "last"),
    [
        ("hôm qua ai trực", "2026-11-19", "2026-11-19"),
        ("bua qua", "2026-11-19", "2026-11-19"),
        ("hôm nay", "2026-11-20", "2026-11-20"),
        ("ngày mai có họp không", "2026-11-21", "2026-11-21"),
        ("tuần trước", "2026-11-09", "2026-11-15"),
        ("tuần này", "2026-11-16", "2026-11-22"),
        ("tháng trước", "2026-10-01", "2026-10-31"),
        ("tháng sau", "2026-12-01", "2026-12-31"),
        ("quý trước", "2026-07-01", "2026-09-30"),
        ("năm ngoái", "2025-01-01", "2025-12-31"),
        ("who spoke yesterday", "2026-11-19", "2026-11-19"),
        ("last month", "2026-10-01", "2026-10-31"),
    ],
)
def test_periods_are_counted_from_today(text: str, first: str, last: str) -> None:
    (found,) = find_periods(text, TODAY)
    assert (found.first.isoformat(), found.last.isoformat()) == (first, last)


@pytest.mark.parametrize("text", ["ngày 15/9", "năm 2022", "tuần lễ", "hằng tháng", ""])
def test_other_times_are_no_periods(text: str) -> None:
    assert find_periods(text, TODAY) == ()


def test_a_period_is_read_at_its_place_with_its_end() -> None:
    text = "tin tuan truoc cua tinh"
    assert period_at(text, 4, TODAY) == (Period(date(2026, 11, 9), date(2026, 11, 15)), 14)
    assert all(period_at(text, at, TODAY) is None for at in range(len(text)) if at != 4)


def test_december_and_january_are_neighbours() -> None:
    assert find_periods("tháng sau", date(2026, 12, 31)) == (
        Period(date(2027, 1, 1), date(2027, 1, 31)),
    )
    assert find_periods("tháng trước", date(2027, 1, 31)) == (
        Period(date(2026, 12, 1), date(2026, 12, 31)),
    )


@given(st.dates(date(1990, 1, 1), date(2090, 1, 1)))
def test_a_week_has_seven_days_and_a_day_is_in_its_week(today: date) -> None:
    (week,) = find_periods("tuần này", today)
    assert (week.last - week.first).days == 6
    assert week.first <= today <= week.last
    (month,) = find_periods("tháng này", today)
    assert month.first.day == (month.last + timedelta(days=1)).day == 1
    assert month.first <= today <= month.last
