"""Which words of a text are shown: those among which the answer is likeliest to stand.

A clause is the likelier to hold the answer, the more of what is asked it and its sentence
hold, and the more words it has besides: an answer is none of the words that were asked.
"""

from __future__ import annotations

import math
from bisect import bisect_left, bisect_right
from collections import Counter
from collections.abc import Mapping, Sequence
from itertools import accumulate
from typing import Final

from index.language.sentences import Span, sentences
from index.search.query import Concept
from index.search.rarity import inverse_document_frequency

# A sentence is looked at in clauses of at least and at most so many words.
_LEAST_CLAUSE: Final = 7
_MOST_CLAUSE: Final = 33
_CLAUSE_ENDS: Final = (",", ";", ":", ")")
_CLAUSE_BEGINS: Final = ("(", "–", "—", "-")
# A conditional logit over the clauses of the right articles of XQuAD-vi, ALQAC and
# `data/training`, fitted on one half and checked on the other: what of all asked the clause
# holds; what its sentence holds, rarer words counting more; each ten words not asked.
_OF_CLAUSE: Final = 1.9
_OF_SENTENCE: Final = 1.6
_NOT_ASKED: Final = 0.27
_TEN: Final = 10
_MOST_NOT_ASKED: Final = 3.0
# Covering the chosen sentence outweighs all else; beginning with a sentence, hardly anything:
# at .02 already .003 of the XQuAD snippets lose their answer.
_CHOSEN: Final = 2.0
_SENTENCE_START: Final = 0.01

Places = Mapping[Concept, Sequence[tuple[int, int]]]
"""Where each concept stands in a text, by code points; none that is not there."""


def likeliest_window(
    text: str,
    words: Sequence[tuple[int, int]],
    most: int,
    places: Places,
    weights: Mapping[Concept, float],
    chosen: tuple[int, int] | None,
) -> tuple[int, int]:
    """Returns where the likeliest `most` words begin and end in `text`.

    `words` are those to choose from, by code points, in order and more than `most`. `chosen`
    is a piece of the text that has to be covered, as far as that many words allow.
    """
    starts = [start for start, _ in words]
    spans = [s for s in sentences(text) if words[0][0] <= s.start < words[-1][1]]
    density = _density(text, words, starts, spans, places, weights)
    if chosen is not None:
        first, last = bisect_left(starts, chosen[0]), bisect_left(starts, chosen[1])
        for at in range(first, last):
            density[at] += _CHOSEN / (last - first)
    before = [0.0, *accumulate(density)]
    begins = {span.start for span in spans}
    best = max(
        range(len(words) - most + 1),
        key=lambda at: (
            round(before[at + most] - before[at] + _SENTENCE_START * (starts[at] in begins), 9),
            -at,
        ),
    )
    return words[best][0], words[best + most - 1][1]


def _density(
    text: str,
    words: Sequence[tuple[int, int]],
    starts: Sequence[int],
    spans: Sequence[Span],
    places: Places,
    weights: Mapping[Concept, float],
) -> list[float]:
    """Returns for each word the probability that the answer is there, 1 in all."""
    firsts = sorted({0, *(bisect_left(starts, span.start) for span in spans)} - {len(words)})
    ends = [*firsts[1:], len(words)]
    clauses = [
        (number, *clause)
        for number, (first, end) in enumerate(zip(firsts, ends, strict=True))
        for clause in _clauses(text, words, first, end)
    ]
    begins = [first for _, first, _ in clauses]
    of_clause: list[Counter[Concept]] = [Counter() for _ in clauses]
    of_sentence: list[set[Concept]] = [set() for _ in firsts]
    for concept, standing in places.items():
        for start, _ in standing:
            clause = bisect_right(begins, bisect_right(starts, start) - 1) - 1
            of_clause[clause][concept] += 1
            of_sentence[clauses[clause][0]].add(concept)
    told = Counter(concept for held in of_sentence for concept in held)
    rare = {
        concept: weights.get(concept, 0.0) * inverse_document_frequency(len(firsts), told[concept])
        for concept in weights
    }
    total, rare_total = sum(weights.values()) or 1.0, sum(rare.values()) or 1.0
    scores = [
        _OF_CLAUSE * sum(weights.get(c, 0.0) for c in held) / total
        + _OF_SENTENCE * math.fsum(rare.get(c, 0.0) for c in of_sentence[number]) / rare_total
        + _NOT_ASKED * min(_MOST_NOT_ASKED, (end - first - held.total()) / _TEN)
        for (number, first, end), held in zip(clauses, of_clause, strict=True)
    ]
    shares = _softmax(scores)
    return [
        share / (end - first)
        for share, (_, first, end) in zip(shares, clauses, strict=True)
        for _ in range(first, end)
    ]


def _clauses(
    text: str, words: Sequence[tuple[int, int]], first: int, end: int
) -> list[tuple[int, int]]:
    """Returns the clauses of a sentence, given and returned as the words it goes from and to."""
    clauses = []
    begin = first
    for at in range(first + _LEAST_CLAUSE, end - _LEAST_CLAUSE + 1):
        length = at - begin
        written = text[words[at - 1][0] : words[at - 1][1]]
        mark = written.endswith(_CLAUSE_ENDS) or text.startswith(_CLAUSE_BEGINS, words[at][0])
        if (mark and length >= _LEAST_CLAUSE) or length >= _MOST_CLAUSE:
            clauses.append((begin, at))
            begin = at
    return [*clauses, (begin, end)]


def _softmax(scores: Sequence[float]) -> list[float]:
    most = max(scores)
    powers = [math.exp(score - most) for score in scores]
    total = sum(powers)
    return [power / total for power in powers]
