"""One normal form: tone placement, NFC and NFD, folding, punctuation."""

from __future__ import annotations

import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from index.language.normalize import fold, has_marks, nfc, normalize_token, plain_punctuation

NUCLEI = "a ă â e ê i o ô ơ u ư y oa oe uy ua ưa ia uê uơ oă uâ iê yê uô ươ oai oay uya uyê ai ao"
TONES = ["", "\u0300", "\u0301", "\u0303", "\u0309", "\u0323"]


@pytest.mark.parametrize(
    ("written", "normal"),
    [
        # open oa, oe, uy: both placements are one word
        ("hoà", "hòa"), ("hòa", "hòa"), ("Hoà", "hòa"), ("HOÀ", "hòa"),
        ("khoẻ", "khỏe"), ("khỏe", "khỏe"), ("loè", "lòe"),
        ("thuỷ", "thủy"), ("thủy", "thủy"), ("thuỵ", "thụy"), ("tuỳ", "tùy"), ("uỷ", "ủy"),
        ("Uỷ", "ủy"), ("huỷ", "hủy"), ("luỹ", "lũy"), ("toạ", "tọa"), ("xoá", "xóa"),
        # qu is an onset: the tone stays on the vowel
        ("quý", "quý"), ("qúy", "quý"), ("quỳ", "quỳ"), ("quả", "quả"), ("qủa", "quả"),
        ("quá", "quá"), ("quê", "quê"), ("quốc", "quốc"), ("quế", "quế"),
        # closed: the tone is on the second vowel
        ("hoàn", "hoàn"), ("hòan", "hoàn"), ("toán", "toán"), ("tóan", "toán"),
        ("khoẻn", "khoẻn"), ("loét", "loét"), ("lóet", "loét"),
        ("huỳnh", "huỳnh"), ("hùynh", "huỳnh"), ("tuýp", "tuýp"), ("suýt", "suýt"),
        ("xoắn", "xoắn"), ("tuấn", "tuấn"), ("túân", "tuấn"), ("thuế", "thuế"),
        ("khuếch", "khuếch"), ("thuở", "thuở"), ("nguyễn", "nguyễn"), ("chuyện", "chuyện"),
        # other vowel groups keep theirs
        ("của", "của"), ("mùa", "mùa"), ("múa", "múa"), ("mía", "mía"), ("giá", "giá"),
        ("già", "già"), ("gìn", "gìn"), ("bưởi", "bưởi"), ("người", "người"), ("tiến", "tiến"),
        ("lụa", "lụa"), ("chùa", "chùa"), ("ngoài", "ngoài"), ("xoài", "xoài"), ("hoại", "hoại"),
        ("khuỷu", "khuỷu"), ("đồng", "đồng"), ("ĐỒNG", "đồng"), ("Đ", "đ"), ("ư", "ư"),
        # other languages and non-words pass
        ("café", "café"), ("naïve", "naïve"), ("covid", "covid"), ("москва", "москва"), ("", ""),
    ],
)  # fmt: skip
def test_the_tone_is_placed_one_way(written: str, normal: str) -> None:
    assert normalize_token(written) == normal
    assert normalize_token(unicodedata.normalize("NFD", written)) == normal


@st.composite
def syllables(draw: st.DrawFn) -> str:
    """Syllables spelled as in Vietnamese, the tone on any vowel letter of them."""
    onset = draw(
        st.sampled_from(["", "b", "ch", "đ", "gi", "h", "kh", "ngh", "qu", "th", "tr", "x"])
    )
    nucleus = draw(st.sampled_from(NUCLEI.split()))
    coda = draw(st.sampled_from(["", "", "c", "ch", "m", "n", "ng", "nh", "p", "t"]))
    at = draw(st.integers(0, len(nucleus) - 1))
    marked = nucleus[: at + 1] + draw(st.sampled_from(TONES)) + nucleus[at + 1 :]
    word = nfc(onset + marked + coda)
    return draw(st.sampled_from([word, word.upper(), word.capitalize()]))


@given(syllables())
def test_normalizing_a_syllable_twice_is_normalizing_it_once(syllable: str) -> None:
    once = normalize_token(syllable)
    assert normalize_token(once) == once
    assert unicodedata.is_normalized("NFC", once)
    assert once == once.lower()


@given(syllables())
def test_placing_the_tone_changes_no_letter_and_no_tone(syllable: str) -> None:
    def letters(word: str) -> tuple[str, list[str]]:
        decomposed = unicodedata.normalize("NFD", word.lower())
        return fold(word), sorted(c for c in decomposed if unicodedata.combining(c))

    assert letters(normalize_token(syllable)) == letters(syllable)


@given(syllables())
def test_composed_and_decomposed_are_one_word(syllable: str) -> None:
    for form in ("NFC", "NFD"):
        written = unicodedata.normalize(form, syllable)
        assert normalize_token(written) == normalize_token(syllable)
        assert fold(written) == fold(syllable)


@given(st.text(max_size=20))
def test_any_text_is_normalized_without_fault_and_folding_is_stable(text: str) -> None:
    assert unicodedata.is_normalized("NFC", nfc(text))
    assert unicodedata.is_normalized("NFC", normalize_token(text))
    assert fold(fold(text)) == fold(text)
    plain = plain_punctuation(text)
    assert plain_punctuation(plain) == plain


@pytest.mark.parametrize(
    ("text", "folded"),
    [
        ("Đường dây nóng", "duong day nong"),
        ("đĐðÐ", "ddðð"),  # the Icelandic letter is another one
        ("Nghệ An", "nghe an"),
        ("ƯƠNG ươ", "uong uo"),
        ("Số 123/QĐ-UBND", "so 123/qd-ubnd"),
    ],
)
def test_folding_drops_every_mark_and_the_stroke_of_d(text: str, folded: str) -> None:
    assert fold(text) == folded
    assert has_marks(text) is (folded != text.lower())
    assert not has_marks(folded)


def test_punctuation_of_questions_has_one_form() -> None:
    assert plain_punctuation("“a” ‘b’ c–d—e\u00a0f\u200bg\ufeff «h»") == '"a" \'b\' c-d-e fg "h"'
    assert plain_punctuation("a\tb") == "a b"
    assert plain_punctuation("hỏi?\nđáp…") == "hỏi?\nđáp…"
