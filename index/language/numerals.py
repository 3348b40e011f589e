"""Numbers of terms and events: "khóa VII", "lần thứ bảy", "quý 2".

>>> numeral_at(("lần", "thứ", "mười", "hai"), 2)
(12, 2)
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final

from index.language.normalize import fold

ROMANS: Final = (
    "i", "ii", "iii", "iv", "v", "vi", "vii", "viii", "ix", "x", "xi", "xii", "xiii", "xiv",
    "xv", "xvi", "xvii", "xviii", "xix", "xx", "xxi", "xxii", "xxiii", "xxiv", "xxv", "xxvi",
    "xxvii", "xxviii", "xxix", "xxx",
)  # fmt: skip
_ROMAN_VALUES: Final = {roman: value for value, roman in enumerate(ROMANS, 1)}
MOST: Final = len(ROMANS)
"""The largest number that is read in words or Roman figures."""

# Each as it is said after "thứ", then as it is said elsewhere, where that differs.
_UNITS: Final = (
    ("nhất", "một"), ("hai", "nhì"), ("ba",), ("tư", "bốn"), ("năm",), ("sáu",), ("bảy", "bẩy"),
    ("tám",), ("chín",),
)  # fmt: skip
_TEENS: Final = (
    ("một",), ("hai",), ("ba",), ("bốn", "tư"), ("lăm",), ("sáu",), ("bảy",), ("tám",), ("chín",),
)  # fmt: skip
_WORDS: Final = {
    fold(word): value for value, words in enumerate(_UNITS, 1) for word in words
}  # fmt: skip
_AFTER_TEN: Final = {**_WORDS, fold("mốt"): 1, fold("lăm"): 5}
_TEN: Final = "muoi"


def numeral_at(terms: Sequence[str], at: int) -> tuple[int, int] | None:
    """Returns (value, how many terms) of the numeral at `at`, None where there is none.

    Digits of up to two places, Roman figures and words, exact or folded. Many of them are
    words too ("năm", "vi"): the caller knows from what stands before that a number is meant.
    """
    term = fold(terms[at])
    if term.isdecimal():  # not isdigit(), which is also true of "②"
        return (int(term), 1) if len(term) <= 2 else None  # noqa: PLR2004 - no year
    if term in _ROMAN_VALUES:
        return _ROMAN_VALUES[term], 1
    following = fold(terms[at + 1]) if at + 1 < len(terms) else ""
    if term == _TEN:
        unit = _AFTER_TEN.get(following)
        return (10, 1) if unit is None else (10 + unit, 2)
    if term in _WORDS and following == _TEN:
        after = fold(terms[at + 2]) if at + 2 < len(terms) else ""
        unit = _AFTER_TEN.get(after)
        tens = 10 * _WORDS[term]
        return (tens, 2) if unit is None else (tens + unit, 3)
    return (_WORDS[term], 1) if term in _WORDS else None


def forms(value: int) -> tuple[tuple[str, ...], ...]:
    """Returns how articles write a number after "khóa", "lần thứ": figures, Roman, words.

    >>> forms(7)
    (('7',), ('vii',), ('bảy',), ('bẩy',))
    """
    written: list[tuple[str, ...]] = [(str(value),)]
    if 0 < value <= MOST:
        written.append((ROMANS[value - 1],))
    tens, unit = divmod(value, 10)
    if 0 < value < 10:  # noqa: PLR2004
        written += [(word,) for word in _UNITS[unit - 1]]
    elif tens == 1:
        written += [("mười", word) for word in _TEENS[unit - 1]] if unit else [("mười",)]
    return tuple(written)
