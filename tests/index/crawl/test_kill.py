"""`kill -9` at ten random moments of one crawl: the last run has it all, and nothing twice.

The moments are spread over the crawl: each is a random line of the child's report in its
tenth of the addresses, and a random pause after it. The seed is printed; set KILL_SEED to it
to get the same moments again.
"""

from __future__ import annotations

import json
import os
import secrets
import subprocess
import sys
import time
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, field, replace
from datetime import UTC, datetime, timedelta
from pathlib import Path
from random import Random
from typing import Any

import pytest

from index.archive.archive import Archive
from index.archive.page_states import PageState
from index.archive.source_records import SourceKind
from index.crawl.crawl import crawl
from index.crawl.run import Watcher
from index.engines.sync import SyncedEngine
from index.fetch.values import FetchOptions
from index.model import Article
from tests.sites.portal import Portal, make_site
from tests.sites.server import serve

ROOT = Path(__file__).parents[3]
KILLS = 10
ARTICLES = 60
LONGEST_PAUSE_S = 0.02
# A step of the crawl says about so many lines: a claim, a commit, two applies, how far it is.
LINES_A_STEP = 10
OTHER_LINES = 2


@pytest.fixture
def rng(capsys: pytest.CaptureFixture[str]) -> Random:
    seed = int(os.environ.get("KILL_SEED") or secrets.randbelow(10**6))
    with capsys.disabled():
        sys.stdout.write(f"\nKILL_SEED={seed}\n")
    return Random(seed)


@dataclass
class Child:
    """A crawl in a process of its own, which has imported everything and waits for its home."""

    lines: list[str] = field(default_factory=list)

    def __post_init__(self) -> None:
        self.process = subprocess.Popen(
            [sys.executable, "-m", "tests.index.crawl.kill_child"],
            cwd=ROOT, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True,
        )  # fmt: skip

    def start(self, home: Path) -> None:
        assert self.process.stdin is not None
        assert self._says() == "ready"
        self.process.stdin.write(f"{home}\n")
        self.process.stdin.flush()

    def run_until(self, done: int, further: int) -> None:
        """Lets it go on until so many addresses are done, and `further` lines after that."""
        while self._says() and self.done < done:
            pass
        for _ in range(further):
            self._says()

    def kill(self) -> None:
        """Ends it at once; what it had said before counts."""
        self.process.kill()
        while self._says():
            pass
        self.close()

    def close(self) -> None:
        self.process.kill()
        self.process.wait()
        for pipe in (self.process.stdin, self.process.stdout):
            assert pipe is not None
            pipe.close()

    @property
    def done(self) -> int:
        """How many addresses it says are done."""
        told = (line.split()[1] for line in reversed(self.lines) if line.startswith("done "))
        return int(next(told, "0"))

    @property
    def stored(self) -> set[str]:
        """The articles that it says are in the archive."""
        lines = [line for line in self.lines if line.startswith("stored ")]
        return {url for line in lines for url in line.split()[1:]}

    @property
    def report(self) -> dict[str, Any] | None:
        """What it reported at its end, None where it did not come to it."""
        last = self.lines[-1] if self.lines else ""
        found: dict[str, Any] | None = None
        if last.startswith("report "):
            found = json.loads(last.removeprefix("report "))
        return found

    def _says(self) -> str:
        """Returns its next line, "" at its end; one cut short by a kill was not said."""
        assert self.process.stdout is not None
        line = self.process.stdout.readline()
        if not line.endswith("\n"):
            return ""
        self.lines.append(line.strip())
        return self.lines[-1]


@dataclass(frozen=True)
class Outcome:
    """What is in an archive after its crawl, with the host of its site left out."""

    articles: dict[str, Article]
    states: dict[str, PageState]
    addresses: int = 0
    rejected: int = 0


def outcome_of(archive: Archive, host: str) -> Outcome:
    (source,) = archive.sources.all()
    moment = datetime(2026, 1, 1, tzinfo=UTC)

    def bare(text: str) -> str:
        return text.replace(host, "")

    articles = list(archive.articles())
    states = [
        replace(
            state,
            seen_at=moment,
            url=bare(state.url),
            article_url=bare(state.article_url or ""),
            # That of an article with attachments holds their addresses, host and all.
            fingerprint="read" if state.fingerprint else None,
        )
        for state in archive.page_states.of_source(source.id)
    ]
    found = Outcome(
        {bare(one.url): replace(one, url=bare(one.url)) for one in articles},
        {state.url: state for state in states},
    )
    assert (len(found.articles), len(found.states)) == (len(articles), len(states))
    return found


