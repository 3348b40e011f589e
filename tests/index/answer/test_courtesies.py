"""Courtesies around a question are cut off, and nothing of the question is."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from index.answer.courtesies import without_courtesies


@pytest.mark.parametrize(
    ("text", "question"),
    [
        ("Chào ad, cho em hỏi ai là giám đốc? Cảm ơn ạ", "ai là giám đốc?"),
        ("cảm ơn, cho hỏi ai là giám đốc sở?", "ai là giám đốc sở?"),
        ("xin chao ad cho em hoi ai la giam doc so", "ai la giam doc so"),
        ("hello, who is the director? Thanks", "who is the director?"),
        ("Chào bạn! Giám đốc Sở là ai? Cảm ơn bạn nhiều.", "Giám đốc Sở là ai?"),
        ("ai là bí thư chi đoàn xin cảm ơn ạ", "ai là bí thư chi đoàn"),
        ("Dạ, cho em hỏi giờ làm việc ạ", "giờ làm việc ạ"),
        ("ok, vậy phí bao nhiêu", "vậy phí bao nhiêu"),
    ],
)
def test_courtesies_are_cut_off(text: str, question: str) -> None:
    assert without_courtesies(text) == question


@pytest.mark.parametrize(
    "text",
    [
        "Thư cảm ơn", "thư cảm ơn năm 2021", "Chào mừng 73 năm ngày truyền thống", "xin chào",
        "chào hỏi trong cuộc thi thế nào", "hướng dẫn nộp hồ sơ", "tôi cần hỗ trợ kỹ thuật",
        "số 9-11, A&B", "Em Triết giải nhất làm gì thế ạ?", "0230.3888.268 là số nào",
        "Chị Linh ngày trước làm bí thư chi đoàn", "", "?", "👋",
    ],
)  # fmt: skip
def test_what_is_no_courtesy_stays(text: str) -> None:
    assert without_courtesies(text) == text


@settings(max_examples=100, deadline=None)
@given(st.text(max_size=200))
def test_what_is_left_stood_in_the_text(text: str) -> None:
    left = without_courtesies(text)
    assert bool(left) == bool(text)
    assert len(left) <= len(text) + 20  # NFC may lengthen a few letters
