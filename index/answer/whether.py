"""What stands around a Vietnamese question, and whether it asks whether: "được không ạ?"."""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import Final

from index.language.normalize import fold

# What people are called, and particles: after a question they ask nothing.
_CALLED: Final = (
    "anh|chị|em|bác|cô|chú|ông|bà|bạn|cháu|con|mình|ad|admin|dì|cậu|bồ|má|mẹ|thầy|"
    "mọi người|cả nhà|bà con|quý vị|người ta|tụi em|tụi mình|bọn em|shop|sốp|trời|mn|mng|nhà mình"
)
_PARTICLES: Final = (
    "ạ|vậy|thế|nhỉ|hả|hở|hè|hén|hen|ta|nè|á|à|nhé|nha|nhở|với|hử|luôn|rứa|dậy|dzậy|zậy|đấy|đó|cà|"
    "hầy|hỉ|nớ|ơi|ha|lận|ấy|ấy nhỉ|hì|hihi|giùm|dùm|đây|hông biết nữa|không biết nữa|"
    "vầy|vại|hỡi|dạ|ni|chớ|chứ"
)
_THANKS: Final = (
    r"(?:(?:em|mình|tôi|cháu|con|xin|rất|chân thành) )*"
    r"(?:cảm ơn|cám ơn|thanks|thank|tks|cảm tạ)(?: .*)?"
)
_LEADING: Final = (
    rf"(?:(?:dạ|vâng|alo|a lô|ê|ủa|úi|ui|trời|này|xin chào|chào)(?: (?:{_CALLED}))* )*"
    rf"(?:(?:các |mấy |quý )?(?:{_CALLED})(?: (?:{_CALLED}))* (?:ơi|ui|êi) )?"
    rf"(?:(?:làm ơn |xin |vui lòng )?cho (?:(?:{_CALLED}|tôi|tui|tớ|e|m|t|mk|mik) )+(?:xin )?"
    r"(?:hỏi|biết)(?: (?:chút|tí|xíu|tý|thăm|là|rằng|với|ké|thêm|cái|vụ))* "
    rf"|(?:(?:{_CALLED}|tôi|tui) )?(?:muốn )?(?:xin )?hỏi(?: (?:thăm|là|chút|tí|ké))* )?"
)
_KNOWS: Final = (
    rf"(?:có )?(?:(?:các|mấy) )?(?:ai|{_CALLED}|{_CALLED} nào)(?: nào)? (?:có )?"
    r"(?:biết|nhớ|rành|rõ) (?=\S+ \S+)"
    r"|(?:có |không )(?:biết|nhớ) (?=\S+ \S+)"
)


# Without marks these are other words too often to be called by: "đồng chí", "nuôi con".
_UNSURE: Final = "chị|con|cô|bà|bồ|má|mẹ|thầy|dì|nè|ta|ni|ha"


def _both(ways: str) -> tuple[re.Pattern[str], re.Pattern[str]]:
    """Returns a pattern and its twin for lines without tone marks."""
    sure = re.sub(rf"(?<=[|(])(?:{_UNSURE})(?=[|)])", "anh chị", ways)
    # "\\S" is no letter to fold.
    return re.compile(ways), re.compile("".join(c if c == "S" else fold(c) for c in sure))


_LEAD: Final = _both(rf"^(?:{_LEADING})(?:{_KNOWS})?")
_TAIL: Final = _both(
    r"(?:(?<! một)(?<! mot)(?<! mỗi)(?<! moi)(?<! 1)(?<! số)(?<! của)(?<! cua)(?<! là)(?<! la)"
    rf"(?: (?:(?:các|mấy|thưa|hỡi) )?(?:{_CALLED}))| (?:{_PARTICLES})| {_THANKS})+$"
)
_KNOWN: Final = _both(rf"^(?:{_LEADING})(?:{_KNOWS})")
_NEGATIONS: Final = frozenset(
    {"không", "chưa", "hông", "hổng", "hong", "khong", "chua", "ko", "k", "hem", "hok", "kg",
     "kh", "hk", "khum", "hôn", "hôông"}
)  # fmt: skip
_HEADS: Final = _both(
    r"(?<!\S)(?:có|được|phải|còn|đã|cần|bắt buộc|chịu|đúng|kịp|bị|nên|xong|cho|đc|dc|chưa|mở|"
    r"dùng|đang|thể|nhận|làm)(?!\S)"
)
_ANYWHERE: Final = _both(r"^có phải |(?<!\S)hay (?:không|chưa|là không)(?!\S)|^phải chăng ")
_ENDING: Final = _both(r"(?<!\S)(?:phải|đúng|thiệt|thật) (?:không|hông|hong|ko|k)$")
_REALLY: Final = frozenset({"à", "hả", "ư", "hử"})


def bare_question(terms: Sequence[str]) -> list[str]:
    """Returns the question itself: without greetings, address, politeness and thanks around.

    >>> " ".join(bare_question("ad ơi cho em hỏi lệ phí bao nhiêu vậy ạ".split()))
    'lệ phí bao nhiêu'
    """
    line = " ".join(terms)
    folded = line == fold(line)
    known = _KNOWN[folded].search(line)
    rest = _LEAD[folded].sub("", line, count=1)
    rest = _TAIL[folded].sub("", f" {rest}").strip()
    # "Ai biết Sở ở đâu không": of what is known or not the rest is asked.
    words = rest.split()
    if known and words and words[-1] in _NEGATIONS and len(words) > 1:
        words = words[:-1]
    return words or list(terms)


def asks_whether(typed: Sequence[str], bare: Sequence[str], question_words: Sequence[int]) -> bool:
    """Tells whether a question asks if something is so.

    `bare` is `typed` without what stands around it; `question_words` are the places in it
    where question words begin. After "có", "được" they are anything at all: "có ai làm việc
    không".
    """
    line = " ".join(bare)
    folded = line == fold(line)
    if _ANYWHERE[folded].search(line) or _ENDING[folded].search(line):
        return True
    if not bare or bare[-1] not in _NEGATIONS:
        return not question_words and any(word in _REALLY for word in typed[len(bare) :])
    head = _HEADS[folded].search(" ".join(bare[:-1]))
    if head is None:
        return False
    place = len(line[: head.start()].split())
    return all(place < at for at in question_words)
