"""reindex and stats on the command line."""

from __future__ import annotations

import json

from tests.index.cli.conftest import Run
from tests.index.tiny_news import NEWS


def test_a_reindex_catches_up_or_rebuilds_and_is_recorded(run: Run) -> None:
    caught = json.loads(run("reindex", "--json").stdout)
    assert (caught["full"], caught["articles"]) == (False, 0)
    rebuilt = json.loads(run("reindex", "--full", "--json").stdout)
    assert (rebuilt["full"], rebuilt["articles"]) == (True, len(NEWS))
    assert rebuilt["generation"] == caught["generation"] and rebuilt["took_s"] >= 0
    assert run("reindex", "--full").stdout.startswith(f"rebuilt: {len(NEWS)} articles")
    assert "console:" in json.loads(run("stats", "--json").stdout)["last_reindex"]


def test_figures_of_the_home_as_json_and_for_people(run: Run) -> None:
    figures = json.loads(run("stats", "--json").stdout)
    assert figures["articles"] == len(NEWS)
    assert (figures["oldest"], figures["newest"]) == ("2020-05-11", "2026-02-10")
    assert figures["generation"] == figures["last_change"]
    shown = run("stats").stdout
    assert f"articles: {len(NEWS)}" in shown and "Thông báo: 3" in shown
