"""What "bao nhiêu" and "mấy" ask for: money, an hour, how long, a number of something."""

from __future__ import annotations

from typing import Final

from index.answer.cues import AnswerType
from index.answer.question_line import Ask, Line
from index.answer.units import unit_words

_HOW_MANY: Final = frozenset({"bao nhieu", "bao nhiu"})
_FEW: Final = frozenset({"mấy", "may", "nhiêu"})
# Before "mấy" these say that it counts: "có mấy anh chị", "gồm mấy người".
_COUNTS_AFTER: Final = frozenset(
    {"co", "gom", "duoc", "tuyen", "het", "lay", "toi", "den", "khoang", "trong", "tong", "cong",
     "ca", "voi", "chia", "lam", "mat", "chet", "nhan", "trao", "can", "o", "cu", "dat", "mo",
     "xay", "phat", "chi", "cap", "nop", "thu", "keo", "dai", "hon", "moi", "them"}
)  # fmt: skip
# "máy" typed without marks.
_MACHINES: Final = frozenset(
    {"tinh", "moc", "bay", "chu", "in", "phat", "dien", "lanh", "loc", "cay", "gat", "mac", "quay",
     "do", "chieu", "quet", "bom", "xuc", "nong", "thu"}
)  # fmt: skip
_HOURS: Final = frozenset({"gio", "h"})
# "kéo dài bao nhiêu giờ": not at what hour.
_LASTING: Final = frozenset({"trong", "het", "mat", "keo", "dai", "khoang", "am"})
_OF_MONEY: Final = frozenset({"trieu", "ty", "ti", "nghin", "ngan"})


def counting_at(line: Line, at: int) -> int:
    """Returns of how many terms a counting word at this place is made, 0 for none.

    "nhiều" is many; without marks only "bao nhieu" asks.
    """
    if f"{line.bare(at)} {line.bare(at + 1)}" in _HOW_MANY:
        return 2
    return int(line.term(at) in _FEW)


def count_ask(line: Line, start: int, end: int) -> Ask | None:
    """Returns what the counting word from term `start` to `end` asks for."""
    before, cues, terms = line.bare(start - 1), line.cues, line.terms
    if before == "so":
        return Ask(start, end, numbered(line, AnswerType.NUMBER))
    few = line.bare(start) == "may"
    counts = before in _COUNTS_AFTER
    unsure = line.term(start) == "may" and not counts
    if unsure and line.bare(end) in _MACHINES:
        return None
    if cues.money.match(terms, end) and (line.bare(end), line.bare(end + 1)) != ("dong", "chi"):
        return Ask(start, end + 1, AnswerType.MONEY)
    if line.bare(end) in _HOURS and line.term(end + 1) != "đồng":
        lasts = before in _LASTING and not few
        return Ask(start, end + 1, AnswerType.DURATION if lasts else AnswerType.TIME)
    several = few and not counts and bool(cues.several.match(terms, end))
    multiple = cues.multiples.match(terms, end)
    if multiple is None and cues.durations.match(terms, end):
        return Ask(start, end + 1, AnswerType.DURATION, weak=several or unsure)
    if multiple is not None:
        end += multiple[0]
        if (kind := _of_multiple(line, end)) is not None:
            return Ask(start, end, kind)
    if several:
        return Ask(start, end + 1, AnswerType.NUMBER, weak=True)
    if not _ends(line, end):
        return Ask(start, end, AnswerType.NUMBER, weak=unsure)
    return _uncounted(line, start, end)


def _of_multiple(line: Line, end: int) -> AnswerType | None:
    """Returns what "mấy trăm", "bao nhiêu triệu" ask for, None where a counted thing follows."""
    if line.cues.money.match(line.terms, end) or _ends(line, end):
        return AnswerType.MONEY
    if line.bare(end - 1) in _OF_MONEY:
        return AnswerType.MONEY if line.says(line.cues.money_words) else AnswerType.NUMBER
    return None


def _uncounted(line: Line, start: int, end: int) -> Ask:
    """Returns what "bao nhiêu" asks for where no counted thing follows it."""
    if line.says(line.cues.phone_words):
        return Ask(start, end, AnswerType.PHONE)
    money = line.says(line.cues.money_words)
    return Ask(start, end, AnswerType.MONEY if money else AnswerType.NUMBER, general=True)


def numbered(line: Line, otherwise: AnswerType) -> AnswerType:
    """Returns what "số mấy", "số nào" ask for: by what is numbered."""
    if line.says(line.cues.phone_words):
        return AnswerType.PHONE
    return AnswerType.DOCUMENT if line.says(line.cues.document_words) else otherwise


def _ends(line: Line, at: int) -> bool:
    """Tells whether no counted thing follows: "bao nhiêu một tháng", "bao nhiêu?"."""
    if at >= len(line.terms) or line.cues.each.match(line.terms, at):
        return True
    return line.marked and not unit_words(line.terms[at:])
