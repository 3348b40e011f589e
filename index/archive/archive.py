"""The archive as the other rooms see it: what `reading` gives, and articles in."""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterable, Sequence
from dataclasses import dataclass
from datetime import UTC, date, datetime
from enum import StrEnum
from hashlib import blake2b
from pathlib import Path
from typing import Self

from sqlite_utils import Database

from index.archive.chats import Chats
from index.archive.database import connect, faults, writing
from index.archive.defined import store_abbreviations
from index.archive.reading import ArchiveReader
from index.archive.records import (
    article_digest,
    article_from_row,
    article_row,
)
from index.model import Article


class Stored(StrEnum):
    """What storing an article did."""

    CREATED = "created"
    UPDATED = "updated"
    UNCHANGED = "unchanged"


@dataclass(frozen=True, slots=True)
class Prepared:
    """An article ready to be stored: with its passages and their segmented words.

    `words` maps digests of passage texts (and the title's) to segmented words, space-joined;
    those that the archive holds already may be missing. `bands` are for near-duplicates.
    """

    article: Article
    passages: Sequence[tuple[int, int, str]]
    words: dict[str, str]
    fingerprint: int
    bands: Sequence[int]
    duplicate_of: int | None = None
    folder: str | None = None
    """The folder it was ingested from, and `file`, its file there; None for single files."""
    file: str | None = None


class Archive(ArchiveReader):
    """One open archive. Its methods raise the ArchiveErrors of `index.errors`."""

    def __init__(self, db: Database, home: Path) -> None:
        super().__init__(db, home)
        self.chats = Chats(db, self.path)

    @classmethod
    def open(cls, home: Path) -> Self:
        """Opens the archive in the folder `home`, making it where missing."""
        return cls(connect(home), home)

    def close(self) -> None:
        """Closes the connection; the file stays as it is."""
        self._db.close()

    def store(
        self,
        prepared: Iterable[Prepared],
        still_copy: Callable[[Article, Article], bool] = lambda new, copy: False,
    ) -> list[Stored]:
        """Stores articles in one transaction and says for each what happened.

        The same url is the same article; an equal digest leaves it untouched and logs no
        change. A removed article that comes again is created anew. Articles that stood
        behind an updated one stay there if `still_copy(updated, other)`, else they are shown.
        """
        with writing(self._db, self.path):
            return [self._store_one(item, still_copy) for item in prepared]

    def _store_one(self, item: Prepared, still_copy: Callable[[Article, Article], bool]) -> Stored:
        digest = article_digest(item.article)
        known = self._row("SELECT id, digest, removed_at FROM articles WHERE url = ?",
                          [item.article.url])  # fmt: skip
        if known and known["digest"] == digest and known["removed_at"] is None:
            self._set_origin(int(known["id"]), item)
            return Stored.UNCHANGED
        now = _now()
        row = article_row(item.article) | {
            "digest": digest,
            "fingerprint": f"{item.fingerprint:016x}",
            "duplicate_of": item.duplicate_of,
            "updated_at": now,
            "removed_at": None,
        }
        if known:
            article_id = int(known["id"])
            self._db.table("articles").update(article_id, row)
            stays = item.duplicate_of is None
            copies = self._copies_of(article_id)
            freed = [
                i for i, copy in copies.items() if not (stays and still_copy(item.article, copy))
            ]
            self._show(freed, now)
        else:
            inserted = self._db.table("articles").insert(row | {"created_at": now})
            article_id = int(inserted.last_pk or 0)
        self._replace_passages(article_id, item)
        store_abbreviations(self._db, article_id, item.article.text)
        self._log_change(article_id, now)
        self._set_origin(article_id, item)
        return Stored.UPDATED if known and known["removed_at"] is None else Stored.CREATED

    def _set_origin(self, article_id: int, item: Prepared) -> None:
        if item.folder is not None:
            self._db.execute(
                "UPDATE articles SET folder = ?, file = ? WHERE id = ? "
                "AND (folder IS NOT ? OR file IS NOT ?)",
                [item.folder, item.file, article_id, item.folder, item.file],
            )

    def remove_vanished(
        self, folder: str, seen: Collection[str], unread: Collection[str]
    ) -> list[str]:
        """Removes the articles that came from `folder` and whose urls are not in `seen`.

        Those in `unread`, files or folders in it, stay: what cannot be read has not vanished.
        """
        with faults(self.path):
            rows = list(
                self._db.query(
                    "SELECT url, file FROM articles WHERE folder = ? AND removed_at IS NULL",
                    [folder],
                )
            )
        gone = [
            row["url"]
            for row in rows
            if row["url"] not in seen
            and not any(row["file"] == u or row["file"].startswith(f"{u}/") for u in unread)
        ]
        return self.remove(gone)

    def _replace_passages(self, article_id: int, item: Prepared) -> None:
        self._db.table("passages").delete_where("article_id = ?", [article_id])
        self._db.table("bands").delete_where("article_id = ?", [article_id])
        # Plain SQL: sqlite-utils looks an ignored row up by a rowid that these tables lack.
        self._db.conn.executemany(
            "INSERT OR IGNORE INTO segments (digest, words) VALUES (?, ?)", item.words.items()
        )
        self._db.table("passages").insert_all(
            {"article_id": article_id, "start": start, "end": end, "digest": digest}
            for start, end, digest in item.passages
        )
        self._db.conn.executemany(
            "INSERT OR IGNORE INTO bands (band, article_id) VALUES (?, ?)",
            [(band, article_id) for band in item.bands],
        )

    def remove(self, urls: Iterable[str]) -> list[str]:
        """Takes articles out of the answers, all or none; returns the urls that were there.

        Near-duplicates that a removed article stood for are shown again.
        """
        removed = []
        with writing(self._db, self.path):
            for url in urls:
                row = self._row(
                    "SELECT id FROM articles WHERE url = ? AND removed_at IS NULL", [url]
                )
                if row is None:
                    continue
                now, article_id = _now(), int(row["id"])
                self._db.table("articles").update(
                    article_id, {"removed_at": now, "duplicate_of": None}
                )
                self._log_change(article_id, now)
                self._show(list(self._copies_of(article_id)), now)
                removed.append(url)
        return removed

    def _copies_of(self, article_id: int) -> dict[int, Article]:
        rows = self._db.query(
            "SELECT * FROM articles WHERE duplicate_of = ? AND removed_at IS NULL ORDER BY id",
            [article_id],
        )
        return {int(row["id"]): article_from_row(row) for row in rows}

    def _show(self, copies: Sequence[int], now: str) -> None:
        """Shows the first of articles that were hidden as copies; it stands for the others."""
        for position, copy in enumerate(copies):
            self._db.table("articles").update(
                copy, {"duplicate_of": None if position == 0 else copies[0]}
            )
            self._log_change(copy, now)

    def _log_change(self, article_id: int, now: str) -> None:
        self._db.table("changes").insert({"article_id": article_id, "at": now})

    def record_action(self, actor: str, action: str, detail: str = "") -> None:
        """Records who did what and when, for staff actions."""
        with writing(self._db, self.path):
            self._db.table("actions").insert(
                {"at": _now(), "actor": actor, "action": action, "detail": detail}
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


def _now() -> str:
    return datetime.now(UTC).isoformat(timespec="seconds")
