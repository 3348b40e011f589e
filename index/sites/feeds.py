"""Feeds and sitemaps: which articles do they name? RSS 0.9 to 2.0, Atom, sitemaps."""

from __future__ import annotations

import html
import re
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, date, datetime
from email.utils import parsedate_to_datetime
from enum import StrEnum
from typing import Final

from lxml import etree

from index.errors import IngestError
from index.ingest.datelines import VIETNAM
from index.ingest.fields import parse_day
from index.language.dates import exact_date, find_dates
from index.sites.addresses import absolute
from index.sites.xml_tree import local_name, parse_xml, text_of

# What a crawl follows of one file; a sitemap may name 50,000.
MOST_ITEMS: Final = 50_000
_LONGEST_TITLE: Final = 500
_LONGEST_NAME: Final = 200
_LONGEST_URL: Final = 2048
_TAGS: Final = re.compile(r"<[^<>]{0,2000}>")
_DATES: Final = ("pubdate", "published", "date", "issued", "created")
_CHANGES: Final = ("updated", "modified", "lastmod")


class FeedKind(StrEnum):
    """What a file of addresses is."""

    RSS = "rss"
    ATOM = "atom"
    SITEMAP = "sitemap"
    SITEMAP_INDEX = "sitemap_index"


@dataclass(frozen=True, slots=True)
class FeedItem:
    """One article that a feed or sitemap names; `changed` is a time with its zone, in UTC."""

    url: str
    title: str = ""
    published: date | None = None
    category: str | None = None
    changed: datetime | None = None


@dataclass(frozen=True, slots=True)
class Feed:
    """A feed or sitemap: its articles, and for an index of sitemaps their addresses."""

    kind: FeedKind
    title: str
    items: tuple[FeedItem, ...]
    sitemaps: tuple[str, ...] = ()


def read_feed(data: bytes, url: str) -> Feed:
    """Returns what the feed or sitemap `data`, fetched from `url`, names.

    Items without a web address are left out, and each address stands once. `data` may be
    gzip, in any encoding that Vietnamese sites use.

    Raises:
        IngestError: it is neither, or beyond the bounds of size and depth.
    """
    root = parse_xml(data)
    name = local_name(root)
    if name == "urlset":
        return Feed(FeedKind.SITEMAP, "", _once(_sitemap_items(root, url)))
    if name == "sitemapindex":
        places = (absolute(_child_text(e, "loc", _LONGEST_URL), url) for e in root)
        maps = tuple(dict.fromkeys(place for place in places if place))[:MOST_ITEMS]
        return Feed(FeedKind.SITEMAP_INDEX, "", (), maps)
    if name == "feed":
        entries = [e for e in root if local_name(e) == "entry"]
        return Feed(FeedKind.ATOM, _title(root), _once(_item(e, url) for e in entries))
    if name in ("rss", "rdf"):
        items = [e for e in root.iter() if local_name(e) == "item"]
        channel = next((e for e in root if local_name(e) == "channel"), root)
        return Feed(FeedKind.RSS, _title(channel), _once(_item(e, url) for e in items))
    raise IngestError("neither a feed nor a sitemap")


def _once(items: Iterator[FeedItem | None]) -> tuple[FeedItem, ...]:
    found: dict[str, FeedItem] = {}
    for item in items:
        if item is not None and len(found) < MOST_ITEMS:
            found.setdefault(item.url, item)
    return tuple(found.values())


def _sitemap_items(root: etree._Element, base: str) -> Iterator[FeedItem | None]:
    for element in root:
        place = absolute(_child_text(element, "loc", _LONGEST_URL), base)
        if place is None:
            continue
        news = {local_name(e): text_of(e, _LONGEST_TITLE) for e in element.iter()}
        yield FeedItem(
            place,
            title=news.get("title", ""),
            published=_day(news.get("publication_date", "")),
            changed=_moment(news.get("lastmod", "")),
        )


def _item(element: etree._Element, base: str) -> FeedItem | None:
    link = _link(element, base)
    if link is None:
        return None
    values: dict[str, str] = {}
    category = None
    for child in element:
        name = local_name(child)
        values.setdefault(name, text_of(child, _LONGEST_TITLE))
        if name in ("category", "subject") and category is None:
            said = child.get("label") or child.get("term") or text_of(child, _LONGEST_NAME)
            category = _plain(said)[:_LONGEST_NAME] or None
    stated = next((values[name] for name in _DATES if values.get(name)), "")
    changed = next((values[name] for name in _CHANGES if values.get(name)), "")
    return FeedItem(
        link,
        title=_plain(values.get("title", "")),
        published=_day(stated),
        category=category,
        changed=_moment(changed) or _moment(stated),
    )


def _link(element: etree._Element, base: str) -> str | None:
    """Returns an item's address: its link, Atom's alternate one, else a guid that is one."""
    for child in element:
        if local_name(child) != "link" or child.get("rel", "alternate") != "alternate":
            continue
        place = absolute(child.get("href") or text_of(child, _LONGEST_URL), base)
        if place is not None:
            return place
    for child in element:
        if local_name(child) in ("guid", "id"):
            text = text_of(child, _LONGEST_URL)
            if text.startswith(("http://", "https://")):
                return absolute(text, base)
    return None


def _title(element: etree._Element) -> str:
    return _plain(_child_text(element, "title", _LONGEST_TITLE))


def _child_text(element: etree._Element, name: str, longest: int) -> str:
    child = next((e for e in element if local_name(e) == name), None)
    return text_of(child, longest)


def _plain(text: str) -> str:
    """Returns a title without the HTML that feeds put into it, once more escaped."""
    return " ".join(html.unescape(_TAGS.sub(" ", html.unescape(text))).split())


def _day(text: str) -> date | None:
    """Returns the day of a feed's date, as it was in Viet Nam."""
    moment = _moment(text)
    if moment is not None:
        return moment.astimezone(VIETNAM).date()
    try:
        return parse_day(text)
    except IngestError:
        days = [exact_date(mention) for mention in find_dates(text[:_LONGEST_NAME])]
        return days[0] if days else None


def _moment(text: str) -> datetime | None:
    """Returns the time of an ISO or mail date that states its zone, in UTC."""
    plain = text.strip()
    if not plain:
        return None
    try:
        moment = datetime.fromisoformat(plain)
    except ValueError:
        try:
            moment = parsedate_to_datetime(plain)
        except (ValueError, TypeError, IndexError, OverflowError):
            return None
    if moment.tzinfo is None:
        return None
    try:
        return moment.astimezone(UTC)
    except (OverflowError, ValueError):
        return None
