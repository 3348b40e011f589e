"""Who and when, told without a name or a date: "người cao tuổi", "kể từ khi nộp đủ hồ sơ".

"Ai được miễn phí?" is answered by a group or a body, "khi nào" by an occasion.
"""

from __future__ import annotations

import re
from functools import lru_cache
from typing import Final

from index.answer.chunks import chunks
from index.answer.cues import AnswerType
from index.answer.understanding import Understanding
from index.answer.words import answer_words
from index.language.normalize import fold
from index.language.sentences import Span

_QUANTITY: Final = r"(?:(?:các|những|mọi|toàn bộ|tất cả|nhiều|một|hầu hết|một số)[ ])*"
_OCCASION: Final = re.compile(
    r"(?<!\w)(?:(?:kể |ngay |cho )?(?:từ|sau|trước|đến|tại) (?:thời điểm|khi|lúc)|ngay khi|khi|"
    r"thời điểm|trong trường hợp|nếu)(?!\w)",
    re.IGNORECASE,
)
# Not "ngày nào", "hạn nộp": these ask for a day.
_WHEN: Final = re.compile(r"(?:khi|luc|thoi diem|thoi gian) nao|bao gio|truong hop nao|^when\b")


@lru_cache(maxsize=1)
def _people() -> re.Pattern[str]:
    heads = "|".join(sorted(map(re.escape, answer_words().people_heads), key=len, reverse=True))
    return re.compile(rf"(?<!\w){_QUANTITY}(?:{heads})(?!\w)", re.IGNORECASE)


# "những ai", "các đồng chí nào", "những người nào", "who".
_PEOPLE_ASKED: Final = re.compile(
    r"\b(?:ai|who|whom|(?:nguoi|dong chi|d/c|ong|ba|anh|chi|em|can bo|hoc sinh|thi sinh) nao)\b"
)


def asks_people(understanding: Understanding) -> bool:
    """Tells whether who is asked, one or many."""
    return bool(understanding.posts) or bool(_PEOPLE_ASKED.search(fold(understanding.text)))


def unnamed_ones(text: str, understanding: Understanding, *, pieces: bool) -> list[Span]:
    """Returns the groups of people for "ai", the occasions for "khi nào", none for others.

    With `pieces` in full, as far as the phrase may go; else only what they begin with, which
    costs less.
    """
    kind = understanding.answer_type
    listed = kind is AnswerType.LIST and asks_people(understanding)
    if (kind is AnswerType.PERSON or listed) and not understanding.posts:
        pattern = _people()
    elif kind is AnswerType.DATE and _WHEN.search(fold(understanding.text)):
        pattern = _OCCASION
    else:
        return []
    found = [Span(m.start(), m.end()) for m in pattern.finditer(text)]
    if not pieces or not found:
        return found
    begins = {span.start for span in found}
    return [c for c in chunks(text) if c.start in begins]
