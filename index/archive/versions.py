"""The former texts of articles: kept when one changes, the last twenty of each."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum
from typing import Final

from sqlite_utils import Database

from index.archive.records import article_from_row
from index.model import Article

MOST_VERSIONS: Final = 20


class Why(StrEnum):
    """Why a former version was replaced."""

    CHANGED = "changed"
    """Where it comes from it reads otherwise now."""
    MOVED = "moved"
    """It has another address."""
    EDITED = "edited"
    """Somebody of the department has changed it here."""


@dataclass(frozen=True, slots=True)
class Version:
    """An article as it was until `replaced_at`; a higher `number` is newer."""

    number: int
    article: Article
    replaced_at: datetime
    why: Why


def keep_version(db: Database, article_id: int, why: Why, now: str) -> None:
    """Keeps an article as it is, about to be replaced, and forgets its oldest versions."""
    db.execute(
        "INSERT INTO versions (article_id, replaced_at, why, url, title, text, published, "
        "published_from, category, audience, language, source, pages, fingerprint, passages, "
        "bands) SELECT id, ?, ?, url, title, text, published, published_from, category, "
        "audience, language, source, pages, fingerprint, "
        "(SELECT json_group_array(json_array(start, end, digest)) FROM "
        "(SELECT start, end, digest FROM passages WHERE article_id = articles.id ORDER BY id)), "
        "(SELECT json_group_array(band) FROM bands WHERE article_id = articles.id) "
        "FROM articles WHERE id = ?",
        [now, why.value, article_id],
    )
    forget_oldest(db, article_id)


def forget_oldest(db: Database, article_id: int) -> None:
    """Deletes the versions of an article beyond `MOST_VERSIONS`."""
    db.execute(
        "DELETE FROM versions WHERE number IN (SELECT number FROM versions WHERE article_id = ? "
        "ORDER BY number DESC LIMIT -1 OFFSET ?)",
        [article_id, MOST_VERSIONS],
    )


def versions_of(db: Database, url: str) -> list[Version]:
    """Returns the former versions of the article at `url`, the newest first."""
    rows = db.query(
        "SELECT versions.* FROM versions JOIN articles ON articles.id = article_id "
        "WHERE articles.url = ? ORDER BY number DESC",
        [url],
    )
    return [
        Version(
            int(row["number"]),
            article_from_row(row),
            datetime.fromisoformat(row["replaced_at"]),
            Why(row["why"]),
        )
        for row in rows
    ]
