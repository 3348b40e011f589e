"""How a span fits what its type asks for: forms and the words right around them."""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import Final

from underthesea import word_tokenize

from index.answer.cues import AnswerType
from index.answer.holders import post_fit
from index.answer.offices import office_fit
from index.answer.sides import OTHER_SIDE, is_beaten, is_given
from index.answer.spans import find_spans
from index.answer.understanding import Understanding
from index.answer.units import Units, counted_by
from index.language.normalize import fold
from index.language.sentences import Span
from index.language.tokens import tokenize


def type_fit(
    text: str, span: Span, spans: Sequence[Span], understanding: Understanding
) -> float | None:
    """Returns how a span fits what its type asks for, -1 to 1; None: it cannot be meant."""
    kind = understanding.answer_type
    if kind is AnswerType.PERSON:
        if understanding.asks_former:
            return _former_fit(text, span, spans, understanding)
        if is_given(text, span, understanding.text):
            return OTHER_SIDE
        return post_fit(text, span, spans, understanding.posts)
    if kind is AnswerType.POST:
        asked = fold(understanding.text)
        was = bool(_ASKS_BEFORE.search(asked)) and not _ASKS_NOW.search(asked)
        return office_fit(text, span, spans, understanding.text, was=was)
    if kind is AnswerType.NUMBER and understanding.units:
        return _unit_fit(text, span, understanding.units)
    if kind is AnswerType.DATE:
        return _date_fit(text, span, understanding)
    if kind is AnswerType.PLACE:
        return _place_fit(text, span, asked_level(understanding))
    if kind is AnswerType.ORGANIZATION and is_beaten(text, span, understanding.text):
        return OTHER_SIDE
    return change_fit(text, span)


# "Trước khi làm Giám đốc, ông X giữ chức gì?"
_ASKS_BEFORE: Final = re.compile(
    r"(?<!\S)(?:truoc (?:khi|do|day|kia|luc|ngay|thang|nam)|hoi truoc|ngay truoc|tung|"
    r"before|previously|former)(?!\S)"
)
_ASKS_NOW: Final = re.compile(r"(?<!\S)(?:gio|bay gio|hien nay|nay|now)(?!\S)")
_REPLACED: Final = re.compile(
    r"(?:thay|kế nhiệm|thay thế|tiền nhiệm|nguyên)(?: cho)?(?: là)?(?: đồng chí| ông| bà| đ/c)?\s*$"
)


def _former_fit(
    text: str, span: Span, spans: Sequence[Span], understanding: Understanding
) -> float:
    """Returns how a person fits as who held the post before somebody else."""
    if _REPLACED.search(text[max(0, span.start - 30) : span.start]):
        return 0.6
    if fold(text[span.start : span.end]) in fold(understanding.text):
        return -0.8  # it is asked who was there before this one
    return (post_fit(text, span, spans, understanding.posts) or 0.0) / 2


_PROVINCE: Final = re.compile(r"(?:tỉnh|thành phố|TP\.?)(?: [^\W\d]+){1,3}", re.IGNORECASE)


_MOVED_FROM: Final = re.compile(r"(?:từ|rời|địa chỉ cũ)(?: trụ sở)?(?: tại)?\s*$")
_MOVED_TO: Final = re.compile(r"(?<!\w)(?:về|đến|sang|tới)(?!\w)")


_LEVELS: Final = frozenset({"tinh", "huyen", "xa", "phuong", "thon", "ban", "quan"})
_OTHER_LEVEL: Final = -0.8


def asked_level(understanding: Understanding) -> str | None:
    """Returns the folded level of a place that "nào" asks of ("xã nào"), None for none."""
    left = understanding.frame.left
    return left[0] if left and left[0] in _LEVELS else None


def _place_fit(text: str, span: Span, level: str | None) -> float:
    """A province is where all the news are from; an address tells more, the new one most."""
    place = text[span.start : span.end]
    head = fold(place.split()[0])
    if level and head in _LEVELS and head != level:
        return _OTHER_LEVEL
    if _PROVINCE.fullmatch(place) and level != "tinh":
        return -0.5
    if _MOVED_FROM.search(text[max(0, span.start - 25) : span.start]) and _MOVED_TO.search(
        text[span.end : span.end + 60]
    ):
        return -0.6
    return 0.2 if any(c.isdigit() for c in place) else 0.0


_NEW_VALUE: Final = re.compile(r"(?:xuống|lên|còn|thành|đạt)(?: còn| mức| thành)?\s*$")
_OLD_VALUE_AFTER: Final = re.compile(r"^[^,;.]{0,25}?(?:xuống|lên|còn|thành)(?!\w)")
_OLD_VALUE_BEFORE: Final = re.compile(
    r"(?:từ|thay cho|thay vì|so với|trước đây là|[Ss]ố cũ|địa chỉ cũ)(?: mức| số| hộp thư)?\s*$"
)


def change_fit(text: str, span: Span) -> float:
    """Tells the new value from the old in "giảm từ 10 xuống còn 8": the new one is meant."""
    before, after = text[max(0, span.start - 30) : span.start], text[span.end : span.end + 30]
    if _OLD_VALUE_BEFORE.search(before) and _OLD_VALUE_AFTER.search(after):
        return -0.6
    if re.search(r"(?:thay cho|thay vì|cũ)(?: số| hộp thư)?\s*$", before):
        return -0.6
    return 0.1 if _NEW_VALUE.search(before) else 0.0


