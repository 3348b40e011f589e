"""What readings of questions that the models have not seen are worth."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np

from benchmarks.training.worlds import Example
from index.answer.decide import ANSWERED_FROM, decision_row, objections
from index.answer.reader import Best
from index.answer.trees import Trees
from index.evaluation.short_answers import contains, says, squad_f1


def show(name: str, pairs: Sequence[tuple[Example, Best]], decision: Trees) -> None:
    """Prints a line of figures: of the readings, and of what would be answered."""
    rows = np.asarray([decision_row(b, e.understanding, e.articles, e.found) for e, b in pairs])
    sure = 1 / (1 + np.exp(-decision.scores(rows)))
    free = [objections(b, e.understanding, e.found) == (None, None) for e, b in pairs]
    answered = (sure >= ANSWERED_FROM) & np.asarray(free)
    can = np.asarray([e.gold.answerable for e, _ in pairs])
    url = [b.reading.candidate.article.best.passage.stored.article.url for _, b in pairs]
    article = [u in e.gold.gold_urls for u, (e, _) in zip(url, pairs, strict=True)]
    sentence = [a and says(b.reading.candidate.text, e.gold.answers)
                for a, (e, b) in zip(article, pairs, strict=True)]  # fmt: skip
    held = np.asarray([a and contains(b.reading.text, e.gold.answers)
                       for a, (e, b) in zip(article, pairs, strict=True)])  # fmt: skip
    f1 = [a * squad_f1(b.reading.text, e.gold.answers)
          for a, (e, b) in zip(article, pairs, strict=True)]  # fmt: skip
    wrong = f"{answered[~can].mean():.3f}" if (~can).any() else "-"
    print(
        f"{name:24} {int(can.sum()):4} article {np.mean(np.asarray(article)[can]):.3f} "
        f"sentence {np.mean(np.asarray(sentence)[can]):.3f} held {held[can].mean():.3f} "
        f"F1 {np.mean(np.asarray(f1)[can]):.3f} | right given {(held & answered)[can].mean():.3f} "
        f"refused {1 - answered[can].mean():.3f} unanswerable answered {wrong}",
        flush=True,
    )
    if (~can).any():
        score = np.where(free, sure, 0.0)
        for share in (0.05, 0.1, 0.15):
            at = np.sort(score[~can])[::-1][int(share * (~can).sum())]
            given = score > at
            print(
                f"{'':29} from {at:.2f}: {share:.2f} answered wrongly, "
                f"right {(held & given)[can].mean():.3f} refused {1 - given[can].mean():.3f}"
            )
