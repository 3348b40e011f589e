"""Runs kept in files: what is written is read back, and a damaged file is named."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from index.errors import HoidapError
from index.evaluation.measure import Judged, by_style
from index.evaluation.misses import Miss
from index.evaluation.questions import GoldQuestion
from index.evaluation.runs import Run, is_run, new_run, read_run, save_run
from index.model import Status

WORDS = st.text(st.characters(exclude_categories=["Cs"]), max_size=12)
SHARES = st.floats(0, 1)


@st.composite
def judged_questions(draw: st.DrawFn) -> Judged:
    gold = GoldQuestion(
        id=draw(WORDS),
        question=draw(WORDS),
        answers=tuple(draw(st.lists(WORDS, max_size=2))),
        gold_urls=frozenset(draw(st.lists(WORDS, max_size=2))),
        style=draw(WORDS),
        lang="vi",
        answer_type=(kind := draw(WORDS)),
    )
    return Judged(
        gold=gold, answer_type=kind, status=draw(st.sampled_from(Status)),
        rank=draw(st.none() | st.integers(1, 10)), contained=draw(st.booleans()),
        exact=draw(st.booleans()), squad_exact=draw(st.booleans()), squad_f1=draw(SHARES),
        in_sentence=draw(st.booleans()), in_snippet=draw(st.booleans()),
        text=draw(st.none() | WORDS), sentence=draw(st.none() | WORDS),
        miss=draw(st.none() | st.sampled_from(Miss)),
    )  # fmt: skip


@given(st.lists(judged_questions(), max_size=4))
def test_a_run_is_read_back_as_it_was(
    tmp_path_factory: pytest.TempPathFactory, judged: list[Judged]
) -> None:
    file = tmp_path_factory.mktemp("runs") / "run.json"
    run = new_run("0" * 64, judged)
    save_run(file, run)
    assert read_run(file) == run
    assert by_style(read_run(file).judged) == by_style(judged)
    assert is_run(file)
    assert [path.name for path in file.parent.iterdir()] == ["run.json"]


JUDGED = Judged(
    GoldQuestion("1", "Ai?", ("An",), frozenset({"u"}), "plain", "vi", "person"), "person",
    Status.ANSWERED, 1, True, True, True, 1.0, True, True, "An", "An nói.", None,
)  # fmt: skip


@pytest.fixture
def file(tmp_path: Path) -> Path:
    path = tmp_path / "run.json"
    save_run(path, Run("0" * 64, "0.1.0", (JUDGED,)))
    return path


@pytest.mark.parametrize(
    ("key", "value"),
    [
        ("id", None), ("question", 3), ("answers", "An"), ("answers", [3]), ("gold_urls", None),
        ("status", "glad"), ("rank", "1"), ("rank", 0), ("rank", True), ("contained", 1),
        ("squad_f1", "1"), ("squad_f1", True), ("miss", "luck"), ("text", 3), ("type", None),
    ],
)  # fmt: skip
def test_a_damaged_question_is_named(file: Path, key: str, value: Any) -> None:
    table = json.loads(file.read_text("utf-8"))
    table["questions"][0][key] = value
    file.write_text(json.dumps(table), "utf-8")
    with pytest.raises(HoidapError, match=r"run\.json is no run") as fault:
        read_run(file)
    assert key in str(fault.value) or str(value) in str(fault.value)


@pytest.mark.parametrize(
    "text", ["", "{", "[]", '{"format": "another"}', "[" * 100_000, '{"id": "1", "question": "a"}']
)
def test_what_is_no_run_is_refused(tmp_path: Path, text: str) -> None:
    path = tmp_path / "none.json"
    path.write_text(text, "utf-8")
    assert not is_run(path)
    with pytest.raises(HoidapError, match="--save"):
        read_run(path)


def test_missing_files_and_files_that_cannot_be_written_are_named(tmp_path: Path) -> None:
    missing = tmp_path / "no" / "run.json"
    assert not is_run(missing)
    with pytest.raises(HoidapError, match="no run"):
        read_run(missing)
    with pytest.raises(HoidapError, match="cannot be written"):
        save_run(missing, Run("", "", ()))
