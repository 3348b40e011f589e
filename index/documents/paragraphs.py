"""Lines back to paragraphs; list items, headings and rows of tables stay lines."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from itertools import pairwise
from statistics import median
from typing import Final

from index.documents.lines import Line
from index.documents.old_fonts import SOFT_HYPHEN

ITEM: Final = re.compile(
    r"[-–—+*•●○▪◦‣·]\s*\S|(?:\d{1,3}|[a-zđ]|[IVXLC]{1,6})[.)]\s|\d{1,2}(?:\.\d{1,2}){1,3}\.?\s"
    r"|(?:Điều|Khoản|Mục|Chương|Phần|Bước|Phụ lục)\s+(?:\d|[IVXLC])|Căn cứ\s|Theo đề nghị\s"
)
"""How a list item, an article of a decree or a ground of a decision begins."""
_ENDED: Final = re.compile(r"[.!?;:…][\"”’)]*$")
# Lines of a document's head and foot that never go on from the one above.
_ALONE: Final = re.compile(
    r"Số\s*:|Kính gửi\s*:|Nơi nhận\s*:|V/v\s|CỘNG H(?:ÒA|OÀ) XÃ HỘI|Độc lập\s*[-–]\s*Tự do|"
    r"\(?(?:đã ký|ký tên)|\S.{1,40}, ngày \D{0,3}\d{1,2} tháng \d{1,2} năm \d{4}$",
    re.IGNORECASE,
)
_SPLIT_WORD: Final = re.compile(r"[a-z]{2}\u00ad$")
_LAST: Final = re.compile(
    r"\(?(?:đã ký|ký tên)\b.{0,20}$|.*(?:Tự do\s*[-–]\s*Hạnh phúc|năm \d{4})$", re.IGNORECASE
)
# Distances in heights of a line (1.3 times the size of its letters).
_SAME_SIZE: Final = 0.25
_INDENT: Final = 0.6
_PARAGRAPH_GAP: Final = 0.25
_WIDEST_GAP: Final = 1.2
# A letter is about so wide, in heights of its line; and what is needed to fit one more word.
_LETTER: Final = 0.36
_CENTRED: Final = 0.8
# No paragraph is longer; putting lines together costs the square of their number.
_MOST_LINES: Final = 200
_CAPITALS_LETTERS: Final = 4


@dataclass(frozen=True, slots=True)
class Paragraph:
    """Lines put together. `starts` holds, for each page that begins in it, the code point."""

    text: str
    lines: tuple[Line, ...]
    page: int
    starts: tuple[tuple[int, int], ...] = ()

    @property
    def height(self) -> float:
        """The height of its first line."""
        return self.lines[0].box.height

    @property
    def is_row(self) -> bool:
        """Whether it is the row of a table."""
        return self.lines[0].is_row


def paragraphs_of(pages: Sequence[Sequence[Line]]) -> list[Paragraph]:
    """Returns the paragraphs of the lines of each page; one may go on over a page's end."""
    gap = _usual_gap(pages)
    found: list[Paragraph] = []
    for number, lines in enumerate(pages):
        for at, line in enumerate(lines):
            last = found[-1] if found else None
            if last is not None and _goes_on(last, line, gap, new_page=at == 0):
                found[-1] = _longer(last, line, number if at == 0 else None)
            else:
                found.append(Paragraph(line.text, (line,), number, ((number, 0),)))
    return [_tidy(paragraph) for paragraph in found]


def is_capitals(text: str) -> bool:
    """Tells whether the letters of `text` are capitals."""
    letters = [char for char in text if char.isalpha()]
    return len(letters) >= _CAPITALS_LETTERS and all(char.isupper() for char in letters)


def _is_centred(line: Line) -> bool:
    """Tells whether a line is set in the middle of its column, away from both edges."""
    left, right = line.box.left - line.column.left, line.column.right - line.box.right
    return min(left, right) > line.box.height and abs(left - right) < 2 * line.box.height


def _centre(line: Line) -> float:
    return (line.box.left + line.box.right) / 2


def _usual_gap(pages: Iterable[Sequence[Line]]) -> float:
    """Returns the usual distance between the lines of a paragraph, in heights of a line."""
    gaps = [
        (line.box.top - before.box.bottom) / line.box.height
        for lines in pages
        for before, line in pairwise(lines)
        if before.block == line.block and line.box.top > before.box.top and not line.is_row
    ]
    near = [gap for gap in gaps if gap < _WIDEST_GAP]
    return median(near) if near else 0.0


def _goes_on(last: Paragraph, line: Line, gap: float, *, new_page: bool) -> bool:
    """Tells whether `line` is the next of the paragraph `last`."""
    before = last.lines[-1]
    if len(last.lines) >= _MOST_LINES:
        return False
    if _LAST.match(before.text) and _ALONE.match(before.text):
        return False
    if before.is_row or line.is_row or ITEM.match(line.text) or _ALONE.match(line.text):
        return False
    if abs(before.box.height - line.box.height) > _SAME_SIZE * before.box.height:
        return False
    if is_capitals(before.text) != is_capitals(line.text) and is_capitals(last.text):
        return False
    new_column = new_page or before.block != line.block or line.box.top < before.box.top
    if new_column:
        # Only what clearly was broken off goes on elsewhere.
        broken = not _ENDED.search(before.text) and _is_full(before, line)
        return broken and line.text[0].islower()
    apart = (line.box.top - before.box.bottom) / line.box.height
    if apart > min(gap + _PARAGRAPH_GAP, _WIDEST_GAP):
        return False
    if line.text[0].islower() and not _ENDED.search(before.text):
        return True
    if _is_centred(before) and abs(_centre(before) - _centre(line)) < _CENTRED * line.box.height:
        return False
    indented = line.box.left - before.box.left > _INDENT * line.box.height
    if indented and not (len(last.lines) == 1 and ITEM.match(last.text)):
        return False
    return _is_full(before, line)


def _is_full(before: Line, line: Line) -> bool:
    """Tells whether the first word of `line` had no more room at the end of `before`."""
    word = len(line.text.split(maxsplit=1)[0]) + 1
    width = (line.box.right - line.box.left) / max(len(line.text), 1)
    letter = min(width, _LETTER * line.box.height * 1.5)
    return before.column.right - before.box.right < word * letter + letter


def _longer(last: Paragraph, line: Line, page: int | None) -> Paragraph:
    text = last.text
    if not text.endswith(SOFT_HYPHEN):
        text += " "
    elif _SPLIT_WORD.search(text) and line.text[:1].islower() and line.text[:1].isascii():
        text = text[:-1]
    else:
        text = f"{text[:-1]}-"
    starts = last.starts if page is None else (*last.starts, (page, len(text)))
    return Paragraph(text + line.text, (*last.lines, line), last.page, starts)


def _tidy(paragraph: Paragraph) -> Paragraph:
    text = paragraph.text
    if text.endswith(SOFT_HYPHEN):
        text = f"{text[:-1]}-"
    return Paragraph(text, paragraph.lines, paragraph.page, paragraph.starts)
