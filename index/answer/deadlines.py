"""Deadlines in the sentence that answers: has the day passed by which something was due?

Only what somebody had to do, or could do, by a day is a deadline: "trước ngày 30/9/2025",
"hạn cuối là 15/9", "chậm nhất ngày 28/6/2024". A day on which something took place is none,
nor is one up to which something is counted ("đến hết ngày 31/12 đã giải ngân").
"""

from __future__ import annotations

import re
from calendar import monthrange
from datetime import date, timedelta
from typing import Final

from index.language.dates import NEWEST_YEAR, DateMention, exact_date, find_dates
from index.language.normalize import fold
from index.language.sentences import Span

# Between a word such as "trước" and the number of the day: "17 giờ 00 thứ Ba, ngày".
_TO_THE_DAY: Final = (
    r"(?:\W*(?:là|vào|trong|đến|tới|trước|hết|lúc|ngày|tháng|sáng|chiều|tối|thứ \w+|chủ nhật|"
    r"\d{1,2}(?:h| ?giờ)(?: ?\d{2})?(?: phút)?|the|end of))*\W*$"
)
_UP_TO: Final = re.compile(
    r"(?<!\w)(?:trước|(?:đến |tới )?hết|(?:chậm|muộn|trễ) nhất|không (?:quá|muộn hơn)|"
    rf"no later than|by|before|until){_TO_THE_DAY}",
    re.IGNORECASE,
)
# Without one of these or of _DUE no day in a sentence is a deadline.
_ANY_CUE: Final = re.compile(
    r"(?<!\w)(?:trước|hết|nhất|quá|muộn|hạn|later|by|before|until)(?!\w)", re.IGNORECASE
)
_DUE: Final = re.compile(
    r"(?<!\w)(?:hạn (?:cuối|chót|nộp|đăng ký|nhận|gửi|đóng|thanh toán|tham gia|chung)|thời hạn|"
    r"hết hạn|gia hạn|deadline|closing date|due date)(?!\w)",
    re.IGNORECASE,
)
_UNTIL: Final = re.compile(rf"(?<!\w)(?:đến|tới|to|until){_TO_THE_DAY}", re.IGNORECASE)
_FROM: Final = re.compile(
    r"(?<!\w)(?:từ|from|since)(?!\w)\D*(?:\d{1,2}(?:h| ?giờ)(?: ?\d{2})?(?: phút)?\D*)?$",
    re.IGNORECASE,
)
_IS_DUE: Final = re.compile(
    r"\W*(?:là |is )?(?:the )?(?:ngày )?(?:hạn (?:cuối|chót)|hết hạn|deadline)", re.IGNORECASE
)
# Told as done, counted or as a condition, not as due.
_TOLD_BEFORE: Final = re.compile(
    r"(?<!\w)(?:đã|từng|sinh|tính đến|tính tới|was|were|had|born)(?!\w)", re.IGNORECASE
)
_TOLD_AFTER: Final = re.compile(
    r"[\s,]*(?:(?:mà|vẫn|was|were|had)(?!\w)|(?:[^\W\d]+ ){0,3}(?:đã|mới có|còn có)(?!\w))",
    re.IGNORECASE,
)
_CLAUSE: Final = re.compile(r"[;:!?\n]|\.(?=\s)|,(?=\s)")
_CLAUSES: Final = re.compile(r"[;!?\n]|\.(?=\s)")
_BEFORE: Final = 160
_AFTER: Final = 40
# A question that asks by when, folded.
_ASKS_BY_WHEN: Final = re.compile(
    r"\b(?:han (?:cuoi|chot|nop|dang ky|nhan|gui)|thoi han|het han|deadline|closing date|due|"
    r"(?:cham|muon|tre) nhat|(?:truoc|den|toi) (?:het )?(?:ngay|thang) (?:nao|may|bao nhieu)|"
    r"den (?:khi nao|bao gio|luc nao)|by when|last day|until when)\b"
)
# A day without a year is of its article's year, or of the next: one that is set in December
# for "15/01" is to come.
_LONG_BEFORE: Final = timedelta(days=183)


def asks_by_when(question: str) -> bool:
    """Tells whether a question asks for a deadline: "hạn nộp", "chậm nhất", "by when"."""
    return bool(_ASKS_BY_WHEN.search(fold(question)))


def passed_deadline(
    sentence: str, span: Span, published: date | None, today: date, *, asked: bool = False
) -> date | None:
    """Returns the deadline that stands in a span of a sentence, where it lies before `today`.

    Of several the last, and none unless all have passed. `published` is the article's date,
    which tells the year of a day that names none. With `asked`, the question is for a deadline,
    so any day but the first of a period is one.
    """
    if not asked and not (_ANY_CUE.search(sentence) or _DUE.search(sentence)):
        return None
    days = [
        _day(mention, published)
        for mention in find_dates(sentence)
        if mention.start < span.end and span.start < mention.end
        if _is_deadline(sentence, mention, asked=asked)
    ]
    known = [day for day in days if day is not None]
    return max(known) if known and len(known) == len(days) and max(known) < today else None


def _is_deadline(sentence: str, mention: DateMention, *, asked: bool) -> bool:
    before = sentence[max(0, mention.start - _BEFORE) : mention.start]
    after = sentence[mention.end : mention.end + _AFTER]
    if _FROM.search(before):
        return False
    if asked:
        return True
    clause = _last(_CLAUSE, before)
    if _TOLD_BEFORE.search(clause) or _TOLD_AFTER.match(after):
        return False
    if _UP_TO.search(before) or _IS_DUE.match(after):
        return True
    around = _last(_CLAUSES, before)
    due = [match.end() for match in _DUE.finditer(around)]
    if not due:
        return False
    between = around[due[-1] :]
    # "hạn cuối là 15/9, trao giải ngày 20/12": another day stands nearer to the word.
    return not find_dates(between + " ") or bool(_UNTIL.search(between))


def _last(ends: re.Pattern[str], text: str) -> str:
    """Returns what stands behind the last of `ends`."""
    starts = [match.end() for match in ends.finditer(text)]
    return text[starts[-1] :] if starts else text


def _day(mention: DateMention, published: date | None) -> date | None:
    if mention.day is None:
        if mention.month is None or mention.year is None:
            return None
        return date(mention.year, mention.month, monthrange(mention.year, mention.month)[1])
    if mention.year is not None or published is None:
        return exact_date(mention)
    day = exact_date(mention, published.year)
    if day is not None and published - day > _LONG_BEFORE and published.year < NEWEST_YEAR:
        return exact_date(mention, published.year + 1)
    return day
