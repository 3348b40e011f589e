"""Who was given a role, which chats can be reached, and forgetting a person everywhere."""

from __future__ import annotations

from datetime import datetime
from typing import Final

from index.archive.asked import unanswered_key
from index.archive.outbox import drop_unused_payloads
from index.archive.source_records import moment, stamp
from index.archive.store import Store
from index.errors import LimitError
from index.model import Role
from index.service import ChatKind, Forgotten, Grant, handoff_batch

# A province has some thousand officers who answer questions.
MOST_GRANTS: Final = 5_000
# What a chat has, by table; of a chat that moves, rows that the new one has already go.
_OF_CHATS: Final = ("chats", "known_chats", "follows", "deliveries", "outbox", "staff_groups")
_GONE: Final = "the chat has gone"


class People(Store):
    """Granted roles and known chats. Ids are Telegram's: those of groups are negative."""

    def role(self, user_id: int) -> Role:
        """Returns the role that a person was granted, citizen when none was."""
        row = self._row("SELECT role FROM grants WHERE user_id = ?", user_id)
        return Role(row["role"]) if row else Role.CITIZEN

    def grant(self, user_id: int, role: Role, by: int, now: datetime) -> Role:
        """Gives a person the role of staff or admin; returns the one they had granted before.

        Raises ValueError for the role of a citizen, which is everybody's, and LimitError when
        too many people have one.
        """
        if role is Role.CITIZEN:
            raise ValueError("everybody is a citizen: revoke the role instead")
        with self._writing():
            before = self.role(user_id)
            if before is Role.CITIZEN and self._number("SELECT count(*) FROM grants") >= (
                MOST_GRANTS
            ):
                raise LimitError(f"{MOST_GRANTS} people have a role already", MOST_GRANTS)
            self._change(
                "INSERT OR REPLACE INTO grants (user_id, role, granted_by, granted_at) "
                "VALUES (?, ?, ?, ?)",
                user_id, role.value, by, stamp(now),
            )  # fmt: skip
        return before

    def revoke(self, user_id: int) -> Role:
        """Takes a person's granted role back; returns it, citizen when there was none."""
        with self._writing():
            before = self.role(user_id)
            self._change("DELETE FROM grants WHERE user_id = ?", user_id)
        return before

    def grants(self) -> list[Grant]:
        """Returns all roles that were granted, the oldest first."""
        return [
            Grant(
                int(row["user_id"]),
                Role(row["role"]),
                int(row["granted_by"]),
                moment(row["granted_at"]),
            )
            for row in self._rows("SELECT * FROM grants ORDER BY granted_at, user_id")
        ]

    def met(self, chat_id: int, kind: ChatKind, now: datetime) -> bool:
        """Keeps that a chat can be reached; returns whether that is new. Cheap when it is not."""
        known = "SELECT 1 AS known FROM known_chats WHERE chat_id = ? AND kind = ? AND active"
        if self._row(known, chat_id, kind.value):
            return False
        with self._writing():
            self._change(
                "INSERT INTO known_chats (chat_id, kind, first_seen) VALUES (?, ?, ?) "
                "ON CONFLICT (chat_id) DO UPDATE SET kind = excluded.kind, active = 1",
                chat_id, kind.value, now.date().isoformat(),
            )  # fmt: skip
        return True

    def left(self, chat_id: int, now: datetime) -> None:
        """Records that a chat can no longer be reached: the bot was blocked, or removed.

        What it follows is deleted, messages that wait for it fail, and it is no group of the
        staff any more.
        """
        with self._writing():
            self._change("UPDATE known_chats SET active = 0 WHERE chat_id = ?", chat_id)
            self._change("DELETE FROM follows WHERE chat_id = ?", chat_id)
            self._change("DELETE FROM deliveries WHERE chat_id = ?", chat_id)
            self._change("DELETE FROM staff_groups WHERE chat_id = ?", chat_id)
            self._change(
                "UPDATE outbox SET state = 'failed', reason = ?, changed_at = ? "
                "WHERE chat_id = ? AND state = 'waiting'",
                _GONE, stamp(now), chat_id,
            )  # fmt: skip

    def refused_since(self, chat_id: int, thread_id: int | None, reason: str) -> datetime | None:
        """Returns since when all messages to a chat, or topic, failed, first for that reason."""
        row = self._row(
            "SELECT min(changed_at) AS since FROM outbox AS failed WHERE chat_id = ? "
            "AND thread_id IS ? AND reason = ? AND state = 'failed' AND NOT EXISTS "
            "(SELECT 1 FROM outbox WHERE chat_id = failed.chat_id AND state = 'sent' "
            "AND thread_id IS failed.thread_id AND changed_at > failed.changed_at)",
            chat_id, thread_id, reason,
        )  # fmt: skip
        return moment(row["since"]) if row and row["since"] else None

    def chats_to_reach(self, kind: ChatKind | None = None) -> list[int]:
        """Returns the chats that can be reached (of one kind), ordered by id."""
        rows = self._rows(
            "SELECT chat_id FROM known_chats WHERE active AND kind = coalesce(?, kind) "
            "ORDER BY chat_id",
            kind.value if kind else None,
        )
        return [int(row["chat_id"]) for row in rows]

    def moved(self, old: int, new: int) -> None:
        """Gives all that a chat has to its new id: a group became a supergroup.

        Messages are numbered anew in the new chat, so that no old message stands for anything
        there. Doing it twice changes nothing.
        """
        with self._writing():
            for table in _OF_CHATS:
                moving = f"UPDATE OR IGNORE {table} SET chat_id = ? WHERE chat_id = ?"
                self._change(moving, new, old)
                self._change(f"DELETE FROM {table} WHERE chat_id = ?", old)
            self._change(
                "UPDATE handoffs SET chat_id = ?, message_id = NULL WHERE chat_id = ?", new, old
            )
            self._change("DELETE FROM handoff_messages WHERE chat_id = ?", old)

    def forget(self, user_id: int) -> Forgotten:
        """Deletes all that is kept of a person, in every store, and says how much it was.

        That is what the person follows in any chat, their votes, their questions for officers
        with the messages about these, and of their private chat, whose id is theirs, all else:
        its language, that it is known, messages for it. The words of their questions for officers
        go wherever they are kept without a name, too. What is a group's stays. A granted role
        stays until an admin revokes it; what staff did as staff stays in the records.
        `Archive.wipe` afterwards takes it all out of the files.
        """
        with self._writing():
            self._forget_words(user_id)
            held = self._change(
                "DELETE FROM deliveries WHERE due_at IS NOT NULL AND follow_id IN "
                "(SELECT id FROM follows WHERE user_id = ?)",
                user_id,
            )
            return Forgotten(
                follows=self._change(
                    "DELETE FROM follows WHERE user_id = ? OR chat_id = ?", user_id, user_id
                ),
                deliveries=held + self._change("DELETE FROM deliveries WHERE chat_id = ?", user_id),
                votes=self._change("DELETE FROM votes WHERE user_id = ?", user_id),
                messages=self._forget_messages(user_id),
                handoffs=self._change(
                    "DELETE FROM handoffs WHERE user_id = ? OR chat_id = ?", user_id, user_id
                ),
                languages=self._change("DELETE FROM chats WHERE chat_id = ?", user_id),
                chats=self._change("DELETE FROM known_chats WHERE chat_id = ?", user_id),
                records=self._number(
                    "SELECT count(*) FROM actions WHERE actor = ?", f"telegram:{user_id}"
                ),
            )

    def _forget_words(self, user_id: int) -> None:
        """Deletes the words of a person's questions for officers, which may hold their name."""
        for row in self._rows(
            "SELECT question FROM handoffs WHERE user_id = ? OR chat_id = ?", user_id, user_id
        ):
            words = row["question"]
            # As typed, or as the first of the values that a draft is kept as.
            self._change(
                "DELETE FROM saved_queries WHERE text = ? "
                "OR json_extract(iif(json_valid(text), text, '[]'), '$[0]') = ?",
                words, words,
            )  # fmt: skip
            self._change("DELETE FROM unanswered WHERE key = ?", unanswered_key(words))
            # A draft of an answer for all, which was never in force; days are those of UTC.
            self._change(
                "DELETE FROM curated WHERE question = ? AND expires_on <= date(created_at)", words
            )

    def _forget_messages(self, user_id: int) -> int:
        messages = self._change("DELETE FROM outbox WHERE chat_id = ?", user_id)
        for row in self._rows(
            "SELECT number FROM handoffs WHERE user_id = ? OR chat_id = ?", user_id, user_id
        ):
            batches = f"{handoff_batch(row['number'])}*"
            messages += self._change("DELETE FROM outbox WHERE batch GLOB ?", batches)
        drop_unused_payloads(self._db)
        return messages
