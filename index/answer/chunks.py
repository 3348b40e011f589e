"""Pieces of a sentence that may answer where no form is asked: "gì", "vì sao", "những gì".

A piece runs from a word that opens one (punctuation, "là", "gồm", "do", "để") to one that
closes it.
"""

from __future__ import annotations

import re
from typing import Final

from index.language.sentences import Span

_WORD: Final = re.compile(r"[^\W_]+(?:[./&@-][^\W_]+)*%?")
# Words behind which an answer may begin.
_OPENERS: Final = frozenset(
    {"là", "gồm", "do", "vì", "bởi", "nhằm", "để", "bằng", "với", "về", "cho", "tại", "ở", "từ",
     "thành", "làm", "được", "đạt", "có", "tên", "chức", "nhận", "trên", "trong", "vào", "bị",
     "thuộc", "theo", "qua", "như", "ra", "phải", "cần", "không", "của", "sang", "hơn", "khoảng"}
)  # fmt: skip
# Words that may be the first of an answer themselves.
_INCLUDED: Final = frozenset({"do", "vì", "để", "nhằm", "bằng", "qua", "từ", "không"})
# Words before which an answer may end.
_CLOSERS: Final = frozenset(
    {"và", "nhưng", "nên", "để", "do", "vì", "tại", "từ", "với", "của", "là", "trong", "vào", "cho",
     "ở", "khi", "được", "bị", "đã", "sẽ", "có", "bằng", "theo", "trên", "mà", "nhằm", "như"}
)  # fmt: skip
_MOST_WORDS: Final = 25
_MOST_ENDS: Final = 4


def chunks(text: str) -> list[Span]:
    """Returns the pieces of a sentence by code point spans, by where they begin."""
    words = list(_WORD.finditer(text))
    found: dict[tuple[int, int], None] = {}
    for first in range(len(words)):
        if not _begins(text, words, first):
            continue
        ends = 0
        for last in range(first, min(len(words), first + _MOST_WORDS)):
            end = _ends(text, words, last)
            if end:
                found[words[first].start(), words[last].end()] = None
                ends += 1
            if end == _FULL_STOP or ends == _MOST_ENDS:
                break
    return [Span(start, end) for start, end in found]


def _begins(text: str, words: list[re.Match[str]], at: int) -> bool:
    if at == 0:
        return True
    if words[at].group() in _INCLUDED:
        return True
    between = text[words[at - 1].end() : words[at].start()]
    return between.strip() != "" or words[at - 1].group().lower() in _OPENERS


_FULL_STOP: Final = 2


def _ends(text: str, words: list[re.Match[str]], at: int) -> int:
    """Returns whether a piece may end with word `at`: 0 no, 1 yes, 2 it must."""
    if at + 1 == len(words):
        return _FULL_STOP
    between = text[words[at].end() : words[at + 1].start()].strip()
    if between and between[0] in '.;:)”"':
        return _FULL_STOP
    return 1 if between or words[at + 1].group().lower() in _CLOSERS else 0
