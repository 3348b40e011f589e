"""What is printed on every page: running heads and feet, page numbers, signing stamps."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence
from typing import Final

from index.documents.lines import Line

# Running heads are among so many lines at the edge of a page.
_EDGE_LINES: Final = 3
# And stand at the same height of at least half of the pages.
_SHARE: Final = 0.5
_FEWEST_PAGES: Final = 2
_SHORT_WORDS: Final = 12
_SAME_PLACE_PT: Final = 6.0
_DIGITS: Final = re.compile(r"\d+")
_PAGE_NUMBER: Final = re.compile(
    r"(?:(?:trang|page|tr\.?)\s*(?:số\s*)?:?\s*)?[-–—]?\s*\d{1,4}\s*[-–—]?"
    r"(?:\s*(?:/|\||of|trên)\s*\d{1,4})?",
    re.IGNORECASE,
)
# Laid over a page by the software for digital signatures.
_STAMP: Final = re.compile(
    r"(?:Ký bởi|Người ký|Ngày ký|Thời gian ký|Giờ ký|Signature Not Verified|Digitally signed)\b"
    r"|(?:Email|Cơ quan)\s*:\s*\S",
    re.IGNORECASE,
)
_STAMP_LINES: Final = 2


def without_running_lines(pages: Sequence[Sequence[Line]]) -> list[list[Line]]:
    """Returns the lines of each page without what repeats at its edges, and without stamps."""
    own = [_without_stamp(lines) for lines in pages]
    seen: Counter[tuple[str, int]] = Counter()
    for lines in own:
        keys = {key for edge in _edges(lines) for at in edge for key in _keys(lines[at])}
        seen.update(keys)
    often = max(_FEWEST_PAGES, len(pages) * _SHARE)
    kept: list[list[Line]] = []
    rows: set[str] = set()
    for lines in own:
        dropped = set()
        for edge in _edges(lines):
            for at in edge:
                line = lines[at]
                if not any(seen[key] >= often for key in _keys(line)):
                    break  # what stands further in is the page's own
                if line.is_row and line.text not in rows:
                    rows.add(line.text)  # a table's head, repeated on each page: kept once
                    break
                dropped.add(at)
        kept.append(_without_number([line for i, line in enumerate(lines) if i not in dropped]))
    return kept


def _edges(lines: Sequence[Line]) -> tuple[list[int], list[int]]:
    """Returns the numbers of the first and the last lines of a page, from its edges inward."""
    order = sorted(range(len(lines)), key=lambda at: lines[at].box.middle)
    return order[:_EDGE_LINES], order[::-1][:_EDGE_LINES]


def _keys(line: Line) -> tuple[tuple[str, int], ...]:
    """Returns what is equal for lines of equal text, but for numbers, at about one height."""
    text = line.text.lower()
    # Rows of figures, and list items, differ in nothing but numbers.
    if not line.is_row and len(text.split()) <= _SHORT_WORDS:
        text = _DIGITS.sub("#", text)
    place = int(line.box.middle // _SAME_PLACE_PT)
    return (text, place), (text, place + 1)


def _without_number(lines: list[Line]) -> list[Line]:
    """Drops the page number, the first or last line of a page by its place."""
    order = sorted(range(len(lines)), key=lambda at: lines[at].box.middle)
    for at in dict.fromkeys([*order[:1], *order[-1:]]):
        line = lines[at]
        if len(lines) > 1 and not line.is_row and _PAGE_NUMBER.fullmatch(line.text):
            return [other for i, other in enumerate(lines) if i != at]
    return lines


def _without_stamp(lines: Sequence[Line]) -> list[Line]:
    """Drops the lines of a digital signature's stamp, where there are several of them."""
    own = [line for line in lines if not _STAMP.match(line.text)]
    return own if len(lines) - len(own) >= _STAMP_LINES else list(lines)
