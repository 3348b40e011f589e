"""Why something could not be fetched or read, in the language of who reads it.

The rooms of `index` say it in one English sentence each. `data/wording/reasons.tsv` has these
with a Vietnamese one beside; `{}` stands for what differs: a number, a name.
"""

from __future__ import annotations

import importlib.resources
import re
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache
from typing import Final

from index.model import Language

_HOLE: Final = "{}"
_FILE: Final = "reasons.tsv"
_ADDRESS: Final = re.compile(r"https?://\S*[^\s:]:? (?=\S)")
_DEEPEST: Final = 4


@dataclass(frozen=True, slots=True)
class _Pair:
    english: re.Pattern[str]
    vietnamese: str


def reason_in(language: Language, reason: str) -> str:
    """Returns a reason in a language; as it is where it has no other words for it.

    >>> reason_in(Language.VIETNAMESE, "https://a.example/1 is not there (404)")
    'https://a.example/1 trang không tồn tại (404)'
    """
    plain = " ".join(reason.split())
    return plain if language is Language.ENGLISH else _vietnamese(plain)


def _vietnamese(plain: str, depth: int = 0) -> str:
    """What stands for a hole may be a reason itself, and so may what follows an address."""
    for pair in _pairs() if depth < _DEEPEST else ():
        if match := pair.english.fullmatch(plain):
            return _filled(pair.vietnamese, [_vietnamese(one, depth + 1) for one in match.groups()])
    if after := _ADDRESS.match(plain):
        return after[0] + _vietnamese(plain[after.end() :], depth + 1)
    return plain


def read_reasons() -> list[tuple[str, str]]:
    """Returns the pairs of sentences, English and Vietnamese."""
    text = (importlib.resources.files("data") / "wording" / _FILE).read_text(encoding="utf-8")
    lines = (line for line in text.splitlines() if line and not line.startswith("#"))
    return [(english, vietnamese) for english, vietnamese in (line.split("\t") for line in lines)]


@cache
def _pairs() -> tuple[_Pair, ...]:
    return tuple(
        _Pair(re.compile(re.escape(english).replace(re.escape(_HOLE), "(.*?)")), vietnamese)
        for english, vietnamese in read_reasons()
    )


def _filled(text: str, values: Sequence[str]) -> str:
    for value in values:
        text = text.replace(_HOLE, value, 1)
    return text
