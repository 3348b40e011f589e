"""How requests reach Telegram: within its limits, and again after a fault that passes."""

from __future__ import annotations

import logging
from collections.abc import Callable, Coroutine
from datetime import timedelta
from enum import Enum
from functools import partial
from typing import Any, Final

import httpx
from telegram.error import NetworkError, RetryAfter, TimedOut
from telegram.ext import BaseRateLimiter

from bot.clock import Clock
from bot.pace import Pace

MAX_FLOOD_RETRIES: Final = 3
"""How often a request is sent again after a 429."""
RETRY_PAUSES_S: Final = (0.3, 1.5)
"""Pauses before a request is sent again after a dropped connection or a 5xx."""
_COUNTED: Final = ("send", "edit", "copy", "forward")
_FLOOD_MARGIN_S: Final = 0.1

log = logging.getLogger(__name__)

_Result = bool | dict[str, Any] | list[dict[str, Any]]


class Urgency(Enum):
    """What a request is sent for; a reply where nothing is said."""

    REPLY = "reply"
    ANNOUNCEMENT = "announcement"
    """Waits until nobody waits for a reply, and is tried once: its sender knows what to do."""


class PatientLimiter(BaseRateLimiter[Urgency]):
    """Sends requests when it is their turn, and replies again where that helps.

    A connection that drops before the answer leaves open whether Telegram took the
    message. A reply is sent again: one that comes twice is better than none. A request
    that timed out while Telegram worked on it is not.
    """

    def __init__(self, pace: Pace, clock: Clock) -> None:
        self._pace = pace
        self._clock = clock

    async def initialize(self) -> None:
        """Does nothing: there is nothing to open."""

    async def shutdown(self) -> None:
        """Does nothing: nothing runs by itself."""

    async def process_request(
        self,
        callback: Callable[..., Coroutine[Any, Any, _Result]],
        args: Any,
        kwargs: dict[str, Any],
        endpoint: str,
        data: dict[str, Any],
        rate_limit_args: Urgency | None,
    ) -> _Result:
        """Sends a request when its turn has come; see the base class."""
        request = partial(callback, *args, **kwargs)
        if endpoint == "sendChatAction":  # a courtesy: never worth waiting for
            return await request()
        chat_id = data.get("chat_id") if endpoint.startswith(_COUNTED) else None
        chat = chat_id if isinstance(chat_id, int) else None
        if rate_limit_args is Urgency.ANNOUNCEMENT:
            return await self._once(request, chat, announces=True)
        return await self._persistently(request, chat, endpoint)

    async def _persistently(
        self, request: Callable[[], Coroutine[Any, Any, _Result]], chat: int | None, endpoint: str
    ) -> _Result:
        pauses, floods = iter(RETRY_PAUSES_S), 0
        while True:
            try:
                return await self._once(request, chat, announces=False)
            except RetryAfter:
                floods += 1
                if floods > MAX_FLOOD_RETRIES:
                    raise
            except NetworkError as error:
                pause = next(pauses, None)
                if pause is None or not _may_retry(error):
                    raise
                log.warning("%s failed (%s), trying again", endpoint, type(error).__name__)
                await self._clock.sleep(pause)

    async def _once(
        self,
        request: Callable[[], Coroutine[Any, Any, _Result]],
        chat: int | None,
        *,
        announces: bool,
    ) -> _Result:
        try:
            if chat is None:
                await self._pace.held()
                return await request()
            async with self._pace.turn(chat, announces=announces):
                return await request()
        except RetryAfter as error:
            seconds = seconds_of(error)
            log.info("Telegram asks for a pause of %g s", seconds)
            self._pace.hold(seconds + _FLOOD_MARGIN_S)
            raise


def seconds_of(error: RetryAfter) -> float:
    """Returns how long Telegram wants no message."""
    pause = error.retry_after
    assert isinstance(pause, timedelta)  # as `bot` asks for
    return pause.total_seconds()


def surely_not_sent(error: NetworkError) -> bool:
    """True for a request that did not leave this machine."""
    not_sent = httpx.ConnectError | httpx.ConnectTimeout | httpx.PoolTimeout
    return isinstance(error.__cause__, not_sent)


def _may_retry(error: NetworkError) -> bool:
    """True for a dropped connection, a 5xx, and a request that surely was not sent."""
    if isinstance(error, TimedOut):
        return surely_not_sent(error)
    return type(error) is NetworkError  # not its subclass BadRequest