def make_home(home: Path, url: str) -> Archive:
    archive = Archive.open(home)
    archive.sources.add("Sở", f"{url}/", SourceKind.SITE, datetime.now(UTC))
    return archive


def uninterrupted(home: Path, site: Portal) -> Outcome:
    """Returns what one crawl of the site gives that nobody kills."""
    far = [0]
    with serve(site) as served:
        archive = make_home(home, served.url)
        (source,) = archive.sources.all()
        report = crawl(
            archive,
            source,
            FetchOptions(pause=0.0, allow_loopback=True),
            clock=lambda: datetime.now(UTC),
            today=datetime.now(UTC).date(),
            watcher=Watcher(progress=lambda done, total: far.append(total)),
        )
        assert report.failure is None
        outcome = outcome_of(archive, served.url)
        archive.close()
    return replace(outcome, addresses=far[-1], rejected=len(report.report.rejected))


@pytest.fixture
def children() -> Iterator[list[Child]]:
    """The children of a test; none outlives it."""
    started: list[Child] = []
    yield started
    for child in started:
        if child.process.poll() is None:
            child.close()


def test_a_crawl_that_is_killed_ten_times_ends_as_one_that_is_not(
    tmp_path: Path, rng: Random, capsys: pytest.CaptureFixture[str], children: list[Child]
) -> None:
    wanted = uninterrupted(tmp_path / "whole", make_site("plain", seed=4, articles=ARTICLES))
    home = tmp_path / "killed"
    acknowledged: set[str] = set()
    moments: list[str] = []
    with serve(make_site("plain", seed=4, articles=ARTICLES)) as served:
        begun = make_home(home, served.url)
        (source,) = begun.sources.all()
        # What is read in the second in which the run begins may be read again after a kill.
        begun.runs.start(source.id, datetime.now(UTC) - timedelta(minutes=1))
        begun.close()
        children.append(Child())
        for number in range(KILLS):
            child = children[-1]
            children.append(Child())  # the next one starts up while this one is at work
            child.start(home)
            share = (number + rng.random()) / KILLS
            child.run_until(int(wanted.addresses * 0.95 * share), rng.randrange(LINES_A_STEP))
            time.sleep(rng.choice([0.0, rng.random() * LONGEST_PAUSE_S]))
            child.kill()
            assert child.report is None, "the crawl was over before it was killed"
            moments.append(f"{child.done} done, {' '.join(child.lines[-1].split()[:2])}")
            acknowledged |= child.stored
            assert_nothing_lost(home, acknowledged)
        last = children[-1]
        last.start(home)
        last.run_until(sys.maxsize, 0)
        report = last.report
        archive = Archive.open(home)
        outcome = outcome_of(archive, served.url)
        with capsys.disabled():
            sys.stdout.write(f"of {wanted.addresses} addresses: {'; '.join(moments)}\n")

        assert_same_articles(outcome.articles, wanted.articles)
        assert outcome.states == wanted.states
        assert report == {
            "created": len(wanted.articles), "updated": 0, "unchanged": 0, "removed": 0,
            "rejected": wanted.rejected, "failure": None, "complete": True,
        }  # fmt: skip
        assert_once(archive, home)
        archive.close()


def assert_same_articles(found: dict[str, Article], wanted: dict[str, Article]) -> None:
    """Asserts that they are equal, but for a line of furniture more or less here and there.

    After a kill other pages teach what all pages of the site share.
    """
    assert {url: replace(one, text="") for url, one in found.items()} == {
        url: replace(one, text="") for url, one in wanted.items()
    }
    for url, article in wanted.items():
        lines = Counter(article.text.splitlines())
        read = Counter(found[url].text.splitlines())
        assert (lines - read).total() + (read - lines).total() <= OTHER_LINES, url


def assert_nothing_lost(home: Path, acknowledged: set[str]) -> None:
    archive = Archive.open(home)
    assert archive.check() == []
    urls = [article.url for article in archive.articles()]
    assert len(urls) == len(set(urls))
    assert acknowledged <= set(urls)
    archive.close()


def assert_once(archive: Archive, home: Path) -> None:
    """Asserts that each article was stored by one change, never updated, and is indexed."""
    ids = archive.live_ids()
    changed, reached = archive.changed_since(0, 10_000)
    assert sorted(changed) == sorted(ids)
    assert reached == archive.last_change() == len(ids)
    assert all(archive.versions(article.url) == [] for article in archive.articles())
    engine = SyncedEngine.open(archive, "tantivy")
    assert engine.generation == archive.last_change()
    stored = archive.stored(ids)
    assert engine.passages == sum(len(item.passages) for item in stored.values())
    engine.close()
