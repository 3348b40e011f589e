"""Waiting for what the bot does."""

from __future__ import annotations

from collections.abc import Callable
from typing import Final, TypeVar

from bot.sandbox.state import State
from bot.sandbox.values import Message, Person

T = TypeVar("T")

PATIENCE_S: Final = 15.0
"""How long a person waits for the bot by default, in seconds."""


class Waiting:
    """Waits that end as soon as the thing happens, and with TimeoutError when it does not."""

    state: State

    async def until(self, look: Callable[[State], T | None], timeout: float = PATIENCE_S) -> T:
        """Waits until `look(state)` gives something but None, and returns it."""
        return await self.state.journal.until(lambda: look(self.state), timeout)

    async def wait_for_reply(
        self,
        chat: int | Person,
        after: int | Message | None = None,
        timeout: float = PATIENCE_S,
    ) -> Message:
        """The bot's first message in the chat after that one.

        Without `after`, the first after the last message that a person wrote there.
        Raises TimeoutError when none comes.
        """
        place = self.state.chats[chat.id if isinstance(chat, Person) else chat]
        if after is None:
            people = (m for m in reversed(place.messages.values()) if not m["from"]["is_bot"])
            after = next(people, 0)
        last = after if isinstance(after, int) else int(after["message_id"])

        def reply() -> Message | None:
            first = None
            for message in reversed(place.messages.values()):
                if message["message_id"] <= last:
                    break
                if message["from"]["is_bot"]:
                    first = message
            return None if first is None else dict(first)

        return await self.state.journal.until(reply, timeout, about=place.id)

    async def wait_for_edit(self, message: Message, timeout: float = PATIENCE_S) -> Message:
        """The same message once it differs from `message`, as it was then.

        Raises TimeoutError when it stays as it is.
        """
        place = self.state.chats[message["chat"]["id"]]

        def changed() -> Message | None:
            now = place.messages.get(message["message_id"])
            return dict(now) if now is not None and now != message else None

        return await self.state.journal.until(changed, timeout, about=place.id)

    async def wait_for_text(
        self, chat: int | Person, part: str, timeout: float = PATIENCE_S
    ) -> Message:
        """The newest message of the bot in the chat with `part` in its text or caption.

        It may be there already, come, or be edited so. Raises TimeoutError when none is.
        """
        place = self.state.chats[chat.id if isinstance(chat, Person) else chat]

        def found() -> Message | None:
            for message in reversed(place.messages.values()):
                text = message.get("text") or message.get("caption") or ""
                if message["from"]["is_bot"] and part in text:
                    return dict(message)
            return None

        return await self.state.journal.until(found, timeout, about=place.id)
