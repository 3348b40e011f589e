"""`hoidap preview`: what would be taken in is shown, and nothing is kept."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from tests.index.cli.conftest import Run
from tests.index.documents.samples import scan
from tests.sites.portal import make_site
from tests.sites.server import serve


@pytest.fixture
def own(tmp_path: Path) -> Path:
    """A home of this test alone."""
    return tmp_path / "own"


@pytest.fixture(autouse=True)
def _local(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("FETCH_ALLOW_LOOPBACK", "on")
    monkeypatch.setenv("FETCH_DELAY_S", "0")


def test_a_list_is_offered_as_a_source_and_an_article_as_itself(run: Run, own: Path) -> None:
    site = make_site("joomla", seed=3, articles=12)
    with serve(site) as served:
        listed = json.loads(run("preview", "--json", served.url, at=own).stdout)
        (one, *_) = site.expected(served.url)
        alone = json.loads(run("preview", "--json", one.url, at=own).stdout)
        run("ingest", one.url, at=own)
        again = json.loads(run("preview", "--json", "--web", one.url, at=own).stdout)
    assert listed["offer"]["kind"] == "site"
    assert (len(listed["articles"]), listed["rejected"]) == (3, [])
    assert alone["offer"] is None
    assert [row["title"] for row in alone["articles"]] == [one.title]
    assert alone["articles"][0]["published"] == one.published.isoformat()
    assert (alone["articles"][0]["known"], again["articles"][0]["known"]) == (False, True)


def test_nothing_is_kept_of_what_was_shown(run: Run, own: Path, tmp_path: Path) -> None:
    file = tmp_path / "tin.txt"
    file.write_text("Hội nghị xã\n\nNgày 3/4/2024, xã họp bàn việc đường làng.")
    seen = json.loads(run("preview", "--json", str(file), at=own).stdout)
    (row,) = seen["articles"]
    assert (row["title"], row["url"], row["published"]) == (
        "Hội nghị xã", "file:tin.txt", "2024-04-03",
    )  # fmt: skip
    assert "đường làng" in row["beginning"]
    assert json.loads(run("stats", "--json", at=own).stdout)["articles"] == 0


def test_articles_of_a_list_of_lines_are_counted_and_the_bad_lines_named(
    run: Run, own: Path, tmp_path: Path
) -> None:
    file = tmp_path / "tin.jsonl"
    lines = [
        json.dumps({"url": f"https://a.example/{n}", "title": f"Tin {n}", "text": "Nội dung."})
        for n in range(5)
    ]
    file.write_text("\n".join([*lines, "{", ""]))
    seen = json.loads(run("preview", "--json", str(file), at=own).stdout)
    assert (len(seen["articles"]), seen["total"], seen["rejections"]) == (3, 5, 1)
    assert seen["rejected"][0]["item"] == "tin.jsonl:6"
    assert "and 2 more" in run("preview", str(file), at=own).stdout


def test_a_scan_is_called_one(
    run: Run, own: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("index.documents.pdf.can_read_scans", lambda: False)
    file = tmp_path / "scan.pdf"
    file.write_bytes(scan())
    done = run("preview", "--json", str(file), at=own)
    assert done.exit_code == 1
    assert "is a scan" in json.loads(done.stdout)["rejected"][0]["reason"]


def test_an_address_is_never_read_as_a_file_of_this_machine(
    run: Run, own: Path, tmp_path: Path
) -> None:
    (tmp_path / "secret.txt").write_text("Mật khẩu là 12345.")
    done = run("preview", "--web", "--json", "secret.txt", at=own)
    assert done.exit_code == 1
    assert json.loads(done.stdout)["articles"] == []


def test_articles_are_taken_in_for_the_readers_that_are_named(
    run: Run, own: Path, tmp_path: Path
) -> None:
    file = tmp_path / "tin.txt"
    file.write_text("Hội nghị xã\n\nNgày 3/4/2024, xã họp bàn việc đường làng.")
    run("ingest", "--audience", "staff", str(file), at=own)
    assert json.loads(run("show", "--json", "file:tin.txt", at=own).stdout)["audience"] == "staff"
