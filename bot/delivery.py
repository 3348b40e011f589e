"""How requests reach Telegram: within its limits, and again after a fault that passes."""

from __future__ import annotations

import asyncio
import logging
from collections.abc import Callable, Coroutine
from typing import Any, Final

import httpx
from aiolimiter import AsyncLimiter
from telegram.error import NetworkError, TimedOut
from telegram.ext import AIORateLimiter

from bot.memory import Recent

MAX_FLOOD_RETRIES: Final = 3
"""How often a request is sent again after a 429; AIORateLimiter's own default is never."""
CHAT_PAUSE_S: Final = 1.05
"""Telegram takes one message a second in one chat; a little more, for clocks that differ."""
REMEMBERED_CHATS: Final = 2_048
RETRY_PAUSES_S: Final = (0.3, 1.5)
"""Pauses before a request is sent again after a dropped connection or a 5xx."""

log = logging.getLogger(__name__)

_Result = bool | dict[str, Any] | list[dict[str, Any]]


class PatientLimiter(AIORateLimiter):
    """AIORateLimiter with a limit for each chat and retries after dropped connections.

    A connection that drops before the answer leaves open whether Telegram took the
    message. It is sent again: a reply that comes twice is better than none. A request
    that timed out while Telegram worked on it is not.
    """

    def __init__(self) -> None:
        super().__init__(max_retries=MAX_FLOOD_RETRIES)
        self._chats: Recent[int, AsyncLimiter] = Recent(REMEMBERED_CHATS)

    async def process_request(
        self,
        callback: Callable[..., Coroutine[Any, Any, _Result]],
        args: Any,
        kwargs: dict[str, Any],
        endpoint: str,
        data: dict[str, Any],
        rate_limit_args: int | None,
    ) -> _Result:
        """Sends a request when its chat's turn has come; see the base class."""
        if endpoint == "sendChatAction":  # a courtesy: never worth waiting for
            return await callback(*args, **kwargs)
        chat_id = data.get("chat_id")
        if isinstance(chat_id, int) and endpoint.startswith(("send", "edit")):
            await self._of_chat(chat_id).acquire()

        async def persistent(*args: object, **kwargs: object) -> _Result:
            for pause in RETRY_PAUSES_S:
                try:
                    return await callback(*args, **kwargs)
                except NetworkError as error:
                    if not _may_retry(error):
                        raise
                    log.warning("%s failed (%s), trying again", endpoint, type(error).__name__)
                await asyncio.sleep(pause)
            return await callback(*args, **kwargs)

        return await super().process_request(
            persistent, args, kwargs, endpoint, data, rate_limit_args
        )

    def _of_chat(self, chat_id: int) -> AsyncLimiter:
        limiter = self._chats.get(chat_id) or AsyncLimiter(1, CHAT_PAUSE_S)
        self._chats.put(chat_id, limiter)
        return limiter


def _may_retry(error: NetworkError) -> bool:
    """True for a dropped connection, a 5xx, and a request that surely was not sent."""
    if isinstance(error, TimedOut):
        return isinstance(error.__cause__, httpx.ConnectTimeout | httpx.PoolTimeout)
    return type(error) is NetworkError  # not its subclass BadRequest
