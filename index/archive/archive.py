"""The archive as the other rooms see it: articles in and out, their history, sources, chats."""

from __future__ import annotations

from datetime import date
from hashlib import blake2b
from pathlib import Path
from typing import Self

from sqlite_utils import Database

from index.archive.chats import Chats
from index.archive.database import connect, writing
from index.archive.history import ArticleHistory
from index.archive.page_states import PageStates
from index.archive.runs import Runs
from index.archive.sources import Sources
from index.archive.storing import Prepared, Stored, now_text

__all__ = ["Archive", "Prepared", "Stored", "text_digest"]


class Archive(ArticleHistory):
    """One open archive. Its methods raise the ArchiveErrors of `index.errors`."""

    def __init__(self, db: Database, home: Path) -> None:
        super().__init__(db, home)
        self.chats = Chats(db, self.path)
        self.sources = Sources(db, self.path, self._take_out)
        self.page_states = PageStates(db, self.path)
        self.runs = Runs(db, self.path)

    @classmethod
    def open(cls, home: Path) -> Self:
        """Opens the archive in the folder `home`, making it where missing."""
        return cls(connect(home), home)

    def close(self) -> None:
        """Closes the connection; the file stays as it is."""
        self._db.close()

    def record_action(self, actor: str, action: str, detail: str = "") -> None:
        """Records who did what and when, for staff actions."""
        with writing(self._db, self.path):
            self._db.table("actions").insert(
                {"at": now_text(), "actor": actor, "action": action, "detail": detail}
            )

    def count_outcome(self, status: str, day: date) -> None:
        """Counts one answered question by its status; keeps neither text nor person."""
        with writing(self._db, self.path):
            self._db.execute(
                "INSERT INTO outcomes VALUES (?, ?, 1) "
                "ON CONFLICT (day, status) DO UPDATE SET number = number + 1",
                [day.isoformat(), status],
            )


def text_digest(text: str) -> str:
    """Returns the key under which the words of `text` are kept."""
    from index.language.words import SEGMENTER  # one place says what the cache depends on

    return blake2b(f"{SEGMENTER}\0{text}".encode(), digest_size=16).hexdigest()
