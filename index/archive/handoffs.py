"""Questions for officers: asked, shown to the staff, answered once."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime, timedelta
from typing import Any, Final

from index.archive.source_records import moment, stamp
from index.archive.store import Store, bounded
from index.errors import LimitError
from index.language.normalize import fold
from index.model import Language
from index.service import Handoff, HandoffState

MOST_OPEN_A_PERSON: Final = 3
# What a department's officers could answer in weeks.
MOST_OPEN: Final = 2_000
LONGEST_QUESTION: Final = 1_000
# A message of Telegram's.
LONGEST_REPLY: Final = 4_096
# A question stands in a staff group and in the private chats of a few officers.
MOST_MESSAGES: Final = 50
KEPT: Final = timedelta(days=90)


class Handoffs(Store):
    """The queue of the staff. What ended is deleted after 90 days, with who asked."""

    def open(
        self,
        chat_id: int,
        user_id: int,
        message_id: int | None,
        question: str,
        language: Language,
        now: datetime,
        *,
        thread_id: int | None = None,
        after: int | None = None,
    ) -> tuple[Handoff, bool]:
        """Puts a question into the queue; returns it and whether it is new.

        `question` must be masked (`hide_personal`); `after` is the number of the question that
        it goes on from. The same question of the same person that
        is still open is returned as it is. Raises LimitError: the person has three open ones,
        the queue is full, or the question is empty or too long.
        """
        text = bounded("question", question, LONGEST_QUESTION)
        key = " ".join(fold(text).split())
        with self._writing():
            for same in self._handoffs("user_id = ? AND state = 'open' AND key = ?", user_id, key):
                return same, False
            if len(self._handoffs("user_id = ? AND state = 'open'", user_id)) >= (
                MOST_OPEN_A_PERSON
            ):
                raise LimitError(
                    f"a person can have {MOST_OPEN_A_PERSON} open questions", MOST_OPEN_A_PERSON
                )
            if self.open_count() >= MOST_OPEN:
                raise LimitError(f"{MOST_OPEN} questions are waiting for an officer", MOST_OPEN)
            self._change(
                "INSERT INTO handoffs (chat_id, thread_id, user_id, message_id, question, key, "
                "language, asked_at, after) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?)",
                chat_id, thread_id, user_id, message_id, text, key, language.value, stamp(now),
                after,
            )  # fmt: skip
            (opened,) = self._handoffs("number = last_insert_rowid()")
        return opened, True

    def get(self, number: int) -> Handoff | None:
        """Returns a question as it is now, None when there is none of that number."""
        return next(iter(self._handoffs("number = ?", number)), None)

    def shown(self, number: int, chat_id: int, message_id: int) -> None:
        """Records that a message in a chat of the staff stands for a question."""
        with self._writing():
            if self._number("SELECT count(*) FROM handoff_messages WHERE number = ?", number) >= (
                MOST_MESSAGES
            ):
                return
            self._change(
                "INSERT OR REPLACE INTO handoff_messages (chat_id, message_id, number) "
                "SELECT ?, ?, number FROM handoffs WHERE number = ?",
                chat_id, message_id, number,
            )  # fmt: skip

    def by_message(self, chat_id: int, message_id: int) -> Handoff | None:
        """Returns the question that a message in a chat of the staff stands for."""
        return next(
            iter(
                self._handoffs(
                    "number = (SELECT number FROM handoff_messages "
                    "WHERE chat_id = ? AND message_id = ?)",
                    chat_id, message_id,
                )
            ),
            None,
        )  # fmt: skip

    def messages_of(self, number: int) -> list[tuple[int, int]]:
        """Returns (chat id, message id) of the messages that stand for a question."""
        rows = self._rows(
            "SELECT chat_id, message_id FROM handoff_messages WHERE number = ? "
            "ORDER BY chat_id, message_id",
            number,
        )
        return [(int(row["chat_id"]), int(row["message_id"])) for row in rows]

    def open_messages_of(self, user_id: int) -> list[tuple[int, int]]:
        """Returns (chat id, message id) of what stands for a person's open questions."""
        rows = self._rows(
            "SELECT m.chat_id, m.message_id FROM handoff_messages m JOIN handoffs USING (number) "
            "WHERE user_id = ? AND state = 'open' ORDER BY number, m.chat_id, m.message_id",
            user_id,
        )
        return [(int(row["chat_id"]), int(row["message_id"])) for row in rows]

    def take(self, number: int, officer_id: int) -> tuple[Handoff | None, bool]:
        """Records who will answer an open question; returns it, and whether it is theirs.

        False when another took it before, or it is not open. All may still answer it.
        """
        with self._writing():
            taken = self._change(
                "UPDATE handoffs SET officer_id = ? WHERE number = ? AND state = 'open' "
                "AND coalesce(officer_id, ?) = ?",
                officer_id, number, officer_id, officer_id,
            )  # fmt: skip
            return self.get(number), bool(taken)

    def answer(
        self, number: int, officer_id: int, reply: str, now: datetime
    ) -> tuple[Handoff | None, bool]:
        """Keeps an officer's reply; returns the question as it is now, and whether it is theirs.

        The first officer's counts: False when another has answered or closed it, or when it is
        gone (None). Call it together with putting the reply into the outbox. Raises LimitError:
        the reply is empty or too long.
        """
        text = bounded("reply", reply, LONGEST_REPLY)
        return self._end(number, HandoffState.ANSWERED, officer_id, text, now)

    def close(
        self, number: int, officer_id: int, now: datetime, reason: str | None = None
    ) -> tuple[Handoff | None, bool]:
        """Ends a question without an answer; returns as `answer` does.

        Raises LimitError: the reason is empty or too long.
        """
        kept = None if reason is None else bounded("reason", reason, LONGEST_REPLY)
        return self._end(number, HandoffState.CLOSED, officer_id, kept, now)

    def add_to(
        self, number: int, officer_id: int, reply: str, now: datetime
    ) -> tuple[Handoff | None, bool]:
        """Keeps what an officer says after a question has ended; returns it, and whether it is new.

        From then on that is its reply. False for the reply that it has, for one that is open, or
        when it is gone (None). Call it together with putting the reply into the outbox. Raises
        LimitError: the reply is empty or too long.
        """
        text = bounded("reply", reply, LONGEST_REPLY)
        with self._writing():
            new = self._change(
                "UPDATE handoffs SET state = ?, officer_id = ?, reply = ?, ended_at = ? "
                "WHERE number = ? AND state != 'open' AND (state != ? OR reply IS NOT ?)",
                HandoffState.ANSWERED.value, officer_id, text, stamp(now),
                number, HandoffState.ANSWERED.value, text,
            )  # fmt: skip
            return self.get(number), bool(new)

    def waiting(self, limit: int, offset: int = 0) -> tuple[int, list[Handoff]]:
        """Returns how many questions are open, and a page of them, the oldest first."""
        page = self._handoffs("state = 'open' ORDER BY number LIMIT ? OFFSET ?", limit, offset)
        return self.open_count(), page

    def open_count(self) -> int:
        """Returns how many questions wait for an officer."""
        return self._number("SELECT count(*) FROM handoffs WHERE state = 'open'")

    def forget_old(self, now: datetime) -> int:
        """Deletes what ended 90 days ago; returns how many questions."""
        with self._writing():
            return self._change(
                "DELETE FROM handoffs WHERE state != 'open' AND ended_at < ?", stamp(now - KEPT)
            )

    def _end(
        self,
        number: int,
        state: HandoffState,
        officer_id: int,
        reply: str | None,
        now: datetime,
    ) -> tuple[Handoff | None, bool]:
        with self._writing():
            first = self._change(
                "UPDATE handoffs SET state = ?, officer_id = ?, reply = ?, ended_at = ? "
                "WHERE number = ? AND state = 'open'",
                state.value, officer_id, reply, stamp(now), number,
            )  # fmt: skip
            return self.get(number), bool(first)

    def _handoffs(self, condition: str, *values: Any) -> list[Handoff]:
        rows = self._rows(f"SELECT * FROM handoffs WHERE {condition}", *values)
        return [_handoff_from_row(row) for row in rows]


def _handoff_from_row(row: Mapping[str, Any]) -> Handoff:
    return Handoff(
        number=int(row["number"]),
        chat_id=int(row["chat_id"]),
        thread_id=row["thread_id"],
        user_id=int(row["user_id"]),
        message_id=row["message_id"],
        question=row["question"],
        language=Language(row["language"]),
        asked_at=moment(row["asked_at"]),
        state=HandoffState(row["state"]),
        officer_id=row["officer_id"],
        reply=row["reply"],
        ended_at=moment(row["ended_at"]) if row["ended_at"] else None,
        after=row["after"],
    )
