"""The public face: what callers may do with an open archive."""

from __future__ import annotations

import threading
from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest

from index.assistant import Assistant
from index.errors import ArchiveBusyError
from index.model import Filters, Role, Status
from index.settings import Settings
from tests.index.tiny_news import (
    CONTEST,
    DUTY_LIST,
    HOTLINE_2023,
    NEWS,
    RANKING,
    TODAY,
    VACCINE,
    open_with,
)

PUBLIC = sorted(
    (a for a in NEWS if a is not DUTY_LIST), key=lambda a: a.published or date.min, reverse=True
)


def test_an_empty_archive_says_so(tmp_path: Path) -> None:
    with_nothing = open_with(tmp_path, [])
    answer = with_nothing.ask("Ai là bí thư?")
    assert answer.status is Status.EMPTY_ARCHIVE and not answer.hits
    assert with_nothing.ask("xin chào").status is Status.GREETING
    assert with_nothing.search("bí thư").total == 0
    assert with_nothing.latest().total == 0
    assert with_nothing.stats().newest is None
    with_nothing.close()


def test_an_article_is_read_by_those_it_is_for(assistant: Assistant) -> None:
    assert assistant.article(CONTEST.url) == CONTEST
    assert assistant.article(DUTY_LIST.url) is None
    assert assistant.article(DUTY_LIST.url, role=Role.STAFF) == DUTY_LIST
    assert assistant.article(DUTY_LIST.url, role=Role.ADMIN) == DUTY_LIST
    assert assistant.article("https://no.example") is None


def test_the_latest_are_the_newest_first(assistant: Assistant) -> None:
    page = assistant.latest(limit=100)
    assert [hit.url for hit in page.hits] == [article.url for article in PUBLIC]
    assert page.total == len(PUBLIC)
    assert assistant.latest(role=Role.STAFF).hits[0].url == DUTY_LIST.url


@pytest.mark.parametrize("words", ["Sở", "Sở Nông nghiệp", "bi thu chi doan", "", "Lam Sơn năm"])
@pytest.mark.parametrize("size", [1, 2, 3])
def test_pages_have_no_gap_and_no_repeat(assistant: Assistant, words: str, size: int) -> None:
    whole = assistant.search(words, limit=100)
    pages = [
        assistant.search(words, limit=size, offset=offset)
        for offset in range(0, whole.total + size, size)
    ]
    assert all(page.total == whole.total for page in pages)
    assert [h.url for page in pages for h in page.hits] == [h.url for h in whole.hits]
    assert len({hit.url for hit in whole.hits}) == whole.total


@pytest.mark.parametrize("words", ["", "năm"])
@pytest.mark.parametrize(
    ("filters", "holds"),
    [
        (Filters(date_from=date(2024, 1, 9)), lambda a: a.published >= date(2024, 1, 9)),
        (Filters(date_to=date(2022, 3, 20)), lambda a: a.published <= date(2022, 3, 20)),
        (Filters(category="Thông báo"), lambda a: a.category == "Thông báo"),
        (Filters(source="Báo Lam Sơn"), lambda a: a.source == "Báo Lam Sơn"),
        (Filters(category="'; DROP TABLE articles;--"), lambda a: False),
        (
            Filters(date(2023, 1, 1), date(2023, 12, 31), "Tin tức", "Báo Lam Sơn"),
            lambda a: a is CONTEST,
        ),
    ],
)
def test_filters_narrow(assistant: Assistant, words: str, filters: Filters, holds: object) -> None:
    assert callable(holds)
    page = assistant.search(words, filters=filters, limit=100)
    inside = {article.url for article in PUBLIC if holds(article)}
    assert {hit.url for hit in page.hits} <= inside
    if not words:
        assert {hit.url for hit in page.hits} == inside


def test_a_search_finds_the_articles_that_hold_all_words(assistant: Assistant) -> None:
    page = assistant.search("cải cách hành chính")
    assert [hit.url for hit in page.hits] == [RANKING.url]
    assert page.total == 1
    assert [h.url for h in assistant.search("tiem phong trau bo").hits] == [VACCINE.url]


def test_words_that_no_article_holds_find_nothing(assistant: Assistant) -> None:
    assert assistant.search("khủng xoáy zzz").total == 0


