"""The ruled tables of a page: where they stand and which cell a text is in."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Final

from index.documents.pages import Box

# Rules of one edge, drawn cell by cell or as a double line, stand so near each other.
_NEAR_PT: Final = 4.0
_FEWEST_EDGES: Final = 2
_FEWEST_UPRIGHTS: Final = 3
# An upright rule so long is the frame of the page or the line between two columns.
_FRAME: Final = 0.8
_MOST_TABLES: Final = 20


@dataclass(frozen=True, slots=True)
class Table:
    """A grid: the x of its upright edges and the y of its level ones, both rising."""

    xs: tuple[float, ...]
    ys: tuple[float, ...]

    @property
    def box(self) -> Box:
        """The box around the grid."""
        return Box(self.xs[0], self.ys[0], self.xs[-1], self.ys[-1])

    @property
    def columns(self) -> int:
        """How many cells a row has."""
        return len(self.xs) - 1

    def holds(self, box: Box) -> bool:
        """Tells whether the middle of `box` is within the grid."""
        middle = (box.left + box.right) / 2
        return self.ys[0] <= box.middle <= self.ys[-1] and self.xs[0] <= middle <= self.xs[-1]

    def cell(self, box: Box) -> tuple[int, int]:
        """Returns row and column of the cell that a text begins in."""
        left = box.left + min(_NEAR_PT, (box.right - box.left) / 2)
        row, column = bisect_right(self.ys, box.middle) - 1, bisect_right(self.xs, left) - 1
        return min(max(row, 0), len(self.ys) - 2), min(max(column, 0), self.columns - 1)


def find_tables(rules: Sequence[Box], page_height: float) -> list[Table]:
    """Returns the tables that the `rules` of a page draw, from top to bottom.

    A table has two columns at least; boxes around a text are none. Tables side by side are
    taken for one.
    """
    uprights = [
        rule
        for rule in rules
        if rule.left == rule.right and rule.bottom - rule.top < _FRAME * page_height
    ]
    levels = sorted((rule for rule in rules if rule.top == rule.bottom), key=lambda r: r.top)
    tops = [level.top for level in levels]
    tables = []
    for top, bottom, members in _bands(uprights):
        xs = _edges(member.left for member in members)
        first, last = bisect_right(tops, top - _NEAR_PT), bisect_right(tops, bottom + _NEAR_PT)
        within = [level for level in levels[first:last] if _from_edge_to_edge(level, xs)]
        ys = _edges(level.top for level in within)
        if len(xs) >= _FEWEST_UPRIGHTS and len(ys) >= _FEWEST_EDGES:
            tables.append(Table(xs, ys))
    return tables[:_MOST_TABLES]


def _bands(uprights: Sequence[Box]) -> list[tuple[float, float, list[Box]]]:
    """Returns the stretches of the page that upright rules cover, with those rules."""
    bands: list[tuple[float, float, list[Box]]] = []
    for rule in sorted(uprights, key=lambda rule: rule.top):
        if bands and rule.top <= bands[-1][1] + _NEAR_PT:
            top, bottom, members = bands[-1]
            members.append(rule)
            bands[-1] = (top, max(bottom, rule.bottom), members)
        else:
            bands.append((rule.top, rule.bottom, [rule]))
    return bands


def _edges(places: Iterable[float]) -> tuple[float, ...]:
    """Returns the distinct `places`, rising; near ones are one."""
    distinct: list[float] = []
    for place in sorted(places):
        if not distinct or place - distinct[-1] > _NEAR_PT:
            distinct.append(place)
    return tuple(distinct)


def _from_edge_to_edge(level: Box, xs: Sequence[float]) -> bool:
    """Tells an edge of cells from a line under a word: both its ends are at upright rules."""
    return all(
        any(abs(xs[i] - end) <= _NEAR_PT for i in (at - 1, at) if 0 <= i < len(xs))
        for end in (level.left, level.right)
        for at in (bisect_right(xs, end),)
    )
