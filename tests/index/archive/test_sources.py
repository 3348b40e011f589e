"""Sources: what is kept of them, when each is due, how failing is told, and how one goes."""

from __future__ import annotations

import unicodedata
from dataclasses import replace
from datetime import UTC, datetime, timedelta, timezone
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from index.archive import sources as sources_module
from index.archive.archive import Archive
from index.archive.page_states import AddressKind, PageState
from index.archive.run_records import Address, Done
from index.archive.source_records import (
    LONGEST_EVERY,
    LONGEST_NAME,
    LONGEST_REASON,
    LONGEST_URL,
    SHORTEST_EVERY,
    RunResult,
    Source,
    SourceKind,
)
from index.archive.sources import LONGEST_BACKOFF, LONGEST_PROFILE, backoff
from index.errors import SourceError, UnknownSourceError
from index.model import Audience
from tests.index.samples import article, prepared

NOW = datetime(2026, 3, 1, 8, tzinfo=UTC)
HOUR = timedelta(hours=1)


def add(archive: Archive, name: str = "Sở Y tế", every: int = 60, now: datetime = NOW) -> Source:
    url = f"https://{len(archive.sources.all())}.gov.vn/"
    return archive.sources.add(name, url, SourceKind.SITE, now, every=every)


def again(archive: Archive, source: Source) -> Source:
    found = archive.sources.by_id(source.id)
    assert found is not None
    return found


# --- adding and finding ------------------------------------------------------------


def test_a_source_survives_a_restart_with_all_that_was_said_of_it(tmp_path: Path) -> None:
    archive = Archive.open(tmp_path)
    hanoi = timezone(timedelta(hours=7))
    added = archive.sources.add(
        "  Sở  Y tế ", "https://syt.gov.vn/tin-tuc", SourceKind.LISTING,
        datetime(2026, 3, 1, 15, tzinfo=hanoi), category="Y tế", audience=Audience.STAFF,
        every=30, added_by="admin:1",
    )  # fmt: skip
    archive.close()
    archive = Archive.open(tmp_path)
    assert archive.sources.all() == [added]
    archive.close()
    assert added == Source(
        id=added.id, name="Sở Y tế", url="https://syt.gov.vn/tin-tuc", kind=SourceKind.LISTING,
        category="Y tế", audience=Audience.STAFF, every=30, paused=False, added_at=NOW,
        added_by="admin:1", last_run_at=None, last_result=None, failures=0, failure=None,
        reported=False, next_run_at=None, profile=None,
    )  # fmt: skip


def test_a_source_is_found_by_its_name_however_that_is_typed(archive: Archive) -> None:
    source = add(archive, "Sở Y tế")
    for typed in ("Sở Y tế", "SỞ Y TẾ", " sở  y tế", unicodedata.normalize("NFD", "Sở Y tế")):
        assert archive.sources.by_name(typed) == source
    assert archive.sources.by_name("Sở Y") is None
    assert archive.sources.by_id(source.id + 1) is None


@pytest.mark.parametrize(
    ("name", "url", "said"),
    [
        ("SỞ Y TẾ", "https://khac.vn/", "name SỞ Y TẾ is that of the source Sở Y tế"),
        ("Khác", "https://0.gov.vn/", "address https://0.gov.vn/ is that of the source Sở Y tế"),
        ("", "https://khac.vn/", "needs a name"),
        (" \t", "https://khac.vn/", "needs a name"),
        ("a\x00b", "https://khac.vn/", "needs a name"),
        ("x" * (LONGEST_NAME + 1), "https://khac.vn/", f"longer than {LONGEST_NAME}"),
        ("Khác", "", "needs an address"),
        ("Khác", "https://a.vn/" + "x" * LONGEST_URL, f"longer than {LONGEST_URL}"),
    ],
)
def test_what_cannot_be_a_source_is_refused_in_words(
    archive: Archive, name: str, url: str, said: str
) -> None:
    source = add(archive)
    with pytest.raises(SourceError, match=said):
        archive.sources.add(name, url, SourceKind.FEED, NOW)
    assert archive.sources.all() == [source]


