"""Messages to many, or for later: each is sent once, whatever happens in between.

That a message is being sent is recorded before it is; what was in flight when the program
ended is listed for people, and never sent again by itself.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from datetime import datetime, timedelta
from typing import Any, Final

from sqlite_utils import Database

from index.archive.source_records import LONGEST_REASON, moment, stamp
from index.archive.store import Store
from index.errors import LimitError
from index.service import Message, MessageKind, MessageState, Outgoing

# A message of 4,096 characters with its buttons, as JSON.
LONGEST_PAYLOAD: Final = 32_768
LONGEST_BATCH: Final = 100
# 10,000 chats with fifty messages each.
MOST_WAITING: Final = 500_000
KEPT: Final = timedelta(days=30)
_RANKS: Final = {kind: rank for rank, kind in enumerate(MessageKind)}
# In the words of the index `outbox_payload`, or it would not be used.
_NEEDS_PAYLOAD: Final = "state IN ('waiting', 'sending', 'failed', 'unsure')"


class Outbox(Store):
    """The queue of messages. One process sends; any may enqueue."""

    def enqueue(
        self,
        batch: str,
        kind: MessageKind,
        messages: Iterable[Outgoing],
        now: datetime,
        *,
        due: datetime | None = None,
    ) -> int:
        """Queues messages, all or none; returns how many are new.

        Each chat, or topic of one, is in a batch once: the same batch queued again adds
        nothing. They are not sent before `due`. Raises LimitError: too many wait, or one is too
        long.
        """
        listed = list(messages)
        if len(batch) > LONGEST_BATCH:
            raise LimitError(f"a batch's name has {LONGEST_BATCH} characters", LONGEST_BATCH)
        if any(len(message.payload) > LONGEST_PAYLOAD for message in listed):
            raise LimitError(f"a message has {LONGEST_PAYLOAD} characters", LONGEST_PAYLOAD)
        due_at, at = stamp(due or now), stamp(now)
        with self._writing():
            self._refuse_too_many(len(listed))
            payloads: dict[str, int] = {}
            for message in listed:
                if message.payload not in payloads:
                    payloads[message.payload] = self._keep_payload(message.payload)
            new = self._db.conn.executemany(
                "INSERT OR IGNORE INTO outbox (batch, kind, rank, chat_id, thread_id, "
                "payload_id, due_at, changed_at) VALUES (?, ?, ?, ?, ?, ?, ?, ?)",
                [
                    (batch, kind.value, _RANKS[kind], m.chat_id, m.thread_id,
                     payloads[m.payload], due_at, at)
                    for m in listed
                ],
            ).rowcount  # fmt: skip
            if new < len(listed):
                drop_unused_payloads(self._db, list(payloads.values()))
        return max(new, 0)

    def claim_next(self, limit: int, now: datetime) -> list[Message]:
        """Returns up to `limit` messages to be sent now, recorded as being sent.

        Those of hand-offs first, then notices, digests and broadcasts, each in the order they
        were queued.
        """
        with self._writing():
            claimed = self._messages(
                "state = 'waiting' AND due_at <= ? ORDER BY rank, due_at, outbox.id LIMIT ?",
                stamp(now), limit,
            )  # fmt: skip
            self._db.conn.executemany(
                "UPDATE outbox SET state = 'sending', changed_at = ? WHERE id = ?",
                [(stamp(now), message.id) for message in claimed],
            )
        return claimed

    def sent(self, message_id: int, now: datetime) -> None:
        """Records that a message has arrived; what it said is deleted."""
        self._end(message_id, MessageState.SENT, None, now)

    def failed(self, message_id: int, reason: str, now: datetime) -> None:
        """Records that a message will never arrive, and why."""
        self._end(message_id, MessageState.FAILED, reason, now)

    def drop(self, message_id: int, reason: str, now: datetime) -> None:
        """Records that a message is not sent, for it is not wanted any more, and why."""
        self._end(message_id, MessageState.CANCELLED, reason, now)

    def unclear(self, message_id: int, reason: str, now: datetime) -> None:
        """Records that nobody knows whether a message arrived: the connection broke."""
        self._end(message_id, MessageState.UNSURE, reason, now)

    def put_back(self, message_id: int, due: datetime) -> None:
        """Lets a message that was surely not delivered wait until `due`: the limit was met."""
        with self._writing():
            self._change(
                "UPDATE outbox SET state = 'waiting', due_at = ? WHERE id = ? "
                "AND state = 'sending'",
                stamp(due), message_id,
            )  # fmt: skip

    def recover(self, now: datetime) -> int:
        """Makes what was being sent when the program ended unsure; returns how many it is.

        For the start of the one process that sends, before it claims anything.
        """
        with self._writing():
            return self._change(
                "UPDATE outbox SET state = 'unsure', changed_at = ? WHERE state = 'sending'",
                stamp(now),
            )

    def unsure(self, batch: str | None = None) -> list[Message]:
        """Returns the messages (of a batch) of which nobody knows whether they arrived."""
        return self._messages(
            "state = 'unsure' AND batch = coalesce(?, batch) ORDER BY outbox.id", batch
        )

    def undelivered(self, kind: MessageKind, since: datetime) -> list[Message]:
        """Returns the messages of a kind that have failed or become unsure since, in this order."""
        return self._messages(
            "kind = ? AND state IN ('failed', 'unsure') AND changed_at >= ? "
            "ORDER BY changed_at, outbox.id",
            kind.value, stamp(since),
        )  # fmt: skip

    def progress(self, batch: str) -> dict[MessageState, int]:
        """Returns how many messages of a batch are in each state; all states are there."""
        rows = self._rows(
            "SELECT state, count(*) AS n FROM outbox WHERE batch = ? GROUP BY state", batch
        )
        counted = {row["state"]: int(row["n"]) for row in rows}
        return {state: counted.get(state.value, 0) for state in MessageState}

    def number_since(self, chat_id: int, kind: MessageKind, since: datetime) -> int:
        """Returns how many messages of a kind a chat was sent since, with those that wait."""
        return self._number(
            "SELECT count(*) FROM outbox WHERE chat_id = ? AND kind = ? AND changed_at >= ? "
            "AND state IN ('waiting', 'sending', 'sent', 'unsure')",
            chat_id, kind.value, stamp(since),
        )  # fmt: skip

    def next_due(self) -> datetime | None:
        """Returns when the next message may be sent, None when none waits."""
        row = self._row("SELECT min(due_at) AS due_at FROM outbox WHERE state = 'waiting'")
        return moment(row["due_at"]) if row and row["due_at"] else None

    def chats(self) -> list[int]:
        """Returns the chats that messages wait for, or are on their way to, ordered by id."""
        rows = self._rows(
            "SELECT DISTINCT chat_id FROM outbox WHERE state IN ('waiting', 'sending') "
            "ORDER BY chat_id"
        )
        return [int(row["chat_id"]) for row in rows]

    def cancel(self, batch: str, now: datetime) -> int:
        """Takes back what waits of a batch; returns how many messages it was."""
        with self._writing():
            cancelled = self._change(
                "UPDATE outbox SET state = 'cancelled', changed_at = ? "
                "WHERE batch = ? AND state = 'waiting'",
                stamp(now), batch,
            )  # fmt: skip
            drop_unused_payloads(self._db)
        return cancelled

    def forget_old(self, now: datetime) -> int:
        """Deletes what ended a month ago, however; returns how many messages."""
        with self._writing():
            deleted = self._change(
                "DELETE FROM outbox WHERE state NOT IN ('waiting', 'sending') AND changed_at < ?",
                stamp(now - KEPT),
            )
            drop_unused_payloads(self._db)
        return deleted

    def _end(self, message_id: int, state: MessageState, reason: str | None, now: datetime) -> None:
        with self._writing():
            row = self._row("SELECT payload_id FROM outbox WHERE id = ?", message_id)
            if row is None:  # the person wanted to be forgotten meanwhile
                return
            self._change(
                "UPDATE outbox SET state = ?, reason = ?, changed_at = ? WHERE id = ?",
                state.value, reason[:LONGEST_REASON] if reason else None, stamp(now), message_id,
            )  # fmt: skip
            if state in (MessageState.SENT, MessageState.CANCELLED):
                drop_unused_payloads(self._db, [row["payload_id"]])

    def _keep_payload(self, text: str) -> int:
        return int(
            self._db.execute("INSERT INTO payloads (text) VALUES (?)", [text]).lastrowid or 0
        )

    def _refuse_too_many(self, more: int) -> None:
        waiting = self._number("SELECT count(*) FROM outbox WHERE state = 'waiting'")
        if waiting + more > MOST_WAITING:
            raise LimitError(
                f"{waiting} messages wait to be sent; try again when they are", MOST_WAITING
            )

    def _messages(self, condition: str, *values: Any) -> list[Message]:
        rows = self._rows(
            "SELECT outbox.*, payloads.text FROM outbox "
            f"LEFT JOIN payloads ON payloads.id = payload_id WHERE {condition}",
            *values,
        )
        return [_message_from_row(row) for row in rows]


def drop_unused_payloads(db: Database, ids: Sequence[int] | None = None) -> None:
    """Deletes payloads (those of `ids`) that no message needs, within the open transaction."""
    unused = (
        f"NOT EXISTS (SELECT 1 FROM outbox WHERE payload_id = payloads.id AND {_NEEDS_PAYLOAD})"
    )
    if ids is None:
        db.execute(f"DELETE FROM payloads WHERE {unused}")
        return
    db.conn.executemany(f"DELETE FROM payloads WHERE id = ? AND {unused}", [(i,) for i in ids])


def _message_from_row(row: Mapping[str, Any]) -> Message:
    return Message(
        id=int(row["id"]),
        batch=row["batch"],
        kind=MessageKind(row["kind"]),
        chat_id=int(row["chat_id"]),
        thread_id=row["thread_id"],
        payload=row["text"] or "",
        state=MessageState(row["state"]),
        changed_at=moment(row["changed_at"]),
        reason=row["reason"],
    )
