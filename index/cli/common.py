"""What the commands share: opening the assistant, JSON on stdout, progress on stderr."""

from __future__ import annotations

import getpass
import json
import time
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from datetime import date
from typing import Any, Final

import click
from rich.console import Console
from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn, TimeElapsedColumn

from index.assistant import Assistant
from index.settings import load_settings

# Work that is done sooner shows no bar.
_BAR_AFTER_S: Final = 1.0


@contextmanager
def open_assistant() -> Iterator[Assistant]:
    """Opens the assistant on the settings' home and closes it at the end."""
    assistant = Assistant.open(load_settings())
    try:
        yield assistant
    finally:
        assistant.close()


def console_actor() -> str:
    """Returns who types, for the record of actions: "console:lan"."""
    try:
        return f"console:{getpass.getuser()}"
    except (OSError, KeyError):
        return "console:unknown"  # a container's user may have no name


def echo_json(value: Mapping[str, Any] | list[Any]) -> None:
    """Prints one JSON value on one line of stdout, in UTF-8.

    Half a surrogate pair, which no UTF-8 can hold, makes the line escaped ASCII.
    """
    line = json.dumps(value, ensure_ascii=False)
    click.echo(line if _is_utf8(line) else json.dumps(value))


def _is_utf8(text: str) -> bool:
    try:
        text.encode()
    except UnicodeEncodeError:
        return False
    return True


@contextmanager
def progress_bar(label: str) -> Iterator[Callable[[int, int | None], None]]:
    """Shows a bar on stderr once the work has taken a second.

    Yields a function to call with (done, total); total None where it is not known.
    """
    console = Console(stderr=True)
    bar = Progress(
        TextColumn("{task.description}", markup=False),  # file names are no markup
        BarColumn(),
        MofNCompleteColumn(),
        TimeElapsedColumn(),
        console=console,
        transient=True,
    )
    task = bar.add_task(label, total=None)
    began = time.monotonic()
    started = False

    def update(done: int, total: int | None) -> None:
        nonlocal started
        bar.update(task, completed=done, total=total)
        if not started and time.monotonic() - began > _BAR_AFTER_S:
            bar.start()
            started = True

    try:
        yield update
    finally:
        if started:
            bar.stop()


class IsoDate(click.ParamType[date]):
    """A day as YYYY-MM-DD."""

    name = "YYYY-MM-DD"

    def convert(self, value: Any, param: click.Parameter | None, ctx: click.Context | None) -> date:
        """Returns the day, or fails as wrong usage."""
        if isinstance(value, date):
            return value
        try:
            return date.fromisoformat(value)
        except ValueError:
            self.fail(f"{value!r} is no day; an example is 2026-03-25", param, ctx)


ISO_DATE: Final = IsoDate()
