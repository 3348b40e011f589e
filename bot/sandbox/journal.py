"""What happened in the sandbox, in order, for those who watch or wait."""

from __future__ import annotations

import asyncio
from collections import deque
from collections.abc import Callable
from typing import Final, TypeVar

from bot.sandbox.values import JsonObject

T = TypeVar("T")

# A page that fell further behind reads everything anew.
_KEPT: Final = 5000


class Journal:
    """Numbered events. Everyone who waits is woken by each."""

    def __init__(self) -> None:
        self.number = 0
        self._events: deque[JsonObject] = deque(maxlen=_KEPT)
        self._waiters: set[asyncio.Future[None]] = set()

    def write(self, kind: str, **detail: object) -> None:
        """Adds an event: `{"n", "kind", ...detail}`."""
        self.number += 1
        self._events.append({"n": self.number, "kind": kind, **detail})
        self.wake()

    def wake(self) -> None:
        """Lets everyone who waits look again."""
        waiters, self._waiters = self._waiters, set()
        for waiter in waiters:
            if not waiter.done():
                waiter.set_result(None)

    def since(self, number: int) -> list[JsonObject] | None:
        """The events after that number; None when some of them are no longer kept."""
        if number > self.number or (self._events and number < self._events[0]["n"] - 1):
            return None
        return [event for event in self._events if event["n"] > number]

    async def until(self, look: Callable[[], T | None], timeout: float) -> T:
        """Waits until `look()` gives something but None, and returns it.

        Raises TimeoutError after `timeout` seconds.
        """
        loop = asyncio.get_running_loop()
        deadline = loop.time() + timeout
        while True:
            found = look()
            if found is not None:
                return found
            remaining = deadline - loop.time()
            if remaining <= 0:
                raise TimeoutError(f"nothing of the kind happened within {timeout:g} s")
            waiter: asyncio.Future[None] = loop.create_future()
            self._waiters.add(waiter)
            try:
                await asyncio.wait({waiter}, timeout=remaining)
            finally:
                self._waiters.discard(waiter)
                waiter.cancel()
