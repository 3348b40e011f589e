"""Reaches every kind of button as people do: from what they write, press by press."""

from __future__ import annotations

import asyncio
from collections.abc import Awaitable, Callable, Sequence
from dataclasses import dataclass

from bot.callbacks import decode
from bot.context import App
from bot.sandbox import CallbackAnswer, Message, Person, Sandbox
from index.model import Language, Role
from tests.bot import matrix

Seed = Callable[["Walker"], Awaitable[object]]
"""What somebody does first, so that the bot sends messages with buttons."""


@dataclass(frozen=True, slots=True)
class Way:
    """How a button is reached: what is done first, and the kinds of the buttons pressed then."""

    seed: Seed
    kinds: tuple[str, ...] = ()

    def then(self, kind: str) -> Way:
        """The way after that button was pressed, too."""
        return Way(self.seed, (*self.kinds, kind))


@dataclass(frozen=True, slots=True)
class Button:
    """A button that somebody sees."""

    message: Message
    data: str


class Walker:
    """The people, each in their own chats, and what the bot has shown since the last step."""

    def __init__(self, sandbox: Sandbox, language: Language) -> None:
        self.sandbox = sandbox
        self.language = language
        self.app: App | None = None
        self._before: dict[tuple[int, int], Message] = {}

    async def say(
        self, role: Role, text: str, chat: int | None = None, reply_to: Message | None = None
    ) -> None:
        """Somebody of a role writes, and the bot does what it does."""
        person = matrix.who(role, self.language)
        await self.sandbox.say(person, text, chat, reply_to)
        await self.quiet()

    async def quiet(self) -> None:
        """Waits until the bot has nothing to do."""
        assert self.app is not None
        await matrix.quiet(self.app, self.sandbox)
        await matrix.settled(self.sandbox)

    async def outbox_is_empty(self) -> list[Message]:
        """What is shown once all that waits to be sent was sent."""
        assert self.app is not None
        worker = self.app.bot_data.services.worker
        async with asyncio.timeout(matrix.CHILD_S):
            while await worker.run(lambda a: a.archive.outbox.chats()):
                await asyncio.sleep(0.01)
        return self.shown()

    def begin(self) -> None:
        """Lets the next step begin."""
        self._before = {key(one): dict(one) for one in matrix.from_bot(self.sandbox)}

    def shown(self) -> list[Message]:
        """The messages that came or changed since the step began, the newest first."""
        now = matrix.from_bot(self.sandbox)
        return [one for one in reversed(now) if self._before.get(key(one)) != one]

    async def reach(self, way: Way, kind: str) -> Button | None:
        """Goes a way to a button of a kind; None where it does not lead there."""
        self.begin()
        await way.seed(self)
        for step in way.kinds:
            button = find(self.shown(), step)
            if button is None:
                return None
            self.begin()
            await self.press(button)
            await self.outbox_is_empty()
        return find(self.shown(), kind)

    async def press(self, button: Button) -> CallbackAnswer:
        """Presses a button: in a private chat its owner, in a group the admin."""
        chat = button.message["chat"]["id"]
        admin = matrix.who(Role.ADMIN, self.language)
        person: Person = self.sandbox.state.people.get(chat, admin)
        answer = await self.sandbox.press(person, button.message, button.data)
        await self.quiet()
        return answer


def key(message: Message) -> tuple[int, int]:
    """What tells a message from all others."""
    return message["chat"]["id"], message["message_id"]


def buttons(messages: Sequence[Message]) -> list[Button]:
    """All buttons of the bot below some messages."""
    return [
        Button(message, button["callback_data"])
        for message in messages
        for row in (message.get("reply_markup") or {}).get("inline_keyboard", [])
        for button in row
        if "callback_data" in button
    ]


def kind_of(button: Button) -> str:
    """The kind of a button."""
    press = decode(button.data)
    assert press is not None, button.data
    return press.kind


def find(messages: Sequence[Message], kind: str) -> Button | None:
    """The first button of a kind."""
    return next((one for one in buttons(messages) if kind_of(one) == kind), None)
