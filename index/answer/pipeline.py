"""The answer pipeline: named steps, each from one frozen value to the next, timed.

    read -> understand -> retrieve -> rank -> select -> extract -> decide -> notes

`Pipeline.run` is the runner; what each step saw and chose stays in the answer's `steps`.
"""

from __future__ import annotations

import time
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import date
from typing import TypeVar

from index.answer.decide import decide
from index.answer.notes import Notes, notes_on
from index.answer.quoting import quote_of
from index.answer.reader import Best, best_reading, rank_by_evidence
from index.answer.select import Candidate, select_sentences
from index.answer.time_rank import rank_by_time
from index.answer.understanding import QUESTION_LIMIT, Understanding, unasked, understand
from index.language.lexicon import Lexicon
from index.model import Answer, Quote, Role, Status, Step
from index.search.correct import Corrector
from index.search.corrected import Corrected
from index.search.hits import HitMaker
from index.search.retrieve import RankedArticle, Retrieved, Retriever

Value = TypeVar("Value")


# Fewer words in capitals may be names and abbreviations alone: "UBND", "SỞ KH&CN".
_SHOUTED_WORDS = 3


@dataclass(slots=True)
class Trace:
    """Times the steps of one question and keeps what they tell."""

    steps: list[Step] = field(default_factory=list)

    def step(
        self, name: str, run: Callable[[], Value], tell: Callable[[Value], Mapping[str, object]]
    ) -> Value:
        """Runs one step and records its name, time and detail."""
        began = time.perf_counter()
        value = run()
        took = (time.perf_counter() - began) * 1000
        self.steps.append(Step(name, round(took, 3), tell(value)))
        return value


@dataclass(frozen=True, slots=True)
class Looked:
    """What was found for a question, before a sentence is chosen."""

    understanding: Understanding
    found: Retrieved
    articles: Sequence[RankedArticle]
    candidates: Sequence[Candidate]


class Pipeline:
    """Answers questions over one archive."""

    def __init__(
        self, corrector: Corrector, retriever: Retriever, hits: HitMaker, lexicon: Lexicon
    ) -> None:
        self._corrector = corrector
        self._retriever = retriever
        self._hits = hits
        self._lexicon = lexicon

    def with_retriever(self, retriever: Retriever) -> Pipeline:
        """Returns the same steps over what another retriever finds."""
        return Pipeline(self._corrector, retriever, self._hits, self._lexicon)

    def run(
        self, question: str, role: Role, today: date, limit: int, *, exact: bool = False
    ) -> Answer:
        """Returns the answer to `question` for `role`, with up to `limit` ranked articles.

        With `exact`, no word is read as another one than was typed.
        """
        began = time.perf_counter()
        trace = Trace()
        read = trace.step("read", lambda: self._read(question, exact=exact), _tell_read)
        asked = trace.step(
            "understand",
            lambda: understand(read.text, self._lexicon, today, typed=question),
            _tell_understanding,
        )
        if asked.outcome is not None:
            answer = Answer(question, asked.outcome, asked.language)
        else:
            answer = self._search(question, asked, role, today, limit, trace)
        took = (time.perf_counter() - began) * 1000
        return replace(
            answer,
            took_ms=round(took, 3),
            steps=tuple(trace.steps),
            searched_as=None if asked.outcome else read.searched_as,
        )

    def _read(self, question: str, *, exact: bool) -> Corrected:
        """Returns the question as understood; one that grows too long stays as typed.

        So does what asks nothing: words of the archive would be read into it.
        """
        if unasked(question) is not None:
            return Corrected(question, question)
        if question.isupper() and len(question.split()) >= _SHOUTED_WORDS:
            question = question.lower()  # "GIÁM ĐỐC SỞ LÀ AI?" asks for no AI
        read = self._corrector.read(question, exact=exact)
        if len(read.text) > QUESTION_LIMIT >= len(read.typed):
            return Corrected(read.typed, read.typed)
        return read

    def look(self, question: str, role: Role, today: date) -> Looked | None:
        """Returns what the first steps find for a question, None where it asks for nothing.

        For training and measuring; `run` answers.
        """
        trace = Trace()
        read = self._read(question, exact=False)
        asked = understand(read.text, self._lexicon, today, typed=question)
        return None if asked.outcome is not None else self._look(asked, role, trace)

    def _look(self, asked: Understanding, role: Role, trace: Trace) -> Looked:
        found = trace.step(
            "retrieve",
            lambda: self._retriever.retrieve(asked.query, role.audiences, recent=asked.time.now),
            _tell_found,
        )
        articles = trace.step(
            "rank", lambda: rank_by_time(found.articles, asked.time), _tell_articles
        )
        candidates = trace.step(
            "select", lambda: select_sentences(asked, articles, found), _tell_candidates
        )
        return Looked(asked, found, articles, candidates)

    def _search(
        self,
        question: str,
        asked: Understanding,
        role: Role,
        today: date,
        limit: int,
        trace: Trace,
    ) -> Answer:
        looked = self._look(asked, role, trace)
        found, articles = looked.found, looked.articles
        best = trace.step(
            "extract", lambda: best_reading(looked.candidates, asked, found), _tell_extracted
        )
        status, _, _ = trace.step(
            "decide",
            lambda: decide(best, asked, articles, found),
            lambda verdict: {
                "status": verdict[0].value,
                "reason": verdict[1],
                "confidence": round(verdict[2], 3),
            },
        )
        quote, notes = None, Notes()
        if best is not None and status is Status.ANSWERED:
            answering = best
            quote = quote_of(best.reading, asked.answer_type)
            notes = trace.step(
                "notes",
                lambda: notes_on(answering, asked, articles, found.rarity, today),
                lambda made: _tell_notes(made, quote),
            )
        articles = rank_by_evidence(articles, best)
        if quote is not None and best is not None:
            articles = _first(articles, best.reading.candidate.article)
        sentences = best.sentences if best else {}
        hits = self._hits.make(articles[:limit], found, role, sentences)
        return Answer(
            question, status, asked.language, quote, hits,
            overdue_days=notes.overdue_days, newer=notes.newer,
        )  # fmt: skip


