"""What chats follow, and which articles each was given: every article once to every chat."""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping
from datetime import datetime, timedelta
from typing import Any, Final

from index.archive.source_records import moment, stamp
from index.archive.store import Store, bounded
from index.errors import LimitError
from index.language.normalize import fold
from index.model import Language
from index.service import Follow, FollowKind, Held

MOST_A_CHAT: Final = 20
LONGEST_VALUE: Final = 100
# Only new articles are looked at, so that what was given a quarter ago is never met again.
DELIVERIES_KEPT: Final = timedelta(days=92)
_HOURS: Final = 24
_POSITION: Final = "follows"


class Follows(Store):
    """Subscriptions and deliveries.

    What looks for matches goes through the changes after `position()`, and for each batch of
    them claims, enqueues in the outbox and calls `set_position` in one `Archive.together`: a
    kill then neither loses an article nor sends it twice.
    """

    def add(
        self,
        chat_id: int,
        user_id: int,
        kind: FollowKind,
        value: str,
        now: datetime,
        *,
        thread_id: int | None = None,
        exact_marks: bool = True,
        hour: int | None = None,
        language: Language = Language.VIETNAMESE,
    ) -> tuple[Follow, bool]:
        """Keeps a subscription; returns it and whether it is new.

        One that the chat has already gets the new hour. `exact_marks` concerns phrases alone.
        Raises LimitError: the chat has 20, or the value is empty or too long; ValueError: there
        is no such hour.
        """
        if hour is not None and not 0 <= hour < _HOURS:
            raise ValueError(f"a day has no hour {hour}")
        shown = bounded("text to follow", " ".join(value.split()), LONGEST_VALUE)
        exact = exact_marks and kind is FollowKind.PHRASE
        key = shown.casefold() if exact or kind is not FollowKind.PHRASE else fold(shown)
        with self._writing():
            known = self._follow(
                "chat_id = ? AND coalesce(thread_id, 0) = ? AND kind = ? AND key = ? "
                "AND exact_marks = ?",
                chat_id, thread_id or 0, kind.value, key, int(exact),
            )  # fmt: skip
            if known is not None:
                self._change("UPDATE follows SET hour = ? WHERE id = ?", hour, known.id)
            elif self._number("SELECT count(*) FROM follows WHERE chat_id = ?", chat_id) >= (
                MOST_A_CHAT
            ):
                raise LimitError(f"a chat can follow {MOST_A_CHAT} things", MOST_A_CHAT)
            else:
                self._change(
                    "INSERT INTO follows (chat_id, thread_id, user_id, kind, value, key, "
                    "exact_marks, hour, created_at, language) "
                    "VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?)",
                    chat_id, thread_id, user_id, kind.value, shown, key, int(exact), hour,
                    stamp(now), language.value,
                )  # fmt: skip
            follow = self.get(known.id if known else self._number("SELECT last_insert_rowid()"))
        assert follow is not None  # it was written in this transaction
        return follow, known is None

    def get(self, follow_id: int) -> Follow | None:
        """Returns a subscription, None when it was stopped."""
        return self._follow("id = ?", follow_id)

    def existing(self, ids: Iterable[int]) -> set[int]:
        """Returns which of the subscriptions `ids` have not been stopped."""
        rows = self._rows(
            "SELECT id FROM follows WHERE id IN (SELECT value FROM json_each(?))",
            json.dumps([*ids]),
        )
        return {int(row["id"]) for row in rows}

    def of_chat(self, chat_id: int) -> list[Follow]:
        """Returns what a chat follows, with all of its topics, the oldest first."""
        return self._follows("chat_id = ?", chat_id)

    def all(self) -> list[Follow]:
        """Returns all subscriptions, those of a chat side by side."""
        return self._follows("1")

    def change_hour(self, follow_id: int, hour: int | None) -> bool:
        """Sets the hour of the digest, None for at once; returns whether it is there.

        What is held for the next digest stays with that one.
        """
        if hour is not None and not 0 <= hour < _HOURS:
            raise ValueError(f"a day has no hour {hour}")
        with self._writing():
            return bool(self._change("UPDATE follows SET hour = ? WHERE id = ?", hour, follow_id))

    def remove(self, follow_id: int) -> Follow | None:
        """Stops a subscription and what it holds for a digest; returns it, None when gone."""
        with self._writing():
            follow = self.get(follow_id)
            self._change("DELETE FROM follows WHERE id = ?", follow_id)
            self._change(
                "DELETE FROM deliveries WHERE follow_id = ? AND due_at IS NOT NULL", follow_id
            )
        return follow

    def remove_all(self, chat_id: int) -> int:
        """Stops all that a chat follows, with what is held for digests; returns how much."""
        return self._remove_of("chat_id = ?", chat_id)

    def remove_topic(self, chat_id: int, thread_id: int) -> int:
        """Stops all that a topic of a chat follows, for the topic is gone; returns how much."""
        return self._remove_of("chat_id = ? AND thread_id = ?", chat_id, thread_id)

    def claim(self, chat_id: int, article_id: int, now: datetime) -> bool:
        """Records that a chat is given an article; False when it was already, or will be."""
        with self._writing():
            return self._deliver(chat_id, article_id, now, None, None, None)

    def hold(self, follow: Follow, article_id: int, due: datetime, now: datetime) -> bool:
        """Keeps an article for the digest that is `due`; False as in `claim`."""
        with self._writing():
            return self._deliver(
                follow.chat_id, article_id, now, stamp(due), follow.thread_id, follow.id
            )

    def take_due(self, now: datetime) -> list[Held]:
        """Returns what is due for a digest, and records that it is given.

        Call it together with putting the digests into the outbox. Whether the articles may
        still be read by citizens is for the one who writes the digest to ask.
        """
        with self._writing():
            rows = self._rows(
                "SELECT * FROM deliveries WHERE due_at <= ? "
                "ORDER BY chat_id, coalesce(thread_id, 0), at, article_id",
                stamp(now),
            )
            self._change("UPDATE deliveries SET due_at = NULL WHERE due_at <= ?", stamp(now))
        digests: dict[tuple[int, int | None], list[int]] = {}
        for row in rows:
            digests.setdefault((row["chat_id"], row["thread_id"]), []).append(row["article_id"])
        return [Held(chat, thread, tuple(ids)) for (chat, thread), ids in digests.items()]

    def put_off(self, day: datetime) -> int:
        """Puts what was due before `day`, a midnight, off to the same hour of that day.

        So a digest that could not be given on its day is one with the next. Returns how many
        articles it was.
        """
        with self._writing():
            rows = self._rows("SELECT DISTINCT due_at FROM deliveries WHERE due_at < ?", stamp(day))
            moved = 0
            for row in rows:
                hour = moment(row["due_at"]).astimezone(day.tzinfo).time()
                due = datetime.combine(day.date(), hour, day.tzinfo)
                moved += self._change(
                    "UPDATE deliveries SET due_at = ? WHERE due_at = ?", stamp(due), row["due_at"]
                )
        return moved

    def any_due(self, now: datetime) -> bool:
        """Tells whether something is due for a digest. Cheap."""
        row = self._row("SELECT 1 AS due FROM deliveries WHERE due_at <= ? LIMIT 1", stamp(now))
        return row is not None

    def position(self) -> int:
        """Returns the number of the last change that was looked at for matches, 0 for none."""
        return self._counter(_POSITION)

    def set_position(self, change: int) -> None:
        """Records that all changes up to this one were looked at."""
        with self._writing():
            self._set_counter(_POSITION, change)

    def forget_old(self, now: datetime) -> int:
        """Deletes deliveries of a quarter ago; returns how many."""
        with self._writing():
            return self._change(
                "DELETE FROM deliveries WHERE at < ? AND due_at IS NULL",
                stamp(now - DELIVERIES_KEPT),
            )

    def _remove_of(self, condition: str, *values: int) -> int:
        with self._writing():
            self._change(
                "DELETE FROM deliveries WHERE due_at IS NOT NULL AND follow_id IN "
                f"(SELECT id FROM follows WHERE {condition})",
                *values,
            )
            return self._change(f"DELETE FROM follows WHERE {condition}", *values)

    def _deliver(
        self,
        chat_id: int,
        article_id: int,
        now: datetime,
        due_at: str | None,
        thread_id: int | None,
        follow_id: int | None,
    ) -> bool:
        return bool(
            self._change(
                "INSERT OR IGNORE INTO deliveries "
                "(chat_id, article_id, at, due_at, thread_id, follow_id) "
                "VALUES (?, ?, ?, ?, ?, ?)",
                chat_id, article_id, stamp(now), due_at, thread_id, follow_id,
            )
        )  # fmt: skip

    def _follow(self, condition: str, *values: Any) -> Follow | None:
        return next(iter(self._follows(condition, *values)), None)

    def _follows(self, condition: str, *values: Any) -> list[Follow]:
        rows = self._rows(
            f"SELECT * FROM follows WHERE {condition} ORDER BY chat_id, thread_id, id", *values
        )
        return [_follow_from_row(row) for row in rows]


def _follow_from_row(row: Mapping[str, Any]) -> Follow:
    return Follow(
        id=int(row["id"]),
        chat_id=int(row["chat_id"]),
        thread_id=row["thread_id"],
        user_id=int(row["user_id"]),
        kind=FollowKind(row["kind"]),
        value=row["value"],
        exact_marks=bool(row["exact_marks"]),
        hour=row["hour"],
        created_at=moment(row["created_at"]),
        language=Language(row["language"]),
    )
