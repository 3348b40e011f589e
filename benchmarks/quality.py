"""Measures quality and checks the floors: the gold questions, and public sets where they are.

    python -m benchmarks.quality [--write-floors] [--allow-lower]

The public sets lie outside the project (../shared/data) and are skipped, with a word,
where they do not; the gold questions always run. `benchmarks.report` measures the same sets
beside peers and writes docs/quality.md.
"""

from __future__ import annotations

import json
import os
import subprocess
import sys
import tempfile
from collections.abc import Collection, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Final

from benchmarks.figures import GOLD_FILES, moved
from index.evaluation.measure import by_style
from index.evaluation.runs import read_run
from index.language.normalize import fold, nfc

ROOT: Final = Path(__file__).parent.parent
GOLD: Final = ROOT / "data" / "gold"
SAMPLE: Final = ROOT / "data" / "sample" / "news.jsonl"
PUBLIC: Final = ROOT.parent / "shared" / "data"
FLOORS: Final = ROOT / "benchmarks" / "floors"
# The gold questions speak of "now"; this is the day they were written for.
GOLD_DAY: Final = "2026-11-20"
SETS: Final = (*GOLD_FILES, "xquad", "xquad_en", "alqac")


@dataclass(frozen=True, slots=True)
class MeasuredSet:
    """A set of questions, the home that holds its articles, and the file of its floors."""

    name: str
    articles: Path
    home: Path
    questions: Path
    floors: Path


def main(options: Sequence[str]) -> int:
    """Runs `hoidap eval` on every set; returns 1 when a floor was not held."""
    codes = []
    with tempfile.TemporaryDirectory() as folder:
        for item in measured_sets(Path(folder)):
            print(f"\n== {item.name}", flush=True)
            run = Path(folder) / f"{item.name}.run.json"
            codes.append(evaluate(item, "--floors", str(item.floors), "--save", str(run), *options))
            _say_what_moved(item, run)
    return max(codes)


def _say_what_moved(item: MeasuredSet, run: Path) -> None:
    """Says where docs/quality.md shows other figures than were just measured."""
    changes = moved(item.name, by_style(read_run(run).judged)["all"]) if run.exists() else []
    if changes:
        print(f"docs/quality.md is behind ({'; '.join(changes)}): make figures", flush=True)


def measured_sets(work: Path, wanted: Collection[str] = SETS) -> Iterator[MeasuredSet]:
    """Yields every wanted set that is there, its articles loaded; `work` is a folder to fill.

    What is not there is named on stdout.
    """
    if not {"questions", "heldout"}.isdisjoint(wanted):
        yield from (item for item in _gold_sets(work) if item.name in wanted)
    for name, parts in (("xquad", {"xquad", "xquad_en"}), ("alqac", {"alqac"})):
        if parts.isdisjoint(wanted):
            continue
        if not (PUBLIC / name).is_dir():
            print(f"\n== {name}: skipped, it is not beside the project", flush=True)
            continue
        yield from (item for item in _public_sets(name, work) if item.name in wanted)


def _gold_sets(work: Path) -> Iterator[MeasuredSet]:
    home = work / "sample"
    _hoidap(home, "ingest", str(SAMPLE))
    for name, questions in GOLD_FILES.items():
        yield MeasuredSet(name, SAMPLE, home, questions, GOLD / f"{name}.floors.toml")


def _public_sets(name: str, work: Path) -> Iterator[MeasuredSet]:
    home, articles = work / name, work / f"{name}.articles.jsonl"
    questions = write_public(name, PUBLIC / name, work)
    _hoidap(home, "ingest", str(articles))
    yield MeasuredSet(name, articles, home, questions, FLOORS / f"{name}.toml")
    if name == "xquad":
        questions = write_english(PUBLIC / name, work)
        yield MeasuredSet("xquad_en", articles, home, questions, FLOORS / "xquad_en.toml")


def evaluate(item: MeasuredSet, *options: str) -> int:
    """Runs `hoidap eval` on a set, on the day that it was written for; returns its code."""
    return _hoidap(item.home, "eval", str(item.questions), "--today", GOLD_DAY, *options)


def _hoidap(home: Path, *arguments: str) -> int:
    """Runs the program as a user does, in its own home."""
    environment = {**os.environ, "HOIDAP_HOME": str(home), "HOIDAP_ENGINE": "tantivy"}
    command = [sys.executable, "-m", "bot.main", *arguments]
    return subprocess.run(command, cwd=ROOT, env=environment, check=False).returncode


def write_public(name: str, source: Path, work: Path) -> Path:
    """Writes a set as article and question lines; each question also without tone marks."""
    suffix = "_vi" if name == "xquad" else ""
    with (work / f"{name}.articles.jsonl").open("w", encoding="utf-8") as out:
        for row in _rows(source / f"passages{suffix}.jsonl"):
            # XQuAD's titles are file names that many passages share: they tell nothing.
            title = row["id"] if name == "xquad" else row["title"]
            article = {"url": _url(row["id"]), "title": title, "text": row["text"]}
            out.write(json.dumps(article, ensure_ascii=False) + "\n")
    questions = work / f"{name}.questions.jsonl"
    with questions.open("w", encoding="utf-8") as out:
        for row in _rows(source / f"questions{suffix}.jsonl"):
            for style, text in (
                ("with_marks", row["question"]),
                ("without", fold(nfc(row["question"]))),
            ):
                line = {
                    "id": f"{row['id']}-{style}",
                    "question": text,
                    "answers": [answer["text"] for answer in row["answers"]],
                    "gold_urls": [_url(row["context_id"])],
                    "style": style,
                }
                out.write(json.dumps(line, ensure_ascii=False) + "\n")
    return questions


def write_english(source: Path, work: Path) -> Path:
    """Writes XQuAD's English questions with the Vietnamese passages that answer them."""
    questions = work / "xquad_en.questions.jsonl"
    with questions.open("w", encoding="utf-8") as out:
        for row in _rows(source / "questions_en.jsonl"):
            line = {
                "id": f"{row['id']}-english",
                "question": row["question_en"],
                "answers": [answer["text"] for answer in row["answers_vi"]],
                "gold_urls": [_url(row["context_id_vi"])],
                "style": "english",
                "lang": "en",
            }
            out.write(json.dumps(line, ensure_ascii=False) + "\n")
    return questions


def _url(passage_id: str) -> str:
    return f"https://set.example/{passage_id}"


def _rows(path: Path) -> Iterator[dict[str, Any]]:
    with path.open(encoding="utf-8") as lines:
        for line in lines:
            yield json.loads(line)


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
