"""Opening the archive's file, its transactions, and SQLite's faults in our words."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Final
from weakref import WeakSet

from sqlite_utils import Database

from index.archive.migrations import migrations
from index.errors import (
    ArchiveBusyError,
    ArchiveDamagedError,
    ArchiveError,
    ArchiveFullError,
)

ARCHIVE_NAME: Final = "archive.db"
# A writer holds the lock for one batch of articles, well under a second.
BUSY_TIMEOUT_S: Final = 30.0
# People wait for it; a backup that is being read is worth no longer wait.
EMPTYING_TIMEOUT_MS: Final = 1_000

_DAMAGE: Final = (sqlite3.SQLITE_CORRUPT, sqlite3.SQLITE_NOTADB)

# Those with a write transaction of ours open; one that only reads must not be written in.
_WRITING: Final[WeakSet[Database]] = WeakSet()


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
            # What people have deleted is written over; builds of SQLite differ in this.
            connection.execute("PRAGMA secure_delete = ON")
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


def empty_log(db: Database, path: Path) -> None:
    """Moves what SQLite's log holds into the file and empties it, as far as nobody reads it."""
    with faults(path):
        db.execute(f"PRAGMA busy_timeout = {EMPTYING_TIMEOUT_MS}")
        try:
            db.execute("PRAGMA wal_checkpoint(TRUNCATE)").fetchall()
        finally:
            db.execute(f"PRAGMA busy_timeout = {int(BUSY_TIMEOUT_S * 1000)}")


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
