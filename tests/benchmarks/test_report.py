"""The report: what is measured is kept, what is not stays, held-out questions stay unseen."""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest

from benchmarks import figures, quality, report
from benchmarks.quality import MeasuredSet
from index.archive.records import article_row
from index.evaluation.measure import figures_of
from index.evaluation.questions import digest_of
from tests.index.tiny_news import CONTEST, NEWS, open_with
from tests.program import write_lines
from tools import docs

QUESTION: dict[str, Any] = {
    "id": "1", "question": "Ai đạt giải Nhất cuộc thi Nhà nông sáng tạo?", "style": "plain",
    "answers": ["Đặng Hải Yến"], "gold_urls": [CONTEST.url],
}  # fmt: skip


@pytest.fixture
def tiny(tmp_path: Path) -> MeasuredSet:
    """A set of one question over the tiny news."""
    open_with(tmp_path / "home").close()
    return MeasuredSet(
        "heldout",
        write_lines(tmp_path / "news.jsonl", [article_row(article) for article in NEWS]),
        tmp_path / "home",
        write_lines(tmp_path / "questions.jsonl", [QUESTION]),
        tmp_path / "floors.toml",
    )


def test_a_section_is_measured_beside_its_peers_and_the_others_stay(
    tiny: MeasuredSet, monkeypatch: pytest.MonkeyPatch, capfd: pytest.CaptureFixture[str]
) -> None:
    written: dict[str, Any] = {}

    def sets(work: Path, wanted: set[str]) -> Iterator[MeasuredSet]:
        assert wanted == {"heldout"}
        yield tiny

    monkeypatch.setattr(report, "measured_sets", sets)
    monkeypatch.setattr(report, "read_figures", lambda: {"speed": {"kept": 1}})
    monkeypatch.setattr(report, "write_figures", written.update)
    monkeypatch.setattr(docs, "main", lambda options: 0)
    assert report.main(["heldout"]) == 0
    assert written["speed"] == {"kept": 1}
    section = written["heldout"]
    assert section["ours"]["plain"]["p_at_1"] == 1.0
    assert section["types"] == {}
    assert sum(section["misses"].values()) == 0
    assert section["peers"].keys() == report.PEERS.keys()
    assert section["peers"]["words_bm25"]["all"]["p_at_1"] == 1.0
    shown = capfd.readouterr()
    assert QUESTION["question"] not in shown.out + shown.err + json.dumps(section)


def test_unknown_sections_are_wrong_usage() -> None:
    assert report.main(["gold"]) == 2


def test_sets_that_are_not_there_are_named_and_skipped(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setattr(quality, "PUBLIC", tmp_path / "nowhere")
    assert list(quality.measured_sets(tmp_path, {"xquad", "xquad_en", "alqac"})) == []
    said = capsys.readouterr().out
    assert "xquad: skipped" in said and "alqac: skipped" in said


# --- the file of figures --------------------------------------------------------------


def test_figures_are_read_back_as_written(tmp_path: Path) -> None:
    table = {
        "questions": {"ours": {"a\"b": {"p_at_1": 0.5, "mrr": None}, "all": {}}, "misses": {}},
        "reading": {"squad_f1": 0.25},
    }  # fmt: skip
    file = tmp_path / "figures.json"
    figures.write_figures(table, file)
    assert figures.read_figures(file) == table
    assert figures.read_figures(tmp_path / "none.json") == {}
    assert ' "reading": {"squad_f1": 0.25}' in file.read_text("utf-8").splitlines()


def test_changed_gold_questions_put_the_figures_out_of_date(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    file = write_lines(tmp_path / "gold.jsonl", [QUESTION])
    monkeypatch.setattr(figures, "GOLD_FILES", {"questions": file})
    table: Mapping[str, Any] = {"questions": {"questions_sha256": digest_of(file)}}
    assert figures.out_of_date(table) == []
    write_lines(file, [QUESTION, QUESTION])
    assert figures.out_of_date(table) == figures.out_of_date({}) == ["questions"]


def test_figures_that_moved_are_named(monkeypatch: pytest.MonkeyPatch) -> None:
    shown = {"xquad": {"ours": {"all": {"p_at_1": 0.9, "mrr": 0.5, "exact": None}}}}
    monkeypatch.setattr(figures, "read_figures", lambda: shown)
    measured = replace(figures_of([]), p_at_1=0.85, mrr=0.51, exact=0.9)
    assert figures.moved("xquad", measured) == ["p_at_1 is 0.85, shown is 0.9"]
    assert figures.moved("alqac", measured) == []
