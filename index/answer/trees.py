"""Gradient-boosted regression trees: evaluated here, trained by `make train`.

A model is a sum of trees (Friedman 2001, "Greedy Function Approximation"); of one that was
trained to tell yes from no, 1 / (1 + exp(-score)) is the probability. All rows walk down all
trees at once.
"""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import dataclass, field
from functools import cache
from importlib.resources import files
from typing import Any

import numpy as np
from numpy.typing import NDArray

from index.errors import HoidapError


@dataclass(frozen=True, slots=True)
class Trees:
    """Trees as tables of nodes, one row a tree; `feature` is -1 in a leaf."""

    names: tuple[str, ...]
    """The features, in the order of the columns."""
    bias: float
    depth: int
    feature: NDArray[np.int32]
    threshold: NDArray[np.float64]
    left: NDArray[np.int32]
    right: NDArray[np.int32]
    value: NDArray[np.float64]

    _flat: tuple[NDArray[Any], ...] = field(init=False, repr=False, compare=False)
    """All nodes in a row: features, thresholds, children, values; and where trees begin."""

    def __post_init__(self) -> None:
        trees, width = self.feature.shape
        roots = np.arange(trees, dtype=np.intp) * width
        leaf = (self.feature < 0).ravel()
        here = np.arange(trees * width, dtype=np.intp)
        starts = roots.repeat(width)
        # A leaf leads to itself, so that all rows may walk the same number of steps.
        left = np.where(leaf, here, starts + self.left.ravel())
        right = np.where(leaf, here, starts + self.right.ravel())
        features = np.maximum(self.feature.ravel(), 0).astype(np.intp)
        flat = (features, self.threshold.ravel(), left, right, self.value.ravel(), roots)
        object.__setattr__(self, "_flat", flat)

    def scores(self, table: NDArray[np.float64]) -> NDArray[np.float64]:
        """Returns the score of each row of figures, in order: the sum of its leaves."""
        features, thresholds, left, right, values, roots = self._flat
        node = np.broadcast_to(roots, (len(table), len(roots)))
        cells = np.ascontiguousarray(table).ravel()
        rows = (np.arange(len(table), dtype=np.intp) * table.shape[1])[:, None]
        for _ in range(self.depth):
            below = cells.take(rows + features.take(node)) <= thresholds.take(node)
            node = np.where(below, left.take(node), right.take(node))
        total: NDArray[np.float64] = self.bias + values.take(node).sum(axis=1)
        return total


@cache
def load_trees(name: str, columns: tuple[str, ...]) -> Trees:
    """Returns the model `data/model/NAME.json`, read once; its columns must be `columns`.

    Raises HoidapError: the file is missing, is no model, or one of other figures.
    """
    again = f"data/model/{name}.json cannot be used: run `make train`"
    try:
        trees = trees_of(json.loads((files("data") / f"model/{name}.json").read_text("utf-8")))
    except (OSError, KeyError, ValueError, TypeError) as error:
        raise HoidapError(again) from error
    if trees.names != columns:
        raise HoidapError(f"{again} (its figures are others)")
    return trees


def trees_of(table: Mapping[str, Any]) -> Trees:
    """Returns the model that a table of a model file holds. Raises KeyError, ValueError."""
    return Trees(
        tuple(table["names"]), float(table["bias"]), int(table["depth"]),
        np.asarray(table["feature"], np.int32), np.asarray(table["threshold"], np.float64),
        np.asarray(table["left"], np.int32), np.asarray(table["right"], np.int32),
        np.asarray(table["value"], np.float64),
    )  # fmt: skip
