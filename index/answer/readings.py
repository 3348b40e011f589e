"""Step 5's proposals: each span of a sentence that may be the answer, with its figures.

A reading is a sentence and a span in it. Its figures say how the sentence holds what is
asked, how the span fits the asked type, and how what is asked stands around it; what they
are worth is learnt (`index/answer/reader.py`).
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache
from typing import Final

from index.answer.chunks import chunks, clauses
from index.answer.cues import AnswerType
from index.answer.explained import asked_code
from index.answer.fit import asked_level, free_numbers, narrowed
from index.answer.groups import asks_people, unnamed_ones
from index.answer.personal import holds_private_contact, is_private_contact
from index.answer.select import Candidate
from index.answer.spans import find_spans, proper_names
from index.answer.understanding import Understanding
from index.answer.words import answer_words
from index.language.sentences import Span
from index.search.passages import TokenMap, token_map
from index.search.query import ConceptKind
from index.search.rank import Rarity

# The forms that may answer a type beside its own.
_SECOND: Final[dict[AnswerType, tuple[AnswerType, ...]]] = {
    AnswerType.PLACE: (AnswerType.ORGANIZATION,),
    AnswerType.ORGANIZATION: (AnswerType.PLACE, AnswerType.PERSON),
    AnswerType.DATE: (AnswerType.TIME, AnswerType.DURATION),
    AnswerType.TIME: (AnswerType.DATE,),
    AnswerType.DURATION: (AnswerType.DATE, AnswerType.TIME),
    AnswerType.NUMBER: (AnswerType.MONEY, AnswerType.PERCENT),
    AnswerType.MONEY: (AnswerType.PERCENT,),
    AnswerType.RANK: (AnswerType.NUMBER,),
    AnswerType.PERCENT: (AnswerType.NUMBER,),
    AnswerType.THING: (AnswerType.ORGANIZATION, AnswerType.NUMBER),
    AnswerType.LIST: (AnswerType.PERSON, AnswerType.ORGANIZATION),
    AnswerType.NONE: (
        AnswerType.PERSON, AnswerType.DATE, AnswerType.MONEY, AnswerType.PHONE, AnswerType.NUMBER,
        AnswerType.EMAIL, AnswerType.RANK, AnswerType.PERCENT, AnswerType.PLACE,
    ),
}  # fmt: skip
# "thời hạn trả lời" may be told as a day or as "5 ngày"; "ngày nào" only as a day.
_TERM_ASKED: Final = re.compile(r"(?:thời|thoi) (?:hạn|gian|han)(?!.*(?:nào|nao))|^h[ạa]n ")
_NAMED: Final = frozenset(
    {AnswerType.PERSON, AnswerType.PLACE, AnswerType.ORGANIZATION, AnswerType.THING}
)
_BARE: Final = frozenset({AnswerType.PLACE, AnswerType.ORGANIZATION})
CHUNKED: Final = frozenset(
    {AnswerType.LIST, AnswerType.REASON, AnswerType.MANNER, AnswerType.THING, AnswerType.NONE,
     AnswerType.ORGANIZATION, AnswerType.PLACE, AnswerType.YES_NO}
)  # fmt: skip
# "Theo thống kê của Phòng ...": who tells it is not where it is.
_TELLS: Final = re.compile(r"(?<!\w)[Tt]heo (?:[^\W\d]+ ){0,4}$")
# Pieces that mostly say again what was asked do not answer.
_MOST_ASKED: Final = 0.6
_MOST_SPANS: Final = 60
WHOLE: Final = 4
"""The rank of the whole sentence among the forms."""


@dataclass(frozen=True, slots=True)
class Form:
    """What a span is: its place, how it was found, and its tokens' range in the sentence."""

    span: Span
    bare: Span
    """The span before its counted thing was added."""
    rank: int
    """0: of the asked type, 1: of a type that may stand for it, 2: a name, 3: a piece, 4:
    the whole sentence."""
    first: int
    last: int


def forms(
    candidate: Candidate, understanding: Understanding, rarity: Rarity, *, pieces: bool
) -> list[Form]:
    """Returns what in a sentence may answer; the whole sentence always, and last.

    A private person's telephone number or home address is never proposed.
    """
    text, place = candidate.text, candidate.map
    asked = _asked_tokens(place, rarity)
    private = holds_private_contact(text)
    found: dict[Span, Form] = {}
    for rank, bare in _spans(text, understanding, pieces=pieces):
        span = narrowed(text, bare, understanding) if rank == 0 else bare
        if span in found or len(found) >= _MOST_SPANS:
            continue
        if rank and understanding.answer_type in _BARE and _lacks_head(text, span, found):
            continue
        if private and is_private_contact(text, span.start, span.end):
            continue
        ends = token_range(place, span)
        if ends is None:
            continue
        said = sum(1 for at in range(ends[0], ends[1] + 1) if at in asked)
        length = ends[1] - ends[0] + 1
        if said == length or (rank > 1 and said > _MOST_ASKED * length):
            continue
        found[span] = Form(span, bare, rank, *ends)
    whole = Span(0, len(text))
    if whole not in found:
        found[whole] = Form(whole, whole, WHOLE, 0, max(0, len(place.tokens) - 1))
    return list(found.values())


