"""What a question counts: "bao nhiêu đồng chí" counts đồng chí, "how old" counts tuổi."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from itertools import pairwise
from typing import Final

from rapidfuzz.distance import OSA
from underthesea import word_tokenize

from index.answer.words import answer_words
from index.language.lexicon import EnglishEntry, EnglishKind, Lexicon
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
_OTHER_QUESTION: Final = re.compile(
    r"(?<!\S)(?:ai|gi|nao|o dau|vi sao|tai sao|khi nao|bao gio|bao nhieu)(?!\S)"
)
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
    ("nha",): (("can",), ("ngoi", "nha")),
    ("dien", "thoai"): (("may",),),
    ("met",): (("m",),),
    ("thuoc",): (("m",),),
    ("met", "vuong"): (("m2",),),
    ("cay", "so"): (("km",),),
    ("ki", "lo", "met"): (("km",),),
    ("kilomet",): (("km",),),
    ("ky",): (("kg",),),
    ("can",): (("kg",),),
    ("ki",): (("kg",),),
    ("kilogam",): (("kg",),),
    ("hec", "ta"): (("ha",),),
    ("hecta",): (("ha",),),
    ("khoi",): (("m3",),),
    ("met", "khoi"): (("m3",),),
    ("em",): (("hoc", "sinh"), ("chau",)),
    ("khach",): (("luot", "khach"), ("du", "khach"), ("luot",)),
}
# A slip of one letter, or two in a long word, is the same word.
_LONG_WORD: Final = 6
_MOST_UNIT_WORDS: Final = 3
# One more is looked at, to see whether a word of two syllables is cut.
_LOOKED_AT: Final = _MOST_UNIT_WORDS + 1
_SLIP_FROM: Final = 4
# Not "the phone number of", "the number of the decision": those ask for a number itself.
_ENGLISH_COUNTING: Final = re.compile(
    r"\b(?:how many|(?<!phone )(?<!licence )(?<!license )(?<!account )number of(?! the\b)) (.+)"
)
_MOST_COUNTED_WORDS: Final = 6
# Words that part what is counted without ending it: "men and women", "run-down houses".
_BETWEEN_COUNTED: Final = frozenset({"and", "or", "down", "up", "more", "most", "other"})
# Counted things that word segmentation does not know as one word.
_TOGETHER: Final = frozenset({("thuê", "bao"), ("thue", "bao")})
_PLURALS: Final = frozenset({"people", "men", "women", "children", "staff", "police", "feet"})


def asked_units(terms: Sequence[str], query: Query, language: Language, lexicon: Lexicon) -> Units:
    """Returns the ways to say what is counted; none where no counted thing is named."""
    if language is Language.ENGLISH:
        return _english_units([fold(term) for term in terms], lexicon)
    line = " ".join(fold(term) for term in terms)
    if re.search(r"(?<!\S)bao lau(?!\S)", line):
        return _DURATION
    match = _COUNTING.search(line)
    if match is None or (match.group().split()[0] == "may" and _OTHER_QUESTION.search(line)):
        return ()  # "ai được đổi máy", typed without marks
    # As many words stand before the match in the folded line as in the terms.
    first = len(line[: match.start(1)].split())
    unit = unit_words(terms[first : first + _LOOKED_AT])
    return _ways(unit, query) if unit else ()


def unit_words(typed: Sequence[str]) -> tuple[str, ...]:
    """Returns the words that name the counted thing, folded, as far as they do.

    `typed` are the words behind "bao nhiêu"; the first few are looked at.
    """
    typed = typed[:_LOOKED_AT]
    words = answer_words()
    folded = [fold(word) for word in typed]
    if folded[:2] == ["dong", "chi"]:
        return ("dong", "chi")
    bare = list(typed) == folded
    ends = {fold(word) for word in words.no_unit} - words.maybe_unit if bare else words.no_unit
    unit: list[str] = []
    for group in _whole_words(typed, folded, bare=bare):
        # "thành viên", "thuê bao" are counted, though "thành", "bao" alone are not.
        ended = len(group) == 1 or bool(unit)
        if len(unit) + len(group) > _MOST_UNIT_WORDS:
            break
        for word in group:
            plain = fold(word)
            if (ended and word in ends) or not plain.isalpha():
                return tuple(unit)
            if not unit and plain in _OTHER_TYPES:
                return ()
            unit.append(plain)
    return tuple(unit)


def _whole_words(typed: Sequence[str], folded: Sequence[str], *, bare: bool) -> list[list[str]]:
    """Returns the syllables word by word; without marks only what is often counted is known."""
    if not bare and tuple(typed[:2]) not in _TOGETHER:
        return [word.split() for word in word_tokenize(" ".join(typed))]
    if tuple(folded[:2]) in _TOGETHER or tuple(folded[:2]) in _PEOPLE:
        return [list(typed[:2]), *([word] for word in typed[2:])]
    return [[word] for word in typed]


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
    match = _ENGLISH_COUNTING.search(line)
    if match is None:
        return ()
    counted = _counted_words(match.group(1).split(), lexicon)
    # The head of what is counted stands last: "free phones", "temporary or run-down houses".
    for end in range(len(counted), 0, -1):
        starts = range(max(0, end - _MOST_UNIT_WORDS), end)
        entries = (_english_entry(counted[start:end], lexicon) for start in starts)
        found = [e for e in entries if e is not None and e.kind is not EnglishKind.ADJECTIVE]
        keys = [key for entry in found for key in entry.vietnamese]
        if keys:
            ways = [tuple(fold(term) for term in key) for key in keys]
            ways += [same for way in ways for same in _SAME.get(way, ())]
            return tuple(dict.fromkeys(ways))
    return ()


def _counted_words(words: Sequence[str], lexicon: Lexicon) -> Sequence[str]:
    """Returns the words that name what is counted, up to its head: a plural.

    Without a plural ("how many staff did") it is what stands before a function word.
    """
    counted: list[str] = []
    for word, following in pairwise([*words[:_MOST_COUNTED_WORDS], ""]):
        entry = _english_entry([word], lexicon)
        stop = entry is not None and entry.kind in (EnglishKind.STOP, EnglishKind.QUESTION)
        if stop and word not in _BETWEEN_COUNTED:
            break
        counted.append(word)
        if _is_plural(word) and not _is_plural(following):
            break
    return counted


def _is_plural(word: str) -> bool:
    return word in _PLURALS or (word.endswith("s") and not word.endswith(("ss", "us", "is")))


def _english_entry(words: Sequence[str], lexicon: Lexicon) -> EnglishEntry | None:
    """Returns the entry of a phrase that says something, trying forms of its last word."""
    keys = ((*words[:-1], last) for last in stems(words[-1]))
    found = (lexicon.english.entries.get(key) for key in keys)
    return next((entry for entry in found if entry is not None), None)


def counted_by(units: Units, after: Sequence[str]) -> int | None:
    """Returns how many of the words `after` a number name an asked unit, None for none.

    The unit may follow one or two other words ("5 đồng chí nữ"); then the count reaches
    to its end.
    """
    for skip in range(3):
        if any(word.isdigit() for word in after[:skip]):
            return None  # "Lớp 3 có 25 học sinh": the other number counts them
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
