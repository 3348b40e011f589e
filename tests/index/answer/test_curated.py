"""Officers' answers: to the same question, however it is worded, and to no other."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from datetime import UTC, date, datetime
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from index.answer.curated import can_be_curated
from index.answer.same_question import same_question
from index.answer.wordings import Wording, wording_of
from index.assistant import Assistant
from index.language.lexicon import load_lexicon
from index.model import Answer, Audience, Role, Status
from tests.index.answer.curated_pairs import (
    CONTEST,
    DOCUMENTS,
    ENGLISH,
    OTHER,
    PERMIT,
    SAME,
)
from tests.index.tiny_news import TODAY as NEWS_DAY
from tests.index.tiny_news import open_with

TODAY = date(2026, 11, 20)
NOW = datetime(2026, 11, 1, 3, 0, tzinfo=UTC)
OFFICER = 7


def said(question: str, today: date = TODAY) -> Wording:
    return wording_of(question, load_lexicon(), today)


@pytest.mark.parametrize(("curated", "asked"), SAME)
def test_the_same_question_worded_otherwise_is_the_same(curated: str, asked: str) -> None:
    assert same_question(said(asked), said(curated))


@pytest.mark.parametrize(("curated", "asked"), OTHER)
def test_another_question_is_another_one(curated: str, asked: str) -> None:
    assert not same_question(said(asked), said(curated))
    assert not same_question(said(curated), said(asked))


@given(st.text(max_size=80), st.text(max_size=80))
def test_any_text_is_taken(one: str, other: str) -> None:
    first, second = said(one), said(other)
    assert same_question(first, second) == same_question(first, second)
    assert not same_question(first, said(PERMIT))


def test_as_typed_no_slip_is_allowed() -> None:
    slipped = "lệ phí cấp giấyy phép bán rượu là bao nhiêu"
    assert same_question(said(slipped), said(PERMIT))
    assert not same_question(said(slipped), said(PERMIT), exact=True)


def test_this_year_is_the_year_it_was_said_in() -> None:
    question = "Năm nay nghỉ Tết mấy ngày làm việc?"
    asked = said(question, date(2027, 1, 5))
    assert not same_question(asked, said(question, date(2026, 1, 5)))
    assert same_question(asked, said("Năm 2027 nghỉ Tết mấy ngày làm việc?", TODAY))


def test_a_question_that_says_too_little_cannot_be_curated() -> None:
    assert can_be_curated(PERMIT, TODAY)
    for little in ("", "?", "phí bao nhiêu", "xin chào", "ở đâu", "cháy nhà rồi", "x" * 400):
        assert not can_be_curated(little, TODAY), little


@pytest.fixture
def assistant(tmp_path: Path) -> Iterator[Assistant]:
    opened = open_with(tmp_path)
    yield opened
    opened.close()


def curate(assistant: Assistant, question: str, answer: str, **more: object) -> int:
    store = assistant.archive.curated
    return store.add(question, answer, OFFICER, NOW, **more).id  # type: ignore[arg-type]


def asked(assistant: Assistant, question: str, role: Role = Role.CITIZEN) -> Answer:
    return assistant.ask(question, role=role, today=TODAY)


def test_an_officers_answer_comes_before_the_articles(assistant: Assistant) -> None:
    question = "Số điện thoại đường dây nóng của Sở là gì?"
    before = assistant.ask(question, today=NEWS_DAY)
    assert before.status is Status.ANSWERED
    curate(assistant, question, "Gọi 0230 3888 268.")
    answer = assistant.ask(question, today=NEWS_DAY)
    assert answer.status is Status.CURATED and answer.curated is not None
    assert answer.curated.text == "Gọi 0230 3888 268."
    assert answer.quote is None and answer.newer is None
    assert [hit.url for hit in answer.hits] == [hit.url for hit in before.hits]
    assert answer.steps[-1].name == "curated"


def test_it_is_given_to_every_wording_and_to_no_other_question(assistant: Assistant) -> None:
    for question in dict.fromkeys(curated for curated, _ in SAME):
        curate(assistant, question, question)
    for curated, wording in SAME:
        answer = asked(assistant, wording).curated
        assert answer is not None and answer.question == curated, wording
    for curated, other in OTHER:
        answer = asked(assistant, other).curated
        assert answer is None or answer.question != curated, other


def test_chat_spelling_and_telex_keys_are_read(assistant: Assistant) -> None:
    curate(assistant, "Giám đốc Sở Nông nghiệp là ai?", "Ông A.")
    for typed in ("gđ sở nông nghiệp là ai z", "giams ddoocs sowr noong nghieepj laf ai"):
        assert asked(assistant, typed).status is Status.CURATED, typed


def test_it_ends_with_its_expiry_and_when_it_is_removed(assistant: Assistant) -> None:
    number = curate(assistant, PERMIT, "200.000 đồng", expires_on=TODAY)
    assert asked(assistant, PERMIT).status is Status.CURATED
    late = assistant.ask(PERMIT, today=date(2026, 11, 21))
    assert late.status is not Status.CURATED and late.curated is None
    assistant.archive.curated.remove(number)
    assert asked(assistant, PERMIT).status is not Status.CURATED


def test_a_change_counts_at_once_and_the_newest_answer_counts(assistant: Assistant) -> None:
    first = curate(assistant, PERMIT, "cũ")
    curate(assistant, "lệ phí cấp giấy phép bán rượu bao nhiêu", "mới")
    answer = asked(assistant, PERMIT).curated
    assert answer is not None and answer.text == "mới"
    assistant.archive.curated.change(first, question=DOCUMENTS, answer="đổi")
    answer = asked(assistant, DOCUMENTS).curated
    assert answer is not None and answer.text == "đổi"


def test_of_two_that_only_marks_tell_apart_none_is_given_without_marks(
    assistant: Assistant,
) -> None:
    curate(assistant, "Phí sử dụng bãi đá của xã là bao nhiêu?", "bãi đá")
    curate(assistant, "Phí sử dụng bãi đả của xã là bao nhiêu?", "bãi đả")
    assert asked(assistant, "phi su dung bai da cua xa la bao nhieu").status is not Status.CURATED
    answer = asked(assistant, "phí sử dụng bãi đá của xã là bao nhiêu").curated
    assert answer is not None and answer.text == "bãi đá"


def test_what_is_for_the_staff_reaches_no_citizen(assistant: Assistant) -> None:
    before = asked(assistant, PERMIT)
    curate(assistant, PERMIT, "nội bộ Krôngpha", audience=Audience.STAFF)
    after = asked(assistant, PERMIT)
    assert replace(after, took_ms=0.0, steps=()) == replace(before, took_ms=0.0, steps=())
    assert asked(assistant, PERMIT, Role.STAFF).status is Status.CURATED


def test_a_call_for_help_is_never_answered_so(assistant: Assistant) -> None:
    curate(assistant, "Nhà tôi đang cháy, cứu với", "Gửi đơn.")
    assert asked(assistant, "Nhà tôi đang cháy, cứu với").status is Status.EMERGENCY


def test_numbers_of_papers_stay_masked(assistant: Assistant) -> None:
    curate(assistant, PERMIT, "200.000 đồng")
    answer = asked(assistant, f"CCCD 001099012345. {PERMIT}")
    assert "001099012345" not in repr(answer)


def test_it_is_counted_as_what_it_is(assistant: Assistant) -> None:
    curate(assistant, PERMIT, "200.000 đồng")
    assistant.ask(PERMIT, count=True)
    assert assistant.stats().questions == {"curated": 1}


def test_english_questions_and_years_have_theirs(assistant: Assistant) -> None:
    curate(assistant, ENGLISH, "200,000 dong")
    curate(assistant, CONTEST, "đến 30/11")
    assert asked(assistant, "what's the fee for a business licence?").status is Status.CURATED
    assert asked(assistant, CONTEST.replace("2026", "2024")).status is not Status.CURATED


def test_a_question_goes_on_from_an_officers_answer(assistant: Assistant) -> None:
    curate(assistant, "Ai là giám đốc Sở Khoa học và Công nghệ năm 2021?", "Ông A")
    answer = asked(assistant, "Ai là giám đốc Sở Khoa học và Công nghệ năm 2021?")
    assert answer.status is Status.CURATED
    read = assistant.read_in_light(answer, "Còn năm 2022?")
    assert read is not None and "2022" in read and "2021" not in read
