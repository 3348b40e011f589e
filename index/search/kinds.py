"""What one typed word is as a concept: its kind, and a numeral's other spelling."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final

from index.language.tokens import Token
from index.search.query import Alternative, ConceptKind

# Ways of one concept that are searched, at most.
MOST_ALTERNATIVES: Final = 4
# "mới", "hiện" alone may mean something else; "hiện nay" does not.
TIME_WEIGHT: Final = 0.2
_ROMAN: Final = {
    "i": 1, "ii": 2, "iii": 3, "iv": 4, "v": 5, "vi": 6, "vii": 7, "viii": 8, "ix": 9, "x": 10,
    "xi": 11, "xii": 12, "xiii": 13, "xiv": 14, "xv": 15, "xvi": 16, "xvii": 17, "xviii": 18,
    "xix": 19, "xx": 20, "xxi": 21,
}  # fmt: skip
_ARABIC: Final = {str(value): roman for roman, value in _ROMAN.items()}
# Words after which a number may be written either way: khóa 7 = khóa VII.
_COUNTED: Final = frozenset({"khoa", "thu", "ky", "quy", "lan", "hoi"})
_ABBREVIATION: Final = 5


def kind_of(token: Token, text: str, at: int, *, cased: bool) -> ConceptKind:
    """Returns what the typed word at place `at` is good for; `cased`: capitals mean something."""
    if token.text[0].isdigit():
        return ConceptKind.NUMBER
    written = text[token.start : token.end]
    # Short words in capitals are abbreviations, which the news may write out.
    short = written.isupper() and len(written) <= _ABBREVIATION
    if cased and at > 0 and written[:1].isupper() and not short:
        return ConceptKind.NAME
    return ConceptKind.CONTENT


def other_numeral(folded: Sequence[str], at: int) -> list[Alternative]:
    """Returns the other way to write a numeral after "khóa", "lần thứ" and the like."""
    if at == 0 or folded[at - 1] not in _COUNTED:
        return []
    term = folded[at]
    if term in _ROMAN:
        return [Alternative((str(_ROMAN[term]),))]
    return [Alternative((_ARABIC[term],))] if term in _ARABIC else []
