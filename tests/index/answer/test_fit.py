"""How a span fits what its type asks for, by the words right around it."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from index.answer.cues import AnswerType
from index.answer.fit import change_fit, free_numbers, narrowed, type_fit
from index.answer.spans import find_spans
from index.language.sentences import Span
from tests.index.answer.made_up import ELECTED, SPEAKS, asked


def span_of(text: str, piece: str) -> Span:
    at = text.index(piece)
    return Span(at, at + len(piece))


def fit(question: str, text: str, piece: str) -> float | None:
    understanding = asked(question)
    spans = find_spans(understanding.answer_type, text)
    return type_fit(text, span_of(text, piece), spans, understanding)


def surely(question: str, text: str, piece: str) -> float:
    found = fit(question, text, piece)
    assert found is not None
    return found


# --- posts ----------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("question", "text", "right", "wrong"),
    [
        ("Ai là Bí thư Chi đoàn?", ELECTED, "Lê Minh Tuấn", "Phạm Thu Hà"),
        ("Ai là Phó Bí thư Chi đoàn?", ELECTED, "Phạm Thu Hà", "Lê Minh Tuấn"),
        ("Ai là Bí thư Chi đoàn?", SPEAKS, "Lê Minh Tuấn", "Vũ Quốc Cường"),
        ("Ai là Giám đốc Sở?", SPEAKS, "Vũ Quốc Cường", "Lê Minh Tuấn"),
    ],
)
def test_a_person_fits_who_is_said_to_hold_the_asked_post(
    question: str, text: str, right: str, wrong: str
) -> None:
    assert surely(question, text, right) > 0
    assert fit(question, text, wrong) is None


def test_the_secretary_of_another_body_is_not_meant() -> None:
    text = "Đồng chí Đỗ Hữu Quyết, Bí thư Đảng ủy dự Đại hội."
    assert fit("Ai là Bí thư Chi đoàn?", text, "Đỗ Hữu Quyết") is None


def test_who_held_the_post_once_does_not_fit() -> None:
    text = "Đồng chí Đỗ Hữu Quyết, Giám đốc Sở Nội vụ trước hợp nhất, phát biểu."
    assert surely("Ai là Giám đốc Sở Nội vụ?", text, "Đỗ Hữu Quyết") < 0


def test_where_no_post_is_asked_nobody_is_preferred() -> None:
    assert fit("Ai đạt giải?", ELECTED, "Lê Minh Tuấn") == 0.0


# --- numbers --------------------------------------------------------------------------


def test_a_number_fits_where_the_asked_thing_follows() -> None:
    right = surely("Có bao nhiêu đồng chí?", "Ban Chấp hành có 7 đồng chí.", "7")
    other = surely("Có bao nhiêu đồng chí?", "Cuộc thi có 1.250 bài dự thi.", "1.250")
    assert other < 0 < right


def test_numbers_within_dates_and_documents_are_not_free() -> None:
    text = "Ngày 8/12/2023, Quyết định 12/QĐ-SNN cấp 5 máy, gọi 0237.3999.123, hai giải."
    spans = find_spans(AnswerType.NUMBER, text)
    free = [text[s.start : s.end] for s in free_numbers(text, spans, digits_only=True)]
    assert free == ["5"]
    spelled = [text[s.start : s.end] for s in free_numbers(text, spans, digits_only=False)]
    assert spelled == ["5", "hai"]


def test_hours_may_be_counted() -> None:
    text = "Lớp học kéo dài 48 giờ."
    spans = find_spans(AnswerType.NUMBER, text)
    assert [text[s.start : s.end] for s in free_numbers(text, spans, digits_only=True)] == ["48"]


def test_a_number_is_widened_by_what_it_counts() -> None:
    text = "Có 1.250 bài dự thi từ 12 huyện."
    understanding = asked("Có bao nhiêu bài dự thi?")
    wide = narrowed(text, span_of(text, "1.250"), understanding)
    assert text[wide.start : wide.end] == "1.250 bài"
    assert narrowed(text, span_of(text, "12"), understanding) == span_of(text, "12")


# --- dates ----------------------------------------------------------------------------


def test_a_deadline_is_asked_by_its_words() -> None:
    text = "Phát động ngày 01/3/2023, nộp bài trước ngày 30/9/2023."
    question = "Hạn nộp bài là ngày nào?"
    assert surely(question, text, "01/3/2023") < 0 < surely(question, text, "30/9/2023")


def test_a_day_of_birth_is_no_other_day() -> None:
    text = "Ông Lê Minh Tuấn sinh năm 1975, được bổ nhiệm năm 2020."
    question = "Ông Lê Minh Tuấn sinh năm nào?"
    assert surely(question, text, "1975") > 0
    assert fit(question, text, "2020") is None


def test_the_date_of_a_document_is_meant_only_where_that_is_asked() -> None:
    text = "Theo Quyết định số 12/QĐ-UBND ngày 02/8/2021, lễ hội mở ngày 10/9/2021."
    held = "Lễ hội mở ngày nào?"
    signed = "Quyết định ký ngày nào?"
    assert surely(held, text, "02/8/2021") < surely(held, text, "10/9/2021")
    assert surely(signed, text, "02/8/2021") > surely(signed, text, "10/9/2021")


def test_a_year_alone_is_no_day() -> None:
    text = "Năm 2023, lễ hội mở ngày 10/9/2023."
    question = "Lễ hội mở ngày nào?"
    assert surely(question, text, "Năm 2023") < surely(question, text, "10/9/2023")
    assert surely("Lễ hội mở năm nào?", text, "Năm 2023") == 0.0


def test_a_date_is_narrowed_to_its_year_where_that_is_asked() -> None:
    text = "Đại hội diễn ra ngày 14/3/2024."
    span = span_of(text, "14/3/2024")
    year = narrowed(text, span, asked("Đại hội diễn ra năm nào?"))
    assert text[year.start : year.end] == "2024"
    assert narrowed(text, span, asked("Đại hội diễn ra ngày nào?")) == span


# --- places ---------------------------------------------------------------------------


def test_a_province_tells_less_than_an_address() -> None:
    text = "Hồ sơ nộp tại số 25 đường Trần Phú, tỉnh Lam Sơn."
    question = "Nộp hồ sơ ở đâu?"
    assert surely(question, text, "tỉnh Lam Sơn") < 0
    assert surely(question, text, "số 25 đường Trần Phú") > 0


@pytest.mark.parametrize("moved", ["từ", "rời", "từ trụ sở tại"])
def test_where_somebody_moved_from_is_not_where_they_are(moved: str) -> None:
    text = f"Sở chuyển {moved} số 8 đường Trần Phú về số 15 đường Lê Lợi."
    question = "Sở ở đâu?"
    assert surely(question, text, "số 8 đường Trần Phú") < 0
    assert surely(question, text, "số 15 đường Lê Lợi") > 0


# --- old and new ----------------------------------------------------------------------


@pytest.mark.parametrize(
    ("text", "old", "new"),
    [
        ("Lệ phí giảm từ 10 đồng xuống còn 8 đồng.", "10", "8"),
        ("Học phí tăng từ 10 đồng lên 12 đồng.", "10", "12"),
        ("Số mới 0237.3999.123 thay cho số cũ 0237.3888.456.", "0237.3888.456", "0237.3999.123"),
        ("Dùng thư moi@sn.example thay cho hộp thư cu@sn.example.", "cu@sn.example",
         "moi@sn.example"),
        ("Thời hạn còn 3 ngày thay vì 5 ngày.", "5", "3"),
    ],
)  # fmt: skip
def test_the_old_value_does_not_fit(text: str, old: str, new: str) -> None:
    assert change_fit(text, span_of(text, old)) < 0 <= change_fit(text, span_of(text, new))


def test_a_value_that_did_not_change_is_neither_old_nor_new() -> None:
    assert change_fit("Lệ phí là 10 đồng.", Span(10, 17)) == 0.0


# --- years ----------------------------------------------------------------------------


# --- anything -------------------------------------------------------------------------

_QUESTIONS = st.sampled_from(
    ["Ai là Bí thư Chi đoàn?", "Khi nào?", "Hạn nộp?", "Năm nào?", "Có mấy đồng chí?", "ở đâu",
     "Sinh ngày nào?", "Lệ phí bao nhiêu?", "Gọi số nào?", "Vì sao?"]
)  # fmt: skip
_WORDS = st.sampled_from(
    ["Bí thư Chi đoàn ", "đồng chí Lê Minh Tuấn ", "7 ", "đồng chí, ", "ngày 14/3/2024 ", "từ ",
     "xuống còn ", "thay cho số cũ ", "0237.3999.123 ", "tỉnh Lam Sơn ", "số 8 đường Lê Lợi ",
     "về ", "sinh ", "trước ", "12/QĐ-SNN ", "năm 2020 ", ": ", "😀 "]
)  # fmt: skip


@settings(max_examples=80)
@given(question=_QUESTIONS, words=st.lists(_WORDS, min_size=1, max_size=12))
def test_every_fit_is_between_minus_one_and_one(question: str, words: list[str]) -> None:
    text, understanding = "".join(words), asked(question)
    spans = find_spans(understanding.answer_type, text)
    for span in spans:
        found = type_fit(text, span, spans, understanding)
        assert found is None or -1 <= found <= 1
        wide = narrowed(text, span, understanding)
        assert 0 <= wide.start < wide.end <= len(text)


# --- who won --------------------------------------------------------------------------


def test_the_team_that_was_beaten_did_not_win() -> None:
    text = "Đội Sở Nội vụ giữ ngôi vô địch trước đội Sở Y tế Lam Sơn."
    assert surely("Đội nào vô địch?", text, "đội Sở Y tế Lam Sơn") < -0.75
    assert surely("Đội nào gặp đội Sở Nội vụ?", text, "đội Sở Y tế Lam Sơn") >= 0.0


# --- who was promoted -----------------------------------------------------------------


def test_who_is_appointed_to_another_post_leaves_the_one_named_first() -> None:
    text = "Tỉnh bổ nhiệm đồng chí Lê Minh Tuấn, Giám đốc Trung tâm, giữ chức vụ Phó Giám đốc Sở."
    assert surely("Ai là Phó Giám đốc Sở?", text, "Lê Minh Tuấn") > 0
    assert surely("Ai là Giám đốc Trung tâm?", text, "Lê Minh Tuấn") < 0


# --- which commune --------------------------------------------------------------------


def test_a_place_of_another_level_is_not_the_asked_one() -> None:
    text = "Xã Yên Ninh, huyện Yên Lộc nhận bằng khen."
    assert surely("Xã nào nhận bằng khen?", text, "huyện Yên Lộc") < -0.75
    assert surely("Lễ trao bằng khen ở đâu?", text, "huyện Yên Lộc") > -0.75


def test_who_gets_a_prize_does_not_give_it() -> None:
    text = "Ông Lê Minh Tuấn trao giải Nhất cho anh Phạm Văn Hà."
    assert surely("Ai trao giải Nhất?", text, "Phạm Văn Hà") < -0.75
    assert surely("Ai trao giải Nhất?", text, "Lê Minh Tuấn") >= 0.0
    assert surely("Ai nhận giải Nhất?", text, "Phạm Văn Hà") >= 0.0
