"""One reindex at a time, in all processes on one archive."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Final

from filelock import FileLock, Timeout

from index.errors import ArchiveBusyError

_LOCK: Final = "reindex.lock"


@contextmanager
def one_reindex(home: Path) -> Iterator[None]:
    """Keeps others from reindexing while the block runs; a process that ends gives it up.

    Raises ArchiveBusyError: somebody else is at it.
    """
    lock = FileLock(home / _LOCK, timeout=0)
    try:
        lock.acquire()
    except Timeout:
        raise ArchiveBusyError(
            "the index is being brought up to date already; wait until that is done"
        ) from None
    try:
        yield
    finally:
        lock.release()
