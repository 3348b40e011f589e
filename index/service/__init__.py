"""The values of the service around the answers, as the archive's stores give and take them.

Who may do what, what people follow, messages that wait to be sent, questions for officers and
their replies, corrections of articles, and what is counted. Everything here is frozen and
knows neither SQLite nor Telegram. Times carry their zone, days are of the department's zone.
"""

from __future__ import annotations

from index.service.editing import (
    UNEDITED,
    Action,
    Curated,
    Edit,
    Published,
    Term,
    TermKind,
    Unedited,
    Withheld,
)
from index.service.figures import DayFigures, Unanswered, Votes
from index.service.follows import Follow, FollowKind, Held
from index.service.handoffs import Handoff, HandoffState, handoff_batch, handoff_of
from index.service.messages import Message, MessageKind, MessageState, Outgoing
from index.service.people import ChatKind, Forgotten, Grant

__all__ = [
    "UNEDITED",
    "Action",
    "ChatKind",
    "Curated",
    "DayFigures",
    "Edit",
    "Follow",
    "FollowKind",
    "Forgotten",
    "Grant",
    "Handoff",
    "HandoffState",
    "Held",
    "Message",
    "MessageKind",
    "MessageState",
    "Outgoing",
    "Published",
    "Term",
    "TermKind",
    "Unanswered",
    "Unedited",
    "Votes",
    "Withheld",
    "handoff_batch",
    "handoff_of",
]
