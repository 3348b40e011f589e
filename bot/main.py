"""The entry point `hoidap`: all commands, and the one place that ends with an exit code."""

from __future__ import annotations

import logging
import sys
from datetime import UTC, datetime
from importlib.resources import as_file, files

import click

from bot.checks import doctor
from bot.demo import run_sandbox
from bot.run import run_bot
from index import Assistant
from index.cli import cli
from index.crawl.source_file import load_sources
from index.errors import HoidapError
from index.ingest.load import load
from index.ingest.read import read_path
from index.model import Rejection
from index.settings import load_settings


@click.command()
def run() -> None:
    """Run the bot on Telegram: by polling, or by webhook where WEBHOOK_URL is set."""
    settings = load_settings()
    assistant = Assistant.open(settings)
    try:
        run_bot(settings, assistant)
    finally:
        assistant.close()


@click.command()
def sandbox() -> None:
    """Run the same bot against a local stand-in of Telegram with a chat page.

    Prints the page's address. Everything stays on this machine.
    """
    settings = load_settings()
    assistant = Assistant.open(settings)
    try:
        run_sandbox(settings, assistant, ready=click.echo)
    finally:
        assistant.close()


@click.command()
@click.pass_context
def start(context: click.Context) -> None:
    """Do all that a first try needs: sample news into an empty archive, then the bot.

    On Telegram with TELEGRAM_BOT_TOKEN set, else in the local sandbox.
    """
    settings = load_settings()
    assistant = Assistant.open(settings)
    try:
        if assistant.stats().articles == 0:
            with as_file(files("data") / "sample" / "news.jsonl") as sample:
                report = load(assistant.archive, read_path(sample))
            assistant.catch_up()
            click.echo(f"loaded {report.created} sample articles into {settings.home}", err=True)
            _load_sources(assistant)
    finally:
        assistant.close()
    context.invoke(run if settings.token else sandbox)


def _load_sources(assistant: Assistant) -> None:
    """Adds what `data/sources.toml` lists; the bot crawls it by itself."""
    with as_file(files("data") / "sources.toml") as listed:
        for one in load_sources(assistant.archive, listed, datetime.now(UTC)):
            if isinstance(one, Rejection):
                click.echo(f"the source {one.item} was not added: {one.reason}", err=True)


for command in (run, sandbox, start, doctor):
    cli.add_command(command)


def main() -> None:
    """Runs a command. Exit 0: done; 1: it failed, stderr says why; 2: wrong usage."""
    logging.basicConfig(
        stream=sys.stderr, level=logging.WARNING, format="%(asctime)s %(levelname)s %(message)s"
    )
    for room in ("bot", "index"):  # our own words; libraries speak up from warnings on
        logging.getLogger(room).setLevel(logging.INFO)
    try:
        cli()
    except HoidapError as error:
        click.echo(f"hoidap: {error}", err=True)
        sys.exit(1)


if __name__ == "__main__":
    main()
