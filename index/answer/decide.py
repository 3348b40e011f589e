"""Step 6: is the best reading an answer, are the articles related, or is it not found?"""

from __future__ import annotations

import math
import re
from collections.abc import Sequence
from typing import Final

import numpy as np
from rapidfuzz.distance import OSA

from index.answer.cues import AnswerType
from index.answer.personal import (
    has_private_number,
    holds_private_contact,
    is_private_contact,
)
from index.answer.reader import Best, Reading
from index.answer.required import other_label
from index.answer.select import FORMED
from index.answer.spans import find_spans
from index.answer.time_rank import names_year
from index.answer.trees import load_trees
from index.answer.understanding import Understanding
from index.language.normalize import fold
from index.language.tokens import tokenize
from index.model import Status
from index.search.names import named_in
from index.search.query import Concept, ConceptKind
from index.search.retrieve import RankedArticle, Retrieved

# The probability from which an answer is given: chosen for few wrong answers rather than few
# refusals, since a wrong answer of a government bot is worse than none.
ANSWERED_FROM: Final = 0.5
# A person who is said to hold the asked post is the answer, even where the sentence is on
# other things.
HOLDER_FROM: Final = 0.34
_HOLDS: Final = 0.75
# Below it the articles do not even share the matter.
RELATED_FROM: Final = 0.45
# So sure, an answer may stand where little of what was typed does: people talk otherwise.
SURE_FROM: Final = 0.6
# Of a person who is said to hold another post, or a number that counts something else.
_WRONG_FIT: Final = -0.4

_OF_SENTENCE: Final = (
    "context", "context_wide", "coverage", "gap_here", "gap_context", "gap_wide", "gap_article",
    "names_here", "names_context", "numbers_here", "numbers_context", "year_fit", "stale",
    "off_term", "other_term", "forms", "formless", "suits", "span_fit", "span_near",
    "span_near_left", "span_clause", "span_frame_left", "span_frame_right", "span_told_again",
    "bm25", "pairs", "article", "behind", "rank", "newness", "says_not", "content_here",
    "content_context", "content_wide", "focus_here", "focus_context", "focus_wide",
    "focus_first", "focus_first_wide", "span_focus_near", "span_focus_clause", "compounds_here",
    "compounds_wide", "compounds_article", "unknown_compounds", "misses",
    "asks_now", "names_years", "english", "bare_marks", "asks_posts", "asks_units", "words",
    "asks_before", "type_person", "type_number", "type_money", "type_none", "type_thing",
    "type_place", "type_reason", "type_manner", "type_yes_no", "type_phone", "type_date",
)  # fmt: skip
NAMES: Final = (
    *_OF_SENTENCE, "score", "lead", "lead_article", "second_article", "unknown", "in_article",
    "article_pairs", "window", "span_score", "against", "unnamed",
)  # fmt: skip
"""The columns of the decision model."""


def decision_row(
    best: Best, understanding: Understanding, articles: Sequence[RankedArticle], found: Retrieved
) -> tuple[float, ...]:
    """Returns what the decision rests on, by NAMES."""
    return _row(best, articles, found, objections(best, understanding, found))


def objections(
    best: Best, understanding: Understanding, found: Retrieved
) -> tuple[str | None, str | None]:
    """Returns why the span cannot be the answer, and what asked name its article lacks."""
    return against(best, understanding), unnamed(best, understanding, found)


def _row(
    best: Best,
    articles: Sequence[RankedArticle],
    found: Retrieved,
    objected: tuple[str | None, str | None],
) -> tuple[float, ...]:
    article = best.reading.candidate.article
    parts = article.best.parts
    top = articles[0].score or 1.0
    return (
        *(best.figures[name] for name in _OF_SENTENCE),
        best.score,
        best.lead,
        best.lead_article,
        articles[1].score / top if len(articles) > 1 else 0.0,
        unknown_share(found),
        parts["article"],
        parts["article_pairs"],
        parts["window"],
        best.reading.score,
        *(float(reason is not None) for reason in objected),
    )


def confidence(row: Sequence[float]) -> float:
    """Returns the estimated probability that the reading is right."""
    score = float(load_trees("decision", NAMES).scores(np.asarray([row], dtype=np.float64))[0])
    return 1 / (1 + math.exp(-score))


def decide(
    best: Best | None,
    understanding: Understanding,
    articles: Sequence[RankedArticle],
    found: Retrieved,
) -> tuple[Status, str, float]:
    """Returns the status, the reason for it, for `--explain`, and the confidence."""
    if best is None or not articles:
        return Status.NOT_FOUND, "no article matches", 0.0
    objected = objections(best, understanding, found)
    sure = confidence(_row(best, articles, found, objected))
    reason = objected[0] or objected[1]
    matter = best.reading.candidate.article.best.parts["article"]
    if reason is None and matter < RELATED_FROM and sure < SURE_FROM:
        reason = "the article is on another matter"
    if reason is None and sure >= (
        HOLDER_FROM if _is_holder(best, understanding) else ANSWERED_FROM
    ):
        return Status.ANSWERED, "confident", sure
    if articles[0].best.parts["article"] >= RELATED_FROM:
        return Status.RELATED, reason or "not confident", sure
    return Status.NOT_FOUND, reason or "the articles are on other matters", sure


def _is_holder(best: Best, understanding: Understanding) -> bool:
    person = understanding.answer_type is AnswerType.PERSON and bool(understanding.posts)
    return person and best.reading.form.rank == 0 and best.reading.fit >= _HOLDS


