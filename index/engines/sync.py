"""Keeps an engine level with the archive: replay, rebuild beside, swap, repair.

The live index is the folder that the file `index/current` names. A rebuild fills a new
folder and then replaces that file, which is atomic; readers notice and reopen.
"""

from __future__ import annotations

import logging
import re
import shutil
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager, nullcontext
from typing import Final, Self
from uuid import uuid4

from filelock import FileLock, Timeout

from index.archive.archive import Archive
from index.engines.contract import Changes, Reader
from index.engines.documents import changes_of
from index.engines.live import LiveReader
from index.engines.pair import EnginePair
from index.engines.tantivy_engine import FORMAT
from index.errors import EngineError

log = logging.getLogger(__name__)

Progress = Callable[[int, int], None]

# One commit holds at most this many articles: a kill loses at most their indexing, which
# the next start replays.
BATCH_ARTICLES: Final = 500
# The design's bound for seeing another process's article or swap is 2 s.
REFRESH_EVERY_S: Final = 0.5
# After a fault that a rebuild does not mend (a full disk) it is not tried at each question.
PAUSE_AFTER_FAULT_S: Final = 30.0
_LOCK_TIMEOUT_S: Final = 600.0
_FOLDER_NAME: Final = re.compile(rf"v{FORMAT}-[0-9a-f]{{12}}")


