"""The figures that ranking weighs: what each passage has of a query, beside its rivals.

Rarity counts twice: in the archive, and among the passages that compete. A word that most of
these have cannot tell them apart, however rare it is elsewhere.
"""

from __future__ import annotations

import math
from bisect import bisect_right
from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Final

from index.search.definition import defined_name, definition_share
from index.search.nearness import Places, densest_window, near_share
from index.search.passages import Passage, TokenMap
from index.search.query import Concept, ConceptKind
from index.search.rarity import Rarity, Standing, inverse_document_frequency

# BM25 over the sentences of a passage.
_K1: Final = 1.2
_B: Final = 0.75
_SENTENCE_TOKENS: Final = 25
# One sight of a word is not quite enough to tell how it is written.
_DOUBT: Final = 0.5


@dataclass(frozen=True, slots=True)
class _Title:
    """What a title holds of the query, and the share of the title that the query holds."""

    concepts: frozenset[Concept]
    pairs: frozenset[int]
    asked: bool
    """Whether every word of it is asked."""


@dataclass(frozen=True, slots=True)
class _Look:
    """What one passage holds: concepts and pairs in its text, with its title beside it."""

    passage: Passage
    score: float
    places: Places
    pairs: frozenset[int]
    title: _Title
    present: frozenset[Concept]
    """The concepts in text or title."""


class Pool:
    """The passages that compete for a query."""

    def __init__(
        self, scored: Sequence[tuple[Passage, float]], rarity: Rarity, typed: Sequence[Concept]
    ) -> None:
        """`scored` pairs passages with the engine's scores; `typed` are the query's concepts,
        those that are not searched too.
        """
        self._rarity = rarity
        self._name = defined_name(typed)
        self._terms = {term for c in typed for way in c.alternatives for term in way.terms}
        concepts = list(rarity.concepts)
        self._two_apart = [
            (first, second, min(rarity.concepts[first], rarity.concepts[second]))
            for first, second in zip(concepts, concepts[2:], strict=False)
        ]
        titles: dict[int, _Title] = {}
        self._looks = []
        for passage, score in scored:
            if passage.stored.id not in titles:
                titles[passage.stored.id] = self._title(passage.title)
            self._looks.append(self._look(passage, score, titles[passage.stored.id]))
        held = Counter(concept for look in self._looks for concept in look.places)
        self._telling = {c: inverse_document_frequency(len(self._looks), held[c]) for c in concepts}
        self._telling_total = sum(self._telling.values()) or 1.0
        self._named = self._capitalized()

    def figures(self) -> list[dict[str, float]]:
        """Returns the figures of each passage, in order.

        Shares of what is asked, by weight: bm25 (the engine's score, of the best one);
        coverage (in text or title); window (within 25 tokens); title; skip (words two apart in
        the query that stand near each other); numbers (1 when none is asked); article,
        article_pairs (in any passage of its article); definition (of the name that is to be
        defined, right before "là"); sentence (BM25 of the best sentence, of the best one);
        title_asked (1 where the whole title is asked).

        Sums, so that much that is held says more than little: telling (rarity among the
        passages); named (what the texts write with capitals); pairs_held (side by side in the
        article). found is the logarithm of the share of its article's passages that compete:
        of a long article on other matters few do.
        """
        by_article: dict[int, list[_Look]] = {}
        for look in self._looks:
            by_article.setdefault(look.passage.stored.id, []).append(look)
        wholes = {article: self._of_article(looks) for article, looks in by_article.items()}
        best = max((look.score for look in self._looks), default=0.0) or 1.0
        sentences = [self._best_sentence(look) for look in self._looks]
        best_sentence = max(sentences, default=0.0) or 1.0
        return [
            {
                "bm25": look.score / best,
                "sentence": sentence / best_sentence,
                **self._of_passage(look),
                **wholes[look.passage.stored.id],
            }
            for look, sentence in zip(self._looks, sentences, strict=True)
        ]

    def _title(self, title: TokenMap) -> _Title:
        standing = Standing(title, self._rarity)
        written = zip(title.terms, title.folded_terms, strict=True)
        asked = [term in self._terms or folded in self._terms for term, folded in written]
        return _Title(
            frozenset(standing.places()),
            standing.pairs(),
            bool(asked) and all(asked),
        )

    def _look(self, passage: Passage, score: float, title: _Title) -> _Look:
        standing = Standing(passage.map, self._rarity)
        places = standing.places()
        present = title.concepts.union(places)
        return _Look(passage, score, places, standing.pairs(), title, present)

    def _of_passage(self, look: _Look) -> dict[str, float]:
        weights = self._rarity.concepts
        return {
            "coverage": self._rarity.share(look.present),
            "window": densest_window(look.places, self._telling) / self._telling_total,
            "skip": near_share(look.places, self._two_apart),
            "title": self._rarity.share(look.title.concepts),
            "title_asked": float(look.title.asked),
            "numbers": self._numbers(look.present),
            "definition": definition_share(look.passage.map, self._name, weights),
            # Exact, because sets have no order: the same question has the same score again.
            "telling": math.fsum(self._telling[c] for c in look.present),
            "named": math.fsum(weights[c] * self._named[c] for c in look.present),
        }

    def _of_article(self, looks: Sequence[_Look]) -> dict[str, float]:
        present: set[Concept] = set()
        pairs = set(looks[0].title.pairs)
        for look in looks:
            present |= look.present
            pairs |= look.pairs
        held = sum(self._rarity.pairs[i].weight for i in pairs)
        all_of_it = len(looks[0].passage.stored.passages)
        return {
            "article": self._rarity.share(present),
            "article_pairs": held / self._rarity.total_of_pairs,
            "pairs_held": held,
            "found": math.log(len(looks) / max(len(looks), all_of_it)),
        }

    def _numbers(self, present: frozenset[Concept]) -> float:
        weights = self._rarity.concepts
        asked = [c for c in weights if c.kind is ConceptKind.NUMBER]
        total = sum(weights[c] for c in asked)
        return sum(weights[c] for c in asked if c in present) / total if total else 1.0

    def _capitalized(self) -> Mapping[Concept, float]:
        """Returns how surely each concept names something: the share of its capitals.

        Told by the texts, so that it is known of a question without capitals too. The first
        words of sentences tell nothing.
        """
        seen: Counter[Concept] = Counter()
        capital: Counter[Concept] = Counter()
        for look in self._looks:
            capitals = look.passage.map.capitals
            starts = frozenset(look.passage.map.sentence_starts)
            for concept, places in look.places.items():
                inner = [capitals[at] for at in places if at not in starts]
                seen[concept] += len(inner)
                capital[concept] += sum(inner)
        return {c: capital[c] / (seen[c] + _DOUBT) for c in self._rarity.concepts}

    def _best_sentence(self, look: _Look) -> float:
        """Returns BM25 of the passage's best sentence, by the rarity among the passages."""
        starts = look.passage.map.sentence_starts
        sentences: dict[int, Counter[Concept]] = {}
        for concept, places in look.places.items():
            for at in places:
                sentences.setdefault(bisect_right(starts, at), Counter())[concept] += 1
        ends = [*starts[1:], len(look.passage.map)]
        best = 0.0
        for number, counts in sentences.items():
            length = (ends[number - 1] - starts[number - 1]) / _SENTENCE_TOKENS
            damping = _K1 * (1 - _B + _B * length)
            score = sum(self._telling[c] * n * (_K1 + 1) / (n + damping) for c, n in counts.items())
            best = max(best, score)
        return best
