"""What the archive's stores share: rows in and out, counters, bounds on what people give."""

from __future__ import annotations

import re
from contextlib import AbstractContextManager
from pathlib import Path
from typing import Any, Final

from sqlite_utils import Database

from index.archive.database import faults, writing
from index.errors import LimitError
from index.language.normalize import nfc

# Control characters, and halves of surrogate pairs, which SQLite refuses.
_NO_TEXT: Final = re.compile(r"[\x00-\x09\x0b-\x1f\x7f-\x9f\ud800-\udfff]")


class Store:
    """A part of the archive with a matter of its own. Raises the ArchiveErrors.

    Each method is one transaction, or a part of the one that `Archive.together` opens.
    """

    def __init__(self, db: Database, path: Path) -> None:
        self._db = db
        self._path = path

    def _writing(self) -> AbstractContextManager[None]:
        return writing(self._db, self._path)

    def _rows(self, sql: str, *values: Any) -> list[dict[str, Any]]:
        with faults(self._path):
            return list(self._db.query(sql, values))

    def _row(self, sql: str, *values: Any) -> dict[str, Any] | None:
        return next(iter(self._rows(sql, *values)), None)

    def _number(self, sql: str, *values: Any) -> int:
        """Returns the one number that a query gives, 0 for none."""
        row = self._row(sql, *values)
        return int(next(iter(row.values())) or 0) if row else 0

    def _change(self, sql: str, *values: Any) -> int:
        """Changes rows within the open transaction; returns how many."""
        return int(self._db.execute(sql, values).rowcount)

    def _counter(self, name: str) -> int:
        """Returns what a counter stands at, 0 when it was never moved."""
        return self._number("SELECT number FROM counters WHERE name = ?", name)

    def _count_up(self, name: str) -> None:
        """Moves a counter by one, within the open transaction."""
        self._set_counter(name, self._counter(name) + 1)

    def _set_counter(self, name: str, number: int) -> None:
        """Moves a counter to `number`, within the open transaction."""
        self._change("INSERT OR REPLACE INTO counters (name, number) VALUES (?, ?)", name, number)


def bounded(what: str, text: str, longest: int) -> str:
    """Returns a text that a person gave as it is kept: in NFC, without space around it.

    Raises LimitError: it is empty, or longer than `longest` code points.
    """
    kept = nfc(_NO_TEXT.sub(" ", text)).strip()
    if not kept:
        raise LimitError(f"the {what} is empty", 0)
    if len(kept) > longest:
        raise LimitError(
            f"the {what} is longer than {longest} characters; give a shorter one", longest
        )
    return kept
