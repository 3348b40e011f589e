"""Step 5: which sentence answers, and which span of it.

Two small learnt models: one ranks the best sentences by what they hold and by what of the
asked form stands in them; the other chooses the span in the sentence that won.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Final

import numpy as np
from numpy.typing import NDArray

from index.answer.asked import QUESTION, Asked, day_of
from index.answer.cues import AnswerType
from index.answer.holders import post_fit
from index.answer.readings import WHOLE, Form, forms
from index.answer.select import FORMED, Candidate
from index.answer.sentence_figures import SENTENCE, Sentence, sentence_of, suits
from index.answer.span_figures import SPAN, span_figures
from index.answer.trees import Trees, load_trees
from index.answer.understanding import Understanding
from index.answer.unnamed import unnamed
from index.language.normalize import fold
from index.language.sentences import Span
from index.search.retrieve import RankedArticle, Retrieved

# So many of the best sentences are looked into for an answer.
_READ: Final = 12
# Who holds a post now may stand in a sentence that is on quite other things.
_READ_HOLDERS: Final = 24
_SECOND: Final = 2
# What of the best span of the asked form counts for its sentence.
_OF_SPAN: Final = (
    "fit", "near", "near_left", "near_right", "clause", "clause_best", "frame_left",
    "frame_right", "touch_left", "touch_right", "told_again", "after_change", "new_value",
    "same_form", "focus_near", "focus_clause", "stretch",
)  # fmt: skip
_OF_SPAN_AT: Final = tuple(SPAN.index(name) for name in _OF_SPAN)
_NO_SPAN: Final = (-1.0, *(0.0 for _ in _OF_SPAN[1:]))
_FIT, _NEAR, _STRETCH = SPAN.index("fit"), SPAN.index("near"), SPAN.index("stretch")
_ROW: Final = (
    *SENTENCE, "forms", "seconds", "formless", "suits", *(f"span_{name}" for name in _OF_SPAN)
)  # fmt: skip
# Figures that also count beside the best of the question's sentences.
_COMPARED: Final = (
    "bm25", "pairs", "context", "coverage", "article", "passage", "behind", "gap_here",
    "gap_context", "context_wide", "gap_wide", "newness", "year_fit", "names_here", "forms",
    "span_fit", "span_near", "span_near_left", "span_near_right", "span_clause",
    "span_frame_left", "span_frame_right", "span_told_again", "numbers_here", "focus_here",
    "focus_wide", "content_here", "content_wide", "span_focus_near", "span_focus_clause",
)  # fmt: skip
_COMPARED_AT: Final = tuple(_ROW.index(name) for name in _COMPARED)
SENTENCE_NAMES: Final = (*QUESTION, *_ROW, *(f"{name}_behind" for name in _COMPARED))
"""The columns of the sentence model."""
_SPAN_FIT, _FORMS = SENTENCE_NAMES.index("span_fit"), SENTENCE_NAMES.index("forms")
SPAN_NAMES: Final = (*QUESTION, *SENTENCE, *SPAN)
"""The columns of the span model."""
# Where nothing else answers, a sentence leads by so much.
_NO_RIVAL: Final = 3.0
# How far a sentence that cannot answer must be ahead of all that can; how little a newer one
# may be behind, where the present is asked, and how much less its span may fit.
_IMPOSSIBLE: Final = 3.0
_NEARLY: Final = 1.2
# Figures change from year to year, and older news tell more of them.
_NEARLY_FIGURES: Final = 1.8
_FIGURES: Final = frozenset(
    {AnswerType.RANK, AnswerType.NUMBER, AnswerType.MONEY, AnswerType.PERCENT, AnswerType.PHONE}
)
_FIT_SLACK: Final = 0.25
# Who holds a post, which post somebody holds.
_HELD: Final = frozenset({AnswerType.PERSON, AnswerType.POST})
_HOLDS: Final = 0.75
_NEARLY_HOLDS: Final = 6.0
# The fit of a span that is said to be something else: another post, another thing counted.
_CANNOT_BE: Final = -0.75
_MANY: Final = 3


@dataclass(frozen=True, slots=True)
class Models:
    """The models that read: of sentences and of spans."""

    sentence: Trees
    span: Trees


def shipped_models() -> Models:
    """Returns the models of `data/model`. Raises HoidapError: one is not usable."""
    return Models(load_trees("sentence", SENTENCE_NAMES), load_trees("span", SPAN_NAMES))


@dataclass(frozen=True, slots=True)
class Read:
    """A sentence with the spans of the asked form, or of one that may stand for it, their
    figures, and its row for the sentence model.
    """

    sentence: Sentence
    row: tuple[float, ...]

    @property
    def candidate(self) -> Candidate:
        """The sentence as a candidate."""
        return self.sentence.candidate


@dataclass(frozen=True, slots=True)
class Reading:
    """The span that answers in the sentence that answers."""

    candidate: Candidate
    form: Form
    fit: float
    """How the span fits the asked type, -1 to 1; 0 for a span of no form."""
    score: float
    """The span model's."""

    @property
    def span(self) -> Span:
        """Where the short answer stands in the sentence."""
        return self.form.span

    @property
    def typed(self) -> bool:
        """Whether the span has the form of the asked type, or one that may stand for it."""
        return self.form.rank < _SECOND

    @property
    def text(self) -> str:
        """The short answer."""
        return self.candidate.text[self.span.start : self.span.end]


