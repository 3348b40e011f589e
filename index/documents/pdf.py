"""A PDF as text: reading order, paragraphs, title, pages.

Read with PDFium (pypdfium2): of pypdf, pdfminer.six and it, it alone tells where each
character stands fast enough (37 times pdfminer.six, which also breaks words in NFD), and draws
scans for tesseract.
"""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Sequence
from statistics import median
from typing import Any, Final

from index.documents.document import Document
from index.documents.limited import Limits, run_limited
from index.documents.lines import Line, lines_of
from index.documents.pages import Box, Page, pages_of
from index.documents.paragraphs import Paragraph, paragraphs_of
from index.documents.running import without_running_lines
from index.documents.scans import can_read_scans, read_scans
from index.documents.titles import TitleLine, find_signed_day, find_title
from index.errors import IngestError
from index.language.normalize import nfc

MOST_PAGES: Final = 500
_LIMITS: Final = Limits(memory=768, output=256, cpu=30, clock=60)
# A page of text has more letters; a scan may bear a stamp or a page number as text.
_FEW_LETTERS: Final = 20
# So many signs of which no text comes: a font that does not tell its letters.
_MANY_SIGNS: Final = 50
_NOWHERE: Final = Box(0.0, 0.0, 0.0, 0.0)
_SCANNED: Final = (
    "the PDF is a scan: its pages are pictures without text; send the file that it was made "
    "from, or install tesseract with Vietnamese (package tesseract-ocr-vie), which reads scans"
)
_UNREADABLE: Final = (
    "the PDF is a scan in which no text could be read; send the file that it was made from"
)


def read_pdf(data: bytes, most_chars: int) -> Document:
    """Returns the document in `data`, a PDF.

    Raises:
        IngestError: it is damaged, locked, too long, empty, or a scan that cannot be read.
    """
    head, *told = run_limited("child_pdf.py", data, [MOST_PAGES, most_chars], _LIMITS)
    pages = pages_of(told)
    laid_out = without_running_lines([lines_of(page) for page in pages])
    pictures = [
        at
        for at, (page, lines, raw) in enumerate(zip(pages, laid_out, told, strict=True))
        if _is_picture(page, lines, raw)
    ]
    read: dict[int, list[str]] = {}
    if pictures:
        able = can_read_scans()
        read = read_scans(data, pictures) if able else {}
        if len(pictures) == len(pages) and not read:
            raise IngestError(_UNREADABLE if able else _SCANNED)
    for at in read:
        laid_out[at] = []
    paragraphs = _with_scans(paragraphs_of(laid_out), read)
    if not paragraphs:
        raise IngestError("empty: there is no text in the PDF")
    title = find_title(_title_lines(paragraphs), nfc(head["title"]), _usual_size(paragraphs))
    return Document(
        title,
        "\n".join(paragraph.text for paragraph in paragraphs),
        _page_starts(paragraphs, len(pages)),
        find_signed_day([paragraph.text for paragraph in paragraphs]),
        tuple(at + 1 for at in pictures if at not in read),
    )


def _is_picture(page: Page, lines: Sequence[Line], told: dict[str, Any]) -> bool:
    letters = sum(char.isalpha() for line in lines for char in line.text)
    if letters >= _FEW_LETTERS:
        return False
    return page.picture or sum(len(run[0]) for run in told["runs"]) >= _MANY_SIGNS


def _with_scans(paragraphs: list[Paragraph], read: dict[int, list[str]]) -> list[Paragraph]:
    """Adds the paragraphs of pages that were read as pictures, in the order of pages."""
    for page, texts in read.items():
        for text in texts:
            line = Line(text, _NOWHERE, _NOWHERE)
            paragraphs.append(Paragraph(text, (line,), page, ((page, 0),)))
    return sorted(paragraphs, key=lambda paragraph: paragraph.page)


def _title_lines(paragraphs: Sequence[Paragraph]) -> list[TitleLine]:
    return [
        TitleLine(p.text, p.lines[0].box.height, 0, p.lines[0].block, p.is_row)
        for p in paragraphs
        if p.page == paragraphs[0].page
    ]


def _usual_size(paragraphs: Sequence[Paragraph]) -> float:
    """Returns the height of the lines of most text, 0 where no line tells."""
    heights = [line.box.height for p in paragraphs for line in p.lines for _ in line.text.split()]
    return median(heights) if heights else 0.0


def _page_starts(paragraphs: Sequence[Paragraph], count: int) -> tuple[int, ...]:
    """Returns where each page begins in the text; an empty one where the next does."""
    begun: dict[int, int] = {}
    offset = 0
    for paragraph in paragraphs:
        for page, within in paragraph.starts:
            begun.setdefault(page, offset + within)
        offset += len(paragraph.text) + 1
    known = sorted(begun)
    end = offset - 1
    starts = []
    for page in range(count):
        at = bisect_left(known, page)
        starts.append(begun[known[at]] if at < len(known) else end)
    return (0, *starts[1:])
