"""The letters, marks and tone of a typed word, and whether they make a Vietnamese syllable.

Knows no vocabulary: "thuang" can be told from "thuong" by the rules of the spelling alone.
"""

from __future__ import annotations

import re
import unicodedata
from dataclasses import dataclass
from functools import lru_cache
from typing import Final

TONES: Final = {"\u0300": "`", "\u0301": "'", "\u0309": "?", "\u0303": "~", "\u0323": "."}
"""Combining tone marks and the sign that stands for each in a `Spelling`."""
NO_TONE: Final = ""
NO_MARK: Final = "-"
ANY_MARK: Final = "*"
"""The mark of a letter that was never typed: a guess may give it any."""
CIRCUMFLEX: Final = "^"
BREVE: Final = "("
HORN: Final = "+"
STROKE: Final = "/"
_MARKS: Final = {"\u0302": CIRCUMFLEX, "\u0306": BREVE, "\u031b": HORN}
_CACHED: Final = 1 << 14

_ONSET: Final = r"(?:ngh|ng|nh|ch|gh|gi|kh|ph|qu|th|tr|[bcdđghklmnpqrstvx])?"
# Rhymes by their first letters, as the spelling allows them; "y" also stands for "i".
_RHYMES: Final = (
    "a(?:ch|c|i|m|ng|nh|n|o|p|t|u|y)?|ă(?:c|m|ng|n|p|t)|â(?:c|m|ng|n|p|t|u|y)|"
    "e(?:c|m|ng|n|o|p|t)?|ê(?:ch|m|nh|n|p|t|u)?|"
    "[iy](?:a|ch|m|nh|n|p|t|u)?|[iy]ê(?:c|m|ng|n|p|t|u)|"
    "o(?:c|i|m|ng|n|p|t)?|oo(?:c|ng)|o(?:a|ă|e)(?:ch|c|i|m|ng|nh|n|o|p|t|y)?|"
    "ô(?:c|i|m|ng|n|p|t)?|ơ(?:i|m|n|p|t)?|"
    "u(?:a|c|i|m|ng|n|p|t)?|uâ(?:ng|n|t|y)|uê(?:ch|nh)?|uơ|uô(?:c|i|m|ng|n|t)|"
    "u(?:y|ya|ych|ynh|yn|yp|yt|yu|yên|yêt)|"
    "ư(?:a|c|i|m|ng|n|t|u)?|ươ(?:c|i|m|ng|n|p|t|u)"
)
_SYLLABLE: Final = re.compile(rf"{_ONSET}(?:{_RHYMES})")
_QU: Final = re.compile(r"qu(?:[aăâeêiôơy].*)")
_CODA: Final = re.compile(r"(?:ch|[cpt])$")


@dataclass(frozen=True, slots=True)
class Spelling:
    """A word taken apart.

    `letters` are without marks ("duong"), `marks` say what each letter carries ("/-++-" is
    the "đươ" of "đường"), `tone` is one sign of `TONES` or nothing. Where the tone stands in
    the word is not told: "naò" and "nào" are spelled the same.
    """

    letters: str
    marks: str
    tone: str = NO_TONE


@lru_cache(maxsize=_CACHED)
def spelling_of(word: str) -> Spelling:
    """Returns a word of letters taken apart; of several tones the last counts.

    >>> spelling_of("đường")
    Spelling(letters='duong', marks='/++--', tone='`')
    """
    letters: list[str] = []
    marks: list[str] = []
    tone = NO_TONE
    for char in unicodedata.normalize("NFD", word.lower()):
        if char in TONES:
            tone = TONES[char]
        elif char in _MARKS and marks:
            marks[-1] = _MARKS[char]
        elif char == "đ":
            letters.append("d")
            marks.append(STROKE)
        elif not unicodedata.combining(char):
            letters.append(char)
            marks.append(NO_MARK)
    return Spelling("".join(letters), "".join(marks), tone)


def is_bare(word: str) -> bool:
    """Tells whether a word in lower case carries no marks at all."""
    return word.isascii() or spelling_of(word).letters == word


@lru_cache(maxsize=_CACHED)
def is_syllable(word: str) -> bool:
    """Tells whether a word can be a Vietnamese syllable, wherever its tone stands.

    >>> is_syllable("nghiêng"), is_syllable("thnág"), is_syllable("nhâp"), is_syllable("ngaỳ")
    (True, False, False, True)
    """
    toneless = "".join(
        char for char in unicodedata.normalize("NFD", word.lower()) if char not in TONES
    )
    base = unicodedata.normalize("NFC", toneless)
    if not (_SYLLABLE.fullmatch(base) or (_QU.fullmatch(base) and _SYLLABLE.fullmatch(base[1:]))):
        return False
    # Syllables that end in a stop have one of two tones: "nhâp" lacks its own.
    return not _CODA.search(base) or spelling_of(word).tone in ("'", ".")
