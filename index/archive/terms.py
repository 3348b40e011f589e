"""Abbreviations and synonyms that admins added, in force at once."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime
from typing import Any, Final

from index.archive.source_records import moment, stamp
from index.archive.store import Store, bounded
from index.errors import LimitError
from index.language.tokens import terms_of
from index.service import Term, TermKind

MOST_TERMS: Final = 2_000
LONGEST_TERM: Final = 100
_VERSION: Final = "terms"


class Terms(Store):
    """The department's own terms. `version()` rises with each change."""

    def add(
        self, kind: TermKind, written: str, means: str, added_by: int, now: datetime
    ) -> tuple[Term, bool]:
        """Keeps that `written` means `means`; returns the term and whether it is new.

        Raises LimitError: there are 2,000, one side is empty or too long, or holds no word, or
        both are the same.
        """
        sides = [
            bounded(what, " ".join(text.split()), LONGEST_TERM)
            for what, text in (("term", written), ("meaning", means))
        ]
        keys = [" ".join(terms_of(side)) for side in sides]
        if not all(keys) or keys[0] == keys[1]:
            raise LimitError("a term and its meaning are words, and not the same ones", 0)
        with self._writing():
            same = "kind = ? AND written_key = ? AND means_key = ?"
            for known in self._terms(same, kind.value, *keys):
                return known, False
            if self._number("SELECT count(*) FROM terms") >= MOST_TERMS:
                raise LimitError(f"there are {MOST_TERMS} terms; remove one first", MOST_TERMS)
            self._change(
                "INSERT INTO terms (kind, written, means, written_key, means_key, added_by, "
                "added_at) VALUES (?, ?, ?, ?, ?, ?, ?)",
                kind.value, *sides, *keys, added_by, stamp(now),
            )  # fmt: skip
            self._count_up(_VERSION)
            (added,) = self._terms("id = last_insert_rowid()")
        return added, True

    def get(self, term_id: int) -> Term | None:
        """Returns a term, None when it was removed."""
        return next(iter(self._terms("id = ?", term_id)), None)

    def remove(self, term_id: int) -> Term | None:
        """Removes a term and returns it, None when it is not there."""
        with self._writing():
            removed = self.get(term_id)
            self._change("DELETE FROM terms WHERE id = ?", term_id)
            if removed is not None:
                self._count_up(_VERSION)
        return removed

    def all(self) -> list[Term]:
        """Returns all terms, the oldest first."""
        return self._terms("1 ORDER BY id")

    def version(self) -> int:
        """Returns a number that is another one after each change."""
        return self._counter(_VERSION)

    def _terms(self, condition: str, *values: Any) -> list[Term]:
        rows = self._rows(f"SELECT * FROM terms WHERE {condition}", *values)
        return [_term_from_row(row) for row in rows]


def _term_from_row(row: Mapping[str, Any]) -> Term:
    return Term(
        id=int(row["id"]),
        kind=TermKind(row["kind"]),
        written=row["written"],
        means=row["means"],
        added_by=int(row["added_by"]),
        added_at=moment(row["added_at"]),
    )
