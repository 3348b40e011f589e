"""Text in the codes of TCVN3 and VNI fonts; text in Unicode is never harmed."""

from __future__ import annotations

import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from index.documents.old_fonts import OldEncoding, read_as, runs_to_unicode, to_unicode
from index.language.lexicon_file import lexicon_rows
from index.language.spelling import is_syllable

_ONSETS = ("", "b", "ch", "đ", "h", "l", "ng", "nh", "th", "tr", "v", "x")
_RHYMES = (
    *("a", "an", "ang", "anh", "ao", "ăn", "ân", "âu", "en", "ê", "iên", "in", "oan", "ong"),
    *("ôn", "ôi", "ơi", "ơn", "uy", "uôn", "ươi", "ương", "ưa", "ư", "u", "i"),
)
_TONES = ("", "\u0300", "\u0301", "\u0303", "\u0309", "\u0323")
_VOWELS = "aăâeêioôơuưy"


def _syllable(onset: str, rhyme: str, tone: str) -> str:
    at = next(i for i, char in enumerate(rhyme) if char in _VOWELS)
    for i, char in enumerate(rhyme):
        if char in "ăâêôơ":
            at = i
    word = rhyme[: at + 1] + tone + rhyme[at + 1 :]
    return onset + unicodedata.normalize("NFC", word)


SYLLABLES = st.builds(
    _syllable, st.sampled_from(_ONSETS), st.sampled_from(_RHYMES), st.sampled_from(_TONES)
).filter(is_syllable)
TEXTS = st.lists(SYLLABLES, min_size=1, max_size=40).map(" ".join)
LINES = st.lists(TEXTS, min_size=1, max_size=4).map("\n".join)


def _codes(kind: OldEncoding) -> dict[str, str]:
    column = 1 if kind is OldEncoding.TCVN3 else 2
    codes: dict[str, str] = {}
    for _, parts in lexicon_rows("old_fonts.tsv", 3):
        if parts[column] != "-":
            codes.setdefault(parts[0], parts[column].replace("U+00AD", "\u00ad"))
    return codes


def typed(text: str, kind: OldEncoding) -> str:
    """Returns `text` as it was typed for a font of `kind`."""
    codes = _codes(kind)
    return "".join(codes.get(char, char) for char in text)


@pytest.mark.parametrize("kind", list(OldEncoding))
def test_every_letter_comes_back(kind: OldEncoding) -> None:
    lower = [unicodedata.normalize("NFC", vowel + tone) for vowel in _VOWELS for tone in _TONES] + [
        "đ"
    ]
    letters = lower if kind is OldEncoding.TCVN3 else [*lower, *(c.upper() for c in lower)]
    assert len({typed(letter, kind) for letter in letters}) == len(letters)
    for letter in letters:
        assert read_as(typed(letter, kind), kind) == letter


@given(LINES)
def test_unicode_is_never_changed(text: str) -> None:
    assert to_unicode(text) == text


@given(TEXTS)
def test_unicode_shown_in_an_old_font_is_not_harmed(text: str) -> None:
    if any(ord(char) > 0xFF for char in text):
        assert runs_to_unicode([(text, ".VnTime")]) == [text]


@pytest.mark.parametrize("kind", list(OldEncoding))
@given(text=LINES)
def test_text_whose_font_is_known_comes_back_whole(kind: OldEncoding, text: str) -> None:
    font = ".VnTime" if kind is OldEncoding.TCVN3 else "VNI-Times"
    runs = [(typed(line, kind), font) for line in text.split("\n")]
    assert "\n".join(runs_to_unicode(runs)) == text


@pytest.mark.parametrize("kind", list(OldEncoding))
@given(text=LINES)
def test_text_whose_font_is_unknown_comes_back_whole(kind: OldEncoding, text: str) -> None:
    head = "Căn cứ Luật ngân sách nhà nước, ủy ban nhân dân tỉnh quyết định những việc"
    whole = f"{head.lower()}\n{text}"
    assert to_unicode(typed(whole, kind)) == whole


def test_fonts_of_capitals_show_capitals() -> None:
    runs = [("kÕ ho¹ch", ".VnTimeH"), ("kÕ ho¹ch", ".VnTime")]
    assert runs_to_unicode(runs) == ["KẾ HOẠCH", "kế hoạch"]


def test_the_letter_that_writers_turn_into_a_hyphen_is_mended() -> None:
    runs = [("ng-êi §¶ng viªn - n-íc ngoµi, 2021-2025, th-", ".VnTime")]
    assert runs_to_unicode(runs) == ["người Đảng viên - nước ngoài, 2021-2025, thư"]


@pytest.mark.parametrize(
    "text",
    [
        "Où êtes-vous allé cet été, à côté du café?",
        "El año de la mañana española, señor Núñez",
        "Diện tích 25 m² ở 30°C ± 5, bản quyền © 2024®",
        "Hà Nam, là và cá, có bò",
        "a¹ b² c³",
    ],
)
def test_other_languages_and_signs_stay(text: str) -> None:
    assert to_unicode(text) == text


def test_a_document_may_hold_both() -> None:
    runs = [("Kế hoạch năm 2024", "Arial"), ("Céng hßa x· héi", ".VnTime"), ("và là", "")]
    assert runs_to_unicode(runs) == ["Kế hoạch năm 2024", "Cộng hòa xã hội", "và là"]
