"""A new message taken apart: what opens it, and what it says besides."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import Final

from index.answer.follow.asked import shorter
from index.answer.follow.line import Line, read_line
from index.answer.follow.slots import Slot, SlotKind, slots_in
from index.answer.follow.words import Phrases, follow_words
from index.language.lexicon import Lexicon

# Longer messages tell all that they mean.
LONGEST: Final = 14
"""Tokens of a message that may go on from another."""
# A number as long as this is somebody's: of a card, a telephone.
_LONG_NUMBER: Final = 7


@dataclass(frozen=True, slots=True)
class Message:
    """A message without politeness; `first` to `end` is what it says, opening left out."""

    line: Line
    slots: tuple[Slot, ...]
    opened: bool
    """Whether a word such as "còn", "thì sao", "and" says that it goes on."""
    first: int
    end: int
    whole: int
    """The end with the particles that `end` leaves out: "sao vậy"."""

    @property
    def text(self) -> str:
        """What it says, as typed."""
        return self.line.piece(self.first, self.end)


def read_message(text: str, lexicon: Lexicon) -> Message | None:
    """Returns a message taken apart, None for one that cannot go on from another."""
    line = read_line(text)
    too_long = not line.tokens or len(line.tokens) > LONGEST
    if too_long or any(t.text.isdecimal() and len(t.text) >= _LONG_NUMBER for t in line.tokens):
        return None
    words = follow_words()
    first, opened = _opening(line)
    whole = len(line.tokens)
    end, closed = _closing(line, first, whole)
    # "giải nhì" and "huyện Sơn Hà" end in no particle, however they are typed.
    said = slots_in(replace(line, tokens=line.tokens[:end]), lexicon)
    sure = max((s.end for s in said if s.kind is not SlotKind.BODY), default=0)
    question = words.question(line, first, whole, lenient=True)
    if question is not None and first + question[0] == whole:
        sure = whole  # "sao vậy": the particle belongs to it
    end = shorter(_particles(line), line, end, max(first, sure))
    if not closed and (length := words["message.closings"].match_before(line, end, first)):
        # "vì sao", "ra sao" are question words of their own.
        closed = end - length >= sure and not _ends_with_question(line, first, end, length)
        end = shorter(_particles(line), line, end - length, max(first, sure)) if closed else end
    said = slots_in(replace(line, tokens=line.tokens[:end]), lexicon)
    return Message(line, tuple(said), opened or closed, first, end, whole)


def _opening(line: Line) -> tuple[int, bool]:
    """Returns the first token after politeness and openings, and whether there is an opening."""
    words = follow_words()
    first, whole = 0, len(line.tokens)
    opened = False
    while first < whole:
        polite = words["message.polite"].match(line, first, whole)
        opening = words["message.openings"].match(line, first, whole)
        # "thế nào", "hay không": the question word is longer.
        question = words.question(line, first, whole, lenient=True)
        if question is not None and question[0] > max(polite, opening):
            break
        if not polite and not opening:
            break
        opened = opened or opening >= polite
        first += max(polite, opening)
    return first, opened


def _closing(line: Line, first: int, whole: int) -> tuple[int, bool]:
    """Returns the end before a closing of several words ("thì sao ạ"), and whether there is one."""
    table = follow_words()["message.closings"]
    for end in (whole, shorter(_particles(line), line, whole, first)):
        length = table.match_before(line, end, first)
        if length > 1 and not _ends_with_question(line, first, end, length):
            return end - length, True
    return whole, False


def _particles(line: Line) -> Phrases:
    return follow_words()["message.bare_particles" if line.bare else "message.particles"]


def _ends_with_question(line: Line, first: int, end: int, closed: int) -> bool:
    words = follow_words()
    return any(
        (match := words.question(line, at, end, lenient=True)) is not None
        and at + match[0] == end
        and match[0] > closed
        for at in range(first, end)
    )
