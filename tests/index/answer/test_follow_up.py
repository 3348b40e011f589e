"""Messages in the light of the question before them: which go on from it, and how they are read.

A wrong reading is worse than none: what stands on its own is never touched.
"""

from __future__ import annotations

import json
from datetime import date
from importlib.resources import files

import pytest
from hypothesis import given
from hypothesis import strategies as st

from index.answer.cues import AnswerType
from index.answer.follow.asked import Previous
from index.answer.follow.line import read_line
from index.answer.follow.words import follow_words, words_of
from index.answer.follow_up import complete_question, previous_of
from index.answer.understanding import QUESTION_LIMIT
from index.assistant import Assistant
from index.language.lexicon import load_lexicon
from index.language.normalize import fold
from index.model import Answer, Language, Status
from tests.index.answer.follow_up_examples import (
    ALONE,
    BARE,
    EN_CONGRESS,
    EN_SECRETARY,
    INDEX,
    PERMIT,
    READ,
    SECRETARY,
    WINNER,
)
from tests.index.tiny_news import TODAY

VI = Language.VIETNAMESE


def read(previous: Previous, text: str) -> str | None:
    return complete_question(previous, text, load_lexicon())


@pytest.mark.parametrize(("previous", "text", "complete"), READ)
def test_a_follow_up_becomes_the_complete_question(
    previous: Previous, text: str, complete: str
) -> None:
    assert read(previous, text) == complete


@pytest.mark.parametrize(("previous", "text"), ALONE)
def test_what_stands_on_its_own_is_never_rewritten(previous: Previous, text: str) -> None:
    assert read(previous, text) is None


def test_there_are_enough_examples_of_both() -> None:
    assert len(READ) >= 80
    assert len(ALONE) >= 30


def test_no_question_of_the_gold_set_goes_on_from_another() -> None:
    lines = (files("data") / "gold/questions.jsonl").read_text("utf-8").splitlines()
    questions = [json.loads(line)["question"] for line in lines]
    wrong = [
        (previous.question, text, complete)
        for previous in (SECRETARY, WINNER, PERMIT, EN_SECRETARY)
        for text in questions
        if (complete := read(previous, text))
    ]
    assert wrong == []


@pytest.mark.parametrize("text", ["còn phó bí thư?", "năm 2019?", "ở đâu?", "còn ai nữa?"])
def test_nothing_goes_on_from_a_question_that_needs_one_before_it(text: str) -> None:
    for question in ("còn phó bí thư?", "bà ấy dạy trường nào?"):
        assert read(Previous(question, AnswerType.PERSON, VI), text) is None


def test_of_two_things_that_could_be_meant_neither_is_taken() -> None:
    years = Previous("Năm 2021 và năm 2022 tỉnh xếp thứ mấy?", AnswerType.RANK, VI)
    assert read(years, "còn năm 2023?") is None
    handed = Previous(
        "Chủ tịch UBND tỉnh trao quyết định cho Giám đốc Sở nào?", AnswerType.ORGANIZATION, VI
    )
    assert read(handed, "còn bí thư?") is None


def test_a_name_in_the_question_keeps_its_post_and_body() -> None:
    """Bà Nguyệt is the director of that department, and of no other."""
    appointed = Previous(
        "Bà Vũ Thị Minh Nguyệt làm Giám đốc Sở Thông tin và Truyền thông từ khi nào?",
        AnswerType.DATE, VI, "21/8/2023",
    )  # fmt: skip
    assert read(appointed, "còn phó giám đốc?") is None
    assert read(appointed, "còn Sở Y tế?") is None
    assert read(appointed, "ông ấy sinh năm nào?") is None
    assert read(appointed, "bà ấy sinh năm nào?") == "Bà Vũ Thị Minh Nguyệt sinh năm nào?"
    assert read(appointed, "còn ông Lê Văn Hưng?") == (
        "ông Lê Văn Hưng làm Giám đốc Sở Thông tin và Truyền thông từ khi nào?"
    ).replace("ông", "Ông", 1)


def test_the_other_of_two_bodies_is_the_one_that_the_answer_named() -> None:
    told = Previous(
        "Bí thư Chi đoàn Sở Y tế là ai?", AnswerType.PERSON, VI, "Lê Văn An",
        "Chi đoàn Sở Y tế và Chi đoàn Sở Tài chính đã kiện toàn bí thư.", "Kiện toàn nhân sự",
    )  # fmt: skip
    assert read(told, "còn chi đoàn kia?") == "Bí thư Chi đoàn Sở Tài chính là ai?"


def test_several_people_are_no_he() -> None:
    two = Previous("Ai vô địch đôi nam?", AnswerType.PERSON, VI, "Lê Văn Hưng - Ngô Thế Vinh")
    assert read(two, "ông ấy sinh năm nào?") is None


