"""In which year did "ngày 25/3" happen? What the rest of the text says about it."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import replace
from datetime import date, timedelta
from itertools import pairwise
from typing import Final

from index.language.dates import DateMention, exact_date, find_dates, find_year_spans
from index.language.sentences import sentences

# A meeting "on the occasion of" an anniversary is held within so many days of it.
_BEFORE_ANNIVERSARY: Final = timedelta(days=75)
_AFTER_ANNIVERSARY: Final = timedelta(days=20)
# Months in which a year is still being reviewed, or the next one already planned.
_YEAR_END_FROM: Final = 11
_YEAR_START_TO: Final = 3
_SCHOOL_YEAR_STARTS: Final = 9
_SCHOOL_YEAR_ENDS: Final = 5
# Where a year stands for a goal or a past, not for now.
_OTHER_TIME: Final = re.compile(
    r"(?:đến|giai đoạn|tầm nhìn|định hướng|mục tiêu|trước|từ|kể từ|sau|so với|cuối|khóa|khoá|"
    r"nghị quyết|luật|đầu tiên|cùng kỳ|thành lập|sinh|của|hết|tới|vào)\s+$",
    re.IGNORECASE,
)
_REVIEW: Final = re.compile(
    r"(?:tổng kết|sơ kết|kết quả|đánh giá|kiểm điểm|chỉ số|xếp hạng)[^.;]{0,60}$", re.I
)
_DECEMBER: Final = 12
_NEW_YEAR: Final = re.compile(
    r"(?:chào|mừng|đón|chúc)[^.;,]{0,30}(?:năm mới|giao thừa|tết dương lịch|"
    r"xuân)[^.;,\d]{0,20}(20\d\d)",
    re.IGNORECASE,
)
# "Xuân Ất Tỵ 2025": a year's two old names and its number.
_OLD_NAMED_YEAR: Final = re.compile(
    r"\b(?:xuân|tết|năm)\s+(?:giáp|ất|bính|đinh|mậu|kỷ|canh|tân|nhâm|quý)\s+"
    r"(?:tý|sửu|dần|mão|thìn|tỵ|tị|ngọ|mùi|thân|dậu|tuất|hợi)[\s,(–-]{1,3}(?:năm\s+)?(20\d\d)",
    re.IGNORECASE,
)
# A sentence right after the mention's own that goes on about the same event.
_SAME_EVENT: Final = re.compile(
    r"Đây (?:cũng )?là (?:một (?:trong (?:những|các|\w+) )?)?"
    r"(?:hoạt động|sự kiện|chương trình|dịp)\b"
)
_EVENT_NAME: Final = re.compile(
    r"(?:hội nghị|hội thi|cuộc thi|hội thảo|lễ|giải|ngày hội|đợt|liên hoan|chiến dịch|lớp|"
    r"tập huấn|bồi dưỡng|diễn đàn|hội chợ|triển lãm|tọa đàm|đại hội|phát động|khai mạc|giao ban|"
    r"họp mặt|gặp mặt|diễn tập|hội báo|hội xuân|tuần lễ|festival|hưởng ứng ngày|quý [IVX1-4]+|"
    r"kỳ họp)[^.;,]{0,120}$",
    re.IGNORECASE,
)
_PLAN: Final = re.compile(
    r"(?:triển khai|phương hướng|nhiệm vụ|kế hoạch|chương trình|dự toán)[^.;]{0,60}$", re.I
)
_TERM: Final = re.compile(r"(?:nhiệm kỳ|khóa|khoá)[^.;:\n]{0,25}$", re.IGNORECASE)
_CONGRESS: Final = re.compile(r"đại hội", re.IGNORECASE)
_SCHOOL_YEAR_CLOSES: Final = re.compile(r"tổng kết|bế giảng|sơ kết", re.IGNORECASE)
_ADMISSION: Final = re.compile(r"tuyển sinh|chuẩn bị", re.IGNORECASE)
_SCHOOL: Final = re.compile(r"năm học\s*$", re.IGNORECASE)
_FULL_PAIR: Final = re.compile(r"\s*[-–—]\s*$")
_COUNTED: Final = re.compile(r"(?:kỷ|kỉ) niệm\s+(?:lần thứ\s+)?(\d{1,3})\s+năm", re.IGNORECASE)
_COUNT_REACH: Final = 100
_HALF: Final = re.compile(r"6 tháng đầu\s+$", re.IGNORECASE)
_HALF_MONTHS: Final = range(6, 9)


def inferred_years(mention: DateMention, title: str, sentence: str, lead: str) -> set[int]:
    """Returns the years that the text suggests for `mention`, which states none.

    Looks at the `title` and the mention's own `sentence`, in the whole `lead` for an
    anniversary, and else in the next sentence where it goes on about the same event. One year
    means that all evidence agrees; none or several mean that nobody can tell.
    """
    if mention.month is None or mention.day is None:
        return set()
    found = set(_anniversary_years(mention, f"{title}\n{lead}"))
    for text, named_anyhow in ((title, True), (sentence, False)):
        found |= set(_term_years(text, f"{title}\n{sentence}"))
        found |= set(_school_years(mention.month, text))
        found |= set(_new_year(mention.month, text))
        found |= set(_named_years(mention.month, text, anyhow=named_anyhow))
    if not found:
        following = lead.partition(sentence)[2].lstrip()
        if _SAME_EVENT.match(following):
            found |= set(_named_years(mention.month, _first_sentence(following), anyhow=False))
    return found


def _first_sentence(text: str) -> str:
    return next((text[span.start : span.end] for span in sentences(text)), "")


def _term_years(text: str, everything: str) -> Iterator[int]:
    """A term of office begins in the year of the congress that elects its committee."""
    if not _CONGRESS.search(everything):
        return
    starts = [s.first for s in find_year_spans(text) if _TERM.search(text[: s.start])]
    if starts:
        # A congress also looks back at the term that ends; it opens the latest one.
        yield max(starts)


def _new_year(month: int, text: str) -> Iterator[int]:
    """A new year is welcomed in December of the old one, or at its own beginning."""
    for match in (*_NEW_YEAR.finditer(text), *_OLD_NAMED_YEAR.finditer(text)):
        if month == _DECEMBER:
            yield int(match[1]) - 1
        elif month <= _YEAR_START_TO:
            yield int(match[1])


def _school_years(month: int, text: str) -> Iterator[int]:
    for span in find_year_spans(text):
        if not _SCHOOL.search(text[: span.start]) or span.last != span.first + 1:
            continue
        if month >= _SCHOOL_YEAR_STARTS:
            yield span.first
        elif _SCHOOL_YEAR_CLOSES.search(text) or (
            month <= _SCHOOL_YEAR_ENDS and not _ADMISSION.search(text)
        ):
            yield span.last


def _anniversary_years(mention: DateMention, text: str) -> Iterator[int]:
    """Reads "kỷ niệm 91 năm ... (26/3/1931 - 26/3/2022)", or the first of these two alone."""
    dates = find_dates(text)
    for first, second in pairwise(dates):
        between = text[first.end : second.start]
        past, jubilee = exact_date(first), exact_date(second)
        if _FULL_PAIR.fullmatch(between) and past and jubilee and past.year < jubilee.year:
            yield from _near(mention, jubilee)
    for match in _COUNTED.finditer(text):
        for span in find_year_spans(text):
            if span.last - span.first == int(match[1]):
                yield span.last
        founded = next((m for m in dates if 0 <= m.start - match.end() <= _COUNT_REACH), None)
        if founded is not None and founded.year is not None:
            again = exact_date(replace(founded, year=None), founded.year + int(match[1]))
            if again:
                yield from _near(mention, again)


def _near(mention: DateMention, jubilee: date) -> Iterator[int]:
    for year in (jubilee.year - 1, jubilee.year, jubilee.year + 1):
        day = exact_date(mention, year)
        if day and jubilee - _BEFORE_ANNIVERSARY <= day <= jubilee + _AFTER_ANNIVERSARY:
            yield year


def _named_years(month: int, text: str, *, anyhow: bool) -> Iterator[int]:
    """Reads "năm 2022" and "tháng 3/2022" where they stand for the time of the event.

    A title's year does `anyhow`; a sentence's only with the event's name ("Hội thi năm
    2022"), for it may tell of any other matter too.
    """
    reviewed: set[int] = set()
    planned: set[int] = set()
    for mention in find_dates(text):
        if mention.year is None or mention.day is not None:
            continue
        before = text[: mention.start]
        if mention.month is not None:
            if mention.month == month:
                yield mention.year
        elif _HALF.search(before):
            if month in _HALF_MONTHS:
                yield mention.year
        elif _OTHER_TIME.search(before):
            continue
        elif _PLAN.search(before):
            planned.add(mention.year)
        elif _REVIEW.search(before):
            reviewed.add(mention.year)
        elif anyhow or _EVENT_NAME.search(before):
            yield mention.year
    yield from _reviewed_or_planned(month, reviewed, planned)


def _reviewed_or_planned(month: int, reviewed: set[int], planned: set[int]) -> Iterator[int]:
    """A year is reviewed at its end or early in the next; planned likewise, a year later."""
    for year in reviewed:
        if month >= _YEAR_END_FROM:
            yield year
        elif month <= _YEAR_START_TO:
            yield year + 1
    for year in planned:
        if month >= _YEAR_END_FROM:
            yield year - 1
        elif month <= _YEAR_START_TO or not reviewed:
            yield year
