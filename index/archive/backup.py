"""A copy of the archive while it runs, and the way back.

A backup is one sound file without companions. Restoring writes into the archive in one
transaction of SQLite's: killed at any moment, the archive is what it was or what it becomes.
"""

from __future__ import annotations

import os
import shutil
import sqlite3
from collections.abc import Iterator
from contextlib import closing, contextmanager
from dataclasses import dataclass
from datetime import UTC, datetime
from itertools import count
from pathlib import Path
from tempfile import TemporaryDirectory, mkstemp
from typing import Final

from sqlite_utils import Database

from index.archive.database import ARCHIVE_NAME, connect, damaged, faults, refuse_newer
from index.archive.source_records import stamp
from index.errors import ArchiveBusyError, ArchiveDamagedError, ArchiveError, ArchiveFullError

# Who only starts or writes is done by then; who keeps the archive open is not.
_WAIT_S: Final = 5.0
_STAGING: Final = "restoring-"
_COMPANIONS: Final = ("-wal", "-shm", "-journal")


@dataclass(frozen=True, slots=True)
class Restored:
    """What a restore did: how many articles there are now, and where the former archive is."""

    articles: int
    former: Path | None
    """None when there was no archive."""


def back_up(home: Path, file: Path) -> int:
    """Writes a copy of the archive in `home` to `file`; returns how many articles it holds.

    Other processes go on reading and writing; the copy is of one moment. It is checked, written
    beside `file` and renamed, so that what was there stays until the copy is whole; only its
    owner may read it.

    Raises ArchiveError: there is no archive, it is damaged, or `file` cannot be written.
    """
    path = home / ARCHIVE_NAME
    if not path.is_file():
        raise ArchiveError(f"there is no archive in {home}; HOIDAP_HOME names the folder")
    if file.exists() and file.samefile(path):
        raise ArchiveError(f"{file} is the archive itself; name another file")
    with _beside(file) as part:
        try:
            with faults(path), closing(sqlite3.connect(path)) as source:
                source.execute("PRAGMA query_only = ON")
                _copy(source, part)
        except ArchiveFullError:
            raise ArchiveFullError(f"no room left on the disk of {file}; free some") from None
        articles = _checked(part, path)
        _flush(part)
        part.replace(file)
        _flush(file.parent)
    return articles


def restore(home: Path, file: Path, now: datetime) -> Restored:
    """Makes the backup `file` the archive of `home`; the former one is kept beside it.

    The file is checked and brought to the present version first, on a copy. Messages that
    waited in it become unsure: they may have been sent since. The index is removed, so that the
    next start builds it anew. No process may have the archive open: one that has is noticed,
    unless the archive is damaged.

    Raises ArchiveError: the file is no archive, damaged or of a newer version, or the folder
    cannot be written; ArchiveBusyError: another process has the archive open. Nothing has
    changed then.
    """
    if not file.is_file():
        raise ArchiveError(f"there is no file {file}")
    path = home / ARCHIVE_NAME
    try:
        home.mkdir(parents=True, exist_ok=True)
        for left in home.glob(f"{_STAGING}*"):  # by a restore that was killed
            shutil.rmtree(left, ignore_errors=True)
        with TemporaryDirectory(prefix=_STAGING, dir=home) as folder:
            articles = _prepare(file, Path(folder), now)
            former = _free_name(
                home / f"{ARCHIVE_NAME}.before-{now.astimezone(UTC):%Y%m%dT%H%M%SZ}"
            )
            try:
                _write_over(Path(folder) / ARCHIVE_NAME, path, former)
            except ArchiveDamagedError:
                _put_aside(path, former)
                _remove_index(home)
                (Path(folder) / ARCHIVE_NAME).replace(path)
            _flush(home)
    except OSError as error:
        raise ArchiveError(f"{home} cannot be written: {error.strerror or error}") from None
    return Restored(articles, former if former.exists() else None)


def _prepare(file: Path, folder: Path, now: datetime) -> int:
    """Copies the backup into `folder`, checked and migrated; returns its number of articles."""
    path = folder / ARCHIVE_NAME
    shutil.copyfile(file, path)
    log = file.with_name(f"{file.name}-wal")  # of an archive that was copied as a file
    if log.is_file():
        shutil.copyfile(log, folder / f"{ARCHIVE_NAME}-wal")
    articles = _checked(path, file)
    db = connect(folder)
    try:
        with faults(path):
            db.execute("BEGIN IMMEDIATE")
            db.execute(
                "UPDATE outbox SET state = 'unsure', changed_at = ? "
                "WHERE state IN ('waiting', 'sending')",
                [stamp(now)],
            )
            db.commit()
            db.execute("PRAGMA journal_mode = DELETE")
    finally:
        db.close()
    return articles


