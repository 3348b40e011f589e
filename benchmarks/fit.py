"""Fits the weights of ranking and sentence choice, and says how they do.

    python -m benchmarks.fit ranking|sentences

Prints weights to be looked at and copied by hand into `index/search/rank.py` and
`index/answer/select.py`, rounded: nothing is written. Fitted on the public sets in
../shared/data and on `data/training` (ranking) or the gold questions (sentences), never on
the held-out ones. What reads the sentences that are chosen is trained by
`benchmarks.training`.
"""

from __future__ import annotations

import sys
import tempfile
from collections import defaultdict
from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import Final

import numpy as np

from benchmarks.choice import Array, Group, firsts, fit
from benchmarks.quality import GOLD, GOLD_DAY, PUBLIC, ROOT, SAMPLE, write_public
from index.answer import select
from index.answer.time_rank import rank_by_time
from index.answer.understanding import Understanding, understand
from index.archive.archive import Archive
from index.engines.sync import SyncedEngine
from index.evaluation.questions import GoldQuestion, read_questions
from index.ingest.load import load
from index.ingest.read import read_path
from index.language.lexicon import load_lexicon
from index.language.tokens import tokenize
from index.model import Role
from index.search import rank
from index.search.correct import Corrector
from index.search.passages import PassageStore
from index.search.retrieve import RankedArticle, Retrieved, Retriever

_TODAY: Final = date.fromisoformat(GOLD_DAY)
_TRAINING: Final = ROOT / "data" / "training"
_OURS: Final = {
    "departments": ("hoa_khe", "binh_lam", "nam_giang", "dong_sa"),
    "encyclopedia": ("bach_khoa",),
}
_PUBLIC_SETS: Final = ("xquad", "alqac")
# How much a question of each set counts. The departments' are few beside the public ones, and
# nearer to what people ask. Of the gold questions, ranking learns nothing: they check it.
_RANKING: Final = {"departments": 2.0, "encyclopedia": 1.5, "xquad": 1.0, "alqac": 1.0, "gold": 0.0}
_SENTENCES: Final = {"gold": 3.0, "xquad": 1.0, "alqac": 1.0}
# Sentences that compete; what comes after is never read.
_MOST_SENTENCES: Final = 40


@dataclass(frozen=True, slots=True)
class Asked:
    """A question of a set with what retrieval found for it."""

    name: str
    gold: GoldQuestion
    understanding: Understanding
    found: Retrieved

    def is_right(self, article: RankedArticle) -> bool:
        """Tells whether the article is one that answers."""
        return article.best.passage.stored.article.url in self.gold.gold_urls

    def group(
        self,
        rows: Sequence[Mapping[str, float]],
        right: Sequence[bool],
        figures: Collection[str],
        counts: Mapping[str, float],
    ) -> Group:
        """Returns the choice among things with the given figures, those of `right` right."""
        values = [[row[figure] for figure in figures] for row in rows]
        style = f", {self.gold.style}" if self.name in _PUBLIC_SETS else ""
        return Group(
            np.array(values, float).reshape(-1, len(figures)),
            np.array(right, float),
            counts[self.name],
            f"{self.name} {min(self.gold.gold_urls, default='')}",
            self.name + style,
        )


def main(arguments: Sequence[str]) -> int:
    """Fits what is named; returns 2 for anything else."""
    tasks = {"ranking": _ranking, "sentences": _sentences}
    if len(arguments) != 1 or arguments[0] not in tasks:
        print(__doc__, file=sys.stderr)
        return 2
    with tempfile.TemporaryDirectory() as folder:
        tasks[arguments[0]](Path(folder))
    return 0


def _ranking(work: Path) -> None:
    groups = [
        q.group(
            [article.best.parts for article in q.found.articles],
            [q.is_right(article) for article in q.found.articles],
            rank.WEIGHTS,
            _RANKING,
        )
        for q in _asked(work, _RANKING)
        if q.gold.answerable
    ]
    _report(groups, rank.WEIGHTS)


