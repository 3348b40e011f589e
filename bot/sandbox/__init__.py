"""A strict stand-in for Telegram on this machine: the Bot API, people, and a chat page.

Tests drive the real bot through it over HTTP; `hoidap sandbox` starts it with the bot.
Not for: anything that the internet can reach; it binds to the loopback address only.
"""

from __future__ import annotations

from bot.sandbox.actions import CallbackAnswer, InlineAnswer
from bot.sandbox.server import Sandbox
from bot.sandbox.values import (
    DEFAULT_GROUPS,
    DEFAULT_PEOPLE,
    ApiError,
    Group,
    Message,
    Person,
    ids_of,
)

__all__ = [
    "DEFAULT_GROUPS",
    "DEFAULT_PEOPLE",
    "ApiError",
    "CallbackAnswer",
    "Group",
    "InlineAnswer",
    "Message",
    "Person",
    "Sandbox",
    "ids_of",
]
