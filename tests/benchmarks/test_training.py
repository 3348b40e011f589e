"""Training: LightGBM's trees become our tables, and figures keep to their trends."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any, Final

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from benchmarks.training import worlds
from benchmarks.training.boost import FALLING, RISING, as_table, as_trees, trend
from index.answer import decide, reader
from index.answer.trees import load_trees
from index.evaluation.questions import read_questions

COLUMNS: Final = {
    "sentence": reader.SENTENCE_NAMES, "span": reader.SPAN_NAMES, "decision": decide.NAMES,
}  # fmt: skip


def leaf(value: float) -> dict[str, Any]:
    return {"leaf_value": value}


def split(feature: int, threshold: float, left: Any, right: Any) -> dict[str, Any]:
    return {
        "split_feature": feature, "threshold": threshold, "decision_type": "<=",
        "left_child": left, "right_child": right,
    }  # fmt: skip


DUMP: Final = {
    "tree_info": [
        {"tree_structure": split(0, 0.5, leaf(-1.0), split(1, 0.25, leaf(2.0), leaf(3.0)))},
        {"tree_structure": leaf(0.125)},
    ]
}


def test_a_dumped_model_scores_as_its_trees_say() -> None:
    model = as_trees(("a", "b"), DUMP)
    rows = np.asarray([[0.5, 9.0], [0.6, 0.25], [0.6, 0.3]])
    assert model.scores(rows).tolist() == [-1.0 + 0.125, 2.0 + 0.125, 3.0 + 0.125]
    assert (model.names, model.depth) == (("a", "b"), 2)


def test_what_is_written_is_read_again(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (tmp_path / "model").mkdir()
    (tmp_path / "model" / "one.json").write_text(json.dumps(as_table(("a", "b"), DUMP)), "utf-8")
    monkeypatch.setattr("index.answer.trees.files", lambda package: tmp_path)
    rows = np.asarray([[0.4, 0.0], [1.0, 1.0]])
    read = load_trees.__wrapped__("one", ("a", "b"))
    assert read.scores(rows).tolist() == as_trees(("a", "b"), DUMP).scores(rows).tolist()


@pytest.mark.parametrize(
    ("name", "expected"),
    [
        ("coverage", 1),
        ("coverage_behind", 1),
        ("span_near", 1),
        ("span_near_behind", 1),
        ("behind", -1),
        ("behind_behind", -1),
        ("gap_here_behind", -1),
        ("unnamed", -1),
        ("type_person", 0),
        ("words", 0),
    ],
)
def test_a_figure_speaks_one_way_however_it_is_named(name: str, expected: int) -> None:
    assert trend(name) == expected


def test_every_trend_is_of_a_figure_that_is_there() -> None:
    known = {name for names in COLUMNS.values() for name in names}
    assert known >= RISING | FALLING
    assert not RISING & FALLING


_FIGURES: Final = st.floats(-1.5, 1.5, allow_nan=False)


@pytest.mark.parametrize("name", sorted(COLUMNS))
@given(data=st.data())
def test_the_shipped_models_never_hold_what_speaks_for_an_answer_against_it(
    name: str, data: st.DataObject
) -> None:
    columns = COLUMNS[name]
    at = data.draw(st.sampled_from([i for i, column in enumerate(columns) if trend(column)]))
    seed, less, more = data.draw(st.tuples(st.integers(0, 2**32 - 1), _FIGURES, _FIGURES))
    row = np.random.default_rng(seed).uniform(-1.0, 1.0, len(columns))
    table = np.stack([row, row])
    table[:, at] = sorted((less, more))
    low, high = load_trees(name, columns).scores(table)
    assert trend(columns[at]) * (high - low) >= -1e-9, columns[at]


@pytest.mark.parametrize("world", (*worlds.DEPARTMENTS, *worlds.GENERAL))
def test_the_questions_to_learn_from_are_about_articles_that_are_there(world: str) -> None:
    folder = worlds.ROOT / "training"
    lines = (folder / f"{world}.news.jsonl").read_text("utf-8").splitlines()
    urls = {json.loads(line)["url"] for line in lines}
    questions = read_questions(folder / f"{world}.questions.jsonl")
    assert len({question.id for question in questions}) == len(questions)
    assert all(set(question.gold_urls) <= urls for question in questions)
    assert all(url.split("/")[2].endswith(".example") for url in urls)  # fictional
