"""The last question taken apart: where its question words and its slots stand."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Final

from index.answer.cues import AnswerType
from index.answer.follow.line import Line, read_line
from index.answer.follow.slots import Slot, SlotKind, slots_in
from index.answer.follow.words import Phrases, follow_words
from index.language.known_words import dictionary_words
from index.language.lexicon import Lexicon
from index.model import Language

# A longer short answer is a clause and fits into no question.
_LONGEST_FILL: Final = 8
_NAME_WORDS: Final = range(2, 7)
_FILLED: Final = frozenset(
    {AnswerType.PERSON, AnswerType.RANK, AnswerType.MONEY, AnswerType.PERCENT,
     AnswerType.ORGANIZATION}
)  # fmt: skip


_LONGEST_NOUN: Final = 4
"""Words of "những trụ cột nào" before its question word."""


@dataclass(frozen=True, slots=True)
class Previous:
    """The last question and what was answered; the parts of an answer are None without one."""

    question: str
    kind: AnswerType
    language: Language
    answer: str | None = None
    """The short answer."""
    sentence: str | None = None
    title: str | None = None
    """Of the article that answered."""


@dataclass(frozen=True, slots=True)
class Asked:
    """The last question taken apart; ranges are of tokens, end exclusive."""

    previous: Previous
    lexicon: Lexicon = field(repr=False)
    line: Line
    slots: tuple[Slot, ...]
    first: int
    end: int
    """The question without words of politeness around it."""
    question: tuple[int, int] | None
    """Where its question words stand, None for keywords."""

    @property
    def vietnamese(self) -> bool:
        """Whether the question is Vietnamese."""
        return self.previous.language is Language.VIETNAMESE

    @property
    def person(self) -> str | None:
        """Whose name was answered, None where nobody's or several people's was."""
        answer = self.previous.answer
        if answer is None or self.previous.kind is not AnswerType.PERSON:
            return None
        words = answer.split()
        is_name = len(words) in _NAME_WORDS and all(w[0].isupper() and w.isalpha() for w in words)
        return answer if is_name else None

    @property
    def fill(self) -> str | None:
        """The short answer, where it may stand in place of the question words."""
        answer = self.previous.answer
        if answer is None or self.previous.kind not in _FILLED:
            return None
        if self.previous.kind is AnswerType.PERSON:
            return self.person
        return answer if len(answer.split()) <= _LONGEST_FILL else None

    @property
    def begins(self) -> bool:
        """Whether the question words open the question."""
        return self.question is not None and self.question[0] == self.first

    def of_kind(self, *kinds: SlotKind) -> list[Slot]:
        """Returns the slots of some kinds, in order."""
        return [slot for slot in self.slots if slot.kind in kinds]

    def sides(self) -> tuple[str, str]:
        """Returns what stands left and right of the question words, joints left out."""
        if self.question is None:
            return self.line.piece(self.first, self.end), ""
        start, stop = self.question
        joints = follow_words()["verbs.joints"]
        start = shorter(joints, self.line, start, self.first)
        return self.line.piece(self.first, start), self.line.piece(stop, self.end)


def take_apart(previous: Previous, lexicon: Lexicon) -> Asked:
    """Returns the last question taken apart."""
    words = follow_words()
    line = read_line(previous.question)
    first, end = 0, len(line.tokens)
    while length := words["message.before"].match(line, first, end, lenient=False):
        first += length
    end = shorter(words["message.after"], line, end, first + 1)
    slots = tuple(slots_in(line, lexicon))
    return Asked(previous, lexicon, line, slots, first, end, _question(line, first, end))


def shorter(table: Phrases, line: Line, end: int, start: int) -> int:
    """Returns the end of a range without the phrases of a table before it."""
    while length := table.match_before(line, end, start):
        end -= length
    return end


def _question(line: Line, first: int, end: int) -> tuple[int, int] | None:
    """Returns where the question words stand: an opening "ai", else the last ones."""
    words = follow_words()
    found: list[tuple[int, int]] = []
    at = first
    while at < end:
        match = words.question(line, at, end)
        length = match[0] if match else 0
        # Without marks "dau" is "đầu" too: alone it asks at either end of a question.
        at_end = at == first or at + 1 == end or line.tokens[at].text == "ai"
        if length and (length > 1 or not line.bare or at_end):
            found.append((at, at + length))
        at += max(length, 1)
    if not found:
        return None
    start, stop = found[0] if found[0][0] == first else found[-1]
    if line.tokens[stop - 1].folded in ("nao", "gi") and stop - start == 1:
        start = _noun_before(line, start, first)
    return start, stop


def _noun_before(line: Line, at: int, first: int) -> int:
    """Returns where the noun before "nào" begins: "những trụ cột nào", "giấy tờ gì"."""
    for start in range(at - 1, max(first, at - _LONGEST_NOUN) - 1, -1):
        if line.tokens[start].text in ("những", "các", "nhung", "cac"):
            return start
    if at <= first + 1:
        return at
    pair = "_".join(token.text for token in line.tokens[at - 2 : at])
    is_word = pair in dictionary_words().pairs or (
        line.bare and follow_words()["names.pointed"].match_before(line, at, first) == 2  # noqa: PLR2004
    )
    return at - 2 if is_word and at - 2 >= first else at - 1
