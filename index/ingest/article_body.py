"""Where does a page's article begin and end, and which lines between are not of it?"""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import Final

from index.ingest.article_tail import without_tail
from index.ingest.blocks import Block
from index.ingest.datelines import is_dateline, is_labelled_dateline
from index.ingest.furniture import CLOSING_KINDS, FOOTER_KINDS, Role

# A part before the main one is a sidebar's if it is so much smaller.
_SIDE_SHARE: Final = 0.3
# Comments and footers close a page: so much of its sentences may stand below them.
_READERS_KINDS: Final = frozenset({"comments"})
_READERS_SHARE: Final = 0.5
_FOOTER_SHARE: Final = 0.2
# Running text goes on after a box when two paragraphs follow each other, or one this long.
_PARAGRAPHS_IN_A_ROW: Final = 2
_SURE_PARAGRAPH_WORDS: Final = 60
_MENU_RUN: Final = 2
_TAIL_MENU_RUN: Final = 3

_CUT_SHORT: Final = re.compile(r"(?:\.\.\.|…|\[[.…]+\]|xem tiếp|chi tiết|đọc tiếp)\s*[»>]*$", re.I)


def is_cut_short(line: str) -> bool:
    """Tells whether `line` ends as the summary of another article does."""
    return bool(_CUT_SHORT.search(line))


def main_start(blocks: Sequence[Block]) -> int:
    """Returns where the first sentence of the page's largest part of running text stands.

    Furniture parts the page. A part above the largest one belongs to it when no box opens
    it, no breadcrumb or dateline stands between, and it is not much smaller.
    """
    parts: list[list[int]] = [[]]
    gaps: list[list[Block]] = [[]]
    gap: list[Block] = []
    for i, block in enumerate(blocks):
        if block.is_sentence:
            if not parts[-1]:
                gaps[-1] = gap
            elif _is_divide(gap):
                parts.append([])
                gaps.append(gap)
            parts[-1].append(i)
            gap = []
        else:
            gap.append(block)
    sizes = [sum(blocks[i].words for i in part) for part in parts]
    main = max(range(len(parts)), key=sizes.__getitem__)
    while (
        main > 0
        and sizes[main - 1] > sizes[main] * _SIDE_SHARE
        and not _opens_article(gaps[main])
        and not _opens_box(gaps[main - 1])
    ):
        main -= 1
    return parts[main][0] if parts[main] else 0


def _opens_article(gap: Sequence[Block]) -> bool:
    return any(
        is_dateline(b.text) or (b.furniture is not None and b.furniture.kind == "breadcrumb")
        for b in gap
    )


def _opens_box(gap: Sequence[Block]) -> bool:
    """Tells whether the last thing that opens before a part is a box of other news."""
    for block in reversed(gap):
        if _opens_article([block]):
            return False
        if block.furniture is not None and block.furniture.role is Role.HEAD:
            return True
    return False


def _is_divide(gap: Sequence[Block]) -> bool:
    """Tells whether the lines between two sentences part an article from something else."""
    heads = sum(b.furniture is not None and b.furniture.role is Role.HEAD for b in gap)
    furniture = sum(b.furniture is not None or is_dateline(b.text) for b in gap)
    return heads > 0 or furniture >= _TAIL_MENU_RUN


def article_lines(blocks: Sequence[Block], start: int) -> list[int]:
    """Returns which blocks from `start` on are the article's, in order."""
    end = _page_end(blocks, start)
    lead = next((i for i in range(start, len(blocks)) if blocks[i].is_sentence), len(blocks))
    kept: list[int] = []
    i = start
    while i < end:
        furniture = blocks[i].furniture
        if furniture is not None and furniture.role is Role.HEAD:
            i = _after_box(blocks, i, end)
            continue
        if not (
            _goes(blocks[i], i <= lead)
            or _in_menu(blocks, i)
            or _is_lone_date(blocks[i], i <= lead)
        ):
            kept.append(i)
        i += 1
    return without_tail(blocks, kept)


def _goes(block: Block, above: bool) -> bool:
    """Tells whether a block inside the article is furniture; `above` its first sentence.

    A licence or a copyright in here is what the article is about; a day of the week further
    down heads a timetable.
    """
    if block.furniture is None or block.furniture.kind in FOOTER_KINDS:
        return False
    if block.furniture.kind == "clock":
        return above
    return block.is_furniture


def _page_end(blocks: Sequence[Block], start: int) -> int:
    """Returns where comments, polls, links or the footer begin, after most of the text."""
    total = _mass(blocks, start, len(blocks))
    rest = total
    for i in range(start, len(blocks)):
        furniture = blocks[i].furniture
        if furniture is None:
            rest -= blocks[i].words if blocks[i].is_sentence else 0
            continue
        if furniture.kind in _READERS_KINDS and rest < total * _READERS_SHARE:
            return i
        closing = furniture.kind in CLOSING_KINDS or furniture.kind in FOOTER_KINDS
        if closing and rest < total * _FOOTER_SHARE:
            return i
    return len(blocks)


def _mass(blocks: Sequence[Block], start: int, end: int) -> int:
    return sum(b.words for b in blocks[start:end] if b.is_sentence)


def _after_box(blocks: Sequence[Block], head: int, end: int) -> int:
    """Returns where running text goes on after the box that `head` opens, or `end`."""
    for i in range(head + 1, end):
        if _goes_on(blocks, i, end):
            return i
    return end


def _goes_on(blocks: Sequence[Block], at: int, end: int) -> bool:
    """Tells whether the article goes on at `at`: its paragraphs follow one another.

    The summaries of other news stand each under its own title, and are often cut short.
    """
    if not blocks[at].is_sentence or is_cut_short(blocks[at].text):
        return False
    if blocks[at].words >= _SURE_PARAGRAPH_WORDS:
        return True
    row = blocks[at : min(end, at + _PARAGRAPHS_IN_A_ROW)]
    return len(row) == _PARAGRAPHS_IN_A_ROW and all(
        block.is_sentence and not is_cut_short(block.text) for block in row
    )


def _in_menu(blocks: Sequence[Block], at: int) -> bool:
    """Tells whether a menu's label stands in a run of them; alone it may be a heading."""
    if not blocks[at].is_label:
        return False
    neighbours = blocks[max(0, at - 1) : at + 2]
    return sum(b.is_label or b.is_furniture for b in neighbours) >= _MENU_RUN


def _is_lone_date(block: Block, above: bool) -> bool:
    """Tells whether a block dates the article: `above` its first sentence, or with a label.

    Bare dates further down may be the headings of a timetable.
    """
    return is_dateline(block.text) and (above or is_labelled_dateline(block.text))
