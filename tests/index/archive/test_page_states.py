"""What is known of each address of a source, and in which bounds."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from datetime import UTC, datetime, timedelta

import pytest

from index.archive import page_states
from index.archive.archive import Archive
from index.archive.page_states import LONGEST_VALIDATOR, AddressKind, PageState
from index.archive.run_records import Address
from index.archive.source_records import LONGEST_REASON, LONGEST_URL, SourceKind

NOW = datetime(2026, 3, 1, 8, tzinfo=UTC)


@pytest.fixture
def source_id(archive: Archive) -> int:
    return archive.sources.add("Sở", "https://a.vn/", SourceKind.SITE, NOW).id


@pytest.fixture
def page(source_id: int) -> Callable[..., PageState]:
    def made(url: str, kind: AddressKind = AddressKind.ARTICLE, **more: object) -> PageState:
        return PageState(source_id, url, kind, NOW, **more)  # type: ignore[arg-type]

    return made


def test_a_state_is_read_back_as_it_was_put(
    archive: Archive, source_id: int, page: Callable[..., PageState]
) -> None:
    full = page(
        "https://a.vn/in?id=1",
        article_url="https://a.vn/tin-1",
        etag='W/"x"',
        last_modified="Sun, 01 Mar 2026 08:00:00 GMT",
        fingerprint="00ff",
        gone=1,
    )
    login = page("https://a.vn/dang-nhap", AddressKind.OTHER, reason="a login page")
    archive.page_states.put_many(source_id, [full, login])
    assert archive.page_states.get(source_id, full.url) == full
    assert archive.page_states.get(source_id, login.url) == login
    assert archive.page_states.get(source_id, "https://a.vn/") is None
    assert archive.page_states.get(source_id + 1, full.url) is None


def test_a_later_state_replaces_all_of_the_earlier_one(
    archive: Archive, source_id: int, page: Callable[..., PageState]
) -> None:
    archive.page_states.put_many(source_id, [page("u", etag="1", article_url="u", gone=1)])
    later = page("u", AddressKind.OTHER, reason="not found")
    archive.page_states.put_many(source_id, [later])
    assert archive.page_states.of_source(source_id) == [later]


def test_states_are_put_all_or_none(
    archive: Archive, source_id: int, page: Callable[..., PageState]
) -> None:
    broken = replace(page("b"), kind=None)  # type: ignore[arg-type]
    with pytest.raises(AttributeError):
        archive.page_states.put_many(source_id, [page("a"), broken])
    assert archive.page_states.of_source(source_id) == []


def test_the_addresses_of_a_source_and_of_an_article_are_listed(
    archive: Archive, source_id: int, page: Callable[..., PageState]
) -> None:
    other = archive.sources.add("Khác", "https://b.vn/", SourceKind.FEED, NOW).id
    print_page, itself = page("u/in", article_url="u"), page("u", article_url="u")
    listing = page("danh-sach", AddressKind.LISTING)
    elsewhere = replace(page("b/u", article_url="u"), source_id=other)
    archive.page_states.put_many(source_id, [print_page, itself, listing])
    archive.page_states.put_many(other, [elsewhere])
    assert archive.page_states.of_source(source_id) == [listing, itself, print_page]
    assert archive.page_states.of_source(source_id, AddressKind.LISTING) == [listing]
    assert archive.page_states.of_article("u") == [itself, print_page, elsewhere]
    assert archive.page_states.of_article("v") == []


def test_what_a_site_sends_too_long_is_cut_or_left_out(
    archive: Archive, source_id: int, page: Callable[..., PageState]
) -> None:
    long = page("u", etag="e" * (LONGEST_VALIDATOR + 1), last_modified="m", reason="r" * 10_000)
    archive.page_states.put_many(source_id, [long, page("x" * (LONGEST_URL + 1))])
    (kept,) = archive.page_states.of_source(source_id)
    assert kept == replace(long, etag=None, reason="r" * LONGEST_REASON)


def test_articles_that_a_run_did_not_come_upon_are_unmet_until_they_are_queued(
    archive: Archive, source_id: int, page: Callable[..., PageState]
) -> None:
    met, *lost = (page(f"u{n}") for n in range(4))
    archive.page_states.put_many(source_id, [met, *lost, page("l", AddressKind.LISTING)])
    archive.runs.start(source_id, NOW)
    archive.runs.enqueue(source_id, [Address(met.url, AddressKind.ARTICLE)])
    assert archive.page_states.unmet(source_id, 2) == lost[:2]
    archive.runs.enqueue(source_id, [Address(s.url, AddressKind.ARTICLE) for s in lost[:2]])
    assert archive.page_states.unmet(source_id, 2) == lost[2:]
    archive.runs.finish(source_id, NOW)
    archive.runs.start(source_id, NOW)
    assert archive.page_states.unmet(source_id, 9) == [met, *lost]


def test_beyond_the_most_the_longest_unseen_go_and_no_articles_first(
    archive: Archive,
    source_id: int,
    page: Callable[..., PageState],
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(page_states, "MOST_PAGES", 3)
    old_article = replace(page("a", article_url="a"), seen_at=NOW - timedelta(days=900))
    older_article = replace(page("b", article_url="b"), seen_at=NOW - timedelta(days=901))
    others = [
        replace(page(f"o{n}", AddressKind.OTHER), seen_at=NOW - timedelta(days=n)) for n in range(3)
    ]
    archive.page_states.put_many(source_id, [*others, older_article, old_article])
    archive.runs.finish(source_id, NOW)
    assert archive.page_states.of_source(source_id) == [old_article, older_article, others[0]]
