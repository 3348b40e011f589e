"""A run's queue: every address once, in order, and nothing lost or twice through any kill."""

from __future__ import annotations

import subprocess
import sys
from datetime import UTC, datetime, timedelta
from pathlib import Path
from tempfile import TemporaryDirectory

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, invariant, rule

from index.archive import runs as runs_module
from index.archive.archive import Archive
from index.archive.page_states import AddressKind, PageState
from index.archive.run_records import (
    MOST_CLAIMS,
    STALE_AFTER,
    Address,
    Done,
    Outcome,
    Pending,
)
from index.archive.source_records import LONGEST_REASON, LONGEST_URL, RunResult, SourceKind
from index.model import Rejection

NOW = datetime(2026, 3, 1, 8, tzinfo=UTC)
ROOT = Path(__file__).parents[3]


def opened(archive: Archive, name: str = "Sở") -> int:
    source = archive.sources.add(name, f"https://{name}.vn/", SourceKind.SITE, NOW)
    archive.runs.start(source.id, NOW)
    return source.id


def addresses(*urls: str) -> list[Address]:
    return [Address(url, AddressKind.ARTICLE) for url in urls]


def urls(pending: list[Pending]) -> list[str]:
    return [item.address.url for item in pending]


def test_addresses_come_out_once_in_the_order_they_were_found_as_they_were_put(
    archive: Archive,
) -> None:
    source_id = opened(archive)
    start = Address("https://a.vn/", AddressKind.START)
    tin = Address("https://a.vn/tin/1", AddressKind.ARTICLE, "https://a.vn/", 2)
    assert archive.runs.enqueue(source_id, [start, tin, start]) == 2
    assert archive.runs.next_pending(source_id) == [Pending(start, 1)]
    assert archive.runs.enqueue(source_id, [start, *addresses("b")]) == 1
    assert archive.runs.next_pending(source_id, 5) == [
        Pending(tin, 1), Pending(addresses("b")[0], 1),
    ]  # fmt: skip
    assert archive.runs.next_pending(source_id) == []


def test_an_address_that_is_done_is_not_queued_again_in_the_same_run(archive: Archive) -> None:
    source_id = opened(archive)
    archive.runs.enqueue(source_id, addresses("a"))
    archive.runs.next_pending(source_id)
    archive.runs.done(source_id, [Done("a", Outcome.CREATED)])
    assert archive.runs.enqueue(source_id, addresses("a")) == 0
    archive.runs.finish(source_id, NOW)
    archive.runs.start(source_id, NOW)
    assert archive.runs.enqueue(source_id, addresses("a")) == 1


def test_the_queues_of_two_sources_do_not_mix(archive: Archive) -> None:
    one, two = opened(archive, "a"), opened(archive, "b")
    archive.runs.enqueue(one, addresses("x"))
    archive.runs.enqueue(two, addresses("x", "y"))
    assert urls(archive.runs.next_pending(one, 9)) == ["x"]
    archive.runs.done(one, [Done("x", Outcome.CREATED)])
    archive.runs.finish(one, NOW)
    assert urls(archive.runs.next_pending(two, 9)) == ["x", "y"]
    assert archive.runs.result(two) == RunResult()


def test_what_came_of_the_addresses_is_counted_and_the_rejected_are_named(
    archive: Archive,
) -> None:
    source_id = opened(archive)
    outcomes = [*Outcome, Outcome.CREATED, Outcome.REJECTED]
    archive.runs.enqueue(source_id, addresses(*(str(n) for n in range(len(outcomes)))))
    archive.runs.done(
        source_id,
        [Done(str(n), outcome, f"lý do {n}") for n, outcome in enumerate(outcomes)],
    )
    expected = RunResult(created=2, updated=1, unchanged=1, removed=1, rejected=2)
    assert archive.runs.result(source_id) == expected
    rejected = [n for n, outcome in enumerate(outcomes) if outcome is Outcome.REJECTED]
    named = [Rejection(str(n), f"lý do {n}") for n in rejected]
    assert archive.runs.rejections(source_id) == named
    assert archive.runs.rejections(source_id, 1) == named[:1]
    assert archive.runs.finish(source_id, NOW) == expected
    assert archive.runs.result(source_id) == RunResult()
    assert archive.runs.rejections(source_id) == []


def test_a_page_is_done_together_with_its_state_or_not_at_all(archive: Archive) -> None:
    source_id = opened(archive)
    archive.runs.enqueue(source_id, addresses("a", "b"))
    archive.runs.next_pending(source_id, 2)
    good = PageState(source_id, "a", AddressKind.ARTICLE, NOW, gone=1)
    bad = PageState(source_id, "b", None, NOW)  # type: ignore[arg-type]
    with pytest.raises(AttributeError):
        archive.runs.done(source_id, [Done("a", state=good), Done("b", state=bad)])
    assert archive.runs.unfinished(source_id) == 2
    assert archive.page_states.of_source(source_id) == []
    archive.runs.done(source_id, [Done("a", reason="r" * 9_999, state=good)])
    assert archive.runs.unfinished(source_id) == 1
    assert archive.page_states.get(source_id, "a") == good


