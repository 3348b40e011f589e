"""A blank archive, the oldest one, and a migration that fails half-way."""

from __future__ import annotations

import sqlite3
from concurrent.futures import ThreadPoolExecutor
from datetime import UTC, date, datetime
from pathlib import Path

import pytest
from sqlite_utils import Database, Migrations

from index.archive import database
from index.archive import migrations as migrations_module
from index.archive.archive import Archive
from index.archive.database import ARCHIVE_NAME
from index.archive.migrations import migrations
from index.archive.source_records import SourceKind
from index.errors import ArchiveError
from index.model import Language
from tests.index.samples import article, prepared


def migration_names() -> list[str]:
    return [migration.name for migration in migrations.pending(Database(memory=True))]


def tables(path: Path) -> set[str]:
    connection = sqlite3.connect(path)
    try:
        return {row[0] for row in connection.execute("SELECT name FROM sqlite_master")}
    finally:
        connection.close()


def applied(path: Path) -> list[str]:
    connection = sqlite3.connect(path)
    try:
        rows = connection.execute("SELECT name FROM _sqlite_migrations ORDER BY id").fetchall()
        return [row[0] for row in rows]
    finally:
        connection.close()


def failing_migrations(known: int) -> Migrations:
    """Returns the first `known` real migrations and one that fails after its first table."""
    broken = Migrations("hoidap")
    for name in migration_names()[:known]:
        broken(name=name)(getattr(migrations_module, name))

    @broken()
    def m999_fails(db: Database) -> None:
        db.execute("CREATE TABLE half (x INTEGER) STRICT")
        raise RuntimeError("killed in the middle")

    return broken


def test_a_blank_archive_gets_every_migration_in_order(tmp_path: Path) -> None:
    Archive.open(tmp_path).close()
    assert applied(tmp_path / ARCHIVE_NAME) == migration_names()
    assert {"articles", "passages", "segments", "bands", "changes", "chats"} <= tables(
        tmp_path / ARCHIVE_NAME
    )


def test_the_folder_of_the_archive_is_made(tmp_path: Path) -> None:
    Archive.open(tmp_path / "mới" / "home").close()
    assert (tmp_path / "mới" / "home" / ARCHIVE_NAME).is_file()


def test_the_oldest_archive_keeps_its_articles_and_gets_the_rest(tmp_path: Path) -> None:
    db = Database(sqlite3.connect(tmp_path / ARCHIVE_NAME))
    migrations.apply(db, stop_before=migration_names()[1])
    db.execute(
        "INSERT INTO articles (url, title, text, digest, fingerprint, created_at, updated_at) "
        "VALUES ('https://a.vn/1', 'Tin cũ', 'Nội dung cũ.', 'd', '0', '2020', '2020')"
    )
    db.close()
    assert applied(tmp_path / ARCHIVE_NAME) == migration_names()[:1]

    archive = Archive.open(tmp_path)
    old = archive.article("https://a.vn/1")
    archive.chats.set_language(5, Language.ENGLISH)
    archive.close()

    assert old is not None
    assert old.title == "Tin cũ"
    assert applied(tmp_path / ARCHIVE_NAME) == migration_names()


def test_an_archive_from_before_sources_keeps_all_and_gets_sources_and_history(
    tmp_path: Path,
) -> None:
    names = migration_names()
    db = Database(sqlite3.connect(tmp_path / ARCHIVE_NAME))
    migrations.apply(db, stop_before=names[names.index("m004_sources")])
    db.execute(
        "INSERT INTO articles (url, title, text, source, digest, fingerprint, created_at, "
        "updated_at) VALUES ('https://a.vn/1', 'Tin cũ', 'Nội dung cũ.', 'Sở Y tế', 'd', "
        "'00000000000000ff', '2020', '2020')"
    )
    db.execute("INSERT INTO passages (article_id, start, end, digest) VALUES (1, 0, 12, 'p')")
    db.execute("INSERT INTO bands VALUES (77, 1)")
    db.execute("INSERT INTO changes (article_id, at) VALUES (1, '2020')")
    db.conn.commit()
    db.close()
    assert "sources" not in tables(tmp_path / ARCHIVE_NAME)

    archive = Archive.open(tmp_path)
    old = archive.article("https://a.vn/1")
    assert old is not None
    assert (old.text, old.pages) == ("Nội dung cũ.", ())
    assert archive.versions(old.url) == []
    archive.store([prepared(article(old.url))])
    (version,) = archive.versions(old.url)
    assert version.article == old
    assert archive.restore_version(old.url, version.number)
    restored = archive.article(old.url)
    assert restored is not None
    assert restored.text == old.text
    now = datetime(2026, 1, 1, tzinfo=UTC)
    source = archive.sources.add("sở y tế", "https://a.vn/", SourceKind.SITE, now)
    assert archive.sources.due(now) == [source]
    assert archive.check() == []
    archive.close()


