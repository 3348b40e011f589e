"""Lines to blocks: paragraphs, list items and headings, hard-wrapped lines joined again."""

from __future__ import annotations

import re
from dataclasses import dataclass
from itertools import pairwise
from typing import Final

from index.ingest.datelines import is_dateline
from index.ingest.furniture import Furniture, Role, classify

# Text wrapped by mail programs and editors is this wide at most; longer lines are paragraphs.
_WIDEST_WRAP: Final = 130
_NARROWEST_WRAP: Final = 40
# How many full lines of a text must run on into the next one before any are joined.
_RUN_ON_SHARE: Final = 0.4
_FEWEST_FULL_LINES: Final = 3
_LONG_TEXT_SHARE: Final = 0.2

_LIST_ITEM: Final = re.compile(
    r"^\s*(?:[-–+*•▪●◦○]\s|\d{1,2}[.)/]\s|[a-zđ][.)]\s|[IVX]{1,5}[.)]\s)"
)
_BULLET: Final = re.compile(r"^\s*[•▪●◦○*]\s+")
_SENTENCE_END: Final = re.compile(r"[.!?…;:][\"”’'»)\]]*(?:/\.)?$")
# A bare day may end a paragraph; with the time or the readers it is a line of its own.
_CLOCKED: Final = re.compile(r"\d\s*[:hg]\s*\d\d|\bxem\b", re.IGNORECASE)
_SPACES: Final = re.compile(r"[ \t\u00a0\u2000-\u200a\u202f\u3000]+")
_INVISIBLE: Final = dict.fromkeys(map(ord, "\u200b\u200c\u200d\u2060\ufeff\u00ad\u200e\u200f"))
# Words of a line that reads as a sentence, and of one that must be a paragraph anyhow.
_SENTENCE_WORDS: Final = 10
_PARAGRAPH_WORDS: Final = 45


@dataclass(frozen=True, slots=True)
class Block:
    """One paragraph, heading, list item or line of furniture, on one line."""

    text: str
    furniture: Furniture | None = None

    @property
    def words(self) -> int:
        """The number of words."""
        return len(self.text.split())

    @property
    def is_sentence(self) -> bool:
        """Whether it reads as running text: an ended sentence, or a long paragraph."""
        if self.furniture is not None:
            return False
        words = self.words
        ended = bool(_SENTENCE_END.search(self.text))
        return words >= _PARAGRAPH_WORDS or (words >= _SENTENCE_WORDS and ended)

    @property
    def is_label(self) -> bool:
        """Whether it is a menu's entry, or could be a heading of the same words."""
        return self.furniture is not None and self.furniture.role is Role.LABEL

    @property
    def is_furniture(self) -> bool:
        """Whether it is furniture wherever it stands."""
        return self.furniture is not None and self.furniture.role in (Role.LINE, Role.HEAD)


def to_blocks(text: str) -> list[Block]:
    """Returns the blocks of plain `text`, empty lines left out."""
    lines = [tidy(line) for line in text.splitlines()]
    return [block(line) for line in unwrap(lines)]


def block(line: str) -> Block:
    """Returns the block of one tidy line, list bullets written as "- "."""
    found = classify(line)
    return Block(line if found else _BULLET.sub("- ", line), found)


def tidy(line: str) -> str:
    """Returns `line` with single spaces and without invisible characters.

    Tabs stay single tabs: they part the pieces of a bar or the cells of a table.
    """
    parts = (_SPACES.sub(" ", part).strip() for part in line.translate(_INVISIBLE).split("\t"))
    return "\t".join(part for part in parts if part)


def unwrap(lines: list[str]) -> list[str]:
    """Returns `lines` without the empty ones, hard-wrapped paragraphs joined to one line.

    Lines are joined only in a text that is wrapped: where its full lines mostly run on in
    lower case. Then a line goes on when the next one's first word had no room on it.
    """
    width = _wrap_width(lines)
    joined: list[str] = []
    previous = ""
    for line in lines:
        if width and joined and previous and line and _runs_on(previous, line, width):
            joined[-1] = f"{joined[-1]} {line}"
        elif line:
            joined.append(line)
        previous = line
    return joined


def _wrap_width(lines: list[str]) -> int:
    """Returns the width that the text is wrapped at, or 0 when it is not."""
    total = sum(map(len, lines))
    long_text = sum(len(line) for line in lines if len(line) > _WIDEST_WRAP)
    if total == 0 or long_text > total * _LONG_TEXT_SHARE:
        return 0
    pairs = [(line, following) for line, following in pairwise(lines) if line and following]
    best = (0, 0)
    for width in sorted(
        {len(line) for line in lines if _NARROWEST_WRAP <= len(line) <= _WIDEST_WRAP}
    ):
        full = [pair for pair in pairs if len(pair[0]) <= width and _is_full(*pair, width)]
        running = sum(after[0].islower() or before[-1] == "," for before, after in full)
        if len(full) >= _FEWEST_FULL_LINES and running >= len(full) * _RUN_ON_SHARE:
            best = max(best, (running, width))
    return best[1]


def _is_full(line: str, following: str, width: int) -> bool:
    """Tells whether the first word of `following` had no room left on `line`."""
    return len(line) + 1 + len(following.split(maxsplit=1)[0]) > width


def _runs_on(line: str, following: str, width: int) -> bool:
    if _LIST_ITEM.match(following) or classify(line) or classify(following):
        return False
    if (
        _CLOCKED.search(following)
        and not _SENTENCE_END.search(following)
        and is_dateline(following)
    ):
        return False
    if len(line) <= width and _is_full(line, following, width):
        return True
    # Ragged wrapping: a line cut a little early, in the middle of a sentence.
    return following[0].islower() and not _SENTENCE_END.search(line) and len(line) > width // 2
