"""Which post somebody holds."""

from __future__ import annotations

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from index.answer.cues import AnswerType
from index.answer.offices import office_fit, offices
from index.answer.persons import persons
from index.answer.understanding import understand
from index.language.lexicon import load_lexicon
from tests.index.answer.made_up import look, read

MOVED = "Ông Lê Văn Tám, Giám đốc Sở Nội vụ, được điều động giữ chức Bí thư Huyện ủy Yên Lộc."
ELECTED = "Bà Sơn Thị Chi, Trưởng ban Tuyên truyền, được bầu giữ chức Phó Chủ tịch với 30/33 phiếu."
LEFT = "Ông Lê Văn Tám thôi giữ chức Giám đốc Sở Nội vụ, nhận nhiệm vụ Phó Bí thư Thành ủy."


def best(text: str, question: str, *, was: bool = False) -> str:
    people = persons(text)
    found = {
        text[s.start : s.end]: office_fit(text, s, people, question, was=was) for s in offices(text)
    }
    return max(found, key=lambda post: found[post])


@pytest.mark.parametrize(
    ("text", "posts"),
    [
        (MOVED, ["Giám đốc Sở Nội vụ", "Bí thư Huyện ủy Yên Lộc"]),
        (ELECTED, ["Trưởng ban Tuyên truyền", "Phó Chủ tịch"]),
        ("Giám đốc Sở Thông tin và Truyền thông Lê Văn Tám dự.",
         ["Giám đốc Sở Thông tin và Truyền thông"]),
        ("Ông Tám làm Phó Bí thư Huyện ủy, Chủ tịch UBND huyện Phước Lâm từ hôm nay.",
         ["Phó Bí thư Huyện ủy", "Chủ tịch UBND huyện Phước Lâm",
          "Phó Bí thư Huyện ủy, Chủ tịch UBND huyện Phước Lâm"]),
        ("Hội nghị kết thúc.", []),
    ],
)  # fmt: skip
def test_a_post_is_found_with_its_body(text: str, posts: list[str]) -> None:
    assert [text[s.start : s.end] for s in offices(text)] == posts


@pytest.mark.parametrize(
    ("text", "question", "was", "post"),
    [
        (MOVED, "Ông Lê Văn Tám giữ chức gì?", False, "Bí thư Huyện ủy Yên Lộc"),
        (MOVED, "ong Tam giu chuc gi", False, "Bí thư Huyện ủy Yên Lộc"),
        (MOVED, "Trước khi làm Bí thư Huyện ủy, ông Lê Văn Tám giữ chức gì?", True,
         "Giám đốc Sở Nội vụ"),
        (ELECTED, "Bà Sơn Thị Chi giữ chức gì?", False, "Phó Chủ tịch"),
        (LEFT, "Ông Lê Văn Tám nhận chức gì?", False, "Phó Bí thư Thành ủy"),
    ],
)  # fmt: skip
def test_of_several_posts_the_one_that_is_taken_is_meant(
    text: str, question: str, was: bool, post: str
) -> None:
    assert best(text, question, was=was) == post


def test_anothers_post_does_not_fit() -> None:
    text = "Ông Lê Văn Tám dự cùng bà Sơn Thị Chi, Giám đốc Sở Nội vụ."
    (post,) = offices(text)
    people = persons(text)
    assert office_fit(text, post, people, "Ông Lê Văn Tám giữ chức gì?", was=False) < 0
    assert office_fit(text, post, people, "Bà Sơn Thị Chi giữ chức gì?", was=False) > 0


@pytest.mark.parametrize(
    ("question", "kind"),
    [
        ("Ông Lê Văn Tám giữ chức vụ gì?", AnswerType.POST),
        ("ba chi giu chuc gi", AnswerType.POST),
        ("What position does Mr Tam hold?", AnswerType.POST),
        ("Sở tuyển chức danh gì?", AnswerType.THING),
        ("Ai giữ chức Chủ tịch?", AnswerType.PERSON),
    ],
)
def test_of_somebody_a_post_is_asked(question: str, kind: AnswerType) -> None:
    asked = understand(question, load_lexicon(), date(2026, 11, 20), typed=question)
    assert asked.answer_type is kind


def test_a_post_is_answered_with_its_body_alone() -> None:
    found = read(look("Ông Lê Văn Tám giữ chức vụ gì?", MOVED, title="Công tác cán bộ"))
    assert found is not None
    assert found.reading.text == "Bí thư Huyện ủy Yên Lộc"


@given(st.lists(st.sampled_from(
    ["Giám đốc", "Phó", "Sở", "Nội vụ", "ông", "Lê Văn Tám", ",", "và", "giữ chức", "nguyên"]
)))  # fmt: skip
def test_posts_stand_in_any_text(words: list[str]) -> None:
    text = " ".join(words)
    assert all(0 <= s.start < s.end <= len(text) for s in offices(text))