@dataclass(frozen=True, slots=True)
class Best:
    """The best reading with the figures of its sentence, how far that is ahead of others, and
    what the best sentence of each article is worth, by article id.
    """

    reading: Reading
    figures: Mapping[str, float]
    score: float
    lead: float
    """Over the best sentence that does not hold the same answer."""
    lead_article: float
    """Over the best sentence of another article."""
    evidence: Mapping[int, float]
    sentences: Mapping[int, str]


def read_sentences(
    candidates: Sequence[Candidate], understanding: Understanding, found: Retrieved
) -> tuple[Asked, list[Read]]:
    """Returns the best sentences with their figures, in the order of `candidates`."""
    holders = understanding.time.now and understanding.answer_type in _HELD
    kept = candidates[: _READ_HOLDERS if holders else _READ]
    asked = Asked(understanding, found, kept)
    return asked, [_read(asked, at) for at in range(len(kept))]


def _read(asked: Asked, at: int) -> Read:
    sentence = sentence_of(asked, at)
    understanding = asked.understanding
    found = forms(sentence.candidate, understanding, asked.rarity, pieces=False)
    typed = [form for form in found if form.rank < _SECOND]
    rows = span_figures(asked, sentence, typed)
    own = [row for form, row in zip(typed, rows, strict=True) if form.rank == 0]
    seconds = len(typed) - len(own)
    best = max(own, key=lambda row: row[_FIT] + row[_NEAR] + row[_STRETCH] / 2, default=None)
    formless = understanding.answer_type in FORMED and not own
    row = (
        *sentence.figures,
        min(1.0, len(own) / _MANY),
        min(1.0, seconds / _MANY),
        (0.5 if seconds else 1.0) if formless else 0.0,
        suits(understanding.answer_type, sentence.candidate.text),
        *(_NO_SPAN if best is None else tuple(best[at] for at in _OF_SPAN_AT)),
    )
    return Read(sentence, row)


def sentence_rows(asked: Asked, sentences: Sequence[Read]) -> NDArray[np.float64]:
    """Returns the figures of all sentences, one row each, by SENTENCE_NAMES."""
    table = np.asarray([read.row for read in sentences], dtype=np.float64)
    question = np.repeat(np.asarray([asked.question]), len(sentences), axis=0)
    compared = table[:, _COMPARED_AT]
    return np.hstack([question, table, compared - compared.max(axis=0)])


