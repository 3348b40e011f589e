"""Times as people put them in a question or exchange them: "năm ngoái", "khóa VI", "quý III".

Knows forms, not calendars: only "the year before" and "the term before" are counted.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Final

from index.answer.follow.line import Line

_Y: Final = r"(?:19|20)\d\d"
_N: Final = (
    r"(?:x{0,2}(?:ix|iv|v?i{1,3}|v|x)|\d{1,2}|mot|nhat|hai|ba|tu|bon|nam|sau|bay|tam|chin|muoi)"
)
_EN_N: Final = (
    r"(?:first|second|third|fourth|fifth|sixth|seventh|eighth|ninth|tenth|\d{1,2}(?:st|nd|rd|th))"
)
_WEEKDAYS: Final = "monday|tuesday|wednesday|thursday|friday|saturday|sunday"
_MONTHS: Final = "january|february|march|april|june|july|august|september|october|november|december"


def _form(pattern: str) -> re.Pattern[str]:
    return re.compile(rf"(?<!\S)(?:{pattern})(?!\S)")


# In order: what an earlier form has taken, a later one does not see. By kind.
_FORMS: Final = tuple(
    (kind, _form(pattern))
    for kind, pattern in (
        ("term", rf"(?:nhiem ky|nhiem ki|nk)(?: giai doan)? (?:{_Y} {_Y}|{_Y}|nay|truoc do|truoc|"
                 r"sau|moi|cu|vua qua|hien nay|hien tai|toi|ke tiep)"),
        ("term", rf"(?:the )?{_Y} {_Y} term|(?:the )?term {_Y} {_Y}|"
                 r"the (?:previous|last|current|next) term"),
        ("term", rf"(?:giai doan )?{_Y} {_Y}"),
        ("ordinal", rf"khoa (?:{_N}|truoc do|truoc|nay|sau|toi|moi|cu)"),
        ("ordinal", rf"lan (?:thu )?{_N}|lan (?:truoc do|truoc|nay|sau|dau tien|dau|toi)"),
        ("ordinal", rf"(?:the )?{_EN_N} (?:term|congress|edition)"),
        ("date", rf"(?:ngay |hom |mung )?\d{{1,2}} \d{{1,2}}(?: {_Y})?"),
        ("date", rf"(?:ngay|mung|hom) \d{{1,2}}(?: thang \d{{1,2}})?(?: nam {_Y}| {_Y})?"),
        ("quarter", r"quy (?:iv|i{1,3}|[1-4]|mot|nhat|hai|ba|tu|bon|nay|truoc|sau|toi)"),
        ("quarter", r"(?:the )?(?:first|second|third|fourth) quarter|q[1-4]"),
        ("month", r"thang (?:\d{1,2}|gieng|muoi mot|muoi hai|hai|ba|tu|sau|bay|tam|chin|muoi|chap|"
                  r"nay|truoc|sau|toi|vua roi)"),
        ("month", rf"(?:in )?(?:{_MONTHS})|(?:this|last|next) month"),
        ("day", r"hom nay|hom qua|hom kia|ngay mai|ngay mot|tuan nay|tuan truoc|tuan sau|tuan toi|"
                r"tuan vua roi|cuoi tuan|thu (?:hai|ba|tu|nam|sau|bay|[2-7])|chu nhat"),
        ("day", rf"today|tomorrow|yesterday|(?:this|next|last) week|(?:on )?(?:{_WEEKDAYS})"),
        ("part", r"buoi (?:sang|trua|chieu|toi)|sang nay|chieu nay|in the (?:morning|afternoon)"),
        ("year", rf"(?:trong |vao |luc |hoi |in |for |during )?(?:nam |year |the year )?{_Y}"),
        ("year", r"nam (?:ngoai|nay|truoc nua|truoc do|truoc|sau do|sau|toi|kia|vua roi|vua qua|"
                 r"tiep theo|ke tiep)|hien nay|hien tai|hien gio|bay gio|truoc day|truoc kia"),
        ("year", r"(?:last|this|next) year|the (?:year before|previous year|following year|"
                 r"next year)|now|nowadays|currently|at present|right now"),
    )
)  # fmt: skip
_WORDS: Final = {
    "nam": "năm", "khoa": "khóa", "nhiem": "nhiệm", "ky": "kỳ", "quy": "quý", "thang": "tháng",
    "ngay": "ngày", "lan": "lần", "thu": "thứ", "truoc": "trước", "nay": "nay", "ngoai": "ngoái",
    "toi": "tới", "tuan": "tuần", "hom": "hôm", "moi": "mới", "cu": "cũ", "vua": "vừa",
    "roi": "rồi", "hien": "hiện", "tai": "tại", "gio": "giờ", "bay": "bảy", "day": "đây",
    "dau": "đầu", "tien": "tiên", "giai": "giải", "doan": "đoạn", "nhat": "nhất", "nhi": "nhì",
    "khuyen": "khuyến", "khich": "khích", "dac": "đặc", "biet": "biệt", "bac": "bạc",
    "dong": "đồng", "vang": "vàng", "huy": "huy", "chuong": "chương", "bang": "bảng",
    "lop": "lớp", "dieu": "điều", "hang": "hạng", "nhom": "nhóm", "dot": "đợt", "vong": "vòng",
    "tang": "tầng", "muc": "mục", "mot": "một", "tu": "tư", "sau": "sau", "tam": "tám",
    "chin": "chín", "muoi": "mười", "chu": "chủ", "buoi": "buổi", "sang": "sáng",
    "chieu": "chiều", "trua": "trưa", "tiep": "tiếp", "ke": "kế", "gieng": "giêng", "chap": "chạp",
    "mung": "mùng", "phu": "phụ", "do": "đó", "vao": "vào",
}  # fmt: skip
_PHRASES: Final = {
    "giai doan": "giai đoạn", "bay gio": "bây giờ", "nhiem ki": "nhiệm kỳ",
    "khuyen khich": "khuyến khích",
}  # fmt: skip
_ROMAN: Final = re.compile(r"x{0,2}(?:ix|iv|v?i{0,3})")
_BOTH: Final = {
    "nam ngoai": "last year", "nam nay": "this year", "nam toi": "next year",
    "nam sau": "next year", "hien nay": "now", "hien tai": "now", "bay gio": "now",
    "hom nay": "today", "hom qua": "yesterday", "ngay mai": "tomorrow", "tuan nay": "this week",
    "tuan sau": "next week", "tuan truoc": "last week", "thang nay": "this month",
    "thang truoc": "last month", "thang sau": "next month",
}  # fmt: skip


@dataclass(frozen=True, slots=True)
class Time:
    """A time in a line, by the tokens it takes; `value` is what it says, folded."""

    kind: str
    first: int
    end: int
    value: str
    vietnamese: str | None
    english: str | None


def find_times(line: Line) -> Iterator[Time]:
    """Yields the times of a line, none overlapping another."""
    taken: set[int] = set()
    for kind, form in _FORMS:
        for first, end in line.find(form):
            if taken.intersection(range(first, end)) or not _is_time(line, kind, first, end):
                continue
            taken.update(range(first, end))
            yield _time(line, kind, first, end)


def time_tokens(line: Line) -> frozenset[int]:
    """Returns the tokens of a line that belong to times."""
    return frozenset(at for time in find_times(line) for at in range(time.first, time.end))


def _time(line: Line, kind: str, first: int, end: int) -> Time:
    words = " ".join(token.folded for token in line.tokens[first:end])
    year = re.search(rf"{_Y}$", words)
    if kind == "year" and year:
        return Time(kind, first, end, year[0], f"năm {year[0]}", f"in {year[0]}")
    for vietnamese, english in _BOTH.items():
        if words == english:
            return Time(kind, first, end, vietnamese, _written(vietnamese), english)
        if words == vietnamese:
            return Time(kind, first, end, vietnamese, canonical(line, first, end), english)
    if line.tokens[first].text.isascii() and re.search(r"[a-z]{3}", words) and _is_english(words):
        return Time(kind, first, end, words, None, line.piece(first, end))
    return Time(kind, first, end, words, canonical(line, first, end), None)


def _is_english(words: str) -> bool:
    return bool(re.search(r"\b(?:the|in|on|term|year|month|week|quarter|congress|edition)\b", words)
                or re.search(_WEEKDAYS + "|" + _MONTHS, words))  # fmt: skip


def _is_time(line: Line, kind: str, first: int, end: int) -> bool:
    """Tells a time from what only reads like one without marks or signs."""
    texts = [token.text for token in line.tokens[first:end]]
    gaps = [line.gap(at).strip() for at in range(first + 1, end)]
    if kind == "date" and len(texts) > 1 and texts[0].isdecimal():
        return gaps[0] in ("/", "-", ".")
    if kind == "date" and texts[0] not in ("ngày", "ngay", "mùng", "hôm", "hom"):
        return False
    if kind == "term" and all(text.isdecimal() for text in texts):
        return gaps[0] in ("-", "–")
    if kind == "quarter" and texts[0] == "quy":
        return line.bare
    if kind == "day" and texts[0] == "thu":
        return False
    if kind == "year" and texts[-1].isdecimal():
        after = line.gap(end).strip() if end < len(line.tokens) else ""
        return after not in ("/", "-") and not (line.gap(first).strip() == "/" and first < 1)
    return True


def canonical(line: Line, first: int, end: int) -> str:
    """Returns tokens as they are to be read: marks added where they are sure, VII in capitals."""
    typed = line.piece(first, end)
    words = [token.text for token in line.tokens[first:end]]
    if any(word != token.folded for word, token in zip(words, line.tokens[first:end], strict=True)):
        return typed
    written = _written(" ".join(words)).split(" ")
    if len(written) != len(words):
        return typed
    pieces = [
        (line.gap(at) if at > first else "") + _roman(word)
        for at, word in enumerate(written, first)
    ]
    return "".join(pieces)


def _roman(word: str) -> str:
    return word.upper() if _ROMAN.fullmatch(word) else word


def _written(words: str) -> str:
    for bare, marked in _PHRASES.items():
        words = re.sub(rf"(?<!\S){bare}(?!\S)", marked, words)
    return " ".join(_WORDS.get(word, word) for word in words.split(" "))


# --- the one before, the one after ------------------------------------------------------

_BEFORE: Final = frozenset({"nam truoc", "nam truoc do", "the year before", "the previous year"})
_AFTER: Final = frozenset(
    {"nam sau", "nam sau do", "nam tiep theo", "nam ke tiep", "the following year",
     "the next year"}
)  # fmt: skip
_TWICE_BEFORE: Final = frozenset({"nam truoc nua"})
_TERM_BEFORE: Final = frozenset(
    {"khoa truoc", "khoa truoc do", "lan truoc", "lan truoc do", "nhiem ky truoc",
     "nhiem ky truoc do", "the previous term"}
)  # fmt: skip
_TERM_AFTER: Final = frozenset(
    {"khoa sau", "lan sau", "nhiem ky sau", "nhiem ky ke tiep", "the next term"}
)
_NUMERALS: Final = (
    "", "i", "ii", "iii", "iv", "v", "vi", "vii", "viii", "ix", "x", "xi", "xii", "xiii", "xiv",
    "xv", "xvi", "xvii", "xviii", "xix", "xx",
)  # fmt: skip
_SPELLED: Final = {
    "nhat": 1, "mot": 1, "hai": 2, "ba": 3, "tu": 4, "bon": 4, "nam": 5, "sau": 6, "bay": 7,
    "tam": 8, "chin": 9, "muoi": 10,
}  # fmt: skip


def year_step(value: str) -> int:
    """Returns -1 for "the year before", 1 for "the year after", 0 for no such time."""
    return -2 * (value in _TWICE_BEFORE) - (value in _BEFORE) + (value in _AFTER)


def term_step(value: str) -> int:
    """Returns -1 for "the term before", 1 for "the term after", 0 for others."""
    return -(value in _TERM_BEFORE) + (value in _TERM_AFTER)


def other_term(value: str, step: int) -> str | None:
    """Returns "khóa VI" for "khoa vii" and -1; None where there is none to count from."""
    head, _, numeral = value.rpartition(" ")
    if head not in ("khoa", "lan thu", "lan"):
        return None
    if numeral in _NUMERALS:
        number, roman = _NUMERALS.index(numeral), True
    elif numeral.isdecimal() or numeral in _SPELLED:
        number, roman = int(numeral) if numeral.isdecimal() else _SPELLED[numeral], False
    else:
        return None
    number += step
    if not 1 <= number < len(_NUMERALS):
        return None
    return f"{_written(head)} {_NUMERALS[number].upper() if roman else number}"
