"""Measures quality and checks the floors: the gold questions, and XQuAD-vi where it is.

    python -m benchmarks.quality [--write-floors] [--allow-lower]

The public set lies outside the project (../shared/data) and is skipped, with a word,
where it is not; the gold questions always run.
"""

from __future__ import annotations

import json
import os
import subprocess
import sys
import tempfile
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Any, Final

from index.language.normalize import fold, nfc

ROOT: Final = Path(__file__).parent.parent
GOLD: Final = ROOT / "data" / "gold"
SAMPLE: Final = ROOT / "data" / "sample" / "news.jsonl"
PUBLIC: Final = ROOT.parent / "shared" / "data"
FLOORS: Final = ROOT / "benchmarks" / "floors"
# The gold questions speak of "now"; this is the day they were written for.
GOLD_DAY: Final = "2026-11-20"


def main(options: Sequence[str]) -> int:
    """Runs `hoidap eval` on every set; returns 1 when a floor was not held."""
    codes = []
    with tempfile.TemporaryDirectory() as folder:
        work = Path(folder)
        home = work / "sample"
        _hoidap(home, "ingest", str(SAMPLE))
        for name in ("questions", "heldout"):
            print(f"\n== gold: {name}", flush=True)
            codes.append(
                _evaluate(home, GOLD / f"{name}.jsonl", GOLD / f"{name}.floors.toml", options)
            )
        for name in ("xquad", "alqac"):
            source = PUBLIC / name
            if not source.is_dir():
                print(f"\n== {name}: skipped, {source.name} is not beside the project", flush=True)
                continue
            print(f"\n== {name}", flush=True)
            home = work / name
            questions = write_public(name, source, work)
            _hoidap(home, "ingest", str(work / f"{name}.articles.jsonl"))
            codes.append(_evaluate(home, questions, FLOORS / f"{name}.toml", options))
    return max(codes)


def _evaluate(home: Path, questions: Path, floors: Path, options: Sequence[str]) -> int:
    arguments = ["eval", str(questions), "--today", GOLD_DAY, "--floors", str(floors), *options]
    return _hoidap(home, *arguments)


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


def _url(passage_id: str) -> str:
    return f"https://set.example/{passage_id}"


def _rows(path: Path) -> Iterator[dict[str, Any]]:
    with path.open(encoding="utf-8") as lines:
        for line in lines:
            yield json.loads(line)


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
