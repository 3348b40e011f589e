"""A source over many runs: complete, once each, and exactly what has changed since."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import UTC, date, datetime, timedelta
from pathlib import Path

import pytest

from index.archive.archive import Archive
from index.archive.source_records import Source, SourceKind
from index.crawl import run
from index.crawl.crawl import SourceReport, crawl
from index.crawl.errors import RunStoppedError, SourceBusyError
from index.crawl.run import Watcher
from index.fetch.values import FetchOptions
from index.ingest import prepare
from index.model import Audience
from tests.sites.model import Request, Response, page
from tests.sites.portal import Portal, make_portal, make_site
from tests.sites.server import Served, serve

LOCAL = FetchOptions(pause=0.0, allow_loopback=True)
TODAY = date(2026, 11, 23)


class World:
    """An archive with one source, and a clock that stands until it is set."""

    def __init__(self, home: Path, served: Served, kind: SourceKind, path: str) -> None:
        self.archive = Archive.open(home)
        self.now = datetime(2026, 11, 23, 8, tzinfo=UTC)
        self.served = served
        self.id = self.archive.sources.add("Sở", served.url + path, kind, self.now).id

    @property
    def source(self) -> Source:
        found = self.archive.sources.by_id(self.id)
        assert found is not None
        return found

    def crawl(
        self, *, thorough: bool = True, accept: bool = False, watcher: Watcher | None = None
    ) -> SourceReport:
        self.served.forget()
        self.now += timedelta(hours=1)
        return crawl(
            self.archive,
            self.source,
            LOCAL,
            clock=lambda: self.now,
            today=TODAY,
            watcher=watcher,
            thorough=thorough,
            accept_vanished=accept,
        )

    def counts(self, *, thorough: bool = True, accept: bool = False) -> tuple[int, ...]:
        report = self.crawl(thorough=thorough, accept=accept).report
        numbers = (report.created, report.updated, report.unchanged, report.removed)
        return (*numbers, len(report.rejected))

    def titles(self) -> set[str]:
        return {article.title for article in self.archive.articles()}


@pytest.fixture
def site() -> Portal:
    return make_site("plain", seed=2, articles=20)


@pytest.fixture
def world(tmp_path: Path, site: Portal) -> Iterator[World]:
    with serve(site) as served:
        world = World(tmp_path, served, SourceKind.SITE, "/")
        yield world
        world.archive.close()


def test_a_portal_of_five_platforms_is_stored_whole_and_then_only_what_changed(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    portal = make_portal(seed=1)
    with serve(portal) as served:
        world = World(tmp_path, served, SourceKind.SITE, "/")
        world.crawl()
        stored = {article.url: article for article in world.archive.articles()}
        expected = portal.expected(served.url)
        for one in expected:
            article = stored[one.url]
            assert (article.title, article.published) == (one.title, one.published)
            assert (article.category, article.language.value) == (one.category, one.language)
        copies = {copy for one in expected for copy in one.copies}
        files = {file for one in expected for file in one.attachments}
        assert {url.partition("?version=")[0] for url in stored} == {
            one.url for one in expected
        } | files
        assert not copies & set(stored)

        monkeypatch.setattr(prepare, "segment_text", lambda text: pytest.fail("segmented again"))
        report = world.crawl().report
        assert (report.created, report.updated, report.removed) == (0, 0, 0)
        assert (report.unchanged, report.rejected) == (len(stored), ())
        pages = {one.url.removeprefix(served.url) for one in expected}
        assert [
            path for _, path, status in served.requests if path in pages and status == 200
        ] == []
        monkeypatch.undo()

        platforms = portal.platforms
        changed = {p.change(p.news()[2].number).title for p in platforms[:3]}
        gone = {p.remove(p.news()[5].number).title for p in platforms[3:]}
        new = {p.add().title for p in platforms}
        before = {url: article.text for url, article in stored.items()}
        first = world.crawl().report
        second = world.crawl().report
        stored = {article.url: article for article in world.archive.articles()}
        created = {a.title for url, a in stored.items() if url not in before}
        assert new <= created
        assert first.created == len(created)
        updated = {a.title for url, a in stored.items() if before.get(url, a.text) != a.text}
        assert (updated, first.updated) == (changed, 3)
        assert (first.removed, second.removed) == (0, 2)
        assert not gone & world.titles()
        assert (second.created, second.updated, second.rejected) == (0, 0, ())
        world.archive.close()


def test_an_article_that_comes_back_is_no_longer_on_its_way_out(world: World, site: Portal) -> None:
    (platform,) = site.platforms
    world.crawl()
    taken = platform.remove(platform.news()[3].number)
    _, _, unchanged, removed, rejected = world.counts()
    assert (removed, rejected) == (0, 1)
    platform._removed.clear()
    assert world.counts() == (0, 0, unchanged + 1, 0, 0)
    assert taken.title in world.titles()


def test_an_article_that_left_the_answers_comes_back_when_its_page_does(
    world: World, site: Portal
) -> None:
    (platform,) = site.platforms
    world.crawl()
    taken = platform.remove(platform.news()[3].number)
    world.crawl()
    world.crawl()
    assert taken.title not in world.titles()
    platform._removed.clear()
    created, *_ = world.counts()
    assert created >= 1
    assert taken.title in world.titles()


def test_a_site_that_loses_most_of_its_articles_empties_nothing_unless_it_is_meant(
    world: World, site: Portal
) -> None:
    (platform,) = site.platforms
    world.crawl()
    for news in platform.news()[2:]:
        platform.remove(news.number)
    world.crawl()
    report = world.crawl()
    assert report.failure is not None
    assert "--accept-vanished" in report.failure
    assert report.is_news
    assert len(world.titles()) >= 20
    assert world.counts(accept=True)[3] >= 18
    assert len(world.titles()) < 5


def test_a_source_that_fails_keeps_its_articles_and_is_told_of_once(tmp_path: Path) -> None:
    site = make_site("plain", seed=2, articles=10)
    with serve(site) as served:
        world = World(tmp_path, served, SourceKind.SITE, "/")
        world.crawl()
        before = world.titles()
    first = world.crawl()  # the server is gone
    assert first.failure is not None
    assert first.is_news
    world.archive.sources.told(world.id)
    second = world.crawl()
    assert second.failure is not None
    assert not second.is_news
    assert world.titles() == before
    source = world.source
    assert source.next_run_at is not None
    assert source.next_run_at - world.now > timedelta(minutes=source.every)
    world.archive.close()


def test_a_run_that_was_stopped_is_gone_on_with_and_misses_nothing(
    world: World, site: Portal
) -> None:
    seen = 0

    def stop_later() -> bool:
        nonlocal seen
        seen += 1
        return seen > 25

    with pytest.raises(RunStoppedError):
        world.crawl(watcher=Watcher(is_stopping=stop_later))
    world.crawl()
    expected = site.expected(world.served.url)
    assert {one.title for one in expected} <= world.titles()


def test_what_was_stored_can_be_indexed_at_once_and_progress_is_told(world: World) -> None:
    stored: list[int] = []
    steps: list[tuple[int, int]] = []
    watcher = Watcher(
        progress=lambda done, total: steps.append((done, total)),
        stored=lambda: stored.append(len(world.titles())),
    )
    world.crawl(watcher=watcher)
    assert stored[-1] == len(world.titles())
    assert steps[-1][0] == steps[-1][1] > 0
    assert steps == sorted(steps)


@pytest.mark.parametrize(("many", "is_started"), [(10, True), (100, False)])
def test_a_process_for_words_is_started_ahead_where_much_is_new_and_only_there(
    world: World, monkeypatch: pytest.MonkeyPatch, many: int, is_started: bool
) -> None:
    started: list[bool] = []
    monkeypatch.setattr(prepare.Preparer, "warm_up", lambda self: started.append(True))
    monkeypatch.setattr(run, "_MANY_NEW", many)
    world.crawl()
    assert bool(started) is is_started
    started.clear()
    world.crawl()
    assert not started


def test_a_run_by_schedule_asks_less_and_finds_what_is_new(world: World, site: Portal) -> None:
    (platform,) = site.platforms
    world.crawl()
    world.crawl()
    thorough = len(world.served.requests)
    added = platform.add()
    world.crawl(thorough=False)
    assert added.title in world.titles()
    world.crawl(thorough=False)
    assert len(world.served.requests) < thorough / 2


def test_two_crawls_of_one_source_do_not_run_at_once(world: World) -> None:
    refused: list[str] = []

    def again() -> None:
        with pytest.raises(SourceBusyError):
            world.crawl()
        refused.append("busy")

    world.crawl(watcher=Watcher(stored=again))
    assert refused


def test_an_article_of_two_sources_stays_with_the_first(world: World) -> None:
    world.crawl()
    sources = world.archive.sources
    other = sources.add("Trang khác", f"{world.served.url}/index.php", SourceKind.SITE, world.now)
    report = crawl(
        world.archive, other, LOCAL, clock=lambda: world.now, today=TODAY, thorough=True
    ).report
    assert (report.created, report.updated) == (0, 0)
    assert {article.source for article in world.archive.articles()} == {"Sở"}


def test_what_a_source_says_of_all_its_articles_stands_in_them(
    tmp_path: Path, site: Portal
) -> None:
    with serve(site) as served:
        archive = Archive.open(tmp_path)
        source = archive.sources.add(
            "Nội bộ",
            served.url + "/",
            SourceKind.SITE,
            datetime.now(UTC),
            category="Tin chung",
            audience=Audience.STAFF,
        )
        crawl(archive, source, LOCAL, clock=lambda: datetime.now(UTC), today=TODAY)
        articles = list(archive.articles())
        assert {article.audience for article in articles} == {Audience.STAFF}
        expected = {one.url: one.category for one in site.expected(served.url)}
        stored = {article.url: article.category for article in articles}
        assert {url: stored[url] for url in expected} == expected
        archive.close()


def test_a_folder_is_a_source_whose_missing_files_leave_the_answers(tmp_path: Path) -> None:
    folder = tmp_path / "tin"
    folder.mkdir()
    for number in (1, 2):
        text = f"Hội nghị số {number}\n\nNgày 3/4/2024, hội nghị bàn việc số {number} của xã."
        (folder / f"{number}.txt").write_text(text, encoding="utf-8")
    archive = Archive.open(tmp_path / "home")
    now = datetime(2026, 11, 23, tzinfo=UTC)
    source = archive.sources.add("Kho", str(folder), SourceKind.FOLDER, now)

    def again() -> SourceReport:
        return crawl(archive, source, LOCAL, clock=lambda: now, today=TODAY)

    assert again().report.created == 2
    (folder / "1.txt").unlink()
    assert again().report.removed == 1
    folder.rename(tmp_path / "away")
    report = again()
    assert report.failure is not None
    assert len(list(archive.articles())) == 1
    archive.close()


class Moving:
    """One list of two articles; the first can move for good."""

    validators = False
    is_moved = False

    def respond(self, request: Request) -> Response:
        new = "/tin-moi/1.html"
        first = new if self.is_moved else "/tin/1.html"
        if request.path == "/":
            links = "".join(
                f"<li><a href='{to}'>Hội nghị tổng kết công tác năm của Sở lần {n}</a> 0{n}/3/2024"
                for n, to in ((1, first), (2, "/tin/2.html"))
            )
            return page(f"<h1>Tin tức</h1><ul>{links}</ul>")
        if self.is_moved and request.path == "/tin/1.html":
            return Response(status=301, headers={"Location": new})
        if request.path in (first, "/tin/2.html"):
            n = request.path[-6]
            text = f"Sáng ngày 0{n}/3/2024, Sở tổ chức hội nghị tổng kết công tác lần {n}. " * 4
            return page(f"<h1>Hội nghị tổng kết công tác năm của Sở lần {n}</h1><p>{text}</p>")
        return page("<h1>404</h1>", status=404)


def test_an_article_that_moves_for_good_keeps_its_history(tmp_path: Path) -> None:
    site = Moving()
    with serve(site) as served:
        world = World(tmp_path, served, SourceKind.SITE, "/")
        assert world.counts()[0] == 2
        site.is_moved = True
        world.crawl()
        urls = {article.url for article in world.archive.articles()}
        assert urls == {f"{served.url}/tin-moi/1.html", f"{served.url}/tin/2.html"}
        (former,) = world.archive.versions(f"{served.url}/tin-moi/1.html")
        assert former.article.url == f"{served.url}/tin/1.html"
        assert world.counts()[:2] == (0, 0)
        world.archive.close()
