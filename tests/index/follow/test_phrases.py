"""Phrases in articles: whole words in order, with tone marks where they were typed."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from index.follow.phrases import PhraseBook, phrase_of
from tests.index.samples import article

NEWS = article(
    title="Đoàn thanh niên ra quân",
    text="Thị xã Hòa Bình khởi công cầu.\nDự đoán mưa lớn; 1.500.000 đồng một hộ.\nHội\nnghị",
)


def stands(phrase: str, *, exact: bool = True) -> bool:
    wanted = phrase_of(phrase, exact=exact)
    return wanted in PhraseBook([wanted]).found(NEWS)


@pytest.mark.parametrize(
    "phrase", ["đoàn", "ĐOÀN Thanh  niên", "Hoà Bình", "đoán", "1500000", "khởi công, cầu"]
)
def test_words_are_found_in_any_case_and_with_either_place_of_the_tone(phrase: str) -> None:
    assert stands(phrase)


@pytest.mark.parametrize(
    "phrase", ["đoạn", "doan", "đoà", "niên thanh", "thanh ra", "cầu dự", "hội nghị", "oàn", "500"]
)
def test_other_tones_parts_of_words_and_other_orders_are_not(phrase: str) -> None:
    assert not stands(phrase)


@pytest.mark.parametrize("phrase", ["doan", "đoạn", "hoa binh", "DU doan"])
def test_without_tone_marks_any_reading_is_found(phrase: str) -> None:
    assert stands(phrase, exact=False)


@pytest.mark.parametrize("phrase", ["", " ", "…!?", "🙂"])
@pytest.mark.parametrize("exact", [True, False])
def test_what_has_no_words_is_found_nowhere(phrase: str, exact: bool) -> None:
    assert phrase_of(phrase, exact=exact).terms == ()
    assert not stands(phrase, exact=exact)


words = st.lists(st.sampled_from(["đoàn", "đoán", "doan", "hội", "a", "b"]), max_size=8)


@given(words, st.lists(words, max_size=5), st.booleans())
def test_many_phrases_at_once_are_those_found_one_by_one(
    text: list[str], wanted: list[list[str]], exact: bool
) -> None:
    """Against something dumber: a search in a string with spaces around the words."""
    phrases = [phrase_of(" ".join(one), exact=exact) for one in wanted]
    news = article(title="", text=" ".join(text))
    there = " ".join(phrase_of(" ".join(text), exact=exact).terms)
    dumb = {p for p in phrases if p.terms and f" {' '.join(p.terms)} " in f" {there} "}
    assert PhraseBook(phrases).found(news) == dumb
