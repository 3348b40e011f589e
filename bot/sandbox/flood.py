"""Telegram's flood limits, counted; enforced where a test asks for it."""

from __future__ import annotations

from collections import defaultdict, deque
from collections.abc import Callable
from dataclasses import dataclass, field
from math import ceil
from typing import Final

from bot.sandbox.values import too_many_requests


@dataclass(frozen=True, slots=True)
class FloodLimit:
    """At most `most` messages in any `window_s` seconds; `name` is what a breach is called."""

    name: str
    most: int
    window_s: float


OVERALL: Final = FloodLimit("overall", 30, 1.0)
PER_CHAT: Final = FloodLimit("chat", 1, 1.0)
PER_GROUP: Final = FloodLimit("group", 20, 60.0)


@dataclass(frozen=True, slots=True)
class FloodBreach:
    """One message too many: which limit, in which chat, and the how manieth it was."""

    limit: str
    chat_id: int
    count: int


@dataclass(slots=True)
class Flood:
    """Counts the messages that the bot sends.

    `breaches` lists those over a limit; `peaks` holds the highest count seen by limit.
    With `enforce` on, a message over a limit is answered with 429 and not sent. Telegram
    lets short bursts to one chat pass; the sandbox counts them nevertheless.
    """

    clock: Callable[[], float]
    enforce: bool = False
    breaches: list[FloodBreach] = field(default_factory=list)
    peaks: dict[str, int] = field(default_factory=dict)
    _sent: dict[tuple[str, int], deque[float]] = field(default_factory=lambda: defaultdict(deque))

    def count(self, chat_id: int, *, group: bool) -> None:
        """Counts one message to the chat. Raises ApiError 429 when enforced and over."""
        now = self.clock()
        windows = [(OVERALL, 0), (PER_CHAT, chat_id)]
        if group:
            windows.append((PER_GROUP, chat_id))
        waits: list[float] = []
        for limit, key in windows:
            times = self._sent[limit.name, key]
            while times and now - times[0] >= limit.window_s:
                times.popleft()
            number = len(times) + 1
            self.peaks[limit.name] = max(number, self.peaks.get(limit.name, 0))
            if number > limit.most:
                self.breaches.append(FloodBreach(limit.name, chat_id, number))
                waits.append(limit.window_s - (now - times[0]))
        if waits and self.enforce:
            raise too_many_requests(max(1, ceil(max(waits))))
        for limit, key in windows:
            self._sent[limit.name, key].append(now)
