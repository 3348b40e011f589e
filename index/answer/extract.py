"""Step 5: the answer span in a sentence, chosen among the candidates of its type."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Final

from index.answer.cues import AnswerType
from index.answer.roles import Post, posts_in
from index.answer.select import Candidate, article_part
from index.answer.spans import find_spans
from index.answer.understanding import Understanding
from index.answer.units import Units, counted_by
from index.language.normalize import fold
from index.language.sentences import Span
from index.language.tokens import tokenize
from index.search.passages import token_map
from index.search.query import ConceptKind
from index.search.rank import Rarity, positions
from index.search.retrieve import RankedArticle, Retrieved

# How fast a concept's help fades with its distance from the span, in tokens.
_REACH: Final = 6.0
# So many of the best sentences are looked into for an answer.
_EXTRACTED: Final = 12
# What the fit of a span adds to the score of its sentence, and having the asked form at
# all; fitted together with the weights of `select`.
_FIT_WEIGHT: Final = 2.1
_FORM_WEIGHT: Final = 0.6
# On the gold questions right articles first .868 without, .894 with; XQuAD-vi unchanged.
_EVIDENCE_WEIGHT: Final = 0.5


@dataclass(frozen=True, slots=True)
class Extracted:
    """A span in a candidate sentence; `fit` says how surely it is what was asked, 0 to 1."""

    candidate: Candidate
    span: Span
    fit: float
    typed: bool
    """Whether the span has the form of the asked type; a whole sentence has none."""

    @property
    def article_id(self) -> int:
        """The article of the sentence."""
        return self.candidate.article.article_id

    @property
    def sentence(self) -> str:
        """The sentence, as it stands in the article."""
        return self.candidate.text

    @property
    def text(self) -> str:
        """The short answer."""
        return self.candidate.text[self.span.start : self.span.end]


@dataclass(frozen=True, slots=True)
class Best:
    """The best extraction of a question, its total score, and how far it is ahead of the
    best one with another answer.
    """

    extracted: Extracted
    total: float
    margin: float
    evidence: Mapping[int, float]
    """By article id, how well its best sentence answers, whatever the article's score."""


def best_extraction(
    candidates: Sequence[Candidate], understanding: Understanding, found: Retrieved
) -> Best | None:
    """Returns the best span over the best sentences: the sentence's score and the span's."""
    extracted = [extract(c, understanding, found.rarity) for c in candidates[:_EXTRACTED]]
    if not extracted:
        return None
    best = max(extracted, key=_total)
    told = fold(best.text)
    others = [_total(e) for e in extracted if fold(e.text) not in told and told not in fold(e.text)]
    evidence: dict[int, float] = {}
    for item in extracted:
        value = _total(item) - article_part(item.candidate)
        evidence[item.article_id] = max(value, evidence.get(item.article_id, value))
    return Best(best, _total(best), _total(best) - max(others, default=0.0), evidence)


def rank_by_evidence(articles: Sequence[RankedArticle], best: Best | None) -> list[RankedArticle]:
    """Returns the articles re-ordered: those with a sentence that answers move up."""
    if best is None:
        return list(articles)
    least = min(best.evidence.values())
    moved = [
        replace(a, score=a.score + _EVIDENCE_WEIGHT * (best.evidence.get(a.article_id, least)))
        for a in articles
    ]
    return sorted(moved, key=lambda a: (-a.score, a.article_id))


def _total(extracted: Extracted) -> float:
    if not extracted.typed:
        return extracted.candidate.score
    return extracted.candidate.score + _FORM_WEIGHT + _FIT_WEIGHT * extracted.fit


