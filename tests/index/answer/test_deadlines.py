"""A deadline that has passed is told from a day on which something took place."""

from __future__ import annotations

from datetime import date

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from index.answer.deadlines import asks_by_when, passed_deadline
from index.language.sentences import Span

TODAY = date(2026, 6, 1)
PUBLISHED = date(2024, 12, 20)


def passed(
    sentence: str,
    span: str | None = None,
    *,
    published: date | None = PUBLISHED,
    today: date = TODAY,
    asked: bool = False,
) -> date | None:
    start = 0 if span is None else sentence.index(span)
    end = len(sentence) if span is None else start + len(span)
    return passed_deadline(sentence, Span(start, end), published, today, asked=asked)


@pytest.mark.parametrize(
    ("sentence", "span", "day"),
    [
        ("Tổ chức gửi phiếu đề xuất trước 17 giờ 00 ngày 30/9/2025.", "30/9/2025",
         date(2025, 9, 30)),
        ("Hạn cuối đăng ký là 24 giờ 00 ngày 15/9/2023; sau đó hệ thống đóng.", "15/9/2023",
         date(2023, 9, 15)),
        ("Kết quả được công bố chậm nhất là thứ Sáu, ngày 28/6/2024.", "28/6/2024",
         date(2024, 6, 28)),
        ("Người dân đổi máy đến hết ngày 15/10/2024.", "15/10/2024", date(2024, 10, 15)),
        ("Lùi thời điểm dừng dịch vụ với máy 2G đến hết ngày 15/10/2024", None,
         date(2024, 10, 15)),
        ("Thời hạn nộp hồ sơ: từ ngày 01/3/2024 đến ngày 15/3/2024.", "15/3/2024",
         date(2024, 3, 15)),
        ("Ngày 15/9/2023 là hạn cuối nhận bài.", "15/9/2023", date(2023, 9, 15)),
        ("Các xã hoàn thành trước tháng 5/2025.", None, date(2025, 5, 31)),
        ("Applications are accepted no later than 15 March 2024.", "15 March 2024",
         date(2024, 3, 15)),
        ("Hồ sơ nộp trước ngày 01/3/2024, bổ sung trước ngày 20/3/2024.", None,
         date(2024, 3, 20)),
    ],
)  # fmt: skip
def test_a_day_by_which_something_was_due_has_passed(
    sentence: str, span: str | None, day: date
) -> None:
    assert passed(sentence, span) == day


@pytest.mark.parametrize(
    "sentence",
    [
        "Đại hội diễn ra ngày 14/3/2024 tại hội trường.",
        "Thời hạn bổ nhiệm là 5 năm, kể từ ngày 01/5/2019.",
        "Đến hết ngày 31/12/2023 tỉnh đã giải ngân 69,1 tỷ đồng.",
        "Tính đến hết ngày 30/9/2022, cả 168 xã có tổ công nghệ số.",
        "Hồ sơ được tiếp nhận trước ngày 01/01/2024 mà chưa trả vẫn áp dụng mức phí cũ.",
        "Thí sinh sinh trước ngày 01/01/2010 thi bảng A.",
        "Đơn vị đã hoàn thành trước ngày 30/6/2022.",
        "Kinh tế số đi chậm nhất: năm 2021 chỉ có 412 doanh nghiệp, công bố ngày 12/10/2021.",
        "Hạn cuối là giữa tháng, lễ trao giải ngày 20/12/2023, công bố ngày 25/12/2023.",
        "Mục tiêu đến hết năm 2022 là 60%.",
        "Các xã hoàn thành trước ngày 30/9/2026.",
        "Không có ngày nào.",
    ],
)
def test_what_took_place_was_counted_or_is_still_to_come_is_no_passed_deadline(
    sentence: str,
) -> None:
    span = sentence[sentence.rindex("công bố") :] if "trao giải" in sentence else None
    assert passed(sentence, span) is None


def test_the_day_itself_is_in_time_and_the_next_is_late() -> None:
    sentence = "Hạn nộp bài: 30/9/2025."
    assert passed(sentence, today=date(2025, 9, 30)) is None
    assert passed(sentence, today=date(2025, 10, 1)) == date(2025, 9, 30)


@pytest.mark.parametrize(
    ("day", "year"), [("15/01", 2025), ("30/11", 2024), ("01/7", 2024), ("10/6", 2025)]
)
def test_a_day_without_a_year_is_of_its_articles_year_or_the_next(day: str, year: int) -> None:
    found = passed(f"Đề nghị các phòng gửi báo cáo trước ngày {day}.")
    assert found is not None and found.year == year


def test_without_any_year_nothing_is_said() -> None:
    assert passed("Gửi báo cáo trước ngày 15/01.", published=None) is None


def test_only_what_stands_in_the_answer_counts() -> None:
    sentence = "Nộp tại Văn phòng Sở trước ngày 30/9/2025."
    assert passed(sentence, "Văn phòng Sở") is None


def test_one_deadline_of_several_that_is_to_come_keeps_the_note_away() -> None:
    assert passed("Bước một trước ngày 30/9/2025, bước hai trước ngày 12/12/2026.") is None


def test_an_asked_deadline_needs_no_word_in_the_sentence_but_its_first_day_is_none() -> None:
    sentence = "Thời gian làm bài từ ngày 16/9/2025 đến 17 giờ 00 ngày 31/10/2025."
    assert passed(sentence, "31/10/2025", asked=True) == date(2025, 10, 31)
    assert passed(sentence, "16/9/2025", asked=True) is None
    assert passed("Nhận bài: 31/10/2025.", "31/10/2025") is None


@pytest.mark.parametrize(
    "question",
    ["Hạn nộp bài là khi nào?", "han chot gui phieu", "Chậm nhất ngày nào?", "By when?",
     "Phải đổi máy trước ngày nào?", "What is the deadline?", "Cuộc thi nhận bài đến khi nào?"],
)  # fmt: skip
def test_a_question_for_a_deadline_is_seen(question: str) -> None:
    assert asks_by_when(question)


@pytest.mark.parametrize("question", ["Đại hội họp ngày nào?", "Ai là bí thư?", "When was it?"])
def test_a_question_for_a_day_is_no_question_for_a_deadline(question: str) -> None:
    assert not asks_by_when(question)


_PIECES = st.sampled_from(
    ["trước ngày ", "hạn cuối ", "15/9/2023", "30/2/2024", "từ ", "đến hết ", "ngày 1/13", ", ",
     "17 giờ 00 ", "tháng 5/2025 ", "đã ", "; ", "năm 2022 ", "chậm nhất ", "is the deadline ",
     "😀", "\n", "99/99/9999 "]
)  # fmt: skip


@settings(deadline=None)
@given(
    st.lists(_PIECES, max_size=14).map("".join),
    st.integers(0, 60),
    st.integers(0, 90),
    st.none() | st.dates(date(2000, 1, 1), date(2090, 1, 1)),
    st.booleans(),
)
def test_whatever_is_found_lies_before_today(
    sentence: str, start: int, length: int, published: date | None, asked: bool
) -> None:
    found = passed_deadline(sentence, Span(start, start + length), published, TODAY, asked=asked)
    assert found is None or found < TODAY
