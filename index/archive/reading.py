"""Reading the archive: articles, changes, words and figures out."""

from __future__ import annotations

import json
import sqlite3
from collections.abc import Iterator, Sequence
from datetime import date
from pathlib import Path
from typing import Any, Final, Literal

from sqlite_utils import Database

from index.archive.database import ARCHIVE_NAME, faults, reading
from index.archive.defined import defined_abbreviations
from index.archive.records import LIVE, StoredArticle, StoredPassage, article_from_row
from index.model import Article, Audience, Role

_NEWEST_FIRST: Final = "published IS NULL, published DESC, id DESC"

Counted = Literal["category", "source"]
"""What the articles are counted by."""


class ArchiveReader:
    """What can be read of an open archive. Raises the ArchiveErrors of `index.errors`."""

    def __init__(self, db: Database, home: Path) -> None:
        self._db = db
        self.home = home
        self.path = home / ARCHIVE_NAME

    def last_change(self) -> int:
        """Returns the number of the newest change, 0 for an empty archive."""
        row = self._row("SELECT max(number) AS number FROM changes", [])
        return int(row["number"] or 0) if row else 0

    def changed_since(self, generation: int, limit: int) -> tuple[list[int], int]:
        """Returns the ids of up to `limit` changed articles and the number they reach."""
        with faults(self.path):
            rows = list(
                self._db.query(
                    "SELECT number, article_id FROM changes WHERE number > ? "
                    "ORDER BY number LIMIT ?",
                    [generation, limit],
                )
            )
        ids = list(dict.fromkeys(int(row["article_id"]) for row in rows))
        return ids, int(rows[-1]["number"]) if rows else generation

    def live_ids(self) -> list[int]:
        """Returns the ids of all articles that can be answers, in order."""
        with faults(self.path):
            rows = self._db.query(f"SELECT id FROM articles WHERE {LIVE} ORDER BY id")
            return [int(row["id"]) for row in rows]

    def stored(self, ids: Sequence[int]) -> dict[int, StoredArticle]:
        """Returns the live articles among `ids`, by id, with their passages."""
        marks = ",".join("?" * len(ids))
        with reading(self._db, self.path):  # an article and its passages, of one moment
            rows = list(
                self._db.query(f"SELECT * FROM articles WHERE id IN ({marks}) AND {LIVE}", ids)
            )
            pieces: dict[int, list[StoredPassage]] = {int(row["id"]): [] for row in rows}
            for row in self._db.query(
                f"SELECT id, article_id, start, end, digest FROM passages "
                f"WHERE article_id IN ({marks}) ORDER BY id",
                ids,
            ):
                if (article_id := int(row["article_id"])) in pieces:
                    pieces[article_id].append(
                        StoredPassage(row["id"], row["start"], row["end"], row["digest"])
                    )
        return {
            int(row["id"]): StoredArticle(
                int(row["id"]), article_from_row(row), row["digest"], tuple(pieces[int(row["id"])])
            )
            for row in rows
        }

    def words(self, digests: Sequence[str]) -> dict[str, str]:
        """Returns the segmented words kept for `digests`; the unknown ones are missing."""
        found: dict[str, str] = {}
        with faults(self.path):
            for start in range(0, len(digests), 500):
                chunk = digests[start : start + 500]
                marks = ",".join("?" * len(chunk))
                rows = self._db.query(f"SELECT * FROM segments WHERE digest IN ({marks})", chunk)
                found.update((row["digest"], row["words"]) for row in rows)
        return found

    def digest_of(self, url: str) -> str | None:
        """Returns the content digest of the article at `url`, None when there is none."""
        row = self._row("SELECT digest FROM articles WHERE url = ? AND removed_at IS NULL", [url])
        return None if row is None else str(row["digest"])

    def article(self, url: str) -> Article | None:
        """Returns the article at `url` as stored, None when there is none or it was removed."""
        row = self._row("SELECT * FROM articles WHERE url = ? AND removed_at IS NULL", [url])
        return None if row is None else article_from_row(row)

    def newest_day(self, audiences: Sequence[Audience]) -> date | None:
        """Returns the newest published day of the live articles, None when none has one."""
        marks = ",".join("?" * len(audiences))
        row = self._row(
            f"SELECT max(published) AS day FROM articles WHERE {LIVE} AND audience IN ({marks})",
            [*audiences],
        )
        return date.fromisoformat(row["day"]) if row and row["day"] else None

    def articles(self) -> Iterator[Article]:
        """Yields every article that was not removed, in the order they came."""
        with faults(self.path):
            for row in self._db.query(
                "SELECT * FROM articles WHERE removed_at IS NULL ORDER BY id"
            ):
                yield article_from_row(row)

    def sharing_bands(self, bands: Sequence[int], url: str) -> list[tuple[int, int]]:
        """Returns (id, fingerprint) of the live articles, other than `url`, that share a band."""
        marks = ",".join("?" * len(bands))
        with faults(self.path):
            rows = self._db.query(
                f"SELECT id, fingerprint FROM articles WHERE id IN "
                f"(SELECT article_id FROM bands WHERE band IN ({marks})) "
                f"AND url != ? AND {LIVE} ORDER BY id",
                [*bands, url],
            )
            return [(int(row["id"]), int(row["fingerprint"], 16)) for row in rows]

    def readable(self, ids: Sequence[int], audiences: Sequence[Audience]) -> set[int]:
        """Returns which of the articles `ids` are live now, for one of the audiences."""
        return set(self.newest_first(ids, audiences))

    def newest_first(self, ids: Sequence[int], audiences: Sequence[Audience]) -> list[int]:
        """Returns those of `ids` that are `readable`, by their day, those without one last.

        There may be any number of them.
        """
        allowed = ",".join("?" * len(audiences))
        with faults(self.path):
            rows = self._db.query(
                "SELECT id FROM articles WHERE id IN (SELECT value FROM json_each(?)) "
                f"AND {LIVE} AND audience IN ({allowed}) ORDER BY {_NEWEST_FIRST}",
                [json.dumps([*ids]), *audiences],
            )
            return [int(row["id"]) for row in rows]

    def counted(self, column: Counted, audiences: Sequence[Audience]) -> dict[str, int]:
        """Returns how many live articles for one of `audiences` each category or source has.

        As written, the commonest first; articles without one are not counted.
        """
        allowed = ",".join("?" * len(audiences))
        with faults(self.path):
            rows = self._db.query(
                f"SELECT {column} AS name, count(*) AS n FROM articles WHERE {LIVE} "
                f"AND audience IN ({allowed}) AND {column} IS NOT NULL "
                "GROUP BY 1 ORDER BY 2 DESC, 1",
                [*audiences],
            )
            return {row["name"]: int(row["n"]) for row in rows}

    def abbreviations(self, audiences: Sequence[Audience]) -> list[tuple[str, str]]:
        """Returns the abbreviations that articles for one of `audiences` define.

        Each with its long form, as space-joined tokens, the commonest first.
        """
        with faults(self.path):
            return defined_abbreviations(self._db, audiences, LIVE)

    def twins(self, ids: Sequence[int], role: Role) -> dict[int, list[str]]:
        """Returns the urls of near-identical articles that each of `ids` stands for."""
        marks, allowed = ",".join("?" * len(ids)), ",".join("?" * len(role.audiences))
        found: dict[int, list[str]] = {}
        with faults(self.path):
            for row in self._db.query(
                f"SELECT duplicate_of, url FROM articles WHERE duplicate_of IN ({marks}) "
                f"AND removed_at IS NULL AND audience IN ({allowed}) ORDER BY id",
                [*ids, *role.audiences],
            ):
                found.setdefault(int(row["duplicate_of"]), []).append(row["url"])
        return found

    def latest(
        self, audiences: Sequence[Audience], where: str, values: Sequence[Any],
        limit: int, offset: int,
    ) -> tuple[int, list[StoredArticle]]:  # fmt: skip
        """Returns how many live articles match and one page of them, newest first.

        `where` is a condition on the columns of `articles` with `?` for `values`.
        """
        marks = ",".join("?" * len(audiences))
        condition = f"{LIVE} AND audience IN ({marks}) AND ({where})"
        count = self._row(f"SELECT count(*) AS n FROM articles WHERE {condition}",
                          [*audiences, *values])  # fmt: skip
        with faults(self.path):
            rows = self._db.query(
                f"SELECT id FROM articles WHERE {condition} "
                f"ORDER BY {_NEWEST_FIRST} LIMIT ? OFFSET ?",
                [*audiences, *values, limit, offset],
            )
            ids = [int(row["id"]) for row in rows]
        stored = self.stored(ids)
        return int(count["n"]) if count else 0, [stored[i] for i in ids if i in stored]

    def figures(self) -> dict[str, Any]:
        """Returns the archive's figures: counts, dates, categories, outcomes, last reindex."""
        row = self._row(
            f"SELECT count(*) AS articles, count(DISTINCT source) AS sources, "
            f"min(published) AS oldest, max(published) AS newest FROM articles WHERE {LIVE}",
            [],
        )
        with faults(self.path):
            categories = self._db.query(
                f"SELECT coalesce(category, '') AS name, count(*) AS n FROM articles "
                f"WHERE {LIVE} GROUP BY 1 ORDER BY n DESC, 1"
            )
            figures: dict[str, Any] = dict(row or {})
            figures["categories"] = {r["name"]: int(r["n"]) for r in categories}
            outcomes = self._db.query(
                "SELECT status, sum(number) AS n FROM outcomes GROUP BY 1 ORDER BY 1"
            )
            figures["questions"] = {r["status"]: int(r["n"]) for r in outcomes}
        passages = self._row(
            f"SELECT count(*) AS n FROM passages WHERE article_id IN "
            f"(SELECT id FROM articles WHERE {LIVE})",
            [],
        )
        figures["passages"] = int(passages["n"]) if passages else 0
        action = self._row(
            "SELECT actor, detail, at FROM actions WHERE action = 'reindex' "
            "ORDER BY id DESC LIMIT 1",
            [],
        )
        figures["last_reindex"] = "/".join(action.values()) if action else None
        return figures

    def check(self) -> list[str]:
        """Returns what SQLite's integrity check finds wrong; empty when sound."""
        try:
            rows = [row[0] for row in self._db.execute("PRAGMA integrity_check(5)").fetchall()]
        except sqlite3.DatabaseError as error:
            return [str(error)]
        return [] if rows == ["ok"] else rows

    def _row(self, sql: str, values: Sequence[Any]) -> dict[str, Any] | None:
        with faults(self.path):
            return next(iter(self._db.query(sql, values)), None)
