"""Boosted trees: all rows at once score as each would, walking down by itself."""

from __future__ import annotations

import json
from collections.abc import Mapping
from pathlib import Path
from typing import Any, Final

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from index.answer import decide, reader
from index.answer.trees import Trees, load_trees, trees_of
from index.errors import HoidapError

# A tree as nested tuples: (feature, threshold, left, right), or the value of a leaf.
Node = Any
FEATURES: Final = 4
SHIPPED: Final = {
    "sentence": reader.SENTENCE_NAMES, "span": reader.SPAN_NAMES, "decision": decide.NAMES,
}  # fmt: skip
MOST_BYTES: Final = 1_000_000

_NUMBERS: Final = st.sampled_from([-1.0, -0.5, 0.0, 0.25, 0.5, 1.0, 3.0])
_TREES: Final = st.recursive(
    _NUMBERS,
    lambda below: st.tuples(st.integers(0, FEATURES - 1), _NUMBERS, below, below),
    max_leaves=12,
)
_ROWS: Final = st.lists(st.lists(_NUMBERS, min_size=FEATURES, max_size=FEATURES), max_size=6)


def walked(node: Node, row: list[float]) -> float:
    """Returns the leaf that a row ends in, by the plainest evaluation."""
    if not isinstance(node, tuple):
        return float(node)
    feature, threshold, left, right = node
    return walked(left if row[feature] <= threshold else right, row)


def depth(node: Node) -> int:
    return 1 + max(depth(node[2]), depth(node[3])) if isinstance(node, tuple) else 0


def table_of(trees: list[Node], bias: float = 0.0) -> dict[str, Any]:
    """Returns trees as a model file holds them, nodes in the order of a preorder walk."""
    all_nodes: list[list[list[float]]] = []
    for tree in trees:
        nodes: list[list[float]] = []

        def add(node: Node, nodes: list[list[float]] = nodes) -> int:
            at = len(nodes)
            nodes.append([-1, 0.0, 0, 0, 0.0])
            if isinstance(node, tuple):
                nodes[at] = [node[0], node[1], add(node[2]), add(node[3]), 0.0]
            else:
                nodes[at][4] = node
            return at

        add(tree)
        all_nodes.append(nodes)
    width = max(map(len, all_nodes))
    padded = [nodes + [[-1, 0.0, 0, 0, 0.0]] * (width - len(nodes)) for nodes in all_nodes]
    keys = ("feature", "threshold", "left", "right", "value")
    columns = {key: [[n[at] for n in nodes] for nodes in padded] for at, key in enumerate(keys)}
    names = [f"f{number}" for number in range(FEATURES)]
    return {"names": names, "bias": bias, "depth": max(map(depth, trees)), **columns}


@given(trees=st.lists(_TREES, min_size=1, max_size=5), rows=_ROWS, bias=_NUMBERS)
def test_all_rows_at_once_score_as_one_by_one(
    trees: list[Node], rows: list[list[float]], bias: float
) -> None:
    model = trees_of(table_of(trees, bias))
    scores = model.scores(np.asarray(rows, dtype=np.float64).reshape(-1, FEATURES))
    assert scores.tolist() == pytest.approx(
        [bias + sum(walked(tree, row) for tree in trees) for row in rows]
    )


def test_a_row_at_the_threshold_goes_left() -> None:
    model = trees_of(table_of([(0, 0.5, 1.0, 2.0)]))
    table = np.zeros((3, FEATURES))
    table[:, 0] = (0.4, 0.5, 0.6)
    assert model.scores(table).tolist() == [1.0, 1.0, 2.0]


# --- the files ------------------------------------------------------------------------


@pytest.fixture
def data(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A folder of models in place of the shipped one; nothing of it is remembered."""
    monkeypatch.setattr("index.answer.trees.files", lambda package: tmp_path)
    monkeypatch.setattr("index.answer.trees.load_trees", load_trees.__wrapped__)
    (tmp_path / "model").mkdir()
    return tmp_path / "model"


def load(name: str = "one") -> Trees:
    columns = tuple(f"f{number}" for number in range(FEATURES))
    model: Trees = load_trees.__wrapped__(name, columns)
    return model


def without(key: str) -> Mapping[str, Any]:
    return {k: v for k, v in table_of([1.0]).items() if k != key}


def test_a_model_is_read_from_its_file(data: Path) -> None:
    (data / "one.json").write_text(json.dumps(table_of([(1, 0.0, -1.0, 1.0)])), "utf-8")
    assert load().scores(np.asarray([[0.0, 2.0, 0.0, 0.0]])).tolist() == [1.0]


@pytest.mark.parametrize(
    "content",
    [
        "",
        "not a model",
        "[]",
        "null",
        "{}",
        *(json.dumps(without(key)) for key in ("names", "bias", "depth", "feature", "value")),
        json.dumps({**table_of([1.0]), "threshold": [["high"]]}),
        json.dumps({**table_of([1.0]), "left": [[1], [1, 2]]}),
        "\ud800".encode("utf-8", "surrogatepass"),
    ],
)
def test_what_is_no_model_is_named_with_what_to_do(data: Path, content: str | bytes) -> None:
    raw = content if isinstance(content, bytes) else content.encode()
    (data / "one.json").write_bytes(raw)
    with pytest.raises(HoidapError, match=r"data/model/one\.json cannot be used.*make train"):
        load()


def test_a_missing_model_is_named_with_what_to_do(data: Path) -> None:
    with pytest.raises(HoidapError, match=r"data/model/two\.json cannot be used.*make train"):
        load("two")


@pytest.mark.parametrize(
    "names", [["f0", "f1", "f2"], ["f1", "f0", "f2", "f3"], ["f0", "f1", "f2", "f3", "f4"]]
)
def test_a_model_of_other_figures_is_refused(data: Path, names: list[str]) -> None:
    (data / "one.json").write_text(json.dumps({**table_of([1.0]), "names": names}), "utf-8")
    with pytest.raises(HoidapError, match=r"one\.json.*make train.*figures are others"):
        load()


@pytest.mark.parametrize("name", sorted(SHIPPED))
def test_the_shipped_models_know_the_figures_that_the_code_makes(name: str) -> None:
    model = load_trees(name, SHIPPED[name])
    assert model.names == SHIPPED[name]
    nodes = model.feature.shape
    for part in (model.threshold, model.left, model.right, model.value):
        assert part.shape == nodes
    assert model.feature.max() < len(model.names)
    assert max(model.left.max(), model.right.max()) < nodes[1]


@pytest.mark.parametrize("name", sorted(SHIPPED))
def test_the_shipped_models_are_walked_down_to_their_leaves(name: str) -> None:
    model = load_trees(name, SHIPPED[name])
    deepest = {(tree, 0): 0 for tree in range(len(model.feature))}
    for _ in range(model.feature.shape[1]):
        deepest = {
            (tree, int(child)): steps + 1
            for (tree, node), steps in deepest.items()
            if model.feature[tree, node] >= 0
            for child in (model.left[tree, node], model.right[tree, node])
        }
        assert all(steps <= model.depth for steps in deepest.values())
    assert deepest == {}


def test_the_shipped_models_are_small() -> None:
    folder = Path(__file__).parents[3] / "data" / "model"
    files = sorted(folder.glob("*.json"))
    assert [file.stem for file in files] == sorted(SHIPPED)
    assert sum(file.stat().st_size for file in files) < MOST_BYTES
