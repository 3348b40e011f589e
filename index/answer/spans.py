"""Step 5's finders: where in a sentence something of an answer type stands.

Each finder takes a text and returns the code point spans of all candidates, in order.
They know forms, not meaning; which candidate answers is for `reader` to say.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from functools import lru_cache
from typing import Final

from index.answer.cues import AnswerType
from index.answer.days import dates
from index.answer.enumerations import enumerations
from index.answer.offices import offices
from index.answer.persons import CAPITALIZED, is_foreign, persons
from index.answer.proper import organizations, places
from index.language.sentences import Span

Finder = Callable[[str], list[Span]]


def _finder(*patterns: str, flags: int = 0) -> Finder:
    compiled = [re.compile(pattern, flags) for pattern in patterns]

    def find(text: str) -> list[Span]:
        found: list[Span] = []
        for pattern in compiled:
            for match in pattern.finditer(text):
                if not any(s.start < match.end() and match.start() < s.end for s in found):
                    found.append(Span(match.start(), match.end()))
        return sorted(found, key=lambda span: span.start)

    return find


_NUMBER: Final = r"(?<![\d.,/-])\d+(?:[.,]\d+)*(?![\d/])"
_UNITS_DIGIT: Final = r"(?:một|mốt|hai|ba|bốn|tư|lăm|năm|sáu|bảy|tám|chín)"
_SPELLED: Final = (
    rf"(?:(?:hai|ba|bốn|năm|sáu|bảy|tám|chín) mươi(?: {_UNITS_DIGIT})?|mười(?: {_UNITS_DIGIT})?|"
    r"hai|ba|bốn|năm|sáu|bảy|tám|chín|hàng chục|hàng trăm|hàng nghìn|hàng ngàn)"
)
_RANGE: Final = r"(?<![\d.,/-])\d+(?:[.,]\d+)*\s?(?:-|–|đến)\s?\d+(?:[.,]\d+)*(?![\d/-])"
_SCALE: Final = r"(?: (?:nghìn|ngàn|triệu|tỷ|tỉ|vạn)(?!\w))*"
_PART: Final = (
    r"(?:(?:[Hh]ơn |[Gg]ần |[Kk]hoảng )?một nửa|(?:một|hai|ba|bốn) phần (?:hai|ba|tư|năm))"
)
_CLOCK: Final = r"\d{1,2}(?:[h:]\d{2}|[ ]?giờ(?:[ ]\d{1,2}(?:[ ]phút)?)?|h)(?!\w)"
# "từ 03 năm đến 10 năm", "từ 5 triệu đồng đến dưới 10 triệu đồng": one answer.
_TO: Final = r" (?:đến|tới|-|–) (?:dưới )?"
_TIME_UNIT: Final = r"(?:ngày(?: làm việc)?|tháng|năm|tuần|phút|giờ)(?!\w)"
_AMOUNT: Final = r"(?: ?(?:(?:nghìn|ngàn|triệu|tỷ|tỉ)(?: đồng)?|đồng)(?! chí)(?!\w))"
FINDERS: Final[Mapping[AnswerType, Finder]] = {
    AnswerType.PERSON: persons,
    AnswerType.DATE: dates,
    AnswerType.TIME: _finder(
        rf"(?:[Tt]ừ[ ])?{_CLOCK}(?:[ ]?(?:-|–|đến|tới)[ ]?{_CLOCK})?"
        rf"(?:(?:,|;| và)?[ ](?:(?:buổi )?(?:sáng|chiều)[ ]?:?[ ]?)?(?:từ )?{_CLOCK}"
        rf"(?:[ ]?(?:-|–|đến|tới)[ ]?{_CLOCK})?)*",
    ),
    AnswerType.MONEY: _finder(
        rf"(?:[Tt]ừ {_NUMBER}{_AMOUNT}?|{_NUMBER}{_AMOUNT}){_TO}{_NUMBER}{_AMOUNT}"
        r"(?:/[^\W\d]+\d?)?",
        rf"(?:[Hh]ơn |[Gg]ần |[Kk]hoảng )?{_NUMBER}[ ]?(?:nghìn |ngàn |triệu |tỷ |tỉ )*"
        r"(?:đồng(?!\s*chí)|VNĐ|VND|USD|đ(?!\w))(?:/[^\W\d]+\d?)?",
        rf"(?:[Hh]ơn |[Gg]ần |[Kk]hoảng )?{_NUMBER}[ ]?(?:triệu|tỷ|tỉ)(?!\w)",
        r"[Mm]iễn (?:phí|lệ phí)|[Kk]hông thu (?:phí|lệ phí)",
    ),
    AnswerType.PERCENT: _finder(rf"{_NUMBER}[ ]?%", rf"{_NUMBER} phần trăm"),
    AnswerType.RANK: _finder(
        r"(?:(?:vị trí|hạng)[ ])?(?<!lần )thứ (?:\d+|nhất|nhì|hai|ba|tư|năm)(?:/\d+)?",
        r"(?<!bảng xếp )(?:hạng|vị trí|top)[ ](?:\d+|nhất|nhì|ba)(?:/\d+)?",
        r"(?<!\w)[Gg]iải (?:[Nn]hất|[Nn]hì|[Bb]a|[Kk]huyến khích|[Đđ]ặc biệt|[ABC](?!\w))",
        r"(?<!\w)[Hh]uy chương (?:[Vv]àng|[Bb]ạc|[Đđ]ồng)",
        r"(?:[Nn]hất|[Nn]hì|[Bb]a)(?= toàn (?:đoàn|tỉnh|quốc))",
        r"(?<!\d)\d{1,2}/(?:63|34|\d{2})(?=[ ](?:tỉnh|thành|đơn vị|địa phương))",
    ),
    AnswerType.PHONE: _finder(
        # Groups of any length, eight digits or more in all; no date.
        r"(?<![\d/])(?!\d{1,2}[.-]\d{1,2}[.-](?:19|20)\d\d(?!\d))"
        r"(?=\(?\+?(?:[ .)-]{0,2}\d){8,13}(?!\d))"
        r"(?:\(0\d{2,4}\)|\+84|0\d{1,4}|1[89]00)(?:[ .-]?\d{1,5}){1,5}(?!\d)",
        r"(?<=[Tt]ổng đài )\d{3,5}(?!\d)",
        r"(?<=[Gg]ọi )(?:số )?1\d{2,3}(?![\d/.-])",
    ),
    AnswerType.EMAIL: _finder(r"[\w.+-]+@[\w-]+(?:\.[\w-]+)+"),
    AnswerType.WEB: _finder(
        r"https?://[^\s)>\]”\"']+[^\s)>\]”\"'.,;:]",
        r"(?<![@\w.])(?:[a-z0-9-]+\.){1,4}(?:vn|com|org|net|example)(?:/[^\s)>\]”\"',;]*[^\s)>\]”\"',;.])?",
    ),
    AnswerType.DOCUMENT: _finder(
        r"(?:(?:Quyết định|Nghị quyết|Nghị định|Thông tư|Chỉ thị|Kế hoạch|Công văn|Thông báo|"
        r"Giấy phép|Luật|Hướng dẫn|Văn bản|Tờ trình|Báo cáo|Chương trình|Quy chế)"
        r"(?: (?:số|xuất bản số))? )?\d{1,5}(?:/\d{4})?(?:/|-)[A-ZĐ][\w&Đ]*(?:[-/.][A-ZĐ][\w&Đ]*)*",
    ),
    AnswerType.DURATION: _finder(
        rf"(?:[Tt]ừ )?(?<!\w){_NUMBER} {_TIME_UNIT}{_TO}{_NUMBER} {_TIME_UNIT}",
        rf"(?<!\w)(?:{_NUMBER}|{_SPELLED})(?:[ ]?(?:-|–|đến)[ ]?{_NUMBER})?"
        r"[ ]?(?:ngày(?: làm việc)?|tháng|"
        r"năm|tuần|phút|giờ(?! \d)(?: đồng hồ| làm việc)?|tiếng|giây|buổi|đêm|quý)(?!\w)"
        r"(?:[ ](?:\d+[ ])?(?:rưỡi|phút|giây|tháng)(?!\w))?",
    ),
    # "27/28 phiếu"
    AnswerType.NUMBER: _finder(
        r"(?<![\d.,/-])\d+/\d+(?=[ ][^\W\d])", _RANGE + _SCALE, _NUMBER + _SCALE,
        rf"(?<!\w){_PART}(?!\w)", rf"(?<!\w){_SPELLED}(?= [^\W\d]{{2,}})",
    ),
    AnswerType.PLACE: places,
    AnswerType.ORGANIZATION: organizations,
    AnswerType.POST: offices,
    AnswerType.LIST: lambda text: enumerations(text, persons, organizations),
}  # fmt: skip


@lru_cache(maxsize=8192)
def find_spans(answer_type: AnswerType, text: str) -> tuple[Span, ...]:
    """Returns the candidates of a type in `text`; none for types without a form."""
    finder = FINDERS.get(answer_type)
    return tuple(finder(text)) if finder else ()


_QUOTED: Final = re.compile(r"[\"“]([^\"”“]{2,80})[\"”]")


@lru_cache(maxsize=8192)
def proper_names(text: str) -> tuple[Span, ...]:
    """Finds what is named, whatever it is: capitalized words in a row, and what is quoted."""
    found = [
        Span(m.start(), m.end())
        for m in CAPITALIZED.finditer(text)
        # "Bệnh viện", "Hồ sơ": one capital begins a common noun.
        if m.start() > 0
        and text[m.start() - 1] not in "/-&"
        and (" " in m.group() or m.group().isupper() or is_foreign(m.group()))
    ]
    found += [Span(m.start(1), m.end(1)) for m in _QUOTED.finditer(text)]
    return tuple(found)
