"""The abbreviations that articles define, kept beside them and read for who may read them."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final

from sqlite_utils import Database

from index.language.acronyms import definitions
from index.language.tokens import tokenize
from index.model import Audience

ABBREVIATIONS: Final = """CREATE TABLE abbreviations (
    article_id INTEGER NOT NULL REFERENCES articles(id) ON DELETE CASCADE,
    short TEXT NOT NULL,
    long TEXT NOT NULL,
    PRIMARY KEY (article_id, short, long)
) STRICT, WITHOUT ROWID"""
# More than any field's news use; those that most articles define come first.
MOST_KEPT: Final = 20_000


def store_abbreviations(db: Database, article_id: int, text: str) -> None:
    """Replaces the abbreviations of an article by those that `text` defines, as tokens."""
    db.execute("DELETE FROM abbreviations WHERE article_id = ?", [article_id])
    pairs = {(_tokens(found.short), _tokens(found.long)) for found in definitions(text)}
    db.conn.executemany(
        "INSERT INTO abbreviations (article_id, short, long) VALUES (?, ?, ?)",
        [(article_id, short, long) for short, long in sorted(pairs) if short != long],
    )


def defined_abbreviations(
    db: Database, audiences: Sequence[Audience], condition: str
) -> list[tuple[str, str]]:
    """Returns (abbreviation, long form), space-joined tokens, the commonest first.

    Only of live articles for one of `audiences`; `condition` says which are live.
    """
    marks = ",".join("?" * len(audiences))
    rows = db.query(
        "SELECT short, long, count(*) AS n FROM abbreviations WHERE article_id IN "
        f"(SELECT id FROM articles WHERE {condition} AND audience IN ({marks})) "
        "GROUP BY short, long ORDER BY n DESC, short, long LIMIT ?",
        [*audiences, MOST_KEPT],
    )
    return [(row["short"], row["long"]) for row in rows]


def _tokens(text: str) -> str:
    return " ".join(token.text for token in tokenize(text))
