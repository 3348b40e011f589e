"""What in a sentence may answer: spans of the asked form, names, pieces, the whole."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from index.answer.readings import WHOLE, Form, clause_numbers, forms, token_range
from index.language.sentences import Span
from index.search.passages import token_map
from index.search.query import Alternative, Concept, Query
from tests.index.answer.made_up import ELECTED, asked, candidate_of
from tests.index.search.fakes import rarity_of


def forms_of(question: str, text: str, *, pieces: bool = False) -> list[Form]:
    understanding = asked(question)
    candidate, found = candidate_of(understanding, text)
    return forms(candidate, understanding, found.rarity, pieces=pieces)


def told(question: str, text: str, rank: int, *, pieces: bool = False) -> list[str]:
    """Returns the texts of all forms of a rank."""
    return [
        text[form.span.start : form.span.end]
        for form in forms_of(question, text, pieces=pieces)
        if form.rank == rank
    ]


@pytest.mark.parametrize(
    ("question", "text", "spans"),
    [
        ("Ai là Bí thư Chi đoàn?", ELECTED, ["Lê Minh Tuấn", "Phạm Thu Hà"]),
        ("Lệ phí là bao nhiêu?", "Lệ phí là 150.000 đồng/lần, nộp trong 5 ngày.",
         ["150.000 đồng/lần"]),
        ("Gọi số nào?", "Gọi số 0237.3999.123 theo Quyết định 12/QĐ-SNN.", ["0237.3999.123"]),
        ("Quyết định số mấy?", "Quyết định số 1234/QĐ-UBND ngày 02/8/2021 có hiệu lực.",
         ["Quyết định số 1234/QĐ-UBND"]),
        ("Khi nào nộp bài?", "Phát động ngày 01/3/2023, nộp bài trước ngày 30/9/2023.",
         ["01/3/2023", "30/9/2023"]),
        ("Email tiếp nhận là gì?", "Thư gửi về phananh@snn.example trong giờ hành chính.",
         ["phananh@snn.example"]),
        ("Tỉnh xếp thứ mấy?", "Năm 2023 tỉnh xếp thứ 12/63 với 87,5 điểm.", ["thứ 12/63"]),
    ],
)  # fmt: skip
def test_spans_of_the_asked_form_come_first(question: str, text: str, spans: list[str]) -> None:
    assert told(question, text, 0) == spans
    assert [form.rank for form in forms_of(question, text)][: len(spans)] == [0] * len(spans)


def test_a_counted_thing_belongs_to_its_number() -> None:
    text = "Ngày 8/12/2023, có 1.250 bài dự thi từ 12 huyện."
    (counted, other) = told("Có bao nhiêu bài dự thi?", text, 0)
    assert (counted, other) == ("1.250 bài", "12")
    assert token_map(text).tokens[forms_of("Có bao nhiêu bài dự thi?", text)[0].first].text == (
        "1250"
    )


def test_a_date_is_cut_to_its_year_where_that_is_asked() -> None:
    assert told("Đại hội diễn ra năm nào?", "Đại hội diễn ra ngày 14/3/2024.", 0) == ["2024"]


def test_a_form_that_may_stand_for_the_asked_one_comes_second() -> None:
    text = "Đại hội diễn ra lúc 8h30 ngày 14/3/2024."
    assert told("Đại hội diễn ra khi nào?", text, 0) == ["14/3/2024"]
    assert told("Đại hội diễn ra khi nào?", text, 1) == ["8h30"]


def test_what_the_question_says_itself_may_not_answer() -> None:
    assert told("Ông Lê Minh Tuấn là ai?", "Đồng chí Lê Minh Tuấn phát biểu.", 0) == []
    text = "Ông Lê Minh Tuấn trao giải cho bà Đặng Hải Yến."
    assert told("Ông Lê Minh Tuấn trao giải cho ai?", text, 0) == ["Đặng Hải Yến"]


def test_the_asked_term_is_not_the_number_that_is_asked() -> None:
    text = "Ban Chấp hành khóa VII có 7 đồng chí."
    assert told("Ban Chấp hành khóa VII có mấy đồng chí?", text, 0) == ["7 đồng chí"]


def test_a_figure_that_may_stand_for_an_asked_word_is_not_that_word() -> None:
    understanding = asked("Có bao nhiêu đồng chí khóa VII?")
    text = "Có 7 đồng chí."
    candidate, _ = candidate_of(understanding, text)
    ways = (Alternative(("vii",)), Alternative(("7",)))
    concepts = (Concept(ways), *(Concept((Alternative((w,)),)) for w in ("đồng", "chí")))
    found = forms(candidate, understanding, rarity_of(Query(concepts)), pieces=False)
    assert [text[form.span.start : form.span.end] for form in found if form.rank == 0] == [
        "7 đồng chí"
    ]


def test_pieces_are_proposed_where_no_form_is_asked_and_only_then() -> None:
    text = "Đường bị cấm do sạt lở núi sau mưa lớn."
    assert "do sạt lở núi sau mưa lớn" in told("Vì sao đường bị cấm?", text, 3, pieces=True)
    assert told("Vì sao đường bị cấm?", text, 3) == []
    assert told("Khi nào đường bị cấm?", text, 3, pieces=True) == []


def test_a_piece_that_only_says_again_what_was_asked_is_not_proposed() -> None:
    text = "Đường bị cấm do sạt lở núi sau mưa lớn."
    assert "Đường bị cấm" not in told("Vì sao đường bị cấm?", text, 3, pieces=True)


@pytest.mark.parametrize(
    ("question", "text", "span"),
    [
        ("Số điện thoại của chị Hoa?", "Gửi về chị Nguyễn Thị Hoa, số điện thoại 0912 345 678.",
         "0912 345 678"),
        ("Ông Bình ở đâu?", "Ông Trần Văn Bình, trú tại số 12 đường Lê Lợi, đã hiến đất.",
         "số 12 đường Lê Lợi"),
    ],
)  # fmt: skip
def test_a_private_contact_may_not_answer(question: str, text: str, span: str) -> None:
    assert span in text
    for form in forms_of(question, text, pieces=True):
        assert form.rank == WHOLE or span not in text[form.span.start : form.span.end]


def test_an_offices_contact_may_answer() -> None:
    assert told("Gọi số nào?", "Đường dây nóng của Sở: 0912 345 678.", 0) == ["0912 345 678"]


def test_the_whole_sentence_may_always_answer() -> None:
    (only,) = forms_of("Ai là Bí thư?", "Trời mưa to.")
    assert (only.span, only.rank) == (Span(0, len("Trời mưa to.")), WHOLE)


@pytest.mark.parametrize(
    ("text", "numbers"),
    [
        ("Sở Nội vụ, Sở Y tế và Sở Tư pháp (mới) họp", (0, 0, 0, 1, 1, 1, 2, 2, 2, 2, 3, 4)),
        ("Trời mưa", (0, 0)),
        ("Sáng – chiều; tối", (0, 1, 2)),
        ("", ()),
    ],
)
def test_a_clause_ends_at_a_mark_or_before_and(text: str, numbers: tuple[int, ...]) -> None:
    assert len(token_map(text).tokens) == len(numbers)
    assert clause_numbers(text) == numbers


def test_a_span_has_the_tokens_that_lie_inside_it() -> None:
    text = "Gọi số 12, nhé"
    place = token_map(text)
    assert token_range(place, Span(text.index("số"), text.index(","))) == (1, 2)
    assert token_range(place, Span(text.index(","), text.index(",") + 1)) is None


_QUESTIONS = st.sampled_from(
    ["Ai là Bí thư Chi đoàn?", "Khi nào?", "Tại sao?", "chi đoàn", "Có mấy đồng chí?", "ở đâu",
     "Gồm những gì?", "Sở Nông nghiệp", "Đạt bao nhiêu phần trăm?", "Who is the secretary?"]
)  # fmt: skip
_WORDS = st.sampled_from(
    ["Bí thư ", "Chi đoàn ", "đồng chí Lê Minh Tuấn ", "7 đồng chí", ", ", ": ", "ngày 14/3/2024 ",
     "do mưa ", "0237.3999.123 ", "và ", "(", ")", "“Tuấn” ", "😀 ", "Sở Nông nghiệp ", "87,5% ",
     "số 8 đường Lê Lợi ", "là ", "1 ", "II ", "thứ 2 "]
)  # fmt: skip


@settings(max_examples=80)
@given(question=_QUESTIONS, words=st.lists(_WORDS, min_size=1, max_size=30), pieces=st.booleans())
def test_every_form_is_a_piece_of_its_sentence(
    question: str, words: list[str], pieces: bool
) -> None:
    text = "".join(words)
    found = forms_of(question, text, pieces=pieces)
    tokens = token_map(text).tokens
    assert [form.rank for form in found] == sorted(form.rank for form in found)
    assert Span(0, len(text)) in {form.span for form in found}
    assert len({form.span for form in found}) == len(found)
    for form in found:
        assert 0 <= form.span.start < form.span.end <= len(text)
        if tokens:
            assert 0 <= form.first <= form.last < len(tokens)
            assert form.span.start <= tokens[form.first].start
            assert tokens[form.last].end <= form.span.end
