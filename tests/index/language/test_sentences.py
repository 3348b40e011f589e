"""Sentences, list items and passages: whole, in order, each at its place."""

from __future__ import annotations

import json
import re
import unicodedata
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from index.language.sentences import (
    PASSAGE_MOST_WORDS,
    SENTENCE_MOST_WORDS,
    Span,
    passages,
    sentences,
)
from index.language.words import segment
from tests.index.samples import generated_article

SAMPLE = Path(__file__).parents[3] / "data" / "sample" / "news.jsonl"


def pieces(text: str) -> list[str]:
    return [text[span.start : span.end] for span in sentences(text)]


def assert_cover(text: str, spans: list[Span] | tuple[Span, ...]) -> None:
    """Asserts that spans are in order, apart, and hold everything but white space."""
    end = 0
    for span in spans:
        assert end <= span.start < span.end <= len(text)
        assert text[end : span.start].strip() == "", f"lost: {text[end : span.start]!r}"
        end = span.end
    assert text[end:].strip() == "", f"lost: {text[end:]!r}"


def assert_sentences(text: str) -> None:
    spans = sentences(text)
    assert_cover(text, spans)
    for span in spans:
        piece = text[span.start : span.end]
        assert piece == piece.strip()
        assert len(piece.splitlines()) == 1, "a sentence across a line break"
        assert len(piece.split()) <= SENTENCE_MOST_WORDS


def assert_passages(text: str) -> None:
    found, whole = passages(text), sentences(text)
    assert_cover(text, found)
    starts, ends = {span.start for span in whole}, {span.end for span in whole}
    for span in found:
        assert span.start in starts
        assert span.end in ends
        inside = [s for s in whole if span.start <= s.start < span.end]
        words = len(text[span.start : span.end].split())
        assert words <= PASSAGE_MOST_WORDS or len(inside) == 1


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Một câu. Hai câu? Ba câu!", ["Một câu.", "Hai câu?", "Ba câu!"]),
        ("Không dấu chấm cuối", ["Không dấu chấm cuối"]),
        ("Dòng một\nDòng hai.\n\n Dòng ba. ", ["Dòng một", "Dòng hai.", "Dòng ba."]),
        ("- Mục một;\n- Mục hai.", ["- Mục một;", "- Mục hai."]),
        ("1. Hồ sơ gồm đơn.\n2. Lệ phí.", ["1. Hồ sơ gồm đơn.", "2. Lệ phí."]),
        ("a) Mục a;\nđ) Mục đ.", ["a) Mục a;", "đ) Mục đ."]),
        ("Ông nói: “Đã xong.” Mọi người về.", ["Ông nói: “Đã xong.”", "Mọi người về."]),
        ("Gửi về tin@so.gov.vn. Xem www.so.gov.vn nhé.",
         ["Gửi về tin@so.gov.vn.", "Xem www.so.gov.vn nhé."]),
        ("Họp tại TP. Vinh sáng nay. Xong.", ["Họp tại TP. Vinh sáng nay.", "Xong."]),
        ("Giá 1.500.000 đồng. Hết.", ["Giá 1.500.000 đồng.", "Hết."]),
        ("", []),
        (" \n\t\n", []),
    ],
)  # fmt: skip
def test_sentences_end_where_a_reader_says(text: str, expected: list[str]) -> None:
    assert pieces(text) == expected


@pytest.mark.parametrize(
    "whole",
    [
        "https://dichvucong.gov.vn/p/home/dvc-trang-chu.html?ma=1.002.3&x=a,b;c",
        "www.so-tai-chinh.nghean.gov.vn",
        "van.thu-2@stttt.nghean.gov.vn",
        "dichvucong.nghean.gov.vn",
        "0238.3844.510",
        "1.500.000",
        "25/3/2022",
        "08:00-11:30",
    ],
)
@pytest.mark.parametrize(
    "around",
    ["Xem tại {}.", "{} là địa chỉ. Hết.", "Gửi về {}, rồi chờ.", "({})", "Xem {}; gọi lại.",
     " ".join(["từ"] * 39) + ", {} " + " ".join(["từ"] * 60)],
)  # fmt: skip
def test_addresses_and_numbers_are_never_cut(whole: str, around: str) -> None:
    text = around.format(whole)
    assert any(whole in piece for piece in pieces(text))
    assert_sentences(text)


@pytest.mark.parametrize("separator", [" ", ", ", "; ", ": ", " – "])
def test_a_sentence_that_is_too_long_is_cut_into_pieces_that_are_not(separator: str) -> None:
    text = separator.join(["sở tài chính"] * 150) + "."
    assert_sentences(text)
    assert len(pieces(text)) > 4


def test_a_long_sentence_is_cut_at_a_semicolon_before_a_comma() -> None:
    text = "một, " * 41 + "hai; " + "ba, " * 45 + "bốn."
    first, second = pieces(text)
    assert first.endswith("hai;")
    assert second.startswith("ba,")


PIECES = (
    "Sở tài chính thông báo. TP. Vinh, ngày 25/3: “Đã xong.” ; a) 1. 2. - tin@so.vn www.a.vn/b?c "
    "1.500.000 ThS. Nguyễn (khóa VII) … ... ! ? .\n \n \t \u00a0 \r\n \x0b \u2028"
)
WORDS = st.sampled_from(PIECES.split(" "))


@settings(max_examples=150)
@given(st.lists(WORDS, max_size=250).map(" ".join))
def test_any_text_is_covered_by_sentences_and_passages(text: str) -> None:
    assert_sentences(text)
    assert_passages(text)


@settings(max_examples=150)
@given(st.text(max_size=120))
def test_hostile_text_is_covered_by_sentences_and_passages(text: str) -> None:
    assert_sentences(text)
    assert_passages(text)


def test_the_sample_news_is_covered_and_cut_to_size() -> None:
    lines = SAMPLE.read_text("utf-8").splitlines()
    for line in lines:
        text = json.loads(line)["text"]
        assert_sentences(text)
        assert_passages(text)
    assert len(lines) >= 45


def test_passages_of_long_texts_are_of_about_the_wanted_length() -> None:
    text = "\n".join(generated_article(n, words=240).text for n in range(20))
    sizes = [len(text[span.start : span.end].split()) for span in passages(text)]
    assert all(70 <= size <= PASSAGE_MOST_WORDS for size in sizes[:-1])


def test_a_short_tail_joins_the_passage_before_it() -> None:
    text = " ".join(["Một câu dài gồm mười từ để cho đủ số."] * 12) + " Hết rồi."
    assert len(passages(text)) == 1


def test_words_are_compounds_of_two_syllables_or_more_in_normal_form() -> None:
    words = segment("Sở Thông tin và Truyền thông Nghệ An họp.\nUỷ ban nhân dân tỉnh.")
    assert words
    assert all(re.fullmatch(r"[^\W_]+(_[^\W_]+)+", word) for word in words)
    assert all(word == word.lower() for word in words)
    assert not any("họp_" in word or "_ủy" in word for word in words), "joined across a line"


@settings(max_examples=30)
@given(st.text(max_size=60))
def test_any_text_is_segmented_into_terms_an_engine_can_take(text: str) -> None:
    for word in segment(text):
        assert "_" in word
        assert not any(c.isspace() for c in word)


def test_composed_and_decomposed_text_has_the_same_words() -> None:
    text = "Đại hội Chi đoàn Sở Thông tin và Truyền thông"
    assert segment(unicodedata.normalize("NFD", text)) == segment(text)
