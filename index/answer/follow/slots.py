"""What of a question may be exchanged for another: a post, a year, a prize, a place, a person.

The same finders read the last question and the new message, so that like meets like.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from enum import StrEnum
from typing import Final

from index.answer.follow.extents import name_end
from index.answer.follow.line import Line
from index.answer.follow.people import find_persons
from index.answer.follow.posts import find_posts
from index.answer.follow.times import canonical, find_times
from index.answer.follow.words import follow_words
from index.language.lexicon import Lexicon
from index.language.normalize import fold

# Names of districts and communes have two syllables, a few have three.
_PLACE_SYLLABLES: Final = (2, 3)


class SlotKind(StrEnum):
    """What a slot of a question holds."""

    YEAR = "year"
    TERM = "term"
    ORDINAL = "ordinal"
    QUARTER = "quarter"
    MONTH = "month"
    DATE = "date"
    DAY = "day"
    PART = "part"
    POST = "post"
    PRIZE = "prize"
    PIECE = "piece"
    """A numbered piece of something: "bảng B", "điều 5"."""
    PLACE = "place"
    BODY = "body"
    PERSON = "person"


TIMES: Final = frozenset(
    {SlotKind.YEAR, SlotKind.TERM, SlotKind.ORDINAL, SlotKind.QUARTER, SlotKind.MONTH,
     SlotKind.DATE, SlotKind.DAY, SlotKind.PART}
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class Slot:
    """Something exchangeable in a line: tokens `first` to `end` (exclusive).

    `value` says what it is whatever the spelling; two slots with the same `family` may
    stand in for one another. `vietnamese` and `english` are how it is put into a question;
    None where that language has no words for it.
    """

    kind: SlotKind
    first: int
    end: int
    family: object
    value: object
    vietnamese: str | None
    english: str | None = None
    named: bool = True
    """False for the head of a name alone: "sở", "huyện"."""


def slots_in(line: Line, lexicon: Lexicon) -> list[Slot]:
    """Returns all slots of a line in order. Names may hold others: "chi đoàn Sở Y tế"."""
    found = list(_times(line))
    found += _free(_prizes_and_pieces(line), found)
    found += _free(_posts(line, lexicon), found)
    found += _free(_persons(line), found)
    taken = {at for slot in found for at in range(slot.first, slot.end)}
    found += _names(line, taken)
    return sorted(found, key=lambda slot: (slot.first, -slot.end))


def _free(slots: Iterator[Slot], taken: list[Slot]) -> list[Slot]:
    return [
        slot for slot in slots
        if not any(slot.first < other.end and other.first < slot.end for other in taken)
    ]  # fmt: skip


def _times(line: Line) -> Iterator[Slot]:
    for time in find_times(line):
        kind = SlotKind(time.kind)
        yield Slot(kind, time.first, time.end, kind, time.value, time.vietnamese, time.english)


# --- prizes and numbered pieces --------------------------------------------------------

_PRIZE: Final = re.compile(
    r"(?<!\S)(?:giai (?:nhat|nhi|ba|tu|khuyen khich|dac biet|vang|bac|dong|phu|[abc])|"
    r"huy chuong (?:vang|bac|dong)|(?:the )?(?:first|second|third|consolation|special) prize)(?!\S)"
)
_PRIZES: Final = {
    "first": ("giải nhất", "first prize"), "second": ("giải nhì", "second prize"),
    "third": ("giải ba", "third prize"), "consolation": ("giải khuyến khích", "consolation prize"),
    "special": ("giải đặc biệt", "special prize"),
}  # fmt: skip
_PIECE: Final = re.compile(
    r"(?<!\S)(?:bang|lop|dieu|chuong|hang|nhom|dot|vong|tang|muc) "
    r"(?:[a-d]|\d{1,3}|[ivx]+|loai|ban ket|chung ket)(?!\S)"
)


def _prizes_and_pieces(line: Line) -> Iterator[Slot]:
    for first, end in line.find(_PRIZE):
        words = [token.folded for token in line.tokens[first:end]]
        name = next(
            (n for n, (vi, _) in _PRIZES.items() if n in words or fold(vi) == " ".join(words)), None
        )
        vi, en = _PRIZES[name] if name else (canonical(line, first, end), None)
        at = first + (words[0] == "the")
        yield Slot(SlotKind.PRIZE, at, end, SlotKind.PRIZE, name or " ".join(words), vi, en)
    for first, end in line.find(_PIECE):
        words = [token.folded for token in line.tokens[first:end]]
        yield Slot(SlotKind.PIECE, first, end, (SlotKind.PIECE, words[0]), " ".join(words[1:]),
                   canonical(line, first, end))  # fmt: skip


def _posts(line: Line, lexicon: Lexicon) -> Iterator[Slot]:
    for post in find_posts(line, lexicon):
        yield Slot(SlotKind.POST, post.first, post.end, SlotKind.POST, post.name,
                   post.vietnamese, post.english)  # fmt: skip


# --- people ----------------------------------------------------------------------------


def _persons(line: Line) -> Iterator[Slot]:
    honorific = follow_words()["names.honorifics"]
    for first, end in find_persons(line):
        start = first - honorific.match_before(line, first)
        yield Slot(SlotKind.PERSON, start, end, SlotKind.PERSON,
                   tuple(token.folded for token in line.tokens[first:end]),
                   line.piece(start, end), line.piece(first, end))  # fmt: skip


# --- places and bodies -----------------------------------------------------------------


def _names(line: Line, taken: set[int]) -> Iterator[Slot]:
    for at in range(len(line.tokens)):
        if at not in taken:
            yield from _name_at(line, at, taken)


def _name_at(line: Line, at: int, taken: set[int]) -> Iterator[Slot]:
    words = follow_words()
    for level, heads in enumerate(words.levels):
        if length := heads.match(line, at, lenient=False):
            end = _place_end(line, at + length, taken)
            yield _name(line, SlotKind.PLACE, at, at + length, end, level)
            return
    length = words["names.bodies"].match(line, at, lenient=False)
    if length == 1 and line.bare and not _is_bare_head(line, at):
        return
    if length and not words["names.no_bodies"].match(line, at, lenient=False):
        end = name_end(line, at + length, taken)
        head = tuple(token.folded for token in line.tokens[at : at + length])
        yield _name(line, SlotKind.BODY, at, at + length, end, head)


def _is_bare_head(line: Line, at: int) -> bool:
    """Tells "giam doc so", where "so" is "sở", from "chuyen doi so", where it is "số"."""
    words = follow_words()
    if not words["names.bare_heads"].match(line, at):
        return False
    before = ("names.alone", "names.posts", "message.glue", "message.openings")
    return at == 0 or any(words[name].match_before(line, at) for name in before)


def _name(line: Line, kind: SlotKind, at: int, head: int, end: int, family: object) -> Slot:
    named = end > head or (
        kind is SlotKind.BODY and follow_words()["names.alone"].match(line, at, head) > 0
    )
    value = tuple(token.folded for token in line.tokens[at:end])
    return Slot(kind, at, end, (kind, family), value, line.piece(at, end), named=named)


def _place_end(line: Line, at: int, taken: set[int]) -> int:
    """Returns where the name of a place ends that begins at `at`."""
    end = name_end(line, at, taken)
    if line.cased and at < end:
        if not line.is_capitalized(at):
            return at
        capitals = at
        while capitals < end and line.is_capitalized(capitals) and line.gap(capitals) in (" ", "-"):
            capitals += 1
        return max(capitals, at + 1)
    return end if end - at <= _PLACE_SYLLABLES[1] else at + _PLACE_SYLLABLES[0]
