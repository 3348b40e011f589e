"""Corrections by admins that hold over crawls and ingests, and articles that they removed."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date, datetime, timedelta
from pathlib import Path
from typing import Final, Protocol

from sqlite_utils import Database

from index.archive.edit_rows import (
    Fields,
    allow,
    edit_from_row,
    fields_of,
    kept_edit,
    put_edit,
    with_fields,
)
from index.archive.source_records import LONGEST_CATEGORY, LONGEST_NAME, moment, stamp
from index.archive.store import Store, bounded
from index.archive.storing import IsCopy, never_copy
from index.errors import UnknownArticleError
from index.model import Article, Audience
from index.service import UNEDITED, Edit, Unedited, Withheld

LONGEST_TITLE: Final = 500
UNDO_FOR: Final = timedelta(days=1)


class Articles(Protocol):
    """What edits do to the articles themselves, within the open transaction."""

    def article(self, url: str) -> Article | None:
        """Returns a live article."""

    def rewrite(self, url: str, change: Callable[[Article], Article], is_copy: IsCopy) -> None:
        """Changes all but the text of an article, removed or not."""

    def remove(self, urls: list[str]) -> list[str]:
        """Takes articles out of the answers."""

    def restore(self, url: str, is_copy: IsCopy) -> bool:
        """Brings a removed article back."""


class Edits(Store):
    """What admins changed about articles, and which they removed.

    `is_copy` tells, where the audience changes or an article comes back, what it is a copy of
    (`index.is_copy`); without it everything is shown on its own.
    """

    def __init__(self, db: Database, path: Path, articles: Articles) -> None:
        super().__init__(db, path)
        self._articles = articles

    def change(
        self,
        url: str,
        edited_by: str,
        now: datetime,
        *,
        title: str | Unedited = UNEDITED,
        published: date | Unedited | None = UNEDITED,
        category: str | Unedited | None = UNEDITED,
        audience: Audience | Unedited = UNEDITED,
        is_copy: IsCopy = never_copy,
    ) -> Edit:
        """Changes an article at once and for all crawls and ingests to come.

        What is given is added to earlier edits; the former version is kept, engines follow the
        change log. Raises UnknownArticleError: none is there; LimitError: a text is empty or
        too long.
        """
        fields = _given(title, published, category, audience)
        with self._writing():
            article = self._articles.article(url)
            if article is None:
                raise UnknownArticleError(f"no article with the address {url}")
            edited, came = kept_edit(self._db, url)
            put_edit(
                self._db, url, edited | fields, came or fields_of(article),
                edited_by[:LONGEST_NAME], now,
            )  # fmt: skip
            self._articles.rewrite(url, lambda stored: with_fields(stored, fields), is_copy)
            edit = self.of(url)
        assert edit is not None  # it was written in this transaction
        return edit

    def take_back(self, url: str, is_copy: IsCopy = never_copy) -> bool:
        """Makes an article what its source says now; False when it is not edited."""
        with self._writing():
            edited, came = kept_edit(self._db, url)
            if not edited:
                return False
            self._change("DELETE FROM edits WHERE url = ?", url)
            self._articles.rewrite(url, lambda stored: with_fields(stored, came), is_copy)
        return True

    def of(self, url: str) -> Edit | None:
        """Returns the edit of the article at `url`, None when there is none."""
        row = self._row("SELECT * FROM edits WHERE url = ?", url)
        return edit_from_row(row) if row else None

    def page(self, limit: int, offset: int = 0) -> tuple[int, list[Edit]]:
        """Returns how many articles are edited, and a page of the edits, the newest first."""
        rows = self._rows(
            "SELECT * FROM edits ORDER BY edited_at DESC, url LIMIT ? OFFSET ?", limit, offset
        )
        return self._number("SELECT count(*) FROM edits"), [edit_from_row(row) for row in rows]

    def withhold(self, url: str, withheld_by: str, now: datetime) -> bool:
        """Takes an article out of the answers for good: no crawl brings it back.

        Whoever ingests it by hand does. Returns False when no article is there.
        """
        with self._writing():
            article = self._articles.article(url)
            if article is None:
                return False
            self._articles.remove([url])
            self._change(
                "INSERT OR REPLACE INTO withheld (url, title, withheld_by, withheld_at) "
                "VALUES (?, ?, ?, ?)",
                url, article.title, withheld_by[:LONGEST_NAME], stamp(now),
            )  # fmt: skip
        return True

    def bring_back(self, url: str, now: datetime, is_copy: IsCopy = never_copy) -> bool:
        """Undoes `withhold` as long as it is not older than a day; returns whether it did."""
        with self._writing():
            row = self._row("SELECT withheld_at FROM withheld WHERE url = ?", url)
            if row is None or now - moment(row["withheld_at"]) > UNDO_FOR:
                return False
            allow(self._db, url)
            # Without them its page is fetched and stored again, if it has changed meanwhile.
            self._change(
                "UPDATE page_states SET etag = NULL, last_modified = NULL, fingerprint = NULL "
                "WHERE article_url = ?",
                url,
            )
            return self._articles.restore(url, is_copy)

    def withheld(self, limit: int, offset: int = 0) -> tuple[int, list[Withheld]]:
        """Returns how many articles are withheld, and a page of them, the newest first."""
        rows = self._rows(
            "SELECT * FROM withheld ORDER BY withheld_at DESC, url LIMIT ? OFFSET ?", limit, offset
        )
        return self._number("SELECT count(*) FROM withheld"), [
            Withheld(row["url"], row["title"], row["withheld_by"], moment(row["withheld_at"]))
            for row in rows
        ]


def _given(
    title: str | Unedited,
    published: date | Unedited | None,
    category: str | Unedited | None,
    audience: Audience | Unedited,
) -> Fields:
    fields: Fields = {}
    if not isinstance(title, Unedited):
        fields["title"] = bounded("title", " ".join(title.split()), LONGEST_TITLE)
    if not isinstance(published, Unedited):
        fields["published"] = published.isoformat() if published else None
    if not isinstance(category, Unedited):
        kept = " ".join((category or "").split())
        fields["category"] = bounded("category", kept, LONGEST_CATEGORY) if kept else None
    if not isinstance(audience, Unedited):
        fields["audience"] = audience.value
    return fields
