"""When what is not told at once is told. Times are of the department's zone."""

from __future__ import annotations

from datetime import datetime, time, timedelta
from typing import Final

OVERFLOW_HOURS: Final = (8, 20)
"""When a chat that had its messages of the day is told of the rest, in one."""


def midnight(now: datetime) -> datetime:
    """Returns when the day began."""
    return datetime.combine(now.date(), time(), now.tzinfo)


def next_time(hour: int, now: datetime) -> datetime:
    """Returns the next time that it is `hour` o'clock, later than now."""
    day = now.date()
    today = datetime.combine(day, time(hour), now.tzinfo)
    if today > now:
        return today
    return datetime.combine(day + timedelta(days=1), time(hour), now.tzinfo)


def next_overflow(now: datetime) -> datetime:
    """Returns when what is over the day's messages is told."""
    return min(next_time(hour, now) for hour in OVERFLOW_HOURS)
