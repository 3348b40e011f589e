"""Example questions for `/start`: only such as the archive really answers."""

from __future__ import annotations

from datetime import date
from typing import Final
from zoneinfo import ZoneInfo

from bot.callbacks import ASK
from bot.clock import Clock
from bot.department import Department
from bot.ports import AssistantPort
from bot.worker import Worker
from index.model import Language, Role, Status

SHOWN: Final = 3
TITLES_TRIED: Final = 8
MAX_CHARS: Final = 60
"""What a button shows on a telephone without being cut."""
FRESH_S: Final = 3_600.0
"""News come in by and by; what was answered an hour ago is tried again."""
_ANSWERED: Final = frozenset({Status.ANSWERED, Status.CURATED})

Example = tuple[str, str]
"""A question and the id it is saved under."""


class Examples:
    """Picks examples, first from the department's own, then from titles of recent articles.

    Finding out whether a question is answered means asking it, so the choice is kept for
    an hour.
    """

    def __init__(
        self, worker: Worker, department: Department, clock: Clock, zone: ZoneInfo
    ) -> None:
        self._worker = worker
        self._department = department
        self._clock = clock
        self._zone = zone
        self._kept: dict[Language, tuple[float, list[Example]]] = {}

    async def get(self, language: Language) -> list[Example]:
        """Returns at most three questions that are answered."""
        kept = self._kept.get(language)
        if kept is not None and self._clock.elapsed() - kept[0] < FRESH_S:
            return kept[1]
        wished = self._department[language].examples
        today = self._clock.now().astimezone(self._zone).date()
        chosen = await self._worker.run(lambda assistant: _answered(assistant, wished, today))
        if chosen:  # an archive that is still empty is looked at again
            self._kept[language] = (self._clock.elapsed(), chosen)
        return chosen

    def forget(self) -> None:
        """Makes the next call choose anew, after the articles changed."""
        self._kept.clear()


def _answered(assistant: AssistantPort, wished: tuple[str, ...], today: date) -> list[Example]:
    titles = [hit.title for hit in assistant.latest(role=Role.CITIZEN, limit=TITLES_TRIED).hits]
    chosen: list[Example] = []
    for question in dict.fromkeys((*wished, *titles)):
        if len(question) > MAX_CHARS:
            continue
        answer = assistant.ask(question, role=Role.CITIZEN, today=today, limit=1)
        if answer.status in _ANSWERED:
            chosen.append((question, assistant.archive.chats.save_query(ASK, question)))
        if len(chosen) == SHOWN:
            break
    return chosen
