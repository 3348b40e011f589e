"""`kill -9` at random moments of an ingest and of a reindex: the next start has it all.

Each moment is a random line of the child's report and a random pause after it. The seed is
printed; set KILL_SEED to it to get the same moments again.
"""

from __future__ import annotations

import os
import secrets
import shutil
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from random import Random

import pytest

from index.archive.archive import Archive
from index.assistant import Assistant
from index.engines.sync import SyncedEngine
from index.settings import Settings
from tests.index.engines.corpora import query
from tests.index.engines.kill_child import ARTICLES, BATCH, REBUILDS
from tests.index.samples import code_word, generated_article, generated_articles, ingest

ROOT = Path(__file__).parents[3]
INGEST_KILLS = 12
REINDEX_KILLS = 8
BATCHES = ARTICLES // BATCH
# What a child says: two lines a commit, and two for each of the two engines of an apply; a
# rebuild applies once more at its end, and swaps.
INGEST_LINES = BATCHES * 6
REINDEX_LINES = REBUILDS * (BATCHES * 4 + 6)
LONGEST_PAUSE_S = 0.02


@dataclass(frozen=True)
class Kill:
    """Where a kill landed: the lines that the child had said, all of them."""

    lines: tuple[str, ...]

    @property
    def between_first_and_last_write(self) -> bool:
        return bool(self.lines) and "done" not in self.lines

    @property
    def acknowledged(self) -> list[str]:
        return [
            url for line in self.lines if line.startswith("stored ") for url in line.split()[1:]
        ]

    def __str__(self) -> str:
        last = self.lines[-1].split()[0:2] if self.lines else ["before", "anything"]
        if last[0] == "stored":
            last = ["after", "commit"]
        return f"{' '.join(last)} ({len(self.lines)} lines)"


class Child:
    """A child that has imported everything and waits to be told its home."""

    def __init__(self, what: str) -> None:
        self.process = subprocess.Popen(
            [sys.executable, "-m", "tests.index.engines.kill_child", what],
            cwd=ROOT, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True,
        )  # fmt: skip

    def run_and_kill(self, home: Path, line: int, pause: float) -> Kill:
        """Lets it work in `home`, and kills it `pause` seconds after line number `line`."""
        assert self.process.stdin is not None
        assert self.process.stdout is not None
        assert self.process.stdout.readline() == "ready\n"
        self.process.stdin.write(f"{home}\n")
        self.process.stdin.flush()
        lines = [self.process.stdout.readline() for _ in range(line)]
        time.sleep(pause)
        self.process.kill()
        lines += self.process.stdout.readlines()  # what it had said before it died
        self.close()
        # A line cut short by the kill was not said.
        return Kill(tuple(text.strip() for text in lines if text.endswith("\n")))

    def close(self) -> None:
        self.process.kill()
        self.process.wait()
        for pipe in (self.process.stdin, self.process.stdout):
            assert pipe is not None
            pipe.close()


@contextmanager
def children(what: str, number: int) -> Iterator[Iterator[Child]]:
    """Gives `number` children; the next one starts up while one is at work."""
    started: list[Child] = []

    def each() -> Iterator[Child]:
        started.append(Child(what))
        for n in range(number):
            if n + 1 < number:
                started.append(Child(what))
            yield started[n]

    try:
        yield each()
    finally:
        for child in started:
            child.close()


@pytest.fixture
def rng(capsys: pytest.CaptureFixture[str]) -> Random:
    seed = int(os.environ.get("KILL_SEED") or secrets.randbelow(10**6))
    with capsys.disabled():
        sys.stdout.write(f"\nKILL_SEED={seed}\n")
    return Random(seed)


def pause_s(rng: Random) -> float:
    """Returns no pause half of the time: commits and swaps are over in a moment."""
    return rng.choice([0.0, rng.random() * LONGEST_PAUSE_S])