# What differs from year to year.
_OF_A_YEAR: Final = frozenset(
    {AnswerType.NUMBER, AnswerType.MONEY, AnswerType.PERCENT, AnswerType.RANK}
)


def against(best: Best, understanding: Understanding) -> str | None:
    """Returns why the span cannot be the answer, None when nothing speaks against it."""
    reading, asked = best.reading, understanding.answer_type
    if _is_private(reading, asked):
        return "it is a private person's number or address"
    if asked in FORMED and not reading.typed:
        return f"no {asked.value} in the sentence"
    own = reading.form.rank == 0
    holder = asked is AnswerType.PERSON and understanding.posts and not understanding.asks_former
    if holder and own and reading.fit < _WRONG_FIT:
        return "the person is not said to hold the post"
    if asked is AnswerType.NUMBER and understanding.units and reading.fit < _WRONG_FIT:
        return "the number counts something else"
    if asked is AnswerType.REASON and not best.figures["suits"]:
        return "the sentence gives no reason"
    if best.figures["misses"]:
        return "the sentence does not speak of what is asked"
    if best.figures["stale"] and asked in _OF_A_YEAR:
        return "the sentence is on another year"
    if best.figures["other_term"]:
        return "the sentence is on another term or prize"
    return None


def _is_private(reading: Reading, asked: AnswerType) -> bool:
    """Tells whether a private person's number is part of the answer, or where they live is
    in the sentence, for a question for a place.
    """
    text = reading.candidate.text
    if not holds_private_contact(text):
        return False
    span = reading.span
    own = find_spans(asked, text) if asked is AnswerType.PLACE else ()
    return has_private_number(text, span.start, span.end) or any(
        is_private_contact(text, place.start, place.end) for place in own
    )


def unnamed(best: Best, understanding: Understanding, found: Retrieved) -> str | None:
    """Returns what the question names that the article does not, None when it names all: a
    year, a body, a person or a place must stand where the answer does.
    """
    article = best.reading.candidate.article
    stored = article.best.passage.stored.article
    if label := other_label(understanding.text, (stored.title, stored.text)):
        return f"the article does not speak of {label}"
    for year in understanding.time.years:
        if not names_year(article, year):
            return f"the article does not speak of {year}"
    texts = (stored.title, stored.text)
    bodies = [post.body for post in understanding.posts if len(post.body) > 1]
    if bodies and not any(named_in(body, found.rarity.concepts, texts) for body in bodies):
        return "the article does not speak of " + " ".join(bodies[0])
    for name in asked_names(found):
        if not _is_named(article, name) and not _is_everywhere(name, found):
            return "the article does not name " + " ".join(c.typed.terms[0] for c in name)
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


# A name that so many articles have is the province's or the department's own: it goes without
# saying.
_EVERYWHERE: Final = 0.2
_MANY_ARTICLES: Final = 10


def _is_everywhere(name: Sequence[Concept], found: Retrieved) -> bool:
    """Tells whether so much of the archive has a name that articles need not say it."""
    least = max(_MANY_ARTICLES, _EVERYWHERE * found.documents)
    return all(found.frequencies.get(concept, 0) >= least for concept in name)


def _is_named(article: RankedArticle, name: Sequence[Concept]) -> bool:
    """Tells whether the whole name stands in the article, its words side by side."""
    held = [concept in article.best.in_article for concept in name]
    if not all(held) and (len(name) < _FULL_NAME or sum(held) < len(name) - 1):
        return False
    if len(name) == 1 or any(len(concept.alternatives) > 1 for concept in name):
        return True
    return _speaks_of(article, [fold(t) for concept in name for t in concept.typed.terms])


def _speaks_of(article: RankedArticle, words: Sequence[str]) -> bool:
    """Tells whether folded words stand in order in the article or its title, with at most two
    words between two of them: "Tết Đinh Mùi" is "Tết Nguyên đán Đinh Mùi".
    """
    stored = article.best.passage.stored.article
    line = re.compile(r"(?<!\S)" + r" (?:\S+ ){0,2}?".join(map(re.escape, words)) + r"(?!\S)")
    texts = [_folded(text) for text in (stored.title, stored.text)]
    return any(line.search(text) for text in texts) or (
        len(words) >= _FULL_NAME and any(_nearly(words, text.split()) for text in texts)
    )


# A slip of one letter in one word of a full name, the others being right, is the same name.
_FULL_NAME: Final = 3
_SLIP_FROM: Final = 3


def _nearly(name: Sequence[str], words: Sequence[str]) -> bool:
    for start in range(len(words) - len(name) + 1):
        if words[start] != name[0] and words[start + 1] != name[1]:
            continue
        other = [(a, b) for a, b in zip(name, words[start:], strict=False) if a != b]
        if len(other) == 1 and min(map(len, other[0])) >= _SLIP_FROM:
            return OSA.distance(*other[0], score_cutoff=1) <= 1
    return False


def _folded(text: str) -> str:
    return " ".join(token.folded for token in tokenize(text))


def unknown_share(retrieved: Retrieved) -> float:
    """Returns the share of the asked words, but function words, that no article has."""
    asked = [c for c in retrieved.rarity.concepts if c.kind is not ConceptKind.FUNCTION]
    unknown = [c for c in asked if retrieved.frequencies.get(c) == 0]
    return len(unknown) / len(asked) if asked else 0.0
