"""The commands run in this process, each test module on a home with the tiny news."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from index.cli import cli
from tests.index.tiny_news import open_with

Run = Callable[..., Result]


@pytest.fixture(scope="module")
def home(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A home that holds the tiny news."""
    folder = tmp_path_factory.mktemp("cli") / "home"
    open_with(folder).close()
    return folder


@pytest.fixture
def run(home: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Run:
    """Runs a command on that home, or on `at`, in an empty folder."""
    monkeypatch.chdir(tmp_path)

    def invoke(*arguments: str | Path, at: Path | None = None, stdin: str | None = None) -> Result:
        variables = {"HOIDAP_HOME": str(at or home), "TELEGRAM_BOT_TOKEN": ""}
        return CliRunner().invoke(cli, [str(a) for a in arguments], env=variables, input=stdin)

    return invoke
