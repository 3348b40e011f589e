"""How long Telegram may keep an inline answer: shortly after the news have changed, not long.

Nothing calls an answer back that Telegram has kept, so even the longer time is a minute: an
article that is withdrawn is not shown for much longer.
"""

from __future__ import annotations

from datetime import datetime, timedelta
from typing import Final

SHORT_S: Final = 5
LONG_S: Final = 60
SETTLED_AFTER: Final = timedelta(minutes=10)
"""What a crawl or a reindex brings comes piece by piece."""


class Freshness:
    """Watches a mark of the archive; one that was never seen has just changed."""

    def __init__(self) -> None:
        self._mark: object = None
        self._changed_at: datetime | None = None

    def cache_s(self, mark: object, now: datetime, *, changing: bool) -> int:
        """Returns the seconds for which an answer of this moment may be kept.

        `mark` differs whenever the archive has changed; `changing` says that it does right now.
        """
        if changing or mark != self._mark or self._changed_at is None:
            self._mark, self._changed_at = mark, now
        return LONG_S if now - self._changed_at >= SETTLED_AFTER else SHORT_S
