"""ingest, show, remove and export on the command line: what is reported, what is refused."""

from __future__ import annotations

import json
import shutil
from pathlib import Path
from typing import Any

import pytest
from click.testing import Result

from index.errors import HoidapError, UnknownArticleError
from index.ingest.records import MOST_BYTES
from tests.index.cli.conftest import Run
from tests.index.tiny_news import CONTEST, NEWS, open_with
from tests.program import write_lines

GOOD = {"url": "https://a.example/1", "title": "Tin một", "text": "Sở họp bàn việc mới."}


def report_of(done: Result) -> dict[str, Any]:
    (line,) = done.stdout.splitlines()
    report = json.loads(line)
    assert list(report) == ["created", "updated", "unchanged", "removed", "rejected"]
    assert isinstance(report, dict)
    return report


@pytest.fixture
def own(tmp_path: Path) -> Path:
    """A home for a test that writes."""
    return tmp_path / "own"


def test_bad_items_are_named_with_line_and_reason_and_the_rest_goes_in(
    run: Run, tmp_path: Path, own: Path
) -> None:
    news = tmp_path / "news"
    news.mkdir()
    (news / "empty.txt").write_text("")
    (news / "blank.md").write_text(" \n\t\n")
    (news / "binary.txt").write_bytes(bytes(range(256)) * 20)
    (news / "picture.html").write_bytes(b"\x89PNG\r\n\x1a\n" + bytes(500))
    (news / "half.json").write_text('{"url": "https://a.example/9", "title": "T')
    (news / "large.txt").write_text("Sở họp bàn việc mới. " * (MOST_BYTES // 20))
    write_lines(
        news / "lines.jsonl",
        [GOOD, '{"url": "https://a', {"title": "no text"}, "7", {**GOOD, "url": "b"},
         {**GOOD, "url": "https://a.example/2", "text": "x" * (MOST_BYTES + 1)},
         {**GOOD, "url": "https://a.example/3"}],
    )  # fmt: skip
    done = run("ingest", "--json", news, at=own)
    assert done.exit_code == 0
    report = report_of(done)
    rejected = {item["item"]: item["reason"] for item in report["rejected"]}
    files = {"empty.txt", "blank.md", "binary.txt", "picture.html", "half.json", "large.txt"}
    lines = {f"lines.jsonl:{number}" for number in (2, 3, 4, 6)}
    assert files | lines <= rejected.keys()
    assert all(reason.strip() for reason in rejected.values())
    assert "empty" in rejected["empty.txt"] and "JSON" in rejected["half.json"]
    assert "MB" in rejected["large.txt"] and "MB" in rejected["lines.jsonl:6"]
    assert report["created"] == 7 + 6 - len(rejected)
    for item in rejected:
        assert f"rejected {item}: " in done.stderr


@pytest.mark.parametrize(
    "make",
    [
        lambda folder: folder / "missing.txt",
        lambda folder: folder,  # an empty folder
        lambda folder: write_lines(folder / "bad.jsonl", ["{"]),
        lambda folder: shutil.copy(shutil.which("true") or "/bin/true", folder / "program.pdf"),
        lambda folder: "https://10.0.0.1/feed",
        lambda folder: "",
    ],
    ids=["missing", "empty folder", "half a line", "unknown kind", "address", "empty path"],
)
def test_nothing_taken_in_is_a_failure_that_says_why(
    run: Run, tmp_path: Path, own: Path, make: Any
) -> None:
    folder = tmp_path / "in"
    folder.mkdir()
    done = run("ingest", "--json", make(folder), at=own)
    assert done.exit_code == 1
    assert report_of(done)["created"] == 0
    assert isinstance(done.exception, HoidapError)
    assert "nothing could be taken in" in str(done.exception)


def test_the_same_article_again_is_unchanged_and_a_changed_one_updated(
    run: Run, tmp_path: Path, own: Path
) -> None:
    file = write_lines(tmp_path / "news.jsonl", [GOOD])
    assert report_of(run("ingest", "--json", file, at=own))["created"] == 1
    assert report_of(run("ingest", "--json", file, at=own))["unchanged"] == 1
    write_lines(file, [{**GOOD, "title": "Tin mới"}])
    assert report_of(run("ingest", "--json", file, at=own))["updated"] == 1
    assert "Tin mới" in run("show", GOOD["url"], at=own).stdout


def test_an_article_that_is_not_there_is_named(run: Run) -> None:
    for arguments in (["show", "https://no.example/1"], ["remove", "https://no.example/1"]):
        done = run(*arguments)
        assert done.exit_code == 1
        assert isinstance(done.exception, UnknownArticleError)
        assert "https://no.example/1" in str(done.exception)


def test_a_removed_article_is_gone_from_answers_and_may_come_again(
    run: Run, tmp_path: Path
) -> None:
    own = tmp_path / "own"
    open_with(own).close()
    assert run("remove", CONTEST.url, at=own).stdout == "removed 1\n"
    assert run("show", CONTEST.url, at=own).exit_code == 1
    assert CONTEST.url not in run("ask", "--json", "cuộc thi Nhà nông sáng tạo", at=own).stdout
    assert CONTEST.url not in run("search", "--json", "Nhà nông sáng tạo", at=own).stdout
    row = {"url": CONTEST.url, "title": CONTEST.title, "text": CONTEST.text}
    file = write_lines(tmp_path / "again.jsonl", [row])
    assert report_of(run("ingest", "--json", file, at=own))["created"] == 1


def test_what_is_exported_comes_in_as_the_same_articles(run: Run, tmp_path: Path) -> None:
    first, second, own = tmp_path / "1.jsonl", tmp_path / "2.jsonl", tmp_path / "own"
    assert run("export", first).stdout == f"wrote {len(NEWS)} articles to {first}\n"
    assert report_of(run("ingest", "--json", first, at=own))["created"] == len(NEWS)
    run("export", second, at=own)
    lines = [sorted(file.read_text("utf-8").splitlines()) for file in (first, second)]
    assert lines[0] == lines[1]
    assert report_of(run("ingest", "--json", first, at=own))["unchanged"] == len(NEWS)


def test_an_export_that_cannot_be_written_is_named_and_leaves_nothing(
    run: Run, tmp_path: Path
) -> None:
    done = run("export", tmp_path / "no" / "out.jsonl")
    assert done.exit_code == 1
    assert isinstance(done.exception, HoidapError)
    assert "out.jsonl cannot be written" in str(done.exception)
    assert list(tmp_path.iterdir()) == []
