"""HTML to blocks: a parsed page without its furniture, as lines of text.

Works on trees of any depth without recursion.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Final, TypeAlias

from lxml import etree, html

from index.errors import IngestError
from index.ingest.blocks import tidy
from index.ingest.furniture import element_names

Element: TypeAlias = html.HtmlElement

_DROPPED_TAGS: Final = (
    "script style noscript template iframe object embed svg canvas audio video map input select "
    "option button textarea datalist progress meter nav footer head link meta"
)
_INLINE_TAGS: Final = (
    "a abbr acronym b bdi bdo big cite code data dfn em font i img ins kbd label mark q s samp "
    "small span strike strong sub sup time tt u var wbr o:p"
)
_DROPPED: Final = frozenset(_DROPPED_TAGS.split())
_INLINE: Final = frozenset(_INLINE_TAGS.split())
_HEADINGS: Final = frozenset({"h1", "h2", "h3", "h4", "h5", "h6"})
_HIDDEN: Final = re.compile(r"display\s*:\s*none|visibility\s*:\s*hidden", re.IGNORECASE)
_NAME_PARTS: Final = re.compile(r"[A-Z]?[a-z]+|[A-Z]+(?![a-z])|\d+")
# No name of an element says anything beyond this; hostile pages have names of megabytes.
_LONGEST_NAME: Final = 400
# An element with so much of the page's text is no furniture, whatever it is called.
_ARTICLE_SHARE: Final = 0.4
# A row of data has short cells, each a paragraph or two; a layout's cell holds a column.
_FEWEST_CELLS: Final = 2
_MOST_CELLS: Final = 60
_LONGEST_CELL: Final = 300
_MOST_PARAGRAPHS: Final = 2
_SPACES: Final = re.compile(r"\s+")
_CELL: Final = " | "


@dataclass(slots=True)
class Line:
    """One line of a page, in its nearest block element, with its share of linked text."""

    text: str
    element: Element
    linked: float = 0.0
    heading: bool = False


def parse(text: str) -> Element:
    """Returns the tree of the HTML `text`; broken HTML is mended, comments are left out.

    Raises:
        IngestError: there is no element in it.
    """
    # Bytes, so that a declaration of another encoding in the text is not believed.
    parser = html.HTMLParser(
        encoding="utf-8", remove_comments=True, remove_pis=True, recover=True, huge_tree=False
    )
    try:
        root = html.document_fromstring(text.encode("utf-8", "replace"), parser=parser)
    except (etree.ParserError, etree.XMLSyntaxError, ValueError) as fault:
        raise IngestError("no HTML can be read from it; save the page again") from fault
    return root


def prune(root: Element) -> None:
    """Takes furniture out of the tree: by element, by name, and what is not shown."""
    total = max(1, _length(root))
    for element in list(root.iter()):
        if not isinstance(element.tag, str) or element is root or element.tag == "body":
            continue
        if element.getparent() is None:
            continue
        if element.tag in _DROPPED or _is_hidden(element):
            if element.tag == "footer" and element.find(".//h1") is not None:
                continue
            _drop(element)
        elif _has_furniture_name(element) and not _holds_article(element, total):
            element.drop_tree()


def _drop(element: Element) -> None:
    """Takes `element` out; what stood on either side of it stays on lines of its own."""
    parent = element.getparent()
    if parent is None:
        return
    if element.tag in _INLINE:
        element.drop_tree()
        return
    divide = etree.SubElement(parent, "br")
    divide.tail = element.tail
    parent.replace(element, divide)


def lines(root: Element) -> list[Line]:
    """Returns the lines of the tree in order: one for each block, `<br>` or table row."""
    return [line for line in _Writer().write(root) if line.text]


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
            divides = tag not in _INLINE
            cell = tag in ("td", "th") and (element is self.cell or self._is_plain_row(element))
            if event == "start":
                if cell and self.cell is None:
                    self.cell = element
                    self.parts.append(_CELL)
                elif divides and self.cell is None:
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

    def _add(self, text: str | None) -> None:
        if not text:
            return
        self.parts.append(text)
        size = len(text.strip())
        self.length += size
        self.linked += size if self.links else 0

    def _flush(self, element: Element) -> Line:
        text = tidy(_SPACES.sub(" ", "".join(self.parts)))
        pieces = [piece.strip() for piece in text.split(_CELL.strip())] if "|" in text else [text]
        text = _CELL.join(piece for piece in pieces if piece)
        text = "" if text == "-" else text
        share = self.linked / self.length if self.length else 0.0
        self.parts, self.length, self.linked = [], 0, 0
        return Line(text, element, share, element.tag in _HEADINGS)


def _is_data_row(row: Element) -> bool:
    """Tells whether a row is one of a table of data, not of a page's layout."""
    if not _FEWEST_CELLS <= len(row) <= _MOST_CELLS:
        return False
    return all(_length(cell) <= _LONGEST_CELL and not _has_layout(cell) for cell in row)


def _has_layout(cell: Element) -> bool:
    paragraphs = 0
    for element in cell.iterdescendants():
        if element.tag in ("table", "ul", "ol", "h1", "h2", "h3"):
            return True
        paragraphs += element.tag in ("p", "div")
    return paragraphs > _MOST_PARAGRAPHS


def _length(element: Element) -> int:
    return sum(len(piece.strip()) for piece in element.itertext())


def _is_hidden(element: Element) -> bool:
    style = element.get("style", "")[:_LONGEST_NAME]
    return bool(_HIDDEN.search(style)) or element.get("hidden") is not None


def _has_furniture_name(element: Element) -> bool:
    name = f"{element.get('class', '')[:_LONGEST_NAME]} {element.get('id', '')[:_LONGEST_NAME]}"
    if element.tag in ("aside",):
        return True
    parts = {part.lower() for part in _NAME_PARTS.findall(name)}
    return bool(parts & element_names())


def _holds_article(element: Element, total: int) -> bool:
    if element.find(".//h1") is not None or element.tag == "h1":
        return True
    return _length(element) > total * _ARTICLE_SHARE
