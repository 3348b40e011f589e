"""What was asked: questions without an answer, votes, figures by day. Texts without a person."""

from __future__ import annotations

import math
from base64 import urlsafe_b64encode
from collections.abc import Iterable
from datetime import date, timedelta
from hashlib import blake2b
from typing import Final

from index.archive.store import Store
from index.language.normalize import has_marks, plain_punctuation
from index.language.tokens import tokenize
from index.model import Language
from index.service import DayFigures, Unanswered, Votes

KEPT: Final = timedelta(days=90)
# The figures name nobody and nothing: they are kept for reports that compare years.
FIGURES_KEPT: Final = timedelta(days=3 * 366)
MOST_UNANSWERED: Final = 5_000
LONGEST_TEXT: Final = 300
MOST_VOTES_A_PERSON: Final = 500
_KEY_BYTES: Final = 9  # 12 characters of URL-safe base64
# Buckets of times, each a tenth wider than the one before.
_WIDER: Final = 1.1
_P99: Final = 0.99


class Asked(Store):
    """Figures about questions. A text must be masked (`hide_personal`) before it comes here."""

    def note_unanswered(self, text: str, language: Language, status: str, day: date) -> None:
        """Counts a question that found no answer; all its spellings count as one.

        A text is cut at 300 characters; one without a word is left out. Questions that were
        last asked over 90 days before `day` are deleted, and where there are too many, those
        that were asked least.
        """
        shown, key = _shown(text), unanswered_key(text)
        if key is None:
            return
        with self._writing():
            known = self._row("SELECT text FROM unanswered WHERE key = ?", key)
            if known and has_marks(known["text"]) and not has_marks(shown):
                shown = known["text"]
            self._change(
                "INSERT INTO unanswered (key, text, language, status, last_day, times) "
                "VALUES (?, ?, ?, ?, ?, 1) ON CONFLICT (key) DO UPDATE SET text = excluded.text, "
                "language = excluded.language, status = excluded.status, "
                "last_day = max(last_day, excluded.last_day), times = times + 1",
                key, shown, language.value, status, day.isoformat(),
            )  # fmt: skip
            self._forget_unanswered(day)
            if not known:
                self._make_room(key)

    def unanswered(self, limit: int, offset: int = 0) -> tuple[int, list[Unanswered]]:
        """Returns how many questions found no answer, and a page, the most asked first."""
        rows = self._rows(
            "SELECT * FROM unanswered ORDER BY times DESC, last_day DESC, key LIMIT ? OFFSET ?",
            limit, offset,
        )  # fmt: skip
        return self._number("SELECT count(*) FROM unanswered"), [
            Unanswered(
                row["key"],
                row["text"],
                Language(row["language"]),
                row["status"],
                date.fromisoformat(row["last_day"]),
                int(row["times"]),
            )
            for row in rows
        ]

    def done(self, key: str) -> bool:
        """Takes a question off the list; False when it is not there. Asked again, it is back."""
        with self._writing():
            return bool(self._change("DELETE FROM unanswered WHERE key = ?", key))

    def vote(self, key: str, user_id: int, up: bool, day: date) -> bool:
        """Keeps a person's vote on an answer, one each; returns whether it is new or changed.

        `key` is the id of the answer's saved query. Of one person the last 500 votes are kept.
        """
        with self._writing():
            changed = self._change(
                "INSERT INTO votes (key, user_id, up, day) VALUES (?, ?, ?, ?) "
                "ON CONFLICT (key, user_id) DO UPDATE SET up = excluded.up, day = excluded.day "
                "WHERE up != excluded.up",
                key, user_id, int(up), day.isoformat(),
            )  # fmt: skip
            self._change(
                "DELETE FROM votes WHERE user_id = ? AND key IN (SELECT key FROM votes "
                "WHERE user_id = ? ORDER BY day DESC, key = ? DESC LIMIT -1 OFFSET ?)",
                user_id, user_id, key, MOST_VOTES_A_PERSON,
            )  # fmt: skip
        return bool(changed)

    def votes(self, key: str) -> Votes:
        """Returns the votes on an answer."""
        return self._votes("key = ?", key)

    def note_answer(
        self, day: date, status: str, took_ms: float, category: str | None = None
    ) -> None:
        """Counts one answered question: its outcome, its time, the category of its article."""
        with self._writing():
            for table, column, value in (
                ("outcomes", "status", status),
                ("times", "bucket", _bucket(took_ms)),
                ("topics", "category", category),
            ):
                if value is not None:
                    self._change(
                        f"INSERT INTO {table} (day, {column}, number) VALUES (?, ?, 1) "
                        f"ON CONFLICT (day, {column}) DO UPDATE SET number = number + 1",
                        day.isoformat(), value,
                    )  # fmt: skip

    def figures(self, first: date, last: date) -> DayFigures:
        """Returns the figures of the days from `first` to `last`, both included."""
        span = (first.isoformat(), last.isoformat())
        statuses: dict[date, dict[str, int]] = {}
        for row in self._rows(
            "SELECT * FROM outcomes WHERE day BETWEEN ? AND ? ORDER BY day, status", *span
        ):
            statuses.setdefault(date.fromisoformat(row["day"]), {})[row["status"]] = row["number"]
        topics = self._rows(
            "SELECT category, sum(number) AS n FROM topics WHERE day BETWEEN ? AND ? "
            "GROUP BY category ORDER BY n DESC, category",
            *span,
        )
        times = self._rows(
            "SELECT bucket, sum(number) AS n FROM times WHERE day BETWEEN ? AND ? "
            "GROUP BY bucket ORDER BY bucket",
            *span,
        )
        counted = [(int(row["bucket"]), int(row["n"])) for row in times]
        return DayFigures(
            statuses=statuses,
            topics={row["category"]: int(row["n"]) for row in topics},
            median_ms=_quantile(counted, 0.5),
            p99_ms=_quantile(counted, _P99),
            votes=self._votes("day BETWEEN ? AND ?", *span),
        )

    def forget_old(self, today: date) -> None:
        """Deletes questions and votes of 90 days ago, and figures of three years ago."""
        with self._writing():
            self._forget_unanswered(today)
            self._change("DELETE FROM votes WHERE day < ?", (today - KEPT).isoformat())
            for table in ("outcomes", "times", "topics"):
                oldest = (today - FIGURES_KEPT).isoformat()
                self._change(f"DELETE FROM {table} WHERE day < ?", oldest)

    def _forget_unanswered(self, today: date) -> None:
        self._change("DELETE FROM unanswered WHERE last_day < ?", (today - KEPT).isoformat())

    def _make_room(self, new: str) -> None:
        if self._number("SELECT count(*) FROM unanswered") > MOST_UNANSWERED:
            self._change(
                "DELETE FROM unanswered WHERE key = (SELECT key FROM unanswered "
                "WHERE key != ? ORDER BY times, last_day, key LIMIT 1)",
                new,
            )

    def _votes(self, condition: str, *values: object) -> Votes:
        row = self._row(
            f"SELECT sum(up) AS up, count(*) AS n FROM votes WHERE {condition}", *values
        )
        up, number = int((row or {}).get("up") or 0), int((row or {}).get("n") or 0)
        return Votes(up, number - up)


def _bucket(took_ms: float) -> int:
    return round(math.log(max(took_ms, 1.0), _WIDER))


def _quantile(counted: Iterable[tuple[int, int]], share: float) -> float | None:
    """Returns the time below which that share lies, of (bucket, number) in order."""
    listed = list(counted)
    wanted = share * sum(number for _, number in listed)
    passed = 0
    for bucket, number in listed:
        passed += number
        if passed >= wanted:
            return float(_WIDER**bucket)
    return None


def unanswered_key(text: str) -> str | None:
    """Returns the key that all spellings of a question are counted under, None without a word."""
    folded = " ".join(token.folded for token in tokenize(_shown(text)))
    if not folded:
        return None
    return urlsafe_b64encode(blake2b(folded.encode(), digest_size=_KEY_BYTES).digest()).decode()


def _shown(text: str) -> str:
    return " ".join(plain_punctuation(text).split())[:LONGEST_TEXT].rstrip()
