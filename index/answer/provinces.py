"""The provinces of Vietnam, and which of them a question is on.

Names are those of the 63 provinces before the merger of July 2025, by which people still
ask, each with the one of the 34 that it belongs to now.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from enum import StrEnum
from functools import cache
from typing import Final

from index.language.lexicon_file import Key, key_of, lexicon_rows, warn_of_line
from index.language.normalize import fold, has_marks
from index.language.syllable import looks_vietnamese
from index.language.tokens import Token, tokenize

_FILE: Final = "provinces.tsv"


class Alone(StrEnum):
    """When a name means the province without a word like "tỉnh" before it."""

    YES = "yes"
    MARKED = "marked"
    """Typed with tone marks or a capital: "hai phong" is more often two rooms."""
    CUE = "cue"
    """Never: "hòa bình" is peace."""
    NEVER = "never"
    """Its plain name is not even with such a word it: "Hồ Chí Minh" is a person."""


@dataclass(frozen=True, slots=True)
class Province:
    """A province by its name before the merger; `now` is the name of the one it is in.

    `code` is the two digits that stand for it in identity numbers. `names` are the ways to
    write it: "thành phố Hồ Chí Minh", not "Hồ Chí Minh".
    """

    code: str
    name: str
    now: str
    alone: Alone
    names: tuple[Key, ...]


@cache
def provinces() -> tuple[Province, ...]:
    """Returns the 63 provinces of `data/lexicon/provinces.tsv`, read once."""
    found = []
    for number, (code, name, now, alone, aliases, *_rest) in lexicon_rows(_FILE, 5):
        if alone not in set(Alone):
            warn_of_line(_FILE, number, f"{alone!r} is none of {', '.join(Alone)}")
            continue
        ways = aliases.split("|") if alone == Alone.NEVER else [name, *aliases.split("|")]
        keys = tuple(dict.fromkeys(key for key in map(key_of, ways) if key))
        found.append(Province(code, name, now, Alone(alone), keys))
    return tuple(found)


# What says, right before a name, that it is a province's; without marks.
_CUES: Final = re.compile(
    r"(?:^| )(?:tinh|thanh pho|tp|ubnd|hdnd|uy ban nhan dan|hoi dong nhan dan|tinh uy|thanh uy|"
    r"chu tich|bi thu|cong an|toa an|vien kiem sat|dan so|dien tich|"
    r"province of|city of|chairman of|mayor of|secretary of|people of)(?: tinh| thanh pho| tp)? $"
)
# Not so surely: "ở hai phòng". And "Giám đốc Sở Y tế Hà Nội", a few words on.
_HINTS: Final = re.compile(r"(?:^| )(?:cua|o|tai|tu|in|of|so(?: [^\W\d]+){1,5}) $")
# A street, a school or a person may bear a province's name.
_NO_PROVINCE: Final = re.compile(
    r"(?:^| )(?:duong|pho|dai lo|phuong|xa|thon|ban|truong|dai hoc|cao dang|thpt|thcs|bao|cau|cho|"
    r"song|dao|khach san|cong ty|clb|cau lac bo|doi|dong chi|ong|ba|anh|chi|co|chu|chi nhanh|"
    r"street|road|university|school|hotel|bridge|river) $"
)
# Names that go on: the ocean, the battle, the science of the sea.
_LONGER: Final = frozenset(
    {("thai", "binh", "duong"), ("dien", "bien", "phu"), ("hai", "duong", "hoc")}
)
_CITY: Final = frozenset({"thanh", "tp", "tphcm", "hcmc"})
_AFTER_CITY: Final = frozenset({"province", "city"})


def provinces_in(text: str) -> list[Province]:
    """Returns the provinces that a text names.

    >>> [p.name for p in provinces_in("Chủ tịch Hà Nội là ai?")]
    ['Hà Nội']
    >>> provinces_in("Đoàn TNCS Hồ Chí Minh"), provinces_in("số 5 đường Hà Nội")
    ([], [])
    """
    tokens = tokenize(text)
    folded = [token.folded for token in tokens]
    found: list[Province] = []
    at = 0
    while at < len(tokens):
        province, length = _name_at(tokens, folded, at)
        if province is None:
            at += 1
            continue
        if province not in found and _is_meant(text, tokens, at, length, province):
            found.append(province)
        at += length
    return found


@cache
def _by_name() -> dict[tuple[str, ...], list[tuple[Key, Province]]]:
    table: dict[tuple[str, ...], list[tuple[Key, Province]]] = {}
    for province in provinces():
        for key in province.names:
            table.setdefault(tuple(map(fold, key)), []).append((key, province))
    return table


def _name_at(
    tokens: Sequence[Token], folded: Sequence[str], at: int
) -> tuple[Province | None, int]:
    table = _by_name()
    for length in range(min(max(map(len, table)), len(tokens) - at), 0, -1):
        for key, province in table.get(tuple(folded[at : at + length]), ()):
            typed = tokens[at : at + length]
            if all(t.text == k or not has_marks(t.text) for t, k in zip(typed, key, strict=True)):
                return province, length
    return None, 0


def _is_meant(text: str, tokens: Sequence[Token], at: int, length: int, province: Province) -> bool:
    """Tells whether a name that stands at a token means the province."""
    folded = [token.folded for token in tokens[at:]]
    if any(tuple(folded[: len(name)]) == name for name in _LONGER):
        return False
    # "số" is no "sở"; without marks they are one.
    before = "".join(f"{'#' if t.text == 'số' else t.folded} " for t in tokens[max(0, at - 9) : at])
    after = folded[length] if length < len(folded) else ""
    if _CUES.search(before) or folded[0] in _CITY or after in _AFTER_CITY:
        return True
    if _NO_PROVINCE.search(before):
        return False
    cased = not text.isupper() and text[tokens[at].start].isupper()
    hinted = bool(_HINTS.search(before))
    if cased and not hinted and at and _is_name_part(text, tokens[at - 1], tokens[at]):
        return False  # "Lê Hà Giang", "Đại học Quốc gia Hà Nội"
    marked = cased or any(has_marks(token.text) for token in tokens[at : at + length])
    if province.alone is Alone.YES or (province.alone is Alone.MARKED and marked):
        return True
    return province.alone is Alone.CUE and marked and hinted


def _is_name_part(text: str, before: Token, first: Token) -> bool:
    """Tells whether the word before a name is the first part of a longer one."""
    apart = text[before.end : first.start].strip()
    return not apart and text[before.start].isupper() and looks_vietnamese(before.folded)
