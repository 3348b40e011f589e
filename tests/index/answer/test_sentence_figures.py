"""What a sentence holds of what is asked: here, around it, in its article."""

from __future__ import annotations

import math

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from index.answer.cues import AnswerType
from index.answer.sentence_figures import SENTENCE, off_terms, share_held, suits, tells_other_term
from tests.index.answer.made_up import ELECTED, asked, candidate_of, sentence_in


def figures(question: str, text: str, before: str = "", title: str = "Tin") -> dict[str, float]:
    _, sentence = sentence_in(question, text, before, title)
    return dict(zip(SENTENCE, sentence.figures, strict=True))


def test_a_name_may_stand_in_the_sentence_or_before_it() -> None:
    question = "Ông Lê Minh Tuấn giữ chức gì?"
    here = figures(question, "Đồng chí Lê Minh Tuấn giữ chức Bí thư.")
    before = figures(question, "Đồng chí này giữ chức Bí thư.", "Ông Lê Minh Tuấn phát biểu.")
    nowhere = figures(question, "Đồng chí này giữ chức Bí thư.", "Ông Vũ Quốc Cường phát biểu.")
    names = [(f["names_here"], f["names_context"]) for f in (here, before, nowhere)]
    assert names == [(1.0, 1.0), (0.0, 1.0), (0.0, 0.0)]


def test_the_title_counts_as_context() -> None:
    question = "Cuộc thi Nhà nông sáng tạo có mấy giải?"
    alone = figures(question, "Có 5 giải.")
    titled = figures(question, "Có 5 giải.", title="Trao giải cuộc thi Nhà nông sáng tạo")
    assert titled["content_here"] == alone["content_here"]
    assert titled["content_context"] > alone["content_context"]
    assert titled["gap_context"] == 0.0 < alone["gap_context"]


def test_the_rarest_word_that_is_missing_is_the_gap() -> None:
    whole = figures("Lệ phí cấp giấy phép", "Lệ phí cấp giấy phép là 10 đồng.")
    lacking = figures("Lệ phí cấp giấy phép", "Lệ phí là 10 đồng.")
    assert whole["gap_here"] == 0.0 < lacking["gap_here"] <= 1.0
    assert lacking["gap_article"] > 0.0


@pytest.mark.parametrize(
    ("text", "stale"),
    [("Năm 2022 có 5 giải.", 1.0), ("Năm 2023 có 5 giải.", 0.0), ("Có 5 giải.", 0.0)],
)
def test_a_sentence_on_another_year_is_stale(text: str, stale: float) -> None:
    assert figures("Năm 2023 có mấy giải?", text)["stale"] == stale
    assert figures("Có mấy giải?", text)["stale"] == 0.0


def test_another_term_is_told_from_none() -> None:
    question = "Khóa VII có mấy đồng chí?"
    other = figures(question, "Khóa VI có 5 đồng chí.")
    none = figures(question, "Có 5 đồng chí.")
    right = figures(question, "Khóa VII có 5 đồng chí.")
    titled = figures(question, "Có 5 đồng chí.", title="Đại hội khóa VII")
    assert [f["other_term"] for f in (other, none, right, titled)] == [1.0, 0.0, 0.0, 0.0]
    assert [f["off_term"] for f in (other, none, right, titled)] == [1.0, 1.0, 0.0, 0.0]


def test_the_prize_that_is_asked_is_not_another() -> None:
    question = asked("Ai đạt giải Nhất?")
    assert tells_other_term("Giải Nhì thuộc về anh Bùi Văn Lâm.", question)
    assert not tells_other_term("Giải Nhất thuộc về chị Đặng Hải Yến.", question)
    assert not tells_other_term("Giải Nhất và giải Nhì đã trao.", question)
    assert not tells_other_term("Giải Nhì đã trao.", asked("Ai đạt giải?"))
    candidate, _ = candidate_of(question, "Giải Nhì thuộc về anh Bùi Văn Lâm.")
    assert off_terms(candidate, question) == question.named
    assert off_terms(candidate, asked("Ai đạt giải?")) == set()


