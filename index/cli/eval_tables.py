"""What `hoidap eval` shows a person: figures, reasons, misses, and two runs compared."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import fields
from typing import Final

import click
from rich.console import Console
from rich.markup import escape
from rich.table import Table

from index.evaluation.compare import SURE_BELOW, Comparison, Pair
from index.evaluation.measure import Figures, Judged
from index.evaluation.misses import Miss

_WIDTH: Final = 160
_NARROW: Final = 8
# What a comparison shows; the JSON has every figure.
_COMPARED: Final = (
    "p_at_1", "contained", "squad_f1", "in_snippet", "wrongly_refused", "wrongly_answered"
)  # fmt: skip
# Question files and articles come from outside: a terminal must not obey them.
_CONTROL: Final = re.compile(r"[\x00-\x1f\x7f-\x9f\u2028\u2029\u202a-\u202e\u2066-\u2069]")


def print_figures(kind: str, rows: Mapping[str, Figures]) -> None:
    """Prints a row a style, or answer type: `kind` says which."""
    names = [field.name for field in fields(Figures)]
    table = _table(kind, [_heading(name) for name in names])
    for label, figures in rows.items():
        values = [getattr(figures, name) for name in names]
        table.add_row(_cell(label), *["" if v is None else f"{v:g}" for v in values])
    _show(table)


def print_reasons(kind: str, rows: Mapping[str, Mapping[Miss, int]]) -> None:
    """Prints how many questions went wrong for each reason, a row a style or type."""
    table = _table(f"misses by {kind}", [miss.value.replace("_", " ") for miss in Miss])
    for label, counts in rows.items():
        table.add_row(_cell(label), *[str(counts[miss] or "") for miss in Miss])
    _show(table)


def print_misses(
    judged: Sequence[Judged], reasons: Sequence[str], limit: int, *, to_stderr: bool
) -> None:
    """Prints up to `limit` questions that went wrong, by reason; all reasons if none is named."""
    order = list(Miss)
    missed = [(j, j.miss) for j in judged if j.miss and (not reasons or j.miss in reasons)]
    missed.sort(key=lambda pair: order.index(pair[1]))  # in the order of the file otherwise
    for item, miss in missed[:limit]:
        wanted = " / ".join(item.gold.answers[:2]) or "-"
        click.echo(
            f"{_plain(_line(item))}\n"
            f"   {miss.value} | {item.answer_type} | {item.status.value}: "
            f"{_plain(item.text or '-')} | wanted: {_plain(wanted)} | right article at {item.rank}",
            err=to_stderr,
        )
    if len(missed) > limit:
        click.echo(f"... and {len(missed) - limit} more; --limit shows them", err=to_stderr)


def print_comparison(comparison: Comparison, limit: int) -> None:
    """Prints the figures that differ and up to `limit` questions each way."""
    table = _table(
        "since the earlier run", ["figure", "before", "after", "better", "worse", "sign test"]
    )
    for style, rows in comparison.differences.items():
        for row in rows:
            if row.figure in _COMPARED and (row.better or row.worse or style == "all"):
                sure = "*" if row.sure else ""
                table.add_row(_cell(style), row.figure.replace("_", " "), f"{row.before:g}",
                              f"{row.after:g}", str(row.better), str(row.worse),
                              f"p {row.p:g}{sure}")  # fmt: skip
    _show(table)
    click.echo(f"* less than {SURE_BELOW:.0%} likely by chance alone")
    click.echo(f"{comparison.compared} questions compared, {comparison.left_out} left out")
    _print_moved("better", comparison.better, limit)
    _print_moved("worse", comparison.worse, limit)


def _print_moved(way: str, pairs: Sequence[Pair], limit: int) -> None:
    click.echo(f"\n{way}: {len(pairs)}")
    for before, after in pairs[:limit]:
        click.echo(f"{_plain(_line(after))}\n   {_end(before)} -> {_end(after)}")
    if len(pairs) > limit:
        click.echo(f"... and {len(pairs) - limit} more; --limit shows them")


def _end(judged: Judged) -> str:
    what = judged.miss.value if judged.miss else "right"
    return f"{what} ({judged.status.value}: {_plain(judged.text or '-')})"


def _line(judged: Judged) -> str:
    return f"{judged.gold.id} [{judged.gold.style}] {judged.gold.question}"


def _table(first: str, columns: Sequence[str]) -> Table:
    table = Table(box=None, pad_edge=False)
    table.add_column(first, no_wrap=True)
    for name in columns:
        table.add_column(name, justify="right")
    return table


def _heading(name: str) -> str:
    """Returns a figure's name as the head of a narrow column: long ones on two lines."""
    head, _, tail = name.rpartition("_")
    parts = [head, tail] if len(name) > _NARROW else [name]
    return "\n".join(part.replace("_", " ") for part in parts if part)


def _show(table: Table) -> None:
    console = Console(width=_WIDTH)
    console.print(table)
    console.print()


def _cell(text: str) -> str:
    return escape(_plain(text))


def _plain(text: str) -> str:
    return _CONTROL.sub("\ufffd", text)