# --- numbers and dates ----------------------------------------------------------------


def free_numbers(
    text: str, spans: Sequence[Span], *, digits_only: bool, counts: bool = True
) -> list[Span]:
    """Returns the numbers that are no part of a date, a document's number or a phone's; where
    no counted thing is asked (`counts` is false), nor of money or a percentage.
    """
    others = (AnswerType.DATE, AnswerType.DOCUMENT, AnswerType.PHONE, AnswerType.TIME)
    valued = () if counts else (AnswerType.MONEY, AnswerType.PERCENT)
    taken = [
        other
        for kind in (*others, *valued)
        for other in find_spans(kind, text)
        if not re.fullmatch(r"\d{1,2} giờ", text[other.start : other.end])
    ]
    return [
        s
        for s in spans
        if not any(t.start <= s.start and s.end <= t.end for t in taken)
        and (text[s.start].isdigit() or not digits_only)
    ]


def _unit_fit(text: str, span: Span, units: Units) -> float:
    """Returns 1 where the counted thing follows the number, -0.8 where another does."""
    return 1.0 if counted_by(units, _folded_after(text, span)) else -0.8


def _folded_after(text: str, span: Span) -> list[str]:
    return [t.folded for t in tokenize(text[span.end : span.end + 60])]


_DEADLINE: Final = re.compile(r"han|cham nhat|truoc ngay|den het|deadline|until|due")
_DEADLINE_BEFORE: Final = re.compile(
    r"(?:trước|hết|chậm nhất|hạn|đến|muộn nhất)[^,;.]{0,25}$", re.IGNORECASE
)
_BORN_ASKED: Final = re.compile(r"\b(?:sinh nam|sinh ngay|nam sinh|ngay sinh|born|birthday)\b")
_BORN_BEFORE: Final = re.compile(r"sinh (?:ngày |năm |tháng )?\s*$", re.IGNORECASE)
_DOCUMENT_BEFORE: Final = re.compile(r"/[A-ZĐ][\w&-]*\s*,?\s*(?:ký\s*)?(?:ngày\s*)?$")


def _date_fit(text: str, span: Span, understanding: Understanding) -> float | None:
    question = fold(understanding.text)
    before = text[max(0, span.start - 40) : span.start]
    if _BORN_ASKED.search(question):
        return 0.5 if _BORN_BEFORE.search(before) else None
    fit = 0.0
    if _DEADLINE.search(question):
        fit += 0.6 if _DEADLINE_BEFORE.search(before) else -0.3
    asks_document = re.search(r"\b(?:ky|ban hanh|quyet dinh|signed|issued)\b", question)
    if _DOCUMENT_BEFORE.search(before):
        fit += 0.4 if asks_document else -0.5
    wants_year = _YEAR_ASKED.search(question)
    if not wants_year and re.fullmatch(
        r"(?:[Nn]ăm )?\d{4}(?:-\d{4})?", text[span.start : span.end]
    ):
        fit -= 0.6
        if text[span.start : span.end].split()[-1] in question:
            fit = -1.0  # the year that is asked of says nothing new
    return max(-1.0, fit)


_YEAR_ASKED: Final = re.compile(r"\b(?:nam nao|nam bao nhieu|what year|which year)\b")


def narrowed(text: str, span: Span, understanding: Understanding) -> Span:
    """Widens a number by its counted thing; cuts a date to its year where that is asked."""
    piece = text[span.start : span.end]
    if understanding.answer_type is AnswerType.DATE and _YEAR_ASKED.search(
        fold(understanding.text)
    ):
        year = re.search(r"(?:[Nn]ăm )?(?:1\d|20)\d\d(?!\d)", piece)
        if year:
            return Span(span.start + year.start(), span.start + year.end())
    if understanding.answer_type is AnswerType.NUMBER and understanding.units:
        after = tokenize(text[span.end : span.end + 60])
        count = counted_by(understanding.units, [token.folded for token in after])
        if count:
            return Span(span.start, _word_end(text, span.end + after[count - 1].end))
    if understanding.answer_type is AnswerType.NUMBER and (
        measure := _MEASURE.match(text, span.end)
    ):
        return Span(span.start, measure.end())
    return span


# Without them a length or a weight says nothing.
_MEASURE: Final = re.compile(
    r" ?(?:km/h|km2|km²|km|m2|m²|m3|m³|mm|cm|m|ha|héc ta|hecta|kg|tấn|tạ|gam|g|lít|ml|dặm vuông|"
    r"dặm|mét vuông|mét khối|mét|ki-lô-mét|hải lý|MWp?|kWh?|GB|Mbps|Gbps|MHz|GHz|°C|độ C|độ|tuổi|"
    r"nm|inch|feet)(?!\w)"
)


def _word_end(text: str, at: int) -> int:
    """Returns the end of the word in which a place is: "61.400 thuê" ends as "thuê bao"."""
    end = 0
    for word in word_tokenize(text):
        start = text.find(word, end)
        if start < 0:
            continue
        end = start + len(word)
        if end >= at:
            return end if start < at and word.islower() else at
    return at
