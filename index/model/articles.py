"""Articles, for whom they are published, and who may read them."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from enum import StrEnum


class Role(StrEnum):
    """Who is asking. A higher role sees all that a lower one sees."""

    CITIZEN = "citizen"
    STAFF = "staff"
    ADMIN = "admin"

    @property
    def audiences(self) -> tuple[Audience, ...]:
        """The audiences whose articles this role may read."""
        if self is Role.CITIZEN:
            return (Audience.PUBLIC,)
        return (Audience.PUBLIC, Audience.STAFF)


class Audience(StrEnum):
    """For whom an article was published."""

    PUBLIC = "public"
    STAFF = "staff"


class Language(StrEnum):
    """Languages of questions, articles and wording."""

    VIETNAMESE = "vi"
    ENGLISH = "en"


class DateOrigin(StrEnum):
    """Where an article's published date was found."""

    METADATA = "metadata"
    TEXT = "text"
    INFERRED = "inferred"


@dataclass(frozen=True, slots=True)
class Article:
    """One news item, as published.

    `text` is in NFC, paragraphs and list items on lines of their own; names are never
    respelled. `published` is the day of publication or None when unsure. `pages` are the code
    point offsets in `text` at which the pages of a document begin, the first page first.
    """

    url: str
    title: str
    text: str
    published: date | None = None
    published_from: DateOrigin | None = None
    category: str | None = None
    audience: Audience = Audience.PUBLIC
    language: Language = Language.VIETNAMESE
    source: str | None = None
    pages: tuple[int, ...] = ()
