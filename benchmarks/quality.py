"""Measures quality and checks the floors: the gold questions, and public sets where they are.

    python -m benchmarks.quality [--distractors] [--write-floors] [--allow-lower]

The public sets lie outside the project (../shared/data) and are skipped, with a word,
where they do not; the gold questions always run. With `--distractors`, XQuAD-vi alone is
asked, of its own articles and of an archive that has 6,542 news articles besides (minutes at
the first time). `benchmarks.report` measures the same sets beside peers and writes
docs/quality.md.
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

from benchmarks.distractors import FILE, kept_home, write_news
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
_AMONG_NEWS: Final = "xquad_news"
# The right passage may come first so much less often among the news.
_MOST_DISTRACTED: Final = 0.02


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
    distracted = "--distractors" in options
    options = [option for option in options if option != "--distractors"]
    wanted = ("xquad", _AMONG_NEWS) if distracted else SETS
    codes = [0]
    with tempfile.TemporaryDirectory() as folder:
        runs = {}
        for item in measured_sets(Path(folder), wanted):
            print(f"\n== {item.name}", flush=True)
            run = runs[item.name] = Path(folder) / f"{item.name}.run.json"
            codes.append(evaluate(item, "--floors", str(item.floors), "--save", str(run), *options))
            _say_what_moved(item, run)
        if distracted and len(runs) == len(wanted):
            codes.append(_compare(*(runs[name] for name in wanted)))
    return max(codes)


def _compare(alone: Path, among: Path) -> int:
    """Says how often the right passage comes first alone and among the news; returns 1 where
    the news distract too much.
    """
    figures = [by_style(read_run(run).judged) for run in (alone, among)]
    code = 0
    for style in figures[0]:
        first, second = (rows[style].p_at_1 or 0.0 for rows in figures)
        held = first - second <= _MOST_DISTRACTED
        code = code if held else 1
        print(f"{style:12} first {first:.4f}, among the news {second:.4f}, "
              f"{first - second:+.4f} lost{'' if held else ': too much'}")  # fmt: skip
    return code


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
    for name, parts in (("xquad", {"xquad", "xquad_en", _AMONG_NEWS}), ("alqac", {"alqac"})):
        if parts.isdisjoint(wanted):
            continue
        if not (PUBLIC / name).is_dir():
            print(f"\n== {name}: skipped, it is not beside the project", flush=True)
            continue
        yield from (item for item in _public_sets(name, work) if item.name in wanted)
    if _AMONG_NEWS in wanted and (home := home_among_news(work)) is not None:
        files = (work / "xquad.articles.jsonl", work / "xquad.questions.jsonl")
        hoidap(home, "ingest", str(files[0]))
        yield MeasuredSet(_AMONG_NEWS, files[0], home, files[1], FLOORS / f"{_AMONG_NEWS}.toml")


def home_among_news(work: Path) -> Path | None:
    """Returns a home that holds the news that distract, None where they are not; `work` is a
    folder to fill. They are loaded once: the home is kept.
    """
    source = PUBLIC / FILE
    if not source.exists():
        print(f"\n== {_AMONG_NEWS}: skipped, {FILE} is not beside the project", flush=True)
        return None
    home, articles = kept_home(), work / "news.articles.jsonl"
    count = write_news(source, articles)
    print(f"\n== {count} news articles, kept in {home}", flush=True)
    hoidap(home, "ingest", str(articles))
    return home


def _gold_sets(work: Path) -> Iterator[MeasuredSet]:
    home = work / "sample"
    hoidap(home, "ingest", str(SAMPLE))
    for name, questions in GOLD_FILES.items():
        yield MeasuredSet(name, SAMPLE, home, questions, GOLD / f"{name}.floors.toml")


def _public_sets(name: str, work: Path) -> Iterator[MeasuredSet]:
    home, articles = work / name, work / f"{name}.articles.jsonl"
    questions = write_public(name, PUBLIC / name, work)
    hoidap(home, "ingest", str(articles))
    yield MeasuredSet(name, articles, home, questions, FLOORS / f"{name}.toml")
    if name == "xquad":
        questions = write_english(PUBLIC / name, work)
        yield MeasuredSet("xquad_en", articles, home, questions, FLOORS / "xquad_en.toml")


def evaluate(item: MeasuredSet, *options: str) -> int:
    """Runs `hoidap eval` on a set, on the day that it was written for; returns its code."""
    return hoidap(item.home, "eval", str(item.questions), "--today", GOLD_DAY, *options)


def hoidap(home: Path, *arguments: str) -> int:
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
