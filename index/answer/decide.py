"""Step 6: is the best reading an answer, are the articles related, or is it not found?"""

from __future__ import annotations

import math
import re
from collections.abc import Sequence
from typing import Final

import numpy as np

from index.answer.another import another
from index.answer.cues import AnswerType
from index.answer.personal import (
    has_private_number,
    holds_private_contact,
    is_private_contact,
)
from index.answer.reader import Best, Reading
from index.answer.select import FORMED
from index.answer.spans import find_spans
from index.answer.trees import load_trees
from index.answer.understanding import Understanding
from index.answer.unnamed import unnamed
from index.language.normalize import fold
from index.model import Status
from index.search.query import ConceptKind
from index.search.retrieve import RankedArticle, Retrieved

# The probability from which an answer is given: chosen for few wrong answers rather than few
# refusals, since a wrong answer of a government bot is worse than none.
ANSWERED_FROM: Final = 0.45
# A person who is said to hold the asked post is the answer, even where the sentence is on
# other things.
HOLDER_FROM: Final = 0.34
_HOLDS: Final = 0.75
# Keywords ask for nothing in words: articles on them are what is looked for, an answer a bonus.
KEYWORDS_FROM: Final = 0.76
# Places and bodies stand in most sentences: of those given from .45 on, unseen departments'
# questions had three wrong ones for four right ones; from here on one for two.
NAMED_FROM: Final = 0.55
_NAMED: Final = frozenset({AnswerType.PLACE, AnswerType.ORGANIZATION})
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
    objected = against(best, understanding) or another(best, understanding, found)
    return objected, unnamed(best.reading.candidate.article, understanding, found)


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
    if reason is None and sure >= _from(best, understanding):
        return Status.ANSWERED, "confident", sure
    if articles[0].best.parts["article"] >= RELATED_FROM:
        return Status.RELATED, reason or "not confident", sure
    return Status.NOT_FOUND, reason or "the articles are on other matters", sure


def _from(best: Best, understanding: Understanding) -> float:
    """Returns the confidence from which an answer is given."""
    if understanding.answer_type is AnswerType.NONE:
        return KEYWORDS_FROM
    if understanding.answer_type in _NAMED:
        return NAMED_FROM
    return HOLDER_FROM if _is_holder(best, understanding) else ANSWERED_FROM


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
    if _tells_what_is_false(best) and not _FALSE.search(fold(understanding.text)):
        return "the sentence tells what somebody falsely said"
    if best.figures["misses"]:
        return "the sentence does not speak of what is asked"
    of_a_year = asked in _OF_A_YEAR or (asked is AnswerType.PERSON and not understanding.posts)
    if best.figures["stale"] and of_a_year:
        return "the sentence is on another year"
    if best.figures["other_term"]:
        return "the sentence is on another term or prize"
    return None


_FALSE: Final = re.compile(r"(?<!\w)(?:lua|gia|tin don|tin dong|sai su that|fake|false|fraud|scam)")
_TOLD_FALSELY: Final = re.compile(
    r"(?<!\w)(?:thủ đoạn|giả danh|mạo danh|lừa đảo|kẻ gian|sai sự thật|tin giả|tin đồn|bịa đặt|"
    r"nghe kể lại|đưa tin sai)(?!\w)",
    re.IGNORECASE,
)
_QUOTES: Final = re.compile(r"[\"“][^\"”“]+[\"”]")


def _tells_what_is_false(best: Best) -> bool:
    """Tells whether the answer is what swindlers or rumours say: quoted, and told as such."""
    candidate, span = best.reading.candidate, best.reading.span
    told = _TOLD_FALSELY.search(candidate.text)
    quotes = _QUOTES.finditer(candidate.text)
    return bool(told) and any(q.start() < span.end and span.start < q.end() for q in quotes)


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


def unknown_share(retrieved: Retrieved) -> float:
    """Returns the share of the asked words, but function words, that no article has."""
    asked = [c for c in retrieved.rarity.concepts if c.kind is not ConceptKind.FUNCTION]
    unknown = [c for c in asked if retrieved.frequencies.get(c) == 0]
    return len(unknown) / len(asked) if asked else 0.0
