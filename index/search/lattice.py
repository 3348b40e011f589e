"""The likeliest way through the guesses for all words of a question.

Each guess costs something; words that stand side by side in articles support each other.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from itertools import pairwise

from index.search.guess import Guess
from index.search.vocabulary import Vocabulary


@dataclass(frozen=True, slots=True)
class Edge:
    """A guess for the typed words from `start` to `end`, exclusive."""

    start: int
    end: int
    guess: Guess


@dataclass(frozen=True, slots=True)
class _Way:
    """The best way so far that ends in a certain word."""

    score: float
    edge: Edge | None
    before: _Way | None


def likeliest(
    edges: Mapping[int, Sequence[Edge]], length: int, vocabulary: Vocabulary
) -> list[Edge]:
    """Returns the best way from 0 to `length`, edge by edge.

    `edges` are those that start at each place; from each place one must lead on.
    """
    ways: list[dict[str, _Way]] = [{} for _ in range(length + 1)]
    ways[0][""] = _Way(0.0, None, None)
    for at in range(length):
        if not ways[at]:
            continue
        for edge in edges[at]:
            words = edge.guess.words
            own = _worth(edge.guess, vocabulary)
            best: _Way | None = None
            for last, way in ways[at].items():
                score = way.score + own + (vocabulary.support(last, words[0]) if last else 0.0)
                if best is None or score > best.score:
                    best = _Way(score, edge, way)
            reached = ways[edge.end]
            if best and (words[-1] not in reached or best.score > reached[words[-1]].score):
                reached[words[-1]] = best
    return _edges_of(max(ways[length].values(), key=lambda way: way.score))


def _worth(guess: Guess, vocabulary: Vocabulary) -> float:
    """Returns what a guess is worth by itself."""
    words = guess.words
    inside = sum(vocabulary.support(*pair) for pair in pairwise(words))
    return inside + sum(vocabulary.weight(word) for word in words) - guess.cost


def _edges_of(way: _Way) -> list[Edge]:
    found: list[Edge] = []
    step: _Way | None = way
    while step is not None and step.edge is not None:
        found.append(step.edge)
        step = step.before
    return found[::-1]