def _checked(path: Path, name: Path) -> int:
    """Returns the number of articles in a sound archive; faults speak of `name`."""
    with faults(name), closing(sqlite3.connect(path)) as db:
        found = db.execute("PRAGMA integrity_check(5)").fetchall()
        if found != [("ok",)]:
            raise damaged(name)
        tables = {row[0] for row in db.execute("SELECT name FROM sqlite_master")}
        if not {"_sqlite_migrations", "articles"} <= tables:
            raise ArchiveError(f"{name} is no archive of hoidap; `hoidap backup` makes one")
        refuse_newer(Database(db), name)
        row = db.execute("SELECT count(*) FROM articles WHERE removed_at IS NULL").fetchone()
    return int(row[0])


def _write_over(source: Path, path: Path, former: Path) -> None:
    """Writes `source` over the archive at `path`, all or nothing, keeping it at `former`.

    Nobody else can open it in between. Raises ArchiveBusyError, ArchiveDamagedError.
    """
    existed = path.is_file() and path.stat().st_size > 0
    with (
        faults(path),
        closing(sqlite3.connect(path, timeout=_WAIT_S, isolation_level=None)) as db,
        closing(sqlite3.connect(source)) as restored,
    ):
        _hold(db, path)
        if existed:
            with _beside(former) as part:
                _copy(db, part)
                _flush(part)
                part.replace(former)
        _remove_index(path.parent)
        restored.backup(db)


def _hold(db: sqlite3.Connection, path: Path) -> None:
    """Locks an archive for this connection alone until it is closed."""
    try:
        # The first lock that is taken is kept.
        db.execute("PRAGMA locking_mode = EXCLUSIVE")
        # SQLite refuses to leave write-ahead logging as long as another connection is open.
        (mode,) = db.execute("PRAGMA journal_mode = DELETE").fetchone()
        if mode != "delete":
            raise sqlite3.OperationalError("database is locked")
        db.execute("BEGIN EXCLUSIVE")
        db.execute("COMMIT")
    except sqlite3.OperationalError as error:
        if "locked" not in str(error):
            raise
        raise ArchiveBusyError(
            f"{path} is open in another process; stop the bot and other commands, then try again"
        ) from error


def _copy(source: sqlite3.Connection, file: Path) -> None:
    with closing(sqlite3.connect(file)) as copy:
        source.backup(copy)
        copy.execute("PRAGMA journal_mode = DELETE")  # one file, without companions


def _free_name(file: Path) -> Path:
    """Returns `file`, or a name like it that nothing has."""
    names = (file.with_name(f"{file.name}-{n}") for n in count(2))
    return file if not file.exists() else next(name for name in names if not name.exists())


def _put_aside(path: Path, former: Path) -> None:
    """Renames an archive that SQLite cannot read, with its companions."""
    for companion in ("", *_COMPANIONS):
        there = path.with_name(path.name + companion)
        if there.exists():
            there.replace(former.with_name(former.name + companion))


def _remove_index(home: Path) -> None:
    """Removes the index, which is derived: the next start builds it from the archive."""
    index = home / "index"
    (index / "current").unlink(missing_ok=True)  # first: half an index is never taken for whole
    shutil.rmtree(index, ignore_errors=True)


@contextmanager
def _beside(file: Path) -> Iterator[Path]:
    """Yields an empty file beside `file`, to be renamed; what is left of it goes at the end."""
    try:
        handle, name = mkstemp(prefix=f"{file.name}.", suffix=".part", dir=file.parent)
    except OSError as error:
        raise ArchiveError(f"{file} cannot be written: {error.strerror or error}") from None
    os.close(handle)
    part = Path(name)
    try:
        yield part
    except OSError as error:
        raise ArchiveError(f"{file} cannot be written: {error.strerror or error}") from None
    finally:
        for companion in ("", *_COMPANIONS):
            part.with_name(part.name + companion).unlink(missing_ok=True)


def _flush(path: Path) -> None:
    """Waits until a file, or the names in a folder, are on the disk."""
    handle = os.open(path, os.O_RDONLY)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)
