"""What of a question the figures of all its sentences and spans need."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from datetime import date
from functools import cached_property
from typing import Final

from index.answer.cues import AnswerType
from index.answer.required import required
from index.answer.select import Candidate
from index.answer.time_rank import names_year
from index.answer.understanding import Understanding
from index.language.normalize import fold
from index.language.tokens import bigrams, tokenize
from index.model import Language
from index.search.passages import TokenMap
from index.search.query import Concept, ConceptKind
from index.search.rank import Pair, Rarity
from index.search.retrieve import Retrieved

# Asked: before somebody or something, who took over, the most of something, the first.
_ASKS: Final = tuple(
    re.compile(rf"\b(?:{words})\b")
    for words in (
        "truoc|tien nhiem|before|previous|predecessor",
        "thay|ke nhiem|thay the|replace|replaced|succeed|succeeded|successor",
        "nhat|most|highest|best|largest|biggest|top",
        "dau tien|lan dau|first",
    )
)
QUESTION: Final = (
    "asks_now", "names_years", "english", "bare_marks", "asks_posts", "asks_units", "words",
    "asks_before", "asks_change", "asks_most", "asks_first",
    *(f"type_{kind.value}" for kind in AnswerType),
)  # fmt: skip
# Concepts on each side of the question word that say which property is asked.
_FOCUS: Final = 2
_QUESTION_WORDS: Final = frozenset(
    {"ai", "gi", "nao", "dau", "may", "nhieu", "sao", "gio", "bao", "khi", "the", "lau"}
)


class Asked:
    """What of a question the figures of all its readings need, worked out once."""

    def __init__(
        self, understanding: Understanding, found: Retrieved, candidates: Sequence[Candidate]
    ) -> None:
        self.understanding = understanding
        self.found = found
        self.rarity: Rarity = found.rarity
        self.candidates = candidates
        self.line = fold(understanding.text)
        self.wanted = required().of(understanding.text)
        self.folded = [f" {' '.join(t.folded for t in c.map.tokens)} " for c in candidates]
        days = {day_of(c) for c in candidates}
        self._newness = {day: i / max(1, len(days) - 1) for i, day in enumerate(sorted(days))}
        self._year_fit: dict[int, float] = {}

    @cached_property
    def content(self) -> Mapping[Concept, float]:
        """The concepts that carry meaning, with their weights."""
        return {c: w for c, w in self.rarity.concepts.items() if c.kind is not ConceptKind.FUNCTION}

    @cached_property
    def compounds(self) -> Sequence[Pair]:
        """The pairs of concepts that make one word, as underthesea segments the question."""
        inside = {
            pair
            for word in self.understanding.query.words
            for pair in bigrams([t.text for t in tokenize(word.replace("_", " "))])
        }
        return [pair for pair in self.rarity.pairs if pair.term in inside]

    @cached_property
    def unknown_compounds(self) -> float:
        """The share of compounds that stand in no candidate's article."""
        maps = [m for c in self.candidates for m in self.article_maps(c)]
        if not self.compounds:
            return 0.0
        unknown = [p for p in self.compounds if not any(p.stands_in(m) for m in maps)]
        return len(unknown) / len(self.compounds)

    def article_maps(self, candidate: Candidate) -> Sequence[TokenMap]:
        """Returns the tokens of an article by its passages that were found, and its title."""
        passages = candidate.article.passages
        return [passages[0].passage.title, *(p.passage.map for p in passages)]

    @cached_property
    def plain(self) -> Mapping[Concept, float]:
        """The concepts that neither name nor count: what is said of whom."""
        return {c: w for c, w in self.content.items() if c.kind is ConceptKind.CONTENT}

    @cached_property
    def focus(self) -> Mapping[Concept, float]:
        """The concepts next to the question word, the nearest counting most.

        "Ông X quê ở đâu": "quê". They say which of a person's or a thing's many properties
        is asked.
        """
        concepts = self.understanding.query.concepts
        asks = [i for i, c in enumerate(concepts) if _asks(c)]
        if self.understanding.language is Language.ENGLISH:
            left, right = [], list(concepts)
        elif asks:
            at = asks[0] if asks[0] == 0 else asks[-1]
            left, right = list(reversed(concepts[:at])), list(concepts[at + 1 :])
        else:
            left, right = [], list(concepts)
        meant: dict[Concept, float] = {}
        for side in (left, right):
            near = [c for c in side if c in self.content and c.kind is ConceptKind.CONTENT]
            for place, concept in enumerate(near[:_FOCUS]):
                meant[concept] = self.content[concept] / (place + 1)
        return meant

    @cached_property
    def heaviest(self) -> float:
        """The weight of the rarest concept, never 0."""
        return max(self.content.values(), default=1.0) or 1.0

    def newness(self, candidate: Candidate) -> float:
        """Returns how new the article is among the candidates' articles, 0 to 1."""
        return self._newness[day_of(candidate)] if len(self._newness) > 1 else 1.0

    def year_fit(self, candidate: Candidate) -> float:
        """Returns how well the article fits the asked years, 1 where none is asked."""
        years = self.understanding.time.years
        if not years:
            return 1.0
        key = candidate.article.article_id
        if key not in self._year_fit:
            fits = [names_year(candidate.article, year) for year in years]
            self._year_fit[key] = sum(fits) / len(fits)
        return self._year_fit[key]

    @cached_property
    def question(self) -> tuple[float, ...]:
        """The figures that are the same for all readings."""
        asked = self.understanding
        concepts = asked.query.concepts
        return (
            float(asked.time.now) + float(asked.time.asked),
            float(bool(asked.time.years)),
            float(asked.language is Language.ENGLISH),
            float(bool(concepts) and all(c.typed.folded for c in concepts)),
            float(bool(asked.posts)),
            float(bool(asked.units)),
            min(1.0, len(self.content) / 12),
            *(float(bool(cue.search(self.line))) for cue in _ASKS),
            *(float(asked.answer_type is kind) for kind in AnswerType),
        )


def _asks(concept: Concept) -> bool:
    return not concept.weight and fold(concept.typed.terms[0]) in _QUESTION_WORDS


def day_of(candidate: Candidate) -> date:
    """Returns the day of a candidate's article, the first of all days without one."""
    return candidate.article.best.passage.stored.article.published or date.min
