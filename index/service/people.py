"""Chats and people: what roles were given, and what was deleted of whom."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum

from index.model import Role


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
