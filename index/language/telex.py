"""Telex and VNI keys that stayed in a text: "bis thuw" and "bi1 thu7" are "bí thư".

The keys are read as the input methods read them, one after the other. What comes out need
not be a word: who uses it checks that.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from functools import lru_cache
from typing import Final

from index.language.spelling import (
    BREVE,
    CIRCUMFLEX,
    HORN,
    NO_MARK,
    STROKE,
    Spelling,
    spelling_of,
)

_VOWELS: Final = frozenset("aeiouy")
_TELEX_TONES: Final = {"f": "`", "s": "'", "r": "?", "x": "~", "j": "."}
_VNI_TONES: Final = {"2": "`", "1": "'", "3": "?", "4": "~", "5": "."}
# Longer than any syllable with its keys ("nghieengs").
_LONGEST: Final = 12
_CACHED: Final = 1 << 12
# No Vietnamese word ends in these letters: there, they are Telex keys.
_TELEX_KEY: Final = re.compile(r"[sfrxjw]|aa|ee|oo|dd|[aeo].*[aeo]|d.+d")
_VNI_KEY: Final = re.compile(r"[^\W\d_]+\d")


class _Typed:
    """The word as the input method has it so far."""

    def __init__(self, tone: str) -> None:
        self.letters: list[str] = []
        self.marks: list[str] = []
        self.tone = tone
        self.keys = 0

    def add(self, letter: str, mark: str = NO_MARK) -> None:
        self.letters.append(letter)
        self.marks.append(mark)

    @property
    def has_vowel(self) -> bool:
        return any(letter in _VOWELS for letter in self.letters)

    def give_tone(self, tone: str) -> bool:
        if not self.has_vowel or self.tone not in ("", tone):
            return False
        self.tone = tone
        self.keys += 1
        return True

    def mark(self, letters: str, mark: str) -> bool:
        """Marks the last bare letter that is one of `letters`."""
        for at in range(len(self.letters) - 1, -1, -1):
            if self.letters[at] in letters and self.marks[at] == NO_MARK:
                self.marks[at] = mark
                self.keys += 1
                return True
        return False

    def horn(self) -> bool:
        """Gives "uo" two horns, else the last "u" or "o" one."""
        line = "".join(self.letters)
        at = line.rfind("uo")
        if at >= 0 and line[at - 1 : at] != "q" and self.marks[at + 1] in (NO_MARK, HORN):
            done = self.marks[at : at + 2] == [HORN, HORN]
            self.marks[at : at + 2] = [HORN, HORN]
            self.keys += 1
            return not done
        return self.mark("uo", HORN)

    def pair_horns(self) -> None:
        """Makes "ươ" of "ưo" and "uơ" before a letter, and "uơ" of it at the end ("thuở")."""
        at = "".join(self.letters).rfind("uo")
        if at < 0 or HORN not in self.marks[at : at + 2] or self.letters[at - 1 : at] == ["q"]:
            return
        last = at + 2 == len(self.letters)
        self.marks[at : at + 2] = [NO_MARK if last else HORN, HORN]


@lru_cache(maxsize=_CACHED)
def telex(word: str) -> Spelling | None:
    """Returns a word as the Telex keys in it spell it, None where there are none.

    >>> telex("ddoanf") == spelling_of("đoàn"), telex("huyênj") == spelling_of("huyện")
    (True, True)
    >>> telex("thanh") is None
    True
    """
    return _read(word, _telex_key) if _TELEX_KEY.search(word) else None


@lru_cache(maxsize=_CACHED)
def vni(word: str) -> Spelling | None:
    """Returns a word as the VNI keys in it spell it, None where there are none.

    >>> vni("d9oan2") == spelling_of("đoàn"), vni("5g") is None
    (True, True)
    """
    return _read(word, _vni_key) if _VNI_KEY.match(word) else None


def _read(word: str, press: Callable[[_Typed, str], bool]) -> Spelling | None:
    if len(word) > _LONGEST:
        return None
    plain = spelling_of(word)
    typed = _Typed(plain.tone)
    for letter, mark in zip(plain.letters, plain.marks, strict=True):
        if mark != NO_MARK or not press(typed, letter):
            if letter.isdigit():
                return None
            typed.add(letter, mark)
    if not typed.keys or not typed.has_vowel:
        return None
    typed.pair_horns()
    return Spelling("".join(typed.letters), "".join(typed.marks), typed.tone)


def _telex_key(typed: _Typed, key: str) -> bool:
    """Presses one key; False where it is a letter and no more."""
    last = typed.letters[-1] if typed.letters else ""
    if key in _TELEX_TONES:
        return typed.give_tone(_TELEX_TONES[key])
    if key == "w":
        if not typed.has_vowel:
            typed.add("u", HORN)
            typed.keys += 1
            return True
        if last == "a" and typed.mark("a", BREVE):
            return True
        return typed.horn() or typed.mark("a", BREVE)
    if key in "aeo":
        # "vieejt" and "vietej", not "khoeo": right after its twin or after the end of the word.
        near = last == key or (last and last not in _VOWELS and typed.has_vowel)
        return bool(near) and typed.mark(key, CIRCUMFLEX)
    if key == "d" and typed.letters[:1] == ["d"] and typed.marks[0] == NO_MARK:
        typed.marks[0] = STROKE
        typed.keys += 1
        return True
    return False


def _vni_key(typed: _Typed, key: str) -> bool:
    if key in _VNI_TONES:
        return typed.give_tone(_VNI_TONES[key])
    if key == "6":
        return typed.mark("aeo", CIRCUMFLEX)
    if key == "7":
        return typed.horn()
    if key == "8":
        return typed.mark("a", BREVE)
    if key == "9":
        return typed.mark("d", STROKE)
    return False
