"""A reply as a value: Telegram HTML and buttons. Rendering makes it, sending takes it."""

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


Button = LinkButton | PressButton


@dataclass(frozen=True, slots=True)
class Reply:
    """What is sent: HTML of at most 4096 UTF-16 units after parsing, and rows of buttons."""

    html: str
    rows: tuple[tuple[Button, ...], ...] = ()

    def without_links(self) -> Reply:
        """Returns the reply without link buttons, for an address that Telegram refuses."""
        kept = (
            tuple(button for button in row if isinstance(button, PressButton)) for row in self.rows
        )
        return replace(self, rows=tuple(row for row in kept if row))
