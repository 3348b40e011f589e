"""Commands that keep things running: reindex, stats."""

from __future__ import annotations

from dataclasses import asdict
from typing import Final

import click

from index.cli.common import console_actor, echo_json, open_assistant, progress_bar


@click.command()
@click.option("--full", is_flag=True, help="Rebuild beside the live index and swap.")
@click.option("--json", "as_json", is_flag=True, help="Print the report as JSON.")
def reindex(full: bool, as_json: bool) -> None:
    """Bring the index level with the archive. Questions are answered throughout."""
    with open_assistant() as assistant, progress_bar("Indexing") as update:
        report = assistant.reindex(full=full, actor=console_actor(), progress=update)
    if as_json:
        echo_json(asdict(report))
    else:
        click.echo(
            f"{'rebuilt' if full else 'caught up'}: {report.articles} articles, "
            f"generation {report.generation}, {report.took_s:.1f} s"
        )


@click.command()
@click.option("--json", "as_json", is_flag=True, help="Print the figures as JSON.")
def stats(as_json: bool) -> None:
    """Show figures of the archive, the index and the questions so far."""
    with open_assistant() as assistant:
        figures = asdict(assistant.stats())
    figures = {
        key: value.isoformat() if hasattr(value, "isoformat") else value
        for key, value in figures.items()
    }
    if as_json:
        echo_json(figures)
        return
    for key, value in figures.items():
        if isinstance(value, dict):
            click.echo(f"{key}:")
            for name, number in value.items():
                click.echo(f"  {name or '(none)'}: {number}")
        else:
            click.echo(f"{key}: {value}")


COMMANDS: Final = (reindex, stats)
