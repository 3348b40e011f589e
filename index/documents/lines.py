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

from index.documents.gutters import Row, band_of, columns_of, parted
from index.documents.pages import Box, Page, Run
from index.documents.tables import Table, find_tables

CELL: Final = "\t"
# Of two runs on one line at least so much of the lower one's height stands beside the other.
_BESIDE: Final = 0.35
# Runs so near each other, in heights of a line, are parts of one word.
_NO_SPACE: Final = 0.12
# Columns in columns in columns: no page needs more.
_DEEPEST: Final = 5
_SHORT_CELL_WORDS: Final = 5
_TABLE_COLUMNS: Final = 3
_TABLE_ROWS: Final = 4


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


def rows_of(runs: Sequence[Run]) -> list[Row]:
    """Returns `runs` by lines, from top to bottom, those of one line from left to right."""
    rows: list[Row] = []
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
        end, gutters = band_of(rows, at) if depth < _DEEPEST else (at + 1, [])
        band = rows[at:end]
        at = end
        if not gutters:
            yield from (_line(row, column) for row in band)
        elif _is_table(band, gutters):
            for row in band:
                cells = [joined(cell) for cell in parted(row, gutters) if cell]
                yield replace(_line(row, column), text=CELL.join(cells), is_row=len(cells) > 1)
        else:
            for part in columns_of(band, gutters):
                yield from _laid_out(part, depth + 1)


def _line(row: Sequence[Run], column: Box) -> Line:
    return Line(joined(row), _around(row), column)


def _is_table(band: Sequence[Row], gutters: Sequence[float]) -> bool:
    """Tells a table without rules from columns of prose, by the length of its cells."""
    rows = [parted(row, gutters) for row in band]
    full = [cells for cells in rows if all(cells)]
    if len(full) * 2 < len(rows):
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
