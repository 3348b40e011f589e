"""The numbers of list items in a DOCX, which it does not hold as text."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from typing import Any, Final

_PLACEHOLDER: Final = re.compile(r"%([1-9])")
_BULLET: Final = "-"
_LETTERS: Final = "abcdefghijklmnopqrstuvwxyz"
_ROMAN: Final = (
    (1000, "m"), (900, "cm"), (500, "d"), (400, "cd"), (100, "c"), (90, "xc"),
    (50, "l"), (40, "xl"), (10, "x"), (9, "ix"), (5, "v"), (4, "iv"), (1, "i"),
)  # fmt: skip
_LEVELS: Final = 9
_LARGEST: Final = 9999


class Numbering:
    """Counts the items of each list and level, as Word does when it shows them."""

    def __init__(self, lists: Mapping[str, Sequence[Sequence[Any]]]) -> None:
        """`lists` maps a list's number to its levels: format, pattern and first number."""
        self._lists = lists
        self._counts: dict[str, dict[int, int]] = {}

    def label(self, number: str, level: int) -> str:
        """Returns what stands before the next item, "1.", "a)" or "-", "" for nothing."""
        levels = self._lists.get(number, ())
        if not 0 <= level < min(len(levels), _LEVELS):
            return ""
        kind, pattern, first = levels[level]
        if kind == "bullet":
            return _BULLET
        counts = self._counts.setdefault(number, {})
        counts[level] = counts.get(level, first - 1) + 1
        for deeper in [other for other in counts if other > level]:
            del counts[deeper]
        return _PLACEHOLDER.sub(lambda match: self._shown(levels, counts, int(match[1])), pattern)

    @staticmethod
    def _shown(levels: Sequence[Sequence[Any]], counts: Mapping[int, int], place: int) -> str:
        level = place - 1
        if level >= len(levels):
            return ""
        kind, _, first = levels[level]
        return _numeral(min(counts.get(level, first), _LARGEST), kind)


def _numeral(number: int, kind: str) -> str:
    """Returns `number` in a format of Word, in digits where it is not one of these."""
    if kind in ("lowerLetter", "upperLetter") and number > 0:
        turn, at = divmod(number - 1, len(_LETTERS))
        text = _LETTERS[at] * min(turn + 1, _LEVELS)
    elif kind in ("lowerRoman", "upperRoman") and number > 0:
        text = ""
        for value, letters in _ROMAN:
            times, number = divmod(number, value)
            text += letters * times
    else:
        return "" if kind == "none" else str(number)
    return text.upper() if kind.startswith("upper") else text
