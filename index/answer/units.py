"""What a question counts: "bao nhiêu đồng chí" counts đồng chí, "how old" counts tuổi."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from typing import Final

from rapidfuzz.distance import OSA

from index.answer.words import answer_words
from index.language.lexicon import Lexicon
from index.language.normalize import fold
from index.language.stem import stems
from index.model import Language
from index.search.query import Query

Units = tuple[tuple[str, ...], ...]

# Not "thứ mấy", "tầng mấy": those ask for a place in an order.
_COUNTING: Final = re.compile(
    r"(?<!\S)(?<!thu )(?<!hang )(?<!so )(?<!top )(?<!tang )(?<!thang )(?<!ngay )(?<!khoa )"
    r"(?<!lan )(?<!dung )(?<!nam )(?<!xep )(?:bao nhieu|bao nhiu|may|nhieu)((?: [^\W\d]+)+)"
)
# Asked as money, percent, rank or time: other types see to those.
_OTHER_TYPES: Final = frozenset({"tien", "dong", "trieu", "ty", "ti", "gio", "phan", "xu"})
_DURATION: Final[Units] = (
    ("ngay",), ("thang",), ("nam",), ("tuan",), ("gio",), ("phut",), ("ngay", "lam", "viec"),
)  # fmt: skip
_PEOPLE: Final[Units] = (
    ("nguoi",), ("dong", "chi"), ("doan", "vien"), ("hoc", "vien"), ("can", "bo"), ("dai", "bieu"),
    ("thi", "sinh"), ("ho",), ("uy", "vien"), ("cong", "chuc"), ("thanh", "vien"),
    ("cong", "dan"), ("hoi", "vien"), ("dang", "vien"), ("sinh", "vien"), ("hoc", "sinh"),
)  # fmt: skip
_SAME: Final[dict[tuple[str, ...], Units]] = {
    ("hom",): (("ngay",),),
    ("nguoi",): _PEOPLE,
    ("d", "c"): (("dong", "chi"),),
    ("dong", "chi"): (("nguoi",), ("uy", "vien"), ("thanh", "vien")),
    ("tuoi",): (("tuoi",),),
}
# A slip of one letter, or two in a long word, is the same word.
_LONG_WORD: Final = 6
_MOST_UNIT_WORDS: Final = 3
_SLIP_FROM: Final = 3


def asked_units(terms: Sequence[str], query: Query, language: Language, lexicon: Lexicon) -> Units:
    """Returns the ways to say what is counted; none where no counted thing is named."""
    if language is Language.ENGLISH:
        return _english_units([fold(term) for term in terms], lexicon)
    line = " ".join(fold(term) for term in terms)
    if re.search(r"(?<!\S)bao lau(?!\S)", line):
        return _DURATION
    match = _COUNTING.search(line)
    if match is None:
        return ()
    # As many words stand before the match in the folded line as in the terms.
    first = len(line[: match.start(1)].split())
    unit = _unit_words(terms[first : first + _MOST_UNIT_WORDS])
    return _ways(unit, query) if unit else ()


def _unit_words(typed: Sequence[str]) -> tuple[str, ...]:
    """Returns the words that name the counted thing, folded, as far as they do."""
    words = answer_words()
    folded = [fold(word) for word in typed]
    if folded[:2] == ["dong", "chi"]:
        return ("dong", "chi")
    bare = list(typed) == folded
    ends = {fold(word) for word in words.no_unit} - words.maybe_unit if bare else words.no_unit
    unit: list[str] = []
    for word, plain in zip(typed, folded, strict=True):
        if word in ends or not plain.isalpha() or (not unit and plain in _OTHER_TYPES):
            break
        unit.append(plain)
    return tuple(unit)


def _ways(unit: tuple[str, ...], query: Query) -> Units:
    ways = [unit, *(unit[:n] for n in range(len(unit) - 1, 0, -1))]
    for way in list(ways):
        ways.extend(_SAME.get(way, ()))
    for concept in query.concepts:
        if fold(concept.typed.terms[0]) == unit[0]:
            ways.extend(tuple(fold(t) for t in other.terms) for other in concept.alternatives[1:])
    return tuple(dict.fromkeys(ways))


def _english_units(terms: Sequence[str], lexicon: Lexicon) -> Units:
    line = " ".join(terms)
    if "how old" in line:
        return (("tuoi",),)
    if re.search(r"\bhow long\b", line):
        return _DURATION
    match = re.search(r"\b(?:how many|number of) (.+)", line)
    if match is None:
        return ()
    words = match.group(1).split()
    for at in range(min(3, len(words))):
        for length in range(min(3, len(words) - at), 0, -1):
            for last in stems(words[at + length - 1]):
                entry = lexicon.english.entries.get((*words[at : at + length - 1], last))
                if entry is not None and entry.vietnamese and entry.kind != "adjective":
                    ways = [tuple(fold(t) for t in key) for key in entry.vietnamese]
                    ways += [same for way in ways for same in _SAME.get(way, ())]
                    return tuple(dict.fromkeys(ways))
    return ()


def counted_by(units: Units, after: Sequence[str]) -> int | None:
    """Returns how many of the words `after` a number name an asked unit, None for none.

    The unit may follow one or two other words ("5 đồng chí nữ"); then the count reaches
    to its end.
    """
    for skip in range(3):
        for unit in units:
            words = after[skip : skip + len(unit)]
            if len(words) == len(unit) and _same_words(words, unit):
                return skip + len(unit)
    return None


def _same_words(words: Iterable[str], unit: Iterable[str]) -> bool:
    return all(_same_word(word, wanted) for word, wanted in zip(words, unit, strict=True))


def _same_word(word: str, wanted: str) -> bool:
    if word == wanted or len(wanted) < _SLIP_FROM:
        return word == wanted
    most = 2 if len(wanted) >= _LONG_WORD else 1
    return OSA.distance(word, wanted, score_cutoff=most) <= most