def span_rows(asked: Asked, sentence: Sentence) -> tuple[list[Form], NDArray[np.float64]]:
    """Returns all spans of a sentence that may answer, and their figures by SPAN_NAMES."""
    found = forms(sentence.candidate, asked.understanding, asked.rarity, pieces=True)
    shared = asked.question + sentence.figures
    rows = [shared + row for row in span_figures(asked, sentence, found, pieces=True)]
    return found, np.asarray(rows, dtype=np.float64)


def best_reading(
    candidates: Sequence[Candidate],
    understanding: Understanding,
    found: Retrieved,
    models: Models | None = None,
) -> Best | None:
    """Returns the span that answers best, None where there is no sentence.

    `models` are the shipped ones unless others are tried (`make train`).
    """
    if not candidates:
        return None
    models = models or shipped_models()
    asked, sentences = read_sentences(candidates, understanding, found)
    table = sentence_rows(asked, sentences)
    scores = models.sentence.scores(table)
    at = _chosen(table, scores, sentences, asked)
    reading = _reading(asked, sentences[at].sentence, models.span)
    told = fold(reading.text)
    if _asks_holder_of_named_body(understanding):
        surest = _surest_of_same(told, at, table, scores, sentences)
        better = _reading(asked, sentences[surest].sentence, models.span)
        if fold(better.text) == told:
            at, reading = surest, better
    chosen = reading.candidate
    rivals = [
        (score, read.candidate)
        for score, read in zip(scores, sentences, strict=True)
        if read.candidate is not chosen
    ]
    other = [float(s) for s, c in rivals if told not in fold(c.text)]
    elsewhere = [float(s) for s, c in rivals if c.article is not chosen.article]
    best = float(scores[at])
    evidence: dict[int, float] = {}
    shown: dict[int, str] = {}
    for place in np.argsort(-scores, kind="stable"):
        candidate = sentences[place].candidate
        evidence.setdefault(candidate.article.article_id, float(scores[place]))
        shown.setdefault(candidate.article.article_id, candidate.text)
    return Best(
        reading,
        dict(zip(SENTENCE_NAMES, table[at].tolist(), strict=True)),
        best,
        best - max(other, default=best - _NO_RIVAL),
        best - max(elsewhere, default=best - _NO_RIVAL),
        evidence,
        shown,
    )


def _chosen(
    table: NDArray[np.float64], scores: NDArray[np.float64], sentences: Sequence[Read], asked: Asked
) -> int:
    """Returns the place of the sentence that answers: the best that can, and where the present
    is asked, the newest of those that are nearly as good.
    """
    possible = np.asarray([_may_answer(read, asked.understanding) for read in sentences])
    named = _of_named_articles(sentences, asked)
    if (possible & named).any():
        possible &= named
    worth = np.where(possible, scores, scores - _IMPOSSIBLE)
    best = int(worth.argmax())
    if not asked.understanding.time.now or not possible[best]:
        return best
    fit = table[:, _SPAN_FIT]
    formed = table[:, _FORMS] > 0
    figures = asked.understanding.answer_type in _FIGURES
    nearly = worth >= worth[best] - (_NEARLY_FIGURES if figures else _NEARLY)
    near = possible & formed & nearly & (fit >= fit[best] - _FIT_SLACK)
    kind = asked.understanding.answer_type
    if kind is AnswerType.POST or (kind is AnswerType.PERSON and asked.understanding.posts):
        # Who holds a post now may be named in passing, in news on quite other things.
        near |= possible & (fit >= _HOLDS) & (worth >= worth[best] - _NEARLY_HOLDS)
    if not formed[best] or not near.any():
        return best
    days = np.asarray([day_of(read.candidate).toordinal() for read in sentences])
    newest = near & (days == days[near].max())
    return int(np.where(newest, worth, -np.inf).argmax())


