"""Where articles come from: the sources, when each is crawled next, and how its runs went."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from datetime import datetime, timedelta
from pathlib import Path
from typing import Any, Final

from sqlite_utils import Database

from index.archive.runs import finish_run
from index.archive.source_records import (
    LONGEST_CATEGORY,
    LONGEST_EVERY,
    LONGEST_NAME,
    LONGEST_REASON,
    LONGEST_URL,
    SHORTEST_EVERY,
    RunResult,
    Source,
    SourceKind,
    checked_length,
    checked_name,
    name_key,
    result_text,
    source_from_row,
    stamp,
    writing_of,
)
from index.archive.store import Store
from index.errors import SourceError
from index.model import Audience

MOST_SOURCES: Final = 500
# A profile is a few lines that a site repeats; one of this length is a mistake.
LONGEST_PROFILE: Final = 1_000_000
DEFAULT_EVERY: Final = 60
# A source that fails is tried again at least once a day, or as often as it is crawled.
LONGEST_BACKOFF: Final = timedelta(days=1)
_MOST_DOUBLINGS: Final = 20


class Sources(Store):
    """The archive's sources, each call one transaction. Raises the ArchiveErrors.

    Methods that change one source raise UnknownSourceError when it is not there any more.
    """

    def __init__(
        self, db: Database, path: Path, take_out: Callable[[Iterable[str]], list[str]]
    ) -> None:
        """`take_out` takes articles out of the answers within the open transaction."""
        super().__init__(db, path)
        self._take_out = take_out

    def add(
        self,
        name: str,
        url: str,
        kind: SourceKind,
        now: datetime,
        *,
        category: str | None = None,
        audience: Audience = Audience.PUBLIC,
        every: int = DEFAULT_EVERY,
        added_by: str = "",
    ) -> Source:
        """Keeps a new source, to be crawled at once, and returns it. `every` is in minutes.

        Raises SourceError: the name or the address is taken, or something is out of bounds.
        """
        shown, key = checked_name(name), name_key(name)
        if not url.strip():
            raise SourceError("a source needs an address")
        checked_length("address of a source", url, LONGEST_URL)
        checked_length("category", category or "", LONGEST_CATEGORY)
        if not SHORTEST_EVERY <= every <= LONGEST_EVERY:
            raise SourceError(
                f"a source can be crawled every {SHORTEST_EVERY} to {LONGEST_EVERY} minutes, "
                f"not every {every}"
            )
        with self._writing():
            self._refuse_taken(shown, key, url)
            self._db.table("sources").insert(
                {
                    "name": shown, "key": key, "url": url, "kind": kind.value,
                    "category": category, "audience": audience.value, "every": every,
                    "added_at": stamp(now), "added_by": added_by[:LONGEST_NAME],
                }
            )  # fmt: skip
            (added,) = self._where("key = ?", key)
        return added

    def _refuse_taken(self, name: str, key: str, url: str) -> None:
        for other in self._where("key = ? OR url = ?", key, url):
            what = "address" if other.url == url else "name"
            raise SourceError(
                f"the {what} {url if what == 'address' else name} is that of the source "
                f"{other.name} ({other.url}) already"
            )
        if len(self._where("1")) >= MOST_SOURCES:
            raise SourceError(f"there are {MOST_SOURCES} sources already; remove one first")

    def by_name(self, name: str) -> Source | None:
        """Returns the source of that name, in any case; None when there is none."""
        return next(iter(self._where("key = ?", name_key(name))), None)

    def by_id(self, source_id: int) -> Source | None:
        """Returns the source as it is now, None when it was removed."""
        return next(iter(self._where("id = ?", source_id)), None)

    def all(self) -> list[Source]:
        """Returns the sources in the order they were added."""
        return self._where("1 ORDER BY id")

    def due(self, now: datetime) -> list[Source]:
        """Returns the sources to crawl now, the one that waits longest first.

        One whose run was cut off is due; a paused one never is. A time further away than any
        that is ever set comes from a clock that went wrong, and is due too.
        """
        return sorted(
            (source for source in self._where("NOT paused") if _is_due(source, now)),
            key=lambda source: (source.next_run_at or source.added_at, source.id),
        )

    def pause(self, source_id: int) -> None:
        """Stops a source from being due; what came from it stays."""
        with writing_of(self._db, self._path, source_id):
            self._set(source_id, paused=1)

    def resume(self, source_id: int) -> None:
        """Makes a paused source due, at once."""
        with writing_of(self._db, self._path, source_id):
            self._set(source_id, paused=0, next_run_at=None)

    def remove(self, source_id: int, *, keep_articles: bool) -> int:
        """Removes a source and all that is known of its pages.

        Unless they are kept, its articles leave the answers; returns how many. One that
        another source has too comes back with that source's next run.
        """
        with writing_of(self._db, self._path, source_id):
            urls = [] if keep_articles else self._urls_of(source_id)
            self._db.execute("DELETE FROM sources WHERE id = ?", [source_id])
            taken = self._take_out(urls)
            # Without validators and fingerprint its page is fetched and stored again.
            self._db.conn.executemany(
                "UPDATE page_states SET etag = NULL, last_modified = NULL, fingerprint = NULL "
                "WHERE article_url = ?",
                [(url,) for url in taken],
            )
        return len(taken)

    def _urls_of(self, source_id: int) -> list[str]:
        rows = self._db.query(
            "SELECT url FROM articles WHERE removed_at IS NULL "
            "AND source = (SELECT name FROM sources WHERE id = ?) ORDER BY id",
            [source_id],
        )
        return [row["url"] for row in rows]

    def ran(
        self, source_id: int, result: RunResult, now: datetime, *, complete: bool = True
    ) -> None:
        """Records a run that went well: its failures are over, the next comes after `every`.

        A `complete` run is finished; one whose budget was used up stays open, and the next
        goes on with it.
        """
        with writing_of(self._db, self._path, source_id):
            if complete:
                finish_run(self._db, source_id, now)
            (source,) = self._where("id = ?", source_id)
            self._set(
                source_id,
                last_run_at=stamp(now),
                last_result=result_text(result),
                failures=0,
                failure=None,
                reported=0,
                next_run_at=stamp(now + timedelta(minutes=source.every)),
            )

    def failed(self, source_id: int, reason: str, now: datetime) -> bool:
        """Records a run that failed: it is tried again later and less often.

        The run stays open, and its articles stay. Returns whether admins are to be told:
        True until `told` is called, once for all failures in a row.
        """
        with writing_of(self._db, self._path, source_id):
            (source,) = self._where("id = ?", source_id)
            failures = source.failures + 1
            self._set(
                source_id,
                last_run_at=stamp(now),
                failures=failures,
                failure=reason[:LONGEST_REASON],
                next_run_at=stamp(now + backoff(source.every, failures)),
            )
        return not source.reported

    def told(self, source_id: int) -> None:
        """Records that admins know of the present failures."""
        with writing_of(self._db, self._path, source_id):
            self._db.execute(
                "UPDATE sources SET reported = 1 WHERE id = ? AND failures > 0", [source_id]
            )

    def set_profile(self, source_id: int, profile: str | None) -> None:
        """Keeps what was learnt from a source's pages. Raises SourceError when it is too long."""
        checked_length("profile of a source", profile or "", LONGEST_PROFILE)
        with writing_of(self._db, self._path, source_id):
            self._set(source_id, profile=profile)

    def _set(self, source_id: int, **values: Any) -> None:
        columns = ", ".join(f"{name} = ?" for name in values)
        self._db.execute(
            f"UPDATE sources SET {columns} WHERE id = ?", [*values.values(), source_id]
        )

    def _where(self, condition: str, *values: Any) -> list[Source]:
        rows = self._rows(f"SELECT * FROM sources WHERE {condition}", *values)
        return [source_from_row(row) for row in rows]


def backoff(every: int, failures: int) -> timedelta:
    """Returns how long a source crawled `every` so many minutes waits after its nth failure.

    It doubles with each failure up to a day, and is never shorter than `every`.
    """
    usual = timedelta(minutes=every)
    doubled = usual * (1 << min(failures, _MOST_DOUBLINGS))
    return max(usual, min(doubled, LONGEST_BACKOFF))


def _is_due(source: Source, now: datetime) -> bool:
    if source.next_run_at is None or source.next_run_at <= now:
        return True
    return source.next_run_at - now > max(timedelta(minutes=source.every), LONGEST_BACKOFF)