@given(st.text(max_size=60), st.sampled_from([SECRETARY, BARE, INDEX, PERMIT, EN_CONGRESS]))
def test_any_text_is_taken_and_nothing_too_long_comes_out(text: str, previous: Previous) -> None:
    complete = read(previous, text)
    assert complete is None or 0 < len(complete) <= QUESTION_LIMIT


_PIECES = [
    "còn", "thế", "phó", "bí thư", "năm", "2019", "ở đâu", "khi nào", "ai", "giải nhì", "sở",
    "y tế", "huyện", "sơn hà", "ông ấy", "nó", "vậy", "?", "thì sao", "khóa", "VI", "bao nhiêu",
    "người", "là", "what about", "the", "deputy", "it", "where", "lệ phí", "này", "cuộc thi",
]  # fmt: skip


@given(
    st.lists(st.sampled_from(_PIECES), max_size=7),
    st.text("ai đâu 2019 Sở Y tế ? còn bí thư là", max_size=40),
)
def test_words_of_follow_ups_in_any_order_break_nothing(pieces: list[str], question: str) -> None:
    for kind in (AnswerType.PERSON, AnswerType.NUMBER, AnswerType.DATE):
        read(Previous(question, kind, VI, "15/3"), " ".join(pieces))
    read(Previous(question, AnswerType.PLACE, Language.ENGLISH), " ".join(pieces))


@pytest.mark.parametrize(("previous", "text", "complete"), [r for r in READ if r[0].language is VI])
def test_marks_may_be_missing(previous: Previous, text: str, complete: str) -> None:
    """Typed without marks the reading is the same, where it is not another word ("đó": "do")."""
    bare = read(previous, fold(text))
    assert bare is None or fold(bare) == fold(complete)


def test_every_table_of_the_lexicon_has_phrases() -> None:
    words = follow_words()
    assert [name for name, table in words.sets.items() if not table.keys] == []
    assert set(words.questions) >= {AnswerType.PLACE, AnswerType.DATE, AnswerType.PERSON}
    assert words.levels
    assert ("bi", "thu") in words.post_bodies
    assert ("director",) in words.english_posts


def test_a_bad_line_of_the_lexicon_is_named_and_the_rest_is_read(
    caplog: pytest.LogCaptureFixture,
) -> None:
    bad = [
        ("message.openings", "còn"), ("message.glu", "của"), ("message.glue", "|?|"),
        ("posts.bodies", "chi đoàn"), ("posts.english", " = a"),
    ]  # fmt: skip
    words = words_of((number, *row) for number, row in enumerate(bad, 2))
    assert words["message.openings"].longest == 1
    assert [f"line {number} " in caplog.text for number in (2, 3, 4, 5, 6)] == [
        False, True, True, True, True,
    ]  # fmt: skip
    assert words_of([]).question(read_line("ở đâu"), 0) is None


# --- from an answer ------------------------------------------------------------------------


@pytest.mark.parametrize("status", [Status.GREETING, Status.TOO_LONG, Status.EMPTY_ARCHIVE])
def test_small_talk_is_nothing_to_go_on_from(status: Status) -> None:
    assert previous_of(Answer("xin chào", status, VI), load_lexicon(), date(2026, 6, 1)) is None


def test_a_message_with_somebodys_number_is_nothing_to_go_on_from() -> None:
    answer = Answer("Ai là bí thư?", Status.NOT_FOUND, VI, personal=True)
    assert previous_of(answer, load_lexicon(), date(2026, 6, 1)) is None


def test_a_corrected_question_is_gone_on_from_as_it_was_searched() -> None:
    answer = Answer("Ai la bis thuw?", Status.NOT_FOUND, VI, searched_as="Ai là bí thư?")
    previous = previous_of(answer, load_lexicon(), date(2026, 6, 1))
    assert previous == Previous("Ai là bí thư?", AnswerType.PERSON, VI)


ASKED = Answer("Ai là Bí thư Chi đoàn khóa VII?", Status.RELATED, VI)


@pytest.mark.parametrize(
    "text", ["Còn phó bí thư?", "con pho bi thu", "cnò phó bí thư?", "con pho bis thuw"]
)
def test_the_assistant_reads_slips_of_typing_too(assistant: Assistant, text: str) -> None:
    assert assistant.read_in_light(ASKED, text) == "Ai là Phó Bí thư Chi đoàn khóa VII?"


def test_the_assistant_answers_the_complete_question(assistant: Assistant) -> None:
    complete = assistant.read_in_light(ASKED, "còn phó bí thư?")
    assert complete is not None
    answer = assistant.ask(complete, today=TODAY)
    assert answer.quote is not None and answer.quote.text == "Phạm Thu Hà"


def test_the_assistant_leaves_alone_what_stands_on_its_own(assistant: Assistant) -> None:
    assert assistant.read_in_light(ASKED, "Ai là Giám đốc Sở?") is None
    assert assistant.read_in_light(Answer("xin chào", Status.GREETING, VI), "ở đâu?") is None
