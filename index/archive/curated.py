"""Answers that officers wrote, which answer the same question again until they expire."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date, datetime
from typing import Any, Final

from index.archive.source_records import moment, stamp
from index.archive.store import Store, bounded
from index.errors import LimitError
from index.model import Audience
from index.service import UNEDITED, Curated, Unedited

MOST_CURATED: Final = 1_000
LONGEST_QUESTION: Final = 500
# With its frame it must fit into one message of 4,096 UTF-16 units.
LONGEST_ANSWER: Final = 3_000
_VERSION: Final = "curated"


class CuratedAnswers(Store):
    """The curated answers. `version()` rises with each change, for those who keep them."""

    def add(
        self,
        question: str,
        answer: str,
        author: int,
        now: datetime,
        *,
        expires_on: date | None = None,
        audience: Audience = Audience.PUBLIC,
    ) -> Curated:
        """Keeps an answer and returns it. `question` and `answer` must hold no person's data.

        Raises LimitError: there are too many, or a text is empty or too long.
        """
        asked = bounded("question", " ".join(question.split()), LONGEST_QUESTION)
        text = bounded("answer", answer, LONGEST_ANSWER)
        with self._writing():
            if self._number("SELECT count(*) FROM curated") >= MOST_CURATED:
                raise LimitError(f"there are {MOST_CURATED} answers; remove one", MOST_CURATED)
            self._change(
                "INSERT INTO curated (question, answer, author, created_at, expires_on, audience) "
                "VALUES (?, ?, ?, ?, ?, ?)",
                asked, text, author, stamp(now),
                expires_on.isoformat() if expires_on else None, audience.value,
            )  # fmt: skip
            self._count_up(_VERSION)
            (added,) = self._answers("id = last_insert_rowid()")
        return added

    def get(self, curated_id: int) -> Curated | None:
        """Returns an answer, expired or not; None when it was removed."""
        return next(iter(self._answers("id = ?", curated_id)), None)

    def live(self, today: date) -> list[Curated]:
        """Returns the answers that have not expired, for every audience, the newest first.

        Who may read which is for the caller to see to.
        """
        return self._answers(
            "expires_on IS NULL OR expires_on >= ? ORDER BY id DESC", today.isoformat()
        )

    def page(self, limit: int, offset: int = 0) -> tuple[int, list[Curated]]:
        """Returns how many answers there are, and a page of them, the newest first."""
        page = self._answers("1 ORDER BY id DESC LIMIT ? OFFSET ?", limit, offset)
        return self._number("SELECT count(*) FROM curated"), page

    def change(
        self,
        curated_id: int,
        *,
        question: str | None = None,
        answer: str | None = None,
        expires_on: date | Unedited | None = UNEDITED,
        audience: Audience | None = None,
    ) -> Curated | None:
        """Changes what is given and returns the answer, None when it is not there.

        Raises LimitError as `add`.
        """
        values: dict[str, str | None] = {}
        if question is not None:
            values["question"] = bounded("question", " ".join(question.split()), LONGEST_QUESTION)
        if answer is not None:
            values["answer"] = bounded("answer", answer, LONGEST_ANSWER)
        if not isinstance(expires_on, Unedited):
            values["expires_on"] = expires_on.isoformat() if expires_on else None
        if audience is not None:
            values["audience"] = audience.value
        with self._writing():
            for column, value in values.items():
                self._change(f"UPDATE curated SET {column} = ? WHERE id = ?", value, curated_id)
            self._count_up(_VERSION)
            return self.get(curated_id)

    def remove(self, curated_id: int) -> Curated | None:
        """Removes an answer and returns it, None when it is not there."""
        with self._writing():
            removed = self.get(curated_id)
            self._change("DELETE FROM curated WHERE id = ?", curated_id)
            if removed is not None:
                self._count_up(_VERSION)
        return removed

    def version(self) -> int:
        """Returns a number that is another one after each change."""
        return self._counter(_VERSION)

    def _answers(self, condition: str, *values: Any) -> list[Curated]:
        rows = self._rows(f"SELECT * FROM curated WHERE {condition}", *values)
        return [_curated_from_row(row) for row in rows]


def _curated_from_row(row: Mapping[str, Any]) -> Curated:
    return Curated(
        id=int(row["id"]),
        question=row["question"],
        answer=row["answer"],
        author=int(row["author"]),
        created_at=moment(row["created_at"]),
        expires_on=date.fromisoformat(row["expires_on"]) if row["expires_on"] else None,
        audience=Audience(row["audience"]),
    )
