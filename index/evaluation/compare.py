"""Two runs of the same questions beside each other: what got better, what got worse, and
whether that can be chance.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import asdict, dataclass, fields
from math import comb
from typing import Any, Final

from index.evaluation.measure import (
    LOWER_IS_BETTER,
    Figures,
    Judged,
    figures_of,
    styles_of,
    value_of,
)
from index.evaluation.runs import Run

Pair = tuple[Judged, Judged]
# Below it a difference is called more than chance; a hint, for many figures are looked at.
SURE_BELOW: Final = 0.05


@dataclass(frozen=True, slots=True)
class Difference:
    """A figure before and after, how many questions moved it up or down, and the sign test.

    `p` is the chance of so uneven a split, or a more uneven one, were better and worse
    equally likely; 1 where no question moved.
    """

    figure: str
    before: float
    after: float
    better: int
    worse: int
    p: float

    @property
    def sure(self) -> bool:
        """Whether it is more than chance would often do."""
        return self.p < SURE_BELOW


@dataclass(frozen=True, slots=True)
class Comparison:
    """What differs between two runs, over the questions that both have.

    `differences` are by style, "all" last. `better` and `worse` are the questions that went
    wrong before and right after, and the reverse. `left_out` counts questions of one run
    only, or that read otherwise in the other.
    """

    differences: Mapping[str, Sequence[Difference]]
    better: Sequence[Pair]
    worse: Sequence[Pair]
    compared: int
    left_out: int


def compare(before: Run, after: Run) -> Comparison:
    """Returns what got better and worse from one run to another."""
    old = {j.gold.id: j for j in before.judged}
    new = {j.gold.id: j for j in after.judged}
    pairs = [
        (old[name], judged)
        for name, judged in new.items()
        if name in old and _same(old[name], judged)
    ]
    earlier = {j.gold.id: j for j, _ in pairs}
    rows = {
        style: _differences([(earlier[j.gold.id], j) for j in group])
        for style, group in styles_of(j for _, j in pairs).items()
    }
    return Comparison(
        differences=rows,
        better=[pair for pair in pairs if pair[0].miss and not pair[1].miss],
        worse=[pair for pair in pairs if pair[1].miss and not pair[0].miss],
        compared=len(pairs),
        left_out=len(old.keys() | new.keys()) - len(pairs),
    )


def _same(before: Judged, after: Judged) -> bool:
    return (before.gold.question, before.gold.gold_urls, before.gold.answers) == (
        after.gold.question,
        after.gold.gold_urls,
        after.gold.answers,
    )


def _differences(pairs: Sequence[Pair]) -> list[Difference]:
    before, after = (asdict(figures_of(side)) for side in zip(*pairs, strict=True)) if pairs else (
        {}, {})  # fmt: skip
    found = []
    for name in (field.name for field in fields(Figures)):
        moves = [_move(name, pair) for pair in pairs]
        counted = [move for move in moves if move is not None]
        if not counted:
            continue
        better, worse = sum(m > 0 for m in counted), sum(m < 0 for m in counted)
        found.append(
            Difference(name, before[name], after[name], better, worse, sign_test(better, worse))
        )
    return found


def _move(name: str, pair: Pair) -> float | None:
    """Returns how far a question moved a figure towards the better; None: it does not count."""
    before, after = (value_of(name, judged) for judged in pair)
    if before is None or after is None:
        return None
    return before - after if name in LOWER_IS_BETTER else after - before


def sign_test(better: int, worse: int) -> float:
    """Returns the two-sided exact sign test of so many changes up and down.

    For figures of yes and no this is McNemar's exact test.

    >>> sign_test(8, 1)
    0.0391
    """
    changed, fewer = better + worse, min(better, worse)
    tail = sum(comb(changed, k) for k in range(fewer + 1))
    return round(min(1.0, 2 * tail / (1 << changed)), 4)


def comparison_row(comparison: Comparison) -> dict[str, Any]:
    """Returns the comparison as JSON: differences a row a style, and the ids that moved."""
    return {
        "compared": comparison.compared,
        "left_out": comparison.left_out,
        "differences": [
            {"style": style, **{d.figure: _difference_row(d) for d in rows}}
            for style, rows in comparison.differences.items()
        ],
        "better": [_pair_row(pair) for pair in comparison.better],
        "worse": [_pair_row(pair) for pair in comparison.worse],
    }


def _difference_row(difference: Difference) -> dict[str, Any]:
    row = asdict(difference)
    del row["figure"]
    return row


def _pair_row(pair: Pair) -> dict[str, Any]:
    before, after = pair
    return {"id": after.gold.id, "before": before.miss, "after": after.miss}
