"""One attempt to send a message of the outbox, and what is to be recorded of it."""

from __future__ import annotations

import logging
from collections.abc import Callable
from datetime import timedelta
from typing import Final

from telegram.constants import ParseMode
from telegram.error import (
    BadRequest,
    ChatMigrated,
    Forbidden,
    InvalidToken,
    NetworkError,
    RetryAfter,
    TelegramError,
)
from telegram.ext import ExtBot

from bot.clock import Clock
from bot.delivery import Urgency, seconds_of, surely_not_sent
from bot.pace import Pace
from bot.payloads import reply_of
from bot.ports import AssistantPort
from bot.reply import Reply
from bot.sending import NO_PREVIEW, keyboard, refuses_address
from index.service import Message, handoff_of

LONGEST_WAIT_S: Final = 2.0
"""A message to a chat whose limits need longer goes back, and others are sent before it."""
NEXT_OF_CHAT_S: Final = 1.0
"""When the next message to a chat is looked at; of one chat, one is in flight at a time."""
FIRST_PAUSE_S: Final = 1.0
LONGEST_PAUSE_S: Final = 60.0
"""Pauses while Telegram cannot be reached, doubled each time: each try may end unsure."""

REFUSED_FOR: Final = timedelta(days=3)
"""How long a group may refuse us the right to write before we give it up.

Groups take that right from all members over night; in October 2023 Telegram said for a day that
no bot had it.
"""

_TOPIC_IS_GONE: Final = "message thread not found"
_TOPIC_IS_CLOSED: Final = "topic_closed"
_NO_RIGHTS: Final = (
    _TOPIC_IS_CLOSED,
    "not enough rights",
    "no rights to send",
    "need administrator rights",
    "chat_write_forbidden",
    "chat_restricted",
)
"""What Telegram says where the bot may not write, but may again one day."""

log = logging.getLogger(__name__)

Record = Callable[[AssistantPort], object]
"""Records how an attempt ended."""