def _first(articles: Sequence[RankedArticle], chosen: RankedArticle) -> list[RankedArticle]:
    return [chosen, *(a for a in articles if a.article_id != chosen.article_id)]


def _tell_read(read: Corrected) -> Mapping[str, object]:
    return {
        "changes": [
            {"typed": read.typed[c.start : c.end], "read": c.read, "kind": c.kind.value}
            for c in read.changes
        ]
    }


def _tell_understanding(asked: Understanding) -> Mapping[str, object]:
    return {
        "language": asked.language.value,
        "answer_type": asked.answer_type.value,
        "units": [" ".join(unit) for unit in asked.units],
        "years": list(asked.time.years),
        "now": asked.time.now,
        "concepts": [
            {
                "ways": [
                    ("~" if way.folded else "") + " ".join(way.terms)
                    for way in concept.alternatives
                ],
                "kind": concept.kind.value,
                "weight": concept.weight,
            }
            for concept in asked.query.concepts
        ],
    }


def _tell_found(found: Retrieved) -> Mapping[str, object]:
    return {"passages": found.documents, "articles": len(found.articles)}


def _tell_articles(articles: Sequence[RankedArticle]) -> Mapping[str, object]:
    return {
        "articles": [
            {
                "url": a.best.passage.stored.article.url,
                "score": round(a.score, 3),
                **{name: round(value, 3) for name, value in a.best.parts.items()},
            }
            for a in articles[:5]
        ]
    }


def _tell_candidates(candidates: Sequence[Candidate]) -> Mapping[str, object]:
    return {
        "sentences": [
            {
                "text": c.text,
                "score": round(c.score, 3),
                **{name: round(value, 3) for name, value in c.parts.items()},
            }
            for c in candidates[:5]
        ]
    }


def _tell_extracted(best: Best | None) -> Mapping[str, object]:
    if best is None:
        return {"text": None}
    reading = best.reading
    return {
        "text": reading.text,
        "sentence": reading.candidate.text,
        "url": reading.candidate.article.best.passage.stored.article.url,
        "score": round(best.score, 3),
        "lead": round(best.lead, 3),
        "fit": round(reading.fit, 3),
        "figures": {name: round(value, 3) for name, value in best.figures.items() if value},
    }


def _tell_notes(notes: Notes, quote: Quote | None) -> Mapping[str, object]:
    newer = notes.newer
    return {
        "overdue_days": notes.overdue_days,
        "newer": newer.url if newer else None,
        "items": len(quote.items) + quote.more_items if quote else 0,
    }
