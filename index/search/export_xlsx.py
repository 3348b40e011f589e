"""Articles that a search found as a spreadsheet: one row each, for Excel and LibreOffice.

Nothing of an article is ever a formula: texts are written as texts, in columns formatted as
text, so that they stay it when somebody edits a cell.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import astuple, dataclass
from io import BytesIO
from itertools import islice
from typing import Final
from urllib.parse import urlsplit

from xlsxwriter import Workbook
from xlsxwriter.format import Format
from xlsxwriter.worksheet import Worksheet

from index.model import Hit

MOST_EXPORTED: Final = 5_000
"""Articles of one spreadsheet; those beyond are left out."""

# Excel's own limits.
_LONGEST_TEXT: Final = 32_767
_LONGEST_LINK: Final = 2_079
_LONGEST_SHEET: Final = 31
# Excel's own format "Text".
_AS_TEXT: Final = 49
_FIRST_YEAR: Final = 1900
# What XML 1.0 cannot hold, half a surrogate pair among it.
_NO_XML: Final = re.compile(r"[^\t\n\r\u0020-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")
_NO_SHEET: Final = re.compile(r"[\[\]:*?/\\]")
_LINK: Final = re.compile(r"https?://[^\s\"<>\x00-\x1f]+", re.IGNORECASE)
# In characters: a title of two lines, a snippet of four.
_WIDTHS: Final = (60, 12, 24, 24, 90, 50)


@dataclass(frozen=True, slots=True)
class HitHeadings:
    """What stands over the columns, in their order, and the name of the sheet."""

    title: str
    published: str
    category: str
    source: str
    snippet: str
    link: str
    sheet: str


def hits_xlsx(hits: Iterable[Hit], headings: HitHeadings) -> bytes:
    """Returns the first 5,000 hits as the bytes of an .xlsx file.

    Title, day (as a date), category, source, snippet and link; what an article lacks, and a
    link to no web address, is an empty cell. The headings stay in sight and can filter.
    """
    held = BytesIO()
    book = Workbook(
        held,
        {
            "in_memory": True,
            "strings_to_formulas": False,
            "strings_to_numbers": False,
            "strings_to_urls": False,
        },
    )
    sheet = book.add_worksheet(_sheet_name(headings.sheet))
    text = book.add_format({"num_format": _AS_TEXT, "text_wrap": True, "valign": "top"})
    day = book.add_format({"num_format": "dd/mm/yyyy", "align": "left", "valign": "top"})
    head = book.add_format(
        {"bold": True, "text_wrap": True, "valign": "top", "num_format": _AS_TEXT}
    )
    for column, width in enumerate(_WIDTHS):
        sheet.set_column(column, column, width)
    *names, _ = astuple(headings)
    for column, name in enumerate(names):
        _write_text(sheet, 0, column, name, head)
    last = 0
    for last, hit in enumerate(islice(hits, MOST_EXPORTED), 1):
        _write_hit(sheet, last, hit, text, day)
    sheet.freeze_panes(1, 0)
    sheet.autofilter(0, 0, last, len(names) - 1)
    sheet.repeat_rows(0)
    sheet.set_landscape()
    sheet.fit_to_pages(1, 0)
    book.close()
    return held.getvalue()


def _write_hit(sheet: Worksheet, row: int, hit: Hit, text: Format, day: Format) -> None:
    _write_text(sheet, row, 0, hit.title, text)
    if hit.published is not None and hit.published.year >= _FIRST_YEAR:
        sheet.write_datetime(row, 1, hit.published, day)
    elif hit.published is not None:
        _write_text(sheet, row, 1, hit.published.isoformat(), text)
    _write_text(sheet, row, 2, hit.category or "", text)
    _write_text(sheet, row, 3, _source_name(hit.source or ""), text)
    snippet = " ".join(hit.snippet.split())
    before, after = "…" * hit.cut_before, "…" * hit.cut_after
    _write_text(sheet, row, 4, f"{before}{snippet}{after}" if snippet else "", text)
    if _LINK.fullmatch(hit.url) and len(hit.url) <= _LONGEST_LINK:
        sheet.write_url(row, 5, hit.url, string=hit.url)


def _write_text(sheet: Worksheet, row: int, column: int, text: str, style: Format) -> None:
    clean = _NO_XML.sub("", text)[:_LONGEST_TEXT]
    if clean.strip():
        sheet.write_string(row, column, clean, style)


def _source_name(source: str) -> str:
    """Returns a source's name, or the host of its address; a path on this machine is nobody's."""
    if _LINK.fullmatch(source):
        try:
            return urlsplit(source).hostname or ""
        except ValueError:
            return ""
    return "" if source.startswith("file:") or "/" in source or "\\" in source else source


def _sheet_name(name: str) -> str:
    clean = _NO_SHEET.sub(" ", _NO_XML.sub("", name))[:_LONGEST_SHEET].strip(" '")
    return clean or "1"