@pytest.mark.parametrize(
    "words", ["Thạch", "lich truc tet", "kho vắc xin", "Nội bộ", "Văn phòng Sở", DUTY_LIST.url]
)
def test_no_search_of_a_citizen_finds_what_is_for_staff(assistant: Assistant, words: str) -> None:
    for filters in (None, Filters(category="Nội bộ"), Filters(source="Văn phòng Sở")):
        page = assistant.search(words, filters=filters, limit=100)
        assert DUTY_LIST.url not in {hit.url for hit in page.hits}
    assert assistant.search("", filters=Filters(category="Nội bộ")).total == 0
    assert assistant.search("", filters=Filters(category="Nội bộ"), role=Role.STAFF).total == 1


def test_a_change_is_answered_after_catching_up(tmp_path: Path) -> None:
    assistant = open_with(tmp_path)
    assert assistant.ask("Số điện thoại đường dây nóng?", today=TODAY).status is Status.ANSWERED
    assistant.archive.remove([HOTLINE_2023.url])
    assert assistant.catch_up() == 1
    hits = assistant.ask("Số điện thoại đường dây nóng?", today=TODAY).hits
    assert HOTLINE_2023.url not in {hit.url for hit in hits}
    assert assistant.catch_up() == 0
    assistant.close()


def test_a_full_reindex_beside_questions_changes_no_answer(tmp_path: Path) -> None:
    assistant = open_with(tmp_path)
    question = "Ai đạt giải Nhất cuộc thi Nhà nông sáng tạo?"
    before = assistant.ask(question, today=TODAY)
    seen: list[tuple[int, int]] = []
    worker = threading.Thread(
        target=lambda: assistant.reindex(
            full=True, actor="test:1", progress=lambda done, total: seen.append((done, total))
        )
    )
    worker.start()
    during = assistant.ask(question, today=TODAY)
    worker.join()
    after = assistant.ask(question, today=TODAY)
    assert before.quote == during.quote == after.quote is not None
    assert seen[-1] == (len(NEWS), len(NEWS))
    stats = assistant.stats()
    assert stats.generation == stats.last_change
    assert stats.last_reindex is not None and "test:1" in stats.last_reindex
    assistant.close()


def test_one_reindex_at_a_time_in_all_processes_and_none_keeps_the_next_from_beginning(
    tmp_path: Path,
) -> None:
    first, second = open_with(tmp_path), Assistant.open(replace(Settings(), home=tmp_path))
    refused: list[str] = []

    def meanwhile(done: int, total: int) -> None:
        with pytest.raises(ArchiveBusyError, match="already") as fault:
            second.reindex(full=False, actor="test:2")
        refused.append(str(fault.value))
        raise RuntimeError("the first is given up")

    with pytest.raises(RuntimeError, match="given up"):
        first.reindex(full=True, actor="test:1", progress=meanwhile)
    assert len(refused) == 1
    assert second.reindex(full=True, actor="test:2").full
    first.close()
    second.close()


def test_outcomes_are_counted_only_when_asked_to(tmp_path: Path) -> None:
    assistant = open_with(tmp_path, [CONTEST])
    assistant.ask("xin chào")
    assert assistant.stats().questions == {}
    assistant.ask("xin chào", count=True)
    assistant.ask("xin chào", count=True)
    assert assistant.stats().questions == {"greeting": 2}
    assistant.close()


def test_figures_count_what_is_there(assistant: Assistant) -> None:
    stats = assistant.stats()
    assert stats.articles == len(NEWS) <= stats.passages
    assert (stats.oldest, stats.newest) == (date(2020, 5, 11), date(2026, 2, 10))
    assert stats.categories["Thông báo"] == 3
    assert stats.engine == "tantivy" and stats.archive_bytes > 0


def test_what_one_assistant_stores_another_answers(tmp_path: Path) -> None:
    reader = open_with(tmp_path, [RANKING])
    writer = open_with(tmp_path, [CONTEST])
    writer.close()
    again = Assistant.open(Settings(home=tmp_path))
    for assistant in (reader, again):
        assert assistant.stats().articles == 2
    again.close()
    reader.close()
