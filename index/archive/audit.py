"""Reading who did what, and when."""

from __future__ import annotations

from index.archive.source_records import moment
from index.archive.store import Store
from index.service import Action


class Audit(Store):
    """The actions that `Archive.record_action` has recorded; they are never changed."""

    def page(
        self,
        limit: int,
        offset: int = 0,
        *,
        actor: str | None = None,
        action: str | None = None,
    ) -> tuple[int, list[Action]]:
        """Returns how many actions there are (of an actor, of a kind) and a page, newest first."""
        condition = "actor = coalesce(?, actor) AND action = coalesce(?, action)"
        rows = self._rows(
            f"SELECT * FROM actions WHERE {condition} ORDER BY id DESC LIMIT ? OFFSET ?",
            actor, action, limit, offset,
        )  # fmt: skip
        number = self._number(f"SELECT count(*) FROM actions WHERE {condition}", actor, action)
        return number, [
            Action(int(row["id"]), moment(row["at"]), row["actor"], row["action"], row["detail"])
            for row in rows
        ]
