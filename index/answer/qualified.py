"""Words that mean nothing without what follows: "khóa VII", "giải Nhất", "quý II", "QĐ 123".

A sentence on "khóa VI" does not answer a question on "khóa VII", however alike they are. The
head keeps its meaning: the fourth contest ("lần thứ tư") is no fourth term ("khóa IV"), but
the seventh congress elects the committee of "khóa VII".
"""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping, Sequence
from functools import lru_cache
from itertools import pairwise
from typing import Final

from index.language.documents import UNKNOWN, find_documents
from index.language.normalize import fold
from index.language.numerals import ROMANS, numeral_at
from index.language.tokens import tokenize

Qualified = tuple[str, int | str]
"""A head and its value, folded: ("khoa", 7), ("giai", 1), ("van ban qđ", "123")."""

# What the beginning of an article says holds for all of it.
_LEAD: Final = 400
_TERM: Final = "khoa"
_TIME: Final = "lan"
_PHASE: Final = "dot"
_PRIZE: Final = "giai"
_DOCUMENT: Final = "van ban"
# After these, figures and Roman ones; "khóa sáu" is the sixth, but "quý ba mẹ" no quarter.
_NUMBERED: Final = {
    _TERM: _TERM, "quy": "quy", "dieu": "dieu", "chuong": "chuong", "hang": "hang",
    _PHASE: _PHASE, "doan": _PHASE, "vong": "vong", "lop": "lop", "tuyen": "tuyen",
}  # fmt: skip
_LETTERED: Final = frozenset({"bang", "lop"})
_LETTERS: Final = frozenset({"a", "b", "c", "d"})
_PRIZES: Final[Mapping[str, int | str]] = {
    "nhat": 1, "nhi": 2, "ba": 3, "a": "a", "b": "b", "c": "c", "khuyen": "khuyen", "dac": "dac",
}  # fmt: skip
# What a "lần thứ" counts is the nearest of these before it; a congress elects for a term.
_EVENTS: Final = frozenset(
    {("cuoc", "thi"), ("hoi", "thi"), ("hoi", "thao"), ("hoi", "dien"), ("le", "hoi"),
     ("lien", "hoan"), ("ky", "hop"), ("hoi", "nghi"), ("phien", "hop"), ("giai", "dau"),
     ("ngay", "hoi"), ("hoi", "cho"), ("giai", "thuong"), ("the", "thao"), ("the", "duc")}
)  # fmt: skip
_CONGRESS: Final = ("dai", "hoi")
_FIRST_TIME: Final = "lan dau"
_ENGLISH: Final = {"first": 1, "second": 2, "third": 3, "fourth": 4, "fifth": 5, "sixth": 6,
                   "seventh": 7, "eighth": 8, "ninth": 9, "tenth": 10}  # fmt: skip
_ENGLISH_HEADS: Final = {
    "prize": _PRIZE, "place": _PRIZE, "congress": _TERM, "term": _TERM, "contest": _TIME,
    "competition": _TIME, "festival": _TIME, "edition": _TIME, "session": _TIME, "phase": _PHASE,
    "round": "vong", "quarter": "quy",
}  # fmt: skip
_ENGLISH_REACH: Final = 4
_PASSED: Final = frozenset({"so", "xe", "buyt"})
# Each sentence of an article may tell of another one: what stands elsewhere does not count.
_OF_ITS_SENTENCE: Final = frozenset({_PRIZE, "bang"})
_KEPT: Final = 4096


def qualified(text: str) -> set[Qualified]:
    """Returns the qualified heads that `text` asks for: ("khoa", 7) for "khóa VII", "khoá 7"."""
    return {reading for readings in _readings(text) for reading in readings[:1]}


def told(text: str) -> set[Qualified]:
    """Returns all that `text` may be said to tell: a seventh congress is also a seventh time."""
    found = {reading for readings in _readings(text) for reading in readings}
    return found | {(_TIME, 1)} if _FIRST_TIME in fold(text) else found


