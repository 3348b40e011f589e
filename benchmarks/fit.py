"""Fits the weights of ranking, sentence choice and confidence, and says how they do.

    python -m benchmarks.fit ranking|sentences|confidence

Prints weights to be looked at and copied by hand into `index/search/rank.py`,
`index/answer/select.py` with `extract.py`, and `index/answer/decide.py`, rounded: nothing
is written. Fitted on the public sets in ../shared/data and the gold questions of
`data/gold/questions.jsonl`, never on the held-out ones. For confidence, every third public
question has its passage put out of reach, so that any answer to it is wrong.
"""

from __future__ import annotations

import sys
import tempfile
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date
from pathlib import Path
from typing import Final

import numpy as np
import numpy.typing as npt

from benchmarks.quality import GOLD, GOLD_DAY, PUBLIC, SAMPLE, write_public
from index.answer import decide, extract, select
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
from index.search.passages import PassageStore
from index.search.retrieve import RankedArticle, Retrieved, Retriever

_TODAY: Final = date.fromisoformat(GOLD_DAY)
# The gold questions are few beside the public ones, and nearer to what people ask.
_GOLD_WEIGHT: Final = 3.0
_STEPS: Final = 600
_RATE: Final = 2.0
_PULL: Final = 1e-3

Array = npt.NDArray[np.float64]


@dataclass(frozen=True, slots=True)
class Asked:
    """A question with what retrieval found for it."""

    gold: GoldQuestion
    understanding: Understanding
    found: Retrieved
    articles: Sequence[RankedArticle]
    weight: float

    def is_right(self, article: RankedArticle) -> bool:
        """Tells whether the article is one that answers."""
        return article.best.passage.stored.article.url in self.gold.gold_urls


def main(arguments: Sequence[str]) -> int:
    """Fits what is named; returns 2 for anything else."""
    tasks = {"ranking": _ranking, "sentences": _sentences, "confidence": _confidence}
    if len(arguments) != 1 or arguments[0] not in tasks:
        print(__doc__, file=sys.stderr)
        return 2
    with tempfile.TemporaryDirectory() as folder:
        tasks[arguments[0]](list(_all_asked(Path(folder), arguments[0] == "confidence")))
    return 0


def _all_asked(work: Path, take_out: bool) -> Iterator[Asked]:
    questions = read_questions(GOLD / "questions.jsonl")
    yield from _asked(work / "gold", SAMPLE, questions, _GOLD_WEIGHT, take_out=False)
    for name in ("xquad", "alqac"):
        if (PUBLIC / name).is_dir():
            path = write_public(name, PUBLIC / name, work)
            articles = work / f"{name}.articles.jsonl"
            yield from _asked(work / name, articles, read_questions(path), 1.0, take_out=take_out)


def _asked(
    home: Path, articles: Path, questions: Sequence[GoldQuestion], weight: float, *, take_out: bool
) -> Iterator[Asked]:
    archive = Archive.open(home)
    load(archive, read_path(articles))
    retriever = Retriever(SyncedEngine.open(archive, "tantivy"), PassageStore(archive))
    lexicon = load_lexicon()
    for number, gold in enumerate(questions):
        asked = understand(gold.question, lexicon, _TODAY)
        if asked.outcome is not None:
            continue
        now = asked.time.now
        found = retriever.retrieve(asked.query, Role.CITIZEN.audiences, recent=now)
        item = Asked(gold, asked, found, found.articles, weight)
        if take_out and number % 3 == 0:
            kept = [article for article in found.articles if not item.is_right(article)]
            item = replace(item, found=replace(found, articles=kept), articles=kept)
        yield replace(item, articles=rank_by_time(item.articles, asked.time))


# --- the three fits -------------------------------------------------------------------


def _ranking(questions: Sequence[Asked]) -> None:
    names = list(rank.WEIGHTS)
    groups = [
        (
            _matrix([article.best.parts for article in q.found.articles], names),
            np.array([float(q.is_right(article)) for article in q.found.articles]),
            q.weight,
        )
        for q in questions
    ]
    _report_choice(groups, names, [rank.WEIGHTS[name] for name in names])


