"""Numbers of terms and events, in figures, Roman figures and words."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from index.language.normalize import fold
from index.language.numerals import MOST, forms, numeral_at


@pytest.mark.parametrize(
    ("written", "value", "length"),
    [
        ("7", 7, 1), ("VII", 7, 1), ("bảy", 7, 1), ("bay", 7, 1), ("tư", 4, 1), ("bốn", 4, 1),
        ("nhất", 1, 1), ("mười", 10, 1), ("mười hai", 12, 2), ("muoi lam", 15, 2),
        ("hai mươi", 20, 2), ("hai mươi mốt", 21, 3), ("XX", 20, 1), ("12 năm", 12, 1),
    ],
)  # fmt: skip
def test_numerals_are_read(written: str, value: int, length: int) -> None:
    assert numeral_at([term.lower() for term in written.split()], 0) == (value, length)


@pytest.mark.parametrize("written", ["2022", "123", "hội", "xyz", "②", "1²"])
def test_years_and_words_are_no_numerals(written: str) -> None:
    assert numeral_at([written], 0) is None


def test_twelve_is_not_written_like_second() -> None:
    assert forms(12) == (("12",), ("xii",), ("mười", "hai"))


@given(st.integers(1, MOST))
def test_every_form_of_a_number_reads_back_as_it(value: int) -> None:
    for form in forms(value):
        assert numeral_at(form, 0) == (value, len(form))
        assert numeral_at([fold(term) for term in form], 0) == (value, len(form))
