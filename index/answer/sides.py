"""Which of two sides a span is on: who won or was beaten, who gave or got."""

from __future__ import annotations

import re
from typing import Final

from index.language.normalize import fold
from index.language.sentences import Span

OTHER_SIDE: Final = -0.8
"""The fit of the side that is not asked."""
_REACH: Final = 30
_WINNER_ASKED: Final = re.compile(r"\b(?:vo dich|thang|gianh|doat|quan quan|won|winner|win)\b")
_BEATEN_BEFORE: Final = re.compile(r"(?:trước|đánh bại|thắng|hạ|vượt qua)(?: (?:đội|tuyển))* $")
_GIVER_ASKED: Final = re.compile(
    r"\bai (?:da |se |len )?(?:trao|tang)\b|\bwho (?:presented|gave)\b"
)
_GIVEN_BEFORE: Final = re.compile(r"(?<!\w)cho(?: \w+){0,2} $")


def is_beaten(text: str, span: Span, question: str) -> bool:
    """Tells whether a team is named as the one beaten, where the winner is asked."""
    before = text[max(0, span.start - _REACH) : span.start]
    return bool(_BEATEN_BEFORE.search(before)) and bool(_WINNER_ASKED.search(fold(question)))


def is_given(text: str, span: Span, question: str) -> bool:
    """Tells whether a person is the one who gets, where the one who gives is asked."""
    before = text[max(0, span.start - _REACH) : span.start]
    return bool(_GIVEN_BEFORE.search(before)) and bool(_GIVER_ASKED.search(fold(question)))
