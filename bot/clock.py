"""The clock that pauses are measured by; tests put one in its place that needs no waiting."""

from __future__ import annotations

import asyncio
import time
from datetime import UTC, datetime
from typing import Protocol


class Clock(Protocol):
    """Tells the time, and waits."""

    def now(self) -> datetime:
        """Returns the time of day, in UTC."""

    def elapsed(self) -> float:
        """Returns seconds since some moment; they never go back."""

    async def sleep(self, seconds: float) -> None:
        """Waits."""


class SystemClock:
    """The clock of this machine."""

    def now(self) -> datetime:
        """Returns the time of day, in UTC."""
        return datetime.now(UTC)

    def elapsed(self) -> float:
        """Returns seconds since some moment; they never go back."""
        return time.monotonic()

    async def sleep(self, seconds: float) -> None:
        """Waits."""
        await asyncio.sleep(seconds)
