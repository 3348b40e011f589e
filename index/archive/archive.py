"""The archive as the other rooms see it: articles, and a store for each matter beside them."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from datetime import datetime
from hashlib import blake2b
from pathlib import Path
from typing import Final, Self

from sqlite_utils import Database

from index.archive.arrivals import Arrivals
from index.archive.asked import Asked
from index.archive.audit import Audit
from index.archive.backup import back_up
from index.archive.chats import Chats
from index.archive.curated import CuratedAnswers
from index.archive.database import connect, empty_log, writing
from index.archive.edits import Edits
from index.archive.follows import Follows
from index.archive.handoffs import Handoffs
from index.archive.history import ArticleHistory
from index.archive.outbox import Outbox
from index.archive.page_states import PageStates
from index.archive.people import People
from index.archive.runs import Runs
from index.archive.sources import Sources
from index.archive.staff_groups import StaffGroups
from index.archive.storing import Prepared, Stored, now_text
from index.archive.terms import Terms

LONGEST_DETAIL: Final = 500

__all__ = ["Archive", "Prepared", "Stored", "text_digest"]


class Archive(ArticleHistory):
    """One open archive. Its methods raise the ArchiveErrors of `index.errors`."""

    def __init__(self, db: Database, home: Path) -> None:
        super().__init__(db, home)
        self.chats = Chats(db, self.path)
        self.sources = Sources(db, self.path, self._take_out)
        self.page_states = PageStates(db, self.path)
        self.runs = Runs(db, self.path)
        self.people = People(db, self.path)
        self.follows = Follows(db, self.path)
        self.arrivals = Arrivals(db, self.path)
        self.outbox = Outbox(db, self.path)
        self.handoffs = Handoffs(db, self.path)
        self.staff_groups = StaffGroups(db, self.path)
        self.curated = CuratedAnswers(db, self.path)
        self.asked = Asked(db, self.path)
        self.edits = Edits(db, self.path, self)
        self.audit = Audit(db, self.path)
        self.terms = Terms(db, self.path)

    @classmethod
    def open(cls, home: Path) -> Self:
        """Opens the archive in the folder `home`, making it where missing."""
        return cls(connect(home), home)

    @contextmanager
    def together(self) -> Iterator[None]:
        """Makes all that is written in the block one transaction: all of it, or nothing."""
        with writing(self._db, self.path):
            yield

    def back_up(self, file: Path) -> int:
        """Writes a copy of the archive to `file`; see `index.archive.backup`.

        It opens the archive on its own and may run beside all other calls.
        """
        return back_up(self.home, file)

    def close(self) -> None:
        """Closes the connection; the file stays as it is."""
        self._db.close()

    def record_action(self, actor: str, action: str, detail: str = "") -> None:
        """Records who did what and when, for staff actions; a long detail is cut."""
        with writing(self._db, self.path):
            self._db.table("actions").insert(
                {
                    "at": now_text(),
                    "actor": actor,
                    "action": action,
                    "detail": detail[:LONGEST_DETAIL],
                }
            )

    def forget_old(self, now: datetime) -> None:
        """Deletes what is kept for a time only and has outlived it; for once a day.

        `now` is of the department's zone. Kept searches, deliveries, ended messages
        and questions for officers, unanswered questions and votes, figures.
        """
        with self.together():
            self.chats.forget_old(now)
            self.follows.forget_old(now)
            self.outbox.forget_old(now)
            self.handoffs.forget_old(now)
            self.asked.forget_old(now.date())
        self.wipe()

    def wipe(self) -> None:
        """Takes what was deleted out of the files, too; not within `together`.

        SQLite's log keeps former rows until it is written over. What another process reads at
        that moment stays until the next call.
        """
        empty_log(self._db, self.path)


def text_digest(text: str) -> str:
    """Returns the key under which the words of `text` are kept."""
    from index.language.words import SEGMENTER  # one place says what the cache depends on

    return blake2b(f"{SEGMENTER}\0{text}".encode(), digest_size=16).hexdigest()
