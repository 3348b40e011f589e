"""How near to each other the words that are asked stand in a text."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from typing import Final

from index.search.query import Concept

Places = Mapping[Concept, Sequence[int]]
"""Where each concept begins among the tokens of a text, in order; none that is not there."""

# Tokens within which concepts count as said together (the design's window of 25 words).
WINDOW_TOKENS: Final = 25
# Words count as near from two tokens apart, and less and less up to so many.
_SIDE_BY_SIDE: Final = 2
_NEAR: Final = 8


def densest_window(places: Places, weights: Mapping[Concept, float]) -> float:
    """Returns the most weight of distinct concepts within one window of 25 tokens."""
    events = sorted((at, i) for i, c in enumerate(places) for at in places[c])
    values = [weights[c] for c in places]
    inside = [0] * len(values)
    best = now = 0.0
    left = 0
    for at, i in events:
        if not inside[i]:
            now += values[i]
        inside[i] += 1
        while events[left][0] <= at - WINDOW_TOKENS:
            gone = events[left][1]
            inside[gone] -= 1
            if not inside[gone]:
                now -= values[gone]
            left += 1
        best = max(best, now)
    return best


def near_share(places: Places, wanted: Iterable[tuple[Concept, Concept, float]]) -> float:
    """Returns the share, by weight, of the wanted pairs of concepts that stand near each other.

    Up to two tokens apart they count in full, at eight a quarter, beyond not at all.
    """
    total = near = 0.0
    for first, second, weight in wanted:
        total += weight
        ones, others = places.get(first), places.get(second)
        if ones and others and (gap := _least_gap(ones, others)) <= _NEAR:
            near += weight * _SIDE_BY_SIDE / max(_SIDE_BY_SIDE, gap)
    return near / total if total else 0.0


def _least_gap(ones: Sequence[int], others: Sequence[int]) -> int:
    """Returns the least distance above 0 between two places, one of each ordered sequence.

    More than any distance where there is none above 0.
    """
    best = max(ones[-1], others[-1]) + _NEAR + 1
    i = j = 0
    while i < len(ones) and j < len(others):
        gap = others[j] - ones[i]
        if 0 < abs(gap) < best:
            best = abs(gap)
        if gap == 0:  # a word asked twice stands where it stands itself
            nexts = [*ones[i + 1 : i + 2], *others[j + 1 : j + 2]]
            best = min([best, *(after - ones[i] for after in nexts)])
            i += 1
        if gap > 0:
            i += 1
        else:
            j += 1
    return best
