"""The command that measures: eval."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import asdict
from datetime import date
from pathlib import Path
from typing import Any, Final

import click

from index.cli.common import ISO_DATE, echo_json, open_assistant, progress_bar
from index.cli.eval_tables import print_comparison, print_figures, print_misses, print_reasons
from index.evaluation.compare import compare, comparison_row
from index.evaluation.floors import check_floors, write_floors
from index.evaluation.measure import (
    Judged,
    by_style,
    figures_of,
    judge,
    misses_in,
    styles_of,
    types_of,
)
from index.evaluation.misses import Miss
from index.evaluation.questions import digest_of, read_questions
from index.evaluation.runs import Run, is_run, new_run, read_run, save_run
from index.model import Role

_FILE: Final = click.Path(exists=True, dir_okay=False, path_type=Path)
_NEW_FILE: Final = click.Path(dir_okay=False, path_type=Path)
# Hits that are looked at for a right article.
_HITS: Final = 10


@click.command("eval")
@click.argument("questions", type=_FILE)
@click.option("--json", "as_json", is_flag=True, help="Print a row a style as JSON.")
@click.option(
    "--by",
    type=click.Choice(["style", "type"]),
    help="Figures by style or by answer type; both without --json, else by style.",
)
@click.option("--today", type=ISO_DATE, help="The day that the questions are asked on.")
@click.option("--misses", is_flag=True, help="List the questions that went wrong, and why.")
@click.option(
    "--reason",
    "reasons",
    type=click.Choice([miss.value for miss in Miss]),
    multiple=True,
    help="With --misses: only those that went wrong for this reason; may be repeated.",
)
@click.option(
    "--limit",
    type=click.IntRange(min=1),
    default=50,
    show_default=True,
    help="Questions listed at most by --misses, and each way by --compare.",
)
@click.option("--save", type=_NEW_FILE, metavar="RUN.json", help="Keep the run in a file.")
@click.option(
    "--compare",
    "earlier",
    type=_FILE,
    metavar="RUN.json",
    help="Say what got better and worse since that run.",
)
@click.option(
    "--floors",
    type=_NEW_FILE,
    help="Check the figures against the floors in this file; exit 1 below one of them.",
)
@click.option("--write-floors", "write", is_flag=True, help="Raise the floors to the figures.")
@click.option("--allow-lower", is_flag=True, help="Let --write-floors lower floors too.")
def evaluate(
    questions: Path,
    as_json: bool,
    by: str | None,
    today: date | None,
    misses: bool,
    reasons: tuple[str, ...],
    limit: int,
    save: Path | None,
    earlier: Path | None,
    floors: Path | None,
    write: bool,
    allow_lower: bool,
) -> None:
    """Ask all QUESTIONS (.jsonl with answers and gold_urls) and measure the answers.

    QUESTIONS may also be a RUN.json of --save: nothing is asked then, and its figures are
    shown, or compared. The measures: docs/quality.md.
    """
    if write and floors is None:
        raise click.UsageError("--write-floors needs --floors FILE")
    if reasons and not misses:
        raise click.UsageError("--reason needs --misses")
    kept = is_run(questions)
    if kept and (today or save or floors):
        raise click.UsageError("a kept run is not asked again: no --today, --save or --floors")
    before = read_run(earlier) if earlier else None
    run = read_run(questions) if kept else _asked(questions, today)
    if save is not None:
        save_run(save, run)
    if as_json:
        echo_json(_json(run, before, by or "style"))
    else:
        _print(run, before, by, limit)
    if misses:
        print_misses(run.judged, reasons, limit, to_stderr=as_json)
    if floors is not None and write:
        write_floors(floors, questions, by_style(run.judged), allow_lower=allow_lower)
    elif floors is not None:
        check_floors(floors, questions, by_style(run.judged))


def _asked(questions: Path, today: date | None) -> Run:
    gold = read_questions(questions)
    judged: list[Judged] = []
    with open_assistant() as assistant, progress_bar("Asking") as update:
        for number, item in enumerate(gold, 1):
            answer = assistant.ask(item.question, role=Role.CITIZEN, today=today, limit=_HITS)
            judged.append(judge(item, answer))
            update(number, len(gold))
    return new_run(digest_of(questions), judged)


def _groups(run: Run, by: str) -> Mapping[str, Sequence[Judged]]:
    return styles_of(run.judged) if by == "style" else types_of(run.judged)


def _json(run: Run, before: Run | None, by: str) -> list[Any] | Mapping[str, Any]:
    """Returns a row a style (or type); with an earlier run, these and what differs."""
    rows = [
        {by: name, **asdict(figures_of(group)), "misses": misses_in(group)}
        for name, group in _groups(run, by).items()
    ]
    if before is None:
        return rows
    return {"rows": rows, "comparison": comparison_row(compare(before, run))}


def _print(run: Run, before: Run | None, by: str | None, limit: int) -> None:
    for kind in (by,) if by else ("style", "type"):
        print_figures(kind, {n: figures_of(group) for n, group in _groups(run, kind).items()})
    kind = by or "style"
    print_reasons(kind, {n: misses_in(group) for n, group in _groups(run, kind).items()})
    if before is not None:
        print_comparison(compare(before, run), limit)


COMMANDS: Final = (evaluate,)
