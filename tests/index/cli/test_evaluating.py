"""eval on the command line: figures, misses, kept runs, comparisons, floors."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest

from index.errors import HoidapError
from index.evaluation.floors import FloorError
from tests.index.cli.conftest import Run
from tests.index.tiny_news import CONTEST, HOTLINE_2023
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


# --- types, misses ------------------------------------------------------------------------


def test_the_figures_by_answer_type(run: Run, tmp_path: Path) -> None:
    rows = [dict(QUESTIONS[0]), {**QUESTIONS[2], "type": "thing"}]
    questions = write_lines(tmp_path / "typed.jsonl", rows)
    found = json.loads(run("eval", questions, "--json", "--by", "type").stdout)
    assert [(row["type"], row["questions"]) for row in found] == [
        ("person", 1), ("thing", 1), ("all", 2)
    ]  # fmt: skip
    shown = run("eval", questions).stdout
    assert "style " in shown and "type " in shown and "person" in shown


def test_a_row_counts_its_misses_by_reason(run: Run, questions: Path) -> None:
    rows = {row["style"]: row for row in json.loads(run("eval", questions, "--json").stdout)}
    assert rows["all"]["misses"] == {
        "not_retrieved": 1, "wrong_rank": 0, "wrong_sentence": 0, "wrong_span": 0,
        "wrongly_refused": 0, "wrongly_answered": 0,
    }  # fmt: skip


@pytest.fixture
def kept(tmp_path: Path) -> Path:
    """A kept run of four questions: right, and wrong in three ways."""
    return kept_run(tmp_path / "kept.json", [None, "wrong_span", "not_retrieved", "wrong_span"])


def kept_run(file: Path, misses: list[str | None]) -> Path:
    """Writes a run by hand, as a person may find it: the format is a promise."""
    questions: list[dict[str, Any]] = [
        {
            "id": f"q{number}", "question": f"Câu {number}?", "answers": ["An"],
            "gold_urls": [CONTEST.url], "style": "plain", "lang": "vi", "type": "person",
            "status": "answered" if miss != "not_retrieved" else "not_found",
            "rank": None if miss == "not_retrieved" else 1, "contained": miss is None,
            "exact": miss is None, "squad_exact": miss is None, "squad_f1": float(miss is None),
            "in_sentence": miss is None, "in_snippet": False, "text": "Lan\x1b[2J",
            "sentence": "Lan nói.", "miss": miss,
        }
        for number, miss in enumerate(misses)
    ]  # fmt: skip
    table = {
        "format": "hoidap-eval-run-1", "questions_sha256": "0" * 64, "version": "0.1.0",
        "questions": questions,
    }  # fmt: skip
    file.write_text(json.dumps(table, ensure_ascii=False), "utf-8")
    return file


def test_misses_are_listed_by_reason_up_to_the_limit(run: Run, kept: Path) -> None:
    shown = run("eval", kept, "--misses").stdout
    ids = [line.split()[0] for line in shown.splitlines() if "[plain]" in line]
    assert ids == ["q2", "q1", "q3"]
    some = run("eval", kept, "--misses", "--limit", "2").stdout
    assert "q1 [plain]" in some and "q3 [plain]" not in some and "... and 1 more" in some
    spans = run("eval", kept, "--misses", "--reason", "wrong_span").stdout
    assert "q1 [plain]" in spans and "q2 [plain]" not in spans


def test_what_articles_say_does_not_command_the_terminal(run: Run, kept: Path) -> None:
    shown = run("eval", kept, "--misses", "--compare", kept).stdout
    assert "\x1b" not in shown and "Lan\ufffd[2J" in shown


# --- kept runs and comparisons ------------------------------------------------------------


def test_a_kept_run_shows_the_same_figures_without_asking(
    run: Run, questions: Path, tmp_path: Path
) -> None:
    file = tmp_path / "run.json"
    asked = run("eval", questions, "--json", "--save", file)
    again = run("eval", file, "--json", at=tmp_path / "no home")
    assert (asked.exit_code, again.exit_code) == (0, 0)
    assert again.stdout == asked.stdout
    assert not (tmp_path / "no home").exists()


def test_two_kept_runs_are_compared(run: Run, kept: Path, tmp_path: Path) -> None:
    later = kept_run(tmp_path / "later.json", ["not_retrieved", None, None, None])
    table = json.loads(run("eval", later, "--json", "--compare", kept).stdout)
    assert [row["style"] for row in table["rows"]] == ["plain", "all"]
    found = table["comparison"]
    assert (found["compared"], found["left_out"]) == (4, 0)
    assert [pair["id"] for pair in found["better"]] == ["q1", "q2", "q3"]
    assert found["worse"] == [{"id": "q0", "before": None, "after": "not_retrieved"}]
    assert found["differences"][-1]["contained"] == {
        "before": 0.25, "after": 0.75, "better": 3, "worse": 1, "p": 0.625
    }  # fmt: skip
    shown = run("eval", later, "--compare", kept, "--limit", "2").stdout
    assert "better: 3" in shown and "... and 1 more" in shown
    assert "right (answered: Lan" in shown and "4 questions compared, 0 left out" in shown


def test_a_run_is_compared_with_a_kept_one(run: Run, questions: Path, tmp_path: Path) -> None:
    file = tmp_path / "run.json"
    run("eval", questions, "--save", file)
    more = {"id": "4", "question": "Số đường dây nóng?", "gold_urls": [HOTLINE_2023.url],
            "answers": ["0237.3999.123"]}  # fmt: skip
    write_lines(questions, [*QUESTIONS, more])
    table = json.loads(run("eval", questions, "--json", "--compare", file).stdout)["comparison"]
    assert (table["compared"], table["left_out"]) == (3, 1)
    assert table["better"] == table["worse"] == []


@pytest.mark.parametrize(
    "arguments",
    [["--today", "2026-06-01"], ["--save", "again.json"], ["--floors", "floors.toml"],
     ["--reason", "wrong_span"], ["--misses", "--reason", "bad_luck"],
     ["--misses", "--limit", "0"]],
)  # fmt: skip
def test_what_does_not_go_with_a_kept_run_is_exit_2(
    run: Run, kept: Path, arguments: list[str]
) -> None:
    assert run("eval", kept, *arguments).exit_code == 2


def test_a_damaged_run_is_named(run: Run, kept: Path, questions: Path) -> None:
    kept.write_text(kept.read_text("utf-8").replace('"rank": 1', '"rank": "first"'), "utf-8")
    for arguments in ([kept], [questions, "--compare", kept]):
        damaged = run("eval", *arguments)
        assert damaged.exit_code == 1 and isinstance(damaged.exception, HoidapError)
        assert "kept.json" in str(damaged.exception) and "'rank'" in str(damaged.exception)
