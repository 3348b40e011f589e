"""Edits of articles and withheld urls as rows, applied where articles are stored.

An article is edited on its way into the archive, so that what comes again unchanged is found
unchanged; what its source says is kept beside the edit, so that it can be taken back.
"""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import replace
from datetime import date, datetime
from typing import Any

from sqlite_utils import Database

from index.archive.source_records import moment, stamp
from index.model import Article, Audience, DateOrigin
from index.service import UNEDITED, Edit, Published

Fields = dict[str, str | None]
"""Title, published, published_from, category and audience, or some of them, as JSON has them."""


def kept_edit(db: Database, url: str) -> tuple[Fields, Fields]:
    """Returns what an edit sets and what the source says, both empty where there is no edit."""
    row = next(iter(db.query("SELECT edited, came FROM edits WHERE url = ?", [url])), None)
    return (json.loads(row["edited"]), json.loads(row["came"])) if row else ({}, {})


def as_edited(db: Database, article: Article) -> Article:
    """Returns an article as its source gives it with the edit that is kept for its url."""
    return with_fields(article, kept_edit(db, article.url)[0])


def arrived(db: Database, article: Article) -> Article:
    """Keeps what the source says of an edited article; returns it as it is to be stored."""
    edited, came = kept_edit(db, article.url)
    if edited and (comes := fields_of(article)) != came:
        _keep(db, article.url, edited, comes)
    return with_fields(article, edited)


def keep_audience_alone(db: Database, url: str, text: Article) -> None:
    """Gives up all that an edit sets but the audience: an older text of the article is back."""
    edited, came = kept_edit(db, url)
    if "audience" in edited:
        came = fields_of(text) | {"audience": came["audience"]}
        _keep(db, url, {"audience": edited["audience"]}, came)
    else:
        db.execute("DELETE FROM edits WHERE url = ?", [url])


def put_edit(
    db: Database, url: str, edited: Fields, came: Fields, edited_by: str, now: datetime
) -> None:
    """Keeps an edit in the place of the one that is kept."""
    db.execute(
        "INSERT OR REPLACE INTO edits (url, edited, came, edited_by, edited_at) "
        "VALUES (?, '', '', ?, ?)",
        [url, edited_by, stamp(now)],
    )
    _keep(db, url, edited, came)


def _keep(db: Database, url: str, edited: Fields, came: Fields) -> None:
    texts = [json.dumps(fields, ensure_ascii=False) for fields in (edited, came)]
    db.execute("UPDATE edits SET edited = ?, came = ? WHERE url = ?", [*texts, url])


def move_rows(db: Database, old: str, new: str) -> bool:
    """Lets an edit, and that a url is withheld, follow an article that moves.

    What the new url has of its own stays. Returns whether an edit has moved.
    """
    moved = db.execute("UPDATE OR IGNORE edits SET url = ? WHERE url = ?", [new, old]).rowcount
    db.execute("DELETE FROM edits WHERE url = ?", [old])
    db.execute("UPDATE OR IGNORE withheld SET url = ? WHERE url = ?", [new, old])
    db.execute("DELETE FROM withheld WHERE url = ?", [old])
    return bool(moved)


def is_withheld(db: Database, url: str) -> bool:
    """Tells whether an admin removed the article at `url`, so that no crawl brings it back."""
    return bool(list(db.query("SELECT 1 FROM withheld WHERE url = ?", [url])))


def allow(db: Database, url: str) -> None:
    """Lets an article that was withheld be stored again."""
    db.execute("DELETE FROM withheld WHERE url = ?", [url])


def fields_of(article: Article) -> Fields:
    """Returns the fields of an article that can be edited, and where its date is from."""
    return {
        "title": article.title,
        "published": article.published.isoformat() if article.published else None,
        "published_from": article.published_from.value if article.published_from else None,
        "category": article.category,
        "audience": article.audience.value,
    }


def with_fields(article: Article, fields: Fields) -> Article:
    """Returns an article with some of its fields set.

    A date that an admin gave, and not a source, is the department's own word: metadata.
    """
    if not fields:
        return article
    values: dict[str, Any] = dict(fields)
    if "published" in fields:
        day = fields["published"]
        values["published"] = _day(day)
        origin = fields.get("published_from", DateOrigin.METADATA.value) if day else None
        values["published_from"] = DateOrigin(origin) if origin else None
    if "audience" in fields:
        values["audience"] = Audience(str(fields["audience"]))
    return replace(article, **values)


def edit_from_row(row: Mapping[str, Any]) -> Edit:
    """Returns the edit that a row of `edits` holds."""
    edited, came = json.loads(row["edited"]), json.loads(row["came"])
    return Edit(
        url=row["url"],
        title=edited.get("title", UNEDITED),
        published=_day(edited["published"]) if "published" in edited else UNEDITED,
        category=edited.get("category", UNEDITED),
        audience=Audience(edited["audience"]) if "audience" in edited else UNEDITED,
        edited_by=row["edited_by"],
        edited_at=moment(row["edited_at"]),
        as_published=Published(
            title=came["title"],
            published=_day(came["published"]),
            published_from=DateOrigin(came["published_from"]) if came["published_from"] else None,
            category=came["category"],
            audience=Audience(came["audience"]),
        ),
    )


def _day(text: str | None) -> date | None:
    return date.fromisoformat(text) if text else None
