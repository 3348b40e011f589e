"""Datelines: the lines of a page that are nothing but the day it was published on."""

from __future__ import annotations

import re
from collections.abc import Container, Sequence
from datetime import date, datetime, timedelta, timezone
from typing import Final

from index.language.dates import DateMention, contradicts_weekday, exact_date, find_dates

# Viet Nam has kept UTC+7 without summer time since 1975.
VIETNAM: Final = timezone(timedelta(hours=7))
OLDEST: Final = date(1990, 1, 1)
_DATELINE_LINES: Final = 4
_DATELINE_WORDS: Final = 16
_TIMETABLE_LINES: Final = 60

_LABEL: Final = (
    r"(?:ngày (?:đăng|cập nhật|xuất bản|tạo|viết|gửi|phát hành bài)(?: tin| bài)?|"
    r"đăng (?:ngày|lúc|tải|tin)(?: ngày)?|(?:lần )?cập nhật(?: lần cuối| lúc| ngày| cuối)*|"
    r"thời gian đăng|xuất bản|được đăng|published(?: on)?|posted(?: on)?|updated(?: on)?|"
    r"date posted|post date)"
)
_CLOCK: Final = r"\d{1,2}\s*(?:[:h]|giờ)\s*\d{0,2}(?::\d\d)?\s*(?:phút|[ap]m|SA|CH)?"
_LABELLED: Final = re.compile(
    # The writer's name may stand before the label: "Hồng Nhạn Đăng lúc ...".
    rf"(?:^(?-i:(?:[A-ZĐÀ-Ỹ][^\W\d]*\s){{1,5}}(?=[A-ZĐ]))?|[|•(\-–]\s*){_LABEL}\s*:?\s*[^\d\n]{{0,24}}(?:{_CLOCK}\W*)?"
    r"(?:(?:thứ \w+|chủ nhật|\w+day)\W*)?(?:ngày\s*)?$",
    re.IGNORECASE,
)
_BARE_BEFORE: Final = re.compile(
    rf"(?:{_CLOCK}\W*)?(?:(?:thứ \w+|chủ nhật|\w+day)\W*)?(?:ngày\s*)?\W*(?:{_CLOCK}\W*)?",
    re.IGNORECASE,
)
_BARE_AFTER: Final = re.compile(
    rf"\W*(?:lúc\s*)?(?:{_CLOCK})?\W*(?:\(?(?:GMT|UTC)\W*[+-]?\d+\)?)?\W*"
    r"(?:(?:(?:số )?(?:lượt|lần) (?:xem|đọc)|đã (?:xem|đọc)|xem|view count|views|tác giả|"
    r"author|bởi|by)\b.*|"
    r"[\d.,]+ (?:lượt|lần) (?:xem|đọc))?\W*",
    re.IGNORECASE,
)
_UPDATED: Final = re.compile(
    r"(?:cập nhật|chỉnh sửa|sửa đổi)\s+(?:lần\s+)?(?:cuối|gần nhất)|last (?:updated|modified)",
    re.IGNORECASE,
)
_POSTED: Final = re.compile(r"ngày đăng|được đăng|published|posted", re.IGNORECASE)
# A press office's label; elsewhere it is told of stamps and books, so it counts at a title only.
_RELEASED: Final = re.compile(r"(?:ngày|thời gian) phát hành\s*:?\s*(?:ngày\s*)?", re.IGNORECASE)
# "Gương điển hình — 06-03-2020": the words before the dash name a category.
_CATEGORY: Final = re.compile(r"(\w[^\d—–|·•]{1,40}?)\s+[—–|·•-]\s+$")


def find_dateline(lines: Sequence[str]) -> str | None:
    """Returns the dateline among the first of `lines`, or None.

    Several bare dates head the days of a timetable; then only a labelled one counts.
    """
    bare = sum(dateline_date(line, today=date.max) is not None for line in lines[:_TIMETABLE_LINES])
    for line in lines[:_DATELINE_LINES]:
        if dateline_date(line, today=date.max, label_needed=bare > 1) is not None:
            return line
    return None


def is_dateline(line: str) -> bool:
    """Tells whether `line` is nothing but a date, with or without a label and a clock."""
    return dateline_date(line, today=date.max) is not None


def is_labelled_dateline(line: str) -> bool:
    """Tells whether `line` is a date that is called one: no site's clock, no heading."""
    return dateline_date(line, today=date.max, label_needed=True) is not None


def says_updated(line: str) -> bool:
    """Tells whether a dateline is that of the last change alone."""
    return bool(_UPDATED.search(line)) and not _POSTED.search(line)


def is_title_dateline(line: str, menu: Container[str]) -> bool:
    """Tells whether `line` dates the article whose title stands beside it.

    That is a labelled date, also a press release's, or a date behind the name of a category:
    one of the page's own lines, `menu`, in lower case.
    """
    if is_labelled_dateline(line):
        return True
    if len(line.split()) > _DATELINE_WORDS:
        return False
    for mention in find_dates(line):
        before, after = line[: mention.start], line[mention.end :]
        if exact_date(mention) is None or not _BARE_AFTER.fullmatch(after):
            continue
        category = _CATEGORY.fullmatch(before)
        if _RELEASED.fullmatch(before) or (category and category[1].lower() in menu):
            return True
    return False


def day_of_dateline(line: str, *, today: date | None = None) -> date | None:
    """Returns the day of `line`, which is known to be an article's dateline.

    None when that day is impossible, after `today` or contradicts its weekday.
    """
    now = today or datetime.now(VIETNAM).date()
    if is_dateline(line):
        return dateline_date(line, today=now)
    for mention in find_dates(line):
        day = exact_date(mention)
        if day is not None:
            return day if is_possible(mention, day, now) else None
    return None


def dateline_date(line: str, *, today: date, label_needed: bool = False) -> date | None:
    """Returns the day of a dateline: a label ("Ngày đăng:") or nothing but a date and time.

    With `label_needed` a bare date does not do: it may be the site's clock. None when the
    line is no dateline, or its day is impossible or contradicts its weekday.
    """
    if len(line.split()) > _DATELINE_WORDS:
        return None
    for mention in find_dates(line):
        day = exact_date(mention)
        if day is None:
            continue
        before, after = line[: mention.start], line[mention.end :]
        bare = _BARE_BEFORE.fullmatch(before) and _BARE_AFTER.fullmatch(after)
        if _LABELLED.search(before) or (bare and not label_needed):
            return day if is_possible(mention, day, today) else None
    return None


def is_possible(mention: DateMention, day: date, today: date) -> bool:
    """Tells whether `day` lies between 1990 and `today` and falls on the weekday named."""
    return OLDEST <= day <= today and not contradicts_weekday(mention, day)
