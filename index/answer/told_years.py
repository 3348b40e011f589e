"""Which year a sentence is on."""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import Final

from index.language.dates import find_year_spans

_YEAR_TOLD: Final = re.compile(r"(?<![\d/.-])(?:19|20)\d\d(?![\d/])")
_YEAR_COMPARED: Final = re.compile(r"(?:so với|thay cho|hơn)(?: cùng kỳ)?(?: năm)? *$")
_YEAR_BORN: Final = re.compile(r"(?<!\w)sinh(?: ngày| năm)?[ \d/.-]*$")
# "30/9/2022", "tháng 6/2024", "quý I/2024".
_YEAR_DATED: Final = re.compile(r"(?<=[\dIVX][/.-])(?:19|20)\d\d(?![\d/])")
_DOCUMENT_DAY: Final = re.compile(r"/[A-ZĐ][\w&-]*\s*,?\s*(?:ký\s*)?(?:ngày\s*)?[\d/.-]*$")


def tells_other_year(text: str, asked: Sequence[int]) -> bool:
    """Tells whether a sentence names years, but none that is asked.

    A year it only compares with ("tăng 3 bậc so với năm 2018") is not its own, nor is one of
    birth. A full date is of its year; but what only it names is no other year, for news of
    one year are published in the next.
    """
    told = _years(text, _YEAR_TOLD)
    spans = [range(s.first, s.last + 1) for s in find_year_spans(text)]
    asks = set(asked)
    if any(year in span for year in asks for span in spans) or told & asks:
        return False
    if _years(text, _YEAR_DATED) & asks:
        return False
    named = {year for year in asks if str(year) in text}
    compared = any(_YEAR_COMPARED.search(text[:at]) for at in _places(text, named))
    return bool(told or spans or compared)


def _years(text: str, pattern: re.Pattern[str]) -> set[int]:
    """Returns the years that a sentence is on: not compared with, of birth, of a document."""
    return {
        int(match.group())
        for match in pattern.finditer(text)
        if not any(
            other.search(text[max(0, match.start() - 40) : match.start()])
            for other in (_YEAR_COMPARED, _YEAR_BORN, _DOCUMENT_DAY)
        )
    }


def _places(text: str, years: set[int]) -> list[int]:
    return [m.start() for year in years for m in re.finditer(str(year), text)]
