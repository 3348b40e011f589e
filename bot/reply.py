"""A reply as a value: Telegram HTML or a file, and buttons.

Rendering makes it, sending takes it.
"""

from __future__ import annotations

from dataclasses import dataclass, replace

from bot.callbacks import Press


@dataclass(frozen=True, slots=True)
class LinkButton:
    """A button that opens an address."""

    text: str
    url: str


@dataclass(frozen=True, slots=True)
class PressButton:
    """A button that comes back to the bot."""

    text: str
    press: Press


@dataclass(frozen=True, slots=True)
class ShareButton:
    """A button that lets the person choose a chat and begins an inline query there."""

    text: str
    query: str


Button = LinkButton | PressButton | ShareButton
Rows = tuple[tuple[Button, ...], ...]
"""Rows of buttons, as they stand below a message."""


@dataclass(frozen=True, slots=True)
class Reply:
    """What is sent: HTML of at most 4096 UTF-16 units after parsing, and rows of buttons."""

    html: str
    rows: Rows = ()

    def without_links(self) -> Reply:
        """Returns the reply without link buttons, for an address that Telegram refuses."""
        return replace(self, rows=_without_links(self.rows))


@dataclass(frozen=True, slots=True)
class FileReply:
    """A picture or document: its bytes, the name people see, and what stands below it.

    `html` has at most 1024 UTF-16 units after parsing; a picture is a PNG or JPEG.
    """

    content: bytes
    name: str
    html: str = ""
    rows: Rows = ()

    def without_links(self) -> FileReply:
        """Returns the reply without link buttons, for an address that Telegram refuses."""
        return replace(self, rows=_without_links(self.rows))


def _without_links(rows: Rows) -> Rows:
    kept = (tuple(button for button in row if not isinstance(button, LinkButton)) for row in rows)
    return tuple(row for row in kept if row)
