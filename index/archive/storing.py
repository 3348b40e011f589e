"""Storing articles and taking them out: what changes in the archive, each in one transaction."""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterable, Sequence
from dataclasses import dataclass, replace
from datetime import UTC, datetime
from enum import StrEnum

from index.archive.database import faults, writing
from index.archive.defined import store_abbreviations
from index.archive.edit_rows import allow, arrived, as_edited, is_withheld
from index.archive.reading import ArchiveReader
from index.archive.records import (
    article_columns,
    article_digest,
    article_from_row,
    pages_text,
)
from index.archive.versions import Why, keep_version
from index.model import Article

IsCopy = Callable[[Article, Article], bool]
"""Tells whether the second article is shown as the first: near-identical, for the same people."""


def never_copy(original: Article, other: Article) -> bool:
    """Takes no article for a copy."""
    return False


class Stored(StrEnum):
    """What storing an article did."""

    CREATED = "created"
    UPDATED = "updated"
    UNCHANGED = "unchanged"
    WITHHELD = "withheld"
    """Nothing: an admin has removed it, and nobody brings it back by hand."""


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


class ArticleStore(ArchiveReader):
    """An archive that articles can be stored in and taken out of."""

    def store(
        self,
        prepared: Iterable[Prepared],
        still_copy: IsCopy = never_copy,
        *,
        by_hand: bool = False,
    ) -> list[Stored]:
        """Stores articles in one transaction and says for each what happened.

        The same url is the same article; an equal digest leaves it untouched and logs no
        change. A removed article that comes again is created anew, but for one that an admin
        withholds: it comes back `by_hand` alone. What admins edited holds. What an update
        replaces is kept as a version. Articles that stood behind an updated one
        stay there if `still_copy(updated, other)`, else they are shown.
        """
        with writing(self._db, self.path):
            return [self._take_in(item, still_copy, by_hand) for item in prepared]

    def as_edited(self, article: Article) -> Article:
        """Returns an article that comes in as it will be stored: as admins edited it."""
        with faults(self.path):
            return as_edited(self._db, article)

    def holds(self, article: Article) -> bool:
        """Tells whether storing an article that comes in would change nothing."""
        return self.digest_of(article.url) == article_digest(self.as_edited(article))

    def _take_in(self, item: Prepared, still_copy: IsCopy, by_hand: bool) -> Stored:
        url = item.article.url
        if is_withheld(self._db, url):
            if not by_hand:
                return Stored.WITHHELD
            allow(self._db, url)
        arriving = replace(item, article=arrived(self._db, item.article))
        return self._store_one(arriving, still_copy, Why.CHANGED)

    def _store_one(self, item: Prepared, still_copy: IsCopy, why: Why) -> Stored:
        digest = article_digest(item.article)
        known = self._row("SELECT id, digest, removed_at, pages FROM articles WHERE url = ?",
                          [item.article.url])  # fmt: skip
        if known and known["digest"] == digest and known["removed_at"] is None:
            self._set_origin(int(known["id"]), item)
            self._set_pages(int(known["id"]), item.article, known["pages"])
            return Stored.UNCHANGED
        now = now_text()
        row = article_columns(item.article) | {
            "digest": digest,
            "fingerprint": f"{item.fingerprint:016x}",
            "duplicate_of": item.duplicate_of,
            "updated_at": now,
            "removed_at": None,
        }
        if known:
            article_id = int(known["id"])
            if known["digest"] != digest:
                keep_version(self._db, article_id, why, now)
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

    def _set_pages(self, article_id: int, article: Article, known: str | None) -> None:
        """Learns where the pages of an unchanged text begin; no digest depends on that."""
        if article.pages and (pages := pages_text(article.pages)) != known:
            self._db.execute("UPDATE articles SET pages = ? WHERE id = ?", [pages, article_id])

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
        with writing(self._db, self.path):
            return self._take_out(urls)

    def _take_out(self, urls: Iterable[str]) -> list[str]:
        """Does what `remove` does, within the open transaction."""
        removed = []
        for url in urls:
            row = self._row("SELECT id FROM articles WHERE url = ? AND removed_at IS NULL", [url])
            if row is None:
                continue
            now, article_id = now_text(), int(row["id"])
            self._db.table("articles").update(article_id, {"removed_at": now, "duplicate_of": None})
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


def now_text() -> str:
    """Returns the present time as it is kept."""
    return datetime.now(UTC).isoformat(timespec="seconds")