def test_an_archive_from_before_the_stores_of_the_service_keeps_all_and_gets_them(
    tmp_path: Path,
) -> None:
    names = migration_names()
    db = Database(sqlite3.connect(tmp_path / ARCHIVE_NAME))
    migrations.apply(db, stop_before=names[names.index("m005_service")])
    db.execute("INSERT INTO chats VALUES (7, 'en')")
    db.execute("INSERT INTO outcomes VALUES ('2026-01-01', 'answered', 3)")
    db.execute(
        "INSERT INTO actions (at, actor, action) VALUES ('2026-01-01T00:00:00+00:00', 'a', 'b')"
    )
    db.conn.commit()
    db.close()
    assert "outbox" not in tables(tmp_path / ARCHIVE_NAME)

    archive = Archive.open(tmp_path)
    day = date(2026, 1, 1)
    archive.asked.note_answer(day, "answered", 5.0)
    assert archive.asked.figures(day, day).statuses == {day: {"answered": 4}}
    assert archive.chats.language(7) is Language.ENGLISH
    assert archive.audit.page(9)[0] == 1
    assert archive.people.forget(7).languages == 1
    assert archive.check() == []
    archive.close()


def test_opening_again_runs_no_migration_twice(tmp_path: Path) -> None:
    for _ in range(3):
        Archive.open(tmp_path).close()
    assert applied(tmp_path / ARCHIVE_NAME) == migration_names()


def test_a_failing_migration_leaves_nothing_of_itself(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    archive = Archive.open(tmp_path)
    archive.store([prepared(article())])
    archive.close()
    before = tables(tmp_path / ARCHIVE_NAME)

    monkeypatch.setattr(database, "migrations", failing_migrations(len(migration_names())))
    with pytest.raises(RuntimeError):
        Archive.open(tmp_path)
    monkeypatch.undo()

    assert tables(tmp_path / ARCHIVE_NAME) == before
    assert applied(tmp_path / ARCHIVE_NAME) == migration_names()
    archive = Archive.open(tmp_path)
    assert archive.article(article().url) == article()
    archive.close()


def test_a_failing_migration_of_a_blank_archive_leaves_a_blank_one(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(database, "migrations", failing_migrations(1))
    with pytest.raises(RuntimeError):
        Archive.open(tmp_path)
    monkeypatch.undo()

    assert tables(tmp_path / ARCHIVE_NAME) == set()
    Archive.open(tmp_path).close()
    assert applied(tmp_path / ARCHIVE_NAME) == migration_names()


def test_an_archive_of_a_newer_version_is_refused_and_left_alone(tmp_path: Path) -> None:
    Archive.open(tmp_path).close()
    db = Database(sqlite3.connect(tmp_path / ARCHIVE_NAME))
    newer = Migrations("hoidap")
    newer(name="m900_of_tomorrow")(lambda db: db.execute("CREATE TABLE tomorrow (x TEXT)"))
    newer.apply(db)
    db.close()

    with pytest.raises(ArchiveError, match=r"newer version of hoidap \(m900_of_tomorrow\)"):
        Archive.open(tmp_path)
    assert "tomorrow" in tables(tmp_path / ARCHIVE_NAME)


def test_several_that_open_a_blank_archive_at_once_all_succeed(tmp_path: Path) -> None:
    def open_and_look(_: int) -> int:
        archive = Archive.open(tmp_path)
        try:
            return archive.last_change()
        finally:
            archive.close()

    with ThreadPoolExecutor(6) as pool:
        assert list(pool.map(open_and_look, range(12))) == [0] * 12
    assert applied(tmp_path / ARCHIVE_NAME) == migration_names()


def test_the_archive_writes_ahead_and_enforces_foreign_keys(tmp_path: Path) -> None:
    db = database.connect(tmp_path)
    assert db.journal_mode == "wal"
    assert db.execute("PRAGMA foreign_keys").fetchone()[0] == 1
    assert db.execute("PRAGMA synchronous").fetchone()[0] == 2  # FULL
    with pytest.raises(sqlite3.IntegrityError), database.writing(db, tmp_path):
        db.execute("INSERT INTO passages (article_id, start, end, digest) VALUES (99, 0, 1, 'd')")
    assert db.execute("SELECT count(*) FROM passages").fetchone()[0] == 0
    db.close()