class Attempts:
    """Sends messages; `pause_s` is how long to wait before the next, 0 while all is well."""

    def __init__(self, bot: ExtBot[Urgency], pace: Pace, clock: Clock) -> None:
        self._bot = bot
        self._pace = pace
        self._clock = clock
        self._under_way: set[int] = set()
        self.pause_s = 0.0

    async def attempt(self, message: Message) -> Record:
        """Sends a message that is recorded as being sent; returns what to record now."""
        try:
            reply = reply_of(message.payload)
        except ValueError:
            return self._failed(message, "it cannot be read")
        if (pause := self._pace.pause_s(message.chat_id)) > LONGEST_WAIT_S:
            return self._back(message, pause)
        if message.chat_id in self._under_way:
            return self._back(message, NEXT_OF_CHAT_S)
        self._under_way.add(message.chat_id)
        try:
            return await self._try(message, reply)
        finally:
            self._under_way.discard(message.chat_id)

    async def _try(self, message: Message, reply: Reply) -> Record:
        try:
            posted = await self._post(message, reply)
        except TelegramError as error:
            return self._fault(message, error)
        self.pause_s = 0.0
        return self._arrived(message, posted)

    def slow_down(self) -> None:
        """Doubles the pause."""
        self.pause_s = min(max(2 * self.pause_s, FIRST_PAUSE_S), LONGEST_PAUSE_S)

    def _fault(self, message: Message, error: TelegramError) -> Record:
        if isinstance(error, RetryAfter):
            return self._back(message, seconds_of(error))
        if isinstance(error, ChatMigrated):
            return self._moved(message, error.new_chat_id)
        chat_is_gone = "chat not found" in error.message.lower()
        if isinstance(error, Forbidden) or (isinstance(error, BadRequest) and chat_is_gone):
            return self._gone(message, error.message)
        if isinstance(error, BadRequest):
            said = error.message.lower()
            if _TOPIC_IS_GONE in said:
                return self._topic_gone(message, error.message)
            if any(words in said for words in _NO_RIGHTS):
                return self._refused(message, error.message)
            return self._failed(message, error.message)
        # What is left is of the network, or an answer that cannot be read.
        self.slow_down()
        if isinstance(error, InvalidToken):
            return self._back(message, LONGEST_PAUSE_S)
        if isinstance(error, NetworkError) and surely_not_sent(error):
            return self._back(message, FIRST_PAUSE_S)
        return self._unclear(message, type(error).__name__)

    async def _post(self, message: Message, reply: Reply) -> int:
        try:
            return await self._send(message, reply)
        except BadRequest as error:
            if not refuses_address(error):
                raise
            return await self._send(message, reply.without_links())

    async def _send(self, message: Message, reply: Reply) -> int:
        posted = await self._bot.send_message(
            message.chat_id,
            reply.html,
            message_thread_id=message.thread_id,
            parse_mode=ParseMode.HTML,
            link_preview_options=NO_PREVIEW,
            reply_markup=keyboard(reply.rows),
            rate_limit_args=Urgency.ANNOUNCEMENT,
        )
        return posted.message_id

    def _arrived(self, message: Message, posted: int) -> Record:
        """It was sent; one about a question for officers stands for it from now on."""

        def record(assistant: AssistantPort) -> None:
            with assistant.archive.together():
                assistant.archive.outbox.sent(message.id, self._clock.now())
                number = handoff_of(message.batch)
                if number is not None:
                    assistant.archive.handoffs.shown(number, message.chat_id, posted)

        return record

    def _back(self, message: Message, seconds: float) -> Record:
        due = self._clock.now() + timedelta(seconds=seconds)
        return lambda a: a.archive.outbox.put_back(message.id, due)

    def _failed(self, message: Message, reason: str) -> Record:
        log.info("message %d of %s failed: %s", message.id, message.batch, reason)
        return lambda a: a.archive.outbox.failed(message.id, reason, self._clock.now())

    def _unclear(self, message: Message, reason: str) -> Record:
        log.warning("message %d of %s is unsure: %s", message.id, message.batch, reason)
        return lambda a: a.archive.outbox.unclear(message.id, reason, self._clock.now())

    def _gone(self, message: Message, reason: str) -> Record:
        """The chat is not written to any more."""

        def record(assistant: AssistantPort) -> None:
            now = self._clock.now()
            with assistant.archive.together():
                assistant.archive.outbox.failed(message.id, reason, now)
                assistant.archive.people.left(message.chat_id, now)

        return record

    def _topic_gone(self, message: Message, reason: str) -> Record:
        """The topic of the forum was deleted: what it follows ends."""

        def record(assistant: AssistantPort) -> None:
            with assistant.archive.together():
                assistant.archive.outbox.failed(message.id, reason, self._clock.now())
                if message.thread_id is not None:
                    assistant.archive.follows.remove_topic(message.chat_id, message.thread_id)

        return record

    def _refused(self, message: Message, reason: str) -> Record:
        """We may not write there; where that has been so for days, what is followed there ends."""
        log.info("message %d of %s is refused: %s", message.id, message.batch, reason)

        def record(assistant: AssistantPort) -> None:
            archive, now = assistant.archive, self._clock.now()
            with archive.together():
                archive.outbox.failed(message.id, reason, now)
                since = archive.people.refused_since(message.chat_id, message.thread_id, reason)
                if since is None or now - since < REFUSED_FOR:
                    return
                if _TOPIC_IS_CLOSED in reason.lower() and message.thread_id is not None:
                    archive.follows.remove_topic(message.chat_id, message.thread_id)
                else:
                    archive.people.left(message.chat_id, now)

        return record

    def _moved(self, message: Message, new: int) -> Record:
        """The message follows its group to the new id."""

        def record(assistant: AssistantPort) -> None:
            with assistant.archive.together():
                assistant.archive.people.moved(message.chat_id, new)
                assistant.archive.outbox.put_back(message.id, self._clock.now())

        return record
