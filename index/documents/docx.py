"""A DOCX as text: paragraphs, headings, lists with their numbers, tables, in their order."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import Any, Final

from index.documents.document import Document
from index.documents.limited import Limits, run_limited
from index.documents.numbering import Numbering
from index.documents.old_fonts import SOFT_HYPHEN, runs_to_unicode
from index.documents.titles import TitleLine, find_signed_day, find_title
from index.errors import IngestError
from index.language.normalize import nfc

# Of a long report 2 MiB are text and styles; what unpacks to more is a bomb or a book.
_MOST_XML_BYTES: Final = 24 * 1024 * 1024
_LIMITS: Final = Limits(memory=768, output=64, cpu=30, clock=60)
_CELL: Final = "\t"
_MOTTO: Final = "CỘNG H"


def read_docx(data: bytes) -> Document:
    """Returns the document in `data`, a DOCX.

    Raises:
        IngestError: it is damaged, locked, no document, or empty.
    """
    head, *blocks = run_limited("child_docx.py", data, [_MOST_XML_BYTES], _LIMITS)
    lines = list(_Lines(head["lists"], _converted(blocks)).of(blocks))
    text = "\n".join(line.text for line in lines)
    if not text:
        raise IngestError("empty: there is no text in the DOCX")
    title = find_title(lines, nfc(head["title"]), 0.0)
    return Document(title, text, published=find_signed_day([line.text for line in lines]))


def _converted(blocks: Iterable[Mapping[str, Any]]) -> Iterator[str]:
    """Returns the text of each paragraph in Unicode, in the order of `_paragraphs`."""
    runs: list[tuple[str, str]] = []
    counts: list[int] = []
    for paragraph in _paragraphs(blocks):
        own: list[tuple[str, str]] = []
        for text, font in paragraph["runs"]:
            # Word cuts words into runs anywhere; a letter of VNI is two characters.
            if own and own[-1][1] == font:
                own[-1] = (own[-1][0] + text, font)
            else:
                own.append((text, font))
        counts.append(len(own))
        runs += own
    plain = iter(runs_to_unicode(runs))
    return iter(["".join(next(plain) for _ in range(count)) for count in counts])


def _paragraphs(blocks: Iterable[Mapping[str, Any]]) -> Iterator[Mapping[str, Any]]:
    for block in blocks:
        if "rows" in block:
            yield from (p for row in block["rows"] for cell in row for p in cell)
        else:
            yield block


class _Lines:
    """Turns blocks into lines; `texts` are those of their paragraphs in order."""

    def __init__(self, lists: Mapping[str, Any], texts: Iterator[str]) -> None:
        self._numbering = Numbering(lists)
        self._texts = texts
        self._column = 0

    def of(self, blocks: Sequence[Mapping[str, Any]]) -> Iterator[TitleLine]:
        for block in blocks:
            if "rows" not in block:
                yield from self._paragraph(block)
                continue
            table = [
                [[line for p in cell for line in self._paragraph(p)] for cell in row]
                for row in block["rows"]
            ]
            yield from self._layout(table) if _is_layout(table, block["ruled"]) else _rows(table)

    def _paragraph(self, paragraph: Mapping[str, Any]) -> list[TitleLine]:
        text = next(self._texts)
        texts = [_tidy(line) for line in text.split("\n")]
        texts = [line for line in texts if line]
        if not texts:
            return []
        if paragraph["list"]:
            texts[0] = f"{self._numbering.label(*paragraph['list'])} {texts[0]}".strip()
        return [TitleLine(line, 0.0, paragraph["heading"], self._column) for line in texts]

    def _layout(self, table: Sequence[Sequence[Sequence[TitleLine]]]) -> Iterator[TitleLine]:
        """Yields what stands in a table that only sets texts side by side, by columns."""
        for column in range(max(map(len, table), default=0)):
            self._column += 1
            for row in table:
                for line in row[column] if column < len(row) else ():
                    yield TitleLine(line.text, 0.0, line.heading, self._column)
        self._column += 1


def _is_layout(table: Sequence[Sequence[Sequence[TitleLine]]], ruled: bool) -> bool:
    """Tells a document's head, or its signatures, from a table of data."""
    cells = [cell for row in table for cell in row]
    if any(line.text.upper().startswith(_MOTTO) for cell in cells for line in cell):
        return True
    if max(map(len, table), default=0) == 1:
        return True
    return not ruled and any(len(cell) > 1 for cell in cells)


def _rows(table: Sequence[Sequence[Sequence[TitleLine]]]) -> Iterator[TitleLine]:
    for row in table:
        cells = [" ".join(line.text for line in cell) for cell in row]
        filled = [cell for cell in cells if cell]
        if filled:
            yield TitleLine(_CELL.join(filled), is_row=len(filled) > 1)


def _tidy(line: str) -> str:
    shown = "".join(c if c.isprintable() else " " for c in line.replace(SOFT_HYPHEN, ""))
    return nfc(" ".join(shown.split()))
