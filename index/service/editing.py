"""What staff and admins change about answers, articles and words, and the record of it."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime
from enum import Enum, StrEnum
from typing import Final

from index.model import Audience, DateOrigin


@dataclass(frozen=True, slots=True)
class Curated:
    """An answer that officers wrote; valid up to and on `expires_on`, None for ever."""

    id: int
    question: str
    answer: str
    author: int
    created_at: datetime
    expires_on: date | None
    audience: Audience


class Unedited(Enum):
    """Stands for a field that an edit leaves as it was published."""

    UNEDITED = "unedited"


UNEDITED: Final = Unedited.UNEDITED


@dataclass(frozen=True, slots=True)
class Published:
    """The fields of an article that can be edited, as its source gives them now."""

    title: str
    published: date | None
    published_from: DateOrigin | None
    category: str | None
    audience: Audience


@dataclass(frozen=True, slots=True)
class Edit:
    """What admins changed about the article at `url`; it holds over crawls and ingests."""

    url: str
    title: str | Unedited
    published: date | Unedited | None
    category: str | Unedited | None
    audience: Audience | Unedited
    edited_by: str
    edited_at: datetime
    as_published: Published


@dataclass(frozen=True, slots=True)
class Withheld:
    """An article that an admin removed: no crawl brings it back."""

    url: str
    title: str
    withheld_by: str
    withheld_at: datetime


@dataclass(frozen=True, slots=True)
class Action:
    """Who did what, and when."""

    id: int
    at: datetime
    actor: str
    action: str
    detail: str


class TermKind(StrEnum):
    """What a term and its meaning are to each other."""

    ABBREVIATION = "abbreviation"
    SYNONYM = "synonym"


@dataclass(frozen=True, slots=True)
class Term:
    """A word of the department's own, and what it means."""

    id: int
    kind: TermKind
    written: str
    means: str
    added_by: int
    added_at: datetime
