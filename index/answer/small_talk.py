"""Messages that ask the news nothing: greetings, "who are you", matters of others."""

from __future__ import annotations

import tomllib
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache
from importlib.resources import files

from index.language.lexicon import key_of
from index.language.normalize import fold, nfc
from index.model import Status


@dataclass(frozen=True, slots=True)
class SmallTalk:
    """Messages that ask the news nothing, by folded words."""

    whole: dict[tuple[str, ...], Status]
    openings: dict[tuple[str, ...], Status]
    particles: frozenset[str]

    def match(self, terms: Sequence[str]) -> Status | None:
        """Returns the outcome of a message that is small talk, None for others."""
        folded = [fold(term) for term in terms]
        for key in (tuple(folded), tuple(self._bare(folded))):
            if key in self.whole:
                return self.whole[key]
            for opening, status in self.openings.items():
                if key[: len(opening)] == opening:
                    return status
        return None

    def _bare(self, folded: list[str]) -> list[str]:
        words = list(folded)
        while len(words) > 1 and words[-1] in self.particles:
            words.pop()
        while len(words) > 1 and words[0] in self.particles:
            words.pop(0)
        return words


@cache
def small_talk() -> SmallTalk:
    """Returns the messages of `data/lexicon/small_talk.toml`, read once."""
    table = tomllib.loads((files("data") / "lexicon/small_talk.toml").read_text("utf-8"))
    whole: dict[tuple[str, ...], Status] = {}
    openings: dict[tuple[str, ...], Status] = {}
    for status in (Status.GREETING, Status.ABOUT_BOT, Status.OUT_OF_SCOPE):
        for phrase in table[status.value]:
            key = tuple(fold(term) for term in key_of(nfc(phrase)))
            (openings if phrase.endswith("*") else whole)[key] = status
    return SmallTalk(whole, openings, frozenset(fold(p) for p in table["particles"]))
