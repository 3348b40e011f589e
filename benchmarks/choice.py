"""Choosing one of several things by a weighted sum of figures: a conditional logit."""

from __future__ import annotations

import hashlib
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final

import numpy as np
import numpy.typing as npt

Array = npt.NDArray[np.float64]

# Newton's method is there after some ten steps; the pull keeps figures that tell nothing small.
_STEPS: Final = 25
_PULL: Final = 4e-3
_LEAST: Final = 1e-12


@dataclass(frozen=True, slots=True)
class Group:
    """What is chosen from for one question. Rows are things, columns figures.

    `right` is 1 for the things that are right, else 0. `key` is the same for questions that
    have their right answer in common; `name` says which set it is from.
    """

    features: Array
    right: Array
    weight: float
    key: str
    name: str

    @property
    def teaches(self) -> bool:
        """Whether there is anything to choose, and anything right."""
        return self.weight > 0 and 0 < self.right.sum() < len(self.right)

    @property
    def half(self) -> int:
        """One of two halves, 0 or 1; groups of the same key are of the same half."""
        return hashlib.sha256(self.key.encode()).digest()[0] % 2


def fit(groups: Sequence[Group]) -> Array:
    """Returns the weights that make the right thing of each group the likeliest.

    Likelihood is cross-entropy to equal shares of the right things; the pull is on weights of
    figures scaled to a deviation of 1. There must be a group that teaches.
    """
    used = [group for group in groups if group.teaches]
    features = np.vstack([group.features for group in used])
    scale = features.std(0) + 1e-9
    features = features / scale
    sizes = np.array([len(group.right) for group in used])
    starts = np.concatenate([[0], np.cumsum(sizes)[:-1]])
    of = np.repeat(np.arange(len(used)), sizes)
    counts = np.array([group.weight for group in used], float)
    counts /= counts.sum()
    wanted = np.concatenate([group.right / group.right.sum() for group in used])

    def likelihoods(weights: Array) -> Array:
        scores = features @ weights
        likely = np.exp(scores - np.maximum.reduceat(scores, starts)[of])
        return np.asarray(likely / np.add.reduceat(likely, starts)[of])

    def worth(weights: Array) -> float:
        told = counts[of] @ (wanted * np.log(likelihoods(weights) + _LEAST))
        return float(told - _PULL / 2 * weights @ weights)

    weights = np.zeros(features.shape[1])
    for _ in range(_STEPS):
        likely = likelihoods(weights)
        slope = features.T @ ((wanted - likely) * counts[of]) - _PULL * weights
        means = np.add.reduceat(features * likely[:, None], starts)
        bend = features.T @ (features * (likely * counts[of])[:, None])
        bend += _PULL * np.eye(len(weights)) - means.T @ (means * counts[:, None])
        step = np.linalg.solve(bend, slope)
        while worth(weights + step) < worth(weights) and np.abs(step).max() > _LEAST:
            step = step / 2  # too far: Newton's step trusts a curve that bends elsewhere
        weights = weights + step
    return np.asarray(weights / scale)


def firsts(groups: Sequence[Group], weights: Array) -> list[float]:
    """Returns for each group whether the thing that scores highest is right."""
    return [
        float(group.right[int(np.argmax(group.features @ weights))]) if len(group.right) else 0.0
        for group in groups
    ]