def _sentences(questions: Sequence[Asked]) -> None:
    names = [*select.WEIGHTS, "form", "fit"]
    now = [*select.WEIGHTS.values(), extract.FORM_WEIGHT, extract.FIT_WEIGHT]
    groups = []
    for q in questions:
        candidates = select.select_sentences(q.understanding, q.articles, q.found)[:40]
        rows, right = [], []
        for candidate in candidates:
            taken = extract.extract(candidate, q.understanding, q.found.rarity)
            form = {"form": float(taken.typed), "fit": taken.fit if taken.typed else 0.0}
            rows.append({**candidate.parts, **form})
            right.append(float(q.is_right(candidate.article) and _says(candidate.text, q.gold)))
        if rows:
            groups.append((_matrix(rows, names), np.array(right), q.weight))
    _report_choice(groups, names, now)


def _confidence(questions: Sequence[Asked]) -> None:
    names = list(decide.WEIGHTS)
    rows, right, weights, answerable = [], [], [], []
    for q in questions:
        candidates = select.select_sentences(q.understanding, q.articles, q.found)
        best = extract.best_extraction(candidates, q.understanding, q.found)
        if best is None or decide.mismatch(best.extracted, q.understanding, q.found):
            continue
        taken = best.extracted
        rows.append(decide.figures(best, q.articles, q.found))
        right.append(q.is_right(taken.candidate.article) and _says(taken.sentence, q.gold))
        weights.append(q.weight)
        answerable.append(q.gold.answerable)
    features = np.column_stack([_matrix(rows, names), np.ones(len(rows))])
    fitted = _fit_logistic(features, np.array(right, float), np.array(weights))
    print("weights", dict(zip([*names, "bias"], fitted.round(2).tolist(), strict=True)))
    scores = 1 / (1 + np.exp(-features @ fitted))
    gold = np.array(weights) == _GOLD_WEIGHT
    can, cannot = gold & np.array(answerable), gold & ~np.array(answerable)
    for threshold in (0.4, 0.45, 0.5, 0.55, 0.6):
        over = scores >= threshold
        print(
            f"from {threshold}: of the gold questions that pass the checks, answered "
            f"{over[can].mean():.3f} (right {np.array(right)[can & over].mean():.3f}), "
            f"unanswerable answered {over[cannot].mean():.3f}"
        )


# --- numbers --------------------------------------------------------------------------


def _matrix(rows: Sequence[Mapping[str, float]], names: Sequence[str]) -> Array:
    return np.array([[row[name] for name in names] for row in rows], float).reshape(-1, len(names))


def _report_choice(
    groups: Sequence[tuple[Array, Array, float]], names: Sequence[str], now: Sequence[float]
) -> None:
    """Fits on the even groups, reports on the odd ones, and prints weights fitted on all."""
    useful = [group for group in groups if 0 < group[1].sum() < len(group[1])]
    half = _fit_choice(useful[::2])
    print(f"odd half: now {_first(useful[1::2], np.array(now)):.4f}, "
          f"fitted on the even half {_first(useful[1::2], half):.4f}")  # fmt: skip
    print("weights", dict(zip(names, _fit_choice(useful).round(2).tolist(), strict=True)))


def _fit_choice(groups: Sequence[tuple[Array, Array, float]]) -> Array:
    """Returns the weights of a conditional logit: the right one of each group is chosen."""
    weights = np.zeros(groups[0][0].shape[1])
    total = sum(weight for _, _, weight in groups)
    for _ in range(_STEPS):
        slope = np.zeros_like(weights)
        for features, right, weight in groups:
            scores = np.exp((s := features @ weights) - s.max())
            slope += weight * features.T @ (right / right.sum() - scores / scores.sum())
        weights += _RATE * (slope / total - _PULL * weights)
    return weights


def _fit_logistic(features: Array, right: Array, weights: Array) -> Array:
    fitted = np.zeros(features.shape[1])
    share = weights / weights.sum()
    for _ in range(_STEPS * 10):
        guess = 1 / (1 + np.exp(-features @ fitted))
        fitted += features.T @ (share * (right - guess)) - _PULL * fitted
    return fitted


def _first(groups: Sequence[tuple[Array, Array, float]], weights: Array) -> float:
    return float(np.mean([right[int(np.argmax(f @ weights))] for f, right, _ in groups]))


def _says(text: str, gold: GoldQuestion) -> bool:
    line = f" {_terms(text)} "
    return any(f" {_terms(answer)} " in line for answer in gold.answers)


def _terms(text: str) -> str:
    return " ".join(token.text for token in tokenize(text))


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
