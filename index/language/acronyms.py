"""Abbreviations that a text defines: "Ban Chấp hành (BCH)", "Sở TT&TT (Sở Thông tin ...)".

A definition counts only where the letters are the initials of the words: "Chỉ số chuyển đổi
số (DTI)" defines nothing that could be checked, and "(Tỉnh Đông Sa)" abbreviates nothing.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final

from index.language.normalize import fold, nfc

# An article defines a handful; more is a list of something else.
MOST_DEFINITIONS: Final = 40
_MOST_LETTERS: Final = 12
_MOST_WORDS: Final = 18
# Characters before a bracket in which the long form is looked for.
_REACH: Final = 200

# "(BCH)", "(gọi tắt là BCH)", "(sau đây viết tắt là Sở TT&TT)", "BCH (Ban Chấp hành)".
_BRACKETED: Final = re.compile(r"\(([^()\n]{2,160})\)")
_CALLED: Final = re.compile(
    r"(?:sau đây |dưới đây )?(?:gọi|viết)(?: chung)?(?: tắt)?(?: là)?\s*:?\s+", re.IGNORECASE
)
_CALLED_AFTER_COMMA: Final = re.compile(
    r",\s*(?:sau đây )?(?:gọi|viết) tắt là\s+(?P<short>[^\s,.;()]{2,20}(?: [^\s,.;()]{2,20})?)"
)
_WORD: Final = re.compile(r"[^\W\d_]+")
# What ends the words before a bracket: the long form stands in one clause.
_BREAK: Final = re.compile(r"[.;:!?\n()\"“”]")
_SHORT: Final = re.compile(r"(?:[^\W\d_]|[&.\-– ])+")
_LONGEST_INITIAL: Final = 2
_QUOTES: Final = " \t\"“”'.,"
_INITIAL: Final = re.compile(r"[^\W\d_][^\W\d_A-ZĐ]?(?=[A-ZĐ]|$)|[^\W\d_]")
_ROMAN: Final = re.compile(r"[IVXLCDM]+")
_PLACE: Final = re.compile(
    r"(?<!\w)(tỉnh|thành phố|huyện|quận|phường|xã|thị xã|thị trấn) "
    r"([^\W\d_a-z][^\W\d_]+) ([^\W\d_a-z][^\W\d_]+)(?!\w)"
)
# "Sở " of "Sở TT&TT", " tỉnh" of "UBND tỉnh": no initials, but words.
_FIRST_WORD: Final = re.compile(r"[^\W\d_][^\W\d_A-ZĐ]+ +(?=.)")
_LAST_WORD: Final = re.compile(r"(?<=.) +[^\W\d_][^\W\d_A-ZĐ]+$")
# Small words that abbreviations pass over.
_PASSED: Final = frozenset({"và", "của", "các", "về", "cho", "trong", "trên", "với", "theo", "số"})


@dataclass(frozen=True, slots=True)
class Definition:
    """An abbreviation and what it stands for, as published."""

    short: str
    long: str


def definitions(text: str) -> tuple[Definition, ...]:
    """Returns the abbreviations that `text` defines, in order, each pair once.

    The initials of a place are defined by naming it: "tỉnh Đông Sa" is "tỉnh ĐS".

    >>> definitions("Ủy ban nhân dân tỉnh giao Sở Thông tin và Truyền thông (Sở TT&TT)")
    (Definition(short='TT&TT', long='Thông tin và Truyền thông'),)
    """
    text = nfc(text)
    found: dict[Definition, None] = {}
    for match in _BRACKETED.finditer(text):
        definition = _bracketed(text, match)
        if definition is not None:
            found[_core(definition)] = None
    for match in _CALLED_AFTER_COMMA.finditer(text):
        short = match["short"].strip(_QUOTES)
        before = text[max(0, match.start() - _REACH) : match.start()]
        if (long := _words_before(before, short)) is not None:
            found[_core(Definition(short, long))] = None
    for match in _PLACE.finditer(text):
        head, *words = match.groups()
        if all(word[0].isupper() for word in words):
            initials = "".join(_unmarked(word[0]) for word in words).upper()
            found[Definition(f"{head} {initials}", match.group())] = None
    return tuple(found)[:MOST_DEFINITIONS]


def _core(definition: Definition) -> Definition:
    """Returns the definition without the whole words that both sides begin or end with."""
    short, long = definition.short, definition.long
    while (match := _FIRST_WORD.match(short)) and long.lower().startswith(match[0].lower()):
        short, long = short[match.end() :], long[match.end() :]
    while (match := _LAST_WORD.search(short)) and long.lower().endswith(match[0].lower()):
        short, long = short[: match.start()], long[: -len(match[0])]
    return Definition(short, long) if len(_WORD.findall(long)) > 1 else definition


def _bracketed(text: str, match: re.Match[str]) -> Definition | None:
    inside = match[1]
    called = _CALLED.match(inside)
    inside = (inside[called.end() :] if called else inside).strip(_QUOTES)
    before = text[max(0, match.start() - _REACH) : match.start()]
    if (long := _words_before(before, inside)) is not None:
        return Definition(inside, long)
    # The other way round: "CĐS (chuyển đổi số)".
    last = before.rstrip().rsplit(maxsplit=1)[-1:] or [""]
    short = last[0].strip(_QUOTES)
    return Definition(short, inside) if _words_before(inside, short) == inside else None


def _words_before(before: str, short: str) -> str | None:
    """Returns the words at the end of `before` that `short` abbreviates, None for none."""
    parts = _parts(short)
    if parts is None:
        return None
    clause = before[max((m.end() for m in _BREAK.finditer(before)), default=0) :]
    words = list(_WORD.finditer(clause))[-_MOST_WORDS:]
    if not words or clause[words[-1].end() :].strip(" \"'”"):
        return None
    spelled = [match.group() for match in words]
    first = _first_word(spelled, len(spelled), parts)
    if first is None or len(spelled) - first < 2:  # noqa: PLR2004 - one word is no abbreviation's
        return None
    return clause[words[first].start() : words[-1].end()]


def _parts(short: str) -> Sequence[str] | None:
    """Returns what each word of the long form begins with, or whole words; None: no such.

    "Sở TT&TT" is "Sở", "T", "T", "T", "T"; "ThS" is "Th", "S".
    """
    words = _WORD.findall(short)
    if not _SHORT.fullmatch(short) or not any(map(_is_acronym, words)) or _ROMAN.fullmatch(short):
        return None
    parts: list[str] = []
    for word in words:
        if len(word) > 1 and not _is_acronym(word):
            parts.append(word)
        else:
            parts += _INITIAL.findall(word)
    return parts if len(parts) <= _MOST_LETTERS else None


def _is_acronym(word: str) -> bool:
    return sum(char.isupper() for char in word) > 1


def _first_word(words: Sequence[str], end: int, parts: Sequence[str]) -> int | None:
    """Returns where in `words[:end]` a long form of `parts` begins that ends at `end`."""
    if not parts:
        return end
    if end == 0:
        return None
    word, part = words[end - 1], parts[-1]
    if _stands_for(part, word):
        first = _first_word(words, end - 1, parts[:-1])
        if first is not None:
            return first
    if word.lower() in _PASSED and end < len(words):
        return _first_word(words, end - 1, parts)
    return None


def _stands_for(part: str, word: str) -> bool:
    """Tells whether a part abbreviates a word: "Sở" only "Sở", "T" and "Th" "Thông"."""
    if len(part) > _LONGEST_INITIAL:
        return part.lower() == word.lower()
    return word.lower().startswith(part.lower()) or _unmarked(word).startswith(_unmarked(part))


def _unmarked(word: str) -> str:
    """Returns a word without marks but that of đ: "Ủy" is abbreviated "U", "Đoàn" "Đ"."""
    return "".join("đ" if char == "đ" else fold(char) for char in word.lower())
