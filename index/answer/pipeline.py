"""The answer pipeline: named steps, each from one frozen value to the next, timed.

    understand -> retrieve -> rank -> select -> extract -> decide

`Pipeline.run` is the runner; what each step saw and chose stays in the answer's `steps`.
"""

from __future__ import annotations

import time
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import date
from typing import TypeVar

from index.answer.decide import confidence, decide, figures
from index.answer.extract import Best, Extracted, best_extraction, rank_by_evidence
from index.answer.select import Candidate, select_sentences
from index.answer.time_rank import rank_by_time
from index.answer.understanding import Understanding, understand
from index.language.lexicon import Lexicon
from index.model import Answer, Quote, Role, Status, Step
from index.search.hits import HitMaker
from index.search.retrieve import RankedArticle, Retrieved, Retriever

Value = TypeVar("Value")


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


class Pipeline:
    """Answers questions over one archive."""

    def __init__(self, retriever: Retriever, hits: HitMaker, lexicon: Lexicon) -> None:
        self._retriever = retriever
        self._hits = hits
        self._lexicon = lexicon

    def run(self, question: str, role: Role, today: date, limit: int) -> Answer:
        """Returns the answer to `question` for `role`, with up to `limit` ranked articles."""
        began = time.perf_counter()
        trace = Trace()
        asked = trace.step(
            "understand", lambda: understand(question, self._lexicon, today), _tell_understanding
        )
        if asked.outcome is not None:
            answer = Answer(question, asked.outcome, asked.language)
        else:
            answer = self._search(question, asked, role, limit, trace)
        took = (time.perf_counter() - began) * 1000
        return replace(answer, took_ms=round(took, 3), steps=tuple(trace.steps))

    def _search(
        self, question: str, asked: Understanding, role: Role, limit: int, trace: Trace
    ) -> Answer:
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
        best = trace.step(
            "extract", lambda: best_extraction(candidates, asked, found), _tell_extracted
        )
        parts = figures(best, articles, found) if best else {}
        status, _ = trace.step(
            "decide",
            lambda: decide(best.extracted if best else None, parts, asked, articles, found),
            lambda verdict: {
                "status": verdict[0].value,
                "reason": verdict[1],
                "confidence": round(confidence(parts), 3) if parts else 0.0,
                **{name: round(value, 3) for name, value in parts.items()},
            },
        )
        articles = rank_by_evidence(articles, best)
        quote = None
        if best is not None and status is Status.ANSWERED:
            quote = _quote(best.extracted)
            articles = _first(articles, best.extracted.candidate.article)
        sentences = best.sentences if best else {}
        hits = self._hits.make(articles[:limit], found, role, sentences)
        return Answer(question, status, asked.language, quote, hits)


def _quote(best: Extracted) -> Quote:
    article = best.candidate.article.best.passage.stored.article
    return Quote(
        text=best.text,
        sentence=best.candidate.text,
        start=best.span.start,
        end=best.span.end,
        url=article.url,
        title=article.title,
        published=article.published,
        category=article.category,
        source=article.source,
    )


def _first(articles: Sequence[RankedArticle], chosen: RankedArticle) -> list[RankedArticle]:
    return [chosen, *(a for a in articles if a.article_id != chosen.article_id)]


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
    extracted = best.extracted
    return {
        "text": extracted.text,
        "sentence": extracted.sentence,
        "fit": round(extracted.fit, 3),
        "total": round(best.total, 3),
        "margin": round(best.margin, 3),
    }
