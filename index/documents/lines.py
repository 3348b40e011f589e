"""The lines of a page in the order in which a person reads them.

Columns are found by the white space between them, tables by their rules or by three and more
columns of short cells. An administrative document's head and its signatures are columns too:
the issuing body with the number on the left, the motto with place and date on the right.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from itertools import pairwise
from statistics import median
from typing import Final

from index.documents.pages import Box, Page, Run
from index.documents.tables import Table, find_tables

CELL: Final = "\t"
# Of two runs on one line at least so much of the lower one's height stands beside the other.
_BESIDE: Final = 0.35
# The white space between columns is at least so wide, in heights of a line.
_GUTTER: Final = 0.7
# So far below a column, in heights of a line, a text belongs to it no more; one that begins
# in the gutter is centred on the page.
_FAR: Final = 3.0
_APART: Final = 0.8
# Runs so near each other, in heights of a line, are parts of one word.
_NO_SPACE: Final = 0.12
# Columns in columns in columns: no page needs more.
_DEEPEST: Final = 5
_SHORT_CELL_WORDS: Final = 5
_TABLE_COLUMNS: Final = 3
_TABLE_ROWS: Final = 4
_COLUMN_ROWS: Final = 2
# More texts side by side are a drawing, not columns.
_MOST_COLUMNS: Final = 40


@dataclass(frozen=True, slots=True)
class Line:
    """One line of text. `column` is the box of the column or page that it stands in.

    `is_row` marks the row of a table, its cells parted by tabs. Lines of one `block` follow
    each other in one column.
    """

    text: str
    box: Box
    column: Box
    block: int = 0
    is_row: bool = False


_Row = list[Run]


def lines_of(page: Page) -> list[Line]:
    """Returns the lines of `page` in reading order."""
    tables = find_tables(page.rules, page.height)
    inside: dict[int, list[Run]] = {}
    outside: list[Run] = []
    for run in page.runs:
        at = next((i for i, table in enumerate(tables) if table.holds(run.box)), None)
        if at is None:
            outside.append(run)
        else:
            inside.setdefault(at, []).append(run)
    lines: list[Line] = []
    # What stands between two tables is laid out by itself.
    for at, table in enumerate(tables):
        above = [run for run in outside if run.box.middle < table.box.top]
        outside = [run for run in outside if run.box.middle >= table.box.top]
        lines += _laid_out(above)
        lines += _table_rows(table, inside.get(at, []))
    lines += _laid_out(outside)
    return _numbered(lines)


def rows_of(runs: Sequence[Run]) -> list[_Row]:
    """Returns `runs` by lines, from top to bottom, those of one line from left to right."""
    rows: list[_Row] = []
    box: Box | None = None
    for run in sorted(runs, key=lambda run: (run.box.middle, run.box.left)):
        if box is not None and _beside(run.box, box):
            rows[-1].append(run)
        else:
            rows.append([run])
            box = run.box
    return [sorted(row, key=lambda run: run.box.left) for row in rows]


def joined(row: Sequence[Run]) -> str:
    """Returns the text of the runs of one line."""
    text = row[0].text
    for before, run in pairwise(row):
        near = run.box.left - before.box.right < _NO_SPACE * run.box.height
        text += run.text if near else f" {run.text}"
    return text


def _beside(one: Box, other: Box) -> bool:
    together = min(one.bottom, other.bottom) - max(one.top, other.top)
    return together >= _BESIDE * min(one.height, other.height)


def _around(runs: Sequence[Run]) -> Box:
    box = runs[0].box
    for run in runs:
        box = box.around(run.box)
    return box


def _laid_out(runs: Sequence[Run], depth: int = 0) -> Iterator[Line]:
    """Yields the lines of runs that stand in no ruled table."""
    if not runs:
        return
    column = _around(runs)
    rows = rows_of(runs)
    at = 0
    while at < len(rows):
        end, gutters = _band(rows, at) if depth < _DEEPEST else (at + 1, [])
        band = rows[at:end]
        at = end
        if not gutters:
            yield from (_line(row, column) for row in band)
        elif _is_table(band, gutters):
            for row in band:
                cells = [joined(cell) for cell in _parted(row, gutters) if cell]
                yield replace(_line(row, column), text=CELL.join(cells), is_row=len(cells) > 1)
        else:
            for part in _columns(band, gutters):
                yield from _laid_out(part, depth + 1)


def _line(row: Sequence[Run], column: Box) -> Line:
    return Line(joined(row), _around(row), column)


def _band(rows: Sequence[_Row], start: int) -> tuple[int, list[float]]:
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


def _gaps(row: _Row) -> list[tuple[float, float]]:
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


def _shared(gaps: Sequence[tuple[float, float]], row: _Row) -> list[tuple[float, float]]:
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


def _sides(row: _Row, gap: tuple[float, float]) -> bool:
    """Tells whether there is text of `row` on both sides of `gap`."""
    return row[0].box.right <= gap[0] + 1 and row[-1].box.left >= gap[1] - 1


def _parted(row: _Row, gutters: Sequence[float]) -> list[_Row]:
    cells: list[_Row] = [[] for _ in range(len(gutters) + 1)]
    for run in row:
        cells[sum(run.box.left > gutter for gutter in gutters)].append(run)
    return cells


def _columns(band: Sequence[_Row], gutters: Sequence[float]) -> list[list[Run]]:
    columns: list[list[Run]] = [[] for _ in range(len(gutters) + 1)]
    for row in band:
        for column, cell in zip(columns, _parted(row, gutters), strict=True):
            column.extend(cell)
    return [column for column in columns if column]


def _is_table(band: Sequence[_Row], gutters: Sequence[float]) -> bool:
    """Tells a table without rules from columns of prose, by the length of its cells."""
    parted = [_parted(row, gutters) for row in band]
    full = [cells for cells in parted if all(cells)]
    if len(full) * 2 < len(parted):
        return False
    words = [len(joined(cell).split()) for cells in full for cell in cells]
    if median(words) > _SHORT_CELL_WORDS:
        return False
    return len(gutters) + 1 >= _TABLE_COLUMNS or len(full) >= _TABLE_ROWS


def _table_rows(table: Table, runs: Sequence[Run]) -> Iterator[Line]:
    cells: dict[tuple[int, int], list[Run]] = {}
    for run in runs:
        cells.setdefault(table.cell(run.box), []).append(run)
    for row in sorted({row for row, _ in cells}):
        filled = [cells[row, column] for column in range(table.columns) if (row, column) in cells]
        texts = [" ".join(joined(line) for line in rows_of(cell)) for cell in filled]
        box = _around([run for cell in filled for run in cell])
        yield Line(CELL.join(texts), box, table.box, is_row=len(texts) > 1)


def _numbered(lines: Sequence[Line]) -> list[Line]:
    """Numbers the blocks: a new one begins where the column changes."""
    numbered: list[Line] = []
    block = 0
    for line in lines:
        if numbered and numbered[-1].column != line.column:
            block += 1
        numbered.append(replace(line, block=block))
    return numbered
