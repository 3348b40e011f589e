"""Floors: a fallen figure is named, other questions are noticed, floors only rise."""

from __future__ import annotations

import tomllib
from dataclasses import asdict, replace
from pathlib import Path

import pytest

from index.evaluation.floors import FloorError, check_floors, write_floors
from index.evaluation.measure import Figures

GOOD = Figures(
    questions=10, answerable=8, p_at_1=0.875, recall_at_5=1.0, mrr=0.9, contained=0.5, exact=0.25,
    squad_exact=0.25, squad_f1=0.4567, in_sentence=0.5, in_snippet=0.625,
    wrongly_refused=0.125, abstention=0.9, wrongly_answered=0.1,
)  # fmt: skip


@pytest.fixture
def questions(tmp_path: Path) -> Path:
    file = tmp_path / "questions.jsonl"
    file.write_text('{"id": "1"}\n')
    return file


@pytest.fixture
def floors(tmp_path: Path, questions: Path) -> Path:
    """Floors written from the good figures."""
    file = tmp_path / "floors.toml"
    write_floors(file, questions, {"plain": GOOD, "all": GOOD}, allow_lower=False)
    return file


def test_written_floors_hold_for_the_same_figures(floors: Path, questions: Path) -> None:
    check_floors(floors, questions, {"plain": GOOD, "all": GOOD})


def test_floors_are_rounded_to_the_side_that_is_easier_to_hold(floors: Path) -> None:
    assert tomllib.loads(floors.read_text())["styles"]["plain"] == {
        "p_at_1": 0.87, "contained": 0.5, "squad_exact": 0.25, "squad_f1": 0.45,
        "in_snippet": 0.62, "wrongly_answered": 0.1, "wrongly_refused": 0.13,
    }  # fmt: skip


@pytest.mark.parametrize(
    ("name", "worse", "limit"),
    [
        ("p_at_1", 0.86, "floor 0.87"),
        ("contained", 0.4, "floor 0.5"),
        ("squad_f1", 0.4, "floor 0.45"),
        ("in_snippet", None, "floor 0.62"),
        ("wrongly_answered", 0.11, "ceiling 0.1"),
        ("wrongly_refused", 0.5, "ceiling 0.13"),
    ],
)
def test_a_fallen_figure_is_named_with_its_style_and_floor(
    floors: Path, questions: Path, name: str, worse: float | None, limit: str
) -> None:
    rows = {"plain": Figures(**(asdict(GOOD) | {name: worse})), "all": GOOD}
    with pytest.raises(FloorError, match=rf"plain {name} {worse} \({limit}\)"):
        check_floors(floors, questions, rows)
    with pytest.raises(FloorError, match=f"plain {name} would fall .*--allow-lower"):
        write_floors(floors, questions, rows, allow_lower=False)


def test_figures_without_a_floor_may_change(floors: Path, questions: Path) -> None:
    rows = {"plain": replace(GOOD, mrr=0.1, exact=0.0), "all": GOOD}
    check_floors(floors, questions, rows)


def test_every_fallen_figure_is_named(floors: Path, questions: Path) -> None:
    rows = {"plain": replace(GOOD, p_at_1=0.1), "all": replace(GOOD, contained=0.2)}
    with pytest.raises(FloorError, match=r"plain p_at_1 .*all contained"):
        check_floors(floors, questions, rows)


def test_a_refused_write_leaves_the_floors_as_they_were(floors: Path, questions: Path) -> None:
    before = floors.read_text()
    with pytest.raises(FloorError):
        write_floors(floors, questions, {"all": replace(GOOD, p_at_1=0.1)}, allow_lower=False)
    assert floors.read_text() == before


def test_floors_rise_freely_and_fall_when_allowed(floors: Path, questions: Path) -> None:
    better, worse = replace(GOOD, p_at_1=0.95), replace(GOOD, p_at_1=0.5)
    write_floors(floors, questions, {"plain": better, "all": better}, allow_lower=False)
    assert tomllib.loads(floors.read_text())["styles"]["all"]["p_at_1"] == 0.95
    write_floors(floors, questions, {"plain": worse, "all": worse}, allow_lower=True)
    assert tomllib.loads(floors.read_text())["styles"]["all"]["p_at_1"] == 0.5


def test_a_style_that_vanished_is_noticed(floors: Path, questions: Path) -> None:
    with pytest.raises(FloorError, match="no questions of style 'plain'"):
        check_floors(floors, questions, {"all": GOOD})
    with pytest.raises(FloorError, match="plain p_at_1 would fall"):
        write_floors(floors, questions, {"all": GOOD}, allow_lower=False)


def test_floors_of_other_questions_do_not_count(floors: Path, questions: Path) -> None:
    questions.write_text('{"id": "2"}\n')
    with pytest.raises(FloorError, match="measured on other questions"):
        check_floors(floors, questions, {"plain": GOOD, "all": GOOD})


def test_figures_that_count_nothing_have_no_floor(tmp_path: Path, questions: Path) -> None:
    file = tmp_path / "none.toml"
    write_floors(file, questions, {"all": replace(GOOD, wrongly_answered=None)}, allow_lower=False)
    assert "wrongly_answered" not in tomllib.loads(file.read_text())["styles"]["all"]


@pytest.mark.parametrize("style", ["no marks", "không dấu", 'a"b', "a.b", "x]y"])
def test_any_name_of_a_style_can_be_read_back(tmp_path: Path, questions: Path, style: str) -> None:
    file = tmp_path / "styles.toml"
    write_floors(file, questions, {style: GOOD, "all": GOOD}, allow_lower=False)
    check_floors(file, questions, {style: GOOD, "all": GOOD})


@pytest.mark.parametrize(
    ("text", "problem"),
    [
        ("= [", "cannot be read"),
        ("styles = 3", r"no \[styles"),
        ("styles = {all = 3}", r"no \[styles"),
        ("[styles.all]\nbeauty = 0.5", "beauty"),
        ("[styles.all]\np_at_1 = 'high'", "p_at_1"),
    ],
)
def test_a_broken_floor_file_is_named(
    tmp_path: Path, questions: Path, text: str, problem: str
) -> None:
    file = tmp_path / "broken.toml"
    file.write_text(text)
    with pytest.raises(FloorError, match=rf"broken\.toml.*{problem}"):
        check_floors(file, questions, {"all": GOOD})


def test_a_missing_floor_file_and_one_that_cannot_be_written_are_named(
    tmp_path: Path, questions: Path
) -> None:
    missing = tmp_path / "no" / "floors.toml"
    with pytest.raises(FloorError, match="cannot be read"):
        check_floors(missing, questions, {"all": GOOD})
    with pytest.raises(FloorError, match="cannot be written"):
        write_floors(missing, questions, {"all": GOOD}, allow_lower=False)
