"""Boxes of other news that editors put into the middle of an article.

In a text without elements nobody can tell where such a box ends; in HTML its element does.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final

from index.ingest.blocks import block
from index.ingest.dom import Element
from index.ingest.dom_lines import Line
from index.ingest.furniture import Role

_LINKED: Final = 0.8
_MOST_LINES: Final = 12
_KINDS: Final = frozenset({"related", "sidebar"})


def without_boxes(found: list[Line]) -> list[Line]:
    """Returns `found` without boxes of links that text stands above and below of.

    A box below the text stays: its head tells where the article ends.
    """
    dropped: set[int] = set()
    for place, line in enumerate(found):
        if place in dropped or not _is_head(line):
            continue
        end = _links_end(found, place)
        if end is not None and _goes_on(found, place, end):
            dropped.update(range(place, end))
    return [line for place, line in enumerate(found) if place not in dropped]


def _is_head(line: Line) -> bool:
    furniture = block(line.text).furniture
    return furniture is not None and furniture.role is Role.HEAD and furniture.kind in _KINDS


def _links_end(found: Sequence[Line], head: int) -> int | None:
    """Returns where the links below a head end, or None where there are none, or too many."""
    end = head + 1
    while end < len(found) and found[end].linked >= _LINKED:
        end += 1
    return end if 1 < end - head <= _MOST_LINES else None


def _goes_on(found: Sequence[Line], head: int, end: int) -> bool:
    """Tells whether text of the element that holds the box stands on both sides of it."""
    holder = _holder(found[head:end])
    if holder is None or end >= len(found):
        return False
    around = [*found[:head], found[end]]
    if any(_within(line.element, holder) for line in around):
        return False
    parent = holder.getparent()
    after = found[end]
    if parent is None or not _within(after.element, parent) or block(after.text).furniture:
        return False
    return any(
        _within(line.element, parent) and block(line.text).is_sentence for line in around[:-1]
    )


def _holder(box: Sequence[Line]) -> Element | None:
    """Returns the smallest element that holds all lines of a box."""
    first = box[0].element
    for element in (first, *first.iterancestors()):
        if all(_within(line.element, element) for line in box):
            return element
    return None


def _within(element: Element, holder: Element) -> bool:
    return element is holder or any(above is holder for above in element.iterancestors())
