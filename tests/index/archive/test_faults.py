"""Damage, locks, a full disk, a folder that cannot be written: clear errors, nothing lost."""

from __future__ import annotations

import os
import sqlite3
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import UTC, datetime
from pathlib import Path

import pytest

from index.archive import database
from index.archive.archive import Archive
from index.archive.database import ARCHIVE_NAME
from index.archive.source_records import SourceKind
from index.errors import (
    ArchiveBusyError,
    ArchiveDamagedError,
    ArchiveError,
    ArchiveFullError,
)
from index.model import Language
from index.service import FollowKind
from tests.index.samples import article, generated_articles, ingest, prepared

NOW = datetime(2026, 1, 1, tzinfo=UTC)


@contextmanager
def held_by_another(path: Path) -> Iterator[None]:
    connection = sqlite3.connect(path, isolation_level=None)
    connection.execute("BEGIN IMMEDIATE")
    try:
        yield
    finally:
        connection.execute("ROLLBACK")
        connection.close()


@pytest.fixture
def impatient(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(database, "BUSY_TIMEOUT_S", 0.05)


# --- damage ------------------------------------------------------------------------


def filled(home: Path) -> Path:
    archive = Archive.open(home)
    ingest(archive, generated_articles(20))
    archive.close()
    return home / ARCHIVE_NAME


@pytest.mark.parametrize(
    "damage",
    [
        lambda data: b"this is no database, it is a letter to the department\n" * 40,
        lambda data: b"\0" * len(data),
        lambda data: b"SQLite format 4\0" + data[16:],
        lambda data: data[: len(data) // 2],
        lambda data: data[:4096] + os.urandom(len(data) - 4096),
    ],
    ids=["a letter", "zeros", "another format", "cut in half", "noise after page one"],
)
def test_a_damaged_file_is_named_with_what_to_do_and_left_as_it_is(
    tmp_path: Path, damage: Callable[[bytes], bytes]
) -> None:
    path = filled(tmp_path)
    path.write_bytes(damage(path.read_bytes()))
    left = path.read_bytes()
    with pytest.raises(ArchiveDamagedError) as caught:
        archive = Archive.open(tmp_path)
        try:
            list(archive.articles())
            archive.figures()
        finally:
            archive.close()
    assert str(path) in str(caught.value)
    assert "keep a copy" in str(caught.value)
    assert path.read_bytes() == left


def test_damage_that_opening_does_not_meet_is_found_by_the_check(tmp_path: Path) -> None:
    path = filled(tmp_path)
    data = path.read_bytes()
    path.write_bytes(data[:-8192] + b"\xff" * 8192)
    archive = Archive.open(tmp_path)
    assert archive.check() != []
    archive.close()


def test_our_own_mistakes_are_not_called_damage(archive: Archive) -> None:
    with pytest.raises(sqlite3.IntegrityError):
        archive.store([prepared(article(), original=999)])
    assert archive.live_ids() == []
    assert archive.check() == []


# --- locks -------------------------------------------------------------------------


@pytest.mark.usefixtures("impatient")
@pytest.mark.parametrize(
    "write",
    [
        lambda archive: archive.store([prepared(article("https://a.vn/2"))]),
        lambda archive: archive.remove([article().url]),
        lambda archive: archive.record_action("a", "b"),
        lambda archive: archive.chats.set_language(1, Language.ENGLISH),
        lambda archive: archive.chats.save_query("ask", "x"),
        lambda archive: archive.move(article().url, "https://a.vn/moi"),
        lambda archive: archive.restore(article().url),
        lambda archive: archive.sources.add("Sở", "https://a.vn/", SourceKind.SITE, NOW),
        lambda archive: archive.runs.next_pending(1),
        lambda archive: archive.edits.change(article().url, "a", NOW, title="Khác"),
        lambda archive: archive.follows.add(1, 1, FollowKind.PHRASE, "phí", NOW),
        lambda archive: archive.outbox.claim_next(1, NOW),
        lambda archive: archive.people.forget(1),
    ],
    ids=[
        "store",
        "remove",
        "action",
        "language",
        "query",
        "move",
        "restore",
        "source",
        "claim",
        "edit",
        "follow",
        "outbox",
        "forget",
    ],
)
def test_a_write_that_waits_too_long_says_so_and_works_later(
    tmp_path: Path, write: Callable[[Archive], object]
) -> None:
    archive = Archive.open(tmp_path)
    archive.store([prepared(article())])
    before = archive.last_change()
    with held_by_another(archive.path):
        with pytest.raises(ArchiveBusyError, match="another process; try again"):
            write(archive)
        assert archive.article(article().url) == article()  # reading goes on
    assert archive.last_change() == before
    write(archive)
    archive.close()


@pytest.mark.usefixtures("impatient")
def test_a_blank_archive_locked_by_another_is_busy_not_broken(tmp_path: Path) -> None:
    sqlite3.connect(tmp_path / ARCHIVE_NAME).close()
    with held_by_another(tmp_path / ARCHIVE_NAME), pytest.raises(ArchiveBusyError):
        Archive.open(tmp_path)
    Archive.open(tmp_path).close()


@pytest.mark.usefixtures("impatient")
def test_a_migrated_archive_opens_while_another_writes(tmp_path: Path) -> None:
    Archive.open(tmp_path).close()
    with held_by_another(tmp_path / ARCHIVE_NAME):
        archive = Archive.open(tmp_path)
        assert archive.last_change() == 0
        archive.close()


# --- a full disk -------------------------------------------------------------------


def test_a_full_disk_is_named_nothing_stored_is_lost_and_room_helps(archive: Archive) -> None:
    archive.store([prepared(article())])
    pages = archive._db.execute("PRAGMA page_count").fetchone()[0]
    archive._db.execute(f"PRAGMA max_page_count = {pages + 2}")
    big = prepared(article("https://a.vn/lon", "Một câu dài. " * 20_000))
    before = archive.last_change()

    with pytest.raises(ArchiveFullError, match="free some and try again: nothing stored was lost"):
        archive.store([prepared(article("https://a.vn/nho")), big])
    assert archive.last_change() == before
    assert [item.url for item in archive.articles()] == [article().url]
    assert archive.check() == []

    archive._db.execute("PRAGMA max_page_count = 1000000")
    archive.store([big])
    assert archive.article(big.article.url) == big.article


# --- folders and files that cannot be used -------------------------------------------


def test_a_home_that_cannot_be_made_names_the_setting(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("x")
    with pytest.raises(ArchiveError, match="HOIDAP_HOME") as caught:
        Archive.open(tmp_path / "file" / "home")
    assert str(tmp_path / "file" / "home") in str(caught.value)


def test_a_file_that_cannot_be_opened_names_the_setting(tmp_path: Path) -> None:
    (tmp_path / ARCHIVE_NAME).mkdir()
    with pytest.raises(ArchiveError, match="HOIDAP_HOME") as caught:
        Archive.open(tmp_path)
    assert not isinstance(caught.value, ArchiveDamagedError)


def test_a_folder_without_the_right_to_write_names_the_setting(tmp_path: Path) -> None:
    home = tmp_path / "home"
    home.mkdir()
    home.chmod(0o555)
    try:
        if os.access(home, os.W_OK):
            pytest.skip("this user may write anywhere")
        with pytest.raises(ArchiveError, match="HOIDAP_HOME"):
            Archive.open(home)
    finally:
        home.chmod(0o755)


def test_an_archive_that_may_only_be_read_names_the_setting(archive: Archive) -> None:
    archive.store([prepared(article())])
    archive._db.execute("PRAGMA query_only = ON")
    with pytest.raises(ArchiveError, match=r"readonly.*HOIDAP_HOME"):
        archive.store([prepared(article("https://a.vn/2"))])
    assert archive.article(article().url) == article()
