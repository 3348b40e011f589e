"""What can go wrong between a bot and Telegram, on demand."""

from __future__ import annotations

from collections import defaultdict, deque
from dataclasses import dataclass
from enum import Enum

from bot.sandbox.values import ApiError, too_many_requests


class FaultKind(Enum):
    """How a call goes wrong."""

    STATUS = "status"
    DROP = "drop"
    MALFORMED = "malformed"


@dataclass(frozen=True, slots=True)
class Fault:
    """One call that goes wrong, before or after it took effect."""

    kind: FaultKind
    error: ApiError | None = None
    after_effect: bool = False


class Faults:
    """Faults waiting for the next calls of a method, first in first out.

    Method names are those of the Bot API, in any case; `*` means any method but
    `getUpdates`, which would otherwise always be the next.
    """

    def __init__(self) -> None:
        self._waiting: defaultdict[str, deque[Fault]] = defaultdict(deque)
        self._twice = 0

    def too_many_requests(self, method: str, *, retry_after: int = 1, times: int = 1) -> None:
        """The next calls are answered with 429 and `retry_after` seconds."""
        error = too_many_requests(retry_after)
        self._add(method, Fault(FaultKind.STATUS, error), times)

    def server_error(
        self, method: str, *, code: int = 502, times: int = 1, after_effect: bool = False
    ) -> None:
        """The next calls are answered with a 5xx, though they may have taken effect."""
        names = {500: "Internal Server Error", 502: "Bad Gateway", 504: "Gateway Timeout"}
        error = ApiError(code, names.get(code, "Service Unavailable"))
        self._add(method, Fault(FaultKind.STATUS, error, after_effect), times)

    def drop(self, method: str, *, times: int = 1, after_effect: bool = False) -> None:
        """The next calls get no answer: the connection is closed."""
        self._add(method, Fault(FaultKind.DROP, None, after_effect), times)

    def malformed(self, method: str, *, times: int = 1, after_effect: bool = False) -> None:
        """The next calls are answered with 200 and a body that is no JSON."""
        self._add(method, Fault(FaultKind.MALFORMED, None, after_effect), times)

    def refuse(self, method: str, *, code: int = 400, description: str, times: int = 1) -> None:
        """The next calls are answered with that error of the Bot API."""
        self._add(method, Fault(FaultKind.STATUS, ApiError(code, description)), times)

    def deliver_twice(self, times: int = 1) -> None:
        """The next updates are delivered twice, under the same update id."""
        self._twice += times

    def take(self, method: str) -> Fault | None:
        """The fault that this call meets, if any; it is used up."""
        name = method.lower()
        keys = (name,) if name == "getupdates" else (name, "*")
        for key in keys:
            if self._waiting[key]:
                return self._waiting[key].popleft()
        return None

    def take_twice(self) -> bool:
        """Whether the next update is to be delivered twice; uses that up."""
        if self._twice:
            self._twice -= 1
            return True
        return False

    @property
    def waiting(self) -> int:
        """How many faults have not happened yet."""
        return self._twice + sum(map(len, self._waiting.values()))

    def clear(self) -> None:
        """Forgets the faults that have not happened yet."""
        self._waiting.clear()
        self._twice = 0

    def _add(self, method: str, fault: Fault, times: int) -> None:
        self._waiting[method.lower()].extend([fault] * times)
