"""The values of the service around the answers, as the archive's stores give and take them.

Who may do what, what people follow, messages that wait to be sent, questions for officers and
their replies, corrections of articles, and what is counted. Everything here is frozen and
knows neither SQLite nor Telegram. Times carry their zone, days are of the department's zone.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime
from enum import Enum, StrEnum
from typing import Final

from index.model import Audience, DateOrigin, Language, Role


class ChatKind(StrEnum):
    """What kind of chat it is."""

    PRIVATE = "private"
    GROUP = "group"


@dataclass(frozen=True, slots=True)
class Grant:
    """A role that an admin gave; those of the settings are not among them."""

    user_id: int
    role: Role
    granted_by: int
    granted_at: datetime


@dataclass(frozen=True, slots=True)
class Forgotten:
    """How many rows about a person were deleted, by what they were.

    `records` is how much stays: what the person did as staff, in the record of actions.
    """

    follows: int = 0
    deliveries: int = 0
    votes: int = 0
    handoffs: int = 0
    messages: int = 0
    languages: int = 0
    chats: int = 0
    records: int = 0


class FollowKind(StrEnum):
    """What is followed."""

    PHRASE = "phrase"
    CATEGORY = "category"
    SOURCE = "source"


@dataclass(frozen=True, slots=True)
class Follow:
    """A subscription of a chat, or of a topic in it.

    `exact_marks`: tone marks count ("đoàn" is not "đoán"). `hour` is that of the daily digest,
    0 to 23, None for at once. `language` is the one that it was asked for in.
    """

    id: int
    chat_id: int
    thread_id: int | None
    user_id: int
    kind: FollowKind
    value: str
    exact_marks: bool
    hour: int | None
    created_at: datetime
    language: Language = Language.VIETNAMESE


@dataclass(frozen=True, slots=True)
class Held:
    """The articles, by id and in order of their coming, for the digest of one chat or topic."""

    chat_id: int
    thread_id: int | None
    article_ids: tuple[int, ...]


class MessageKind(StrEnum):
    """What a message to be sent is. What somebody waits for goes out first: in this order."""

    HANDOFF = "handoff"
    NOTICE = "notice"
    DIGEST = "digest"
    BROADCAST = "broadcast"


class MessageState(StrEnum):
    """How far a message has come."""

    WAITING = "waiting"
    SENDING = "sending"
    """The intent is recorded: it is sent right now."""
    SENT = "sent"
    FAILED = "failed"
    UNSURE = "unsure"
    """The program ended while it was sent; nobody knows whether it arrived."""
    CANCELLED = "cancelled"


@dataclass(frozen=True, slots=True)
class Outgoing:
    """A message to be sent: `payload` is JSON text that its sender understands."""

    chat_id: int
    payload: str
    thread_id: int | None = None


@dataclass(frozen=True, slots=True)
class Message:
    """A message in the outbox; `changed_at` is when it came to its present state."""

    id: int
    batch: str
    kind: MessageKind
    chat_id: int
    thread_id: int | None
    payload: str
    state: MessageState
    changed_at: datetime
    reason: str | None = None


class HandoffState(StrEnum):
    """How far a question for an officer has come."""

    OPEN = "open"
    ANSWERED = "answered"
    CLOSED = "closed"


@dataclass(frozen=True, slots=True)
class Handoff:
    """A question for an officer. `message_id` is the asker's message, None where it is gone.

    `officer_id` is who took, answered or closed it; `reply` the answer, or why it was closed.
    """

    number: int
    chat_id: int
    thread_id: int | None
    user_id: int
    message_id: int | None
    question: str
    language: Language
    asked_at: datetime
    state: HandoffState
    officer_id: int | None = None
    reply: str | None = None
    ended_at: datetime | None = None
    """When it was answered or closed."""
    after: int | None = None
    """The number of the answered question that it goes on from."""


def handoff_batch(number: int) -> str:
    """Returns how the names of all batches of messages about a question for officers begin.

    They go with it when the person who asked wants to be forgotten.
    """
    return f"handoff:{number}:"


def handoff_of(batch: str) -> int | None:
    """Returns the number of the question that a batch is about, None for another batch.

    >>> handoff_of(handoff_batch(12) + "reply"), handoff_of("digest:12:x")
    (12, None)
    """
    kind, _, rest = batch.partition(":")
    number = rest.partition(":")[0]
    return int(number) if kind == "handoff" and number.isascii() and number.isdigit() else None


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


@dataclass(frozen=True, slots=True)
class Unanswered:
    """A question that found no answer, however often and by whomever it was asked."""

    key: str
    """Of 12 characters; the same for all spellings with and without marks."""
    text: str
    language: Language
    status: str
    last_day: date
    times: int


@dataclass(frozen=True, slots=True)
class Votes:
    """How many people found an answer right, and wrong."""

    up: int = 0
    down: int = 0


@dataclass(frozen=True, slots=True)
class DayFigures:
    """What was asked in a span of days.

    `statuses` are by day; `topics` by category, the commonest first. The times in
    milliseconds are exact to a tenth; None without questions.
    """

    statuses: Mapping[date, Mapping[str, int]]
    topics: Mapping[str, int]
    median_ms: float | None
    p99_ms: float | None
    votes: Votes


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