def _lacks_head(text: str, span: Span, found: Mapping[Span, Form]) -> bool:
    """Tells whether a name is cut from its head: "Lê Hoàn" of "số 27 đường Lê Hoàn"."""
    heads = answer_words().place_heads
    before = text[: span.start].rstrip().lower()
    return any(
        form.rank == 0 and own.start < span.start and span.end <= own.end
        for own, form in found.items()
    ) and any(" ".join(before.split()[-length:]) in heads for length in (1, 2))


def _stand_ins(understanding: Understanding) -> tuple[AnswerType, ...]:
    """Returns the forms that may answer beside the asked type's own."""
    kind = understanding.answer_type
    if kind is AnswerType.DATE and not _TERM_ASKED.search(understanding.text.lower()):
        return (AnswerType.TIME,)
    if kind is AnswerType.PERSON and not understanding.posts:
        return (AnswerType.ORGANIZATION,)
    if kind is AnswerType.LIST and not asks_people(understanding):
        return (AnswerType.ORGANIZATION,)
    if kind is AnswerType.PLACE and asked_level(understanding):
        return ()  # "xã nào": a body is none
    return _SECOND.get(kind, ())


def _spans(text: str, understanding: Understanding, *, pieces: bool) -> Iterator[tuple[int, Span]]:
    kind = understanding.answer_type
    if asked_code(understanding.text):
        return  # what an abbreviation is, the whole sentence says
    seconds = _stand_ins(understanding)
    for rank, form in ((0, kind), *((1, other) for other in seconds)):
        if form is AnswerType.LIST and not pieces:
            continue  # which sentence lists what is asked is told by its other forms
        spans: Sequence[Span] = find_spans(form, text)
        if form is AnswerType.NUMBER:
            counts = bool(understanding.units)
            spans = free_numbers(text, spans, digits_only=rank > 0 or not counts, counts=counts)
        for span in spans:
            if not (kind is AnswerType.PLACE and _TELLS.search(text[: span.start])):
                yield rank, span
    yield from ((1, span) for span in unnamed_ones(text, understanding, pieces=pieces))
    if kind in _NAMED:
        # A place or a body may be told by its bare name: "Yên Ninh", "Lenovo".
        names, bare = proper_names(text), set[Span]()
        if kind in _BARE:
            people = find_spans(AnswerType.PERSON, text)
            bare = {
                n for n in names if not any(p.start < n.end and n.start < p.end for p in people)
            }
        yield from ((1, span) for span in names if span in bare)
        yield from ((2, span) for span in names if span not in bare)
    if pieces and kind in CHUNKED:
        # Whether is told by saying something, not by naming it.
        said = kind is AnswerType.YES_NO
        yield from ((3, span) for span in (clauses(text) if said else chunks(text)))


def _asked_tokens(place: TokenMap, rarity: Rarity) -> set[int]:
    """Returns the tokens that only say what was asked, function words apart."""
    return {
        at + step
        for concept in rarity.concepts
        if concept.kind is not ConceptKind.FUNCTION
        # "khóa VII" may be written "khóa 7", but "7 đồng chí" does not say it again.
        for way in concept.alternatives
        if way is concept.typed or not way.terms[0].isdigit()
        for at in place.positions(way)
        for step in range(len(way.terms))
    }


def token_range(place: TokenMap, span: Span) -> tuple[int, int] | None:
    """Returns the first and last token inside a span, None for a span without any."""
    inside = [i for i, t in enumerate(place.tokens) if span.start <= t.start and t.end <= span.end]
    return (inside[0], inside[-1]) if inside else None


@lru_cache(maxsize=4096)
def clause_numbers(text: str) -> tuple[int, ...]:
    """Returns for each token of a sentence the number of its clause, from 0."""
    numbers, clause, previous = [], 0, 0
    for token in token_map(text).tokens:
        between = text[previous : token.start]
        if any(mark in between for mark in ",;:()–") or token.text == "và":
            clause += 1
        numbers.append(clause)
        previous = token.end
    return tuple(numbers)