def _sentences(work: Path) -> None:
    groups = []
    for q in _asked(work, _SENTENCES):
        articles = rank_by_time(q.found.articles, q.understanding.time)
        best = select.select_sentences(q.understanding, articles, q.found)[:_MOST_SENTENCES]
        right = [q.is_right(c.article) and _says(c.text, q.gold) for c in best]
        groups.append(q.group([c.parts for c in best], right, select.WEIGHTS, _SENTENCES))
    _report(groups, select.WEIGHTS)


# --- questions ------------------------------------------------------------------------


def _asked(work: Path, names: Collection[str]) -> Iterator[Asked]:
    """Yields the questions of each set, as read over an archive of its articles."""
    for name in names:
        articles, questions = _files(name, work)
        if articles:
            yield from _asked_of(name, work / name, articles, questions)
        else:
            print(f"{name}: skipped, it is not beside the project")


def _files(name: str, work: Path) -> tuple[Sequence[Path], Sequence[Path]]:
    """Returns the files of articles and of questions of a set; none where they are not."""
    if name == "gold":
        return [SAMPLE], [GOLD / "questions.jsonl"]
    if name in _OURS:
        worlds = _OURS[name]
        return (
            [_TRAINING / f"{world}.news.jsonl" for world in worlds],
            [_TRAINING / f"{world}.questions.jsonl" for world in worlds],
        )
    if not (PUBLIC / name).is_dir():
        return [], []
    questions = write_public(name, PUBLIC / name, work)
    return [work / f"{name}.articles.jsonl"], [questions]


def _asked_of(
    name: str, home: Path, articles: Sequence[Path], questions: Sequence[Path]
) -> Iterator[Asked]:
    archive = Archive.open(home)
    for path in articles:
        load(archive, read_path(path))
    engine = SyncedEngine.open(archive, "tantivy")
    retriever = Retriever(engine, PassageStore(archive))
    lexicon = load_lexicon()
    corrector = Corrector(engine, lexicon)
    for gold in (gold for path in questions for gold in read_questions(path)):
        asked = understand(corrector.read(gold.question).text, lexicon, _TODAY)
        if asked.outcome is None:
            now = asked.time.now
            found = retriever.retrieve(asked.query, Role.CITIZEN.audiences, recent=now)
            yield Asked(name, gold, asked, found)
    engine.close()
    archive.close()


# --- figures --------------------------------------------------------------------------


def _report(groups: Sequence[Group], weights: Mapping[str, float]) -> None:
    """Prints for each set how often the right thing is first, and the weights fitted on all.

    "now": with the weights in the code. "other half": fitted on one half and asked of the
    other, both ways; questions with the same right article are in the same half. "ours": fitted
    on what travels with the project alone.
    """
    now = np.array(list(weights.values()))
    parted = [fit([group for group in groups if group.half == half]) for half in (0, 1)]
    ours = [group for group in groups if group.name in _OURS]
    columns = {
        "now": firsts(groups, now),
        "other half": [firsts([group], parted[1 - group.half])[0] for group in groups],
        "ours": firsts(groups, fit(ours)) if ours else [],
    }
    _print_table(groups, {name: column for name, column in columns.items() if column})
    fitted: Array = fit(groups)
    print("weights", dict(zip(weights, fitted.round(3).tolist(), strict=True)))


def _print_table(groups: Sequence[Group], columns: Mapping[str, Sequence[float]]) -> None:
    of_set: defaultdict[str, list[int]] = defaultdict(list)
    for number, group in enumerate(groups):
        of_set[group.name].append(number)
    print(f"{'first is right':24} {'n':>5}", *(f"{name:>10}" for name in columns))
    for name, numbers in of_set.items():
        shares = (np.mean([column[i] for i in numbers]) for column in columns.values())
        print(f"{name:24} {len(numbers):5}", *(f"{share:10.4f}" for share in shares))


def _says(text: str, gold: GoldQuestion) -> bool:
    line = f" {_terms(text)} "
    return any(f" {_terms(answer)} " in line for answer in gold.answers)


def _terms(text: str) -> str:
    return " ".join(token.text for token in tokenize(text))


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
