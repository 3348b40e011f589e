"""Folders for what is on its way: a sent document, a backup. Nothing stays in them."""

from __future__ import annotations

import shutil
import tempfile
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Final

_PREFIX: Final = "scratch-"
LEFT_BEHIND_S: Final = 3_600.0
"""A folder that is older was left by a bot that was killed; no work takes as long."""


@contextmanager
def scratch(home: Path) -> Iterator[Path]:
    """Yields an empty folder in `home` that only its owner may read; it goes with the block."""
    with tempfile.TemporaryDirectory(prefix=_PREFIX, dir=home.resolve()) as folder:
        yield Path(folder)


def sweep(home: Path, *, older_than_s: float = LEFT_BEHIND_S) -> int:
    """Removes the folders that killed bots have left behind; returns how many."""
    oldest = time.time() - older_than_s
    left = [folder for folder in home.glob(f"{_PREFIX}*") if folder.stat().st_mtime <= oldest]
    for folder in left:
        shutil.rmtree(folder, ignore_errors=True)
    return len(left)
