"""What stands around a question, and whether it asks whether."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from index.answer.asking import vietnamese_type
from index.answer.cues import AnswerType
from index.answer.whether import bare_question
from index.language.normalize import fold


@pytest.mark.parametrize(
    ("question", "bare"),
    [
        ("ad ơi cho em hỏi lệ phí bao nhiêu vậy ạ", "lệ phí bao nhiêu"),
        ("cho tui hỏi xíu hạn nộp khi nào dzậy mấy anh chị", "hạn nộp khi nào"),
        ("có ai biết sở ở đâu không ạ", "sở ở đâu"),
        ("lệ phí bao nhiêu em cảm ơn ạ", "lệ phí bao nhiêu"),
        ("mức thưởng bao nhiêu một con", "mức thưởng bao nhiêu một con"),
        ("ạ", "ạ"),
    ],
)
def test_the_question_is_left_without_what_stands_around_it(question: str, bare: str) -> None:
    assert " ".join(bare_question(question.split())) == bare


def test_a_post_is_not_taken_for_an_address_without_marks() -> None:
    assert bare_question(["bch", "gom", "may", "dong", "chi"])[-2:] == ["dong", "chi"]


@pytest.mark.parametrize(
    "question",
    [
        "có phải nộp học phí không", "sáng thứ bảy có ai làm việc không ạ",
        "hộ nghèo có được miễn đồng nào không", "cầu mới xong chưa", "nghỉ lễ có đúng không",
        "đi đường đó được hông mấy bác", "tỉnh mình miễn học phí luôn phải không ad",
    ],
)  # fmt: skip
def test_what_is_asked_to_be_so_or_not_asks_whether(question: str) -> None:
    assert vietnamese_type(question.split()) is AnswerType.YES_NO
    assert vietnamese_type(fold(question).split()) is AnswerType.YES_NO


@pytest.mark.parametrize(
    "question",
    ["vì sao dân không được vào", "ai không phải nộp phí", "người nào chưa có căn cước thì gọi ai"],
)
def test_a_question_word_before_outweighs_the_negation(question: str) -> None:
    assert vietnamese_type(question.split()) is not AnswerType.YES_NO


WORDS = [
    "cho", "em", "hỏi", "ai", "có", "không", "được", "bao", "nhiêu", "mấy", "anh", "chị", "ơi",
    "vậy", "ạ", "cảm", "ơn", "biết", "sao", "gì", "nào",
]  # fmt: skip


@given(st.lists(st.sampled_from(WORDS), max_size=60))
def test_any_words_are_read_and_what_is_left_stood_there(words: list[str]) -> None:
    bare = bare_question(words)
    assert len(bare) <= len(words)
    assert " ".join(bare) in " ".join(words)
    vietnamese_type(words)
