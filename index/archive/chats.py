"""What the bot must remember across restarts: a chat's language, and searches to page.

No name and no message is kept. A saved search is kept without who asked it, because
Telegram gives a button only 64 bytes, and for 30 days.
"""

from __future__ import annotations

from base64 import urlsafe_b64encode
from datetime import UTC, date, datetime, timedelta
from hashlib import blake2b
from typing import Final

from index.archive.store import Store
from index.model import Language

SAVED_QUERY_DAYS: Final = 30
_ID_BYTES: Final = 9  # 12 characters of URL-safe base64


class Chats(Store):
    """The archive's memory of chats."""

    def language(self, chat_id: int) -> Language | None:
        """Returns the language chosen in a chat, None when none was."""
        row = self._row("SELECT language FROM chats WHERE chat_id = ?", chat_id)
        return Language(row["language"]) if row else None

    def set_language(self, chat_id: int, language: Language) -> None:
        """Keeps the language chosen in a chat."""
        with self._writing():
            self._db.table("chats").upsert(
                {"chat_id": chat_id, "language": language.value}, pk="chat_id"
            )

    def save_query(self, kind: str, text: str) -> str:
        """Keeps a search for its buttons and returns its id of 12 characters.

        The same search gets the same id; its 30 days begin anew.
        """
        digest = blake2b(f"{kind}\0{text}".encode(), digest_size=_ID_BYTES).digest()
        query_id = urlsafe_b64encode(digest).decode()
        today = datetime.now(UTC).date()
        with self._writing():
            self._db.table("saved_queries").upsert(
                {"id": query_id, "kind": kind, "text": text, "saved_on": today.isoformat()},
                pk="id",
            )
            self._delete_expired(today)
        return query_id

    def saved_query(self, query_id: str) -> tuple[str, str] | None:
        """Returns (kind, text) of a saved search, None when unknown or older than 30 days."""
        oldest = datetime.now(UTC).date() - timedelta(days=SAVED_QUERY_DAYS)
        row = self._row(
            "SELECT kind, text FROM saved_queries WHERE id = ? AND saved_on >= ?",
            query_id,
            oldest.isoformat(),
        )
        return (row["kind"], row["text"]) if row else None

    def drop_query(self, kind: str, query_id: str) -> None:
        """Deletes what was saved under an id, where it is of that kind."""
        with self._writing():
            self._db.table("saved_queries").delete_where("id = ? AND kind = ?", [query_id, kind])

    def forget_old(self, now: datetime) -> None:
        """Deletes the searches that were kept, or asked again, more than 30 days ago."""
        with self._writing():
            self._delete_expired(now.astimezone(UTC).date())

    def _delete_expired(self, today: date) -> None:
        oldest = (today - timedelta(days=SAVED_QUERY_DAYS)).isoformat()
        self._db.table("saved_queries").delete_where("saved_on < ?", [oldest])
