"""Tokens: their places, numbers, and the terms that are made of them."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from index.language.analyzer import FOLDED_TWIN, Field, analyze, analyze_title
from index.language.normalize import fold, nfc, normalize_token
from index.language.tokens import bigrams, normalize_number, tokenize

TEXTS = st.text(max_size=60).map(nfc)
VIETNAMESE = st.text("aăâbcdđeêghiklmnoôơpqrstuưvxyàáảãạ ềếểễệ.,-/:0123456789\n“”", max_size=80)


def terms(text: str) -> list[str]:
    return [token.text for token in tokenize(text)]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Sở Tài chính", ["sở", "tài", "chính"]),
        ("123/QĐ-UBND", ["123", "qđ", "ubnd"]),
        ("5G", ["5g"]),
        ("Covid-19", ["covid", "19"]),
        ("1.500.000 đồng", ["1500000", "đồng"]),
        ("1,500,000", ["1500000"]),
        ("8,75 và 8.75", ["8.75", "và", "8.75"]),
        ("05/03/2021", ["5", "3", "2021"]),
        ("00", ["0"]),
        ("007", ["007"]),
        ("0238.3844.510", ["0238.3844.510"]),
        ("1.000,5", ["1.000.5"]),
        ("năm 2021.", ["năm", "2021"]),
        ("a_b", ["a", "b"]),
        ("tin@so.gov.vn", ["tin", "so", "gov", "vn"]),
        ("10%", ["10"]),
        ("“Hoà”", ["hòa"]),
        ("…—!?", []),
        ("", []),
    ],
)
def test_text_is_cut_into_syllables_and_numbers(text: str, expected: list[str]) -> None:
    assert terms(text) == expected


@pytest.mark.parametrize(
    ("raw", "normal"),
    [("1.500.000", "1500000"), ("1,000", "1000"), ("12.5", "12.5"), ("12,5", "12.5"),
     ("05", "5"), ("0", "0"), ("100", "100"), ("0912345678", "0912345678"),
     ("1.5000", "1.5000"), ("1234.567", "1234.567")],
)  # fmt: skip
def test_a_number_has_one_form(raw: str, normal: str) -> None:
    assert normalize_number(raw) == normal


@given(TEXTS | VIETNAMESE.map(nfc))
def test_a_token_stands_at_its_place_in_the_text(text: str) -> None:
    end = 0
    for token in tokenize(text):
        raw = text[token.start : token.end]
        assert token.start >= end
        end = token.end
        is_number = raw[0].isdigit() and not raw[-1].isalpha()
        normal = normalize_number(raw) if is_number else normalize_token(raw)
        assert token.text == normal
        assert token.folded == fold(token.text)
        assert not any(c.isspace() or c == "_" for c in token.text)


@given(TEXTS | VIETNAMESE.map(nfc))
def test_no_letter_and_no_digit_is_left_out(text: str) -> None:
    held = {at for token in tokenize(text) for at in range(token.start, token.end)}
    left = [c for at, c in enumerate(text) if at not in held]
    assert not any(c.isalpha() or c.isdecimal() for c in left)


@given(VIETNAMESE.map(nfc))
def test_upper_case_and_marks_make_no_difference_where_they_must_not(text: str) -> None:
    assert terms(text.upper()) == terms(text)
    assert [t.folded for t in tokenize(fold(text))] == [t.folded for t in tokenize(text)]


@given(st.lists(st.text("abc", min_size=1, max_size=3)))
def test_bigrams_are_the_neighbours(words: list[str]) -> None:
    pairs = bigrams(words)
    assert len(pairs) == max(0, len(words) - 1)
    assert [pair.split("_") for pair in pairs] == [list(p) for p in zip(words, words[1:])]  # noqa: B905, RUF007


def test_the_fields_of_a_text_are_its_terms_exact_and_folded() -> None:
    fields = analyze(tokenize("Đường hoà bình"), ["hòa_bình"])
    assert fields == {
        Field.SYLLABLES: ["đường", "hòa", "bình"],
        Field.BIGRAMS: ["đường_hòa", "hòa_bình"],
        Field.WORDS: ["hòa_bình"],
        Field.SYLLABLES_FOLDED: ["duong", "hoa", "binh"],
        Field.BIGRAMS_FOLDED: ["duong_hoa", "hoa_binh"],
    }
    assert analyze_title("Đường hoà") == {
        Field.TITLE: ["đường", "hòa", "đường_hòa"],
        Field.TITLE_FOLDED: ["duong", "hoa", "duong_hoa"],
    }


def test_articles_and_questions_meet_in_every_field_however_they_are_typed() -> None:
    typed = ["Uỷ ban nhân dân", "ủy ban nhân dân", "UỶ BAN NHÂN DÂN", "Uỷ  ban “nhân–dân”"]
    assert len({str(analyze(tokenize(nfc(text)), [])) for text in typed}) == 1


@given(TEXTS)
def test_a_folded_twin_is_the_folded_field_term_by_term(text: str) -> None:
    fields = analyze(tokenize(text), []) | analyze_title(text)
    for exact, folded in FOLDED_TWIN.items():
        assert [fold(term) for term in fields[exact]] == fields[folded]
