"""The worlds to learn from: articles with questions, read as the program reads them."""

from __future__ import annotations

import tempfile
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import Final

import numpy as np
from numpy.typing import NDArray

from index.answer.asked import Asked
from index.answer.pipeline import Pipeline
from index.answer.reader import Read, read_sentences, sentence_rows, span_rows
from index.answer.readings import Form
from index.answer.select import Candidate
from index.answer.understanding import Understanding
from index.archive.archive import Archive
from index.engines.sync import SyncedEngine
from index.evaluation.questions import GoldQuestion, read_questions
from index.evaluation.short_answers import contains, says, squad_f1
from index.ingest.load import load
from index.ingest.read import read_path
from index.language.lexicon import load_lexicon
from index.model import Role
from index.search.correct import Corrector
from index.search.hits import HitMaker
from index.search.passages import PassageStore
from index.search.retrieve import RankedArticle, Retrieved, Retriever

ROOT: Final = Path(__file__).parents[2] / "data"
# What "hiện nay" and "năm ngoái" are counted from in all sets.
TODAY: Final = date(2026, 11, 20)
DEPARTMENTS: Final = (
    "hoa_khe",
    "binh_lam",
    "nam_giang",
    "dong_sa",
    "thach_hung",
    "thanh_lam",
    "van_phuc",
    "ninh_chau",
    "tan_hung_giang",
)
"""Fictional departments of `data/training`."""
GENERAL: Final = ("bach_khoa", "van_vat", "xa_hoi")
"""Texts on anything there."""
GOLD: Final = "gold"
"""The sample news with the gold questions."""


@dataclass(frozen=True, slots=True)
class Spans:
    """The spans of a sentence: their figures, and what each is worth as the short answer."""

    forms: Sequence[Form]
    table: NDArray[np.float64]
    contained: NDArray[np.float64]
    f1: NDArray[np.float64]


@dataclass(slots=True)
class Example:
    """A question with what was found for it. `right` marks the sentences that answer."""

    world: str
    gold: GoldQuestion
    understanding: Understanding
    found: Retrieved
    articles: Sequence[RankedArticle]
    candidates: Sequence[Candidate]
    asked: Asked
    sentences: Sequence[Read]
    table: NDArray[np.float64]
    right: NDArray[np.float64]

    def spans(self, at: int) -> Spans:
        """Returns the spans of the sentence at place `at`."""
        forms, table = span_rows(self.asked, self.sentences[at].sentence)
        text = self.sentences[at].candidate.text
        pieces = [text[form.span.start : form.span.end] for form in forms]
        held = [float(bool(self.right[at]) and contains(p, self.gold.answers)) for p in pieces]
        f1 = [h * squad_f1(p, self.gold.answers) for h, p in zip(held, pieces, strict=True)]
        return Spans(forms, table, np.asarray(held), np.asarray(f1))


def examples(world: str, *others: str) -> list[Example]:
    """Returns the questions of a world, asked of its articles and those of `others`."""
    with tempfile.TemporaryDirectory() as home:
        archive = Archive.open(Path(home))
        for name in (world, *others):
            load(archive, read_path(_news(name)))
        engine = SyncedEngine.open(archive, "tantivy")
        try:
            lexicon = load_lexicon()
            retriever = Retriever(engine, PassageStore(archive))
            pipeline = Pipeline(Corrector(engine, lexicon), retriever, HitMaker(archive), lexicon)
            made = [_example(world, pipeline, q) for q in read_questions(_questions(world))]
        finally:
            engine.close()
            archive.close()
    return [example for example in made if example is not None]


def _example(world: str, pipeline: Pipeline, gold: GoldQuestion) -> Example | None:
    looked = pipeline.look(gold.question, Role.CITIZEN, TODAY)
    if looked is None or not looked.candidates:
        return None
    asked, sentences = read_sentences(looked.candidates, looked.understanding, looked.found)
    right = [
        float(_url(read.candidate) in gold.gold_urls and says(read.candidate.text, gold.answers))
        for read in sentences
    ]
    return Example(
        world, gold, looked.understanding, looked.found, looked.articles, looked.candidates,
        asked, sentences, sentence_rows(asked, sentences), np.asarray(right),
    )  # fmt: skip


def _url(candidate: Candidate) -> str:
    return candidate.article.best.passage.stored.article.url


def _news(world: str) -> Path:
    return ROOT / ("sample/news.jsonl" if world == GOLD else f"training/{world}.news.jsonl")


def _questions(world: str) -> Path:
    return ROOT / ("gold/questions.jsonl" if world == GOLD else f"training/{world}.questions.jsonl")
