"""Keys of Telex and VNI that stayed in a text."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from index.language.known_words import dictionary_forms
from index.language.spelling import is_syllable, spelling_of
from index.language.telex import telex, vni

TELEX = {"^a": "aa", "^e": "ee", "^o": "oo", "+o": "ow", "+u": "uw", "(a": "aw", "/d": "dd"}
VNI = {"^a": "a6", "^e": "e6", "^o": "o6", "+o": "o7", "+u": "u7", "(a": "a8", "/d": "d9"}
TELEX_TONES = {"`": "f", "'": "s", "?": "r", "~": "x", ".": "j", "": ""}
VNI_TONES = {"`": "2", "'": "1", "?": "3", "~": "4", ".": "5", "": ""}
# "oo" of the few loanwords like "xoong" is typed as "ooo" in Telex.
WORDS = sorted(
    word
    for letters, forms in dictionary_forms().items()
    for word in forms
    if is_syllable(word) and "oo" not in letters
)


def keys(word: str, letters: dict[str, str], tones: dict[str, str], tone_at: int | None) -> str:
    """Types a word: its tone last, or after so many of its letters."""
    spelling = spelling_of(word)
    typed = [
        letters.get(mark + letter, letter)
        for letter, mark in zip(spelling.letters, spelling.marks, strict=True)
    ]
    typed.insert(len(typed) if tone_at is None else tone_at, tones[spelling.tone])
    return "".join(typed)


@given(st.sampled_from(WORDS))
def test_every_word_is_read_back_from_its_keys(word: str) -> None:
    plain = word == spelling_of(word).letters
    assert telex(keys(word, TELEX, TELEX_TONES, None)) == (None if plain else spelling_of(word))
    assert vni(keys(word, VNI, VNI_TONES, None)) == (None if plain else spelling_of(word))


@pytest.mark.parametrize(
    ("typed", "word"),
    [
        ("thuwowngf", "thường"), ("thuongwf", "thường"), ("thuwongf", "thường"),
        ("duowcj", "dược"), ("dduwocj", "được"), ("ddoanf", "đoàn"), ("doanfd", "đoàn"),
        ("vieejt", "việt"), ("vietej", "việt"), ("nhuwngx", "những"), ("nhw", "như"),
        ("huyênj", "huyện"), ("ơr", "ở"), ("thuowr", "thuở"), ("quyeets", "quyết"),
    ],
)  # fmt: skip
def test_telex_keys_may_come_in_any_order_that_people_use(typed: str, word: str) -> None:
    assert telex(typed) == spelling_of(word)


@pytest.mark.parametrize("typed", ["tha1ng", "thang1", "th1ang", "4g", "abc", "q9", "a" * 40 + "1"])
def test_vni_needs_a_vowel_before_a_tone_and_a_letter_for_each_key(typed: str) -> None:
    read = vni(typed)
    assert read is None or read == spelling_of("tháng")


@given(st.text(alphabet="abcdeghioưêđsfrxjw0123456789", max_size=16))
def test_any_keys_are_read_or_let_be(typed: str) -> None:
    for read in (telex(typed), vni(typed)):
        assert read is None or len(read.letters) == len(read.marks)