def extract(candidate: Candidate, understanding: Understanding, rarity: Rarity) -> Extracted:
    """Returns the best span of the asked type in the sentence, else the whole sentence."""
    text = candidate.text
    whole = Extracted(candidate, Span(0, len(text)), 0.0, typed=False)
    spans = find_spans(understanding.answer_type, text)
    if understanding.answer_type is AnswerType.NUMBER:
        spans = _free_numbers(text, spans, digits_only=not understanding.units)
    asked = _places_asked(candidate, rarity)
    scored = []
    for span in spans:
        if _repeats_question(text[span.start : span.end], rarity):
            continue
        fit = _type_fit(text, span, spans, understanding)
        if fit is not None:
            scored.append((_nearness(text, span, asked) + fit, -span.start, span))
    if not scored:
        return whole
    fit, _, span = max(scored)
    span = _narrowed(text, span, understanding)
    return Extracted(candidate, span, max(0.0, min(1.0, 0.5 + fit / 2)), typed=True)


def _places_asked(candidate: Candidate, rarity: Rarity) -> list[tuple[int, float]]:
    """Returns (token position, weight) of every concept in the sentence."""
    total = rarity.total
    return [
        (at, weight / total)
        for concept, weight in rarity.concepts.items()
        for at in positions(candidate.map, concept)
    ]


def _repeats_question(span_text: str, rarity: Rarity) -> bool:
    """Tells whether the span only says again what was asked."""
    place = token_map(span_text)
    told = {
        at + step
        for concept in rarity.concepts
        if concept.kind is not ConceptKind.FUNCTION
        for way in concept.alternatives
        for at in place.positions(way)
        for step in range(len(way.terms))
    }
    return bool(place.tokens) and len(told) == len(place.tokens)


def _nearness(text: str, span: Span, asked: Sequence[tuple[int, float]]) -> float:
    """Returns how much of what was asked stands near the span, 0 to about 1."""
    tokens = token_map(text).tokens
    inside = [i for i, t in enumerate(tokens) if span.start <= t.start and t.end <= span.end]
    if not inside:
        return 0.0
    first, last = inside[0], inside[-1]
    total = 0.0
    for at, weight in asked:
        distance = max(first - at, at - last, 0)
        total += weight * _REACH / (_REACH + distance) if distance else 0.0
    return min(total, 1.0)


def _type_fit(
    text: str, span: Span, spans: Sequence[Span], understanding: Understanding
) -> float | None:
    """Returns how a span fits what its type asks for, -1 to 1; None: it cannot be meant."""
    kind = understanding.answer_type
    if kind is AnswerType.PERSON:
        return _post_fit(text, span, spans, asked_posts(understanding))
    if kind is AnswerType.NUMBER and understanding.units:
        return _unit_fit(text, span, understanding.units)
    if kind is AnswerType.DATE:
        return _date_fit(text, span, understanding)
    return 0.0


# --- persons --------------------------------------------------------------------------


def asked_posts(understanding: Understanding) -> list[Post]:
    """Returns the posts that the question names, in any of the ways it may be written."""
    found = posts_in(understanding.text)
    for concept in understanding.query.concepts:
        for way in concept.alternatives:
            found.extend(posts_in(" ".join(way.terms)))
    return found


def _post_fit(text: str, span: Span, spans: Sequence[Span], asked: Sequence[Post]) -> float | None:
    """Returns 1 where the person holds the asked post; None where only another one."""
    if not asked:
        return 0.0
    posts = posts_in(text)
    own = [post for post in posts if _belongs(text, span, post, spans)]
    if any(post.same(a) for post in own for a in asked if _same_body(text, post, asked)):
        return 1.0
    return None if own else -0.3


def _same_body(text: str, post: Post, asked: Sequence[Post]) -> bool:
    """Tells whether the post is in the body that is asked: "Bí thư Chi đoàn" names another
    body than "Bí thư Đảng ủy". A post asked or told without a body may be any.
    """
    told = [t.folded for t in tokenize(text[post.end : post.end + 40])][:2]
    bodies = [a.body for a in asked if a.same(post) and a.body]
    return not bodies or not told or any(told[: len(body)] == list(body) for body in bodies)


_ELECTED: Final = re.compile(
    r"(?:bầu|giữ|làm|bổ nhiệm|đảm nhiệm|đắc cử|trúng cử|giới thiệu|phân công|là|chức|"
    r"chức vụ|chức danh|\(|-|–|—|,|:|\s)+",
)


