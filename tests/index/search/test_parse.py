"""A typed text as a query: which words are searched, in which ways, and as what."""

from __future__ import annotations

import unicodedata
from datetime import date

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from index.language.detect import detect_language
from index.language.lexicon import load_lexicon
from index.language.normalize import fold, plain_punctuation
from index.language.tokens import tokenize
from index.model import Language
from index.search.parse import FUNCTION_WEIGHT, parse_query
from index.search.query import Concept, ConceptKind, Query


def query_of(text: str) -> Query:
    return parse_query(text, load_lexicon())[0]


def concept_of(text: str, word: str) -> Concept:
    """Returns the concept of `word`, as typed, in the query of `text`."""
    return next(c for c in query_of(text).concepts if word in c.typed.terms)


def ways(concept: Concept) -> set[str]:
    return {" ".join(way.terms) for way in concept.alternatives}


# --- tone marks -----------------------------------------------------------------------


def test_marked_words_are_matched_with_their_marks() -> None:
    query = query_of("Bí thư Chi đoàn là ai")
    assert not any(way.folded for concept in query.concepts for way in concept.alternatives)


def test_words_without_any_marks_are_matched_folded() -> None:
    query = query_of("bi thu chi doan la ai")
    assert all(concept.typed.folded for concept in query.concepts)
    assert query.words == ()


def test_half_marked_question_keeps_the_marks_it_has() -> None:
    query = query_of("bí thu chi doan khoa moi bau")
    assert {c.typed.terms[0]: c.typed.folded for c in query.concepts}["bí"] is False
    assert {c.typed.terms[0]: c.typed.folded for c in query.concepts}["thu"] is True


def test_both_tone_placements_are_one_word() -> None:
    assert ways(concept_of("cơ sở hoà giải", "hòa")) == ways(concept_of("cơ sở hòa giải", "hòa"))


def test_decomposed_and_invisible_characters_change_nothing() -> None:
    plain = [c.alternatives for c in query_of("bí thư chi đoàn").concepts]
    decomposed = unicodedata.normalize("NFD", "bí thư chi đoàn")
    assert [c.alternatives for c in query_of(decomposed).concepts] == plain
    assert [c.alternatives for c in query_of("b\u200bí thư\ufeff chi đoàn").concepts] == plain


# --- other ways to write a thing ------------------------------------------------------


@pytest.mark.parametrize(
    ("text", "word", "other"),
    [
        ("BCH khóa mới", "bch", "ban chấp hành"),
        ("bch khoa moi", "bch", "ban chấp hành"),
        ("ban chấp hành khóa mới", "ban", "bch"),
        ("ban chap hanh khoa moi", "ban", "bch"),
        ("UBND tỉnh họp", "ubnd", "ủy ban nhân dân"),
        ("ủy ban nhân dân tỉnh họp", "ủy", "ubnd"),
        ("thi bằng lái xe", "bằng", "giấy phép lái xe"),
        ("nơi có dịch vụ BHYT", "bhyt", "bảo hiểm y tế"),
    ],
)
def test_abbreviations_and_synonyms_are_searched_too(text: str, word: str, other: str) -> None:
    assert other in ways(concept_of(text, word))


def test_other_ways_count_less_than_what_was_typed() -> None:
    concept = concept_of("BCH khóa mới", "bch")
    assert 0 < concept.other_weight < concept.weight


@pytest.mark.parametrize(
    ("text", "word", "other"),
    [
        ("Đại hội khóa 7", "7", "khóa vii"),
        ("Đại hội khóa VII", "vii", "khóa 7"),
        ("dai hoi khoa 7", "7", "khóa vii"),
        ("Đại hội khóa 7", "7", "thứ bảy"),
        ("Đại hội lần thứ 12", "12", "thứ xii"),
        ("cuộc thi lần thứ tư", "tư", "lần 4"),
        ("cuộc thi lần 4", "4", "thứ tư"),
        ("hội nghị lần thứ mười hai", "mười", "lần xii"),
        ("kế hoạch quý IV", "iv", "quý 4"),
        ("đợt 2 của giai đoạn II", "2", "đợt ii"),
        ("đợt 2 của giai đoạn II", "ii", "đoạn 2"),
    ],
)
def test_numerals_are_searched_both_ways_with_what_they_count(
    text: str, word: str, other: str
) -> None:
    assert other in ways(concept_of(text, word))


