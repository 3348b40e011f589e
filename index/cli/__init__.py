"""The command line of everything that needs no Telegram. `bot.main` adds the rest."""

from __future__ import annotations

import click

from index.cli import (
    articles,
    backups,
    crawling,
    evaluating,
    previewing,
    questions,
    sources,
    upkeep,
)

__all__ = ["cli"]


@click.group(context_settings={"help_option_names": ["-h", "--help"]})
@click.version_option(package_name="hoidap")
def cli() -> None:
    """Answers questions from Vietnamese government news.

    State lives in HOIDAP_HOME (default ./var). Settings: docs/settings.md.
    """


for module in (articles, previewing, sources, crawling, questions, upkeep, backups, evaluating):
    for command in module.COMMANDS:
        cli.add_command(command)
