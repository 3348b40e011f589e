"""`hoidap source` and `hoidap crawl`: shown before it is taken, counted, refused in a sentence."""

from __future__ import annotations

import json
import os
import signal
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.index.cli.conftest import Run
from tests.sites.portal import Portal, make_site
from tests.sites.server import Served, serve

ASK = "Take it as a source?"


@pytest.fixture
def own(tmp_path: Path) -> Path:
    """A home of this test alone."""
    return tmp_path / "own"


@pytest.fixture(autouse=True)
def _local(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("FETCH_ALLOW_LOOPBACK", "on")
    monkeypatch.setenv("FETCH_DELAY_S", "0")


@pytest.fixture
def site() -> Portal:
    return make_site("joomla", seed=3, articles=12)


@pytest.fixture
def served(site: Portal) -> Iterator[Served]:
    with serve(site) as running:
        yield running


def test_a_site_is_added_crawled_and_answered_from(
    run: Run, own: Path, site: Portal, served: Served
) -> None:
    added = run("source", "add", served.url, "--name", "Sở A", "--yes", at=own)
    expected = site.expected(served.url)
    assert expected[0].title in added.stdout
    assert ASK not in added.stdout
    assert "added Sở A" in added.stdout
    first = json.loads(run("crawl", "--json", at=own).stdout)
    assert set(first) == {"created", "updated", "unchanged", "removed", "rejected", "sources"}
    assert first["created"] >= len(expected)
    (of_source,) = first["sources"]
    assert of_source["name"] == "Sở A"
    assert {key: of_source[key] for key in first if key != "sources"} == {
        key: first[key] for key in first if key != "sources"
    }
    again = json.loads(run("crawl", "sở a", "--json", at=own).stdout)
    assert (again["created"], again["updated"], again["removed"]) == (0, 0, 0)
    assert again["unchanged"] == first["created"]
    found = json.loads(run("search", expected[2].title, "--json", at=own).stdout)
    assert expected[2].url in [hit["url"] for hit in found["hits"]]


def test_what_changed_is_told_by_name_and_number(
    run: Run, own: Path, site: Portal, served: Served
) -> None:
    run("source", "add", served.url, "--name", "Sở A", "--yes", at=own)
    run("crawl", at=own)
    (platform,) = site.platforms
    platform.change(platform.news()[1].number)
    gone = platform.remove(platform.news()[4].number)
    told = run("crawl", at=own)
    assert "Sở A: created 0, updated 1" in told.stdout
    assert platform.address(gone) in told.stderr
    assert "next crawl" in told.stderr
    lost = 1 + len(gone.attachments)
    assert f"removed {lost}," in run("crawl", at=own).stdout


def test_nothing_is_added_by_who_says_no(run: Run, own: Path, served: Served) -> None:
    shown = run("source", "add", served.url, at=own, stdin="n\n")
    assert "nothing was added" in shown.stderr
    assert json.loads(run("source", "list", "--json", at=own).stdout) == []


def test_a_source_is_tested_paused_resumed_and_removed(
    run: Run, own: Path, site: Portal, served: Served
) -> None:
    run("source", "add", served.url, "--name", "Sở A", "--category", "Tin", "--yes", at=own)
    run("crawl", at=own)
    assert site.expected(served.url)[0].title in run("source", "test", "Sở A", at=own).stdout
    run("source", "pause", "SỞ A", at=own)
    (row,) = json.loads(run("source", "list", "--json", at=own).stdout)
    assert (row["paused"], row["category"]) == (True, "Tin")
    assert run("crawl", at=own).exit_code == 1
    run("source", "resume", "Sở A", at=own)
    assert "created" in run("crawl", "--due", at=own).stdout
    removed = run("source", "remove", "Sở A", "--yes", at=own)
    assert "removed Sở A and" in removed.stdout
    assert json.loads(run("search", "hội nghị", "--json", at=own).stdout)["total"] == 0


def test_articles_of_a_removed_source_can_be_kept(run: Run, own: Path, served: Served) -> None:
    run("source", "add", served.url, "--name", "Sở A", "--yes", at=own)
    created = json.loads(run("crawl", "--json", at=own).stdout)["created"]
    run("source", "remove", "Sở A", "--keep-articles", "--yes", at=own)
    assert json.loads(run("stats", "--json", at=own).stdout)["articles"] == created


@pytest.mark.parametrize(
    ("command", "said"),
    [
        (["crawl"], "there is no source"),
        (["crawl", "Sở B"], "no source is called Sở B"),
        (["source", "remove", "Sở B", "--yes"], "no source is called Sở B"),
        (["source", "add", "", "--yes"], "no address"),
        (["source", "add", "so thong tin", "--yes"], "not a whole site's name"),
        (["source", "add", "https://a:geheim@so.example", "--yes"], "password"),
        (["source", "add", "http://10.0.0.1/", "--yes"], "public internet"),
        (["source", "add", "http://127.0.0.1:9/", "--yes"], "does not take connections"),
    ],
)
def test_what_cannot_be_done_is_said_in_one_sentence(
    run: Run, own: Path, command: list[str], said: str
) -> None:
    done = run(*command, at=own)
    assert done.exit_code == 1
    assert said in str(done.exception)
    assert "geheim" not in str(done.exception)
    assert len(str(done.exception).splitlines()) == 1


@pytest.mark.parametrize(
    ("path", "said"),
    [
        ("/joomla.jpg", "404"),
        ("/nowhere", "404"),
    ],
)
def test_an_address_without_news_says_what_was_found(
    run: Run, own: Path, served: Served, path: str, said: str
) -> None:
    assert said in str(run("source", "add", served.url + path, "--yes", at=own).exception)


def test_an_articles_own_address_leads_to_its_site(
    run: Run, own: Path, site: Portal, served: Served
) -> None:
    one = site.expected(served.url)[0]
    said = str(run("source", "add", one.url, "--yes", at=own).exception)
    assert one.title[:60] in said
    assert f"give {served.url}/" in said


def test_a_folder_is_a_source(run: Run, own: Path, tmp_path: Path) -> None:
    folder = tmp_path / "tin"
    folder.mkdir()
    (folder / "a.txt").write_text("Hội nghị xã\n\nNgày 3/4/2024, xã họp bàn việc đường làng.")
    assert "a folder" in run("source", "add", str(folder), "--yes", at=own).stdout
    assert "created 1" in run("crawl", at=own).stdout
    (folder / "a.txt").unlink()
    (folder / "b.txt").write_text("Hội nghị huyện\n\nNgày 5/4/2024, huyện họp bàn việc trường.")
    assert "created 1, updated 0, unchanged 0, removed 1" in run("crawl", at=own).stdout


def test_sources_are_loaded_from_a_file_and_each_wrong_one_is_named(
    run: Run, own: Path, tmp_path: Path, served: Served
) -> None:
    file = tmp_path / "sources.toml"
    file.write_text(
        f'[[source]]\nname = "A"\nurl = "{served.url}"\naudience = "staff"\nevery = 90\n'
        '[[source]]\nname = "B"\nurl = "ftp://x.example"\n'
        '[[source]]\nname = "C"\nurl = "https://c.example"\nhowoften = 3\n'
        '[[source]]\nurl = "https://d.example"\n'
    )
    done = run("source", "load", str(file), at=own)
    assert done.exit_code == 1
    assert "added 1, rejected 3" in done.stdout
    for name in ("rejected B", "rejected C", "rejected sources.toml: source 4"):
        assert name in done.stderr
    (row,) = json.loads(run("source", "list", "--json", at=own).stdout)
    assert (row["name"], row["audience"], row["every"]) == ("A", "staff", 90)


def test_the_list_that_comes_with_the_program_can_be_loaded(run: Run, own: Path) -> None:
    assert "added 0, rejected 0" in run("source", "load", at=own).stdout


def test_a_crawl_that_is_asked_to_stop_ends_soon_and_is_gone_on_with(
    run: Run, own: Path, tmp_path: Path
) -> None:
    site = make_site("plain", seed=4, articles=60)
    with serve(site) as served:
        run("source", "add", served.url, "--name", "Sở A", "--yes", at=own)
        environment = os.environ | {"HOIDAP_HOME": str(own), "FETCH_DELAY_S": "0.05"}
        served.forget()
        child = subprocess.Popen(
            [sys.executable, "-m", "bot.main", "crawl"],
            env=environment,
            stderr=subprocess.PIPE,
            text=True,
        )
        try:
            while len(served.requests) < 12 and child.poll() is None:
                pass
            child.send_signal(signal.SIGTERM)
            _, said = child.communicate(timeout=60)
        finally:
            child.kill()
        assert child.returncode == 1
        assert "the next one goes on" in said
        run("crawl", at=own)
        (row,) = json.loads(run("source", "list", "--json", at=own).stdout)
        assert row["last_result"]["created"] >= 60
