"""What is known of each address of a source, so that what is unchanged is not fetched again."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum
from typing import Any, Final

from sqlite_utils import Database

from index.archive.source_records import LONGEST_REASON, LONGEST_URL, moment, stamp, writing_of
from index.archive.store import Store

# A department's site has some ten thousand; beyond, those that were not seen longest go.
MOST_PAGES: Final = 100_000
# Validators are some forty characters; a longer one costs a full fetch, nothing else.
LONGEST_VALIDATOR: Final = 512
_LONGEST_REST_DAYS: Final = 7
_REST_SHARE: Final = 0.1


class AddressKind(StrEnum):
    """What an address holds, or is expected to hold."""

    START = "start"
    """Anything: an address that a source begins with."""
    LISTING = "listing"
    """A list, section, feed or sitemap: its links count."""
    ARTICLE = "article"
    """An article, or a document."""
    OTHER = "other"


@dataclass(frozen=True, slots=True)
class PageState:
    """An address of a source as it was last seen."""

    source_id: int
    url: str
    """As it was found."""
    kind: AddressKind
    seen_at: datetime
    article_url: str | None = None
    """The url of its article in the archive (the canonical one); None where it has none."""
    etag: str | None = None
    last_modified: str | None = None
    fingerprint: str | None = None
    """Of its content, as hexadecimal digits."""
    gone: int = 0
    """How many runs in a row it was not there any more (404, 410)."""
    reason: str | None = None
    """Why it is no article."""


class PageStates(Store):
    """The states of all pages. Raises the ArchiveErrors; writes raise UnknownSourceError."""

    def get(self, source_id: int, url: str) -> PageState | None:
        """Returns the state of one address, None when it was never seen."""
        return next(iter(self._where("source_id = ? AND url = ?", source_id, url)), None)

    def put_many(self, source_id: int, states: Iterable[PageState]) -> None:
        """Keeps states, all or none, in the place of those that were kept.

        Reasons are cut, validators that are too long are left out, and so are states of
        addresses that are too long.
        """
        with writing_of(self._db, self._path, source_id):
            put_states(self._db, source_id, states)

    def of_source(self, source_id: int, kind: AddressKind | None = None) -> list[PageState]:
        """Returns the states of a source's addresses (of one kind), ordered by address."""
        return self._where(
            "source_id = ? AND kind = coalesce(?, kind) ORDER BY url",
            source_id,
            kind.value if kind else None,
        )

    def of_article(self, article_url: str) -> list[PageState]:
        """Returns the states of all addresses, of any source, that hold an article."""
        return self._where("article_url = ? ORDER BY source_id, url", article_url)

    def unmet(self, source_id: int, limit: int, due_at: datetime | None = None) -> list[PageState]:
        """Returns up to `limit` addresses of articles that the open run has not come upon.

        Whether their articles have vanished is known once they have been asked for. With
        `due_at`, only those that are worth another look then: the older an article, the more
        rarely it changes, so a tenth of its age is waited, at most a week (the heuristic
        freshness of RFC 9111, 4.2.2, with a bound).
        """
        now = stamp(due_at) if due_at else None
        return self._where(
            "source_id = ? AND kind = 'article' AND NOT EXISTS (SELECT 1 FROM pending "
            "WHERE pending.source_id = page_states.source_id AND pending.url = page_states.url) "
            "AND (? IS NULL OR julianday(?) - julianday(seen_at) >= coalesce((SELECT min(?, ? * "
            "(julianday(?) - julianday(coalesce(published, created_at)))) FROM articles "
            "WHERE articles.url = article_url), 0)) "
            "ORDER BY url LIMIT ?",
            source_id, now, now, _LONGEST_REST_DAYS, _REST_SHARE, now, limit,
        )  # fmt: skip

    def _where(self, condition: str, *values: Any) -> list[PageState]:
        rows = self._rows(f"SELECT * FROM page_states WHERE {condition}", *values)
        return [_state_from_row(row) for row in rows]


def put_states(db: Database, source_id: int, states: Iterable[PageState]) -> None:
    """Keeps states within the open transaction; see `PageStates.put_many`."""
    db.conn.executemany(
        "INSERT OR REPLACE INTO page_states (source_id, url, article_url, kind, etag, "
        "last_modified, fingerprint, gone, seen_at, reason) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?)",
        [
            (
                source_id, state.url, state.article_url, state.kind.value,
                _validator(state.etag), _validator(state.last_modified), state.fingerprint,
                state.gone, stamp(state.seen_at),
                state.reason[:LONGEST_REASON] if state.reason else None,
            )
            for state in states
            if len(state.url) <= LONGEST_URL
        ],
    )  # fmt: skip


def forget_oldest(db: Database, source_id: int) -> None:
    """Deletes the states beyond `MOST_PAGES`: no articles first, then longest not seen."""
    db.execute(
        "DELETE FROM page_states WHERE source_id = ? AND url IN (SELECT url FROM page_states "
        "WHERE source_id = ? ORDER BY article_url IS NULL, seen_at DESC, url LIMIT -1 OFFSET ?)",
        [source_id, source_id, MOST_PAGES],
    )


def _validator(text: str | None) -> str | None:
    return text if text and len(text) <= LONGEST_VALIDATOR else None


def _state_from_row(row: Mapping[str, Any]) -> PageState:
    return PageState(
        source_id=int(row["source_id"]),
        url=row["url"],
        kind=AddressKind(row["kind"]),
        seen_at=moment(row["seen_at"]),
        article_url=row["article_url"],
        etag=row["etag"],
        last_modified=row["last_modified"],
        fingerprint=row["fingerprint"],
        gone=int(row["gone"]),
        reason=row["reason"],
    )
