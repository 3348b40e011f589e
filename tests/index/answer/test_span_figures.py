"""How what is asked stands around a span of its sentence."""

from __future__ import annotations

import math

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from index.answer.readings import WHOLE, forms
from index.answer.span_figures import SPAN, span_figures
from tests.index.answer.made_up import ELECTED, sentence_in

Figures = dict[str, float]


def spans_of(question: str, text: str, *, pieces: bool = False) -> dict[str, Figures]:
    """Returns the figures of each span by its text."""
    asked, sentence = sentence_in(question, text)
    found = forms(sentence.candidate, asked.understanding, asked.rarity, pieces=pieces)
    rows = span_figures(asked, sentence, found, pieces=pieces)
    return {
        text[form.span.start : form.span.end]: dict(zip(SPAN, row, strict=True))
        for form, row in zip(found, rows, strict=True)
    }


MOVED = "Sở chuyển về số 15 đường Lê Lợi, giải quyết tại: số 8 đường Trần Phú (số 3 đường Lê Lai)."


def test_who_holds_the_post_fits_and_the_deputy_does_not() -> None:
    found = spans_of("Ai là Bí thư Chi đoàn?", ELECTED)
    assert found["Lê Minh Tuấn"]["fit"] > 0 > found["Phạm Thu Hà"]["fit"]
    assert found[ELECTED]["fit"] == 0.0  # no person: nothing to fit
    assert found[ELECTED]["form"] == 1.0 > found["Lê Minh Tuấn"]["form"] == 0.0


def test_what_is_asked_counts_by_its_distance_on_each_side() -> None:
    found = spans_of("Sở chuyển về đâu?", MOVED)
    near, far = found["số 15 đường Lê Lợi"], found["số 8 đường Trần Phú"]
    assert near["near"] > far["near"] > 0
    assert near["near_right"] == far["near_right"] == 0.0
    assert near["near_best"] > 0 > far["near_best"]
    assert near["focus_near"] > far["focus_near"]


def test_the_words_of_the_question_frame_the_answer() -> None:
    found = spans_of("Sở chuyển về đâu?", MOVED)
    near, far = found["số 15 đường Lê Lợi"], found["số 8 đường Trần Phú"]
    assert near["frame_left"] == 1.0 > far["frame_left"]
    assert (near["touch_left"], far["touch_left"]) == (1.0, 0.0)
    right = spans_of("Ai trao giải cuộc thi?", "Ông Lê Minh Tuấn trao giải cuộc thi.")
    assert right["Lê Minh Tuấn"]["touch_right"] == right["Lê Minh Tuấn"]["frame_right"] == 1.0


def test_the_clause_that_holds_what_is_asked_is_the_spans() -> None:
    found = spans_of("Sở chuyển về đâu?", MOVED)
    assert found["số 15 đường Lê Lợi"]["clause"] == 1.0
    assert found["số 15 đường Lê Lợi"]["clause_best"] == 0.0
    assert found["số 8 đường Trần Phú"]["clause_best"] == -1.0
    assert found["số 15 đường Lê Lợi"]["focus_clause"] == 1.0


def test_marks_around_a_span_are_seen() -> None:
    found = spans_of("Sở chuyển về đâu?", MOVED)
    assert found["số 8 đường Trần Phú"]["after_colon"] == 1.0
    assert found["số 3 đường Lê Lai"]["in_brackets"] == 1.0
    assert found["số 15 đường Lê Lợi"]["ends_clause"] == 1.0
    assert sum(figures["after_colon"] for figures in found.values()) == 1.0


def test_the_first_of_several_is_marked() -> None:
    found = spans_of("Sở chuyển về đâu?", MOVED)
    assert [text for text, figures in found.items() if figures["first_form"]] == [
        "số 15 đường Lê Lợi"
    ]
    assert found["số 15 đường Lê Lợi"]["same_form"] > 0


@pytest.mark.parametrize(
    ("question", "text", "old", "new"),
    [
        ("Lệ phí là bao nhiêu?", "Lệ phí giảm từ 100.000 đồng xuống còn 80.000 đồng.",
         "100.000 đồng", "80.000 đồng"),
        ("Gọi số nào?", "Gọi 0237.3999.123 thay cho số cũ 0237.3888.456.", "0237.3888.456",
         "0237.3999.123"),
    ],
)  # fmt: skip
def test_the_old_value_is_told_from_the_new(question: str, text: str, old: str, new: str) -> None:
    found = spans_of(question, text)
    assert found[old]["new_value"] < 0 <= found[new]["new_value"]
    assert found[old]["fit"] < found[new]["fit"]


def test_who_was_replaced_is_marked() -> None:
    found = spans_of(
        "Ai thay ông Vũ Quốc Cường?", "Ông Lê Minh Tuấn thay ông Trần Văn An từ ngày 1/6."
    )
    assert found["Trần Văn An"]["after_change"] == 1.0 > found["Lê Minh Tuấn"]["after_change"]


def test_a_piece_behind_its_verb_is_marked() -> None:
    found = spans_of("Sáng kiến là gì?", "Tên là dòng sông xanh.", pieces=True)
    assert found["dòng sông xanh"]["after_is"] == 1.0


def test_the_whole_sentence_is_as_long_as_it_is() -> None:
    whole = spans_of("Vì sao họp?", "Họp vì mưa lớn.")["Họp vì mưa lớn."]
    assert whole["form"] == WHOLE / WHOLE
    assert whole["share"] == 1.0
    assert whole["near_left"] == whole["near_right"] == 0.0


_QUESTIONS = st.sampled_from(
    ["Ai là Bí thư Chi đoàn?", "Khi nào?", "Vì sao?", "chi doan", "Có mấy đồng chí?", "ở đâu",
     "Ai thay ông Tuấn?", "?"]
)  # fmt: skip
_WORDS = st.sampled_from(
    ["Bí thư ", "Chi đoàn ", "đồng chí Lê Minh Tuấn ", "7 đồng chí", ", ", ": ", "ngày 14/3/2024 ",
     "do mưa ", "và ", "(", ")", "😀 ", "là ", "thay ông ", "từ ", "xuống còn "]
)  # fmt: skip


@settings(max_examples=60)
@given(question=_QUESTIONS, words=st.lists(_WORDS, min_size=1, max_size=15), pieces=st.booleans())
def test_figures_are_bounded_whatever_is_asked_and_told(
    question: str, words: list[str], pieces: bool
) -> None:
    found = spans_of(question, "A" + "".join(words).strip(), pieces=pieces)
    assert found
    for figures in found.values():
        assert all(math.isfinite(value) and -1 <= value <= 1 for value in figures.values()), figures
        assert figures["near"] <= figures["near_left"] + figures["near_right"] + 1e-9
        assert figures["clause_best"] <= 0.0
