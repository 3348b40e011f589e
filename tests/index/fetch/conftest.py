"""A site on loopback, a clock that stands still, and a fetcher that uses both."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field, replace

import pytest

from index.fetch.errors import FetchError
from index.fetch.fetcher import Fetcher
from index.fetch.pace import Timing
from index.fetch.values import FetchOptions, KindLimits, Limits
from tests.index.fetch.site import Site


@dataclass
class Time:
    """A clock that only sleeping moves, or `step` seconds each look at it."""

    now: float = 1000.0
    step: float = 0.0
    slept: list[float] = field(default_factory=list)

    def clock(self) -> float:
        self.now += self.step
        return self.now

    def sleep(self, seconds: float) -> None:
        self.slept.append(seconds)
        self.now += seconds

    @property
    def timing(self) -> Timing:
        return Timing(self.clock, self.sleep, lambda: 1_700_000_000.0, lambda: 0.5)


Open = Callable[..., Fetcher]

# Real seconds: what does not come is not waited for long.
LIMITS = Limits(
    page=KindLimits(200_000, 5.0),
    document=KindLimits(400_000, 5.0),
    connect_seconds=2.0,
    read_seconds=2.0,
)
OPTIONS = FetchOptions(pause=0.0, allow_loopback=True, limits=LIMITS)


@pytest.fixture
def site() -> Iterator[Site]:
    with Site() as opened:
        yield opened


@pytest.fixture
def time() -> Time:
    return Time()


@pytest.fixture
def open_fetcher(site: Site, time: Time) -> Iterator[Open]:
    """Opens fetchers on the site, under names that resolve to loopback where asked."""
    opened: list[Fetcher] = []

    def opening(
        options: FetchOptions = OPTIONS,
        *,
        hosts: Sequence[str] = (),
        resolve: Callable[[str, int], Sequence[str]] | None = None,
        **changes: object,
    ) -> Fetcher:
        fetcher = Fetcher(
            hosts or [site.url()],
            replace(options, **changes),  # type: ignore[arg-type]
            timing=time.timing,
            resolve=resolve or (lambda name, port: ["127.0.0.1"]),
        )
        opened.append(fetcher)
        return fetcher

    yield opening
    for fetcher in opened:
        fetcher.close()


@pytest.fixture
def fetcher(open_fetcher: Open) -> Fetcher:
    return open_fetcher()


def fault(fetcher: Fetcher, url: str, **how: object) -> FetchError:
    """The fault that fetching `url` ends with."""
    with pytest.raises(FetchError) as caught:
        fetcher.fetch(url, **how)  # type: ignore[arg-type]
    return caught.value
