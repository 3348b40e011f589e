"""What happened in the sandbox, in order, for those who watch or wait."""

from __future__ import annotations

import asyncio
from collections import deque
from collections.abc import Callable, Hashable
from typing import Final, TypeVar

from bot.sandbox.values import JsonObject

T = TypeVar("T")

# A page that fell further behind reads everything anew.
_KEPT: Final = 5000


class Journal:
    """Numbered events.

    Who waits about one matter (a chat's id, a query's id) is woken by its events alone, so
    that hundreds can wait at once; who waits about None is woken by all.
    """

    def __init__(self) -> None:
        self.number = 0
        self._events: deque[JsonObject] = deque(maxlen=_KEPT)
        self._waiters: dict[Hashable, set[asyncio.Future[None]]] = {}

    def write(self, kind: str, **detail: object) -> None:
        """Adds an event: `{"n", "kind", ...detail}`; it is about its `chat_id`."""
        self.number += 1
        self._events.append({"n": self.number, "kind": kind, **detail})
        about = detail.get("chat_id")
        self.wake(about if isinstance(about, Hashable) else None)

    def wake(self, about: Hashable = None) -> None:
        """Lets those who wait about this matter look again, and those who wait about all."""
        for matter in {None, about}:
            for waiter in self._waiters.pop(matter, ()):
                if not waiter.done():
                    waiter.set_result(None)

    def since(self, number: int) -> list[JsonObject] | None:
        """The events after that number; None when some of them are no longer kept."""
        missed = self.number - number
        if missed < 0 or missed > len(self._events):
            return None
        newest = zip(range(missed), reversed(self._events), strict=False)
        return [event for _, event in newest][::-1]

    async def until(
        self, look: Callable[[], T | None], timeout: float, about: Hashable = None
    ) -> T:
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
            waiters = self._waiters.setdefault(about, set())
            waiters.add(waiter)
            try:
                await asyncio.wait({waiter}, timeout=remaining)
            finally:
                waiters.discard(waiter)
                if not waiters and self._waiters.get(about) is waiters:
                    del self._waiters[about]
                waiter.cancel()
