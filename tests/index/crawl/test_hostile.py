"""A site that means harm: each address ends in a counted rejection, and the crawl goes on."""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import UTC, date, datetime, timedelta
from pathlib import Path

import pytest

from index.archive.archive import Archive
from index.archive.page_states import AddressKind
from index.archive.source_records import Source, SourceKind
from index.crawl.crawl import SourceReport, crawl
from index.fetch.values import FetchOptions
from tests.sites.hostile import Hostile, path_of, serve_hostile

# As a crawl has it by default, but for the pause: the limits are those that must hold.
OPTIONS = FetchOptions(pause=0.0, allow_loopback=True)
NOW = datetime(2026, 11, 23, 8, tzinfo=UTC)
_LONGEST_REASON = 200


@pytest.fixture(scope="module")
def crawled(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Crawled]:
    """The hostile site after one crawl; the tests only look."""
    with serve_hostile() as hostile:
        archive = Archive.open(tmp_path_factory.mktemp("home"))
        archive.sources.add("Sở", hostile.url, SourceKind.SITE, NOW)
        yield Crawled(hostile, archive)
        archive.close()


class Crawled:
    """What one crawl of the hostile site did."""

    def __init__(self, hostile: Hostile, archive: Archive) -> None:
        self.hostile = hostile
        self.archive = archive
        self.report = self.again(NOW)
        self.reasons = {one.item: one.reason for one in self.report.report.rejected}

    @property
    def source(self) -> Source:
        (source,) = self.archive.sources.all()
        return source

    def again(self, now: datetime) -> SourceReport:
        return crawl(
            self.archive,
            self.source,
            OPTIONS,
            clock=lambda: now,
            today=date(2026, 11, 23),
            resolve=self.hostile.resolve,
        )


def test_every_hostile_address_is_a_counted_rejection_that_says_why(crawled: Crawled) -> None:
    addresses = {
        kind: crawled.hostile.address(trap.path) for kind, trap in crawled.hostile.traps.items()
    }
    assert set(crawled.reasons) == set(addresses.values())
    for kind, trap in crawled.hostile.traps.items():
        reason = crawled.reasons[addresses[kind]]
        assert re.search(trap.why, reason), f"{kind}: {reason}"
        assert "\n" not in reason
        assert len(reason) <= _LONGEST_REASON
    assert crawled.source.last_result is not None
    assert crawled.source.last_result.rejected == len(addresses)


def test_every_good_article_is_stored_and_nothing_else(crawled: Crawled) -> None:
    assert (crawled.report.failure, crawled.report.complete) == (None, True)
    stored = {article.url: article.title for article in crawled.archive.articles()}
    good = {crawled.hostile.address(path_of(news)): news.title for news in crawled.hostile.news}
    assert stored == good
    assert crawled.report.report.created == len(good)


def test_no_request_leaves_the_site(crawled: Crawled) -> None:
    assert crawled.hostile.reached == []
    # The list alone is asked for at the address that a redirect leads back to.
    assert crawled.hostile.site.paths.count("/") == 1
    assert "/www/tin" not in crawled.hostile.site.paths


def test_the_next_crawl_meets_it_all_again_and_loses_nothing(tmp_path: Path) -> None:
    kinds = (
        "redirect to 127.0.0.1, another port",
        "page without end",
        "feed with entity expansion",
        "page with 100,000 nested tags",
        "bytes that are no text",
    )
    with serve_hostile(kinds) as hostile:
        archive = Archive.open(tmp_path)
        archive.sources.add("Sở", hostile.url, SourceKind.SITE, NOW)
        first = Crawled(hostile, archive)
        second = first.again(NOW + timedelta(hours=1))
        third = first.again(NOW + timedelta(hours=2))
        for report in (second, third):
            assert (report.failure, report.report.removed, report.report.updated) == (None, 0, 0)
            assert {one.item for one in report.report.rejected} == set(first.reasons)
        states = archive.page_states.of_source(first.source.id, AddressKind.ARTICLE)
        assert {state.url for state in states} == {
            hostile.address(path_of(news)) for news in hostile.news
        }
        archive.close()
