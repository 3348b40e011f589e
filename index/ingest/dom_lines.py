"""The text of a page's tree: its blocks, line breaks and table rows as lines.

Works on trees of any depth without recursion.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Final

from lxml import etree

from index.ingest.blocks import tidy
from index.ingest.dom import INLINE, Element, length

_HEADINGS: Final = frozenset({"h1", "h2", "h3", "h4", "h5", "h6"})
# A row of data has short cells, each a paragraph or two; a layout's cell holds a column.
_FEWEST_CELLS: Final = 2
_MOST_CELLS: Final = 60
_LONGEST_CELL: Final = 300
_MOST_PARAGRAPHS: Final = 2
_SPACES: Final = re.compile(r"\s+")
_CELL: Final = " | "
# As stored: a tab keeps the columns apart and adds no word to what was published.
_BETWEEN_CELLS: Final = "\t"


@dataclass(slots=True)
class Line:
    """One line of a page, in its nearest block element, with its share of linked text."""

    text: str
    element: Element
    linked: float = 0.0
    heading: bool = False


def lines(root: Element) -> list[Line]:
    """Returns the lines of the tree in order: one for each block, `<br>` or table row."""
    return [line for line in _Writer().write(root) if line.text]


def words_key(text: str) -> str:
    """Returns the words of `text` as lines and titles are compared: without case and signs."""
    return " ".join(re.findall(r"\w+", text.lower()))


@dataclass(slots=True)
class _Writer:
    parts: list[str] = field(default_factory=list)
    length: int = 0
    linked: int = 0
    links: int = 0
    cell: Element | None = None
    """The cell of a table of data that is being written: its row is one line."""

    row: tuple[Element, bool] | None = None

    def write(self, root: Element) -> Iterator[Line]:
        blocks: list[Element] = [root]
        for event, element in etree.iterwalk(root, events=("start", "end")):
            tag = element.tag if isinstance(element.tag, str) else ""
            divides = tag not in INLINE
            cell = tag in ("td", "th") and (element is self.cell or self._is_plain_row(element))
            if event == "start":
                if cell and self.cell is None:
                    self.cell = element
                    self.parts.append(_CELL)
                elif self.cell is None and (divides or self._abuts_link(element)):
                    yield self._flush(blocks[-1])
                elif divides:
                    self.parts.append(" ")
                if divides:
                    blocks.append(element)
                if tag == "li":
                    self.parts.append("- ")
                self.links += tag == "a"
                self._add(element.text)
                continue
            self.links -= tag == "a"
            if element is self.cell:
                self.cell = None
            elif divides and self.cell is None:
                yield self._flush(element)
            elif divides:
                self.parts.append(" ")
            if divides and len(blocks) > 1:
                blocks.pop()
            if element is not root:
                self._add(element.tail)
        yield self._flush(root)

    def _is_plain_row(self, cell: Element) -> bool:
        row = cell.getparent()
        if row is None:
            return False
        if self.row is None or self.row[0] is not row:
            self.row = row, _is_data_row(row)
        return self.row[1]

    def _abuts_link(self, element: Element) -> bool:
        """Tells whether a link stands beside a label or link with nothing between them.

        The style sheet parts them: no word goes on with a capital ("Xem thêm" + "Nước sạch"),
        and what holds them has no text of its own, as a paragraph would.
        """
        before, parent = element.getprevious(), element.getparent()
        if before is None or before.tail or "a" not in (before.tag, element.tag):
            return False
        if parent is None or any((t or "").strip() for t in (parent.text, element.tail)):
            return False
        written = next((part for part in reversed(self.parts) if part), "")
        return written[-1:].islower() and next(element.itertext(), "")[:1].isupper()

    def _add(self, text: str | None) -> None:
        if not text:
            return
        self.parts.append(text)
        size = len(text.strip())
        self.length += size
        self.linked += size if self.links else 0

    def _flush(self, element: Element) -> Line:
        written = "".join(self.parts)
        text = "" if not written or written.isspace() else tidy(_SPACES.sub(" ", written))
        pieces = [piece.strip() for piece in text.split(_CELL.strip())] if "|" in text else [text]
        text = _BETWEEN_CELLS.join(piece for piece in pieces if piece)
        text = "" if text == "-" else text
        share = self.linked / self.length if self.length else 0.0
        self.parts, self.length, self.linked = [], 0, 0
        return Line(text, element, share, element.tag in _HEADINGS)


def _is_data_row(row: Element) -> bool:
    """Tells whether a row is one of a table of data, not of a page's layout."""
    if not _FEWEST_CELLS <= len(row) <= _MOST_CELLS:
        return False
    return all(length(cell) <= _LONGEST_CELL and not _has_layout(cell) for cell in row)


def _has_layout(cell: Element) -> bool:
    paragraphs = 0
    for element in cell.iterdescendants():
        if element.tag in ("table", "ul", "ol", "h1", "h2", "h3"):
            return True
        paragraphs += element.tag in ("p", "div")
    return paragraphs > _MOST_PARAGRAPHS