def test_a_reason_is_cut(archive: Archive) -> None:
    source_id = opened(archive)
    archive.runs.enqueue(source_id, addresses("a"))
    archive.runs.done(source_id, [Done("a", Outcome.REJECTED, "r" * 9_999)])
    assert archive.runs.rejections(source_id) == [Rejection("a", "r" * LONGEST_REASON)]


def test_a_queue_has_a_most_and_no_address_that_is_too_long(
    archive: Archive, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(runs_module, "MOST_ADDRESSES", 3)
    source_id = opened(archive)
    assert archive.runs.enqueue(source_id, addresses("x" * (LONGEST_URL + 1), "a", "b")) == 2
    archive.runs.done(source_id, [Done("a")])
    assert archive.runs.enqueue(source_id, addresses("a", "c", "d", "e")) == 1
    assert urls(archive.runs.next_pending(source_id, 9)) == ["b", "c"]
    assert archive.runs.enqueue(source_id, addresses("f")) == 0


def test_without_an_open_run_nothing_is_queued_and_nothing_is_next(archive: Archive) -> None:
    source_id = opened(archive)
    archive.runs.finish(source_id, NOW)
    assert not archive.runs.is_open(source_id)
    assert archive.runs.enqueue(source_id, addresses("a")) == 0
    assert archive.runs.next_pending(source_id) == []
    assert archive.runs.finish(source_id, NOW) == RunResult()


def test_what_is_put_back_waits_behind_the_others(archive: Archive) -> None:
    source_id = opened(archive)
    archive.runs.enqueue(source_id, addresses("a", "b", "c"))
    archive.runs.next_pending(source_id)
    archive.runs.put_back(source_id, "a")
    archive.runs.put_back(source_id, "b")  # was not claimed: stays where it is
    assert archive.runs.next_pending(source_id, 9) == [
        Pending(address, claims)
        for address, claims in zip(addresses("b", "c", "a"), (1, 1, 2), strict=True)
    ]


def test_an_address_that_is_never_done_is_given_up_in_the_end(archive: Archive) -> None:
    source_id = opened(archive)
    archive.runs.enqueue(source_id, addresses("a"))
    for _ in range(MOST_CLAIMS):
        assert urls(archive.runs.next_pending(source_id)) == ["a"]
        assert archive.runs.start(source_id, NOW).resumed  # killed, and started again
    assert archive.runs.next_pending(source_id) == []
    assert archive.runs.result(source_id) == RunResult(rejected=1)
    (rejection,) = archive.runs.rejections(source_id)
    assert f"{MOST_CLAIMS} attempts" in rejection.reason


# --- going on after a kill -----------------------------------------------------------


def test_a_cut_off_run_is_seen_and_completed_through_another_connection(tmp_path: Path) -> None:
    first = Archive.open(tmp_path)
    source_id = opened(first)
    first.runs.enqueue(source_id, addresses("a", "b", "c"))
    first.runs.next_pending(source_id, 2)
    first.runs.done(source_id, [Done("a", Outcome.CREATED)])
    # `first` is not closed: as after a kill, only what it committed is there.
    second = Archive.open(tmp_path)
    run = second.runs.start(source_id, NOW + timedelta(hours=1))
    assert (run.resumed, run.started_at) == (True, NOW)
    assert urls(second.runs.next_pending(source_id, 9)) == ["c", "b"]
    second.runs.done(source_id, [Done("b", Outcome.CREATED), Done("c", Outcome.UNCHANGED)])
    assert second.runs.finish(source_id, NOW) == RunResult(created=2, unchanged=1)
    assert not first.runs.is_open(source_id)
    second.close()
    first.close()


def test_a_run_cut_off_days_ago_is_begun_anew(archive: Archive) -> None:
    source_id = opened(archive)
    archive.runs.enqueue(source_id, addresses("a"))
    assert archive.runs.start(source_id, NOW + STALE_AFTER).resumed
    later = NOW + STALE_AFTER + timedelta(seconds=1)
    run = archive.runs.start(source_id, later)
    assert (run.resumed, run.started_at) == (False, later)
    assert archive.runs.unfinished(source_id) == 0
    assert archive.runs.enqueue(source_id, addresses("a")) == 1


WORKER = """
import sys
from datetime import UTC, datetime
from pathlib import Path
from index.archive.archive import Archive
from index.archive.run_records import Done, Outcome
from tests.index.samples import article, prepared
archive = Archive.open(Path(sys.argv[1]))
now = datetime(2026, 3, 1, 9, tzinfo=UTC)
assert archive.runs.start(1, now).resumed
while claimed := archive.runs.next_pending(1, 3):
    print("claimed", flush=True)
    for item in claimed:
        url = item.address.url
        stored = archive.store([prepared(article(url, text=url))])
        print("stored", flush=True)
        archive.runs.done(1, [Done(url, Outcome(stored[0].value))])
        print("done", flush=True)
archive.sources.ran(1, archive.runs.result(1), now)
print("finished", flush=True)
"""


def test_a_run_that_is_killed_again_and_again_loses_nothing_and_stores_nothing_twice(
    tmp_path: Path,
) -> None:
    archive = Archive.open(tmp_path)
    source_id = opened(archive)
    assert source_id == 1
    wanted = [f"https://a.vn/{n}" for n in range(25)]
    archive.runs.enqueue(source_id, addresses(*wanted))
    for lines in (1, 2, 3, 5, 7):
        worker = subprocess.Popen(
            [sys.executable, "-c", WORKER, str(tmp_path)],
            cwd=ROOT, stdout=subprocess.PIPE, text=True,
        )  # fmt: skip
        assert worker.stdout is not None
        for _ in range(lines):
            assert worker.stdout.readline()
        worker.kill()
        worker.communicate()
        assert archive.runs.is_open(source_id)
        assert [source.id for source in archive.sources.due(NOW)] == [source_id]
    output = subprocess.run(
        [sys.executable, "-c", WORKER, str(tmp_path)],
        cwd=ROOT, capture_output=True, text=True, check=True,
    ).stdout  # fmt: skip
    assert output.endswith("finished\n")
    assert sorted(item.url for item in archive.articles()) == sorted(wanted)
    assert archive.last_change() == len(wanted)  # each stored once
    source = archive.sources.by_id(source_id)
    assert source is not None
    assert source.last_result is not None
    assert source.last_result.created + source.last_result.unchanged == len(wanted)
    assert archive.check() == []
    archive.close()


# --- against a plain model -----------------------------------------------------------


class QueueMachine(RuleBasedStateMachine):
    """The queue beside lists and sets in memory."""

    def __init__(self) -> None:
        super().__init__()
        self.folder = TemporaryDirectory()
        self.archive = Archive.open(Path(self.folder.name))
        self.source_id = opened(self.archive)
        self.waiting: list[tuple[int, int, str]] = []  # claims, place, url
        self.claimed: dict[str, tuple[int, int]] = {}
        self.finished: dict[str, Outcome] = {}
        self.seen: set[str] = set()

    @rule(found=st.lists(st.sampled_from("abcdefgh"), max_size=4))
    def enqueue(self, found: list[str]) -> None:
        new = [url for url in dict.fromkeys(found) if url not in self.seen]
        assert self.archive.runs.enqueue(self.source_id, addresses(*found)) == len(new)
        for url in new:
            self.waiting.append((0, len(self.seen), url))
            self.seen.add(url)

    @rule(limit=st.integers(1, 4))
    def claim(self, limit: int) -> None:
        self.waiting.sort()
        taken, self.waiting = self.waiting[:limit], self.waiting[limit:]
        got = self.archive.runs.next_pending(self.source_id, limit)
        assert [(p.claims, p.address.url) for p in got] == [(c + 1, u) for c, _, u in taken]
        self.claimed.update({url: (claims + 1, place) for claims, place, url in taken})

    @rule(url=st.sampled_from("abcdefgh"), outcome=st.sampled_from(Outcome))
    def done(self, url: str, outcome: Outcome) -> None:
        self.archive.runs.done(self.source_id, [Done(url, outcome)])
        if url in self.seen:
            self.claimed.pop(url, None)
            self.waiting = [item for item in self.waiting if item[2] != url]
            self.finished[url] = outcome

    @rule()
    def killed(self) -> None:
        self.archive.close()
        self.archive = Archive.open(Path(self.folder.name))
        assert self.archive.runs.start(self.source_id, NOW).resumed
        for url, (claims, place) in self.claimed.items():
            if claims >= MOST_CLAIMS:
                self.finished[url] = Outcome.REJECTED
            else:
                self.waiting.append((claims, place, url))
        self.claimed.clear()

    @rule()
    def finish(self) -> None:
        self.archive.runs.finish(self.source_id, NOW)
        self.archive.runs.start(self.source_id, NOW)
        self.waiting, self.claimed, self.finished, self.seen = [], {}, {}, set()

    @invariant()
    def counts_agree(self) -> None:
        counted = self.archive.runs.result(self.source_id)
        for outcome in set(Outcome) - {Outcome.READ}:
            number = list(self.finished.values()).count(outcome)
            assert getattr(counted, outcome.value) == number
        left = len(self.waiting) + len(self.claimed)
        assert self.archive.runs.unfinished(self.source_id) == left

    def teardown(self) -> None:
        self.archive.close()
        self.folder.cleanup()


TestQueue = QueueMachine.TestCase
TestQueue.settings = settings(
    max_examples=15, stateful_step_count=25, deadline=None,
    suppress_health_check=[HealthCheck.too_slow],
)  # fmt: skip


@settings(max_examples=20, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(st.lists(st.text(max_size=20), max_size=30))
def test_any_text_can_be_an_address(archive: Archive, found: list[str]) -> None:
    if not archive.sources.all():
        opened(archive)
    (source,) = archive.sources.all()
    archive.runs.finish(source.id, NOW)
    archive.runs.start(source.id, NOW)
    expected = list(dict.fromkeys(found))
    assert archive.runs.enqueue(source.id, addresses(*found)) == len(expected)
    assert urls(archive.runs.next_pending(source.id, 99)) == expected
