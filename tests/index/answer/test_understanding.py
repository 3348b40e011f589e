"""Step 1: kinds of messages, and the time a question asks for. Nothing typed makes it fail."""

from __future__ import annotations

from datetime import date

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from index.answer.understanding import QUESTION_LIMIT, TimeIntent, understand
from index.language.lexicon import load_lexicon
from index.model import Status

TODAY = date(2026, 6, 1)


def outcome(text: str) -> Status | None:
    return understand(text, load_lexicon(), TODAY).outcome


def time_of(text: str) -> TimeIntent:
    return understand(text, load_lexicon(), TODAY).time


@pytest.mark.parametrize(
    ("text", "status"),
    [
        ("xin chào", "greeting"),
        ("Chào bạn ạ", "greeting"),
        ("chao ad", "greeting"),
        ("Hello!", "greeting"),
        ("hi there", "greeting"),
        ("Cảm ơn bạn nhiều nhé", "thanks"),
        ("thank you very much", "thanks"),
        ("tạm biệt", "farewell"),
        ("Goodbye", "farewell"),
        ("Bạn là ai?", "about_bot"),
        ("What can you do?", "about_bot"),
        ("are you a bot?", "about_bot"),
        ("thời tiết hôm nay thế nào", "out_of_scope"),
        ("kể chuyện cười đi", "out_of_scope"),
        ("tell me a joke please", "out_of_scope"),
        ("Giá vàng hôm nay bao nhiêu?", "out_of_scope"),
        ("", "empty_question"),
        ("   \n", "empty_question"),
        ("😀😀", "empty_question"),
        ("?!...", "empty_question"),
        ("a" * QUESTION_LIMIT, "empty_question"),
        ("1" * QUESTION_LIMIT, "empty_question"),
        ("谁是书记？", "other_language"),
        ("Кто секретарь?", "other_language"),
        ("số căn cước của em là •••", "personal_data"),
        ("a" * (QUESTION_LIMIT + 1), "too_long"),
        ("Ai là bí thư? " * 50, "too_long"),
    ],
)
def test_messages_that_need_no_search(text: str, status: str) -> None:
    assert outcome(text) == status


@pytest.mark.parametrize(
    "text",
    [
        "Ai là bí thư Chi đoàn?",
        "chào hỏi trong cuộc thi thế nào",
        "Chào bạn, ai là bí thư Chi đoàn?",
        "hello, who is the director?",
        "cảm ơn, cho hỏi số hotline",
        "ai là giám đốc sở",
        "thư cảm ơn năm 2021",
        "2023",
        "ai ơi " * (QUESTION_LIMIT // 6),
        "CCCD •••, giờ làm việc của Sở?",
        "bí thư 书记",
    ],
)
def test_questions_are_searched(text: str) -> None:
    assert outcome(text) is None


@pytest.mark.parametrize(
    ("text", "years", "now", "asked"),
    [
        ("Ai là giám đốc Sở hiện nay?", (), True, True),
        ("ai la giam doc moi", (), True, True),
        ("Ai là giám đốc Sở?", (), True, False),
        ("Số điện thoại đường dây nóng", (), True, False),
        ("who is the current director", (), True, True),
        ("Ai là giám đốc năm 2019?", (2019,), False, False),
        ("Nguyên giám đốc Sở là ai?", (), False, False),
        ("Who was the former director?", (), False, False),
        ("nhiệm kỳ trước ai làm bí thư", (), False, False),
        ("Năm nay thi khi nào?", (2026,), False, False),
        ("năm ngoái ai đạt giải Nhất", (2025,), False, False),
        ("Who won last year?", (2025,), False, False),
        ("Kế hoạch 2021 và 2022", (2021, 2022), False, False),
        ("Tại sao hoãn Đại hội?", (), False, False),
    ],
)
def test_time_that_is_asked_for(text: str, years: tuple[int, ...], now: bool, asked: bool) -> None:
    assert time_of(text) == TimeIntent(years, now=now, asked=asked)


def test_this_year_is_searched_as_its_number() -> None:
    asked = understand("Năm nay thi khi nào?", load_lexicon(), TODAY)
    assert ("2026",) in [concept.typed.terms for concept in asked.query.concepts]


def test_a_year_that_is_named_is_searched_once() -> None:
    asked = understand("Năm nay, năm 2026, thi khi nào?", load_lexicon(), TODAY)
    typed = [concept.typed.terms for concept in asked.query.concepts]
    assert typed.count(("2026",)) == 1


@pytest.mark.parametrize(
    ("text", "asks"),
    [("Ai là bí thư", True), ("giờ làm việc", True), ("chuyển đổi số cấp xã", False),
     ("chuyển đổi số cấp xã?", True)],
)  # fmt: skip
def test_keywords_ask_nothing(text: str, asks: bool) -> None:
    assert understand(text, load_lexicon(), TODAY).asks is asks


@settings(max_examples=150, deadline=None)
@given(st.text(max_size=400))
def test_any_text_is_understood_somehow(text: str) -> None:
    asked = understand(text, load_lexicon(), TODAY)
    assert (asked.outcome is Status.TOO_LONG) == (len(asked.text) > QUESTION_LIMIT)
