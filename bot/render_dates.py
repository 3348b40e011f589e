"""How long ago news were published, beside their date: "20/11/2026 (3 ngày trước)"."""

from __future__ import annotations

from datetime import date
from typing import Final

from bot.wording import Wording

DAYS_UNTIL: Final = 14
"""From here on weeks are counted."""
WEEKS_UNTIL: Final = 5
"""Beyond, people read the date itself faster than a number of weeks."""
_WEEK: Final = 7


def dated(day: date, words: Wording, today: date | None) -> str:
    """Writes a day, and how long ago that is where it is near; plain text, not escaped.

    A day that is still to come stands alone, and so does any day without a `today`.
    """
    written = words.date(day)
    ago = _ago((today - day).days, words) if today is not None else None
    return words.plain("ago.beside", date=written, ago=ago) if ago else written


def _ago(days: int, words: Wording) -> str | None:
    if days < 0 or days >= WEEKS_UNTIL * _WEEK:
        return None
    if days == 0:
        return words.plain("ago.today")
    if days == 1:
        return words.plain("ago.yesterday")
    if days < DAYS_UNTIL:
        return words.count("ago.days", days)
    return words.count("ago.weeks", days // _WEEK)
