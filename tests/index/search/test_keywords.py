"""Keyword search: exact counts however many match, and the order that is asked for."""

from __future__ import annotations

from datetime import date, timedelta
from pathlib import Path

import pytest

from index.assistant import Assistant
from index.model import Article, Filters, Sort
from index.search import keywords
from tests.index.tiny_news import HOTLINE_2020, HOTLINE_2023, open_with


def test_sorted_by_date_the_newest_comes_first_and_the_total_stays(assistant: Assistant) -> None:
    for words in ("Sở Nông nghiệp", "đường dây nóng", "nam"):
        best = assistant.search(words, limit=50)
        newest = assistant.search(words, limit=50, sort=Sort.DATE)
        assert newest.total == best.total == len(best.hits)
        assert {hit.url for hit in newest.hits} == {hit.url for hit in best.hits}
        days = [hit.published for hit in newest.hits]
        assert days == sorted(days, key=lambda day: day or date.min, reverse=True)


def test_pages_by_date_have_no_gap_and_no_repeat(assistant: Assistant) -> None:
    whole = assistant.search("Sở", limit=50, sort=Sort.DATE)
    pages = [assistant.search("Sở", limit=2, offset=at, sort=Sort.DATE) for at in range(0, 20, 2)]
    assert [hit.url for page in pages for hit in page.hits] == [hit.url for hit in whole.hits]


def test_an_undated_article_comes_last_by_date(tmp_path: Path) -> None:
    articles = [
        Article("https://a.example/1", "Mùa xoài không rõ ngày", "Xoài chín."),
        Article("https://a.example/2", "Mùa xoài", "Xoài chín sớm.", date(2020, 1, 1)),
        Article("https://a.example/3", "Mùa xoài mới", "Xoài chín muộn.", date(2024, 1, 1)),
    ]
    assistant = open_with(tmp_path, articles)
    hits = assistant.search("xoài", sort=Sort.DATE).hits
    assert [hit.url[-1] for hit in hits] == ["3", "2", "1"]
    assistant.close()


@pytest.mark.parametrize("sort", list(Sort))
def test_the_total_is_exact_where_the_engine_has_to_be_asked_anew(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, sort: Sort
) -> None:
    monkeypatch.setattr(keywords, "_PASSAGES", 10)
    first = date(2024, 1, 1)
    articles = [
        Article(
            f"https://a.example/{number}", f"Tin xoài số {number}", f"Xoài vườn {number} chín.",
            first + timedelta(number * 7 % 40),
        )
        for number in range(37)
    ]  # fmt: skip
    assistant = open_with(tmp_path, articles)
    assert assistant.search("xoài", sort=sort).total == 37
    seen = [
        hit.url
        for offset in range(0, 40, 5)
        for hit in assistant.search("xoài", limit=5, offset=offset, sort=sort).hits
    ]
    assert len(seen) == len(set(seen)) == 37
    assistant.close()


def test_what_left_the_archive_is_not_counted_before_the_index_knows(tmp_path: Path) -> None:
    assistant = open_with(tmp_path, [HOTLINE_2020, HOTLINE_2023])
    assert assistant.search("đường dây nóng").total == 2
    assistant.archive.remove([HOTLINE_2020.url])
    page = assistant.search("đường dây nóng", filters=Filters(date_to=date(2024, 1, 1)))
    assert page.total == len(page.hits) == 1
    assistant.close()
