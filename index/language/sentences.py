"""Text to sentences, list items and passages, each with its place in the text."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import lru_cache
from typing import Final

from underthesea import sent_tokenize

# The design's unit of scoring: about 80-150 words, cut at paragraph and sentence ends.
PASSAGE_WORDS: Final = 110
PASSAGE_MOST_WORDS: Final = 150
# The contract: an answer sentence has at most 80 words.
SENTENCE_MOST_WORDS: Final = 80

_CLOSERS: Final = "\"'”’»)]…"
_ENUMERATOR: Final = re.compile(r"^(?:\d{1,2}|[a-zđ]|[IVX]{1,4}|Điều \d+|Bước \d+)[.)]$")
_ABBREVIATED: Final = re.compile(
    r"(?:^|[\s(])(?:TP|Tp|TX|Tx|TT|Q|P|H|X|Đ|TS|ThS|PGS|GS|BS|KS|LS|CN|ThS|Ths|NSƯT|NSND|"
    r"Mr|Mrs|Ms|Dr|No|St|vs|ĐT|Tel|đ/c|Đ/c|[A-ZĐ])\.$"
)
_CUT_POINTS: Final = re.compile(r"[;:]\s|,\s")


@dataclass(frozen=True, slots=True)
class Span:
    """A piece of a text by code point offsets, end exclusive."""

    start: int
    end: int


@lru_cache(maxsize=4096)
def sentences(text: str) -> tuple[Span, ...]:
    """Returns the sentences and list items of `text`, in order, none across a line break.

    underthesea finds the ends; pieces that it cuts off wrongly (a closing quote, "1.",
    "TP.") go back to where they belong. A sentence over 80 words is cut at semicolons,
    colons or commas, so that each can be shown whole.
    """
    spans: list[Span] = []
    offset = 0
    for line in text.splitlines(keepends=True):
        spans.extend(
            piece
            for sentence in _line_sentences(line, offset)
            for piece in _cut_long(text, sentence)
        )
        offset += len(line)
    return tuple(spans)


def _line_sentences(line: str, offset: int) -> list[Span]:
    if not line.strip():
        return []
    found: list[Span] = []
    at = 0
    for piece in sent_tokenize(line):
        start = line.find(piece, at)
        if start < 0:  # never seen; a sentence that is no piece of its line is not used
            continue
        at = start + len(piece)
        while found and start < at and line[start] in _CLOSERS:
            start += 1
            found[-1] = Span(found[-1].start, offset + start)
        while start < at and line[start].isspace():
            start += 1
        if start == at:
            continue
        previous = line[found[-1].start - offset : found[-1].end - offset] if found else ""
        # "dichvucong.|thanhgiang.vn": no sentence ends where no space follows.
        glued = bool(found) and found[-1].end == offset + start
        if previous and (glued or _ENUMERATOR.match(previous) or _ABBREVIATED.search(previous)):
            found[-1] = Span(found[-1].start, offset + at)
        else:
            found.append(Span(offset + start, offset + at))
    return [_trimmed(line, offset, span) for span in found]


def _trimmed(line: str, offset: int, span: Span) -> Span:
    piece = line[span.start - offset : span.end - offset]
    return Span(
        span.start + len(piece) - len(piece.lstrip()), span.end - len(piece) + len(piece.rstrip())
    )


def _cut_long(text: str, span: Span) -> list[Span]:
    piece = text[span.start : span.end]
    words = piece.split()
    if len(words) <= SENTENCE_MOST_WORDS:
        return [span]
    middle = len(piece) // 2
    marks = [m.start() + 1 for m in re.finditer(r";\s", piece)] or [
        m.start() + 1 for m in _CUT_POINTS.finditer(piece)
    ]
    marks = marks or [m.start() for m in re.finditer(r"\s", piece)]
    cut = min(marks, key=lambda mark: abs(mark - middle))
    left = Span(span.start, span.start + cut)
    right_start = span.start + cut + len(piece[cut:]) - len(piece[cut:].lstrip())
    right = Span(right_start, span.end)
    if left.end <= left.start or right.end <= right.start:
        return [span]
    return [*_cut_long(text, left), *_cut_long(text, right)]


def passages(text: str) -> list[Span]:
    """Returns `text` cut into passages: whole sentences, about 110 and at most 150 words.

    A passage ends at a paragraph where it can. Only a single sentence longer than the
    limit makes a longer one.
    """
    result: list[Span] = []
    current: list[Span] = []
    words = 0
    for sentence in sentences(text):
        count = len(text[sentence.start : sentence.end].split())
        new_line = bool(current) and "\n" in text[current[-1].end : sentence.start]
        full = words + count > PASSAGE_MOST_WORDS or words >= PASSAGE_WORDS
        if current and (full or (new_line and words >= PASSAGE_WORDS * 2 // 3)):
            result.append(Span(current[0].start, current[-1].end))
            current, words = [], 0
        current.append(sentence)
        words += count
    if current:
        last = Span(current[0].start, current[-1].end)
        short = words < PASSAGE_WORDS // 4 and result
        if short and len(text[result[-1].start : last.end].split()) <= PASSAGE_MOST_WORDS:
            result[-1] = Span(result[-1].start, last.end)
        else:
            result.append(last)
    return result
