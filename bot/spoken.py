"""Which command a message stands for that is typed in words: "tin mới", "delete my data".

The phrases are in `data/wording/spoken.tsv`, where they make up the whole message. Not for:
questions, of which such words may be a part.
"""

from __future__ import annotations

import importlib.resources
import re
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from typing import Final

from index import fold

COURTESY: Final = "courtesy"
"""Stands in the place of a command: what may be around a phrase."""
LONGEST_CHARS: Final = 80
"""Longer messages are none of the phrases, with any courtesy."""
_FILE: Final = "spoken.tsv"
_NO_WORD: Final = re.compile(r"[^\w\s]|_")


@dataclass(frozen=True, slots=True)
class Spoken:
    """Phrases as keys, with the Vietnamese name of the command that each stands for."""

    commands: Mapping[str, str]
    courtesy: re.Pattern[str]


def command_meant(text: str) -> str | None:
    """Returns the Vietnamese name of the command that a message stands for.

    >>> command_meant("Cho tôi xem TIN MỚI nhé!"), command_meant("what's new?")
    ('moi', 'moi')
    >>> command_meant("/quên tôi"), command_meant("Tin mới về lúa là gì?")
    ('quentoi', None)
    """
    if len(text) > LONGEST_CHARS:
        return None
    spoken, key = phrases(), key_of(text)
    return spoken.commands.get(key) or spoken.commands.get(spoken.courtesy.sub("", key))


@cache
def phrases() -> Spoken:
    """Returns the phrases, read once."""
    found = dict(read_phrases())
    courtesies = sorted(map(key_of, found.pop(COURTESY)), key=len, reverse=True)
    around = "|".join(map(re.escape, courtesies))
    return Spoken(
        {key_of(phrase): command for command, several in found.items() for phrase in several},
        re.compile(rf"^(?:(?:{around}) )+|(?: (?:{around}))+$"),
    )


def read_phrases() -> list[tuple[str, list[str]]]:
    """Returns the commands with their phrases as they stand in the file."""
    text = (importlib.resources.files("data") / "wording" / _FILE).read_text(encoding="utf-8")
    lines = [line for line in text.splitlines()[1:] if line and not line.startswith("#")]
    rows = (line.split("\t") for line in lines)
    return [(command, several.split("|")) for command, several in rows]


def key_of(text: str) -> str:
    """Returns a text as phrases are compared: folded words with one space between them."""
    return " ".join(_NO_WORD.sub("", fold(text)).split())
