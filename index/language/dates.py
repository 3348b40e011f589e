"""Dates as people write them, in Vietnamese and English: text to (day?, month?, year?).

Pure grammar: it says what stands where, not what a date means. Whether "ngày 15/3" is an
event, a deadline or a question's time is for the caller to judge from the words around it.

>>> [(m.first_day, m.day, m.month, m.year) for m in find_dates("từ ngày 3-5/6/2022")]
[(3, 5, 6, 2022)]
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import date
from typing import Final

OLDEST_YEAR: Final = 1900
NEWEST_YEAR: Final = 2099
_LEAP_YEAR: Final = 2024
_MONTHS_PER_YEAR: Final = 12
# Far enough back to see "từ ngày 12, 13 và " or "Thứ Sáu, ngày " before the number.
_LOOK_BACK: Final = 40


@dataclass(frozen=True, slots=True)
class DateMention:
    """One date expression: `text[start:end]`, with the parts that it states.

    `first_day` is the first of several days of one month ("12 và 13/5": first_day 12, day
    13). `weekday` is Monday 0 to Sunday 6, where the text names one. `marked` tells that a
    word such as "ngày" or "sáng" stands before it, so that "1/2" is no fraction.
    """

    start: int
    end: int
    day: int | None = None
    month: int | None = None
    year: int | None = None
    first_day: int | None = None
    weekday: int | None = None
    marked: bool = False


@dataclass(frozen=True, slots=True)
class YearSpan:
    """Two years joined by a dash, as in a term of office or a school year."""

    start: int
    end: int
    first: int
    last: int


_DIGIT: Final = re.compile(r"\d")
_YEAR: Final = r"(?P<year>(?:1[89]|20)\d\d)"
_DAY: Final = r"(?P<day>\d{1,2})"
_MONTH: Final = r"(?P<month>\d{1,2})"
_END: Final = r"(?![\d\w]|[/.-]\d|/\w)"
_BEGIN: Final = r"(?<![\d\w/])(?<!\d[.,])"
_ENGLISH_MONTHS: Final = (
    "jan",
    "feb",
    "mar",
    "apr",
    "may",
    "jun",
    "jul",
    "aug",
    "sep",
    "oct",
    "nov",
    "dec",
)
_MONTH_NAME: Final = (
    r"(?P<name>Jan(?:uary)?|Feb(?:ruary)?|Mar(?:ch)?|Apr(?:il)?|May|June?|July?|Aug(?:ust)?|"
    r"Sept?(?:ember)?|Oct(?:ober)?|Nov(?:ember)?|Dec(?:ember)?)\.?"
)

_MONTHS_IN_WORDS: Final = {
    "một": 1, "giêng": 1, "hai": 2, "ba": 3, "tư": 4, "năm": 5, "sáu": 6, "bảy": 7, "tám": 8,
    "chín": 9, "mười": 10, "mười một": 11, "mười hai": 12, "chạp": 12,
}  # fmt: skip
_MONTH_WORD: Final = (
    r"(?P<word>mười một|mười hai|một|giêng|hai|ba|tư|năm|sáu|bảy|tám|chín|mười|chạp)"
)

# In order: an earlier form that overlaps a later one wins.
_FORMS: Final = tuple(
    re.compile(form, re.IGNORECASE)
    for form in (
        rf"(?<![\d\w/-]){_YEAR}-{_MONTH}-{_DAY}(?=T\d|\b)(?!-?\d)",
        rf"{_BEGIN}{_DAY}\s?(?P<sep>[/.\-])\s?{_MONTH}\s?(?P=sep)\s?{_YEAR}{_END}",
        rf"{_BEGIN}{_DAY}\s*(?:,\s*)?th[aáÁ]ng\s*{_MONTH}"
        rf"(?:\s*(?:,\s*)?(?:n[aăĂ]m\s*|[/\-.]\s*|(?<=[\s,])){_YEAR})?(?![\d\w]|/\d)",
        rf"{_BEGIN}{_DAY}\s*(?:,\s*)?tháng\s+{_MONTH_WORD}(?:\s*,?\s*(?:năm\s*)?{_YEAR})?(?!\w)",
        rf"\b{_MONTH_NAME}\s+{_DAY}(?:st|nd|rd|th)?\b(?:,?\s+{_YEAR}\b)?",
        rf"\b{_DAY}(?:st|nd|rd|th)?(?:\s+of)?\s+{_MONTH_NAME}\b,?(?:\s+{_YEAR}\b)?",
        rf"(?<![\d\w/])th[aáÁ]ng\s*{_MONTH}\s*(?:/|-|\.|,?\s*n[aăĂ]m\s*){_YEAR}(?!\d|/\w)",
        rf"\b{_MONTH_NAME},?\s+{_YEAR}\b",
        rf"{_BEGIN}{_DAY}\s?(?P<sep>[/.\-])\s?{_MONTH}{_END}",
        rf"\bn[aăĂ]m\s+{_YEAR}(?!\d|\s?[-–]\s?(?:19|20)\d\d|/\w)",
    )
)
_YEAR_SPAN: Final = re.compile(
    r"(?<![\d/])((?:19|20)\d\d)\s?(?:[-–—]|đến(?:\s+năm)?)\s?((?:19|20)\d\d)(?!\d|/\w)"
)
_EARLIER_DAYS: Final = re.compile(
    r"(?<![\d/.])(?P<first>\d{1,2})(?:\s*,\s*\d{1,2})*\s*(?:[-–—,&]|và|va|đến|and|to)\s*$",
    re.IGNORECASE,
)
_MARKER: Final = re.compile(
    r"(?:ng[aà]y|h[oô]m|s[aá]ng|tr[uư]a|chi[eề]u|t[oố]i|đ[eê]m|m[uù]ng|m[oồ]ng|date|on|\bnay|\bqua)"
    r"[\s:,(]*$|\bngày\W+$",
    re.IGNORECASE,
)
_WEEKDAY: Final = re.compile(
    r"(?:th[uứ]\s*(?P<name>hai|ba|tư|tu|năm|nam|sáu|sau|bảy|bẩy|bay|[2-7])|"
    r"(?P<sunday>ch[uủ]\s*nh[aậ]t)|"
    r"(?P<english>monday|tuesday|wednesday|thursday|friday|saturday|sunday))"
    r"(?:\s*[,(]|\s)\s*(?:ng[aà]y)?[\s,(]*$",
    re.IGNORECASE,
)
_WEEKDAYS: Final = {
    "hai": 0, "ba": 1, "tư": 2, "tu": 2, "năm": 3, "nam": 3, "sáu": 4, "sau": 4, "bảy": 5,
    "bẩy": 5, "bay": 5, "2": 0, "3": 1, "4": 2, "5": 3, "6": 4, "7": 5,
    "monday": 0, "tuesday": 1, "wednesday": 2, "thursday": 3, "friday": 4, "saturday": 5,
    "sunday": 6,
}  # fmt: skip
_SUNDAY: Final = 6
_LUNAR: Final = re.compile(r"\s*\(?\s*(?:âm lịch|AL\b)", re.IGNORECASE)


def find_dates(text: str) -> tuple[DateMention, ...]:
    """Returns the date expressions of `text` (NFC), in order, none overlapping another.

    Days and months that no calendar has, and lunar dates, are left out. A day and a month
    without a year are only taken with a slash ("25/3") or after a marker ("ngày 25.3").
    """
    taken: list[DateMention] = []
    if _DIGIT.search(text) is None:  # every form has one
        return ()
    for form in _FORMS:
        for match in form.finditer(text):
            if any(match.start() < m.end and m.start < match.end() for m in taken):
                continue
            mention = _mention(text, match)
            if mention is not None:
                taken.append(mention)
    return tuple(sorted(taken, key=lambda mention: mention.start))


def find_year_spans(text: str) -> tuple[YearSpan, ...]:
    """Returns the spans of years of `text` ("2022-2024"), in order; a span runs forward."""
    return tuple(
        YearSpan(match.start(), match.end(), int(match[1]), int(match[2]))
        for match in _YEAR_SPAN.finditer(text)
        if int(match[1]) < int(match[2])
    )


def exact_date(mention: DateMention, year: int | None = None) -> date | None:
    """Returns the day that `mention` states, its last one where it states several.

    `year` stands in for a year that it does not state. None when a part is missing or the
    calendar has no such day.
    """
    if mention.day is None or mention.month is None:
        return None
    the_year = mention.year if mention.year is not None else year
    if the_year is None:
        return None
    try:
        return date(the_year, mention.month, mention.day)
    except ValueError:
        return None


def contradicts_weekday(mention: DateMention, day: date) -> bool:
    """Tells whether `mention` names a weekday and `day` falls on another."""
    return mention.weekday is not None and mention.weekday != day.weekday()


def _mention(text: str, match: re.Match[str]) -> DateMention | None:
    parts = match.groupdict()
    day = int(parts["day"]) if parts.get("day") else None
    year = int(parts["year"]) if parts.get("year") else None
    month = _month(parts)
    before = text[max(0, match.start() - _LOOK_BACK) : match.start()]
    marked = bool(_MARKER.search(before))
    start, first_day = match.start(), None
    if day is not None and (earlier := _EARLIER_DAYS.search(before)):
        head = before[: earlier.start()]
        first = int(earlier["first"])
        dash = text[match.start() - 1] in "-–—"
        if (_MARKER.search(head) or dash) and 0 < first < day:
            marked = marked or bool(_MARKER.search(head))
            start, first_day, before = match.start() - len(before) + earlier.start(), first, head
    if not _plausible(day, month, year) or _LUNAR.match(text, match.end()):
        return None
    weekday = _weekday(before)
    loose = year is None and parts.get("sep") in {".", "-"}
    if loose and not marked and weekday is None:
        return None
    marked = marked or weekday is not None
    return DateMention(start, match.end(), day, month, year, first_day, weekday, marked)


def _month(parts: dict[str, str | None]) -> int | None:
    if parts.get("month"):
        return int(parts["month"] or 0)
    if word := parts.get("word"):
        return _MONTHS_IN_WORDS[word.lower()]
    if name := parts.get("name"):
        return next(n for n, full in enumerate(_ENGLISH_MONTHS, 1) if full == name[:3].lower())
    return None


def _weekday(before: str) -> int | None:
    match = _WEEKDAY.search(before)
    if match is None:
        return None
    if match["sunday"]:
        return _SUNDAY
    return _WEEKDAYS[(match["name"] or match["english"]).lower()]


def _plausible(day: int | None, month: int | None, year: int | None) -> bool:
    if month is not None and not 1 <= month <= _MONTHS_PER_YEAR:
        return False
    if day is None or month is None:
        return True
    try:
        date(year if year is not None else _LEAP_YEAR, month, day)
    except ValueError:
        return False
    return True
