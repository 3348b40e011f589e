"""Writes the generated parts of the documents, or checks that they are fresh.

    python -m tools.docs            # writes them anew
    python -m tools.docs --check    # exit 1, naming what is stale

The figures of docs/quality.md are those of the last `make figures`; nothing is measured here,
but the check says when they are of other gold questions than the present ones.

A generated part stands between `<!-- begin: NAME -->` and `<!-- end: NAME -->`; what is
around it is written by hand. `.env.example` is generated whole.
"""

from __future__ import annotations

import importlib
import inspect
import pkgutil
import re
import sys
from collections.abc import Callable, Iterator, Mapping, Sequence
from pathlib import Path
from types import ModuleType
from typing import Final

import click

import bot.main  # adds its commands to `cli`
import index
from benchmarks.figures import out_of_date, read_figures
from bot.menu import COMMANDS
from bot.wording import load_wordings
from index.cli import cli
from index.errors import HoidapError
from index.model import Language, Role, Status, answers
from index.settings import TABLE, Setting
from tools import quality_tables
from tools.members import cell, member_docs

ROOT: Final = Path(__file__).resolve().parent.parent
_HELP_WIDTH: Final = 88
_ARGUMENTS: Final = {
    "hoi": " câu hỏi",
    "ask": " question",
    "tim": " từ khóa",
    "search": " words",
    "reindex": " [full]",
    "nguon": " [them địa chỉ]",
    "sources": " [add address]",
    "them": " [địa chỉ]",
    "add": " [address]",
    "sua": " [từ khóa]",
    "edit": " [words]",
    "xoa": " [từ khóa]",
    "remove": " [words]",
    "canbo": " câu hỏi",
    "theodoi": " [cụm từ]",
    "follow": " [phrase]",
    "officer": " question",
}
"""What is written after a command, by its name."""


class MarkerError(Exception):
    """A document has no place for a generated part."""


def settings() -> str:
    """Returns a section for each setting; errors link to them by the lower-case name."""
    return "\n\n".join(_setting(row) for row in TABLE)


def _setting(row: Setting) -> str:
    lines = [f"## {row.name}", "", row.meaning, ""]
    lines.append(f"- default: {f'`{row.default}`' if row.default else 'none'}")
    lines.append(f"- example: `{row.example}`")
    if row.secret:
        lines.append("- a secret: it is never printed or logged")
    return "\n".join(lines)


def env_example() -> str:
    """Returns `.env.example`: every setting with its meaning, commented out."""
    lines = [
        "# Copy this file to .env and take the # away from the settings you want.",
        "# The environment wins over the file. Generated from index/settings.py; the",
        "# reference is docs/settings.md.",
    ]
    for row in TABLE:
        lines += ["", *_wrapped(row.meaning)]
        default = f"default: {row.default}" if row.default else "no default"
        lines += [f"# ({default})", f"#{row.name}={row.example}"]
    return "\n".join(lines) + "\n"


def _wrapped(text: str) -> list[str]:
    return [f"# {line}" for line in click.formatting.wrap_text(text, 76).splitlines()]


def command_line() -> str:
    """Returns the `--help` of `hoidap` and of each of its commands."""
    parent = click.Context(cli, info_name="hoidap", terminal_width=_HELP_WIDTH,
                           help_option_names=["-h", "--help"])  # fmt: skip
    parts = ["## hoidap", _fenced(cli.get_help(parent))]
    for name in sorted(cli.commands):
        context = click.Context(
            cli.commands[name], parent=parent, info_name=name, terminal_width=_HELP_WIDTH
        )
        parts += [f"## hoidap {name}", _fenced(cli.commands[name].get_help(context))]
    return "\n\n".join(parts)


def _fenced(text: str) -> str:
    return f"```\n{text.rstrip()}\n```"


_WHO: Final = {Role.CITIZEN: "everybody", Role.STAFF: "staff, admins", Role.ADMIN: "admins"}


def bot_commands() -> str:
    """Returns the bot's commands by role, with both names and both descriptions."""
    words = load_wordings()
    lines = ["| who | command | what it does |", "|---|---|---|"]
    for row in sorted(COMMANDS, key=lambda row: list(Role).index(row.role)):
        names = dict.fromkeys((row.vietnamese, row.english))
        written = " = ".join(f"`/{name}{_ARGUMENTS.get(name, '')}`" for name in names)
        meanings = (words[language].plain(row.text) for language in reversed(Language))
        lines.append(f"| {_WHO[row.role]} | {written} | {' – '.join(meanings)} |")
    return "\n".join(lines)