@pytest.mark.parametrize("every", [SHORTEST_EVERY - 1, 0, -60, LONGEST_EVERY + 1])
def test_how_often_has_bounds(archive: Archive, every: int) -> None:
    with pytest.raises(SourceError, match=f"not every {every}"):
        add(archive, every=every)
    assert archive.sources.all() == []


def test_there_is_a_most_of_sources(archive: Archive, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sources_module, "MOST_SOURCES", 2)
    one, two = add(archive, "a"), add(archive, "b")
    with pytest.raises(SourceError, match="2 sources already"):
        add(archive, "c")
    assert archive.sources.all() == [one, two]


def test_a_profile_is_kept_and_has_a_longest(archive: Archive) -> None:
    source = add(archive)
    archive.sources.set_profile(source.id, '{"lặp": ["Trang chủ"]}')
    assert again(archive, source).profile == '{"lặp": ["Trang chủ"]}'
    with pytest.raises(SourceError, match="profile"):
        archive.sources.set_profile(source.id, "x" * (LONGEST_PROFILE + 1))
    assert again(archive, source).profile == '{"lặp": ["Trang chủ"]}'
    archive.sources.set_profile(source.id, None)
    assert again(archive, source) == source


@pytest.mark.parametrize(
    "write",
    [
        lambda archive, gone: archive.sources.pause(gone),
        lambda archive, gone: archive.sources.resume(gone),
        lambda archive, gone: archive.sources.remove(gone, keep_articles=True),
        lambda archive, gone: archive.sources.ran(gone, RunResult(), NOW),
        lambda archive, gone: archive.sources.failed(gone, "x", NOW),
        lambda archive, gone: archive.sources.told(gone),
        lambda archive, gone: archive.sources.set_profile(gone, "{}"),
        lambda archive, gone: archive.page_states.put_many(gone, []),
        lambda archive, gone: archive.runs.start(gone, NOW),
        lambda archive, gone: archive.runs.enqueue(gone, []),
        lambda archive, gone: archive.runs.put_back(gone, "x"),
        lambda archive, gone: archive.runs.done(gone, []),
        lambda archive, gone: archive.runs.finish(gone, NOW),
    ],
    ids=[
        "pause",
        "resume",
        "remove",
        "ran",
        "failed",
        "told",
        "profile",
        "states",
        "start",
        "enqueue",
        "back",
        "done",
        "finish",
    ],
)
def test_a_source_removed_in_the_meantime_is_said_to_be_gone(
    archive: Archive, write: object
) -> None:
    gone, other = add(archive, "a"), add(archive, "b")
    archive.sources.remove(gone.id, keep_articles=True)
    with pytest.raises(UnknownSourceError, match=f"number {gone.id}; it was removed"):
        write(archive, gone.id)  # type: ignore[operator]
    assert archive.sources.all() == [other]


def test_the_number_of_a_removed_source_is_never_given_again(archive: Archive) -> None:
    gone = add(archive, "a")
    archive.sources.remove(gone.id, keep_articles=True)
    assert add(archive, "a").id != gone.id


# --- when it is due ----------------------------------------------------------------


def test_a_new_source_is_due_at_once_and_after_a_run_when_its_time_has_come(
    archive: Archive,
) -> None:
    source = add(archive, every=90)
    assert archive.sources.due(NOW) == [source]
    archive.sources.ran(source.id, RunResult(created=3, rejected=1), NOW)
    ran = again(archive, source)
    assert ran == replace(
        source,
        last_run_at=NOW,
        last_result=RunResult(created=3, rejected=1),
        next_run_at=NOW + timedelta(minutes=90),
    )
    assert archive.sources.due(NOW + timedelta(minutes=89)) == []
    assert archive.sources.due(NOW + timedelta(minutes=90)) == [ran]


def test_the_source_that_waits_longest_comes_first(archive: Archive) -> None:
    a, b, c = (add(archive, name) for name in "abc")
    archive.sources.ran(a.id, RunResult(), NOW + HOUR)
    archive.sources.ran(b.id, RunResult(), NOW)
    later = NOW + 5 * HOUR
    assert [source.name for source in archive.sources.due(later)] == ["c", "b", "a"]
    archive.sources.ran(c.id, RunResult(), later)
    assert [source.name for source in archive.sources.due(later)] == ["b", "a"]


