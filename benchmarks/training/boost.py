"""Boosted trees by LightGBM, as the tables that `index.answer.trees` evaluates."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any, Final

import numpy as np
from numpy.typing import NDArray

from index.answer.trees import Trees, trees_of

# More of these never speaks against an answer, less never for it: held so in all trees, they
# learn less noise from few questions.
RISING: Final = frozenset(
    {"bm25", "pairs", "context", "coverage", "article", "passage", "names_here",
     "names_context", "numbers_here", "numbers_context", "year_fit", "context_wide", "forms",
     "suits", "window", "content_here", "content_context", "content_wide", "focus_here",
     "focus_context", "focus_wide", "focus_first", "focus_first_wide", "compounds_here",
     "compounds_wide", "compounds_article", "fit", "near", "near_left", "near_right", "clause",
     "clause_best", "frame_left", "frame_right", "touch_left", "touch_right", "focus_near",
     "focus_clause", "told_again", "score", "lead", "lead_article", "in_article",
     "article_pairs", "span_score", "stretch"}
)  # fmt: skip
FALLING: Final = frozenset(
    {"behind", "misses", "rank", "gap_here", "gap_context", "gap_wide", "gap_article", "stale",
     "off_term", "other_term", "former", "formless", "unknown_compounds", "second_article",
     "unknown", "against", "unnamed"}
)  # fmt: skip
_COMMON: Final[Mapping[str, Any]] = {
    "feature_fraction": 0.3,
    "bagging_fraction": 0.7,
    "bagging_freq": 1,
    "min_data_in_leaf": 20,
    "lambda_l2": 1.0,
    "seed": 1,
    "deterministic": True,
    "force_row_wise": True,
    "num_threads": 2,
    "verbose": -1,
}


def trend(name: str) -> int:
    """Returns 1 for a figure that may only speak for an answer, -1 against it, 0 for others."""
    bare = name.removeprefix("span_").removesuffix("_behind") if name != "behind" else name
    if name in FALLING or bare in FALLING:
        return -1
    return int(name in RISING or bare in RISING)


def boosted(
    names: Sequence[str],
    table: NDArray[np.float64],
    wanted: NDArray[np.float64],
    groups: Sequence[int] | None,
    *,
    trees: int,
    leaves: int,
    **options: Any,
) -> Trees:
    """Returns trees trained to score `table` as `wanted`; with `groups` (rows a question),
    to rank the rows of each question.
    """
    import lightgbm  # not installed but for training: the rest of this module does without

    parameters = {
        **_COMMON,
        "num_leaves": leaves,
        "learning_rate": 0.06,
        "monotone_constraints": [trend(name) for name in names],
        **options,
    }
    data = lightgbm.Dataset(table, wanted, group=groups)
    return as_trees(names, lightgbm.train(parameters, data, trees).dump_model())


def as_trees(names: Sequence[str], model: Mapping[str, Any]) -> Trees:
    """Returns LightGBM's dumped model as tables of nodes."""
    return trees_of(as_table(names, model))


def as_table(names: Sequence[str], model: Mapping[str, Any]) -> dict[str, Any]:
    """Returns the dumped model as it is kept in a file: rows of nodes, padded to one width."""
    rows = [_nodes(tree["tree_structure"]) for tree in model["tree_info"]]
    width = max(len(row) for row, _ in rows)
    columns: dict[str, list[list[Any]]] = {}
    for position, key in enumerate(("feature", "threshold", "left", "right", "value")):
        pad = -1 if key == "feature" else 0
        columns[key] = [
            [node[position] for node in row] + [pad] * (width - len(row)) for row, _ in rows
        ]
    return {"names": list(names), "bias": 0.0, "depth": max(d for _, d in rows), **columns}


def _nodes(root: Mapping[str, Any]) -> tuple[list[tuple[int, float, int, int, float]], int]:
    nodes: list[tuple[int, float, int, int, float]] = []
    deepest = 0

    def add(node: Mapping[str, Any], depth: int) -> int:
        nonlocal deepest
        deepest = max(deepest, depth)
        at = len(nodes)
        nodes.append((-1, 0.0, 0, 0, 0.0))
        if "leaf_value" in node:
            nodes[at] = (-1, 0.0, 0, 0, round(float(node["leaf_value"]), 5))
        else:
            left, right = add(node["left_child"], depth + 1), add(node["right_child"], depth + 1)
            threshold = float(f"{node['threshold']:.6g}")
            nodes[at] = (int(node["split_feature"]), threshold, left, right, 0.0)
        return at

    add(root, 0)
    return nodes, deepest