def statuses() -> str:
    """Returns a row for each status of an answer, with its docstring."""
    meanings = member_docs(answers, "Status")
    lines = ["| status | meaning |", "|---|---|"]
    lines += [f"| `{status.value}` | {cell(meanings[status.name])} |" for status in Status]
    return "\n".join(lines)


def errors() -> str:
    """Returns a row for each class of fault that a user can be told about."""
    lines = ["| error | is a | raised when |", "|---|---|---|"]
    for fault in faults():
        kind = f"`{fault.__bases__[0].__name__}`" if fault is not HoidapError else ""
        lines.append(f"| `{fault.__name__}` | {kind} | {cell(inspect.getdoc(fault) or '')} |")
    return "\n".join(lines)


def faults() -> list[type[HoidapError]]:
    """Returns HoidapError and all classes below it in `index` and `bot`, parents first."""
    for package in (index, bot):
        _import_all(package)
    return list(dict.fromkeys(_tree(HoidapError)))


def _tree(fault: type[HoidapError]) -> Iterator[type[HoidapError]]:
    yield fault
    # In the order of their names: that of __subclasses__ is that of the imports.
    for below in sorted(fault.__subclasses__(), key=lambda found: found.__name__):
        if below.__module__.split(".")[0] in ("index", "bot"):
            yield from _tree(below)


def _import_all(package: ModuleType) -> None:
    for found in pkgutil.walk_packages(package.__path__, f"{package.__name__}."):
        importlib.import_module(found.name)


PARTS: Final[Mapping[str, Mapping[str, Callable[[], str]]]] = {
    "README.md": {"bot-commands": bot_commands},
    "docs/commands.md": {"command-line": command_line, "bot-commands": bot_commands},
    "docs/quality.md": quality_tables.PARTS,
    "docs/settings.md": {"settings": settings},
    "docs/statuses.md": {"statuses": statuses, "errors": errors},
}
"""The generated parts by document."""
WHOLE: Final[Mapping[str, Callable[[], str]]] = {".env.example": env_example}
"""Files that are generated from beginning to end."""


def fresh(name: str, present: str) -> str:
    """Returns the document `name` as it should be, given what stands there at present.

    Raises MarkerError: it lacks the markers of a part, or has them twice.
    """
    if name in WHOLE:
        return WHOLE[name]()
    for part, make in PARTS[name].items():
        begin, end = f"<!-- begin: {part} -->", f"<!-- end: {part} -->"
        pattern = re.compile(f"{re.escape(begin)}\n.*?{re.escape(end)}", re.DOTALL)
        if len(pattern.findall(present)) != 1:
            raise MarkerError(f"{name}: needs {begin} and {end} once, each on its own line")
        before, after = pattern.split(present)
        present = f"{before}{begin}\n{make()}\n{end}{after}"
    return present


def stale(root: Path = ROOT) -> dict[Path, str]:
    """Returns the files that are not as they should be, with what they should hold."""
    found = {}
    for name in (*WHOLE, *PARTS):
        path = root / name
        present = path.read_text("utf-8") if path.exists() else ""
        wanted = fresh(name, present)
        if wanted != present:
            found[path] = wanted
    return found


def main(options: Sequence[str]) -> int:
    """Writes what is stale, or with `--check` names it; returns the exit code."""
    if list(options) not in ([], ["--check"]):
        click.echo("usage: python -m tools.docs [--check]", err=True)
        return 2
    try:
        found = stale()
    except MarkerError as error:
        click.echo(str(error), err=True)
        return 1
    for path, wanted in found.items():
        name = path.relative_to(ROOT)
        if options:
            click.echo(f"{name} is stale; run `make docs`", err=True)
        else:
            path.write_text(wanted, "utf-8")
            click.echo(f"wrote {name}")
    behind = out_of_date(read_figures())
    for part in behind:
        click.echo(f"docs/quality.md shows figures of other {part}; run `make figures`", err=True)
    return 1 if options and (found or behind) else 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
