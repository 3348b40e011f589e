"""When the next request may go out: one at a time a host, with a pause, within a budget."""

from __future__ import annotations

import random
import threading
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from typing import Final

from index.fetch.errors import FetchError, Reason
from index.fetch.hosts import without_www
from index.fetch.values import RunLimits

# A site that asks for more than this between two requests would never be read to its end.
LONGEST_CRAWL_DELAY: Final = 30.0
_FIRST_BACKOFF: Final = 1.0
_LONGEST_BACKOFF: Final = 30.0
_MOST_DOUBLINGS: Final = 16


@dataclass(frozen=True, slots=True)
class Timing:
    """Where time and chance come from, so that tests need neither.

    `clock` never goes back (seconds), `wall` is the Unix time, `chance` is in [0, 1).
    """

    clock: Callable[[], float] = time.monotonic
    sleep: Callable[[float], None] = time.sleep
    wall: Callable[[], float] = time.time
    chance: Callable[[], float] = random.random


def backoff(attempt: int, chance: float) -> float:
    """Returns the seconds to wait after the failed `attempt`, the first being 1.

    Half of it doubles each time, half is left to `chance`, so that many who fail together
    do not come back together.

    >>> [backoff(n, 0.5) for n in (1, 2, 3)]
    [0.75, 1.5, 3.0]
    """
    longest = min(_LONGEST_BACKOFF, _FIRST_BACKOFF * 2.0 ** min(attempt - 1, _MOST_DOUBLINGS))
    return longest * (0.5 + chance / 2)


class Budget:
    """What a run may still use. Threads may share it."""

    def __init__(self, limits: RunLimits, timing: Timing) -> None:
        self._limits = limits
        self._timing = timing
        self._started = timing.clock()
        self._lock = threading.Lock()
        self.requests = 0
        self.size = 0

    @property
    def seconds_left(self) -> float:
        """Seconds until the run must end."""
        return self._started + self._limits.seconds - self._timing.clock()

    def take_request(self) -> None:
        """Counts a request that is about to go out.

        Raises FetchError: nothing is left for it.
        """
        with self._lock:
            if self.requests >= self._limits.requests:
                raise _spent(f"{self._limits.requests:,} requests")
            if self.size >= self._limits.size:
                raise _spent(f"{self._limits.size / (1 << 20):,.0f} MB")
            if self.seconds_left <= 0:
                raise _spent(f"{self._limits.seconds:,.0f} seconds")
            self.requests += 1

    def add_bytes(self, size: int) -> None:
        """Counts bytes that came over the wire."""
        with self._lock:
            self.size += size

    def sleep(self, seconds: float) -> None:
        """Waits, if there is time for it.

        Raises FetchError: the run would end meanwhile.
        """
        if seconds <= 0:
            return
        if seconds >= self.seconds_left:
            raise _spent(f"{self._limits.seconds:,.0f} seconds")
        self._timing.sleep(seconds)


def _spent(what: str) -> FetchError:
    return FetchError(
        Reason.BUDGET, f"this run has used its {what}; the next run goes on from here"
    )


@dataclass(slots=True)
class _Host:
    lock: threading.Lock = field(default_factory=threading.Lock)
    free_at: float = float("-inf")
    delay: float = 0.0
    shut_until: float = float("-inf")


class Pace:
    """Gives hosts their turns. A host and its `www.` twin are one, whatever the port."""

    def __init__(self, pause: float, budget: Budget, timing: Timing) -> None:
        self._pause = pause
        self._budget = budget
        self._timing = timing
        self._hosts: dict[str, _Host] = {}
        self._lock = threading.Lock()

    def slow_down(self, host: str, delay: float) -> None:
        """Keeps the crawl delay (seconds) that a site asks for, up to a bound."""
        self._host(host).delay = min(max(0.0, delay), LONGEST_CRAWL_DELAY)

    def shut(self, host: str, seconds: float) -> None:
        """Keeps away from a host that asked to come back after so many seconds."""
        self._host(host).shut_until = self._timing.clock() + seconds

    @contextmanager
    def turn(self, host: str) -> Iterator[None]:
        """Waits until `host` may be asked, and holds it for the one request inside.

        Raises FetchError: the run would end before, or the host asked to be left alone.
        """
        state = self._host(host)
        with state.lock:
            shut = state.shut_until - self._timing.clock()
            if shut > 0:
                raise FetchError(
                    Reason.BUSY, "its site asked to be left alone for a while", retry_after=shut
                )
            self._budget.sleep(state.free_at - self._timing.clock())
            try:
                yield
            finally:
                state.free_at = self._timing.clock() + max(self._pause, state.delay)

    def _host(self, host: str) -> _Host:
        with self._lock:
            return self._hosts.setdefault(without_www(host), _Host())
