"""What a Vietnamese syllable can be, and words taken apart."""

from __future__ import annotations

import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from index.language.known_words import dictionary_forms, dictionary_words
from index.language.normalize import fold
from index.language.spelling import Spelling, is_bare, is_syllable, spelling_of

WORDS = sorted(word for forms in dictionary_forms().values() for word in forms if len(word) > 1)


@pytest.mark.parametrize(
    "word",
    ["nghiêng", "khuya", "quyết", "quýt", "gì", "giếng", "xoong", "ươn", "ước", "thuở", "uỷ",
     "ủy", "hoà", "hòa", "yêu", "ngaỳ", "naò", "đ" + "ường", "a", "ở", "Quốc", "GIẢI"],
)  # fmt: skip
def test_syllables_are_told_wherever_their_tone_stands(word: str) -> None:
    assert is_syllable(word)
    assert is_syllable(unicodedata.normalize("NFD", word))


@pytest.mark.parametrize(
    "word",
    ["thnág", "phòg", "chậmm", "bhiêu", "baonhiêu", "thanhtra", "ng", "th", "iám", "zalo",
     "nhâp", "viêc", "chêt", "nhạn" + "g" * 2, "fòng", "wá", "", "ăn1"],
)  # fmt: skip
def test_what_the_spelling_does_not_allow_is_no_syllable(word: str) -> None:
    assert not is_syllable(word)


def test_common_words_of_the_dictionary_are_syllables() -> None:
    words = dictionary_words().syllables
    assert all(is_syllable(word) for word in words)
    assert {"được", "nghiêng", "khuỷu", "quyền", "xài", "rinh", "gì", "ạ"} <= words


@given(st.sampled_from(WORDS))
def test_a_word_is_its_letters_marks_and_tone(word: str) -> None:
    spelling = spelling_of(word)
    assert spelling.letters == fold(word)
    assert len(spelling.marks) == len(spelling.letters)
    assert is_bare(word) == (word == fold(word))
    assert is_bare(word) == (not spelling.tone and set(spelling.marks) == {"-"})


@given(st.text(max_size=20))
def test_any_text_can_be_taken_apart(text: str) -> None:
    spelling = spelling_of(text)
    assert len(spelling.marks) == len(spelling.letters)
    assert is_syllable(text) in (True, False)


def test_where_the_tone_was_typed_makes_no_difference() -> None:
    assert spelling_of("naò") == spelling_of("nào") == Spelling("nao", "---", "`")
    assert spelling_of("hoà") == spelling_of("hòa")
