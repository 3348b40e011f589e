"""Measures what slips of typing cost: P@1 by kind of slip, beside the clean figure.

    python -m benchmarks.typing [--all] [--kinds KIND,KIND] [--keep FOLDER] [--exact]

The slips are made by rule and seed (`benchmarks.slips`) from the clean questions of
XQuAD-vi, ALQAC (skipped where they are not beside the project) and the gold questions in
whole sentences. `--all` takes every question instead of a sample, `--keep` leaves the
archives in a folder for the next run, `--exact` searches what was typed, uncorrected.

For the gold questions `contained` and `refused` are printed too (see docs/quality.md), and
for all sets the share of questions of which a word was read as another.
"""

from __future__ import annotations

import argparse
import sys
import tempfile
import time
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import date
from pathlib import Path
from random import Random
from typing import Final

from benchmarks.quality import GOLD, GOLD_DAY, PUBLIC, SAMPLE, write_public
from benchmarks.slips import KINDS
from index.assistant import Assistant
from index.evaluation.measure import Judged, judge
from index.evaluation.questions import GoldQuestion, read_questions
from index.ingest.load import load
from index.ingest.read import read_path
from index.model import Answer
from index.settings import Settings

_TODAY: Final = date.fromisoformat(GOLD_DAY)
_SEED: Final = 20261120
_STYLES: Final = frozenset({"plain", "time_bound", "abbreviations"})
# Of the public sets: all of it in three minutes, with a standard error of .03.
_SAMPLE: Final = 80


@dataclass(frozen=True, slots=True)
class QuestionSet:
    """Clean questions and the articles they are asked over."""

    name: str
    articles: Path
    questions: Sequence[GoldQuestion]


def main(arguments: Sequence[str]) -> int:
    """Prints the table; returns 0."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--all", action="store_true")
    parser.add_argument("--kinds", default=",".join(KINDS).replace(", ", ";"))
    parser.add_argument("--keep", type=Path)
    parser.add_argument("--exact", action="store_true")
    options = parser.parse_args(arguments)
    kinds = [kind.replace(";", ", ") for kind in options.kinds.split(",")]
    with tempfile.TemporaryDirectory() as folder:
        work = options.keep or Path(folder)
        work.mkdir(parents=True, exist_ok=True)
        sets = list(_sets(work, None if options.all else _SAMPLE))
        for questions in sets:
            _measure(questions, work, kinds, exact=options.exact)
    return 0


def _sets(work: Path, most: int | None) -> Iterator[QuestionSet]:
    gold = [q for q in read_questions(GOLD / "questions.jsonl") if q.style in _STYLES]
    yield QuestionSet("gold", SAMPLE, gold)
    for name in ("xquad", "alqac"):
        source = PUBLIC / name
        if not source.is_dir():
            print(f"{name}: skipped, it is not beside the project")
            continue
        path = write_public(name, source, work)
        clean = [q for q in read_questions(path) if q.style == "with_marks"]
        step = max(1, len(clean) // most) if most else 1
        yield QuestionSet(name, work / f"{name}.articles.jsonl", clean[::step])


def _measure(questions: QuestionSet, work: Path, kinds: Sequence[str], *, exact: bool) -> None:
    assistant = Assistant.open(Settings(home=work / questions.name))
    load(assistant.archive, read_path(questions.articles))
    assistant.catch_up()
    gold = questions.name == "gold"
    print(f"\n{questions.name}: {len(questions.questions)} questions", flush=True)
    more = "  contained  refused" if gold else ""
    print(f"{'kind':16} {'P@1':>6} {'read as another':>16} {'ms':>6}{more}")
    for kind in kinds:
        began = time.process_time()
        asked = [_asked(assistant, q, kind, exact=exact) for q in questions.questions]
        took = (time.process_time() - began) * 1000 / len(asked)
        judged = [j for j, _ in asked]
        first = sum(j.rank == 1 for j in judged) / len(judged)
        read = sum(answer.searched_as is not None for _, answer in asked) / len(asked)
        row = f"{kind:16} {first:6.3f} {read:16.3f} {took:6.1f}"
        if gold:
            contained = sum(j.contained for j in judged) / len(judged)
            refused = sum(not j.answered for j in judged) / len(judged)
            row += f"  {contained:9.3f}  {refused:7.3f}"
        print(row, flush=True)
    assistant.close()


def _asked(
    assistant: Assistant, gold: GoldQuestion, kind: str, *, exact: bool
) -> tuple[Judged, Answer]:
    chance = Random(f"{_SEED} {kind} {gold.id}")
    typed = KINDS[kind](gold.question, chance)
    answer = assistant.ask(typed, today=_TODAY, exact=exact)
    return judge(replace(gold, question=typed), answer), answer


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
