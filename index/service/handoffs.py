"""Questions for officers, and how the messages about one are named."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum

from index.model import Language


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