class SyncedEngine(LiveReader):
    """An engine that follows the archive. To who searches it is a `Reader` of all passages."""

    def __init__(self, archive: Archive, kind: str) -> None:
        super().__init__(lambda: self._engine, self._mend)
        self.public: Reader = LiveReader(lambda: self._engine.public, self._mend)
        """The reader of the public passages: what is in it is all that citizens may find."""
        self._archive = archive
        self._on_disk = kind == "tantivy"
        self._root = archive.home / "index"
        self._lock = FileLock(self._root / "write.lock")
        self._engine = EnginePair.in_memory()
        self._folder: str | None = None
        self._looked_at = 0.0

    @classmethod
    def open(cls, archive: Archive, kind: str) -> Self:
        """Opens the engine `kind` and brings it level; a damaged index is rebuilt.

        While another process writes, what is there already is opened, and followed later.
        """
        synced = cls(archive, kind)
        synced._root.mkdir(parents=True, exist_ok=True)
        synced._reopen()
        synced.refresh()
        return synced

    def refresh(self) -> None:
        """Follows other processes, at most twice a second: a swap, a commit, a change.

        An index still behind the archive (its writer was killed) is caught up here,
        unless another process is at it. Where that fails (a full disk), questions are
        answered from what the index holds.
        """
        now = time.monotonic()
        if now - self._looked_at < REFRESH_EVERY_S:
            return
        self._looked_at = now
        if self._on_disk:
            self._follow()
        if self._engine.generation < self._archive.last_change():
            try:
                # Memory is each process's own: nobody else writes to it.
                with self._lock.acquire(timeout=0) if self._on_disk else nullcontext():
                    self._level(lambda done, total: None)
            except Timeout:
                return
            except EngineError as error:
                self._looked_at = now + PAUSE_AFTER_FAULT_S
                log.warning("the index stays at change %d: %s", self._engine.generation, error)

    def _level(self, progress: Progress) -> int:
        """Replays what is missing; an index that takes no more changes is rebuilt.

        A kill can leave a file of an unfinished commit that tantivy refuses to overwrite.
        """
        try:
            return self._replay(progress)
        except EngineError as error:
            log.warning("the index is rebuilt: %s", error)
            return self._rebuild(progress)

    def catch_up(self, progress: Progress = lambda done, total: None) -> int:
        """Applies the changes it misses; returns how many articles. Waits for the lock."""
        with self._locked():
            if self._on_disk:
                self._follow()
            return self._level(progress)

    def rebuild(self, progress: Progress = lambda done, total: None) -> int:
        """Builds a whole index beside the live one and swaps; returns how many articles."""
        with self._locked():
            return self._rebuild(progress)

    def close(self) -> None:
        """Closes the live index."""
        self._engine.close()

    def _mend(self, fault: Exception) -> None:
        """Rebuilds the index where a search has found it damaged.

        Raises EngineError: it is sound, so the search itself cannot be run.
        """
        if self._folder is None or not EnginePair.is_damaged(self._root / self._folder):
            raise EngineError(f"the search cannot be run: {fault}") from fault
        self.rebuild()

    def _replay(self, progress: Progress) -> int:
        done, total = 0, self._archive.last_change() - self._engine.generation
        while True:
            ids, reached = self._archive.changed_since(self._engine.generation, BATCH_ARTICLES)
            if not ids:
                return done
            self._engine.apply(Changes(changes_of(self._archive, ids), reached))
            done += len(ids)
            progress(min(done, total), total)

    def _rebuild(self, progress: Progress) -> int:
        # The generation is read first: what changes meanwhile is replayed afterwards.
        generation = self._archive.last_change()
        ids = self._archive.live_ids()
        self._sweep(self._current())  # what killed rebuilds left behind
        name = f"v{FORMAT}-{uuid4().hex[:12]}"
        fresh = self._make(name)
        try:
            for start in range(0, len(ids), BATCH_ARTICLES):
                batch = ids[start : start + BATCH_ARTICLES]
                # Generation 0 until all is there: a killed rebuild is never taken for whole.
                fresh.apply(Changes(changes_of(self._archive, batch), 0))
                progress(min(start + len(batch), len(ids)), len(ids))
            fresh.apply(Changes((), generation))
        except BaseException:
            fresh.close()
            self._sweep(self._current())
            raise
        old, self._engine = self._engine, fresh
        old.close()
        if self._on_disk:
            self._swap_to(name)
        self._replay(lambda done, total: None)
        return len(ids)

    def _make(self, name: str) -> EnginePair:
        return EnginePair.make(self._root / name) if self._on_disk else EnginePair.in_memory()

    def _follow(self) -> None:
        """Sees what others did to the live index: a swap, a commit, damage."""
        if self._current() == self._folder:
            try:
                self._engine.refresh()
            except EngineError:  # swapped away at this moment, or damaged
                self._reopen()
        else:
            self._reopen()

    def _reopen(self) -> None:
        """Opens the folder that is current; a missing, old or damaged one is rebuilt."""
        if not self._on_disk:
            return
        if self._open_current() or self._open_current():  # twice: a swap may come between
            return
        with self._locked():
            if not self._open_current():
                self._rebuild(lambda done, total: None)

    def _open_current(self) -> bool:
        name = self._current()
        if name is None or not (self._root / name).is_dir():
            return False
        try:
            fresh = EnginePair.open(self._root / name)
        except EngineError:
            return False
        if self._current() != name:  # swapped away while it was opened: perhaps half of it
            fresh.close()
            return False
        old, self._engine, self._folder = self._engine, fresh, name
        old.close()
        return True

    def _current(self) -> str | None:
        """Returns the folder that `current` names, None when it names none of this format."""
        try:
            name = (self._root / "current").read_text("ascii").strip()
        except (FileNotFoundError, UnicodeDecodeError):
            return None
        return name if _FOLDER_NAME.fullmatch(name) else None

    def _swap_to(self, name: str) -> None:
        pointer = self._root / "current.new"
        pointer.write_text(name, "ascii")
        pointer.replace(self._root / "current")
        self._folder = name
        self._sweep(name)

    def _sweep(self, keep: str | None) -> None:
        """Removes all folders but `keep`. Open readers keep the files they have mapped."""
        for folder in self._root.iterdir():
            if folder.is_dir() and folder.name != keep:
                shutil.rmtree(folder, ignore_errors=True)

    @contextmanager
    def _locked(self) -> Iterator[None]:
        """Holds the write lock: reentrant here, one process at a time."""
        try:
            self._lock.acquire(timeout=_LOCK_TIMEOUT_S)
        except Timeout:
            raise EngineError(
                f"{self._root} is being written by another process; try again when it is done"
            ) from None
        try:
            yield
        finally:
            self._lock.release()
