"""Columns by the white space between them: which rows share gutters, and what they part."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final

from index.documents.pages import Box, Run

# The white space between columns is at least so wide, in heights of a line.
_GUTTER: Final = 0.7
# So far below a column, in heights of a line, a text belongs to it no more; one that begins
# in the gutter is centred on the page.
_FAR: Final = 3.0
_APART: Final = 0.8
_COLUMN_ROWS: Final = 2
# More texts side by side are a drawing, not columns.
_MOST_COLUMNS: Final = 40

Row = list[Run]


def band_of(rows: Sequence[Row], start: int) -> tuple[int, list[float]]:
    """Returns the end of the rows from `start` that share gutters, and the gutters' middles.

    Without gutters the band is the one row.
    """
    gaps = _gaps(rows[start])
    if not gaps:
        return start + 1, []
    both, end = 1, start + 1
    while end < len(rows):
        shared = _shared(gaps, rows[end])
        if not shared:
            break
        if len(rows[end]) == 1 and _is_apart(rows[end][0].box, rows[end - 1][0].box, gaps):
            break
        both += any(_sides(rows[end], gap) for gap in shared)
        gaps, end = shared, end + 1
    if both < _COLUMN_ROWS:
        return start + 1, []
    return end, [(left + right) / 2 for left, right in gaps]


def _is_apart(box: Box, above: Box, gaps: Sequence[tuple[float, float]]) -> bool:
    """Tells whether one text below columns is no more of theirs: far, or set in a gutter."""
    distance = box.top - above.bottom
    begins_between = any(left < box.left < right - box.height for left, right in gaps)
    return distance > (_APART if begins_between else _FAR) * box.height


def _gaps(row: Row) -> list[tuple[float, float]]:
    """Returns the wide gaps between the runs of a row."""
    if len(row) > _MOST_COLUMNS:
        return []
    found = []
    right = row[0].box.right
    for run in row[1:]:
        if run.box.left - right >= _GUTTER * run.box.height:
            found.append((right, run.box.left))
        right = max(right, run.box.right)
    return found


def _shared(gaps: Sequence[tuple[float, float]], row: Row) -> list[tuple[float, float]]:
    """Returns what of `gaps` no run of `row` stands in, where it is still wide enough."""
    left_over: list[tuple[float, float]] = []
    if len(row) > _MOST_COLUMNS:
        return left_over
    for left, right in gaps:
        for run in row:
            if run.box.right <= left or run.box.left >= right:
                continue
            # Taken from the side that the run comes from.
            if run.box.left <= left:
                left = run.box.right  # noqa: PLW2901
            elif run.box.right >= right:
                right = run.box.left  # noqa: PLW2901
            else:
                left = right  # noqa: PLW2901
        if right - left >= _GUTTER * row[0].box.height:
            left_over.append((left, right))
    return left_over


def _sides(row: Row, gap: tuple[float, float]) -> bool:
    """Tells whether there is text of `row` on both sides of `gap`."""
    return row[0].box.right <= gap[0] + 1 and row[-1].box.left >= gap[1] - 1


def parted(row: Row, gutters: Sequence[float]) -> list[Row]:
    """Returns the runs of a row by the columns that they stand in; a column may have none."""
    cells: list[Row] = [[] for _ in range(len(gutters) + 1)]
    for run in row:
        cells[sum(run.box.left > gutter for gutter in gutters)].append(run)
    return cells


def columns_of(band: Sequence[Row], gutters: Sequence[float]) -> list[list[Run]]:
    """Returns the runs of a band by columns, without empty ones."""
    columns: list[list[Run]] = [[] for _ in range(len(gutters) + 1)]
    for row in band:
        for column, cell in zip(columns, parted(row, gutters), strict=True):
            column.extend(cell)
    return [column for column in columns if column]
