"""Places and organizations: a head word and the capitalized words that follow it.

Administrative names capitalize the first syllable of each word ("Sở Thông tin và Truyền
thông"), so where such a name ends is a question of words, which underthesea answers.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import Final

from underthesea import word_tokenize

from index.answer.words import answer_words
from index.language.sentences import Span

_JOINERS: Final = frozenset({"và", "tỉnh", "huyện", "xã", "phường", "thành phố", "thị xã", "các"})
_PLACE_JOINERS: Final = _JOINERS | {",", "-", "–", "số", "tầng", "đường", "phố"}
_NUMBERED: Final = frozenset({"tầng", "số", "phòng", "khu", "nhà", "ngõ", "thôn", "tổ"})


# "học tại Bỉ", "xuất khẩu sang Nhật Bản": after these, what is capitalized is a place.
_UPPER: Final = "A-Z" + "".join(c for c in map(chr, range(0xC0, 0x1F00)) if c.isupper())
_WHERE: Final = re.compile(
    rf"(?<!\w)(?:tại|ở|sang|đến|về|nước|quê|tới|đi|từ|khách) "
    rf"([{_UPPER}][^\W\d_]*(?: [{_UPPER}][^\W\d_]*){{0,4}}"
    rf"(?: và [{_UPPER}][^\W\d_]*(?: [{_UPPER}][^\W\d_]*)*)?)"
)


def places(text: str) -> list[Span]:
    """Finds places and addresses: "tầng 2, Tòa nhà ..., phường ..., thành phố ..."."""
    words = answer_words()
    bodies = words.organization_heads - words.place_heads
    found = _phrases(text, words.place_heads, _PLACE_JOINERS, bodies)
    for match in _WHERE.finditer(text):
        start, end = match.start(1), _whole_name(text, match.start(1), match.end(1))
        if not any(s.start < end and start < s.end for s in found):
            found.append(Span(start, end))
    return sorted(found, key=lambda span: span.start)


def _whole_name(text: str, start: int, end: int) -> int:
    """Returns where a name ends that may go on in small letters within a word: "Đại học Paris"."""
    for word in _words(text):
        inside = word.start < end < word.end
        follows = word.start == end + 1 and text[word.start].isupper()
        if inside or follows:
            end = word.end
    return end


def organizations(text: str) -> list[Span]:
    """Finds names of bodies: "Sở Thông tin và Truyền thông", "Đoàn Khối các cơ quan"."""
    return _phrases(text, answer_words().organization_heads, _JOINERS, frozenset())


def _phrases(
    text: str, heads: frozenset[str], joiners: frozenset[str], ends_at: frozenset[str]
) -> list[Span]:
    words = _words(text)
    found: list[Span] = []
    at = 0
    while at < len(words):
        end = _phrase_end(text, words, at, heads, joiners, ends_at)
        if end is None:
            at += 1
        else:
            found.append(Span(words[at].start, words[end].end))
            at = end + 1
    return found


def _phrase_end(
    text: str, words: Sequence[Span], at: int, heads: frozenset[str], joiners: frozenset[str],
    ends_at: frozenset[str],
) -> int | None:  # fmt: skip
    """Returns the last word of the phrase that begins at word `at`, None when there is none."""
    head = text[words[at].start : words[at].end]
    # "Nhà khách", "Trung tâm Hội nghị" may be one word: its first syllables are the head.
    headed = head.lower() in heads or _headed(head.lower(), heads)
    if not headed or _unnumbered(text, words, at) or _ends_clause(text, words, at):
        return None
    end: int | None = at if head.isupper() and len(head) > 2 else None  # noqa: PLR2004 - "VNPT"
    if " " in head and head[0].isupper():
        end = at
    # "Khu hành chính tập trung": begun with a capital it goes on in small letters to a comma.
    open_name = head == "Khu"
    had_number = False
    place = at + 1
    while place < len(words):
        word = text[words[place].start : words[place].end]
        previous = text[words[place - 1].start : words[place - 1].end].lower()
        if word.lower() in ends_at and previous == ",":
            break
        if word == "Khu":
            open_name = True
        numbered = word[0].isdigit() and (
            previous in _NUMBERED or (had_number and previous in (",", "và"))
        )
        had_number = had_number or numbered
        if (
            word[0].isupper()
            or numbered
            or (open_name and word[0].isalpha())
            or (end == place - 1 and _ends_name(text, words, place, body=not ends_at))
        ):
            end = place
        elif word.lower() not in joiners and word.lower() not in heads:
            break
        if word == ",":
            open_name = False
        place += 1
    return end


# "Bưu điện tỉnh bảo vệ", "Công an tỉnh": the whole province's, whose name is not told.
_LEVELS: Final = frozenset({"tỉnh", "huyện", "xã", "phường"})
# "Phòng Chuyển đổi số", "Trường THPT Hạc Giang 1": one more word of small letters, or a number.
_DIGITAL: Final = "số"
_OF_NAMES: Final = re.compile(r"\d{1,2}(?![\d/.]|,\d| [^\W\d])")


def _ends_name(text: str, words: Sequence[Span], at: int, *, body: bool) -> bool:
    """Tells whether word `at`, in small letters or a number, ends the name that stands before.

    `body`: it is a body's, not a place's.
    """
    word = text[words[at].start : words[at].end]
    if _in_tail(text, words, at):
        return True
    previous = text[words[at - 1].start : words[at - 1].end]
    following = text[words[at + 1].start] if at + 1 < len(words) else "."
    if word == _DIGITAL:
        return not following.isdigit()
    if word in _LEVELS:
        return body and not (following.isupper() or following.isdigit() or following in ",(")
    return bool(previous[-1].isalpha() and _OF_NAMES.match(text, words[at].start))


def _in_tail(text: str, words: Sequence[Span], at: int) -> bool:
    """Tells whether a word is of what may end a body's name: "Ban Chỉ đạo chuyển đổi số"."""
    start, end = words[at].start, words[at].end
    return any(
        text.startswith(tail, begin)
        and not text[begin + len(tail) : begin + len(tail) + 1].isalpha()
        for tail in answer_words().organization_tails
        for begin in range(max(0, end - len(tail)), start + 1)
        if text[begin - 1 : begin] == " "
    )


