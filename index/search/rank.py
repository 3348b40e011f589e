"""Re-ranking: passages the engine found, scored by how they hold what was asked.

The engine's sum of term scores knows nothing of nearness, names or what all passages have in
common. A linear score over a few figures does.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property, partial
from typing import Final

from index.search.figures import Pool
from index.search.passages import Passage
from index.search.query import Concept
from index.search.rarity import (
    Pair,
    Rarity,
    held_concepts,
    inverse_document_frequency,
    pairs_together,
    positions,
)

__all__ = (
    "WEIGHTS", "InArticle", "Pair", "RankedPassage", "Rarity", "held_concepts",
    "inverse_document_frequency", "pairs_together", "positions", "rank_passages",
)  # fmt: skip

# A conditional logit over the figures of `figures.Pool`, fitted on XQuAD-vi, ALQAC and
# `data/training`. Fitted on one half and asked of the other, the right article of XQuAD is
# first for .944 of the questions with tone marks and .935 of those without, of ALQAC for .958
# and .956; fitted on `data/training` alone for .942 and .932, .947 and .947
# (`python -m benchmarks.fit ranking`). Boosted trees over forty such figures were no better.
WEIGHTS: Final[Mapping[str, float]] = {
    "bm25": 3.1,
    "window": 2.5,
    "telling": 0.178,
    "pairs_held": 0.131,
    "numbers": 2.2,
    "title_asked": 2.46,
    "title": 2.5,
    "definition": 5.4,
    "skip": 2.7,
    "sentence": 2.5,
    "named": 0.33,
    "found": 0.87,
}


class InArticle:
    """What stands anywhere in an article, looked for when it is asked."""

    def __init__(self, passages: Callable[[], Sequence[Passage]], rarity: Rarity) -> None:
        self._passages = passages
        self._rarity = rarity

    @cached_property
    def concepts(self) -> frozenset[Concept]:
        """The asked concepts in its title or text."""
        passages = self._passages()
        maps = [passages[0].title, *(passage.map for passage in passages)]
        return frozenset().union(*(held_concepts(place, self._rarity) for place in maps))


@dataclass(frozen=True, slots=True)
class RankedPassage:
    """A passage with its score and the figures that made it."""

    passage: Passage
    score: float
    parts: Mapping[str, float]
    whole: InArticle

    @property
    def in_article(self) -> frozenset[Concept]:
        """The asked concepts that stand anywhere in its article."""
        return self.whole.concepts


def rank_passages(
    scored: Sequence[tuple[Passage, float]],
    siblings: Callable[[Passage], Sequence[Passage]],
    rarity: Rarity,
    typed: Sequence[Concept] = (),
) -> list[RankedPassage]:
    """Returns the passages re-scored, best first; ties by passage id.

    `scored` pairs each passage with the engine's score; `siblings` gives all passages of
    its article; `typed` are all the query's concepts, those too that are not searched.
    """
    wholes: dict[int, InArticle] = {}
    ranked = []
    for (passage, _), parts in zip(scored, Pool(scored, rarity, typed).figures(), strict=True):
        article = passage.stored.id
        if article not in wholes:
            wholes[article] = InArticle(partial(siblings, passage), rarity)
        score = sum(weight * parts[name] for name, weight in WEIGHTS.items())
        ranked.append(RankedPassage(passage, score, parts, wholes[article]))
    return sorted(ranked, key=lambda item: (-item.score, item.passage.id))
