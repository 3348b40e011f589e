"""However a question is typed, it is answered as the clean one, and corrections are told."""

from __future__ import annotations

import unicodedata

import pytest

from index.assistant import Assistant
from index.language.normalize import fold
from index.model import Answer, Role, Status
from tests.index.tiny_news import CONTEST, DUTY_LIST, HOTLINE_2023, TODAY


def ask(assistant: Assistant, question: str, *, exact: bool = False) -> Answer:
    return assistant.ask(question, today=TODAY, exact=exact)


CONTEST_QUESTIONS = [
    "Ai đạt giải Nhất cuộc thi Nhà nông sáng tạo?",
    "ai dat giai nhat cuoc thi nha nong sang tao",
    "AI ĐẠT GIẢI NHẤT CUỘC THI NHÀ NÔNG SÁNG TẠO",
    "Ai ddatj giair Nhaats cuoocj thi Nhaf noong sangs taoj?",
    "Ai d9at5 giai3 Nhat61 cuoc65 thi Nha2 nong6 sang1 tao5?",
    "Ai đạt giãi Nhất cuộc thi Nhà nông sáng tạo?",
    "Ai đạt giaỉ Nhất cuọc thi Nhà nôgn sáng tạo?",
    "ai đạt giải nhất cuộcthi nhà nông sáng tạo z",
    "Ai đạt gi ải Nhất cuộc thi Nhà nông sá ng tạo?",
    "Ai đat giải Nhất cuôc thi Nhà nong sáng tạo?",
]
HOTLINE_QUESTIONS = [
    "số điện thoại đường dây nóng của sở là số mấy",
    "sđt đường dây nóng của sở là số mâý",
    "sdt duong day nong cua so la so may z ad",
    "soos ddieenj thoaij dduwowngf daay nongs cuar sowr laf soos maays",
    "số đt đườngdây nóng củasở là sốmấy",
    "số điẹn thoại đường dây nóngg của sở bn ạ",
]


@pytest.mark.parametrize("decomposed", [True, False])
@pytest.mark.parametrize("question", CONTEST_QUESTIONS)
def test_a_question_is_answered_however_it_is_typed(
    assistant: Assistant, question: str, decomposed: bool
) -> None:
    answer = ask(assistant, unicodedata.normalize("NFD" if decomposed else "NFC", question))
    assert answer.status is Status.ANSWERED
    assert answer.quote is not None
    assert (answer.quote.url, answer.quote.text) == (CONTEST.url, "Đặng Hải Yến")


@pytest.mark.parametrize("question", HOTLINE_QUESTIONS)
def test_slips_in_question_words_do_not_hide_what_is_asked(
    assistant: Assistant, question: str
) -> None:
    answer = ask(assistant, question)
    assert answer.quote is not None
    assert (answer.quote.url, answer.quote.text) == (HOTLINE_2023.url, "0237.3999.123")


def test_the_answer_says_what_was_searched_where_a_word_was_read_as_another(
    assistant: Assistant,
) -> None:
    typed = "ai là bis thuw chi đoànn"
    answer = ask(assistant, typed)
    assert answer.question == typed
    assert answer.searched_as == "ai là bí thư chi đoàn"
    read = answer.steps[0]
    assert read.name == "read"
    assert read.detail["changes"] == [
        {"typed": "bis", "read": "bí", "kind": "keys"},
        {"typed": "thuw", "read": "thư", "kind": "keys"},
        {"typed": "đoànn", "read": "đoàn", "kind": "letters"},
    ]


@pytest.mark.parametrize(
    "question", [CONTEST_QUESTIONS[0], fold(CONTEST_QUESTIONS[0]), "xin chàoo"]
)
def test_right_words_missing_marks_and_greetings_are_not_called_corrections(
    assistant: Assistant, question: str
) -> None:
    assert ask(assistant, question).searched_as is None


def test_exactly_means_as_typed(assistant: Assistant) -> None:
    typed = "ai là bis thuw chi đoànn"
    answer = ask(assistant, typed, exact=True)
    assert answer.searched_as is None
    assert answer.steps[0].detail["changes"] == []


def test_a_search_for_words_reads_slips_and_says_so(assistant: Assistant) -> None:
    page = assistant.search("ddường dây nóngg")
    assert page.searched_as == "đường dây nóng"
    assert HOTLINE_2023.url in {hit.url for hit in page.hits}
    assert assistant.search("đường dây nóng").searched_as is None


def test_slips_in_words_of_staff_articles_are_read_for_staff(assistant: Assistant) -> None:
    staff = assistant.ask("ông Ngô Bá Thachj là ai?", role=Role.STAFF, today=TODAY)
    assert staff.searched_as == "ông Ngô Bá Thạch là ai?"
    assert staff.hits[0].url == DUTY_LIST.url


def test_spelling_out_does_not_make_a_question_too_long(assistant: Assistant) -> None:
    typed = "ko " * 99 + "bn?"
    assert len(typed) == 300
    assert ask(assistant, typed).status is not Status.TOO_LONG
