"""Runs something until the process is asked to stop."""

from __future__ import annotations

import asyncio
import logging
import signal
from collections.abc import Callable
from contextlib import AbstractAsyncContextManager
from typing import Final, TypeVar

T = TypeVar("T")

SIGNALS: Final = (signal.SIGINT, signal.SIGTERM)

log = logging.getLogger(__name__)


async def until_stopped(
    running: AbstractAsyncContextManager[T],
    *,
    ready: Callable[[T], None] = lambda entered: None,
    or_until: asyncio.Event | None = None,
) -> None:
    """Enters `running` and leaves it at SIGINT, at SIGTERM, or when `or_until` is set.

    `ready` is called with what was entered. A signal while it is still being entered ends
    that too; a second signal ends the process at once. Needs the main thread.
    """
    stop, loop, task = asyncio.Event(), asyncio.get_running_loop(), asyncio.current_task()
    entered = False

    def on_signal() -> None:
        stop.set()
        if task is not None and not entered:
            task.cancel()
        for number in SIGNALS:  # the next one does what it does by default
            loop.remove_signal_handler(number)

    for number in SIGNALS:
        loop.add_signal_handler(number, on_signal)
    try:
        async with running as value:
            entered = True
            ready(value)
            await _first_of(stop, or_until or asyncio.Event())
            log.info("stopping")
    except asyncio.CancelledError:
        if not stop.is_set():
            raise


async def _first_of(*events: asyncio.Event) -> None:
    waiting = [asyncio.create_task(event.wait()) for event in events]
    await asyncio.wait(waiting, return_when=asyncio.FIRST_COMPLETED)
    for task in waiting:
        task.cancel()
