"""Which of the categories or sources there are is meant by a typed name."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Final
from urllib.parse import urlsplit

from rapidfuzz import fuzz, process

from index.language.normalize import fold
from index.language.tokens import terms_of

# One wrong letter in a short name ("thog bao"), two in a long one.
_NEAR: Final = 85.0
# Fewer letters begin many names.
_LEAST_LETTERS: Final = 3


@dataclass(frozen=True, slots=True)
class Named:
    """The name that is meant by what was typed.

    `exact`: they differ in case, marks, spaces and punctuation alone.
    """

    name: str
    typed: str
    exact: bool


_NOTHING: Final = (0.0, "", "")


class Names:
    """The names that can be meant, those with most articles first."""

    def __init__(self, names: Iterable[str]) -> None:
        self._words: dict[str, tuple[str, ...]] = {}
        for name in names:
            words = _words(name)
            if words:
                self._words.setdefault(name, words)
        self._by_letters: dict[str, str] = {}
        for name, words in self._words.items():
            for key in ("".join(words), _host(name)):
                if key:
                    self._by_letters.setdefault(key, name)

    def exact(self, typed: str) -> str | None:
        """Returns the name that was typed, whatever its case, marks, spaces, punctuation."""
        return self._by_letters.get("".join(_words(typed))) or self._by_letters.get(_host(typed))

    def of(self, runs: Sequence[str]) -> Named | None:
        """Returns the name that is meant, and which of the `runs` of typed words means it.

        One that is a name; else the one that differs least from a name; else the first that is
        a part of one.
        """
        for typed in runs:
            if (name := self.exact(typed)) is not None:
                return Named(name, typed, exact=True)
        near = max((self._nearness(typed) for typed in runs), default=_NOTHING)
        if near[0] >= _NEAR:
            return Named(near[1], near[2], exact=False)
        for typed in runs:
            if (name := self.part_of(typed)) is not None:
                return Named(name, typed, exact=False)
        return None

    def _nearness(self, typed: str) -> tuple[float, str, str]:
        letters = "".join(_words(typed))
        if len(letters) < _LEAST_LETTERS:
            return _NOTHING
        best = process.extractOne(letters, self._by_letters.keys(), scorer=fuzz.ratio)
        return (best[1], self._by_letters[best[0]], typed) if best else _NOTHING

    def part_of(self, typed: str) -> str | None:
        """Returns the name that begins with the words typed, else one that holds them in order."""
        words = _words(typed)
        if len("".join(words)) < _LEAST_LETTERS:
            return None
        for begins in (True, False):
            for name, of_name in self._words.items():
                if _holds(of_name, words, begins=begins):
                    return name
        return None


def _words(name: str) -> tuple[str, ...]:
    return tuple(fold(term) for term in terms_of(name))


def _holds(name: Sequence[str], words: Sequence[str], *, begins: bool) -> bool:
    """Tells whether words stand in a name side by side; the last may be cut short."""
    *whole, last = words
    for at in range(1 if begins else max(0, len(name) - len(words) + 1)):
        place = name[at : at + len(words)]
        if len(place) == len(words) and [*place[:-1]] == whole and place[-1].startswith(last):
            return True
    return False


def _host(name: str) -> str:
    """Returns the host of an address, folded; empty where `name` is none."""
    text = fold(name.strip())
    if re.search(r"[\s\"']", text) or "." not in text:
        return ""
    try:
        host = urlsplit(text if "//" in text else f"//{text}").hostname or ""
    except ValueError:
        return ""
    return host.removeprefix("www.")
