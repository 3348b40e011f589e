"""The order in which updates are worked on: one chat's in turn, different chats' at once."""

from __future__ import annotations

import asyncio
import logging
from collections.abc import Awaitable, Coroutine
from typing import Any, Final

from telegram import Update
from telegram.ext import BaseUpdateProcessor

from bot.memory import Recent

ALLOWED_UPDATES: Final = (
    Update.MESSAGE,
    Update.EDITED_MESSAGE,
    Update.CALLBACK_QUERY,
    Update.INLINE_QUERY,
    Update.CHOSEN_INLINE_RESULT,
    Update.MY_CHAT_MEMBER,
)
"""What Telegram is asked to send; channel posts are not among them."""
MAX_AT_ONCE: Final = 512
"""Updates taken from the queue at once, waiting ones included."""
MAX_WAITING_IN_CHAT: Final = 30
"""Updates of one chat that may wait; one chat's flood must not take all places."""
REMEMBERED_UPDATES: Final = 4_096
"""Telegram repeats an update within minutes, when it saw no sign that it arrived."""

log = logging.getLogger(__name__)


class ChatByChat(BaseUpdateProcessor):
    """Works on each chat's updates in order, on inline queries at once, on each update once."""

    def __init__(self) -> None:
        super().__init__(MAX_AT_ONCE)
        self._seen: Recent[int, None] = Recent(REMEMBERED_UPDATES)
        self._waiting: dict[int, int] = {}
        self._turns: dict[int, asyncio.Lock] = {}

    async def do_process_update(self, update: object, coroutine: Awaitable[Any]) -> None:
        """Runs the coroutine in its chat's turn, or drops it as repeated or as flood."""
        if not isinstance(update, Update):
            await coroutine
            return
        if update.update_id in self._seen:
            log.info("update %d came again and is not answered twice", update.update_id)
            _drop(coroutine)
            return
        self._seen.put(update.update_id, None)
        if update.inline_query is not None:  # of several typed fast the last is answered
            await coroutine
            return
        chat = update.effective_chat
        user = update.effective_user
        key = chat.id if chat else user.id if user else 0
        if self._waiting.get(key, 0) >= MAX_WAITING_IN_CHAT:
            log.warning("update %d is dropped: its chat floods", update.update_id)
            _drop(coroutine)
            return
        await self._in_turn(key, coroutine)

    async def _in_turn(self, key: int, coroutine: Awaitable[Any]) -> None:
        self._waiting[key] = self._waiting.get(key, 0) + 1
        turn = self._turns.setdefault(key, asyncio.Lock())
        try:
            async with turn:
                await coroutine
        finally:
            self._waiting[key] -= 1
            if not self._waiting[key]:
                del self._waiting[key], self._turns[key]

    async def initialize(self) -> None:
        """Does nothing: there is nothing to open."""

    async def shutdown(self) -> None:
        """Does nothing: PTB waits for running updates itself."""


def _drop(coroutine: Awaitable[Any]) -> None:
    """Ends a coroutine that is never awaited, so that Python does not warn of it."""
    if isinstance(coroutine, Coroutine):
        coroutine.close()
