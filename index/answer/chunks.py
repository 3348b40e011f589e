"""Pieces of a sentence that may answer where no form is asked: "gì", "vì sao", "những gì".

A piece runs from a word that opens one (after punctuation, after "là", "gồm", "do", the first
of a noun phrase) to one that closes it. Parts of speech are underthesea's.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import lru_cache
from typing import Final

from underthesea import pos_tag

from index.language.sentences import Span

# Words behind which an answer may begin.
_OPENERS: Final = frozenset(
    {"là", "gồm", "do", "vì", "bởi", "nhằm", "để", "bằng", "với", "về", "cho", "tại", "ở", "từ",
     "thành", "làm", "được", "đạt", "có", "tên", "chức", "nhận", "trên", "trong", "vào", "bị",
     "thuộc", "theo", "qua", "như", "ra", "phải", "cần", "không", "của", "sang", "hơn", "khoảng",
     "bao gồm", "trở thành", "gọi là", "bởi vì", "rằng", "và", "hoặc", "hay", "nên", "khiến"}
)  # fmt: skip
# Words that may be the first of an answer themselves.
_INCLUDED: Final = frozenset(
    {
        "do",
        "vì",
        "để",
        "nhằm",
        "bằng",
        "qua",
        "từ",
        "không",
        "bởi vì",
        "khi",
        "sau",
        "trước",
        "kể",
        "ngay",
        "tại",
        "nếu",
        "sau khi",
        "trước khi",
        "thời điểm",
    }
)
# Words before which an answer may end.
_CLOSERS: Final = frozenset(
    {"và", "nhưng", "nên", "để", "do", "vì", "tại", "từ", "với", "của", "là", "trong", "vào", "cho",
     "ở", "khi", "được", "bị", "đã", "sẽ", "có", "bằng", "theo", "trên", "mà", "nhằm", "như",
     "hoặc", "hay", "đang", "thì", "vẫn", "cũng", "bởi", "trước", "sau", "giữa", "đến", "về", "ra",
     "không", "bao gồm", "gồm", "còn", "này", "đó"}
)  # fmt: skip
NOMINAL: Final = frozenset({"N", "Np", "Ny", "Nu", "Nc", "Nb", "M", "L", "Ab"})
_TAIL: Final = frozenset({"N", "Np", "Ny", "Nu", "Nc", "Nb", "M", "A", "X", "Ab", "P", "V"})
_NO_TAIL_AFTER: Final = frozenset({"V", "E", "R", "C", "CH", "P"})
# Alone these name nothing.
_EMPTY: Final = frozenset(
    {"gì", "ai", "nào", "đâu", "sao", "này", "đó", "kia", "ấy", "nó", "họ", "ông", "bà", "anh",
     "chị", "em", "ta", "tôi", "mình", "các", "những", "một", "mọi", "nhiều", "khác", "vậy", "thế",
     "đây", "việc", "sự", "điều", "cái", "con", "người ta", "đồng chí", "lại", "và", "hoặc"}
)  # fmt: skip
_MOST_WORDS: Final = 25
_MOST_ENDS: Final = 6
# Code points: what is segmented into one endless word is no piece.
_LONGEST: Final = 300


# A word without marks around it: "“Sông", "(Sở".
_CORE: Final = re.compile(r"[^\W_](?:.*[^\W_])?", re.DOTALL)


@dataclass(frozen=True, slots=True)
class Word:
    """A word as underthesea segments and tags it, by code points of the sentence."""

    start: int
    end: int
    tag: str
    lower: str


@lru_cache(maxsize=256)
def tagged(text: str) -> tuple[Word, ...]:
    """Returns the words of a text with their parts of speech, without punctuation."""
    found, at = [], 0
    for word, tag in pos_tag(text):
        pattern = re.compile(r"\s+".join(map(re.escape, word.split())))
        match = pattern.search(text, at)
        if match is None:
            continue
        at = match.end()
        core = _CORE.search(match.group())
        if core:
            start, end = match.start() + core.start(), match.start() + core.end()
            end += text.startswith("%", end)
            found.append(Word(start, end, tag, " ".join(core.group().lower().split())))
    return tuple(found)


@lru_cache(maxsize=256)
def chunks(text: str) -> tuple[Span, ...]:
    """Returns the pieces of a sentence by code point spans, by where they begin."""
    words = tagged(text)
    found: dict[tuple[int, int], None] = {}
    for first in range(len(words)):
        if not _begins(text, words, first):
            continue
        ends = 0
        for last in range(first, min(len(words), first + _MOST_WORDS)):
            if words[last].end - words[first].start > _LONGEST:
                break
            end = _ends(text, words, last)
            if end and any(word.lower not in _EMPTY for word in words[first : last + 1]):
                found[words[first].start, words[last].end] = None
                ends += 1
            if end == _FULL_STOP or ends == _MOST_ENDS:
                break
    return tuple(Span(start, end) for start, end in found)


def clauses(text: str) -> list[Span]:
    """Returns the pieces that have a verb."""
    verbs = [word for word in tagged(text) if word.tag == "V"]
    return [
        piece
        for piece in chunks(text)
        if any(piece.start <= verb.start and verb.end <= piece.end for verb in verbs)
    ]


def _begins(text: str, words: tuple[Word, ...], at: int) -> bool:
    if at == 0 or words[at].lower in _INCLUDED:
        return True
    before = words[at - 1]
    between = text[before.end : words[at].start]
    if between.strip() != "" or before.lower in _OPENERS or before.lower.split()[-1] in _OPENERS:
        return True
    return words[at].tag in NOMINAL and before.tag not in NOMINAL


_FULL_STOP: Final = 2


def _ends(text: str, words: tuple[Word, ...], at: int) -> int:
    """Returns whether a piece may end with word `at`: 0 no, 1 yes, 2 it must."""
    if at + 1 == len(words):
        return _FULL_STOP
    between = text[words[at].end : words[at + 1].start].strip()
    if between and between[0] in '.;:)”"':
        return _FULL_STOP
    after = words[at + 1]
    if between or after.lower in _CLOSERS or after.lower.split()[0] in _CLOSERS:
        return 1
    return int(words[at].tag in _TAIL and after.tag in _NO_TAIL_AFTER)
