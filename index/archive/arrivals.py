"""Articles that have just come: those that the change log tells of for the first time."""

from __future__ import annotations

from datetime import date, datetime

from index.archive.records import LIVE
from index.archive.source_records import stamp
from index.archive.store import Store


class Arrivals(Store):
    """What came after a change. An article is stored at the time of its first change."""

    def after(
        self, change: int, limit: int, *, created_from: datetime, published_from: date
    ) -> tuple[dict[int, int], int]:
        """Returns the new articles among `limit` changes, and the number that these reach.

        Those are ids, each with the number of its change, in the order of their coming.

        Updated, returned, removed and hidden articles are none, nor are those that were stored
        before `created_from` or published before `published_from`; those without a day are.
        """
        numbers = self._rows(
            "SELECT number FROM changes WHERE number > ? ORDER BY number LIMIT ?", change, limit
        )
        if not numbers:
            return {}, change
        upto = int(numbers[-1]["number"])
        rows = self._rows(
            "SELECT articles.id, min(number) AS number FROM changes JOIN articles "
            "ON articles.id = changes.article_id AND articles.created_at = changes.at "
            f"WHERE number > ? AND number <= ? AND {LIVE} AND created_at >= ? "
            "AND (published IS NULL OR published >= ?) GROUP BY articles.id ORDER BY 2",
            change, upto, stamp(created_from), published_from.isoformat(),
        )  # fmt: skip
        return {int(row["id"]): int(row["number"]) for row in rows}, upto

    def had_articles(self, source: str | None, before: datetime) -> bool:
        """Tells whether an article of a source was stored before a time; None is no source."""
        row = self._row(
            "SELECT 1 AS had FROM articles WHERE source IS ? AND created_at < ? LIMIT 1",
            source, stamp(before),
        )  # fmt: skip
        return row is not None

    def undated(self, source: str | None, since: datetime) -> int:
        """Returns how many articles without a day were stored of a source since a time."""
        return self._number(
            "SELECT count(*) FROM articles WHERE source IS ? AND published IS NULL "
            "AND created_at >= ?",
            source, stamp(since),
        )  # fmt: skip
