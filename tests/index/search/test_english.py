"""An English question as Vietnamese concepts."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from index.language.lexicon import load_lexicon
from index.language.normalize import plain_punctuation
from index.search.english import english_concepts
from index.search.query import Concept, ConceptKind


def concepts_of(text: str) -> list[Concept]:
    return english_concepts(plain_punctuation(text), load_lexicon())


def ways(concept: Concept) -> list[str]:
    return [" ".join(way.terms) for way in concept.alternatives]


def said(text: str) -> set[str]:
    return {way for concept in concepts_of(text) for way in ways(concept)}


def typed(text: str) -> list[str]:
    return [ways(concept)[0] for concept in concepts_of(text)]


# --- terms ----------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("question", "term"),
    [
        ("Who leads the Department of Home Affairs?", "sở nội vụ"),
        ("Who is the director of the Department of Home Affairs?", "giám đốc sở nội vụ"),
        ("Why did the Justice Department move?", "sở tư pháp"),
        ("What does the Women's Union do?", "hội liên hiệp phụ nữ"),
        ("Who took part in the contest?", "tham gia"),
        ("Which programmes were organised?", "chương trình"),
        ("Is the fee for driving licences lower?", "giấy phép lái xe"),
        ("How old is my 8-year-old?", "tuổi"),
    ],
)
def test_terms_of_several_words_win_over_their_parts(question: str, term: str) -> None:
    assert term in said(question)


@pytest.mark.parametrize("question", ["How many people came?", "How much is it?", "Where is it?"])
def test_question_words_are_not_searched(question: str) -> None:
    assert not {"bao nhiêu", "số lượng", "kinh phí", "ở đâu", "địa điểm"} & said(question)


def test_several_translations_are_ways_of_one_concept() -> None:
    (ward,) = (c for c in concepts_of("Which district is it?") if "huyện" in ways(c))
    assert "quận" in ways(ward)
    assert 0 < ward.other_weight < ward.weight


def test_words_that_say_little_count_less() -> None:
    weights = {ways(c)[0]: c.weight for c in concepts_of("Who often makes budget decisions?")}
    assert weights["làm"] < weights["ngân sách"]


def test_qualifiers_follow_their_nouns_as_in_vietnamese() -> None:
    assert typed("legal knowledge contest")[0] == "cuộc thi"
    assert typed("Hac Giang city museum") == ["bảo tàng", "thành phố", "hac", "giang"]


def test_a_comma_ends_what_belongs_together() -> None:
    assert typed("museum, library") == ["bảo tàng", "thư viện"]


@pytest.mark.parametrize(
    ("question", "term", "there"),
    [
        ("Who runs the IT center?", "công nghệ thông tin", True),
        ("Where is it held?", "công nghệ thông tin", False),
        ("Did the US sign it?", "hoa kỳ", True),
        ("Did they tell us about fees?", "hoa kỳ", False),
        ("DID THEY TELL US ABOUT FEES", "hoa kỳ", False),
    ],
)
def test_short_forms_are_read_in_capitals_only(question: str, term: str, there: bool) -> None:
    assert (term in said(question)) is there


# --- names ----------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("question", "name"),
    [
        ("Who is Truong Cong Hoan?", "truong cong hoan"),
        ("How many votes did Do Thuy Linh get?", "do thuy linh"),
        ("Is the Song Lam bridge open?", "song lam"),
        ("Who is the police chief of Dong Sa?", "dong sa"),
        ("Where is the Ky Long housing project?", "ky long"),
        ("What post did Giang A Pao hold?", "giang a pao"),
        ("who is the head of the hoa khe education department", "hoa khe"),
        ('Who gets a "Mai am cong doan" house?', "mai am cong doan"),
    ],
)
def test_vietnamese_names_pass_through_in_order_without_marks(question: str, name: str) -> None:
    passed = [c for c in concepts_of(question) if c.typed.folded]
    assert name in " ".join(c.typed.terms[0] for c in passed)


def test_names_typed_with_marks_are_matched_with_them() -> None:
    names = [c for c in concepts_of("Who is Đỗ Hữu Đạt?") if c.kind is ConceptKind.NAME]
    assert [c.typed.terms for c in names] == [("đỗ",), ("hữu",), ("đạt",)]
    assert not any(c.typed.folded for c in names)


def test_an_unknown_word_passes_through() -> None:
    assert "tesla" in typed("When did Tesla get the patent?")


def test_a_capitalized_word_of_the_lexicon_may_be_a_name_too() -> None:
    assert {"gates", "cổng"} <= said("Who is Bill Gates?")


@pytest.mark.parametrize(
    "question", ["WHO IS THE DIRECTOR", "Who Is The Director", "who is the director"]
)
def test_capitals_of_a_whole_question_name_nothing(question: str) -> None:
    assert typed(question) == ["giám đốc"]


@pytest.mark.parametrize(
    ("country", "vietnamese"),
    [
        ("Germany", "đức"), ("Japanese", "nhật bản"), ("United States", "mỹ"),
        ("Middle East", "trung đông"), ("Hanoi", "hà nội"), ("Ho Chi Minh City", "tp hcm"),
    ],
)  # fmt: skip
def test_countries_and_cities_are_named_in_vietnamese(country: str, vietnamese: str) -> None:
    assert vietnamese in said(f"Who went to {country}?")


# --- numbers and dates ----------------------------------------------------------------


@pytest.mark.parametrize(
    ("question", "date"),
    [
        ("What happened on July 12, 2023?", "12 7"),
        ("What happened on 12 July 2023?", "12 tháng 7"),
        ("What happened on the 12th of July 2023?", "12 7"),
        ("What happened on July 12th?", "12 7"),
        ("What happened in September 2026?", "9 2026"),
        ("What happened in September?", "tháng 9"),
        ("What happened in May 2021?", "tháng 5"),
        ("What happened in March?", "tháng 3"),
        ("What happened in the 16th century?", "thế kỷ xvi"),
        ("What happened in the nineteenth century?", "thế kỷ 19"),
        ("What happened in the 1970s?", "thập niên 1970"),
        ("What happened in the 1970's?", "thập niên 1970"),
        ("When was the 13th congress?", "thứ xiii"),
        ("When was the third congress?", "lần thứ iii"),
        ("When did the two departments merge?", "2"),
    ],
)
def test_dates_and_numbers_are_searched_as_the_news_write_them(question: str, date: str) -> None:
    assert date in said(question)


@pytest.mark.parametrize("question", ["Who may apply?", "When did they march?", "May I apply?"])
def test_words_that_look_like_months_are_none(question: str) -> None:
    assert not any(way.startswith("tháng") for way in said(question))


def test_the_year_of_a_date_is_asked_for_as_a_number() -> None:
    years = [c for c in concepts_of("on July 12, 2023") if c.kind is ConceptKind.NUMBER]
    assert [c.typed.terms for c in years] == [("2023",)]


# --- anything -------------------------------------------------------------------------

_PIECES = ["who", "Is", "the", "May", "5", "12th", "2023", "16th", "century", "1970s", "Song",
           "Lam", "An", "hoa", "khe", "department", "of", "Home", "Affairs", "US", "it", "'s",
           "didn't", ",", '"', "Đỗ", "sở"]  # fmt: skip


@settings(max_examples=200, deadline=None)
@given(st.lists(st.sampled_from(_PIECES), max_size=14).map(" ".join) | st.text(max_size=80))
def test_any_text_is_read_as_sound_concepts(text: str) -> None:
    for concept in concepts_of(text):
        assert concept.alternatives
        assert all(way.terms and all(way.terms) for way in concept.alternatives)
        assert 0 < concept.weight <= 1
