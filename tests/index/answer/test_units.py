"""What a question counts, and whether the words after a number count the same."""

from __future__ import annotations

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from index.answer.understanding import understand
from index.answer.units import counted_by
from index.language.lexicon import load_lexicon


def units_of(question: str) -> set[str]:
    asked = understand(question, load_lexicon(), date(2026, 6, 1))
    return {" ".join(unit) for unit in asked.units}


@pytest.mark.parametrize(
    ("question", "unit"),
    [
        ("BCH khóa VII gồm mấy đồng chí?", "dong chi"),
        ("bch gom may dong chi", "dong chi"),
        ("BCH có bao nhiêu người?", "dong chi"),
        ("Có bao nhiêu bài dự thi?", "bai"),
        ("Tỉnh có bao nhiêu thành viên tổ công nghệ?", "thanh vien"),
        ("tinh co bao nhieu thanh vien to cong nghe", "thanh vien"),
        ("Còn bao nhiêu thuê bao 2G?", "thue bao"),
        ("Đoàn có mấy chi đoàn trực thuộc?", "chi doan"),
        ("Giải quyết trong mấy ngày làm việc?", "ngay"),
        ("Thời gian giải quyết bao lâu?", "ngay"),
        ("Toàn tỉnh có bn xã?", "xa"),
        ("How many members are on the committee?", "uy vien"),
        ("How long does it take?", "ngay"),
        ("How old is the director?", "tuoi"),
        ("How many free phones were given away?", "dien thoai"),
        ("How many temporary or run-down houses were replaced?", "nha"),
        ("How many fishing boats did the inspectors check?", "tau ca"),
        ("How many units of blood were collected?", "don vi"),
        ("How many staff did the centre have?", "can bo"),
        ("About how many visitors came to the festival?", "du khach"),
        ("What was the number of participants in 2024?", "nguoi tham gia"),
    ],
)
def test_the_counted_thing_is_seen(question: str, unit: str) -> None:
    assert unit in units_of(question)


@pytest.mark.parametrize(
    ("question", "unit"),
    [
        ("Có bao nhiêu thí sinh tham gia?", "thi sinh"),  # thì
        ("Thí sinh được bao nhiêu điểm?", "diem"),
        ("Có bao nhiêu ca nhiễm?", "ca nhiem"),
        ("Có bao nhiêu cơ quan tham gia?", "co quan"),  # có
    ],
)
def test_units_that_begin_like_function_words_are_seen(question: str, unit: str) -> None:
    assert unit in units_of(question)


@pytest.mark.parametrize(
    "question",
    [
        "Tỉnh xếp thứ mấy?",
        "Lệ phí bao nhiêu tiền?",
        "Mấy giờ mở cửa?",
        "Số điện thoại là bao nhiêu?",
        "Ai là bí thư?",
        "What is the phone number of the department's office?",
        "What is the number of the decision on fees?",
        "What is the licence number of the magazine?",
        "How much is the fee?",
        "Đại hội vào tháng mấy?",
    ],
)
def test_questions_that_count_nothing_have_no_unit(question: str) -> None:
    assert units_of(question) == set()


@pytest.mark.parametrize(
    ("after", "count"),
    [
        ("dong chi, dong chi Dat", 2),
        ("dong chi nu", 2),
        ("uy vien moi", 2),
        ("nu dong chi", 3),
        ("trieu dong", None),
        ("phong hop lon cua dong chi", None),
        ("", None),
    ],
)
def test_a_number_counts_what_follows_it(after: str, count: int | None) -> None:
    assert counted_by((("dong", "chi"), ("uy", "vien")), after.replace(",", "").split()) == count


@given(st.lists(st.text("abcn", min_size=1, max_size=4), max_size=6))
def test_a_count_never_reaches_past_the_words(after: list[str]) -> None:
    count = counted_by((("ab",), ("ca", "nb")), after)
    assert count is None or 1 <= count <= len(after)
