"""The texts about announcements to many chats."""

from __future__ import annotations

from typing import Literal

TextKey = Literal[
    "broadcast.usage",
    "broadcast.dropped",
    "broadcast.too_long",
    "broadcast.preview",
    "broadcast.nobody",
    "broadcast.sure",
    "broadcast.expired",
    "broadcast.progress",
    "broadcast.done",
    "broadcast.cancelled",
    "broadcast.unsure",
    "broadcast.full",
    "broadcast.who.private",
    "broadcast.who.group",
    "broadcast.who.all",
    "broadcast.button.private",
    "broadcast.button.group",
    "broadcast.button.all",
    "broadcast.button.send",
    "broadcast.button.cancel",
    "broadcast.button.stop",
    "broadcast.button.refresh",
    "command.thongbao",
]