@pytest.mark.parametrize(
    ("text", "word"),
    [("xã hội vi phạm", "vi"), ("học kỳ năm 2024", "năm"), ("quỹ 7 đồng", "7")],
)
def test_words_that_look_like_numerals_are_words(text: str, word: str) -> None:
    assert not any(way.endswith((" 6", " vi", " 5", " v")) for way in ways(concept_of(text, word)))


@pytest.mark.parametrize("text", ["phòng số 7", "7 đồng chí", "ngày 7 tháng này"])
def test_plain_numbers_have_no_roman_twin(text: str) -> None:
    assert ways(concept_of(text, "7")) == {"7"}


def test_abbreviations_inside_a_phrase_are_written_out_too() -> None:
    assert {"ủy ban nhân dân tỉnh", "ủy ban nhân dân"} <= ways(concept_of("UBND tỉnh họp", "ubnd"))


def test_a_syllable_of_another_word_is_no_word_of_its_own() -> None:
    assert "trúng tuyển" in ways(concept_of("cháu đậu rồi", "đậu"))
    assert "trúng tuyển" not in ways(concept_of("trồng đậu phộng", "đậu"))


def test_the_number_of_a_document_counts_as_one_thing() -> None:
    query = query_of("QĐ 123 nói gì")
    (document,) = [c for c in query.concepts if c.apart]
    assert {"123 qđ", "quyết định số 123"} <= ways(document)
    assert document.kind is ConceptKind.NUMBER and document.weight > 1
    assert not any(c.apart for pair in query.neighbours() for c in pair)


@pytest.mark.parametrize("text", ["lễ ngày 15/9", "lễ ngày 15 tháng 9 năm 2022", "le 15-9-2022"])
def test_a_day_is_searched_in_its_other_forms(text: str) -> None:
    (day,) = [c for c in query_of(text).concepts if c.apart]
    assert ways(day) == {"15 9", "15 tháng 9"}


def test_days_are_counted_from_today() -> None:
    today = date(2026, 11, 20)
    query, _ = parse_query("hôm qua ai trực", load_lexicon(), today)
    assert [ways(c) for c in query.concepts if c.apart] == [{"19 11", "19 tháng 11"}]
    assert not any(c.apart for c in query_of("hôm qua ai trực").concepts)


def test_the_year_of_a_tet_has_its_lunar_name() -> None:
    found = [ways(c) for c in query_of("lịch nghỉ Tết 2024").concepts if c.apart]
    assert {"giáp thìn"} in found
    found = [ways(c) for c in query_of("tet giap thin nghi may ngay").concepts if c.apart]
    assert {"2024"} in found


def test_a_body_that_took_over_is_a_hint_and_no_other_way() -> None:
    query = query_of("giám đốc Sở TT&TT")
    (hint,) = query.hints
    others = {" ".join(way.terms) for way in hint.others}
    assert "sở khoa học và công nghệ" in others
    assert not any(others & ways(concept) for concept in query.concepts)


# --- kinds and weights ----------------------------------------------------------------


def test_question_words_are_not_searched_and_function_words_count_less() -> None:
    query = query_of("Ai là bí thư của Chi đoàn?")
    weights = {c.typed.terms[0]: c.weight for c in query.concepts}
    assert weights["ai"] == 0 and weights["là"] in (0, FUNCTION_WEIGHT)
    assert weights["của"] == FUNCTION_WEIGHT
    assert weights["bí"] == weights["đoàn"] == 1


def test_capitalized_words_after_the_first_are_names() -> None:
    kinds = {
        c.typed.terms[0]: c.kind for c in query_of("Nhà văn Đỗ Hữu Đạt sinh năm 1990").concepts
    }
    assert kinds["đỗ"] is kinds["hữu"] is kinds["đạt"] is ConceptKind.NAME
    assert kinds["nhà"] is ConceptKind.CONTENT
    assert kinds["1990"] is ConceptKind.NUMBER


def test_a_question_in_capitals_names_nothing() -> None:
    kinds = {c.kind for c in query_of("CHỦ TỊCH TỈNH NGHỆ AN LÀ AI").concepts}
    assert ConceptKind.NAME not in kinds


@pytest.mark.parametrize(
    ("chat", "standard"),
    [
        ("bjo ai làm bí thư", "bây giờ ai làm bí thư"),
        ("địa chỉ cty", "địa chỉ công ty"),
        ("sở có fòng nào", "sở có phòng nào"),
        ("đăng ký dc không", "đăng ký được không"),
    ],
)
def test_chat_spellings_are_read_as_the_words_they_stand_for(chat: str, standard: str) -> None:
    typed = [c.typed for c in query_of(chat).concepts]
    assert typed == [c.typed for c in query_of(standard).concepts]


