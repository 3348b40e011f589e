"""A typed search as a whole: filters read, hits narrowed, the other reading counted."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest

from index.assistant import Assistant
from index.model import Filters, Role, Sort
from index.typed import NoteKind, TypedPage, typed_text
from tests.index.tiny_news import CONTEST, DUTY_LIST, NEWS, TODAY, VACCINE, open_with

PUBLIC = [article for article in NEWS if article is not DUTY_LIST]


def urls(found: TypedPage) -> set[str]:
    return {hit.url for hit in found.page.hits}


def search(assistant: Assistant, typed: str, *, colon_only: bool = False) -> TypedPage:
    return assistant.search_typed(typed, limit=50, today=TODAY, colon_only=colon_only)


@pytest.mark.parametrize(
    "typed", ["tu:01/2023 den:12/2023", "từ 1/2023 đến 12/2023", "from:2023 to:2023", "năm 2023"]
)
def test_dates_alone_list_what_was_published_then(assistant: Assistant, typed: str) -> None:
    found = search(assistant, typed)
    assert urls(found) == {a.url for a in PUBLIC if a.published and a.published.year == 2023}
    assert found.page.total == len(found.page.hits)
    days = [hit.published for hit in found.page.hits]
    assert days == sorted(days, key=lambda day: day or date.min, reverse=True)


def test_words_and_all_filters_narrow_together(assistant: Assistant) -> None:
    found = search(assistant, 'giải muc:"tin tuc" nguồn:báo lam sơn tu:2023 den:2023')
    assert urls(found) == {CONTEST.url}
    assert found.read.words == "giải"
    explicit = assistant.search_typed(
        "giải tu:2023", filters=Filters(date_from=date(2024, 1, 1)), today=TODAY
    )
    assert explicit.page.total == 0


def test_a_period_that_leaves_nothing_is_taken_for_words(assistant: Assistant) -> None:
    """The article on the vaccination is older than the vaccination."""
    typed = "tiêm phòng từ ngày 01/3/2025 đến ngày 30/4/2025"
    found = search(assistant, typed)
    assert VACCINE.url in urls(found)
    assert (found.read.words, found.read.bare, found.other_total) == (typed, False, 0)
    assert found.read.other is not None and found.read.other.words == "tiêm phòng"


def test_the_other_reading_is_counted(assistant: Assistant) -> None:
    found = search(assistant, "cuộc thi năm 2023")
    assert not found.read.bare and found.read.other is not None
    narrowed = typed_text(found.read.other.words, found.read.other.filters)
    assert narrowed == "cuộc thi tu:2023 den:2023"
    assert found.other_total == search(assistant, narrowed).page.total > 0
    applied = search(assistant, "Sở từ 1/2023 đến 12/2023")
    assert applied.read.bare
    as_words = search(assistant, "Sở từ 1/2023 đến 12/2023", colon_only=True)
    assert applied.other_total == as_words.page.total
    assert as_words.other_total is None


def test_pages_of_a_typed_search_have_no_gap_and_no_repeat(assistant: Assistant) -> None:
    for sort in Sort:
        whole = assistant.search_typed("sở tu:2020", limit=50, sort=sort, today=TODAY).page
        seen = [
            hit.url
            for at in range(0, whole.total + 2, 2)
            for hit in assistant.search_typed(
                "sở tu:2020", limit=2, offset=at, sort=sort, today=TODAY
            ).page.hits
        ]
        assert seen == [hit.url for hit in whole.hits]


def test_a_category_for_staff_is_known_to_staff_alone(assistant: Assistant) -> None:
    citizen = search(assistant, "muc:nội bộ trực")
    assert citizen.read.notes[0].kind is NoteKind.UNKNOWN_CATEGORY
    staff = assistant.search_typed("muc:nội bộ trực", role=Role.STAFF, today=TODAY)
    assert urls(staff) == {DUTY_LIST.url}
    assert staff.read.filters.category == "Nội bộ"


def test_numbers_of_papers_are_masked_before_anything_is_read(assistant: Assistant) -> None:
    found = search(assistant, "CCCD 079203001234 tu:2023")
    assert "079203001234" not in repr(found)


def test_an_empty_archive_and_odd_texts_are_taken(tmp_path: Path, assistant: Assistant) -> None:
    empty = open_with(tmp_path, [])
    for typed in (
        "",
        "tu:2022",
        "muc:tin tức",
        "từ 1/2022 đến 6/2022",
        "\ud800 tu:\ud800",
        "😀" * 99,
    ):
        assert search(empty, typed).page.total == 0
        search(assistant, typed)
    empty.close()
