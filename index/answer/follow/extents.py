"""How far a name goes on: "Sở Thông tin và Truyền thông" of "... chuyển về đâu"."""

from __future__ import annotations

from collections.abc import Collection
from typing import Final

from index.answer.follow.line import Line
from index.answer.follow.times import time_tokens
from index.answer.follow.words import follow_words

LONGEST_NAME: Final = 12
"""Tokens of the name of a body: "Trung tâm Kỹ thuật tiêu chuẩn đo lường ..."."""


def name_end(
    line: Line, at: int, taken: Collection[int] | None = None, longest: int = LONGEST_NAME
) -> int:
    """Returns where a name ends that goes on at `at`: before a verb, a time, a comma.

    `taken` are the tokens of what it cannot reach into; times where none are given.
    """
    words = follow_words()
    taken = time_tokens(line) if taken is None else taken
    place = at
    while place < min(len(line.tokens), at + longest):
        if place in taken or not _joined(line, place):
            break
        if line.tokens[place].folded == "va" and _is_head(line, place + 1):
            break
        if inside := words["names.inside"].match(line, place, lenient=False):
            place += inside
            continue
        question = words.question(line, place)
        if question is not None and (question[0] > 1 or not line.bare):
            break
        if not line.is_capitalized(place) and (place > at or not line.bare):
            table = words["names.ends"]
            length = table.match(line, place, lenient=False)
            if line.bare and length == 1:
                length = words["names.bare_ends"].match(line, place)
            if length:
                break
        place += 1
    return place


def _is_head(line: Line, at: int) -> bool:
    """Tells whether another name begins at a token: "Chi đoàn Sở Y tế và Chi đoàn ..."."""
    words = follow_words()
    heads = (words["names.bodies"], *words.levels)
    return at < len(line.tokens) and any(t.match(line, at, lenient=False) for t in heads)


def _joined(line: Line, at: int) -> bool:
    gap = line.gap(at).strip()
    if gap == ",":
        return line.is_capitalized(at)
    return gap in ("", "-", "&", "/", '"', '("')
