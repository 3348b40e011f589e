"""`python -m benchmarks.training`: trains the models and says what they are worth.

Each world is read by models that have not seen it; what they make of it trains the decision,
which is judged the same way. The models that are written have seen all worlds.
"""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any, Final

import numpy as np
from numpy.typing import NDArray

from benchmarks.training.boost import boosted
from benchmarks.training.judge import show
from benchmarks.training.worlds import DEPARTMENTS, GENERAL, GOLD, ROOT, Example, examples
from index.answer.decide import NAMES, decision_row
from index.answer.reader import (
    SENTENCE_NAMES,
    SPAN_NAMES,
    Best,
    Models,
    best_reading,
)
from index.answer.trees import Trees
from index.evaluation.short_answers import contains

# How much a closer short answer counts beside one that holds the right one, or is held by it.
_CLOSENESS: Final = 0.95
_GRADES: Final = 20


def main() -> None:
    """Trains, prints the figures of unseen worlds, and writes the models."""
    apart = {world: examples(world) for world in (*DEPARTMENTS, *GENERAL, GOLD)}
    merged = {w: examples(w, *(o for o in DEPARTMENTS if o != w)) for w in DEPARTMENTS}
    kept: dict[str, list[tuple[Example, Best]]] = {}
    for world in apart:
        seen = [e for w in apart if w != world for e in (*apart[w], *merged.get(w, ()))]
        models = reading_models(seen)
        kept[world] = [(e, b) for e in apart[world] if (b := _best(e, models)) is not None]
        kept[world] += [(e, b) for e in merged.get(world, ()) if (b := _best(e, models))]
    for world, pairs in kept.items():
        others = [pair for w, found in kept.items() if w != world for pair in found]
        model = decision_model(others)
        count = len(apart[world])
        show(world, pairs[:count], model)
        if world in merged:
            show(f"{world}, among all", pairs[count:], model)
    everything = [e for w in apart for e in (*apart[w], *merged.get(w, ()))]
    models = reading_models(everything)
    write("sentence", models.sentence)
    write("span", models.span)
    write("decision", decision_model([pair for found in kept.values() for pair in found]))


def _best(example: Example, models: Models) -> Best | None:
    return best_reading(example.candidates, example.understanding, example.found, models)


def reading_models(seen: list[Example]) -> Models:
    """Returns the models of sentences and spans that learn from `seen`."""
    ranked = [e for e in seen if e.right.any()]
    sentence = boosted(
        SENTENCE_NAMES,
        np.vstack([e.table for e in ranked]),
        np.concatenate([e.right for e in ranked]),
        [len(e.table) for e in ranked],
        trees=160, leaves=24, objective="lambdarank", label_gain=[0, 1],
        lambdarank_truncation_level=5,
    )  # fmt: skip
    spans = [e.spans(int(at)) for e in ranked for at in np.flatnonzero(e.right)]
    grades = [np.round(_GRADES * s.contained * (1 - _CLOSENESS + _CLOSENESS * s.f1)) for s in spans]
    span = boosted(
        SPAN_NAMES,
        np.vstack([s.table for s in spans]),
        np.concatenate(grades),
        [len(s.table) for s in spans],
        trees=200, leaves=8, objective="lambdarank", label_gain=list(range(_GRADES + 1)),
        feature_fraction=0.8,
    )  # fmt: skip
    return Models(sentence, span)


def decision_model(pairs: list[tuple[Example, Best]]) -> Trees:
    """Returns the model that says how sure a reading is, of readings by other models."""
    rows = [decision_row(b, e.understanding, e.articles, e.found) for e, b in pairs]
    return boosted(
        NAMES, np.asarray(rows), is_right(pairs), None,
        trees=130, leaves=8, objective="binary", learning_rate=0.05, lambda_l2=2.0,
        feature_fraction=0.4, min_data_in_leaf=15,
    )  # fmt: skip


def is_right(pairs: list[tuple[Example, Best]]) -> NDArray[np.float64]:
    """Returns 1 for each reading that holds an accepted answer, 0 for the others."""
    return np.asarray(
        [
            float(
                b.reading.candidate.article.best.passage.stored.article.url in e.gold.gold_urls
                and contains(b.reading.text, e.gold.answers)
            )
            for e, b in pairs
        ]
    )


def write(name: str, trees: Trees) -> None:
    """Writes a model into `data/model`."""
    table: dict[str, Any] = {"names": list(trees.names), "bias": trees.bias, "depth": trees.depth}
    for key in ("feature", "threshold", "left", "right", "value"):
        table[key] = getattr(trees, key).tolist()
    path: Path = ROOT / "model" / f"{name}.json"
    path.write_text(json.dumps(table, separators=(",", ":")) + "\n", "utf-8")
    print(f"{path.name}: {path.stat().st_size // 1024} KB")


if __name__ == "__main__":
    main()
