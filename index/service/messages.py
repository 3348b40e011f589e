"""Messages that wait to be sent, in the outbox."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum


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
