"""Abbreviations and synonyms that admins add: in force at once, in all processes."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import UTC, date, datetime
from pathlib import Path

import pytest

from index.assistant import Assistant
from index.model import Article, Status
from index.service import TermKind
from index.settings import Settings
from tests.index.tiny_news import open_with

NOW = datetime(2026, 11, 23, tzinfo=UTC)
NEWS = [
    Article(
        "https://so.example/1",
        "Khai trương Trung tâm Điều hành thông minh",
        "Ngày 5/3/2024, Trung tâm Điều hành thông minh đi vào hoạt động tại số 12 đường Hạc "
        "Thành. Đường dây nóng của Trung tâm là 0237.111.222.",
        date(2024, 3, 5),
    ),
    Article(
        "https://so.example/2",
        "Thi đấu cầu lông chào mừng ngày thành lập ngành",
        "Ngày 28/8/2024, Công đoàn tổ chức giải cầu lông với 40 vận động viên tham gia.",
        date(2024, 8, 28),
    ),
]


@pytest.fixture
def assistant(tmp_path: Path) -> Iterator[Assistant]:
    opened = open_with(tmp_path, NEWS)
    yield opened
    opened.close()


def first(assistant: Assistant, question: str) -> str | None:
    found = assistant.ask(question)
    shown = found.status in (Status.ANSWERED, Status.RELATED) and found.hits
    return found.hits[0].url if shown else None


def test_an_abbreviation_is_read_at_the_next_question_and_forgotten_when_removed(
    assistant: Assistant, tmp_path: Path
) -> None:
    question = "IQOC ở đâu?"
    assert first(assistant, question) is None
    other = Assistant.open(Settings(home=tmp_path))
    term, _ = other.archive.terms.add(
        TermKind.ABBREVIATION, "IQOC", "Trung tâm Điều hành thông minh", 1, NOW
    )
    assert first(assistant, question) == "https://so.example/1"
    assert first(assistant, "iqoc o dau") == "https://so.example/1"
    other.archive.terms.remove(term.id)
    other.close()
    assert first(assistant, question) is None


def test_a_synonym_finds_the_other_way_to_say_it(assistant: Assistant) -> None:
    assert list(assistant.search("vũ cầu").hits) == []
    assistant.archive.terms.add(TermKind.SYNONYM, "vũ cầu", "cầu lông", 1, NOW)
    found = assistant.search("vũ cầu")
    assert [hit.url for hit in found.hits] == ["https://so.example/2"]


def test_a_function_word_stays_what_it_is(assistant: Assistant) -> None:
    before = first(assistant, "giải cầu lông có bao nhiêu vận động viên")
    assistant.archive.terms.add(TermKind.SYNONYM, "bao nhiêu", "trung tâm", 1, NOW)
    assert first(assistant, "giải cầu lông có bao nhiêu vận động viên") == before