def _asks_holder_of_named_body(understanding: Understanding) -> bool:
    """Tells whether it is asked who holds a post now, of a body that is named: "Sở Y tế"."""
    if understanding.answer_type is not AnswerType.PERSON or not understanding.time.now:
        return False
    return any(len(post.body) > 1 for post in understanding.posts)


def _surest_of_same(
    told: str, at: int, table: NDArray[np.float64], scores: NDArray[np.float64],
    sentences: Sequence[Read],
) -> int:  # fmt: skip
    """Returns the best of the sentences that say the same person to hold the post: who holds it
    now may be named in the newest one in passing, and be told best by the one of the election.
    """
    same = [
        place
        for place, read in enumerate(sentences)
        if told in fold(read.candidate.text) and table[place, _SPAN_FIT] >= _HOLDS
    ]
    return max(same, key=lambda place: float(scores[place]), default=at)


def _of_named_articles(sentences: Sequence[Read], asked: Asked) -> NDArray[np.bool_]:
    """Tells of each sentence whether its article names all that the question does."""
    articles = {read.candidate.article.article_id: read.candidate.article for read in sentences}
    named = {
        at: unnamed(article, asked.understanding, asked.found) is None
        for at, article in articles.items()
    }
    return np.asarray([named[read.candidate.article.article_id] for read in sentences])


def _may_answer(read: Read, understanding: Understanding) -> bool:
    """Tells whether nothing in a sentence says that it cannot answer."""
    row = dict(zip(_ROW, read.row, strict=True))
    if row["misses"] or row["other_term"] or row["formless"] == 1.0 or not row["suits"]:
        return False
    return not row["forms"] or row["span_fit"] > _CANNOT_BE


def _reading(asked: Asked, sentence: Sentence, model: Trees) -> Reading:
    found, table = span_rows(asked, sentence)
    fits = table[:, SPAN_NAMES.index("fit")]
    own = np.asarray([form.rank == 0 for form in found])
    scores = model.scores(table)
    typed = np.asarray([form.rank < _SECOND for form in found])
    if asked.understanding.answer_type in FORMED and (typed & (~own | (fits > _CANNOT_BE))).any():
        scores = np.where(typed, scores, -np.inf)
    if asked.understanding.answer_type is AnswerType.POST and own.any():
        # Whose post it is, and whether it is the new one, the words say.
        scores = np.where(own & (fits >= fits[own].max()), scores, -np.inf)
    if (own & (fits > _CANNOT_BE)).any():
        # Where one person is said to hold the post, the others of the sentence are not meant.
        scores = np.where(own & (fits <= _CANNOT_BE), -np.inf, scores)
    holders = np.asarray([_may_be_listed(asked, sentence, form) for form in found])
    at = int(np.where(holders, scores, -np.inf).argmax())
    return Reading(sentence.candidate, found[at], float(fits[at]), float(scores[at]))


def _may_be_listed(asked: Asked, sentence: Sentence, form: Form) -> bool:
    """Tells whether a span begins with none who is not said to hold the post asked of many."""
    understanding = asked.understanding
    if understanding.answer_type is not AnswerType.LIST or not understanding.posts:
        return True
    span, persons = form.span, sentence.persons
    first = next((p for p in persons if span.start <= p.start and p.end <= span.end), None)
    if first is None or form.rank == WHOLE:
        return True
    fit = post_fit(sentence.candidate.text, first, persons, understanding.posts)
    return fit is not None and fit > _CANNOT_BE


# What a sentence that answers adds to the score of its article, for each point it is worth.
_EVIDENCE_WEIGHT: Final = 0.5


def rank_by_evidence(articles: Sequence[RankedArticle], best: Best | None) -> list[RankedArticle]:
    """Returns the articles re-ordered: those with a sentence that answers move up."""
    if best is None:
        return list(articles)
    least = min(best.evidence.values())
    moved = [
        replace(a, score=a.score + _EVIDENCE_WEIGHT * best.evidence.get(a.article_id, least))
        for a in articles
    ]
    return sorted(moved, key=lambda a: (-a.score, a.article_id))
