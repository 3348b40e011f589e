"""`hoidap ingest` of web addresses: taken in, counted, refused with what to do."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from tests.index.cli.conftest import Run
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


def test_a_site_is_taken_in_and_its_articles_are_found(run: Run, own: Path) -> None:
    site = make_site("wordpress", seed=3, articles=12, prefix="/wordpress")
    with serve(site) as served:
        first = json.loads(run("ingest", "--json", f"{served.url}/wordpress/", at=own).stdout)
        again = json.loads(run("ingest", "--json", f"{served.url}/wordpress/", at=own).stdout)
        wanted = site.expected(served.url)
    assert first["created"] >= len(wanted)
    assert (again["created"], again["removed"]) == (0, 0)
    assert again["unchanged"] == first["created"]
    shown = json.loads(run("show", "--json", wanted[0].url, at=own).stdout)
    assert (shown["title"], shown["published"]) == (
        wanted[0].title,
        wanted[0].published.isoformat(),
    )


def test_a_site_that_is_not_there_fails_with_what_to_do(run: Run, own: Path) -> None:
    done = run("ingest", "--json", "http://127.0.0.1:9/tin", at=own)
    assert done.exit_code == 1
    (rejected,) = json.loads(done.stdout)["rejected"]
    assert rejected["item"] == "http://127.0.0.1:9/tin"
    assert "does not take connections" in rejected["reason"]


def test_an_address_without_its_scheme_is_told_how_to_be_typed(run: Run, own: Path) -> None:
    done = run("ingest", "--json", "sotttt.example.vn/tin-tuc", at=own)
    (rejected,) = json.loads(done.stdout)["rejected"]
    assert "https://sotttt.example.vn/tin-tuc" in rejected["reason"]


def test_an_article_of_a_source_stays_one_when_it_is_taken_in_by_hand(run: Run, own: Path) -> None:
    site = make_site("joomla", seed=3, articles=12)
    with serve(site) as served:
        run("source", "add", served.url, "--name", "Sở A", "--yes", at=own)
        run("crawl", at=own)
        one = site.expected(served.url)[0]
        report = json.loads(run("ingest", "--json", one.url, at=own).stdout)
    assert report["created"] == 0
    assert json.loads(run("show", "--json", one.url, at=own).stdout)["source"] == "Sở A"
