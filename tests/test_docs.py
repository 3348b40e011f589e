from __future__ import annotations

import json
import re
import shlex
import tomllib
from collections.abc import Iterator
from pathlib import Path
from typing import Any, cast

import click
import pytest
from click import Command, Group
from click.testing import CliRunner
from telegram.ext import CommandHandler

import bot.main  # noqa: F401 - adds its commands to `cli`
from bot.app import add_handlers
from bot.context import App
from bot.menu import COMMANDS
from index.cli import cli
from index.model import Status
from index.settings import TABLE, load_settings
from tools import docs

ROOT = Path(__file__).parent.parent
DOCUMENTS = sorted(
    path for pattern in ("*.md", "docs/*.md", "data/**/*.md", "tests/**/*.md")
    for path in ROOT.glob(pattern)
)  # fmt: skip
LINK = re.compile(r"(?<!!)\[[^\]]*\]\(([^()\s]+)\)")
FENCE = re.compile(r"^```.*?^```", re.DOTALL | re.MULTILINE)


def read(name: str) -> str:
    return (ROOT / name).read_text("utf-8")


def test_no_generated_part_is_stale() -> None:
    assert [path.name for path in docs.stale()] == []


def test_check_names_what_is_stale_and_writes_nothing(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    for name in (*docs.PARTS, *docs.WHOLE):
        (tmp_path / name).parent.mkdir(exist_ok=True)
        (tmp_path / name).write_text(read(name), "utf-8")
    changed = tmp_path / "docs" / "settings.md"
    wrong = changed.read_text("utf-8").replace("## TZ_NAME", "## TIME_ZONE")
    changed.write_text(wrong, "utf-8")
    monkeypatch.setattr(docs, "out_of_date", lambda figures: [])
    monkeypatch.setattr(docs, "ROOT", tmp_path)
    monkeypatch.setattr(docs.stale, "__defaults__", (tmp_path,))
    assert docs.main(["--check"]) == 1
    assert capsys.readouterr().err.count("stale") == 1
    assert changed.read_text("utf-8") == wrong
    assert docs.main([]) == 0
    assert docs.main(["--check"]) == 0
    assert changed.read_text("utf-8") == read("docs/settings.md")


def test_figures_of_other_gold_questions_fail_the_check(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setattr(docs, "stale", dict)
    monkeypatch.setattr(docs, "out_of_date", lambda figures: ["heldout"])
    assert docs.main(["--check"]) == 1
    assert "other heldout; run `make figures`" in capsys.readouterr().err
    assert docs.main([]) == 0  # there is nothing to write


def test_a_document_that_lost_its_markers_is_named() -> None:
    with pytest.raises(docs.MarkerError, match=r"docs/settings\.md.*begin: settings"):
        docs.fresh("docs/settings.md", "# Settings\n")


@pytest.mark.parametrize("name", sorted(cli.commands))
def test_every_command_of_the_console_is_documented_with_all_its_options(name: str) -> None:
    page = read("docs/commands.md")
    assert f"## hoidap {name}\n" in page
    section = page.split(f"## hoidap {name}\n")[1].split("\n## ")[0]
    for parameter in cli.commands[name].params:
        if isinstance(parameter, click.Option):
            assert all(option in section for option in parameter.opts)


@pytest.mark.parametrize("setting", TABLE, ids=lambda setting: setting.name)
def test_every_setting_has_the_section_that_its_error_links_to(setting: Any) -> None:
    assert setting.name.lower() in anchors(ROOT / "docs" / "settings.md")
    assert re.search(rf"^#{setting.name}=", read(".env.example"), re.MULTILINE)


def test_the_env_example_is_taken_as_it_stands(tmp_path: Path) -> None:
    (tmp_path / ".env").write_text(read(".env.example"), "utf-8")
    assert load_settings({}, tmp_path) == load_settings({}, tmp_path / "empty")


@pytest.mark.parametrize("status", list(Status))
def test_every_status_is_documented(status: Status) -> None:
    row = re.search(rf"^\| `{status.value}` \| (.+) \|$", read("docs/statuses.md"), re.MULTILINE)
    assert row is not None, f"{status} has no row in docs/statuses.md"
    assert row[1].strip(), f"{status} has no docstring"


@pytest.mark.parametrize("fault", docs.faults(), ids=lambda fault: fault.__name__)
def test_every_error_is_documented(fault: type[Exception]) -> None:
    assert f"| `{fault.__name__}` |" in read("docs/statuses.md")
    assert fault.__doc__


class Recorder:
    """Takes handlers as an application does, and notes the commands."""

    def __init__(self) -> None:
        self.commands: set[str] = set()

    def add_handler(self, handler: object, group: int = 0) -> None:
        if isinstance(handler, CommandHandler):
            self.commands |= handler.commands

    def add_error_handler(self, callback: object) -> None:
        pass


@pytest.mark.parametrize("page", ["README.md", "docs/commands.md"])
def test_the_bots_commands_in_the_docs_are_those_it_handles(page: str) -> None:
    recorder = Recorder()
    add_handlers(cast(App, recorder))
    section = re.search("begin: bot-commands -->(.*?)<!-- end", read(page), re.DOTALL)
    assert section is not None
    written = set(re.findall(r"`/(\w+)", section[1]))
    assert written == recorder.commands
    assert written >= {name for row in COMMANDS for name in (row.vietnamese, row.english)}


def test_the_two_commands_of_the_readme_are_targets_of_the_makefile() -> None:
    shown = re.findall(r"^make (\w+)", read("README.md"), re.MULTILINE)
    assert shown == ["run", "test"]
    for target in shown:
        assert re.search(rf"^{target}:", read("Makefile"), re.MULTILINE)


@pytest.mark.parametrize("path", DOCUMENTS, ids=lambda path: path.name)
def test_make_targets_and_commands_that_a_document_names_exist(path: Path) -> None:
    text = path.read_text("utf-8")
    targets = set(re.findall(r"^([a-z-]+):", read("Makefile"), re.MULTILINE))
    assert set(re.findall(r"`make ([a-z-]+)", text)) <= targets
    named = set(re.findall(r"`hoidap ([a-z]+)", text))
    assert named <= set(cli.commands)


@pytest.mark.parametrize("path", DOCUMENTS, ids=lambda path: path.name)
def test_links_between_documents_lead_somewhere(path: Path) -> None:
    for target in LINK.findall(FENCE.sub("", path.read_text("utf-8"))):
        if target.startswith(("http://", "https://")):
            continue
        name, _, anchor = target.partition("#")
        file = (path.parent / name).resolve() if name else path
        assert file.exists(), f"{path.name} links to {target}"
        assert not anchor or anchor in anchors(file), f"{path.name} links to {target}"


@pytest.mark.parametrize("path", DOCUMENTS, ids=lambda path: path.name)
def test_files_that_a_document_names_in_code_exist(path: Path) -> None:
    named = re.findall(r"`((?:index|bot|data|tests|tools|benchmarks|docs)/[\w./-]*)`",
                       path.read_text("utf-8"))  # fmt: skip
    missing = [name for name in named if not (ROOT / name).exists()]
    assert missing == []


def anchors(path: Path) -> set[str]:
    """The anchors of a Markdown file, as GitHub makes them."""
    text = path.read_text("utf-8")
    headings = re.findall(r"^#{1,6} (.+)$", FENCE.sub("", text), re.MULTILINE)
    slugs = {re.sub(r"[^\w\- ]", "", heading.lower()).replace(" ", "-") for heading in headings}
    return slugs | set(re.findall(r'<a id="([^"]+)"', text))


def test_an_anchor_is_made_as_github_makes_it(tmp_path: Path) -> None:
    page = tmp_path / "page.md"
    page.write_text("# Where do `answers` come from?\n```\n# no heading\n```\n", "utf-8")
    assert anchors(page) == {"where-do-answers-come-from"}


def examples() -> Iterator[list[str]]:
    """The `hoidap` lines of the README's code blocks, as arguments."""
    for block in FENCE.findall(read("README.md")):
        for line in block.splitlines():
            if line.startswith("hoidap "):
                yield shlex.split(line, comments=True)[1:]


@pytest.mark.parametrize("arguments", list(examples()), ids=" ".join)
def test_the_command_lines_of_the_readme_are_right_usage(arguments: list[str]) -> None:
    name, *rest = arguments
    command: Command = cli.commands[name]
    while isinstance(command, Group):
        name, *rest = rest
        command = command.commands[name]
    command.make_context(name, rest)  # raises UsageError


def test_the_answer_shown_in_the_readme_is_the_one_that_is_given(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    question = cast(re.Match[str], re.search(r"^Q  (.+)$", read("README.md"), re.MULTILINE))[1]
    answer = cast(re.Match[str], re.search(r"^A  (.+?)\n\n", read("README.md"), re.M | re.S))[1]
    sentence = " ".join(answer.split())
    span = cast(re.Match[str], re.search(r"\*\*(.+?)\*\*", sentence))[1]
    sentence = sentence.replace("**", "")
    lines = read("data/sample/news.jsonl").splitlines()
    article = next(line for line in lines if sentence in json.loads(line)["text"])
    (tmp_path / "news.jsonl").write_text(article, "utf-8")
    monkeypatch.setenv("HOIDAP_HOME", str(tmp_path / "home"))
    monkeypatch.setenv("HOIDAP_ENGINE", "memory")
    runner = CliRunner()
    assert runner.invoke(cli, ["ingest", str(tmp_path / "news.jsonl")]).exit_code == 0
    given = json.loads(runner.invoke(cli, ["ask", "--json", question]).stdout)["answer"]
    assert (given["sentence"], given["text"]) == (sentence, span)


PROOF = re.compile(r"`(tests/[\w/]+\.py)::(\w+)`")


def test_every_test_that_the_features_are_proven_by_exists() -> None:
    proofs = PROOF.findall(read("docs/features.md"))
    assert len(proofs) > 50
    missing = [
        f"{name}::{test}"
        for name, test in proofs
        if not (ROOT / name).exists()
        or not re.search(rf"^(?:async )?def {test}\(", read(name), re.MULTILINE)
    ]
    assert missing == []


def test_every_claim_of_the_features_is_proven_or_leads_to_what_shows_it() -> None:
    page = read("docs/features.md")
    links = dict(re.findall(r"^\[([\w-]+)\]: (https://\S+)$", page, re.MULTILINE))
    named = re.findall(r"\]\[([\w-]+)\]", page)
    assert set(named) == set(links)
    rows = [line.strip("| ").split(" | ") for line in page.splitlines() if line.count(" | ") == 7]
    assert len(rows) > 50
    for feature, ours, *others in rows:
        if not feature.startswith("this bot"):
            assert not ours.startswith("yes") or PROOF.search(ours), feature
            assert all(cell == "not found" or "][" in cell for cell in others), feature


def test_the_changelog_has_the_version_that_is_packaged() -> None:
    version = tomllib.loads(read("pyproject.toml"))["project"]["version"]
    assert re.search(rf"^## \[{re.escape(version)}\]", read("CHANGELOG.md"), re.MULTILINE)
