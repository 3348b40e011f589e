"""The command that measures: eval."""

from __future__ import annotations

from dataclasses import asdict, fields
from datetime import date
from pathlib import Path
from typing import Final

import click
from rich.console import Console
from rich.markup import escape
from rich.table import Table

from index.cli.common import ISO_DATE, echo_json, open_assistant, progress_bar
from index.evaluation.floors import check_floors, write_floors
from index.evaluation.measure import Figures, Judged, by_style, judge
from index.evaluation.questions import read_questions
from index.model import Role

_FILE: Final = click.Path(exists=True, dir_okay=False, path_type=Path)


@click.command("eval")
@click.argument("questions", type=_FILE)
@click.option("--json", "as_json", is_flag=True, help="Print a row a style as JSON.")
@click.option("--today", type=ISO_DATE, help="The day that the questions are asked on.")
@click.option("--misses", is_flag=True, help="List the questions that went wrong.")
@click.option(
    "--floors",
    type=click.Path(dir_okay=False, path_type=Path),
    help="Check the figures against the floors in this file; exit 1 below one of them.",
)
@click.option("--write-floors", "write", is_flag=True, help="Raise the floors to the figures.")
@click.option("--allow-lower", is_flag=True, help="Let --write-floors lower floors too.")
def evaluate(
    questions: Path,
    as_json: bool,
    today: date | None,
    misses: bool,
    floors: Path | None,
    write: bool,
    allow_lower: bool,
) -> None:
    """Ask all QUESTIONS (.jsonl with answers and gold_urls) and measure the answers."""
    if write and floors is None:
        raise click.UsageError("--write-floors needs --floors FILE")
    gold = read_questions(questions)
    judged: list[Judged] = []
    with open_assistant() as assistant, progress_bar("Asking") as update:
        for number, item in enumerate(gold, 1):
            answer = assistant.ask(item.question, role=Role.CITIZEN, today=today, limit=10)
            judged.append(judge(item, answer))
            update(number, len(gold))
    rows = by_style(judged)
    if as_json:
        echo_json([{"style": style, **asdict(figures)} for style, figures in rows.items()])
    else:
        _print_table(rows)
    if misses:
        _print_misses(judged, to_stderr=as_json)
    if floors is not None and write:
        write_floors(floors, questions, rows, allow_lower=allow_lower)
    elif floors is not None:
        check_floors(floors, questions, rows)


def _print_table(rows: dict[str, Figures]) -> None:
    table = Table(box=None, pad_edge=False)
    names = [field.name for field in fields(Figures)]
    table.add_column("style")
    for name in names:
        table.add_column(name.replace("_", " "), justify="right")
    for style, figures in rows.items():
        values = [getattr(figures, name) for name in names]
        table.add_row(escape(style), *["" if v is None else f"{v:g}" for v in values])
    Console(width=160).print(table)


def _print_misses(judged: list[Judged], *, to_stderr: bool) -> None:
    for item in judged:
        right = item.contained if item.gold.answerable else not item.answered
        if right and item.rank in (1, None):
            continue
        text = item.answer.quote.text if item.answer.quote else "-"
        click.echo(
            f"{item.gold.id} [{item.gold.style}] {item.gold.question}\n"
            f"   {item.answer.status.value}: {text} | wanted {item.gold.answers[:2]}"
            f" | right article at {item.rank}",
            err=to_stderr,
        )


COMMANDS: Final = (evaluate,)
