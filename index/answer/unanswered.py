"""Questions without an answer that ask nearly the same, put together."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import Final

from rapidfuzz import fuzz, process

from index.language.tokens import tokenize
from index.service import Unanswered

# Of two wordings of ten words, one word more or a slip in two of them.
_CLOSE: Final = 90.0
# Compared with all leaders so far: of a thousand questions a third of a second.
MOST_COMPARED: Final = 1_000


@dataclass(frozen=True, slots=True)
class Group:
    """Wordings of nearly one question, the most asked first."""

    questions: tuple[Unanswered, ...]

    @property
    def leader(self) -> Unanswered:
        """The wording that was asked most."""
        return self.questions[0]

    @property
    def times(self) -> int:
        """How often all of them were asked."""
        return sum(question.times for question in self.questions)

    @property
    def last_day(self) -> date:
        """When one of them was asked last."""
        return max(question.last_day for question in self.questions)


def grouped(questions: Sequence[Unanswered]) -> list[Group]:
    """Returns questions, the most asked first, in groups, the most asked first.

    Word order and marks do not matter; other numbers make another group. Of more than a
    thousand the least asked are left out.
    """
    groups: list[list[Unanswered]] = []
    leaders: dict[tuple[str, ...], tuple[list[str], list[int]]] = {}
    for question in questions[:MOST_COMPARED]:
        words = sorted(token.folded for token in tokenize(question.text))
        numbers = tuple(word for word in words if word[0].isdecimal())
        line = " ".join(words)
        lines, places = leaders.setdefault(numbers, ([], []))
        near = process.extractOne(line, lines, scorer=fuzz.ratio, score_cutoff=_CLOSE)
        if near is None:
            lines.append(line)
            places.append(len(groups))
            groups.append([question])
        else:
            groups[places[near[2]]].append(question)
    made = [Group(tuple(group)) for group in groups]
    return sorted(made, key=lambda g: (-g.times, -g.last_day.toordinal(), g.leader.key))
