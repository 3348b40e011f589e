"""Nearness: what stands within 25 tokens, and how near two words stand, against plain search."""

from __future__ import annotations

from itertools import product

import pytest
from hypothesis import given
from hypothesis import strategies as st

from index.search.nearness import WINDOW_TOKENS, densest_window, near_share
from index.search.query import Alternative, Concept

ONE, OTHER, THIRD = (Concept((Alternative((term,)),)) for term in ("bí", "thư", "hoa"))
POSITIONS = st.sets(st.integers(0, 120), min_size=1, max_size=8).map(sorted)


def test_a_window_holds_25_tokens_and_no_more() -> None:
    weights = {ONE: 1.0, OTHER: 2.0}
    assert densest_window({ONE: [0], OTHER: [WINDOW_TOKENS - 1]}, weights) == 3.0
    assert densest_window({ONE: [0], OTHER: [WINDOW_TOKENS]}, weights) == 2.0


def test_a_word_that_is_repeated_counts_once() -> None:
    assert densest_window({ONE: [0, 1, 2]}, {ONE: 1.5}) == 1.5


def test_nothing_held_fills_no_window() -> None:
    assert densest_window({}, {ONE: 1.0}) == 0.0


@given(POSITIONS, POSITIONS, POSITIONS)
def test_the_densest_window_is_the_best_of_all_windows(
    ones: list[int], others: list[int], thirds: list[int]
) -> None:
    places = {ONE: ones, OTHER: others, THIRD: thirds}
    weights = {ONE: 1.0, OTHER: 2.0, THIRD: 4.0}
    best = max(
        sum(
            weight
            for concept, weight in weights.items()
            if any(start <= at < start + WINDOW_TOKENS for at in places[concept])
        )
        for start in range(121)
    )
    assert densest_window(places, weights) == best


@pytest.mark.parametrize(("apart", "share"), [(1, 1.0), (2, 1.0), (4, 0.5), (8, 0.25), (9, 0.0)])
def test_words_count_less_the_farther_apart_they_stand(apart: int, share: float) -> None:
    assert near_share({ONE: [10], OTHER: [10 + apart]}, [(ONE, OTHER, 3.0)]) == share
    assert near_share({ONE: [10 + apart], OTHER: [10]}, [(ONE, OTHER, 3.0)]) == share


def test_a_word_is_not_near_itself() -> None:
    assert near_share({ONE: [5], OTHER: [5]}, [(ONE, OTHER, 1.0)]) == 0.0


def test_words_that_are_not_there_are_near_nothing() -> None:
    assert near_share({ONE: [5]}, [(ONE, OTHER, 1.0)]) == 0.0
    assert near_share({}, []) == 0.0


@given(POSITIONS, POSITIONS)
def test_the_nearest_of_all_places_counts(ones: list[int], others: list[int]) -> None:
    gaps = [abs(a - b) for a, b in product(ones, others) if a != b]
    gap = min(gaps, default=99)
    expected = 2 / max(2, gap) if gap <= 8 else 0.0
    assert near_share({ONE: ones, OTHER: others}, [(ONE, OTHER, 1.0)]) == expected
