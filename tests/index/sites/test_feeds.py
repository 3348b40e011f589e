"""Feeds and sitemaps: what they name; hostile ones end in a refusal."""

from __future__ import annotations

import gzip
import zlib
from datetime import UTC, date, datetime
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from benchmarks.extraction import HOST, fetch
from index.errors import IngestError
from index.sites.feeds import FeedKind, read_feed
from tests.sites import make_site

REAL = Path(__file__).parents[4] / "shared/data/feeds"
URL = "https://so.example/rss.xml"
SITEMAP = "http://www.sitemaps.org/schemas/sitemap/0.9"
RSS = """<?xml version="1.0" encoding="UTF-8"?><rss version="2.0"><channel>
<title>Tin &eacute;</title><item><title><![CDATA[Hội nghị <b>tổng kết</b>]]></title>
<link> /tin/1 </link><category>Tin tức</category>
<pubDate>Tue, 05 Mar 2024 20:30:00 +0000</pubDate></item>
<item><title>Hai &amp;quot;bài&amp;quot;</title><guid>https://so.example/tin/2</guid>
<pubDate>05/03/2024 08:00</pubDate></item>
<item><title>Lặp lại</title><link>https://so.example/tin/1</link></item>
<item><title>Không có địa chỉ</title></item></channel></rss>"""


def test_rss_names_its_articles_once_with_days_as_in_viet_nam() -> None:
    feed = read_feed(RSS.encode(), URL)
    assert (feed.kind, feed.title) == (FeedKind.RSS, "Tin é")
    first, second = feed.items
    assert (first.url, first.title) == ("https://so.example/tin/1", "Hội nghị tổng kết")
    assert (first.published, first.category) == (date(2024, 3, 6), "Tin tức")
    assert first.changed == datetime(2024, 3, 5, 20, 30, tzinfo=UTC)
    assert (second.url, second.title) == ("https://so.example/tin/2", 'Hai "bài"')
    assert second.published == date(2024, 3, 5)


def test_rss_1_0_and_atom_are_read() -> None:
    rdf = (
        '<rdf:RDF xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#" '
        'xmlns="http://purl.org/rss/1.0/" xmlns:dc="http://purl.org/dc/elements/1.1/">'
        "<item><title>A</title><link>https://so.example/a</link>"
        "<dc:date>2024-03-05T01:00:00+07:00</dc:date><dc:subject>Y tế</dc:subject></item></rdf:RDF>"
    )
    (item,) = read_feed(rdf.encode(), URL).items
    assert (item.published, item.category) == (date(2024, 3, 5), "Y tế")
    site = make_site("joomla", seed=1, articles=40)
    place = site.platforms[0].section(site.platforms[0].categories[0]) + "?format=feed&type=rss"
    feed = read_feed(fetch(site, HOST + place), HOST + place)
    expected = {e.title: e for e in site.expected(HOST)}
    assert feed.kind is FeedKind.ATOM
    assert len(feed.items) == 10
    for entry in feed.items:
        assert entry.published == expected[entry.title].published
        assert entry.category == expected[entry.title].category


def test_index_of_sitemaps_leads_to_all_articles_gzip_or_not() -> None:
    site = make_site("wordpress", seed=1, articles=40)
    index = read_feed(fetch(site, f"{HOST}/sitemap.xml"), f"{HOST}/sitemap.xml")
    assert index.kind is FeedKind.SITEMAP_INDEX
    (place,) = index.sitemaps
    packed = gzip.compress(fetch(site, place))
    feed = read_feed(packed, place)
    assert {item.url for item in feed.items} == {e.url for e in site.expected(HOST)}
    assert all(item.changed is not None for item in feed.items)


def _bomb() -> bytes:
    names = "".join(f'<!ENTITY l{n} "{f"&l{n - 1};" * 10}">' for n in range(1, 10))
    declared = f'<!DOCTYPE x [<!ENTITY l0 "lol">{names}]>'
    return f"{declared}<rss><channel><title>&l9;</title></channel></rss>".encode()


@pytest.mark.parametrize(
    ("data", "reason"),
    [
        (_bomb(), "declares entities"),
        (_bomb().decode().encode("utf-16"), "declares entities"),
        (b'<!DOCTYPE r [<!ENTITY x SYSTEM "file:///etc/passwd">]><rss>&x;</rss>', "entities"),
        (b"<rss><channel>" + b"<a>" * 100_000, "nested too deep|broken|not XML"),
        (gzip.compress(b"<rss>" + b" " * (40 << 20), mtime=0), "larger than"),
        (gzip.compress(b"<rss></rss>", mtime=0)[:12] + b"xx", "gzip|not XML|binary"),
        (b"\x00\x01\x02" * 50, "not text"),
        (b"%PDF-1.7 ...", "PDF"),
        (b"<html><body><p>Tin</p></body></html>", "neither a feed"),
        (b"", "not XML"),
        (zlib.compress(b"x" * 99), "."),
    ],
)
def test_hostile_and_other_files_end_in_a_refusal(data: bytes, reason: str) -> None:
    with pytest.raises(IngestError, match=reason):
        read_feed(data, URL)


def test_small_faults_are_mended() -> None:
    feed = read_feed(b"<rss><channel><item><title>A & B</title><link>/a</link></item></rss>", URL)
    assert [item.url for item in feed.items] == ["https://so.example/a"]


@given(st.text(alphabet="<>/=&;[]!-'\"abclinkrsitemurlot ", max_size=200))
def test_any_text_ends_in_a_feed_or_a_refusal(text: str) -> None:
    try:
        assert read_feed(f"<rss><channel>{text}</channel></rss>".encode(), URL).kind is FeedKind.RSS
    except IngestError as refusal:
        assert str(refusal)


@pytest.mark.skipif(not REAL.is_dir(), reason="the real feeds are not here")
@pytest.mark.parametrize("name", ["vnexpress_2017-02-18.xml", "vnexpress_2017-08-30.xml"])
def test_real_feeds_give_titles_days_and_addresses(name: str) -> None:
    feed = read_feed((REAL / name).read_bytes(), URL)
    assert len(feed.items) > 10
    day = date.fromisoformat(name[10:20])
    for item in feed.items:
        assert item.url.startswith("http")
        assert item.title
        assert item.published is not None
        assert abs((item.published - day).days) <= 2