def test_a_paused_source_is_never_due_and_a_resumed_one_at_once(archive: Archive) -> None:
    source = add(archive)
    archive.sources.ran(source.id, RunResult(), NOW)
    archive.sources.pause(source.id)
    assert again(archive, source).paused
    assert archive.sources.due(NOW + 1000 * HOUR) == []
    archive.sources.resume(source.id)
    assert [s.id for s in archive.sources.due(NOW)] == [source.id]


def test_a_source_whose_run_was_cut_off_is_due_before_its_time(archive: Archive) -> None:
    source = add(archive)
    archive.sources.ran(source.id, RunResult(), NOW)
    archive.runs.start(source.id, NOW + timedelta(minutes=1))  # by hand, then killed
    assert [s.id for s in archive.sources.due(NOW + timedelta(minutes=2))] == [source.id]
    archive.sources.ran(source.id, RunResult(), NOW + timedelta(minutes=3))
    assert archive.sources.due(NOW + timedelta(minutes=4)) == []


def test_a_run_that_is_not_complete_is_gone_on_with_at_its_time(archive: Archive) -> None:
    source = add(archive)
    archive.runs.start(source.id, NOW)
    archive.runs.enqueue(source.id, [Address("https://a.vn/1", AddressKind.ARTICLE)])
    archive.sources.ran(source.id, RunResult(), NOW, complete=False)
    assert archive.sources.due(NOW + timedelta(minutes=59)) == []
    assert archive.runs.start(source.id, NOW + HOUR).resumed
    assert archive.runs.unfinished(source.id) == 1
    archive.sources.ran(source.id, RunResult(), NOW + HOUR)
    assert not archive.runs.is_open(source.id)


def test_a_clock_that_once_was_years_ahead_does_not_stop_a_source(archive: Archive) -> None:
    source = add(archive)
    archive.sources.ran(source.id, RunResult(), datetime(2099, 1, 1, tzinfo=UTC))
    assert [s.id for s in archive.sources.due(NOW)] == [source.id]


# --- failing -----------------------------------------------------------------------


def test_failing_is_told_once_and_anew_after_a_run_that_went_well(archive: Archive) -> None:
    source = add(archive)
    assert archive.sources.failed(source.id, "503 Service Unavailable", NOW)
    failing = again(archive, source)
    assert (failing.failures, failing.failure, failing.reported) == (
        1, "503 Service Unavailable", False,
    )  # fmt: skip
    archive.sources.told(source.id)
    assert not archive.sources.failed(source.id, "x" * 2 * LONGEST_REASON, NOW + HOUR)
    failing = again(archive, source)
    assert (failing.failures, failing.reported, failing.last_run_at) == (2, True, NOW + HOUR)
    assert failing.failure == "x" * LONGEST_REASON

    archive.sources.ran(source.id, RunResult(), NOW + 2 * HOUR)
    well = again(archive, source)
    assert (well.failures, well.failure, well.reported) == (0, None, False)
    assert archive.sources.failed(source.id, "mất mạng", NOW + 3 * HOUR)


def test_what_was_not_told_because_of_a_kill_is_still_to_be_told(archive: Archive) -> None:
    source = add(archive)
    assert archive.sources.failed(source.id, "x", NOW)
    assert archive.sources.failed(source.id, "x", NOW + HOUR)


def test_a_source_that_went_well_again_cannot_be_marked_as_told(archive: Archive) -> None:
    source = add(archive)
    archive.sources.told(source.id)
    assert archive.sources.failed(source.id, "x", NOW)


def test_a_failing_source_keeps_its_last_result_its_run_and_its_articles(
    archive: Archive,
) -> None:
    source = add(archive)
    archive.store([prepared(article(source=source.name))])
    archive.sources.ran(source.id, RunResult(created=1), NOW)
    archive.runs.start(source.id, NOW + HOUR)
    archive.runs.enqueue(source.id, [Address("https://a.vn/1", AddressKind.ARTICLE)])
    archive.sources.failed(source.id, "x", NOW + HOUR)
    assert again(archive, source).last_result == RunResult(created=1)
    assert archive.runs.unfinished(source.id) == 1
    assert len(archive.live_ids()) == 1


