"""A period among typed words that has no colon: is it a filter, or a part of what is searched?

"từ 1/2022 đến 6/2022" narrows; "kế hoạch từ năm 2022 đến năm 2025" is a plan's name, and "hạn
nộp từ 1/3" a deadline. A period is surely a filter where it has both ends to the month, or is a
past week or month ("tuần trước"), stands at either end of the words, and no word before it says
what goes on in it; where it ends them and goes from one year of the news to another ("từ 2025 đến
2026"); or where there is nothing else. Any other is offered as one. Of 8,511 titles
of news and questions, with and without marks, one is narrowed ("... của Chính phủ tuần qua").
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import date
from typing import Final

from index.language.normalize import fold
from index.search.typed_dates import TypedDate, date_at, number_at
from index.search.typed_spans import Span, in_one_year
from index.typed import Bound, Precision

_OPENS: Final = re.compile(
    r"(?<!\S)(?<!thu )(?P<key>tu|ke tu|from|since|between|giua|trong khoang)(?: tu)? "
)
_CLOSES: Final = re.compile(r",? (?:den het|cho den|den|toi|to|until|till|and|va) | ?[-~] ?")
_TO_NOW: Final = re.compile(
    r",? (?:(?:den|toi|cho den) (?:nay|gio|bay gio|hien nay)|tro di|until now|to date)(?!\w)"
)
_ENDS: Final = re.compile(
    r"(?<!\S)(?:(?P<before>truoc|before)|den het|cho den|den|toi|until|till) "
)
_WITHIN: Final = re.compile(r"(?<!\S)(?:(?:trong|vao|cua|in|of|on|during) )?(?=\w)")
# What goes on in the period that follows, or is named by it. One word without its marks may
# be another ("tinh" is "tỉnh" too), two hardly.
_EVENTS: Final = (
    "kế hoạch|giai đoạn|nhiệm kỳ|chương trình|đề án|dự án|chiến lược|thời hạn|thời gian|hiệu lực|"
    "áp dụng|diễn ra|tổ chức|đăng ký|bắt đầu|khai mạc|thi hành|lộ trình|năm học|học kỳ|làm việc|"
    "mở cửa|kéo dài|nghỉ lễ|nghỉ tết"
)
_SHORT_EVENTS: Final = (
    "đợt|khóa|khoá|lịch|hạn|nghỉ|nộp|nhận|kể|tính|tuyển|trực|plan|period|term|phase|deadline|"
    "valid|effective|open|holiday|schedule|working"
)
_OF_EVENT: Final = re.compile(
    rf"(?<!\w)(?:{_EVENTS}|{fold(_EVENTS)}|{_SHORT_EVENTS})(?: \w+){{0,3}}[ ,(]*$", re.IGNORECASE
)
# "suốt 3 tháng qua", "cuối tuần trước" are other times.
_COUNTED: Final = re.compile(
    r"(?:\d|(?<!\w)(?:dau|giua|cuoi|vai|nhung|cac|nhieu|đầu|giữa|cuối|mỗi|mấy|những|các|nhiều)) ?$",
    re.IGNORECASE,
)
_TO_THE_MONTH: Final = (Precision.DAY, Precision.MONTH)
# What is older is history, and what is to come a plan: both are written about at other times.
_FIRST_YEAR_OF_NEWS: Final = 2000


@dataclass(frozen=True, slots=True)
class BarePeriod:
    """A period at `start` to `end` of the words. `sure`: it is a filter."""

    start: int
    end: int
    date_from: Bound | None
    date_to: Bound | None
    sure: bool
    swapped: bool = False


def bare_period(words: str, folded: str, today: date) -> BarePeriod | None:
    """Returns the first period that stands among words, None where none does.

    `folded` is `words` folded letter by letter; spaces are single.
    """
    looking = _Words(words, folded, today)
    return looking.opened() or looking.closed() or looking.alone()


@dataclass(frozen=True, slots=True)
class _Words:
    """The words that are looked through."""

    text: str
    folded: str
    today: date

    def opened(self) -> BarePeriod | None:
        """Returns "từ ... đến ...", "từ ... đến nay" or "từ ..."."""
        for key in _OPENS.finditer(self.folded):
            if self.text[key.start("key") : key.end("key")].lower() not in _AS_TYPED:
                continue  # "tư", "tự"
            first = self._date(key.end()) or self._month(key.end())
            if first is None or first.span is None:
                continue
            found = self._range(key.start(), first.end, first.span, opened=True)
            if found is not None:
                return found
            if not first.span.dated and not first.span.relative:
                continue
            start, exact = key.start(), first.span.precision in _TO_THE_MONTH
            if now := _TO_NOW.match(self.folded, first.end):
                sure = exact and self._is_filter(start, now.end())
                return BarePeriod(start, now.end(), first.span.begin, None, sure)
            return BarePeriod(start, first.end, first.span.begin, None, sure=False)
        return None

    def closed(self) -> BarePeriod | None:
        """Returns "đến ..." or "trước ...": never surely a filter."""
        for key in _ENDS.finditer(self.folded):
            last = self._date(key.end())
            if last is not None and last.span is not None and last.span.dated:
                span = last.span.preceding() if key["before"] else last.span
                return BarePeriod(key.start(), last.end, None, span.end, sure=False)
        return None

    def alone(self) -> BarePeriod | None:
        """Returns a date, or two joined, without a word that opens them."""
        for place in _WITHIN.finditer(self.folded):
            found = self._date(place.end())
            if found is None or found.span is None:
                continue
            span, start = found.span, place.start()
            if span.relative and _COUNTED.search(self.text[:start]):
                continue
            if (two := self._range(start, found.end, span)) is not None:
                return two
            if span.dated and span.first <= self.today:
                weeks = span.first < span.last < self.today and span.precision in _TO_THE_MONTH
                sure = span.relative and weeks and self._is_filter(start, found.end)
                return BarePeriod(start, found.end, span.begin, span.end, sure)
        return None

    def _range(
        self, start: int, at: int, first: Span, *, opened: bool = False
    ) -> BarePeriod | None:
        join = _CLOSES.match(self.folded, at)
        last = self._date(join.end()) if join else None
        if last is None or last.span is None:
            return None
        if not any(span.dated or span.relative for span in (first, last.span)):
            return None
        begin, end = in_one_year(first, last.span)
        swapped = begin.first > end.last
        if swapped:
            begin, end = end, begin
        exact = all(s.precision in _TO_THE_MONTH and s.dated for s in (begin, end))
        years = opened and not swapped and self._are_of_news(begin, end, last.end)
        sure = (exact or years) and self._is_filter(start, last.end)
        return BarePeriod(start, last.end, begin.begin, end.end, sure, swapped)

    def _are_of_news(self, begin: Span, end: Span, at: int) -> bool:
        """Tells whether two years may be those of news, and no numbers of what follows."""
        of_news = _FIRST_YEAR_OF_NEWS <= begin.first.year < end.last.year <= self.today.year
        return of_news and begin.dated and end.dated and not self.text[at:].strip(" ,;")

    def _is_filter(self, start: int, end: int) -> bool:
        """Tells whether what stands at a place is at an end of the words, and of no event."""
        before, after = self.text[:start].strip(" ,;"), self.text[end:].strip(" ,;")
        return not (before and after) and _OF_EVENT.search(before) is None

    def _date(self, at: int) -> TypedDate | None:
        return date_at(self.folded, at, self.today)

    def _month(self, at: int) -> TypedDate | None:
        """Returns the month that a number stands for before another: "1 đến 6/2022"."""
        month = number_at(self.folded, at, "thang", self.today)
        return month if month and _CLOSES.match(self.folded, month.end) else None


_AS_TYPED: Final = frozenset(
    ["tu", "từ", "ke tu", "kể từ", "from", "since", "between", "giua", "giữa", "trong khoang",
     "trong khoảng"]
)  # fmt: skip
