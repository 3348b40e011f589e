"""Questions about one article: answered from it, and from nothing else."""

from __future__ import annotations

from collections.abc import Iterator

import pytest

from index.assistant import Assistant
from index.model import Article, Role, Status
from tests.index.tiny_news import (
    CONGRESS_2022,
    CONGRESS_2024,
    CONTEST,
    DUTY_LIST,
    TODAY,
    open_with,
)


@pytest.fixture(scope="module")
def assistant(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Assistant]:
    opened = open_with(tmp_path_factory.mktemp("home"))
    yield opened
    opened.close()


def number_of(assistant: Assistant, article: Article) -> int:
    stored = assistant.archive.stored(assistant.archive.live_ids())
    return next(number for number, one in stored.items() if one.article == article)


@pytest.mark.parametrize(
    ("article", "name"), [(CONGRESS_2022, "Nguyễn Thị Hoa"), (CONGRESS_2024, "Lê Minh Tuấn")]
)
def test_the_same_question_is_answered_from_the_article_it_is_about(
    assistant: Assistant, article: Article, name: str
) -> None:
    number = number_of(assistant, article)
    answer = assistant.ask_about(number, "Ai giữ chức Bí thư Chi đoàn?", today=TODAY)
    assert answer.quote is not None
    assert (answer.quote.text, answer.quote.url) == (name, article.url)
    assert [hit.url for hit in answer.hits] == [article.url]


def test_what_an_article_does_not_say_is_not_taken_from_another(assistant: Assistant) -> None:
    number = number_of(assistant, CONTEST)
    answer = assistant.ask_about(number, "Số điện thoại đường dây nóng là gì?", today=TODAY)
    assert answer.quote is None
    assert {hit.url for hit in answer.hits} <= {CONTEST.url}


def test_an_article_for_staff_answers_staff_alone(assistant: Assistant) -> None:
    number, question = number_of(assistant, DUTY_LIST), "Trưởng ca trực đêm giao thừa là ai?"
    public = assistant.ask_about(number, question, today=TODAY)
    assert (public.status, list(public.hits)) == (Status.NOT_FOUND, [])
    staff = assistant.ask_about(number, question, role=Role.STAFF, today=TODAY)
    assert staff.quote is not None
    assert staff.quote.text == "Ngô Bá Thạch"


def test_an_article_that_is_not_there_answers_nothing(assistant: Assistant) -> None:
    assert assistant.ask_about(10**6, "Ai là Bí thư?", today=TODAY).status is Status.NOT_FOUND


def test_papers_are_masked_and_small_talk_stays_small_talk(assistant: Assistant) -> None:
    number = number_of(assistant, CONTEST)
    answer = assistant.ask_about(number, "CCCD 001099012345, ai được giải Nhất?", today=TODAY)
    assert answer.personal
    assert "001099012345" not in answer.question
    assert assistant.ask_about(number, "xin chào", today=TODAY).status is Status.GREETING
