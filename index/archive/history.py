"""Articles through time: former versions brought back, articles that move, vanish, come back."""

from __future__ import annotations

import json
from collections.abc import Callable, Mapping, Sequence
from dataclasses import replace
from typing import Any

from index.archive.database import faults, writing
from index.archive.edit_rows import allow, arrived, is_withheld, keep_audience_alone, move_rows
from index.archive.records import article_columns, article_digest, article_from_row
from index.archive.storing import ArticleStore, IsCopy, Prepared, never_copy, now_text
from index.archive.versions import Version, Why, forget_oldest, keep_version, versions_of
from index.model import Article


class ArticleHistory(ArticleStore):
    """An archive whose articles have a history."""

    def versions(self, url: str) -> list[Version]:
        """Returns the former versions of the article at `url`, the newest first, at most 20.

        Those of a removed article too; the present text is not among them.
        """
        with faults(self.path):
            return versions_of(self._db, url)

    def restore_version(self, url: str, number: int, is_copy: IsCopy = never_copy) -> bool:
        """Makes a former version the present text of the article at `url`, removed or not.

        What it replaces becomes a version. Source and audience stay as they are: they belong
        to where it comes from now, and an old text must not reach more people. An edit of its
        other fields is given up. Returns False when it has no version of that number.
        `is_copy` as in `restore`.
        """
        with writing(self._db, self.path):
            version = self._row(
                "SELECT versions.*, articles.url AS now_at, articles.source AS now_from, "
                "articles.audience AS now_for FROM versions JOIN articles "
                "ON articles.id = article_id WHERE articles.url = ? AND number = ?",
                [url, number],
            )
            if version is None:
                return False
            article = article_from_row(
                version
                | {
                    "url": version["now_at"],
                    "source": version["now_from"],
                    "audience": version["now_for"],
                }
            )
            bands = json.loads(version["bands"])
            item = Prepared(
                article,
                [(start, end, digest) for start, end, digest in json.loads(version["passages"])],
                {},  # the words of these passages were never deleted
                int(version["fingerprint"], 16),
                bands,
                duplicate_of=self._original_of(article, bands, is_copy),
            )
            keep_audience_alone(self._db, url, article)
            self._store_one(item, is_copy, Why.EDITED)
            return True

    def rewrite(
        self, url: str, change: Callable[[Article], Article], is_copy: IsCopy = never_copy
    ) -> None:
        """Changes all but url and text of the article at `url`; a removed one stays removed.

        What stands behind it, or before it, stays, unless the audience changes: then `is_copy`
        as in `restore`.
        """
        with writing(self._db, self.path):
            row = self._at(url)
            before = article_from_row(row) if row else None
            if row is None or before is None or (article := change(before)) == before:
                return
            if row["removed_at"] is not None:
                keep_version(self._db, int(row["id"]), Why.EDITED, now_text())
                columns = article_columns(article) | {"digest": article_digest(article)}
                self._db.table("articles").update(int(row["id"]), columns)
                return
            for_the_same = article.audience is before.audience
            item = self._as_it_lies(row, article)
            if not for_the_same:
                original = self._original_of(article, item.bands, is_copy)
                item = replace(item, duplicate_of=original)
            still_copy = _always_copy if for_the_same else is_copy
            self._store_one(item, still_copy, Why.EDITED)

    def _as_it_lies(self, row: Mapping[str, Any], article: Article) -> Prepared:
        """Returns an article with the passages and bands of its row, to be stored again."""
        passages = self._db.query(
            "SELECT start, end, digest FROM passages WHERE article_id = ? ORDER BY id", [row["id"]]
        )
        bands = self._db.query("SELECT band FROM bands WHERE article_id = ?", [row["id"]])
        return Prepared(
            article,
            [(int(one["start"]), int(one["end"]), one["digest"]) for one in passages],
            {},
            int(row["fingerprint"], 16),
            [int(one["band"]) for one in bands],
            duplicate_of=row["duplicate_of"],
        )

    def restore(self, url: str, is_copy: IsCopy = never_copy) -> bool:
        """Brings a removed article back into the answers as it was; False when none is there.

        It stands behind a live article that it is a copy of: `is_copy(live, restored)`. An
        admin's removal is over with it.
        """
        with writing(self._db, self.path):
            row = self._row(
                "SELECT * FROM articles WHERE url = ? AND removed_at IS NOT NULL", [url]
            )
            if row is None:
                return False
            article_id, now = int(row["id"]), now_text()
            article = article_from_row(row)
            original = self._original_of(article, self._as_it_lies(row, article).bands, is_copy)
            allow(self._db, url)
            self._db.execute(
                "UPDATE articles SET removed_at = NULL, duplicate_of = ?, updated_at = ? "
                "WHERE id = ?",
                [original, now, article_id],
            )
            self._log_change(article_id, now)
            return True

    def move(self, old_url: str, new_url: str) -> bool:
        """Gives the article at `old_url` another address; it keeps its id and history.

        Where a live article stands at `new_url`, that one stays as it is, takes the history
        over, and the old one is removed; a removed one there becomes part of the history.
        What admins edited or removed holds at the new address. Returns whether anything was
        done.
        """
        if old_url == new_url:
            return False
        with writing(self._db, self.path):
            old, new = self._at(old_url), self._at(new_url)
            if old is None or (new is not None and old["removed_at"] is not None):
                return False
            article_id, now = int(old["id"]), now_text()
            if new is not None and new["removed_at"] is None:
                self._hand_over(article_id, int(new["id"]), now)
                self._move_edit(old_url, article_from_row(new))
                return bool(self._take_out([old_url]))
            if new is not None:
                self._hand_over(int(new["id"]), article_id, now)
                self._db.execute("DELETE FROM articles WHERE id = ?", [new["id"]])
            keep_version(self._db, article_id, Why.MOVED, now)
            moved = replace(article_from_row(old), url=new_url)
            self._db.execute(
                "UPDATE articles SET url = ?, digest = ?, updated_at = ? WHERE id = ?",
                [new_url, article_digest(moved), now, article_id],
            )
            self._log_change(article_id, now)
            move_rows(self._db, old_url, new_url)
            if is_withheld(self._db, new_url):
                self._take_out([new_url])
            return True

    def _move_edit(self, old_url: str, new: Article) -> None:
        """Makes the edit of a removed address that of the live article that it leads to."""
        if move_rows(self._db, old_url, new.url):
            self.rewrite(new.url, lambda stored: arrived(self._db, stored))

    def _hand_over(self, from_id: int, to_id: int, now: str) -> None:
        """Makes an article as it is, and its versions, former versions of another."""
        keep_version(self._db, from_id, Why.MOVED, now)
        self._db.execute(
            "UPDATE versions SET article_id = ? WHERE article_id = ?", [to_id, from_id]
        )
        forget_oldest(self._db, to_id)

    def _original_of(self, article: Article, bands: Sequence[int], is_copy: IsCopy) -> int | None:
        near = [article_id for article_id, _ in self.sharing_bands(bands, article.url)]
        live = self.stored(near) if near else {}
        return next((i for i in near if i in live and is_copy(live[i].article, article)), None)

    def _at(self, url: str) -> dict[str, Any] | None:
        return self._row("SELECT * FROM articles WHERE url = ?", [url])


def _always_copy(original: Article, other: Article) -> bool:
    return True
