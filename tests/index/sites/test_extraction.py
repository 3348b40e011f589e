"""Pages of five platforms: the article alone, all of it, with its title, day and category."""

from __future__ import annotations

import unicodedata
from collections.abc import Iterator

import pytest

from benchmarks.extraction import HOST, Figures, fetch, learn, measure
from benchmarks.page_readers import ours
from index.model import DateOrigin
from index.sites.kinds import PageKind
from index.sites.profile import SiteProfile
from index.sites.reading import Reading, read_fetched
from tests.sites import PLATFORMS, Portal, make_portal, make_site

LEAST_KEPT = 0.98
MOST_FURNITURE = 0.01


@pytest.fixture(scope="module")
def portal() -> Portal:
    return make_portal(seed=2, articles=150)


@pytest.fixture(scope="module")
def profile(portal: Portal) -> SiteProfile:
    return learn(portal)


@pytest.fixture(scope="module", params=sorted(PLATFORMS))
def figures(
    request: pytest.FixtureRequest, portal: Portal, profile: SiteProfile
) -> Iterator[Figures]:
    expected = portal.platform(request.param).expected(HOST)
    yield measure(portal, expected, ours(profile))


def test_body_is_kept_and_furniture_is_not(figures: Figures) -> None:
    assert figures.kept >= figures.body * LEAST_KEPT
    assert figures.furniture <= figures.stored * MOST_FURNITURE


def test_titles_days_and_categories_are_right(figures: Figures) -> None:
    right = (figures.titles, figures.dates, figures.categories)
    assert right == (figures.pages, figures.pages, figures.pages)


def test_without_a_profile_no_day_is_wrong(portal: Portal) -> None:
    found = measure(portal, portal.expected(HOST), ours(None))
    assert found.wrong_dates == 0
    assert found.kept >= found.body * LEAST_KEPT


def test_a_note_on_every_page_is_known_by_the_profile_alone(
    portal: Portal, profile: SiteProfile
) -> None:
    article = portal.platform("liferay").expected(HOST)[14]
    data = fetch(portal, article.url)
    with_profile = read_fetched(data, article.url, profile=profile).article
    without = read_fetched(data, article.url).article
    assert without is not None
    assert with_profile is not None
    assert "bạn đọc góp ý" in without.text
    assert "bạn đọc góp ý" not in with_profile.text


def test_copies_of_an_article_have_its_address(portal: Portal, profile: SiteProfile) -> None:
    for expected in portal.expected(HOST)[::10]:
        for copy in expected.copies:
            reading = read_fetched(fetch(portal, copy), copy, profile=profile)
            assert reading.kind is PageKind.ARTICLE
            assert reading.article is not None
            assert reading.article.url == expected.url
            assert reading.is_copy


def test_language_of_each_article_is_told(portal: Portal) -> None:
    for expected in portal.expected(HOST)[::5]:
        article = read_fetched(fetch(portal, expected.url), expected.url).article
        assert article is not None
        assert article.language == expected.language


def test_attachments_are_named_and_not_stored_as_text(portal: Portal) -> None:
    seen = 0
    for expected in portal.expected(HOST):
        if expected.attachments:
            reading = read_fetched(fetch(portal, expected.url), expected.url)
            found = [link.url.split("?")[0] for link in reading.attachments]
            assert found == list(expected.attachments)
            assert reading.article is not None
            assert expected.attachments[0].rsplit("/", 1)[1] not in reading.article.text
            seen += 1
    assert seen > 10


def _read(portal: Portal, number: int) -> Reading:
    platform = portal.platforms[0]
    news = platform.by_number(str(number))
    assert news is not None
    url = HOST + platform.address(news)
    return read_fetched(fetch(portal, url), url)


@pytest.mark.parametrize("name", sorted(PLATFORMS))
def test_counters_change_no_fingerprint_and_a_paragraph_does(name: str) -> None:
    site = make_site(name, seed=3, articles=10)
    first, second = _read(site, 4), _read(site, 4)
    assert fetch(site, first.links.canonical) != fetch(site, first.links.canonical)
    assert first.fingerprint == second.fingerprint is not None
    site.platforms[0].change(4)
    assert _read(site, 4).fingerprint != first.fingerprint


def test_day_shown_beside_the_title_beats_a_head_that_is_a_day_off() -> None:
    site = make_site("wordpress", seed=1, articles=30)
    for expected in site.expected(HOST):
        article = read_fetched(fetch(site, expected.url), expected.url).article
        assert article is not None
        assert article.published == expected.published


def test_server_clock_in_the_head_is_no_day_of_an_article() -> None:
    site = make_site("dnn", seed=1, articles=10)
    for expected in site.expected(HOST):
        article = read_fetched(fetch(site, expected.url), expected.url).article
        assert article is not None
        assert (article.published, article.published_from) == (
            expected.published,
            DateOrigin.TEXT,
        )


@pytest.mark.parametrize(("name", "other"), [("plain", b"\xf2"), ("liferay", b"\xcc\x81")])
def test_windows_1258_and_nfd_come_out_in_nfc(name: str, other: bytes) -> None:
    site = make_site(name, seed=1, articles=20)
    platform = site.platforms[0]
    news = platform.by_number(str(platform.odd))
    assert news is not None
    url = HOST + platform.address(news)
    data = fetch(site, url)
    assert other in data
    article = read_fetched(data, url).article
    assert article is not None
    assert article.title == news.title
    assert unicodedata.is_normalized("NFC", article.text)


def test_tables_and_lists_keep_their_lines() -> None:
    site = make_site("joomla", seed=1, articles=60)
    pieces = [(n, p) for n in site.platforms[0].news() for p in n.pieces]
    news = next(n for n, p in pieces if p.kind == "row")
    row = next(p.text for p in news.pieces if p.kind == "row")
    url = HOST + site.platforms[0].address(news)
    article = read_fetched(fetch(site, url), url).article
    assert article is not None
    assert row in article.text.splitlines()
    listed = next(n for n, p in pieces if p.kind == "li")
    item = next(p.text for p in listed.pieces if p.kind == "li")
    url = HOST + site.platforms[0].address(listed)
    article = read_fetched(fetch(site, url), url).article
    assert article is not None
    assert f"- {item}" in article.text.splitlines()
