"""reindex, stats and eval on the command line."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from index.errors import HoidapError
from index.evaluation.floors import FloorError
from tests.index.cli.conftest import Run
from tests.index.tiny_news import CONTEST, NEWS
from tests.program import write_lines

QUESTIONS = [
    {"id": "1", "question": "Ai đạt giải Nhất cuộc thi Nhà nông sáng tạo?", "style": "plain",
     "answers": ["Đặng Hải Yến"], "gold_urls": [CONTEST.url]},
    {"id": "2", "question": "Ai là chủ tịch tỉnh Nghệ An?", "style": "[/none]", "answers": [],
     "gold_urls": []},
    {"id": "3", "question": "khủng xoáy zzz?", "style": "plain", "answers": ["An"],
     "gold_urls": ["https://no.example"]},
]  # fmt: skip


@pytest.fixture
def questions(tmp_path: Path) -> Path:
    return write_lines(tmp_path / "questions.jsonl", QUESTIONS)


def test_the_figures_are_a_row_a_style(run: Run, questions: Path) -> None:
    done = run("eval", questions, "--json", "--today", "2026-06-01", "--misses")
    (line,) = done.stdout.splitlines()
    rows = {row["style"]: row for row in json.loads(line)}
    assert list(rows) == ["[/none]", "plain", "all"]
    assert (rows["plain"]["p_at_1"], rows["plain"]["contained"]) == (0.5, 0.5)
    assert (rows["[/none]"]["abstention"], rows["[/none]"]["p_at_1"]) == (1.0, None)
    assert rows["all"]["questions"] == 3 and rows["all"]["answerable"] == 2
    assert "3 [plain] khủng xoáy zzz?" in done.stderr


def test_a_person_reads_a_table_and_the_misses(run: Run, questions: Path) -> None:
    shown = run("eval", questions, "--misses").stdout
    assert "p at 1" in shown and "plain" in shown and "[/none]" in shown
    assert "3 [plain] khủng xoáy zzz?" in shown and "1 [plain]" not in shown


def test_floors_are_written_and_held_then_a_fall_is_named(
    run: Run, questions: Path, tmp_path: Path
) -> None:
    floors = tmp_path / "floors.toml"
    assert run("eval", questions, "--floors", floors, "--write-floors").exit_code == 0
    assert run("eval", questions, "--floors", floors).exit_code == 0
    text = floors.read_text().replace("contained = 0.50", "contained = 0.90")
    floors.write_text(text)
    fallen = run("eval", questions, "--floors", floors)
    assert fallen.exit_code == 1 and isinstance(fallen.exception, FloorError)
    assert "plain contained 0.5 (floor 0.9)" in str(fallen.exception)
    lower = run("eval", questions, "--floors", floors, "--write-floors")
    assert lower.exit_code == 1 and "--allow-lower" in str(lower.exception)
    assert floors.read_text() == text
    allowed = run("eval", questions, "--floors", floors, "--write-floors", "--allow-lower")
    assert allowed.exit_code == 0 and "contained = 0.50" in floors.read_text()
    write_lines(questions, QUESTIONS[:2])
    other = run("eval", questions, "--floors", floors)
    assert other.exit_code == 1 and "other questions" in str(other.exception)


@pytest.mark.parametrize("arguments", [["--write-floors"], ["--today", "x"]])
def test_wrong_usage_of_eval_is_exit_2(run: Run, questions: Path, arguments: list[str]) -> None:
    assert run("eval", questions, *arguments).exit_code == 2


def test_missing_and_empty_question_files_are_refused(run: Run, tmp_path: Path) -> None:
    assert run("eval", tmp_path / "missing.jsonl").exit_code == 2
    empty = run("eval", write_lines(tmp_path / "empty.jsonl", []))
    assert empty.exit_code == 1 and isinstance(empty.exception, HoidapError)


def test_a_reindex_catches_up_or_rebuilds_and_is_recorded(run: Run) -> None:
    caught = json.loads(run("reindex", "--json").stdout)
    assert (caught["full"], caught["articles"]) == (False, 0)
    rebuilt = json.loads(run("reindex", "--full", "--json").stdout)
    assert (rebuilt["full"], rebuilt["articles"]) == (True, len(NEWS))
    assert rebuilt["generation"] == caught["generation"] and rebuilt["took_s"] >= 0
    assert run("reindex", "--full").stdout.startswith(f"rebuilt: {len(NEWS)} articles")
    assert "console:" in json.loads(run("stats", "--json").stdout)["last_reindex"]


def test_figures_of_the_home_as_json_and_for_people(run: Run) -> None:
    figures = json.loads(run("stats", "--json").stdout)
    assert figures["articles"] == len(NEWS)
    assert (figures["oldest"], figures["newest"]) == ("2020-05-11", "2026-02-10")
    assert figures["generation"] == figures["last_change"]
    shown = run("stats").stdout
    assert f"articles: {len(NEWS)}" in shown and "Thông báo: 3" in shown
