"""Turns and budgets: one request at a time a host, with a pause, and an end to every run."""

from __future__ import annotations

import threading
from concurrent.futures import ThreadPoolExecutor

import pytest
from hypothesis import given
from hypothesis import strategies as st

from index.fetch.errors import FetchError, Reason
from index.fetch.faults import retry_after
from index.fetch.pace import Budget, Pace, backoff
from index.fetch.values import RunLimits
from tests.index.fetch.conftest import Open, Time
from tests.index.fetch.site import Request, Site, answer


def pace(time: Time, pause: float = 2.0, **limits: float) -> Pace:
    return Pace(pause, Budget(RunLimits(**limits), time.timing), time.timing)  # type: ignore[arg-type]


def test_the_pause_is_between_the_end_of_one_and_the_start_of_the_next(time: Time) -> None:
    turns = pace(time)
    with turns.turn("hue.gov.vn"):
        time.now += 5  # a slow answer
    time.now += 0.5
    with turns.turn("hue.gov.vn"):
        pass
    assert time.slept == [1.5]


def test_a_fault_does_not_shorten_the_pause(time: Time) -> None:
    turns = pace(time)
    with pytest.raises(ZeroDivisionError), turns.turn("hue.gov.vn"):
        raise ZeroDivisionError
    with turns.turn("hue.gov.vn"):
        pass
    assert time.slept == [2.0]


def test_www_and_capitals_are_the_same_host_and_others_are_not(time: Time) -> None:
    turns = pace(time)
    for host in ("hue.gov.vn", "tin.hue.gov.vn", "da.gov.vn"):
        with turns.turn(host):
            pass
    assert time.slept == []
    with turns.turn("WWW.Hue.gov.vn."):
        pass
    assert time.slept == [2.0]


def test_a_host_is_asked_one_request_at_a_time_by_many_threads(
    site: Site, open_fetcher: Open
) -> None:
    lock, never = threading.Lock(), threading.Event()
    at_once: list[int] = [0]

    def slow(request: Request) -> bytes:
        # Counted until the answer is made: what the asker has, it may follow up at once,
        # before this thread comes to say that it was sent.
        with lock:
            at_once.append(at_once[-1] + 1)
        never.wait(0.02)
        with lock:
            at_once.append(at_once[-1] - 1)
        return answer(b"tin")

    site.routes["/"] = slow
    fetcher = open_fetcher()
    with ThreadPoolExecutor(4) as threads:
        found = [threads.submit(fetcher.fetch, site.url()) for _ in range(8)]
        assert {job.result().body for job in found} == {b"tin"}
    assert max(at_once) == 1


def test_the_pause_is_kept_between_requests_of_a_fetch_too(
    site: Site, open_fetcher: Open, time: Time
) -> None:
    site.routes["/"] = answer()
    fetcher = open_fetcher(pause=1.5)
    fetcher.fetch(site.url())
    fetcher.fetch(site.url())
    assert time.slept == [1.5, 1.5]  # robots.txt, page, page


def test_a_wait_that_outlasts_the_run_is_not_begun(time: Time) -> None:
    turns = pace(time, pause=30.0, seconds=20.0)
    with turns.turn("hue.gov.vn"):
        pass
    with pytest.raises(FetchError) as caught, turns.turn("hue.gov.vn"):
        pass
    assert caught.value.reason is Reason.BUDGET and time.slept == []


@given(st.integers(1, 2000), st.floats(0, 1, exclude_max=True))
def test_waits_grow_and_are_bounded(attempt: int, chance: float) -> None:
    assert 0.5 <= backoff(attempt, chance) <= 30
    assert backoff(attempt + 2, chance) >= backoff(attempt, chance)


@given(st.text(max_size=40) | st.from_regex(r"\w{3}, \d\d \w{3} \d{4} \d\d:\d\d:\d\d \w{3}"))
def test_any_retry_after_is_a_wait_or_none(value: str) -> None:
    wait = retry_after(value, lambda: 1_700_000_000.0)
    assert wait is None or wait >= 0
