"""Step 5: the answer span in a sentence, chosen among the candidates of its type."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date
from typing import Final

from index.answer.cues import AnswerType
from index.answer.holders import asked_posts, post_fit
from index.answer.qualified import Qualified, qualified
from index.answer.select import FORMED, Candidate, article_part
from index.answer.spans import find_spans
from index.answer.understanding import Understanding
from index.answer.units import Units, counted_by
from index.language.dates import find_year_spans
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
# Who holds a post now may stand in a sentence that is on quite other things.
_EXTRACTED_HOLDERS: Final = 24
# What the fit of a span adds to the score of its sentence, and having the asked form at
# all; fitted together with the weights of `select`.
FIT_WEIGHT: Final = 2.1
FORM_WEIGHT: Final = 0.6
# Where the present is asked: a fit that leaves no doubt, and how much less a newer
# extraction may fit, or score in all.
_SURE_FIT: Final = 0.75
_CERTAIN_FIT: Final = 0.95
_FIT_SLACK: Final = 0.2
# How much less a sentence with the asked form may score than one without it.
_FORM_SLACK: Final = 3.0
# What no rival at all is worth as a lead.
_NO_RIVAL_LEAD: Final = 1.0
_SAME_MATTER_TOTAL: Final = 2.0
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
    off_term: bool = False
    """Whether the question names a term or a prize that is not the sentence's."""

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
    sentences: Mapping[int, str]
    """By article id, that sentence."""


def best_extraction(
    candidates: Sequence[Candidate], understanding: Understanding, found: Retrieved
) -> Best | None:
    """Returns the best span over the best sentences: the sentence's score and the span's."""
    holder_now = understanding.time.now and understanding.answer_type is AnswerType.PERSON
    most = _EXTRACTED_HOLDERS if holder_now else _EXTRACTED
    extracted = [extract(c, understanding, found.rarity) for c in candidates[:most]]
    if not extracted:
        return None
    best = _newest(extracted) if understanding.time.now else max(extracted, key=_total)
    if not best.typed and understanding.answer_type in FORMED:
        best = _formed(extracted, best)
    told = fold(best.text)
    rivals = [e for e in extracted if fold(e.text) not in told and told not in fold(e.text)]
    if understanding.time.now:
        # What an older article says of the present is no rival: it has changed since.
        rivals = [e for e in rivals if _day(e) >= _day(best)]
    evidence: dict[int, float] = {}
    sentences = {best.article_id: best.sentence}
    for item in sorted(extracted, key=_total, reverse=True):
        evidence.setdefault(item.article_id, _total(item) - article_part(item.candidate))
        sentences.setdefault(item.article_id, item.sentence)
    lead = _total(best) - max(map(_total, rivals), default=_total(best) - _NO_RIVAL_LEAD)
    return Best(best, _total(best), lead, evidence, sentences)


def _formed(extracted: Sequence[Extracted], best: Extracted) -> Extracted:
    """Returns, rather than a sentence without the asked form, one that surely has it."""
    near = [
        e
        for e in extracted
        if e.typed and e.fit >= _SURE_FIT and _total(e) >= _total(best) - _FORM_SLACK
    ]
    return max(near, key=_total, default=best)


def _newest(extracted: Sequence[Extracted]) -> Extracted:
    """Returns the best extraction of the newest article among those that surely fit."""
    best = max(extracted, key=_total)
    least = min(_SURE_FIT, best.fit - _FIT_SLACK)
    fitting = [
        e for e in extracted if e.typed and e.fit >= least and _total(e) >= _total(best) - _slack(e)
    ]
    if not fitting:
        return best
    newest = max(_day(e) for e in fitting)
    return max((e for e in fitting if _day(e) == newest), key=_total)


def _slack(extracted: Extracted) -> float:
    """A fit beyond doubt ("Giám đốc Sở X") may stand in a sentence on quite other things."""
    return _SAME_MATTER_TOTAL * (2 if extracted.fit >= _CERTAIN_FIT else 1)


def _day(extracted: Extracted) -> date:
    return extracted.candidate.article.best.passage.stored.article.published or date.min


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
    score = extracted.candidate.score - (_OFF_TERM_COST if extracted.off_term else 0.0)
    return score + FORM_WEIGHT + FIT_WEIGHT * extracted.fit if extracted.typed else score


def extract(candidate: Candidate, understanding: Understanding, rarity: Rarity) -> Extracted:
    """Returns the best span of the asked type in the sentence, else the whole sentence."""
    text = candidate.text
    off_term = bool(missing_terms(candidate, understanding))
    whole = Extracted(candidate, Span(0, len(text)), 0.0, typed=False, off_term=off_term)
    spans = find_spans(understanding.answer_type, text)
    if understanding.answer_type is AnswerType.NUMBER:
        spans = _free_numbers(text, spans, digits_only=not understanding.units)
    asked = _places_asked(candidate, rarity)
    years = understanding.time.years
    stale = _OTHER_YEAR_COST if years and tells_other_year(text, years) else 0.0
    scored = []
    for span in spans:
        if _repeats_question(text[span.start : span.end], rarity):
            continue
        fit = _type_fit(text, span, spans, understanding)
        if fit is not None:
            scored.append((_nearness(text, span, asked) + fit - stale, -span.start, span))
    if not scored:
        return whole
    fit, _, span = max(scored)
    span = _narrowed(text, span, understanding)
    sure = max(0.0, min(1.0, 0.5 + fit / 2))
    return Extracted(candidate, span, sure, typed=True, off_term=off_term)


