"""Dates as people write them: what each expression states, and what is no date."""

from __future__ import annotations

from datetime import date
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from index.language.dates import contradicts_weekday, exact_date, find_dates, find_year_spans

FORMS = [
    ("Sáng ngày 25/3, Chi đoàn", (None, 25, 3, None)),
    ("Chiều 15/01/2017", (None, 15, 1, 2017)),
    ("ngày 15 tháng 01 năm 2017", (None, 15, 1, 2017)),
    ("ngay 5 thang 3 nam 2022", (None, 5, 3, 2022)),
    ("15-01-2017", (None, 15, 1, 2017)),
    ("8.9.2020", (None, 8, 9, 2020)),
    ("2022-03-25T08:00:00Z", (None, 25, 3, 2022)),
    ("hai ngày 12 và 13/5/2021", (12, 13, 5, 2021)),
    ("từ ngày 3-5/6/2022", (3, 5, 6, 2022)),
    ("các ngày 12, 13, 14/5/2021", (12, 14, 5, 2021)),
    ("25 Tháng Một, 2024", (None, 25, 1, 2024)),
    ("tháng 3/2022", (None, None, 3, 2022)),
    ("năm 2022", (None, None, None, 2022)),
    ("27th December, 2017", (None, 27, 12, 2017)),
    ("March 25, 2022", (None, 25, 3, 2022)),
    ("ngày 05 / 03 / 2022", (None, 5, 3, 2022)),
]


@pytest.mark.parametrize(("text", "parts"), FORMS)
def test_expression_states_its_parts(text: str, parts: tuple[int | None, ...]) -> None:
    (mention,) = find_dates(text)
    assert (mention.first_day, mention.day, mention.month, mention.year) == parts


@pytest.mark.parametrize(
    "text",
    [
        "15/2020/TT-BTTTT",
        "31/2/2022",
        "25/30",
        "8.9 triệu",
        "ngày 10/3 âm lịch",
        "1.234.567",
        "a12/3",
    ],
)
def test_numbers_that_are_no_dates_are_left(text: str) -> None:
    assert find_dates(text) == ()


def test_weekday_is_read_and_compared() -> None:
    right, wrong = find_dates("Thứ Sáu, 15/03/2024")[0], find_dates("Chủ nhật, 15/03/2024")[0]
    assert not contradicts_weekday(right, date(2024, 3, 15))
    assert contradicts_weekday(wrong, date(2024, 3, 15))


def test_terms_of_years_run_forward() -> None:
    spans = find_year_spans("nhiệm kỳ 2022-2024, giai đoạn 2021 đến 2025, 2024-2022")
    assert [(s.first, s.last) for s in spans] == [(2022, 2024), (2021, 2025)]


@given(st.dates(date(1900, 1, 1), date(2099, 12, 31)))
def test_every_day_is_read_back(day: date) -> None:
    for text in (f"{day:%d/%m/%Y}", f"{day.day}-{day.month}-{day.year}", day.isoformat()):
        (mention,) = find_dates(f"Vào {text} thì họp")
        assert exact_date(mention) == day


@given(st.text())
def test_spans_lie_in_the_text_in_order_and_apart(text: str) -> None:
    mentions = find_dates(text)
    assert all(0 <= m.start < m.end <= len(text) for m in mentions)
    assert all(a.end <= b.start for a, b in pairwise(mentions))
