"""Slips of typing, made by rule from clean Vietnamese text, for `benchmarks.typing`.

Each kind is a function of a text and a source of chance; the same seed gives the same slips.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Callable, Mapping
from functools import cache
from importlib.resources import files
from random import Random
from typing import Final

from benchmarks.input_methods import (
    TONES,
    WORD,
    each_word,
    split_tone,
    telex,
    telex_mixed,
    vni,
    vni_mixed,
)
from index.language.normalize import fold, nfc

Slip = Callable[[str, Random], str]

_HOI_NGA: Final = str.maketrans("\u0309\u0303", "\u0303\u0309")
# One slip in so many words, but one at least.
_WORDS_A_SLIP: Final = 6


def _some(text: str, chance: Random, fits: Callable[[str], bool], change: Slip) -> str:
    """Changes one in six of the words that fit, and at least one of them."""
    words = [match.span() for match in WORD.finditer(text)]
    fit = [span for span in words if fits(text[slice(*span)])]
    for start, end in sorted(chance.sample(fit, min(len(fit), 1 + len(words) // _WORDS_A_SLIP)),
                             reverse=True):  # fmt: skip
        text = text[:start] + change(text[start:end], chance) + text[end:]
    return text


def _is_long(word: str) -> bool:
    """Tells whether letters can slip in a word; abbreviations are left alone."""
    return len(word) >= 3 and not word.isupper()


# --- marks ----------------------------------------------------------------------------


def half_marks(text: str, chance: Random) -> str:
    """Takes the marks off every other word, by chance."""
    return each_word(text, lambda word: fold_case(word) if chance.random() < 0.5 else word)


def fold_case(text: str) -> str:
    """Takes the marks off and keeps capitals."""
    return "".join(
        fold(c).upper() if c.isupper() else fold(c) for c in unicodedata.normalize("NFC", text)
    )


def wrong_tone(text: str, chance: Random) -> str:
    """Swaps hỏi and ngã, as the South pronounces them; else gives one word another tone."""

    def other(word: str, _: Random) -> str:
        bare, tone = split_tone(word)
        decomposed = unicodedata.normalize("NFD", word)
        at = len(nfc(decomposed[: decomposed.index(tone) + 1]))
        return nfc(bare[:at] + chance.choice([t for t in TONES if t != tone]) + bare[at:])

    swapped = unicodedata.normalize("NFD", text).translate(_HOI_NGA)
    if nfc(swapped) != nfc(text):
        return nfc(swapped)
    return _some(text, chance, lambda word: bool(split_tone(word)[1]), other)


def misplaced_tone(text: str, chance: Random) -> str:
    """Puts the tone of some words on the vowel beside ("ngaỳ", "taị")."""

    def moved(word: str, _: Random) -> str:
        bare, tone = split_tone(word)
        places = [i for i, c in enumerate(bare) if fold(c) in "aeiouy"]
        wrong = [nfc(bare[: i + 1] + tone + bare[i + 1 :]) for i in places]
        return chance.choice([form for form in wrong if form != nfc(word)] or [word])

    def fits(word: str) -> bool:
        return bool(split_tone(word)[1]) and len(re.findall("[aeiouy]", fold(word))) > 1

    return _some(text, chance, fits, moved)


# --- letters and spaces ---------------------------------------------------------------


def missing_letter(text: str, chance: Random) -> str:
    """Leaves a letter out of some words ("phòg")."""

    def change(word: str, chance: Random) -> str:
        at = chance.randrange(1, len(word))
        return word[:at] + word[at + 1 :]

    return _some(text, chance, _is_long, change)


def doubled_letter(text: str, chance: Random) -> str:
    """Doubles a letter of some words ("chậmm")."""

    def change(word: str, chance: Random) -> str:
        at = chance.randrange(len(word))
        return word[: at + 1] + word[at].lower() + word[at + 1 :]

    return _some(text, chance, _is_long, change)


def swapped_letters(text: str, chance: Random) -> str:
    """Swaps two letters side by side in some words ("thnág")."""

    def change(word: str, chance: Random) -> str:
        at = chance.randrange(len(word) - 1)
        swapped = word[:at] + word[at + 1] + word[at] + word[at + 2 :]
        return swapped.capitalize() if word[0].isupper() else swapped

    return _some(text, chance, _is_long, change)


def lost_spaces(text: str, chance: Random) -> str:
    """Takes out one in six of the spaces between words, and at least one."""
    places = [m.start() for m in re.finditer(r"(?<=[^\W\d_]) (?=[^\W\d_])", text)]
    lost = chance.sample(places, min(len(places), 1 + len(places) // _WORDS_A_SLIP))
    return "".join(c for at, c in enumerate(text) if at not in lost)


def added_spaces(text: str, chance: Random) -> str:
    """Puts a space into some words ("th ông")."""

    def change(word: str, chance: Random) -> str:
        at = chance.randrange(1, len(word))
        return f"{word[:at]} {word[at:]}"

    return _some(text, chance, _is_long, change)


# --- styles ---------------------------------------------------------------------------


def capitals(text: str, _: Random) -> str:
    """ALL CAPS."""
    return text.upper()


def decomposed(text: str, _: Random) -> str:
    """NFD, as some phones and file systems give it."""
    return unicodedata.normalize("NFD", text)


def lower_case(text: str, _: Random) -> str:
    """Lower case without punctuation at the end."""
    return text.lower().rstrip("?. ")


@cache
def _chat_spellings() -> dict[tuple[str, ...], list[str]]:
    found: dict[tuple[str, ...], list[str]] = {}
    rows = (files("data") / "lexicon" / "teencode.tsv").read_text("utf-8").splitlines()[1:]
    for slang, standard in (row.split("\t")[:2] for row in rows if "\t" in row):
        found.setdefault(tuple(standard.lower().split()), []).append(slang)
    return found


def teencode(text: str, chance: Random) -> str:
    """Writes all words that chat has its own spellings for in one of these."""
    spellings = _chat_spellings()
    words = text.lower().rstrip("?. ").split()
    written: list[str] = []
    while words:
        length = next((n for n in (3, 2, 1) if tuple(words[:n]) in spellings), 0)
        written.append(chance.choice(spellings[tuple(words[:length])]) if length else words[0])
        del words[: length or 1]
    return " ".join(written)


KINDS: Final[Mapping[str, Slip]] = {
    "clean": lambda text, _: text,
    "no marks": lambda text, _: fold(nfc(text)),
    "half marks": half_marks,
    "wrong tone": wrong_tone,
    "misplaced tone": misplaced_tone,
    "telex": telex,
    "telex, mixed": telex_mixed,
    "vni": vni,
    "vni, mixed": vni_mixed,
    "letter missing": missing_letter,
    "letter doubled": doubled_letter,
    "letters swapped": swapped_letters,
    "spaces lost": lost_spaces,
    "spaces added": added_spaces,
    "capitals": capitals,
    "lower case": lower_case,
    "NFD": decomposed,
    "teencode": teencode,
}
