"""Where in a sentence a day, a year or a stretch of time is told."""

from __future__ import annotations

import re
from itertools import pairwise
from typing import Final

from index.language.dates import find_dates
from index.language.sentences import Span

# "ngày 05 và ngày 20 hằng tháng": days of every month.
_DAYS: Final = re.compile(
    r"(?:[Cc]ác )?(?<!\d )ngày \d{1,2}(?![\d/.-])(?:(?:,| và|, ngày| và ngày) ?\d{1,2}(?![\d/.-]))*"
    r"(?: (?:hằng|hàng|mỗi) tháng)?(?! tháng)"
)
_YEARS: Final = re.compile(r"(?:[Nn]ăm )?(?<![\d/])(?:19|20)\d\d(?![\d/])(?:-(?:19|20)\d\d)?")
# "năm 1428", "thế kỷ XV", "những năm 1990", "quý III/2026", "mùa hè năm 1521", "đầu năm 2026".
_ROMAN: Final = r"[IVX]+"
# Not "mỗi năm 1500 hộ"; a year of three figures is told apart from a count by a mark behind it.
_YEAR_TOLD: Final = (
    r"(?<![Mm]ỗi )(?<![Hh]ằng )(?<![Hh]àng )[Nn]ăm "
    r"(?:[1-9]\d{3}|[1-9]\d\d(?=[,.;:)]| TCN| trước Công|$))(?![\d/.,-]\d|\d)(?:[-–]\d{4})?"
)
_ERAS: Final = re.compile(
    r"(?:[Nn]hững |[Đđ]ầu |[Gg]iữa |[Cc]uối |[Hh]ết |[Mm]ùa (?:xuân|hè|hạ|thu|đông) )*"
    rf"(?:{_YEAR_TOLD}|[Tt]h(?:ập niên|ập kỷ|ế kỷ)(?: thứ)? (?:\d{{1,4}}|{_ROMAN})(?!\w))"
    r"(?: (?:TCN|trước Công nguyên|sau Công nguyên|SCN))?"
    rf"|[Qq]uý (?:{_ROMAN}|[1-4])(?:/| năm |, ?năm )(?:19|20)\d\d(?!\d)"
    r"|(?:\d+[ ])?tháng (?:đầu|cuối)(?: của)? năm (?:19|20)\d\d(?!\d)"
    r"|\d+(?:[.,]\d+)*(?: (?:nghìn|ngàn|triệu|tỷ))? năm trước(?! (?:đây|đó))"
)
_WEEKDAY: Final = r"(?:thứ (?:Hai|Ba|Tư|Năm|Sáu|Bảy|hai|ba|tư|năm|sáu|bảy)|[Cc]hủ nhật)"
# "lần thứ hai": an order. In small letters a weekday follows what tells a time.
_ORDINAL: Final = re.compile(r"(?:ngày )?thứ (?:hai|ba|tư|năm|sáu|bảy)")
_TIME_BEFORE: Final = re.compile(
    r"(?:ngày|sáng|trưa|chiều|tối|vào|từ|các|đến|tới|trừ|[\d),;:(]),? ?$", re.IGNORECASE
)
# Days of every week; not "thứ Hai, ngày 05/3", which the date tells.
_WEEKDAYS: Final = re.compile(
    rf"(?:[Cc]ác )?(?:ngày )?(?:(?:[Ss]áng|[Cc]hiều|[Tt]ối) )?(?<!\w){_WEEKDAY}"
    rf"(?:(?:,| và| đến)(?: (?:sáng|chiều|tối))? {_WEEKDAY})*(?: (?:hằng|hàng|mỗi) tuần)?"
    r"(?!\w)(?!,? ?\(?(?:ngày )?\d)",
    re.IGNORECASE,
)
# Between two dates that make one stretch of time.
_TO: Final = re.compile(
    r"\s*(?:\([^)]{1,20}\)\s*)?(?:đến|tới|-|–)(?: hết)?(?:,? thứ \w+,?| Chủ nhật,?)?(?: ngày)?\s*"
)


def dates(text: str) -> list[Span]:
    """Finds dates and years, the longest form of each, and stretches from one to another."""
    found: list[Span] = [Span(m.start(), m.end()) for m in _ERAS.finditer(text)]
    for date in find_dates(text):
        span = Span(date.start, date.end)
        same = [s for s in found if s.start < span.end and span.start < s.end]
        if not any(s.start <= span.start and span.end <= s.end for s in same):
            found = [s for s in found if s not in same] + [span]
    found = _joined(text, found)
    for pattern in (_DAYS, _YEARS, _WEEKDAYS):
        for match in pattern.finditer(text):
            if pattern is _WEEKDAYS and _is_order(text, match):
                continue
            if not any(s.start < match.end() and match.start() < s.end for s in found):
                found.append(Span(match.start(), match.end()))
    found.sort(key=lambda span: span.start)
    stretches = [
        Span(_stretch_start(text, first.start), last.end)
        for first, last in pairwise(found)
        if _TO.fullmatch(text[first.end : last.start])
    ]
    return sorted(found + stretches, key=lambda span: span.start)


def _joined(text: str, spans: list[Span]) -> list[Span]:
    """Joins a day and the year right after it, which may be one that no calendar form has."""
    joined: list[Span] = []
    for span in sorted(spans, key=lambda span: span.start):
        if (
            joined
            and text[joined[-1].end : span.start] in (" ", ", ")
            and re.fullmatch(r"năm \d{3,4}", text[span.start : span.end])
        ):
            span = Span(joined.pop().start, span.end)  # noqa: PLW2901 - grown
        joined.append(span)
    return joined


def _is_order(text: str, match: re.Match[str]) -> bool:
    return bool(_ORDINAL.fullmatch(match.group())) and not (
        _TIME_BEFORE.search(text[max(0, match.start() - 8) : match.start()])
        or re.match(r" (?:tuần|hằng|hàng|này|tới)", text[match.end() :])
    )


# "từ thứ Bảy, ngày 29/8 đến hết ngày 02/9": what opens the stretch is said with it.
_FROM: Final = re.compile(rf"(?:[Tt]ừ )?(?:{_WEEKDAY},? )?(?:[Nn]gày |[Tt]háng |[Nn]ăm )?$")
_LONGEST_FROM: Final = 25


def _stretch_start(text: str, first: int) -> int:
    begin = max(0, first - _LONGEST_FROM)
    opened = _FROM.search(text[begin:first])
    return begin + opened.start() if opened else first