def _ends_clause(text: str, words: Sequence[Span], at: int) -> bool:
    """Tells whether nothing follows a head in small letters: "của tỉnh, số 28 đại lộ Lê Lợi"."""
    head = text[words[at].start : words[at].end]
    return head.islower() and at + 1 < len(words) and text[words[at + 1].start] in ",;."


def _unnumbered(text: str, words: Sequence[Span], at: int) -> bool:
    """Tells whether "số", "tầng" stand without their number: "tổ công nghệ số bản Na Hin"."""
    if text[words[at].start : words[at].end].lower() not in _ONLY_NUMBERED:
        return False
    if at + 1 == len(words) or not text[words[at + 1].start].isdigit():
        return True
    return bool(_OF_A_DOCUMENT.match(text, words[at + 1].start))


# "số 417/TB-VP" is no house, "Ngày Chuyển đổi số 2024" no number.
_OF_A_DOCUMENT: Final = re.compile(
    r"\d+(?:/\d{4})?[/-][A-ZĐ]|(?:19|20)\d\d(?!\d)(?! (?:đường|phố|đại lộ|quốc lộ))"
)
_ONLY_NUMBERED: Final = frozenset({"số", "tầng"})


def _headed(word: str, heads: frozenset[str]) -> bool:
    first, _, rest = word.partition(" ")
    return bool(rest) and (first in heads or " ".join(word.split()[:2]) in heads)


def _words(text: str) -> list[Span]:
    spans, at = [], 0
    for word in word_tokenize(text):
        start = text.find(word, at)
        if start >= 0:
            at = start + len(word)
            spans.append(Span(start, at))
    return spans
