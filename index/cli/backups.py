"""Commands on copies of the archive: backup, restore."""

from __future__ import annotations

from datetime import UTC, datetime
from pathlib import Path
from typing import Final

import click

from index.archive.archive import Archive
from index.archive.backup import back_up, restore
from index.cli.common import console_actor, open_assistant
from index.settings import load_settings


@click.command()
@click.argument("file", type=click.Path(dir_okay=False, path_type=Path))
def backup(file: Path) -> None:
    """Write a copy of the archive to FILE, while the bot runs or not.

    The copy is of one moment, is checked, and takes the place of FILE only when it is whole.
    It holds what people asked officers and follow: keep it like the archive itself. The index
    is not in it; it is built from the archive.
    """
    home = load_settings().home
    articles = back_up(home, file)
    archive = Archive.open(home)
    try:
        archive.record_action(console_actor(), "backup", file.name)
    finally:
        archive.close()
    click.echo(f"wrote {articles} articles and all else of the archive to {file}")


@click.command("restore")
@click.argument("file", type=click.Path(dir_okay=False, path_type=Path))
def restore_command(file: Path) -> None:
    """Make the backup FILE the archive, and build the index anew.

    Stop the bot first: while it has the archive open, nothing is done. FILE is checked before
    anything changes, and the present archive is kept beside the new one. Messages that waited
    to be sent when the backup was made are listed for admins, not sent.
    """
    restored = restore(load_settings().home, file, datetime.now(UTC))
    with open_assistant() as assistant:
        assistant.archive.record_action(console_actor(), "restore", file.name)
    click.echo(f"restored {restored.articles} articles from {file}")
    if restored.former is not None:
        click.echo(f"the former archive is {restored.former}; delete it when all is well")


COMMANDS: Final = (backup, restore_command)
