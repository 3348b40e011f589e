"""Step 6: is the best extraction an answer, are the articles related, or is it not found?"""

from __future__ import annotations

import math
from collections.abc import Mapping, Sequence
from typing import Final

from index.answer.cues import AnswerType
from index.answer.extract import Best, Extracted, missing_terms
from index.answer.roles import posts_in
from index.answer.select import FORMED
from index.answer.time_rank import names_year
from index.answer.understanding import Understanding
from index.language.normalize import fold
from index.language.tokens import tokenize
from index.model import Status
from index.search.passages import token_map
from index.search.query import Concept, ConceptKind
from index.search.rank import held_concepts
from index.search.retrieve import RankedArticle, Retrieved

# Logistic weights, fitted on gold questions, and on XQuAD-vi and ALQAC with a third of the
# right passages taken out
# of reach, so that every answer to those is wrong (`benchmarks.fit confidence`).
WEIGHTS: Final[Mapping[str, float]] = {
    "context": 2.55,
    "margin": 3.2,
    "second": -2.0,
    "gap": -0.42,
    "fit": 0.7,
}
BIAS: Final = -1.1
# Chosen for few wrong answers rather than few refusals: a wrong answer of a government
# bot is worse than none.
ANSWERED_FROM: Final = 0.42
# Keywords that ask for nothing in particular want articles, unless one sentence says it all.
KEYWORDS_FROM: Final = 0.8
# Below it the articles do not even share the matter.
RELATED_FROM: Final = 0.45
# Slang and slips are unknown too; from this share on the matter itself is.
_MOST_UNKNOWN: Final = 0.24
# From this lead on more of it says nothing more.
_FULL_MARGIN: Final = 4.0


def figures(
    best: Best, articles: Sequence[RankedArticle], retrieved: Retrieved
) -> dict[str, float]:
    """Returns what the decision rests on, each in [0, 1].

    context: share of what is asked in the sentence, the one before it and the title;
    margin: how far the best extraction is ahead of the best with another answer; second:
    the second article's score beside the first's; gap: the rarest asked concept that
    context lacks; fit: of the span.
    """
    extracted = best.extracted
    top = articles[0].score or 1.0
    return {
        "context": extracted.candidate.parts["context"],
        "margin": min(1.0, max(0.0, best.margin) / _FULL_MARGIN),
        "second": articles[1].score / top if len(articles) > 1 else 0.0,
        "gap": rarest_absent(extracted, retrieved),
        "fit": extracted.fit if extracted.typed else 0.0,
    }


def confidence(parts: Mapping[str, float]) -> float:
    """Returns the estimated probability that the extraction is right."""
    return 1 / (1 + math.exp(-BIAS - sum(WEIGHTS[name] * value for name, value in parts.items())))


def decide(
    best: Extracted | None,
    parts: Mapping[str, float],
    understanding: Understanding,
    articles: Sequence[RankedArticle],
    retrieved: Retrieved,
) -> tuple[Status, str]:
    """Returns the status and the reason for it, for `--explain`."""
    if best is None or not articles:
        return Status.NOT_FOUND, "no article matches"
    if reason := mismatch(best, understanding, retrieved):
        status = Status.RELATED if _related(articles[0]) else Status.NOT_FOUND
        return status, reason
    bare = understanding.answer_type is AnswerType.NONE
    if confidence(parts) >= (KEYWORDS_FROM if bare else ANSWERED_FROM):
        return Status.ANSWERED, "confident"
    if _related(articles[0]):
        return Status.RELATED, "not confident"
    return Status.NOT_FOUND, "the articles are on other matters"


def _related(article: RankedArticle) -> bool:
    return article.best.parts["article"] >= RELATED_FROM


def mismatch(best: Extracted, understanding: Understanding, retrieved: Retrieved) -> str | None:
    """Returns why the extraction cannot be the answer, None when nothing speaks against it.

    A type that has a form needs it; a year, a name or a number in the question must stand
    where the answer does.
    """
    article = best.candidate.article
    if understanding.answer_type in FORMED and not best.typed:
        return f"no {understanding.answer_type.value} in the sentence"
    if unknown_share(retrieved) > _MOST_UNKNOWN:  # "vợ giám đốc": a third of it
        return "most of what is asked stands in no article"
    for year in understanding.time.years:
        if not names_year(article, year):
            return f"the article does not speak of {year}"
    for head, value in missing_terms(best.candidate, understanding):
        return f"the sentence is not on {head} {value}"
    for post in posts_in(understanding.text):
        if len(post.body) > 1 and not _speaks_of(article, post.body):
            return "the article does not speak of " + " ".join(post.body)
    for name in asked_names(retrieved):
        if not _is_named(article, name):
            return "the article does not name " + " ".join(c.typed.terms[0] for c in name)
    if understanding.answer_type is AnswerType.NUMBER and understanding.units and best.fit < 0.5:  # noqa: PLR2004 - half: no evidence either way
        return "the number counts something else"
    return None


def asked_names(retrieved: Retrieved) -> list[list[Concept]]:
    """Returns the names that the question has: concepts capitalized one after another."""
    names: list[list[Concept]] = []
    previous: Concept | None = None
    neighbours = {id(p.first): p.second for p in retrieved.rarity.pairs}
    for concept in retrieved.rarity.concepts:
        if concept.kind is ConceptKind.NAME:
            joined = previous is not None and neighbours.get(id(previous)) is concept
            if joined and previous.kind is ConceptKind.NAME:  # type: ignore[union-attr]
                names[-1].append(concept)
            else:
                names.append([concept])
        previous = concept
    return names


def _is_named(article: RankedArticle, name: Sequence[Concept]) -> bool:
    """Tells whether the whole name stands in the article, its words side by side."""
    if not all(concept in article.best.in_article for concept in name):
        return False
    if len(name) == 1 or any(len(concept.alternatives) > 1 for concept in name):
        return True
    return _speaks_of(article, [fold(t) for concept in name for t in concept.typed.terms])


def _speaks_of(article: RankedArticle, words: Sequence[str]) -> bool:
    """Tells whether folded words stand side by side in the article or its title."""
    stored = article.best.passage.stored.article
    return any(f" {' '.join(words)} " in f" {_folded(t)} " for t in (stored.title, stored.text))


def _folded(text: str) -> str:
    return " ".join(token.folded for token in tokenize(text))


def rarest_absent(best: Extracted, retrieved: Retrieved) -> float:
    """Returns the weight of the rarest asked concept that neither the sentence, the one
    before it nor the title has, 0 to 1.
    """
    weights = {c: w for c, w in retrieved.rarity.concepts.items()
               if c.kind is not ConceptKind.FUNCTION}  # fmt: skip
    places = (best.candidate.map, token_map(best.candidate.before),
              best.candidate.article.best.passage.title)  # fmt: skip
    here = set().union(*(held_concepts(place, retrieved.rarity) for place in places))
    absent = [weight for concept, weight in weights.items() if concept not in here]
    return max(absent, default=0.0) / (max(weights.values(), default=1.0) or 1.0)


def unknown_share(retrieved: Retrieved) -> float:
    """Returns the share of the asked words, but function words, that no article has."""
    asked = [c for c in retrieved.rarity.concepts if c.kind is not ConceptKind.FUNCTION]
    unknown = [c for c in asked if retrieved.frequencies.get(c) == 0]
    return len(unknown) / len(asked) if asked else 0.0
