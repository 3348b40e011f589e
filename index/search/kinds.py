"""What one typed word is as a concept: its kind, and the other ways to write a numeral."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final

from index.language.normalize import fold
from index.language.numerals import ROMANS, forms, numeral_at
from index.language.tokens import Token
from index.search.query import Alternative, ConceptKind

# Ways of one concept that are searched, at most, and those that are looked for first.
MOST_ALTERNATIVES: Final = 4
MOST_WAYS: Final = 12
ARABIC: Final = {str(value): roman for value, roman in enumerate(ROMANS, 1)}
"""Roman figures by Arabic ones."""
# "mới", "hiện" alone may mean something else; "hiện nay" does not.
TIME_WEIGHT: Final = 0.2
_ABBREVIATION: Final = 5
# Words after which a number may be written in other ways, and the words that stand in the
# place of each: "lần 4" is "lần thứ tư", and a congress's "lần thứ VII" elects "khóa VII".
_EVENT: Final = ("thứ", "lần")
_TERM: Final = ("khóa", "thứ")
_COUNTED: Final = {
    "khoa": _TERM, "hoi": ("thứ", "hội"), "ky": ("kỳ", "khóa"), "thu": _EVENT, "lan": _EVENT,
    "quy": ("quý",), "doan": ("đoạn",), "dot": ("đợt",), "vong": ("vòng",), "hang": ("hạng",),
    "loai": ("loại",), "cap": ("cấp",), "chuong": ("chương",), "vung": ("vùng",),
    "nhom": ("nhóm",),
}  # fmt: skip
_NUMBER_WORD: Final = "so"
_MEETING: Final = "hoi"
_GREAT: Final = "dai"
_YEAR_OR_FIVE: Final = "nam"
_ORDINAL_HEADS: Final = frozenset({"thu", "lan"})


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


def other_numeral(terms: Sequence[str], at: int) -> list[Alternative]:
    """Returns the other ways to write the numeral at `at` after "khóa", "lần thứ" and the like.

    Each with the word before it, for "7" alone stands in every article. The whole of a
    numeral of two words ("mười hai") is read at its first.
    """
    heads, before = _heads(terms, at)
    found = numeral_at(terms, at) if heads else None
    if found is None:
        return []
    value, length = found
    typed = tuple(terms[at : at + length])
    return [
        Alternative((head, *form))
        for head in heads
        for form in forms(value)
        if (fold(head), *map(fold, form)) != (before, *map(fold, typed))
    ]


def _heads(terms: Sequence[str], at: int) -> tuple[Sequence[str], str]:
    """Returns what may stand before the numeral at `at`, and what does, folded."""
    before = fold(terms[at - 1]) if at else ""
    earlier = fold(terms[at - 2]) if at > 1 else ""
    if before == _MEETING and earlier != _GREAT:
        return (), before  # "xã hội vi phạm"
    if fold(terms[at]) == _YEAR_OR_FIVE and before not in _ORDINAL_HEADS:
        return (), before  # "kỳ năm 2024"
    if before == _NUMBER_WORD and at > 1:  # "quý số 2", "đợt số 1"
        before = earlier
    return _COUNTED.get(before, ()), before
