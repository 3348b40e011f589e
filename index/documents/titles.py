"""What a document calls itself, and the day under its motto."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import Final

from index.documents.paragraphs import ITEM, is_capitals
from index.language.dates import exact_date, find_dates

# "KẾ HOẠCH" alone on a line names the kind of document; below it stands what it is about.
_KINDS: Final = (
    "KẾ HOẠCH|THÔNG BÁO|QUYẾT ĐỊNH|NGHỊ QUYẾT|BÁO CÁO|TỜ TRÌNH|CHỈ THỊ|CHƯƠNG TRÌNH|QUY CHẾ|"
    "QUY ĐỊNH|QUY TRÌNH|HƯỚNG DẪN|THÔNG CÁO|THÔNG CÁO BÁO CHÍ|ĐỀ ÁN|DỰ ÁN|PHƯƠNG ÁN|CÔNG ĐIỆN|"
    "GIẤY MỜI|GIẤY PHÉP|LUẬT|BỘ LUẬT|PHÁP LỆNH|NGHỊ ĐỊNH|THÔNG TƯ|THÔNG TƯ LIÊN TỊCH|LỆNH|"
    "BIÊN BẢN|HỢP ĐỒNG|THỂ LỆ|ĐIỀU LỆ|NỘI QUY|KẾT LUẬN|THƯ MỜI|LỊCH CÔNG TÁC|PHỤ LỤC|DANH SÁCH"
)
_KIND: Final = re.compile(rf"(?:{_KINDS})(?:\s*\(.{{1,60}}\))?")
_KIND_AND_MORE: Final = re.compile(rf"(?:{_KINDS})\s+\S.*")
_ABOUT_ABBREVIATED: Final = re.compile(r"V/v\s*:?\s*\S", re.IGNORECASE)
# What stands in a document's head beside and above its title.
_HEAD: Final = re.compile(
    r"CỘNG H(?:ÒA|OÀ) XÃ HỘI|ĐẢNG CỘNG SẢN VIỆT NAM|Độc lập\s*[-–]|Số\s*:|Kính gửi|Nơi nhận|"
    r"(?:ỦY|UỶ) BAN|UBND|HĐND|HỘI ĐỒNG NHÂN DÂN|SỞ |BỘ |TỈNH |THÀNH PHỐ |HUYỆN |CHÍNH PHỦ|"
    r"CỔNG THÔNG TIN|TRANG THÔNG TIN|"
    r"CHỦ TỊCH|GIÁM ĐỐC|BỘ TRƯỞNG|THỦ TƯỚNG|QUỐC HỘI|.{0,40}, ngày\b",
)
_FILE_NAME: Final = re.compile(
    r"microsoft (?:word|excel|powerpoint)|\.(?:docx?|pdf|rtf|odt|xlsx?|wpd|tmp)\b|^untitled|"
    r"^(?:không có tiêu đề|document\d*|doc\d+|scan|tài liệu\d*|[\w.~-]+)$|_\w*_|[\\/]",
    re.IGNORECASE,
)
_PLACE_AND_DAY: Final = re.compile(r"[A-ZĐÀ-Ỹ][\w .-]{1,40},\s*(?=ngày\s)")
_ORNAMENT: Final = re.compile(r"[\W_]*")
_MOST_TITLE_LINES: Final = 5
_LONGEST_TITLE: Final = 400
_LONGEST_DAY_LINE: Final = 90
_LONGEST_LINE_WORDS: Final = 45
# The head and the title of a document stand within so many lines of its beginning.
_HEAD_LINES: Final = 30
_FEWEST_WORDS: Final = 2
# Letters so much higher than the text's are a heading.
_LARGER: Final = 1.15


@dataclass(frozen=True, slots=True)
class TitleLine:
    """A line that may be of the title.

    `size` is the height of its letters in any unit, 0 where unknown; `heading` the level that
    the document itself gives it, 0 for none; `column` tells lines of one column from others.
    """

    text: str
    size: float = 0.0
    heading: int = 0
    column: int = 0
    is_row: bool = False


def find_title(lines: Sequence[TitleLine], metadata: str, usual_size: float) -> str:
    """Returns the title that a document's first `lines` or its metadata state, or "".

    `usual_size` is the size of most of its letters.
    """
    head = [line for line in lines[:_HEAD_LINES] if not _ORNAMENT.fullmatch(line.text)]
    found = (
        _of_kind(head)
        or _abbreviated(head)
        or _marked(head)
        or _of_metadata(metadata)
        or _larger(head, usual_size)
        or _in_capitals(head)
    )
    return " ".join(found.split())[:_LONGEST_TITLE]


def find_signed_day(lines: Sequence[str]) -> date | None:
    """Returns the day of the first "Thanh Hóa, ngày 15 tháng 3 năm 2024" alone on a line."""
    for line in lines[:_HEAD_LINES]:
        if len(line) > _LONGEST_DAY_LINE or not _PLACE_AND_DAY.match(line):
            continue
        for mention in find_dates(line):
            if mention.end >= len(line) - 1:
                return exact_date(mention)
    return None


def _of_kind(lines: Sequence[TitleLine]) -> str:
    for at, line in enumerate(lines):
        if line.is_row or not (_KIND.fullmatch(line.text) or _KIND_AND_MORE.fullmatch(line.text)):
            continue
        if not is_capitals(line.text.split("(")[0]):
            continue
        return " ".join([line.text, *_following(lines[at + 1 :], line.column)])
    return ""


def _abbreviated(lines: Sequence[TitleLine]) -> str:
    for at, line in enumerate(lines):
        if _ABOUT_ABBREVIATED.match(line.text):
            return " ".join([line.text, *_following(lines[at + 1 :], line.column)])
    return ""


def _following(lines: Sequence[TitleLine], column: int) -> list[str]:
    """Returns the lines below the kind that say what the document is about."""
    found: list[str] = []
    for line in lines[:_MOST_TITLE_LINES]:
        text = line.text
        over = line.is_row or ITEM.match(text) or _HEAD.match(text) or line.column != column
        if over or len(text.split()) > _LONGEST_LINE_WORDS or _KIND.fullmatch(text):
            break
        if text.rstrip('"”’)').endswith((".", ";", ":")):
            break
        found.append(text)
    return found


def _marked(lines: Sequence[TitleLine]) -> str:
    """Returns the heading that the document's own styles mark."""
    levels = [line.heading for line in lines if line.heading]
    first = min(levels, default=0)
    return next((line.text for line in lines if first and line.heading == first), "")


