"""What the tests of those who manage the archive share: presses and what they show."""

from __future__ import annotations

from datetime import UTC, date, datetime
from typing import Any

from bot.callbacks import Press
from bot.sandbox import Message, Person, Sandbox
from index import Archive, SourceKind
from index.settings import Settings

CHILD_S = 60.0
"""How long a command in a process of its own may take."""


def today() -> date:
    """The day that it is where the bot is, which is another than in UTC from 17:00."""
    return datetime.now(Settings().time_zone).date()


def shown(sandbox: Sandbox, message: Message) -> Message:
    """A message as it is by now."""
    return sandbox.state.chats[message["chat"]["id"]].messages[message["message_id"]]


def buttons(sandbox: Sandbox, message: Message) -> dict[str, str]:
    """The callback data of a message's buttons, by their text."""
    keys: Any = shown(sandbox, message).get("reply_markup", {})
    rows = keys.get("inline_keyboard", [])
    return {b["text"]: b["callback_data"] for row in rows for b in row if "callback_data" in b}


def add_source(archive: Archive, url: str, name: str = "Sở A") -> int:
    """Adds a site behind the bot's back; returns its id."""
    return archive.sources.add(name, url, SourceKind.SITE, datetime.now(UTC)).id


def actions(archive: Archive) -> list[tuple[str, str]]:
    """Who did what, the newest first."""
    return [(one.actor, one.action) for one in archive.audit.page(50)[1]]


async def until_text(
    sandbox: Sandbox, message: Message, part: str, seconds: float = CHILD_S
) -> str:
    """Waits until a message holds a text; returns all of its text."""

    def look() -> str | None:
        text = str(shown(sandbox, message).get("text", ""))
        return text if part in text else None

    return await sandbox.state.journal.until(look, seconds)


async def tapped(sandbox: Sandbox, person: Person, message: Message, label: str) -> Message:
    """Presses the button with that text, and returns the message once it has changed."""
    before = dict(shown(sandbox, message))
    await sandbox.tap(person, before, label)
    return await sandbox.wait_for_edit(before)


async def forged(sandbox: Sandbox, person: Person, message: Message, press: Press) -> str:
    """Presses a button that the message does not have; returns the alert."""
    answer = await sandbox.press(person, message, press.encode(), forged=True)
    return answer.text
