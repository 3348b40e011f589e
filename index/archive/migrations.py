"""The migrations of the archive, in their order. One that was released is never changed."""

from __future__ import annotations

from sqlite_utils import Database, Migrations

from index.archive.defined import ABBREVIATIONS, store_abbreviations
from index.archive.service_tables import FOLLOW_LANGUAGE, SERVICE, STAFF_GROUPS
from index.archive.tables import ARTICLES, CONVERSATIONS, SOURCES_AND_VERSIONS

migrations = Migrations("hoidap")


@migrations()
def m001_articles(db: Database) -> None:
    """Articles, their passages, the cache of segmented words and the change log."""
    for statement in ARTICLES:
        db.execute(statement)


@migrations()
def m002_conversations(db: Database) -> None:
    """What the bot must remember: languages, saved queries; who did what; counts by day."""
    for statement in CONVERSATIONS:
        db.execute(statement)


@migrations()
def m003_abbreviations(db: Database) -> None:
    """The abbreviations that articles define, those of the articles already here too."""
    db.execute(ABBREVIATIONS)
    for row in db.query("SELECT id, text FROM articles"):
        store_abbreviations(db, int(row["id"]), row["text"])


@migrations()
def m004_sources(db: Database) -> None:
    """Sources with their pages and runs, former versions of articles, pages of documents."""
    for statement in SOURCES_AND_VERSIONS:
        db.execute(statement)


@migrations()
def m005_service(db: Database) -> None:
    """People, follows, messages to send, questions for officers, figures, edits, terms."""
    for statement in SERVICE:
        db.execute(statement)


@migrations()
def m006_staff_groups(db: Database) -> None:
    """Groups of officers, and questions for officers that go on from another."""
    for statement in STAFF_GROUPS:
        db.execute(statement)


@migrations()
def m007_follow_language(db: Database) -> None:
    """The language of what is followed."""
    for statement in FOLLOW_LANGUAGE:
        db.execute(statement)