def _belongs(text: str, span: Span, post: Post, spans: Sequence[Span]) -> bool:
    """Tells whether a post is the person's: no other person stands between them."""
    left, right = (span.end, post.start) if span.end <= post.start else (post.end, span.start)
    if right < left or right - left > _POST_REACH:
        return False
    between = text[left:right]
    if any(left <= other.start < right for other in spans if other != span):
        return False
    if post.start < span.start:
        # "Giám đốc Sở Đỗ Hữu Quyết": the post comes first only in one breath.
        return not re.search(r"[,;–—.]|(?<!\w)(?:và|cho|của đồng chí|trao|tặng)(?!\w)", between)
    return not re.search(r"[;.]", between)


_POST_REACH: Final = 140


# --- numbers and dates ----------------------------------------------------------------


def _free_numbers(text: str, spans: Sequence[Span], *, digits_only: bool) -> list[Span]:
    """Returns the numbers that are no part of a date, a document's number or a phone's."""
    taken = [
        other
        for kind in (AnswerType.DATE, AnswerType.DOCUMENT, AnswerType.PHONE, AnswerType.TIME)
        for other in find_spans(kind, text)
        if not re.fullmatch(r"\d{1,2} giờ", text[other.start : other.end])
    ]
    return [
        s
        for s in spans
        if not any(t.start <= s.start and s.end <= t.end for t in taken)
        and (text[s.start].isdigit() or not digits_only)
    ]


def _unit_fit(text: str, span: Span, units: Units) -> float:
    """Returns 1 where the counted thing follows the number, -0.8 where another does."""
    return 1.0 if counted_by(units, _folded_after(text, span)) else -0.8


def _folded_after(text: str, span: Span) -> list[str]:
    return [t.folded for t in tokenize(text[span.end : span.end + 60])]


_DEADLINE: Final = re.compile(r"han|cham nhat|truoc ngay|den het|deadline|until|due")
_DEADLINE_BEFORE: Final = re.compile(
    r"(?:trước|hết|chậm nhất|hạn|đến|muộn nhất)[^,;.]{0,25}$", re.IGNORECASE
)
_DOCUMENT_BEFORE: Final = re.compile(r"/[A-ZĐ][\w&-]*\s*,?\s*(?:ký\s*)?(?:ngày\s*)?$")


def _date_fit(text: str, span: Span, understanding: Understanding) -> float:
    question = fold(understanding.text)
    before = text[max(0, span.start - 40) : span.start]
    fit = 0.0
    if _DEADLINE.search(question):
        fit += 0.6 if _DEADLINE_BEFORE.search(before) else -0.3
    asks_document = re.search(r"\b(?:ky|ban hanh|quyet dinh|signed|issued)\b", question)
    if _DOCUMENT_BEFORE.search(before):
        fit += 0.4 if asks_document else -0.5
    wants_year = re.search(r"\b(?:nam nao|nam bao nhieu|what year|which year)\b", question)
    if not wants_year and re.fullmatch(
        r"(?:[Nn]ăm )?\d{4}(?:-\d{4})?", text[span.start : span.end]
    ):
        fit -= 0.6
    return fit


_YEAR_ASKED: Final = re.compile(r"\b(?:nam nao|nam bao nhieu|what year|which year)\b")


def _narrowed(text: str, span: Span, understanding: Understanding) -> Span:
    """Widens a number by its counted thing; cuts a date to its year where that is asked."""
    piece = text[span.start : span.end]
    if understanding.answer_type is AnswerType.DATE and _YEAR_ASKED.search(
        fold(understanding.text)
    ):
        year = re.search(r"(?:19|20)\d\d", piece)
        if year:
            return Span(span.start + year.start(), span.start + year.end())
    if understanding.answer_type is AnswerType.NUMBER and understanding.units:
        after = tokenize(text[span.end : span.end + 60])
        count = counted_by(understanding.units, [token.folded for token in after])
        if count:
            return Span(span.start, span.end + after[count - 1].end)
    return span