def _of_metadata(title: str) -> str:
    plain = " ".join(title.split())
    usable = len(plain.split()) >= _FEWEST_WORDS and not _FILE_NAME.search(plain)
    return plain if usable else ""


def _larger(lines: Sequence[TitleLine], usual_size: float) -> str:
    """Returns the lines in the largest letters, where these are larger than the text's."""
    own = [line for line in lines if not line.is_row and not _HEAD.match(line.text)]
    largest = max((line.size for line in own), default=0.0)
    if not usual_size or largest < usual_size * _LARGER:
        return ""
    start = next(i for i, line in enumerate(own) if line.size >= largest / 1.03)
    found = []
    for line in own[start : start + _MOST_TITLE_LINES]:
        if line.size < largest / _LARGER**0.5 or ITEM.match(line.text):
            break
        found.append(line.text)
    return " ".join(found)


def _in_capitals(lines: Sequence[TitleLine]) -> str:
    """Returns the first heading in capitals and the capitals right below it."""
    for at, line in enumerate(lines):
        words = len(line.text.split())
        if line.is_row or words <= _FEWEST_WORDS or _HEAD.match(line.text):
            continue
        if is_capitals(line.text):
            rest = lines[at + 1 : at + _MOST_TITLE_LINES]
            below = next((i for i, o in enumerate(rest) if not is_capitals(o.text)), len(rest))
            return " ".join([line.text, *(other.text for other in rest[:below])])
        if words > _LONGEST_LINE_WORDS:
            break
    return ""
