"""What is left in a text that was typed with the input method, Telex or VNI, switched off.

Slips as those of `benchmarks.slips`: each takes a text and a source of chance.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Callable, Mapping
from random import Random
from typing import Final

from index.language.normalize import nfc

WORD: Final = re.compile(r"[^\W\d_]+")
TONES: Final = "\u0300\u0301\u0309\u0303\u0323"  # huyền, sắc, hỏi, ngã, nặng
_TELEX_TONES: Final = dict(zip(TONES, "fsrxj", strict=True))
_VNI_TONES: Final = dict(zip(TONES, "21345", strict=True))
_TELEX_LETTERS: Final = {"ă": "aw", "â": "aa", "ê": "ee", "ô": "oo", "ơ": "ow", "ư": "uw",
                         "đ": "dd"}  # fmt: skip
_VNI_LETTERS: Final = {"ă": "a8", "â": "a6", "ê": "e6", "ô": "o6", "ơ": "o7", "ư": "u7",
                       "đ": "d9"}  # fmt: skip
_SHARE: Final = 0.33


def each_word(text: str, change: Callable[[str], str]) -> str:
    """Returns the text with each of its words changed."""
    return WORD.sub(lambda match: change(match.group()), text)


def split_tone(word: str) -> tuple[str, str]:
    """Returns a word without its tone, in NFC, and the tone mark or nothing."""
    decomposed = unicodedata.normalize("NFD", word)
    tone = next((c for c in decomposed if c in TONES), "")
    return nfc(decomposed.replace(tone, "")) if tone else word, tone


def _typed(word: str, letters: Mapping[str, str], tones: Mapping[str, str], chance: Random) -> str:
    bare, tone = split_tone(word.lower())
    keys = "".join(letters.get(c, c) for c in bare)
    keys = keys.replace("uwow", "uow").replace("u7o7", "uo7")
    typed = keys + tones.get(tone, "")
    # Most people give the tone last, some right after the vowel.
    vowels = list(re.finditer(r"[aeiouy][aeow678]?", keys))
    if tone and vowels and chance.random() < 0.2:
        at = vowels[-1].end()
        typed = keys[:at] + tones[tone] + keys[at:]
    if len(word) > 1 and word.isupper():
        return typed.upper()
    return typed.capitalize() if word[:1].isupper() else typed


def telex(text: str, chance: Random) -> str:
    """The whole text as typed with the Telex input method switched off."""
    return each_word(text, lambda word: _typed(word, _TELEX_LETTERS, _TELEX_TONES, chance))


def vni(text: str, chance: Random) -> str:
    """The whole text as typed with the VNI input method switched off."""
    return each_word(text, lambda word: _typed(word, _VNI_LETTERS, _VNI_TONES, chance))


def telex_mixed(text: str, chance: Random) -> str:
    """A third of the words in Telex keys; half of these only in their tone ("huyênj")."""

    def change(word: str) -> str:
        if chance.random() >= _SHARE:
            return word
        if chance.random() < 0.5:
            bare, tone = split_tone(word)
            return bare + _TELEX_TONES.get(tone, "")
        return _typed(word, _TELEX_LETTERS, _TELEX_TONES, chance)

    return each_word(text, change)


def vni_mixed(text: str, chance: Random) -> str:
    """A third of the words in VNI keys."""
    return each_word(
        text,
        lambda word: (
            _typed(word, _VNI_LETTERS, _VNI_TONES, chance) if chance.random() < _SHARE else word
        ),
    )
