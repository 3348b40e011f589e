"""The tables of docs/quality.md: made of measured figures, whole also where some are missing."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

import pytest

from benchmarks import figures
from index.evaluation.misses import Miss
from tools import quality_tables

OURS = {
    "questions": 4, "p_at_1": 0.75, "contained": 0.5, "squad_exact": 0.25, "squad_f1": 1.0,
    "in_sentence": 0.5, "in_snippet": 0.625, "wrongly_refused": 0.0, "wrongly_answered": None,
}  # fmt: skip
PEER = {"p_at_1": 0.3333, "in_piece": 0.1}
SET: dict[str, Any] = {
    "ours": {"with_marks": OURS, "all": OURS},
    "types": {"person": OURS},
    "misses": {"wrong_span": 3},
    "peers": {name: {"with_marks": PEER} for name in ("words_bm25", "fts5", "fts5_folded")},
}


def tables(table: Mapping[str, Any], monkeypatch: pytest.MonkeyPatch) -> dict[str, str]:
    monkeypatch.setattr(quality_tables, "read_figures", lambda: table)
    return {name: make() for name, make in quality_tables.PARTS.items()}


def test_figures_stand_beside_those_of_the_peers(monkeypatch: pytest.MonkeyPatch) -> None:
    made = tables({"questions": SET}, monkeypatch)
    rows = made["figures-questions"].splitlines()
    assert rows[2] == (
        "| `with_marks` | 4 | .750 | .333 | .500 | 1.000 | .500 | .100 | .000 |  |"
    )  # fmt: skip
    assert rows[3].startswith("| all | 4 | .750 |  |")
    assert "| `person` | 4 | .750 | .500 | .500 | .000 |  |" in made["figures-types"]


def test_public_sets_have_a_row_for_each_way_of_typing(monkeypatch: pytest.MonkeyPatch) -> None:
    both = {**SET, "ours": {"with_marks": OURS, "without": OURS},
            "peers": {n: {"with_marks": PEER, "without": PEER} for n in SET["peers"]}}  # fmt: skip
    made = tables({"xquad": both, "reading": {"squad_exact": 0.2, "squad_f1": 0.4}}, monkeypatch)
    assert made["figures-articles"].count("\n") == 3
    assert "| XQuAD-vi, no tone marks | 4 | .750 | .333 | .333 | .333 |" in made["figures-articles"]
    assert "| XQuAD-vi | 4 | .625 | .100 | .100 |" in made["figures-snippets"]
    assert "never refused | .200 | .400 |  |" in made["figures-short-answers"]


def test_all_reasons_have_a_row_with_their_meaning(monkeypatch: pytest.MonkeyPatch) -> None:
    made = tables({"questions": SET}, monkeypatch)["figures-misses"]
    for miss in Miss:
        assert f"| `{miss.value}` | " in made
    assert made.splitlines()[5].endswith("| 3 |")


def test_what_was_not_measured_is_said(monkeypatch: pytest.MonkeyPatch) -> None:
    made = tables({}, monkeypatch)
    assert all("Not measured yet" in made[name] for name in made.keys() - {"figures-misses"})


def test_every_table_has_rows_of_one_length() -> None:
    for make in quality_tables.PARTS.values():
        widths = {line.count("|") for line in make().splitlines()}
        assert len(widths) == 1


def test_the_figures_are_of_the_gold_questions_that_are_there() -> None:
    assert figures.out_of_date(figures.read_figures()) == [], "run `make figures`"
