"""The open run of each source and the addresses it has yet to visit, kept through any kill.

A run that is killed at any moment is gone on with by the next: `start` puts back the
addresses that were claimed and not done. One process at a time should crawl a source; two
that do share the queue, and at worst fetch a page twice.
"""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime

from sqlite_utils import Database

from index.archive.database import faults
from index.archive.page_states import AddressKind, forget_oldest, put_states
from index.archive.run_records import (
    MOST_ADDRESSES,
    MOST_CLAIMS,
    MOST_SHOWN,
    STALE_AFTER,
    Address,
    Done,
    Pending,
    Run,
)
from index.archive.source_records import (
    LONGEST_REASON,
    LONGEST_URL,
    RunResult,
    moment,
    stamp,
    writing_of,
)
from index.archive.store import Store
from index.model import Rejection


class Runs(Store):
    """The runs of all sources, each call one transaction. Raises the ArchiveErrors.

    Writes raise UnknownSourceError when the source was removed. Where no run is open, nothing
    is queued and nothing is next.
    """

    def start(self, source_id: int, now: datetime) -> Run:
        """Opens a run, or goes on with the one that is open and not older than two days.

        The source is due until `Sources.ran` or `failed` is called, so that a kill is made up.
        """
        with writing_of(self._db, self._path, source_id):
            self._db.execute(
                "UPDATE sources SET next_run_at = min(next_run_at, ?) WHERE id = ?",
                [stamp(now), source_id],
            )
            started_at = self._open_since(source_id)
            if started_at is not None and now - started_at <= STALE_AFTER:
                self._db.execute(
                    "UPDATE pending SET state = 'waiting' "
                    "WHERE source_id = ? AND state = 'claimed'",
                    [source_id],
                )
                self._give_up(source_id)
                return Run(source_id, started_at, resumed=True)
            finish_run(self._db, source_id, now)
            self._db.execute(
                "INSERT OR REPLACE INTO runs (source_id, started_at) VALUES (?, ?)",
                [source_id, stamp(now)],
            )
            return Run(source_id, moment(stamp(now)), resumed=False)

    def enqueue(self, source_id: int, addresses: Iterable[Address]) -> int:
        """Queues addresses, each once a run; returns how many are new to the run.

        Addresses that are too long, and those beyond `MOST_ADDRESSES`, are left out.
        """
        rows = [
            (source_id, a.url, a.found_on, a.kind.value, a.depth)
            for a in addresses
            if len(a.url) <= LONGEST_URL
        ]
        new = 0
        with writing_of(self._db, self._path, source_id):
            room = self._room(source_id)
            for row in rows:
                if new >= room:
                    break
                new += self._db.execute(
                    "INSERT OR IGNORE INTO pending (source_id, url, found_on, kind, depth) "
                    "VALUES (?, ?, ?, ?, ?)",
                    row,
                ).rowcount
            self._db.execute(
                "UPDATE runs SET addresses = addresses + ? WHERE source_id = ?", [new, source_id]
            )
        return new

    def addresses(self, source_id: int) -> list[str]:
        """Returns all addresses that the open run has queued, done or not."""
        rows = self._rows("SELECT url FROM pending WHERE source_id = ?", source_id)
        return [row["url"] for row in rows]

    def next_pending(self, source_id: int, limit: int = 1) -> list[Pending]:
        """Claims up to `limit` addresses that wait, in the order they were found.

        Those that were claimed before come last: what ends a run is tried after all else.
        """
        with self._writing():
            rows = self._rows(
                "SELECT * FROM pending WHERE source_id = ? AND state = 'waiting' "
                "ORDER BY claims, position LIMIT ?",
                source_id,
                limit,
            )
            self._db.conn.executemany(
                "UPDATE pending SET state = 'claimed', claims = claims + 1 WHERE position = ?",
                [(row["position"],) for row in rows],
            )
        return [
            Pending(
                Address(row["url"], AddressKind(row["kind"]), row["found_on"], row["depth"]),
                int(row["claims"]) + 1,
            )
            for row in rows
        ]

    def put_back(self, source_id: int, url: str) -> None:
        """Lets a claimed address wait again, behind the others; one claimed too often is given up.

        For what may work later in the same run.
        """
        with writing_of(self._db, self._path, source_id):
            self._db.execute(
                "UPDATE pending SET state = 'waiting' "
                "WHERE source_id = ? AND url = ? AND state = 'claimed'",
                [source_id, url],
            )
            self._give_up(source_id)

    def done(self, source_id: int, pages: Iterable[Done]) -> None:
        """Records what came of addresses together with their states, all or nothing."""
        listed = list(pages)
        with writing_of(self._db, self._path, source_id):
            self._db.conn.executemany(
                "UPDATE pending SET state = 'done', outcome = ?, reason = ? "
                "WHERE source_id = ? AND url = ?",
                [
                    (p.outcome.value, p.reason[:LONGEST_REASON] if p.reason else None,
                     source_id, p.url)
                    for p in listed
                ],
            )  # fmt: skip
            put_states(self._db, source_id, [p.state for p in listed if p.state is not None])

    def result(self, source_id: int) -> RunResult:
        """Returns what the open run did so far, before it was cut off too."""
        with faults(self._path):
            return _counted(self._db, source_id)

    def rejections(self, source_id: int, limit: int = MOST_SHOWN) -> list[Rejection]:
        """Returns the addresses that the open run rejected so far, with the reasons."""
        rows = self._rows(
            "SELECT url, reason FROM pending WHERE source_id = ? AND outcome = 'rejected' "
            "ORDER BY position LIMIT ?",
            source_id,
            limit,
        )
        return [Rejection(row["url"], row["reason"] or "") for row in rows]

    def unfinished(self, source_id: int) -> int:
        """Returns how many addresses of the open run are not done."""
        return self._number(
            "SELECT count(*) FROM pending WHERE source_id = ? AND state != 'done'", source_id
        )

    def progress(self, source_id: int) -> tuple[int, int]:
        """Returns how many addresses of the open run are done, and how many there are."""
        rows = self._rows(
            "SELECT coalesce(sum(state = 'done'), 0) AS done, count(*) AS n FROM pending "
            "WHERE source_id = ?",
            source_id,
        )
        return int(rows[0]["done"]), int(rows[0]["n"])

    def is_open(self, source_id: int) -> bool:
        """Tells whether a run of the source is open: under way, cut off, or failed."""
        return self._open_since(source_id) is not None

    def finish(self, source_id: int, now: datetime) -> RunResult:
        """Closes the open run, forgets its queue, and returns what it did.

        `Sources.ran` does this too, in the transaction that sets when the next run comes.
        """
        with writing_of(self._db, self._path, source_id):
            return finish_run(self._db, source_id, now)

    def _open_since(self, source_id: int) -> datetime | None:
        row = self._row(
            "SELECT started_at FROM runs WHERE source_id = ? AND finished_at IS NULL", source_id
        )
        return moment(row["started_at"]) if row else None

    def _room(self, source_id: int) -> int:
        row = self._row(
            "SELECT addresses FROM runs WHERE source_id = ? AND finished_at IS NULL", source_id
        )
        return MOST_ADDRESSES - int(row["addresses"]) if row else 0

    def _give_up(self, source_id: int) -> None:
        self._db.execute(
            "UPDATE pending SET state = 'done', outcome = 'rejected', reason = ? "
            "WHERE source_id = ? AND state = 'waiting' AND claims >= ?",
            [f"given up after {MOST_CLAIMS} attempts in one run", source_id, MOST_CLAIMS],
        )


def finish_run(db: Database, source_id: int, now: datetime) -> RunResult:
    """Closes the open run within the open transaction; see `Runs.finish`."""
    result = _counted(db, source_id)
    db.execute("DELETE FROM pending WHERE source_id = ?", [source_id])
    db.execute(
        "UPDATE runs SET finished_at = ? WHERE source_id = ? AND finished_at IS NULL",
        [stamp(now), source_id],
    )
    forget_oldest(db, source_id)
    return result


def _counted(db: Database, source_id: int) -> RunResult:
    rows = db.query(
        "SELECT outcome, count(*) AS n FROM pending WHERE source_id = ? AND state = 'done' "
        "AND outcome != 'read' GROUP BY outcome",
        [source_id],
    )
    return RunResult(**{row["outcome"]: int(row["n"]) for row in rows})
