"""Short answers compared: by tokens, and by the measures of SQuAD."""

from __future__ import annotations

import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from index.evaluation.short_answers import contains, says, squad_exact, squad_f1, squad_words

TEXTS = st.text(alphabet="aăbđ 1.,-“”'$\u0301", max_size=20)


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("Giải Nhất.", ["giải", "nhất"]),
        ("  “Ong\tMật”,  ", ["ong", "mật"]),
        ("25/3/2022", ["2532022"]),
        ("87,5% – $10", ["875", "10"]),
        ("a an the", ["a", "an", "the"]),  # words of Vietnamese, no articles
        ("…", []),
    ],
)
def test_squad_leaves_out_case_and_punctuation_alone(text: str, words: list[str]) -> None:
    assert squad_words(text) == words
    assert squad_words(unicodedata.normalize("NFD", text)) == words


@pytest.mark.parametrize(
    ("short", "accepted", "f1"),
    [
        ("Lê Minh Tuấn", ["Lê Minh Tuấn"], 1.0),
        ("đồng chí Lê Minh Tuấn", ["Lê Minh Tuấn"], 0.75),
        ("Tuấn", ["Lê Minh Tuấn"], 0.5),
        ("Tuấn", ["An", "Minh Tuấn"], 2 / 3),  # the best of the accepted ones
        ("hai hai", ["hai ba"], 0.5),  # a word counts as often as both have it
        ("Bình", ["An"], 0.0),
        ("...", ["..."], 0.0),
        ("An", [], 0.0),
    ],
)
def test_f1_by_hand(short: str, accepted: list[str], f1: float) -> None:
    assert squad_f1(short, accepted) == pytest.approx(f1)


@given(TEXTS, TEXTS)
def test_f1_is_a_share_symmetric_and_whole_when_exact(first: str, second: str) -> None:
    value = squad_f1(first, [second])
    assert 0.0 <= value <= 1.0
    assert value == squad_f1(second, [first])
    if squad_exact(first, [second]) and squad_words(first):
        assert value == 1.0


@given(TEXTS, TEXTS)
def test_what_is_said_is_contained(text: str, answer: str) -> None:
    if says(text, [answer]):
        assert contains(text, [answer]) and contains(answer, [text])
