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

from index.language.normalize import fold, nfc

Slip = Callable[[str, Random], str]

_WORD: Final = re.compile(r"[^\W\d_]+")
_TONES: Final = "\u0300\u0301\u0309\u0303\u0323"  # huyền, sắc, hỏi, ngã, nặng
_TELEX_TONES: Final = dict(zip(_TONES, "fsrxj", strict=True))
_VNI_TONES: Final = dict(zip(_TONES, "21345", strict=True))
_TELEX_LETTERS: Final = {"ă": "aw", "â": "aa", "ê": "ee", "ô": "oo", "ơ": "ow", "ư": "uw",
                         "đ": "dd"}  # fmt: skip
_VNI_LETTERS: Final = {"ă": "a8", "â": "a6", "ê": "e6", "ô": "o6", "ơ": "o7", "ư": "u7",
                       "đ": "d9"}  # fmt: skip
_HOI_NGA: Final = str.maketrans("\u0309\u0303", "\u0303\u0309")
# One slip in so many words, but one at least.
_WORDS_A_SLIP: Final = 6
_SHARE: Final = 0.33


def _each(text: str, change: Callable[[str], str]) -> str:
    return _WORD.sub(lambda match: change(match.group()), text)


def _some(text: str, chance: Random, fits: Callable[[str], bool], change: Slip) -> str:
    """Changes one in six of the words that fit, and at least one of them."""
    words = [match.span() for match in _WORD.finditer(text)]
    fit = [span for span in words if fits(text[slice(*span)])]
    for start, end in sorted(chance.sample(fit, min(len(fit), 1 + len(words) // _WORDS_A_SLIP)),
                             reverse=True):  # fmt: skip
        text = text[:start] + change(text[start:end], chance) + text[end:]
    return text


def _split_tone(word: str) -> tuple[str, str]:
    """Returns a word without its tone, in NFC, and the tone mark or nothing."""
    decomposed = unicodedata.normalize("NFD", word)
    tone = next((c for c in decomposed if c in _TONES), "")
    return nfc(decomposed.replace(tone, "")) if tone else word, tone


def _is_long(word: str) -> bool:
    """Tells whether letters can slip in a word; abbreviations are left alone."""
    return len(word) >= 3 and not word.isupper()


# --- marks ----------------------------------------------------------------------------


def half_marks(text: str, chance: Random) -> str:
    """Takes the marks off every other word, by chance."""
    return _each(text, lambda word: fold_case(word) if chance.random() < 0.5 else word)


def fold_case(text: str) -> str:
    """Takes the marks off and keeps capitals."""
    return "".join(
        fold(c).upper() if c.isupper() else fold(c) for c in unicodedata.normalize("NFC", text)
    )


def wrong_tone(text: str, chance: Random) -> str:
    """Swaps hỏi and ngã, as the South pronounces them; else gives one word another tone."""

    def other(word: str, _: Random) -> str:
        bare, tone = _split_tone(word)
        decomposed = unicodedata.normalize("NFD", word)
        at = len(nfc(decomposed[: decomposed.index(tone) + 1]))
        return nfc(bare[:at] + chance.choice([t for t in _TONES if t != tone]) + bare[at:])

    swapped = unicodedata.normalize("NFD", text).translate(_HOI_NGA)
    if nfc(swapped) != nfc(text):
        return nfc(swapped)
    return _some(text, chance, lambda word: bool(_split_tone(word)[1]), other)


def misplaced_tone(text: str, chance: Random) -> str:
    """Puts the tone of some words on the vowel beside ("ngaỳ", "taị")."""

    def moved(word: str, _: Random) -> str:
        bare, tone = _split_tone(word)
        places = [i for i, c in enumerate(bare) if fold(c) in "aeiouy"]
        wrong = [nfc(bare[: i + 1] + tone + bare[i + 1 :]) for i in places]
        return chance.choice([form for form in wrong if form != nfc(word)] or [word])

    def fits(word: str) -> bool:
        return bool(_split_tone(word)[1]) and len(re.findall("[aeiouy]", fold(word))) > 1

    return _some(text, chance, fits, moved)


# --- input methods left off -----------------------------------------------------------


def _typed(word: str, letters: Mapping[str, str], tones: Mapping[str, str], chance: Random) -> str:
    bare, tone = _split_tone(word.lower())
    keys = "".join(letters.get(c, c) for c in bare)
    if keys.count("uwow"):
        keys = keys.replace("uwow", "uow")
    if keys.count("u7o7"):
        keys = keys.replace("u7o7", "uo7")
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
    return _each(text, lambda word: _typed(word, _TELEX_LETTERS, _TELEX_TONES, chance))


def vni(text: str, chance: Random) -> str:
    """The whole text as typed with the VNI input method switched off."""
    return _each(text, lambda word: _typed(word, _VNI_LETTERS, _VNI_TONES, chance))


def telex_mixed(text: str, chance: Random) -> str:
    """A third of the words in Telex keys; half of these only in their tone ("huyênj")."""

    def change(word: str) -> str:
        if chance.random() >= _SHARE:
            return word
        if chance.random() < 0.5:
            bare, tone = _split_tone(word)
            return bare + _TELEX_TONES.get(tone, "")
        return _typed(word, _TELEX_LETTERS, _TELEX_TONES, chance)

    return _each(text, change)


def vni_mixed(text: str, chance: Random) -> str:
    """A third of the words in VNI keys."""
    return _each(
        text,
        lambda word: (
            _typed(word, _VNI_LETTERS, _VNI_TONES, chance) if chance.random() < _SHARE else word
        ),
    )


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
