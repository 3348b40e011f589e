"""What `hoidap doctor` found: one line for each matter, with what to do."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum


class Level(StrEnum):
    """How a finding is marked; only BAD makes the command fail."""

    OK = "ok"
    LOOK = "LOOK"
    """The bot works, but somebody should look at it."""
    BAD = "BAD"


@dataclass(frozen=True, slots=True)
class Finding:
    """The outcome of one check."""

    name: str
    level: Level
    detail: str

    def __str__(self) -> str:
        return f"{self.level.value:4} {self.name}: {self.detail}"