def missing(
    asked: Collection[Qualified],
    sentence: str,
    *,
    before: str = "",
    title: str = "",
    text: str = "",
) -> set[Qualified]:
    """Returns which of the `asked` heads a sentence of an article is not on.

    A sentence that tells of another one is not on the asked one. One that tells of none is
    on what the sentence `before` it, the title and the beginning of the `text` are on, else
    on what the article tells of anywhere; prizes have to stand nearer.
    """
    here, near = told(sentence), told(f"{before}\n{title}\n{text[:_LEAD]}")
    absent = set()
    for item in asked:
        if _tells(here, item):
            continue
        if _tells_other(here, item):
            absent.add(item)
        elif item[0] in _OF_ITS_SENTENCE:
            if not _tells(told(f"{before}\n{title}"), item):
                absent.add(item)
        elif not _tells(near, item) and (_tells_other(near, item) or not _tells(told(text), item)):
            absent.add(item)
    return absent


def _tells(found: Collection[Qualified], item: Qualified) -> bool:
    head, value = item
    if not head.startswith(_DOCUMENT):
        return item in found
    # "123/STTTT-VP" may be any kind of document; so may a number that is asked without one.
    return any(
        number == value and (other == head or _DOCUMENT in (other, head))
        for other, number in found
        if other.startswith(_DOCUMENT)
    )


def _tells_other(found: Collection[Qualified], item: Qualified) -> bool:
    return any(head == item[0] for head, _ in found)


@lru_cache(maxsize=_KEPT)
def _readings(text: str) -> tuple[tuple[Qualified, ...], ...]:
    """Returns for each qualified head what it may be read as, the likeliest first."""
    terms = [fold(token.text) for token in tokenize(text)]
    documents = (
        ((f"{_DOCUMENT} {d.kind}" if d.kind != UNKNOWN else _DOCUMENT, d.number),)
        for d in find_documents(text)
    )
    return (*_numbered(terms), *_times(terms), *_english(terms), *documents)


def _numbered(terms: Sequence[str]) -> Iterator[tuple[Qualified, ...]]:
    for at, (head, value) in enumerate(pairwise(terms)):
        if head == _PRIZE and value in _PRIZES:
            yield ((head, _PRIZES[value]),)
        elif head in _LETTERED and value in _LETTERS:
            yield ((head, value),)
        elif head in _NUMBERED and (number := _figure(terms, at + 1)) is not None:
            yield ((_NUMBERED[head], number),)


def _figure(terms: Sequence[str], at: int) -> int | None:
    """Returns the number in figures at `at`, passing over words: "tuyến xe buýt số 05"."""
    while terms[at] in _PASSED and at + 1 < len(terms):
        at += 1
    found = numeral_at(terms, at) if terms[at].isdecimal() or terms[at] in ROMANS else None
    return found[0] if found else None


def _times(terms: Sequence[str]) -> Iterator[tuple[Qualified, ...]]:
    """Yields the readings of "lần thứ VII", "lần 7", "Đại hội VII"."""
    for at, term in enumerate(terms[:-1]):
        if term == _TIME:
            number = _time_number(terms, at + 1)
            if number is not None:
                yield _time_readings(terms[:at], number)
        elif tuple(terms[max(0, at - 1) : at + 1]) == _CONGRESS:
            number = _figure(terms, at + 1)
            if number is not None:
                yield (_TERM, number), (_TIME, number)


def _time_number(terms: Sequence[str], at: int) -> int | None:
    if terms[at] == "thu" and at + 1 < len(terms):
        found = numeral_at(terms, at + 1)
        return found[0] if found else None
    return _figure(terms, at)


def _time_readings(before: Sequence[str], number: int) -> tuple[Qualified, ...]:
    event = next((pair for pair in reversed(list(pairwise(before))) if _is_event(pair)), None)
    if event == _CONGRESS:
        return (_TERM, number), (_TIME, number)
    return ((_TIME, number),) if event else ((_TIME, number), (_TERM, number))


def _is_event(pair: tuple[str, str]) -> bool:
    return pair == _CONGRESS or pair in _EVENTS


def _english(terms: Sequence[str]) -> Iterator[tuple[Qualified, ...]]:
    for at, term in enumerate(terms):
        ordinal = _ENGLISH.get(term) or _english_ordinal(term)
        if ordinal is None:
            continue
        for following in terms[at + 1 : at + 1 + _ENGLISH_REACH]:
            if following in _ENGLISH_HEADS:
                yield ((_ENGLISH_HEADS[following], ordinal),)
                break


def _english_ordinal(term: str) -> int | None:
    number = term[:-2]
    return int(number) if term[-2:] in ("st", "nd", "rd", "th") and number.isdecimal() else None
