"""The pages of a PDF as its child process tells them: runs of text and rules, with places.

Here y grows downwards, as one reads.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from math import isfinite
from typing import Any, Final

from index.documents.old_fonts import SOFT_HYPHEN, runs_to_unicode
from index.language.normalize import nfc

# A letter's box is never flatter; degenerate ones would make every gap a wide one.
_LEAST_HEIGHT_PT: Final = 1.0


@dataclass(frozen=True, slots=True)
class Box:
    """A rectangle on a page, in points."""

    left: float
    top: float
    right: float
    bottom: float

    @property
    def height(self) -> float:
        """Its height; of text, about 1.3 times the size of the letters."""
        return max(self.bottom - self.top, _LEAST_HEIGHT_PT)

    @property
    def middle(self) -> float:
        """The y of its middle."""
        return (self.top + self.bottom) / 2

    def around(self, other: Box) -> Box:
        """Returns the smallest box around this one and `other`."""
        return Box(
            min(self.left, other.left),
            min(self.top, other.top),
            max(self.right, other.right),
            max(self.bottom, other.bottom),
        )


@dataclass(frozen=True, slots=True)
class Run:
    """Characters side by side on one line, without a wide gap."""

    text: str
    box: Box


@dataclass(frozen=True, slots=True)
class Page:
    """One page. `rules` are drawn lines, level (top == bottom) or upright (left == right)."""

    width: float
    height: float
    picture: bool
    runs: tuple[Run, ...]
    rules: tuple[Box, ...]


def pages_of(told: Sequence[Mapping[str, Any]]) -> list[Page]:
    """Returns the pages that the child told, their text in Unicode and NFC."""
    texts = iter(runs_to_unicode([(row[0], row[5]) for page in told for row in page["runs"]]))
    pages = []
    for page in told:
        height = float(page["height"])
        runs = []
        for row in page["runs"]:
            text, box = _clean(next(texts)), _box(row[1:5], height)
            if text and box is not None:
                runs.append(Run(text, box))
        rules = [box for rule in page["rules"] if (box := _box(rule, height)) is not None]
        size = float(page["width"]), height
        pages.append(Page(*size, bool(page["picture"]), tuple(runs), tuple(rules)))
    return pages


def _box(edges: Sequence[float], height: float) -> Box | None:
    left, bottom, right, top = map(float, edges)
    if not all(map(isfinite, (left, bottom, right, top, height))):
        return None
    return Box(left, height - top, right, height - bottom)


def _clean(text: str) -> str:
    """Returns `text` without characters that are no text; a hyphen at its end is kept."""
    shown = "".join(c for c in text if c.isprintable() or c == SOFT_HYPHEN)
    inner = shown[:-1].replace(SOFT_HYPHEN, "") + shown[-1:]
    return " ".join(nfc(inner).split())