def missing_terms(candidate: Candidate, understanding: Understanding) -> set[Qualified]:
    """Returns what the question names ("khóa VII", "giải Nhất") that is not told here: in the
    sentence, the one before it, or the title.
    """
    asked = qualified(understanding.text)
    title = candidate.article.best.passage.stored.article.title
    return asked - qualified(f"{candidate.before}\n{candidate.text}\n{title}") if asked else set()


# What a sentence on another term, prize or quarter loses in all.
_OFF_TERM_COST: Final = 2.0
# What a sentence on other years loses in fit.
_OTHER_YEAR_COST: Final = 0.6
_YEAR_TOLD: Final = re.compile(r"(?<![\d/.-])(?:19|20)\d\d(?![\d/])")
_YEAR_COMPARED: Final = re.compile(r"(?:so với|thay cho|hơn)(?: cùng kỳ)?(?: năm)? *$")


def tells_other_year(text: str, asked: Sequence[int]) -> bool:
    """Tells whether a sentence names years, but none that is asked.

    A year it only compares with ("tăng 3 bậc so với năm 2018") is not its own; the years
    of full dates do not count, for news of one year are published in the next.
    """
    told = [
        int(match.group())
        for match in _YEAR_TOLD.finditer(text)
        if not _YEAR_COMPARED.search(text[max(0, match.start() - 25) : match.start()])
    ]
    spans = [range(s.first, s.last + 1) for s in find_year_spans(text)]
    if any(year in span for year in asked for span in spans) or set(told) & set(asked):
        return False
    compared = any(str(year) in text for year in asked)
    return bool(told or spans or compared)


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
        # "khóa VII" may be written "khóa 7", but "7 đồng chí" does not say it again.
        for way in concept.alternatives
        if way is concept.typed or not way.terms[0].isdigit()
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
        return post_fit(text, span, spans, asked_posts(understanding))
    if kind is AnswerType.NUMBER and understanding.units:
        return _unit_fit(text, span, understanding.units)
    if kind is AnswerType.DATE:
        return _date_fit(text, span, understanding)
    if kind is AnswerType.PLACE:
        return _place_fit(text, span)
    return _change_fit(text, span)


_PROVINCE: Final = re.compile(r"(?:tỉnh|thành phố|TP\.?)(?: [^\W\d]+){1,3}", re.IGNORECASE)


_MOVED_FROM: Final = re.compile(r"(?:từ|rời|địa chỉ cũ)(?: trụ sở)?(?: tại)?\s*$")
_MOVED_TO: Final = re.compile(r"(?<!\w)(?:về|đến|sang|tới)(?!\w)")


def _place_fit(text: str, span: Span) -> float:
    """A province is where all the news are from; an address tells more, the new one most."""
    place = text[span.start : span.end]
    if _PROVINCE.fullmatch(place):
        return -0.5
    if _MOVED_FROM.search(text[max(0, span.start - 25) : span.start]) and _MOVED_TO.search(
        text[span.end : span.end + 60]
    ):
        return -0.6
    return 0.2 if any(c.isdigit() for c in place) else 0.0


_NEW_VALUE: Final = re.compile(r"(?:xuống|lên|còn|thành|đạt)(?: còn| mức| thành)?\s*$")
_OLD_VALUE_AFTER: Final = re.compile(r"^[^,;.]{0,25}?(?:xuống|lên|còn|thành)(?!\w)")
_OLD_VALUE_BEFORE: Final = re.compile(
    r"(?:từ|thay cho|thay vì|so với|trước đây là|[Ss]ố cũ|địa chỉ cũ)(?: mức| số| hộp thư)?\s*$"
)


def _change_fit(text: str, span: Span) -> float:
    """Tells the new value from the old in "giảm từ 10 xuống còn 8": the new one is meant."""
    before, after = text[max(0, span.start - 30) : span.start], text[span.end : span.end + 30]
    if _OLD_VALUE_BEFORE.search(before) and _OLD_VALUE_AFTER.search(after):
        return -0.6
    if re.search(r"(?:thay cho|thay vì|cũ)(?: số| hộp thư)?\s*$", before):
        return -0.6
    return 0.1 if _NEW_VALUE.search(before) else 0.0


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
_BORN_ASKED: Final = re.compile(r"\b(?:sinh nam|sinh ngay|nam sinh|ngay sinh|born|birthday)\b")
_BORN_BEFORE: Final = re.compile(r"sinh (?:ngày |năm |tháng )?\s*$", re.IGNORECASE)
_DOCUMENT_BEFORE: Final = re.compile(r"/[A-ZĐ][\w&-]*\s*,?\s*(?:ký\s*)?(?:ngày\s*)?$")


def _date_fit(text: str, span: Span, understanding: Understanding) -> float | None:
    question = fold(understanding.text)
    before = text[max(0, span.start - 40) : span.start]
    if _BORN_ASKED.search(question):
        return 0.5 if _BORN_BEFORE.search(before) else None
    fit = 0.0
    if _DEADLINE.search(question):
        fit += 0.6 if _DEADLINE_BEFORE.search(before) else -0.3
    asks_document = re.search(r"\b(?:ky|ban hanh|quyet dinh|signed|issued)\b", question)
    if _DOCUMENT_BEFORE.search(before):
        fit += 0.4 if asks_document else -0.5
    wants_year = _YEAR_ASKED.search(question)
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
