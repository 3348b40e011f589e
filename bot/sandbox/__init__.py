"""A strict stand-in for Telegram on this machine: the Bot API, people, and a chat page.

Tests drive the real bot through it over HTTP; `hoidap sandbox` starts it with the bot.
Not for: anything that the internet can reach; it binds to the loopback address only.
"""

from __future__ import annotations

from bot.sandbox.asking import CallbackAnswer, InlineAnswer
from bot.sandbox.membership import supergroup_of
from bot.sandbox.server import Sandbox
from bot.sandbox.values import (
    DEFAULT_GROUPS,
    DEFAULT_PEOPLE,
    FORUM,
    STAFF_GROUP,
    ApiError,
    Group,
    Message,
    Person,
    crowd,
    ids_of,
)

__all__ = [
    "DEFAULT_GROUPS",
    "DEFAULT_PEOPLE",
    "FORUM",
    "STAFF_GROUP",
    "ApiError",
    "CallbackAnswer",
    "Group",
    "InlineAnswer",
    "Message",
    "Person",
    "Sandbox",
    "crowd",
    "ids_of",
    "supergroup_of",
]