def report(kills: list[Kill], capsys: pytest.CaptureFixture[str], what: str) -> None:
    between = sum(kill.between_first_and_last_write for kill in kills)
    with capsys.disabled():
        sys.stdout.write(
            f"{what}: {between} of {len(kills)} kills between the first and the last write:\n"
            f"{'; '.join(str(kill) for kill in kills)}\n"
        )


def assert_sound(home: Path, at_least: set[str]) -> None:
    """Asserts that a new start answers, with all of `at_least` and nothing twice."""
    archive = Archive.open(home)
    engine = SyncedEngine.open(archive, "tantivy")
    try:
        assert archive.check() == []
        urls = [article.url for article in archive.articles()]
        assert len(urls) == len(set(urls))
        assert at_least <= set(urls)
        assert engine.generation == archive.last_change()
        stored = archive.stored(archive.live_ids())
        assert engine.passages == sum(len(item.passages) for item in stored.values())
        assert engine.public.passages == engine.passages
        for number in range(ARTICLES):
            hits = engine.search(query(code_word(number)), 10)
            there = generated_article(number).url in urls
            assert len(hits) == there, f"article {number} is found {len(hits)} times"
            assert len(engine.public.search(query(code_word(number)), 10)) == there
            assert all(stored[hit.article_id].article.url == generated_article(number).url
                       for hit in hits)  # fmt: skip
    finally:
        engine.close()
        archive.close()


def assert_answers(home: Path, number: int) -> None:
    """Asserts that the program as a whole starts there and finds article `number`."""
    assistant = Assistant.open(Settings(home=home))
    try:
        page = assistant.search(code_word(number))
        assert [hit.url for hit in page.hits] == [generated_article(number).url]
    finally:
        assistant.close()


def test_nothing_reported_is_lost_when_an_ingest_is_killed(
    tmp_path: Path, rng: Random, capsys: pytest.CaptureFixture[str]
) -> None:
    kills = []
    with children("ingest", INGEST_KILLS) as waiting:
        for n, child in enumerate(waiting):
            home = tmp_path / str(n)
            line = rng.randrange(1, int(INGEST_LINES * 0.9))
            kill = child.run_and_kill(home, line, pause_s(rng))
            kills.append(kill)
            assert_sound(home, set(kill.acknowledged))
            if kill.acknowledged:
                assert_answers(home, int(kill.acknowledged[-1].rpartition("/")[2]))
            archive = Archive.open(home)  # the same command again takes in the rest
            again = ingest(archive, generated_articles(ARTICLES))
            archive.close()
            assert again.created + again.unchanged == ARTICLES
            assert again.unchanged >= len(kill.acknowledged)
            assert_sound(home, {article.url for article in generated_articles(ARTICLES)})
    report(kills, capsys, "ingest")
    assert sum(kill.between_first_and_last_write for kill in kills) >= INGEST_KILLS * 3 / 4


def test_nothing_is_lost_when_a_reindex_is_killed(
    tmp_path: Path, rng: Random, capsys: pytest.CaptureFixture[str]
) -> None:
    whole = tmp_path / "whole"
    archive = Archive.open(whole)
    ingest(archive, generated_articles(ARTICLES))
    SyncedEngine.open(archive, "tantivy").close()
    archive.close()
    everything = {article.url for article in generated_articles(ARTICLES)}
    kills = []
    with children("reindex", REINDEX_KILLS) as waiting:
        for n, child in enumerate(waiting):
            home = tmp_path / str(n)
            shutil.copytree(whole, home)
            line = rng.randrange(1, int(REINDEX_LINES * 0.9))
            kill = child.run_and_kill(home, line, pause_s(rng))
            kills.append(kill)
            assert_sound(home, everything)
            assert_answers(home, n)
            archive = Archive.open(home)
            engine = SyncedEngine.open(archive, "tantivy")
            assert engine.rebuild() == ARTICLES
            engine.close()
            archive.close()
            folders = [path for path in (home / "index").iterdir() if path.is_dir()]
            assert len(folders) == 1, "a killed rebuild was left behind"
    report(kills, capsys, "reindex")
    assert sum(kill.between_first_and_last_write for kill in kills) >= REINDEX_KILLS * 3 / 4