# --- English --------------------------------------------------------------------------


def test_english_words_become_vietnamese_ones() -> None:
    query, language = parse_query("Who is the new Youth Union secretary?", load_lexicon())
    assert language is Language.ENGLISH
    said = {way for concept in query.concepts for way in ways(concept)}
    assert {"bí thư đoàn", "bí thư chi đoàn", "mới"} <= said
    assert not {"who", "is", "the", "new"} & said


@pytest.mark.parametrize(
    "question", ["When was Nguyen Van Binh appointed?", "who is Le Minh Tuan?"]
)
def test_names_in_english_questions_are_searched_folded(question: str) -> None:
    query, language = parse_query(question, load_lexicon())
    assert language is Language.ENGLISH
    names = [c for c in query.concepts if c.kind is ConceptKind.NAME]
    assert len(names) == 3
    assert all(name.typed.folded for name in names)


def test_english_plurals_and_past_forms_are_known() -> None:
    said = {way for concept in query_of("which licences were issued").concepts
            for way in ways(concept)}  # fmt: skip
    assert "giấy phép" in said
    assert "licences" not in said


# --- language -------------------------------------------------------------------------

LANGUAGES = [
    ("Ai là bí thư Chi đoàn mới?", "vi"),
    ("bi thu chi doan khoa VII la ai", "vi"),
    ("so dien thoai duong day nong", "vi"),
    ("le phi bao nhieu", "vi"),
    ("lich tiep cong dan thang nay", "vi"),
    ("dia chi cua so o dau", "vi"),
    ("BCH khoa 7", "vi"),
    ("giờ làm việc của Sở", "vi"),
    ("hotline", "en"),
    ("sdt phong mot cua", "vi"),
    ("who is the new Youth Union secretary?", "en"),
    ("what is the hotline number", "en"),
    ("When does the office open?", "en"),
    ("how much is the licence fee", "en"),
    ("Where is the department located?", "en"),
    ("opening hours", "en"),
    ("Who was appointed director in 2021?", "en"),
    ("deadline for the contest", "en"),
    ("how many members does the committee have", "en"),
    ("Why was the office moved?", "en"),
    ("Do I have to pay to register?", "en"),
    ("Do drivers have to pay a toll on the Song Lam 2 bridge?", "en"),
    ("Who is Đỗ Hữu Đạt?", "en"),
    ("What is the hotline of Sở Y tế Hạc Giang?", "en"),
    ("phone number Hac Giang", "en"),
    ("hot line so may", "vi"),
    ("website cua so", "vi"),
    ("the can cuoc lam o dau", "vi"),
    ("Hotline So Y te", "vi"),
    ("email sở y tế", "vi"),
    ("", "vi"),
    ("123 456", "vi"),
    ("😀", "vi"),
]


@pytest.mark.parametrize(("text", "language"), LANGUAGES)
def test_language_of_a_question(text: str, language: str) -> None:
    plain = plain_punctuation(text)
    assert detect_language(tokenize(plain), load_lexicon(), plain) == language


@pytest.mark.parametrize("text", ["BCH khoa VII", "UBND", "CNTT&TT", "sdt UBND", "khoa VII BCH"])
def test_vietnamese_abbreviations_and_numerals_make_no_question_english(text: str) -> None:
    assert detect_language(tokenize(text), load_lexicon()) is Language.VIETNAMESE


# --- anything -------------------------------------------------------------------------


@settings(max_examples=150, deadline=None)
@given(st.text(max_size=80))
def test_any_text_is_a_query_of_sound_concepts(text: str) -> None:
    query, _ = parse_query(text, load_lexicon())
    for concept in query.concepts:
        assert concept.alternatives
        assert all(term for way in concept.alternatives for term in way.terms)
        assert all(way.terms for way in concept.alternatives)
        assert 0 <= concept.weight <= 1
    assert all(term.weight > 0 and term.term for term in query.weighted_terms())


_MARKED = [
    "bí",
    "thư",
    "Chi",
    "đoàn",
    "khóa",
    "là",
    "của",
    "Sở",
    "BCH",
    "7",
    "hòa",
    "mấy",
    "đồng",
    "chí",
]


@settings(max_examples=60, deadline=None)
@given(st.lists(st.sampled_from(_MARKED), max_size=12))
def test_every_word_of_a_question_stays_in_its_query(words: list[str]) -> None:
    text = " ".join(["Đảng", "ủy", *words])
    typed = [term for c in query_of(text).concepts for term in c.typed.terms]
    assert [fold(term) for term in typed] == [token.folded for token in tokenize(text)]
