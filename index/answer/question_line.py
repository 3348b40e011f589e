"""A Vietnamese question as its terms, and a question word at a place in it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field

from index.answer.cues import AnswerType, VietnameseCues, Words, answer_cues
from index.language.normalize import fold


@dataclass(frozen=True, slots=True)
class Ask:
    """A question word at a place, and what it asks for."""

    start: int
    end: int
    kind: AnswerType
    weak: bool = False
    """It may ask nothing: "mấy anh", the "gì" of "không có gì"."""
    general: bool = False
    """What the question is about may tell more than the word does."""


@dataclass(frozen=True, slots=True)
class Line:
    """The terms of a question, with the cues that it is read by."""

    terms: Sequence[str]
    folded: Sequence[str] = field(init=False)
    cues: VietnameseCues = field(init=False)

    def __post_init__(self) -> None:
        object.__setattr__(self, "folded", [fold(term) for term in self.terms])
        object.__setattr__(self, "cues", answer_cues().of(self.terms))

    @property
    def marked(self) -> bool:
        """Whether it is typed with tone marks."""
        return self.cues is answer_cues().exact

    def term(self, at: int) -> str:
        """Returns the term at a place, "" outside the question."""
        return self.terms[at] if 0 <= at < len(self.terms) else ""

    def bare(self, at: int) -> str:
        """Returns the term at a place without marks, "" outside the question."""
        return self.folded[at] if 0 <= at < len(self.folded) else ""

    def says(self, words: Words) -> bool:
        """Tells whether one of `words` stands anywhere in the question."""
        return any(words.match(self.terms, at) for at in range(len(self.terms)))
