"""Groups in which officers are shown the questions for them."""

from __future__ import annotations

from datetime import datetime
from typing import Final

from index.archive.source_records import stamp
from index.archive.store import Store
from index.errors import LimitError

# Each question is sent to each of them.
MOST_GROUPS: Final = 10


class StaffGroups(Store):
    """The groups that admins chose. One that the bot leaves is none any more."""

    def add(self, chat_id: int, by: int, now: datetime) -> bool:
        """Keeps a group; returns whether it is new. Raises LimitError: there are ten."""
        with self._writing():
            if chat_id in self.all():
                return False
            if len(self.all()) >= MOST_GROUPS:
                raise LimitError(f"there are {MOST_GROUPS} groups; take one back", MOST_GROUPS)
            self._change(
                "INSERT INTO staff_groups (chat_id, set_by, set_at) VALUES (?, ?, ?)",
                chat_id, by, stamp(now),
            )  # fmt: skip
        return True

    def remove(self, chat_id: int) -> bool:
        """Takes a group back; False when it was none."""
        with self._writing():
            return bool(self._change("DELETE FROM staff_groups WHERE chat_id = ?", chat_id))

    def all(self) -> list[int]:
        """Returns the chats, ordered by id."""
        return [
            int(row["chat_id"])
            for row in self._rows("SELECT chat_id FROM staff_groups ORDER BY chat_id")
        ]
