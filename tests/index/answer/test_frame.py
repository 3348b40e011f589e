"""Vietnamese asks with the words in answering order: what stands around the question word."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from index.answer.frame import REACH, Frame, frame_match, frame_of
from index.language.normalize import fold


def of(question: str) -> Frame:
    return frame_of(question.split())


@pytest.mark.parametrize(
    ("question", "left", "right"),
    [
        ("sở chuyển về đâu", "ve chuyen so", ""),
        ("ai là bí thư", "", "la bi thu"),
        ("bi thu la ai", "la thu bi", ""),
        ("vì sao đường bị cấm", "", "duong bi cam"),
        ("hồ sơ gồm những gì", "nhung gom so ho", ""),
        ("cơ quan nào cấp phép", "quan co", "cap phep"),
        ("có bao nhiêu bài dự thi", "co", "bai du thi"),
        ("đại hội diễn ra khi nào", "ra dien hoi dai", ""),
    ],
)
def test_the_nearest_words_on_each_side_come_first(question: str, left: str, right: str) -> None:
    assert of(question) == Frame(tuple(left.split()), tuple(right.split()))


def test_the_last_question_word_asks() -> None:
    polite = of("cho hỏi có gì mới không và ai là bí thư")
    assert polite.right == ("la", "bi", "thu")


def test_a_question_word_that_opens_the_question_asks() -> None:
    assert of("ai là người ký văn bản nào").right[:2] == ("la", "nguoi")


def test_of_words_with_marks_their_bare_twins_do_not_ask() -> None:
    # "mây" is a cloud, "mấy" asks; typed without marks both are "may".
    assert of("mây đen phủ kín") == Frame()
    assert of("co may dong chi").right == ("dong", "chi")


def test_keywords_have_no_frame() -> None:
    assert of("lệ phí cấp giấy phép") == Frame()
    assert of("") == Frame()


def test_what_stands_nearer_to_the_question_word_counts_more() -> None:
    words = ("ve", "chuyen", "so")
    assert frame_match(words, ["ve", "chuyen", "so"]) == 1.0
    assert frame_match(words, ["noi", "khac"]) == 0.0
    assert frame_match(words, ["ve"]) > frame_match(words, ["chuyen"]) > frame_match(words, ["so"])
    assert frame_match((), ["ve"]) == 0.0


_TERMS = st.lists(st.sampled_from(["sở", "ở", "đâu", "ai", "là", "gì", "mấy", "bí", "thư", "ạ"]))


@given(terms=_TERMS, near=_TERMS)
def test_a_frame_is_of_the_questions_own_words(terms: list[str], near: list[str]) -> None:
    frame = frame_of(terms)
    known = {fold(term) for term in terms}
    for side in (frame.left, frame.right):
        assert len(side) <= REACH and set(side) <= known
        assert 0 <= frame_match(side, near) <= frame_match(side, [*near, *side])
        assert frame_match(side, side) == float(bool(side))
