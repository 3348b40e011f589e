"""Opening the archive's file, its migrations, and SQLite's faults in our words."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Final
from weakref import WeakSet

from sqlite_utils import Database, Migrations

from index.archive.defined import ABBREVIATIONS, store_abbreviations
from index.archive.service_tables import FOLLOW_LANGUAGE, SERVICE, STAFF_GROUPS
from index.archive.tables import SOURCES_AND_VERSIONS
from index.errors import (
    ArchiveBusyError,
    ArchiveDamagedError,
    ArchiveError,
    ArchiveFullError,
)

ARCHIVE_NAME: Final = "archive.db"
# A writer holds the lock for one batch of articles, well under a second.
BUSY_TIMEOUT_S: Final = 30.0

_DAMAGE: Final = (sqlite3.SQLITE_CORRUPT, sqlite3.SQLITE_NOTADB)

# Those with a write transaction of ours open; one that only reads must not be written in.
_WRITING: Final[WeakSet[Database]] = WeakSet()

migrations = Migrations("hoidap")


@migrations()
def m001_articles(db: Database) -> None:
    """Articles, their passages, the cache of segmented words and the change log."""
    for statement in _ARTICLES:
        db.execute(statement)


@migrations()
def m002_conversations(db: Database) -> None:
    """What the bot must remember: languages, saved queries; who did what; counts by day."""
    for statement in _CONVERSATIONS:
        db.execute(statement)


@migrations()
def m003_abbreviations(db: Database) -> None:
    """The abbreviations that articles define, those of the articles already here too."""
    db.execute(ABBREVIATIONS)
    for row in db.query("SELECT id, text FROM articles"):
        store_abbreviations(db, int(row["id"]), row["text"])


@migrations()
def m004_sources(db: Database) -> None:
    """Sources with their pages and runs, former versions of articles, pages of documents."""
    for statement in SOURCES_AND_VERSIONS:
        db.execute(statement)


@migrations()
def m005_service(db: Database) -> None:
    """People, follows, messages to send, questions for officers, figures, edits, terms."""
    for statement in SERVICE:
        db.execute(statement)


@migrations()
def m006_staff_groups(db: Database) -> None:
    """Groups of officers, and questions for officers that go on from another."""
    for statement in STAFF_GROUPS:
        db.execute(statement)


@migrations()
def m007_follow_language(db: Database) -> None:
    """The language of what is followed."""
    for statement in FOLLOW_LANGUAGE:
        db.execute(statement)


_ARTICLES: Final = (
    """CREATE TABLE articles (
        id INTEGER PRIMARY KEY,
        url TEXT NOT NULL UNIQUE,
        title TEXT NOT NULL,
        text TEXT NOT NULL,
        published TEXT,
        published_from TEXT,
        category TEXT,
        audience TEXT NOT NULL DEFAULT 'public',
        language TEXT NOT NULL DEFAULT 'vi',
        source TEXT,
        digest TEXT NOT NULL,
        fingerprint TEXT NOT NULL,
        duplicate_of INTEGER REFERENCES articles(id) ON DELETE SET NULL,
        created_at TEXT NOT NULL,
        updated_at TEXT NOT NULL,
        removed_at TEXT,
        folder TEXT,
        file TEXT
    ) STRICT""",
    "CREATE INDEX articles_published ON articles(published)",
    "CREATE INDEX articles_duplicate_of ON articles(duplicate_of)",
    "CREATE INDEX articles_folder ON articles(folder)",
    """CREATE TABLE passages (
        id INTEGER PRIMARY KEY AUTOINCREMENT,
        article_id INTEGER NOT NULL REFERENCES articles(id) ON DELETE CASCADE,
        start INTEGER NOT NULL,
        end INTEGER NOT NULL,
        digest TEXT NOT NULL
    ) STRICT""",
    "CREATE INDEX passages_article ON passages(article_id)",
    "CREATE INDEX passages_digest ON passages(digest)",
    """CREATE TABLE segments (
        digest TEXT PRIMARY KEY,
        words TEXT NOT NULL
    ) STRICT, WITHOUT ROWID""",
    """CREATE TABLE bands (
        band INTEGER NOT NULL,
        article_id INTEGER NOT NULL REFERENCES articles(id) ON DELETE CASCADE,
        PRIMARY KEY (band, article_id)
    ) STRICT, WITHOUT ROWID""",
    "CREATE INDEX bands_article ON bands(article_id)",
    """CREATE TABLE changes (
        number INTEGER PRIMARY KEY AUTOINCREMENT,
        article_id INTEGER NOT NULL,
        at TEXT NOT NULL
    ) STRICT""",
)

_CONVERSATIONS: Final = (
    "CREATE TABLE chats (chat_id INTEGER PRIMARY KEY, language TEXT NOT NULL) STRICT",
    """CREATE TABLE saved_queries (
        id TEXT PRIMARY KEY, kind TEXT NOT NULL, text TEXT NOT NULL, saved_on TEXT NOT NULL
    ) STRICT""",
    "CREATE INDEX saved_queries_day ON saved_queries(saved_on)",
    """CREATE TABLE actions (
        id INTEGER PRIMARY KEY, at TEXT NOT NULL, actor TEXT NOT NULL, action TEXT NOT NULL,
        detail TEXT NOT NULL DEFAULT ''
    ) STRICT""",
    """CREATE TABLE outcomes (
        day TEXT NOT NULL, status TEXT NOT NULL, number INTEGER NOT NULL,
        PRIMARY KEY (day, status)
    ) STRICT, WITHOUT ROWID""",
)


def connect(home: Path) -> Database:
    """Opens the archive in `home`, making both where missing, and migrates it.

    The connection may pass from thread to thread but must not be used by two at once.

    Raises ArchiveError: the folder or file cannot be written, the file is damaged, busy or
    from a newer version.
    """
    try:
        home.mkdir(parents=True, exist_ok=True)
    except OSError as error:
        raise ArchiveError(
            f"the folder {home} cannot be made ({error.strerror}); set HOIDAP_HOME to one "
            "that can be written"
        ) from None
    path = home / ARCHIVE_NAME
    with faults(path):
        connection = sqlite3.connect(path, timeout=BUSY_TIMEOUT_S, check_same_thread=False)
        try:
            connection.execute("PRAGMA foreign_keys = ON")
            # NORMAL loses no consistency in WAL; FULL also keeps the last commit through
            # a power cut, which "acknowledged" means.
            connection.execute("PRAGMA synchronous = FULL")
            db = Database(connection)
            # SQLite's own lower() knows ASCII only.
            db.register_function(_fold_case, deterministic=True, name="fold_case")
            refuse_newer(db, path)
            if db.journal_mode != "wal":
                db.enable_wal()
            if migrations.pending(db):
                with writing(db, path):
                    migrations.apply(db)
        except BaseException:
            connection.close()
            raise
    return db


@contextmanager
def writing(db: Database, path: Path) -> Iterator[None]:
    """One write transaction: all of the block, or nothing.

    It takes the write lock at the start (IMMEDIATE): a transaction that reads first and
    writes later fails at once, without waiting, when another process wrote in between.
    Within another write transaction it is a part of that one (see `Archive.together`).
    """
    with faults(path):
        if db in _WRITING:
            yield
            return
        db.execute("BEGIN IMMEDIATE")
        _WRITING.add(db)
        try:
            yield
            db.commit()
        except BaseException:
            db.rollback()
            raise
        finally:
            _WRITING.discard(db)


@contextmanager
def reading(db: Database, path: Path) -> Iterator[None]:
    """One read transaction: all reads of the block see the archive at one moment."""
    with faults(path):
        if db.conn.in_transaction:
            yield
            return
        db.begin()
        try:
            yield
        finally:
            db.rollback()


@contextmanager
def faults(path: Path) -> Iterator[None]:
    """Turns SQLite's faults into ours, saying what to do."""
    try:
        yield
    except sqlite3.OperationalError as error:
        text = str(error)
        if "locked" in text or "busy" in text:
            raise ArchiveBusyError(
                f"{path} is held by another process; try again when it is done"
            ) from error
        if "full" in text:
            raise ArchiveFullError(
                f"no room left on the disk of {path}; free some and try again: "
                "nothing stored was lost"
            ) from error
        if "malformed" in text or "disk image" in text:
            raise damaged(path) from error
        raise ArchiveError(
            f"{path} cannot be used: {text}; see that the folder and the file can be read "
            "and written, or set HOIDAP_HOME to another folder"
        ) from error
    except sqlite3.DatabaseError as error:
        # Of the other kinds only these two speak of the file; the rest are our own mistakes.
        if getattr(error, "sqlite_errorcode", 0) & 0xFF in _DAMAGE:
            raise damaged(path) from error
        raise


def refuse_newer(db: Database, path: Path) -> None:
    """Raises ArchiveError when a newer version wrote the archive that `db` has open."""
    # To an empty database every migration that this version knows is pending.
    known = {migration.name for migration in migrations.pending(Database(memory=True))}
    applied = {migration.name for migration in migrations.applied(db)}
    if newer := sorted(applied - known):
        raise ArchiveError(
            f"{path} was written by a newer version of hoidap ({', '.join(newer)}); "
            "install that version, or set HOIDAP_HOME to another folder"
        )


def _fold_case(text: str | None) -> str | None:
    return None if text is None else text.casefold()


def damaged(path: Path) -> ArchiveDamagedError:
    """Returns the fault of a file that is no sound archive."""
    return ArchiveDamagedError(
        f"{path} is damaged or is no archive; keep a copy of it, move it away, and bring "
        "back a copy or ingest the articles again"
    )
