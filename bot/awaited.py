"""What was asked of somebody last, so that their next message is read as the answer to it.

Kept in memory alone, for ten minutes, for each private chat; see `bot.prompts`.
"""

from __future__ import annotations

import time
from collections.abc import Callable
from typing import Final

from bot.callbacks import Press
from bot.memory import Recent

AWAITED_S: Final = 600.0
MOST_AWAITED: Final = 500


class Awaited:
    """The last question of each private chat, as the press of its button to leave it."""

    def __init__(self, clock: Callable[[], float] = time.monotonic) -> None:
        self._clock = clock
        self._asked: Recent[int, tuple[Press, float]] = Recent(MOST_AWAITED)

    def ask(self, chat_id: int, press: Press) -> None:
        """Keeps what is asked, in the place of what was."""
        self._asked.put(chat_id, (press, self._clock()))

    def asked(self, chat_id: int) -> Press | None:
        """Returns what was asked last, None where it was answered or is too long ago."""
        found = self._asked.get(chat_id)
        return found[0] if found and self._clock() - found[1] <= AWAITED_S else None

    def forget(self, chat_id: int) -> None:
        """Waits for nothing any more."""
        self._asked.pop(chat_id)