def test_a_failing_source_is_tried_later_and_less_often_up_to_a_day(archive: Archive) -> None:
    source = add(archive, every=60)
    waits, now = [], NOW
    for _ in range(8):
        archive.sources.failed(source.id, "x", now)
        due_at = again(archive, source).next_run_at
        assert due_at is not None
        assert archive.sources.due(due_at - timedelta(seconds=1)) == []
        waits.append((due_at - now) / HOUR)
        now = due_at
    assert waits == [2, 4, 8, 16, 24, 24, 24, 24]


@given(st.integers(SHORTEST_EVERY, LONGEST_EVERY), st.integers(1, 10**9))
def test_a_wait_never_shrinks_with_failures_nor_below_the_usual(every: int, failures: int) -> None:
    usual = timedelta(minutes=every)
    wait = backoff(every, failures)
    assert usual <= backoff(every, failures - 1) <= wait <= max(usual, LONGEST_BACKOFF)


# --- removing ----------------------------------------------------------------------


def stored_from(archive: Archive, source: Source, *urls: str) -> None:
    archive.store([prepared(article(url, text=url, source=source.name)) for url in urls])


def test_removing_a_source_can_keep_its_articles(archive: Archive) -> None:
    source = add(archive)
    stored_from(archive, source, "https://a.vn/1")
    before = archive.last_change()
    assert archive.sources.remove(source.id, keep_articles=True) == 0
    assert archive.sources.all() == []
    assert archive.article("https://a.vn/1") is not None
    assert archive.last_change() == before


def test_removing_a_source_with_its_articles_takes_only_those(archive: Archive) -> None:
    source, other = add(archive, "a"), add(archive, "b")
    stored_from(archive, source, "https://a.vn/1", "https://a.vn/2")
    stored_from(archive, other, "https://b.vn/1")
    archive.store([prepared(article("file:tin.txt"))])
    archive.remove(["https://a.vn/2"])
    before = archive.last_change()
    assert archive.sources.remove(source.id, keep_articles=False) == 1
    assert [a.url for a in archive.articles()] == ["https://b.vn/1", "file:tin.txt"]
    assert archive.last_change() == before + 1  # engines learn of it
    assert archive.restore("https://a.vn/1")


def test_removing_a_source_forgets_its_pages_and_queue(archive: Archive) -> None:
    source, other = add(archive, "a"), add(archive, "b")
    for one in (source, other):
        archive.runs.start(one.id, NOW)
        archive.runs.enqueue(one.id, [Address("https://a.vn/1", AddressKind.ARTICLE)])
        state = PageState(one.id, "https://a.vn/0", AddressKind.LISTING, NOW)
        archive.page_states.put_many(one.id, [state])
    archive.sources.remove(source.id, keep_articles=False)
    assert archive.page_states.of_source(source.id) == []
    assert archive.runs.next_pending(source.id) == []
    assert not archive.runs.is_open(source.id)
    assert len(archive.page_states.of_source(other.id)) == 1
    assert archive.runs.unfinished(other.id) == 1


def test_an_article_that_another_source_has_too_is_fetched_anew_by_that_one(
    archive: Archive,
) -> None:
    source, other = add(archive, "a"), add(archive, "b")
    stored_from(archive, source, "https://a.vn/1")
    for one in (source, other):
        state = PageState(
            one.id, f"https://{one.name}.vn/1?in=1", AddressKind.ARTICLE, NOW,
            article_url="https://a.vn/1", etag='"e"', last_modified="x", fingerprint="ff",
        )  # fmt: skip
        unrelated = replace(state, url="https://b.vn/2", article_url="https://b.vn/2")
        archive.runs.start(one.id, NOW)
        archive.runs.done(one.id, [Done(s.url, state=s) for s in (state, unrelated)])
    archive.sources.remove(source.id, keep_articles=False)
    known = archive.page_states.get(other.id, "https://b.vn/1?in=1")
    assert known is not None
    assert (known.etag, known.last_modified, known.fingerprint) == (None, None, None)
    unrelated_one = archive.page_states.get(other.id, "https://b.vn/2")
    assert unrelated_one is not None
    assert unrelated_one.etag == '"e"'