@pytest.mark.parametrize(
    ("kind", "fits", "lacks"),
    [
        (AnswerType.REASON, "Đường bị cấm do sạt lở.", "Đường bị cấm."),
        (AnswerType.MANNER, "Nộp hồ sơ qua Cổng dịch vụ công.", "Hồ sơ được duyệt."),
        (AnswerType.LIST, "Hồ sơ gồm: đơn, ảnh.", "Hồ sơ được duyệt."),
    ],
)
def test_a_reason_a_manner_and_a_list_come_with_their_words(
    kind: AnswerType, fits: str, lacks: str
) -> None:
    assert (suits(kind, fits), suits(kind, lacks)) == (1.0, 0.0)
    assert suits(AnswerType.DATE, fits) == suits(AnswerType.DATE, lacks) == 0.5


@pytest.mark.parametrize(
    ("text", "name"),
    [
        ("(Ảnh: Đại hội)", "caption"),
        ("- Đại hội bầu 7 đồng chí.", "item"),
        ("1. Đại hội bầu 7 đồng chí.", "item"),
        ("Đại hội hoãn do mưa.", "says_why"),
        ("Đại hội không bầu.", "says_not"),
        ("Ông Tuấn thay ông Cường.", "says_change"),
        ("Giải cao nhất thuộc về Sở.", "says_most"),
        ("Chủ đề là “Dòng sông xanh”.", "quotes"),
    ],
)
def test_what_a_sentence_looks_like_is_seen(text: str, name: str) -> None:
    assert figures("Đại hội", text)[name] == 1.0
    assert figures("Đại hội", "Đại hội bầu 7 đồng chí")[name] == 0.0


def test_words_of_two_syllables_must_stand_whole() -> None:
    question = "Giấy phép nộp ở đâu?"
    whole = figures(question, "Giấy phép nộp tại Sở.")
    apart = figures(question, "Giấy nộp tại Sở, được phép.")
    before = figures(question, "Nộp tại Sở.", "Về giấy phép.")
    assert whole["compounds_here"] == 1.0 > apart["compounds_here"]
    assert before["compounds_here"] < before["compounds_wide"] == 1.0


def test_a_sentence_further_down_stands_further_down() -> None:
    first = figures("Đại hội", "Đại hội họp.")
    second = figures("Đại hội", "Đại hội họp.", "Trời mưa to cả ngày hôm qua.")
    assert first["place"] == 0.0 < second["place"] <= 1.0


def test_persons_and_clauses_are_found_once_for_all_spans() -> None:
    _, sentence = sentence_in("Ai là Bí thư Chi đoàn?", ELECTED)
    names = [ELECTED[span.start : span.end] for span in sentence.persons]
    assert names == ["Lê Minh Tuấn", "Phạm Thu Hà"]
    # "Ban Chấp hành ... 7 đồng chí" says nothing of the post; the clauses after it do.
    assert set(sentence.clauses) == {1, 2}
    assert all(0 < weight <= 1 for _, weight in sentence.places)


def test_nothing_wanted_is_held() -> None:
    assert share_held({}, set()) == 1.0


_QUESTIONS = st.sampled_from(
    ["Ai là Bí thư Chi đoàn khóa VII?", "Năm 2023 có mấy giải?", "Vì sao?", "chi doan",
     "Ông Lê Minh Tuấn quê ở đâu?", "Who is the secretary?", "?", "Giấy phép nộp ở đâu?"]
)  # fmt: skip
_WORDS = st.sampled_from(
    ["Bí thư ", "Chi đoàn ", "Lê Minh Tuấn ", "khóa VI ", "năm 2022 ", ", ", "(", "- ", "do ",
     "😀 ", "giấy phép ", "“", "nhất ", "1. "]
)  # fmt: skip


@settings(max_examples=60)
@given(
    question=_QUESTIONS,
    words=st.lists(_WORDS, min_size=1, max_size=15),
    before=st.lists(_WORDS, max_size=5).map("".join),
)
def test_figures_are_bounded_whatever_is_asked_and_told(
    question: str, words: list[str], before: str
) -> None:
    text = "A" + "".join(words).strip()
    found = figures(question, text, before)
    assert set(found) == set(SENTENCE)
    assert all(math.isfinite(value) and 0 <= value <= 1 for value in found.values()), found
    for name in ("content", "focus"):
        assert found[f"{name}_here"] <= found[f"{name}_context"] <= found[f"{name}_wide"]
    assert found["gap_here"] >= found["gap_context"] >= found["gap_wide"]
