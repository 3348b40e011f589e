"""Measures the short answer alone: XQuAD-vi questions with the right passage given.

    python -m benchmarks.reading

Retrieval is made to return the right passage and no other, and the best short answer counts
whether it would be given or refused: what remains is the choice of sentence and span. A
question whose passage retrieval does not bring up at all counts as wrong.
"""

from __future__ import annotations

import sys
import tempfile
from collections.abc import Sequence
from dataclasses import replace
from datetime import date
from pathlib import Path

from benchmarks.quality import GOLD_DAY, PUBLIC, write_public
from index.answer.pipeline import Pipeline
from index.archive.archive import Archive
from index.engines.sync import SyncedEngine
from index.evaluation.misses import best_answer
from index.evaluation.questions import GoldQuestion, read_questions
from index.evaluation.short_answers import squad_exact, squad_f1
from index.ingest.load import load
from index.ingest.read import read_path
from index.language.lexicon import load_lexicon
from index.model import Audience, Filters, Role
from index.search.correct import Corrector
from index.search.hits import HitMaker
from index.search.passages import PassageStore
from index.search.query import Query
from index.search.retrieve import CANDIDATES, Retrieved, Retriever


class GivenArticle(Retriever):
    """Retrieval that finds the articles with the addresses in `given` and no others."""

    given: frozenset[str] = frozenset()

    def retrieve(
        self,
        query: Query,
        audiences: Sequence[Audience],
        filters: Filters | None = None,
        candidates: int = CANDIDATES,
        *,
        recent: bool = False,
    ) -> Retrieved:
        """Returns what retrieval finds, less the articles that are not given."""
        found = super().retrieve(query, audiences, filters, candidates, recent=recent)
        kept = [a for a in found.articles if a.best.passage.stored.article.url in self.given]
        return replace(found, articles=kept)


def measure_reading(archive: Archive, questions: Sequence[GoldQuestion]) -> dict[str, float]:
    """Returns the shares `squad_exact` and `squad_f1` over the questions."""
    engine = SyncedEngine.open(archive, "tantivy")
    retriever = GivenArticle(engine, PassageStore(archive))
    lexicon = load_lexicon()
    corrector = Corrector(engine, lexicon)
    pipeline = Pipeline(corrector, retriever, HitMaker(archive), lexicon)
    exact, f1 = [], []
    for gold in questions:
        retriever.given = gold.gold_urls
        answer = pipeline.run(gold.question, Role.CITIZEN, date.fromisoformat(GOLD_DAY), 1)
        best = best_answer(answer)
        exact.append(best is not None and squad_exact(best.text, gold.answers))
        f1.append(squad_f1(best.text, gold.answers) if best is not None else 0.0)
    engine.close()
    return {
        "squad_exact": round(sum(exact) / len(exact), 4),
        "squad_f1": round(sum(f1) / len(f1), 4),
    }


def measure_xquad(work: Path) -> dict[str, float]:
    """Returns the figures of XQuAD-vi, its questions with tone marks; `work` is filled."""
    questions = read_questions(write_public("xquad", PUBLIC / "xquad", work))
    archive = Archive.open(work / "reading")
    load(archive, read_path(work / "xquad.articles.jsonl"))
    try:
        return measure_reading(archive, [q for q in questions if q.style == "with_marks"])
    finally:
        archive.close()


def main() -> int:
    """Prints the two figures; returns 1 where XQuAD is not beside the project."""
    if not (PUBLIC / "xquad").is_dir():
        print("xquad is not beside the project", file=sys.stderr)
        return 1
    with tempfile.TemporaryDirectory() as folder:
        for name, value in measure_xquad(Path(folder)).items():
            print(f"{name:12} {value:.4f}")
    return 0


if __name__ == "__main__":
    sys.exit(main())
