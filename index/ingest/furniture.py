"""Which lines of a saved page are site furniture? Patterns of data/lexicon/furniture.toml."""

from __future__ import annotations

import re
import tomllib
from dataclasses import dataclass
from enum import StrEnum
from functools import cache, lru_cache
from importlib import resources
from typing import Final


class Role(StrEnum):
    """What a kind of furniture does to the text around it."""

    LINE = "lines"
    """Stands alone, and goes wherever it stands."""
    LABEL = "labels"
    """A menu entry: goes in runs, or outside the article."""
    HEAD = "heads"
    """Opens a block that goes with it."""
    CONTACT = "contact"
    """A footer's line that articles have too: goes below the article only."""


@dataclass(frozen=True, slots=True)
class Furniture:
    """What a line is: its role, and its kind as the table names it."""

    role: Role
    kind: str


# After these heads nothing of the article follows.
CLOSING_KINDS: Final = frozenset({"comments", "footer", "links", "poll"})
# Lines that only a site's footer has.
FOOTER_KINDS: Final = frozenset({"copyright", "licence", "responsible", "footer"})
# No pattern is meant for more; a paragraph is never matched against them.
_LONGEST: Final = 320
# One page's lines are judged several times over.
_REMEMBERED: Final = 8192
_EDGES: Final = re.compile(r"^[\s•·▪►▸▶■□●○◦»›>*|+–—\-]+|[\s•·▪►▸▶■●»›|]+$")
# Text browsers number the links: "[12]Zalo".
_LINK_MARK: Final = re.compile(r"\[\d{1,3}\](?=\w)")
_LONGEST_BAR: Final = 16
_PIECES: Final = re.compile(r"\s*[|·•]\s*|\t+|\s{3,}|\s+/\s+")
_PAIR: Final = 2
_MOST_OF_A_BAR: Final = 0.6
_LISTED: Final = re.compile(r"^\s*[-–+*]\s")


def classify(line: str) -> Furniture | None:
    """Returns what furniture `line` is, or None for a line that may be of an article.

    A line of several pieces ("In trang | Gửi email") is furniture when all of them are, a
    bar of three or more when most are.
    """
    return None if len(line) > _LONGEST else _judged(line)


@lru_cache(maxsize=_REMEMBERED)
def _judged(line: str) -> Furniture | None:
    line = _LINK_MARK.sub("", line)
    whole = _classify(line)
    if whole is not None:
        return whole
    if len(line.split()) <= _LONGEST_BAR and _button_bar().fullmatch(line):
        return Furniture(Role.LINE, "share")
    pieces = [piece for piece in _PIECES.split(line.strip()) if piece]
    if len(pieces) < _PAIR:
        return None
    found = [kind for kind in map(_classify, pieces) if kind is not None]
    enough = len(pieces) if len(pieces) == _PAIR else len(pieces) * _MOST_OF_A_BAR
    if len(found) < enough:
        return None
    labels = all(kind.role in (Role.LABEL, Role.HEAD) for kind in found)
    return Furniture(Role.LINE, "bar") if labels else found[0]


def _classify(line: str) -> Furniture | None:
    bare = _EDGES.sub("", line)
    if not bare:
        # Bullets and rules alone carry nothing.
        return Furniture(Role.LINE, "rule") if line.strip() else None
    for role, kind, pattern in _patterns():
        if pattern.fullmatch(bare):
            # "- Trang chủ" is a menu's line, "- Địa chỉ: ..." and
            # "- Tài liệu kèm theo" may be of a list.
            if (role is Role.CONTACT or kind == "attachments") and _LISTED.match(line):
                continue
            return Furniture(role, kind)
    return None


@cache
def _table() -> dict[str, dict[str, list[str]]]:
    text = resources.files("data").joinpath("lexicon/furniture.toml").read_text("utf-8")
    return tomllib.loads(text)


@cache
def element_names() -> frozenset[str]:
    """Returns the words in an HTML element's class or id that tell furniture."""
    return frozenset(_table()["html"]["names"])


@cache
def _button_bar() -> re.Pattern[str]:
    words = sorted(_table()["buttons"]["words"], key=len, reverse=True)
    either = "|".join(re.escape(word) for word in words)
    # Possessive, so that a long line of almost buttons is given up at once.
    return re.compile(rf"[\W_\d]*+(?:(?>{either})(?!\w)[\W_\d]*+)++", re.IGNORECASE)


@cache
def _patterns() -> tuple[tuple[Role, str, re.Pattern[str]], ...]:
    # Heads go first: "Bình luận" opens the comments before it is a button for sharing.
    order = (Role.HEAD, Role.LINE, Role.LABEL, Role.CONTACT)
    return tuple(
        (role, kind, re.compile("|".join(f"(?:{form})" for form in forms), re.IGNORECASE))
        for role in order
        for kind, forms in _table()[role.value].items()
    )
