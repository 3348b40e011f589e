"""What does an address offer as a source? Looked at before anything is taken from it."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import Final
from urllib.parse import unquote, urlsplit

from index.archive.page_states import AddressKind
from index.archive.run_records import Address
from index.archive.source_records import LONGEST_NAME, SourceKind
from index.crawl.visit import Visit
from index.crawl.visitor import Visitor
from index.errors import SourceError
from index.fetch.errors import FetchError, Reason
from index.fetch.fetcher import Fetcher
from index.fetch.typed import normal_address
from index.fetch.values import FetchOptions
from index.ingest.read import Found
from index.model import Article
from index.sites.addresses import page_number
from index.sites.kinds import PageKind

# So many articles are shown, found in so many pages at most.
_SHOWN: Final = 3
_MOST_LOOKS: Final = 8
_HOME: Final = re.compile(
    r"/?(?:(?:web/guest/)?(?:home|trang-chu|trangchu|index|default)(?:\.\w{2,5})?)?/?",
    re.IGNORECASE,
)
_NOT_SECURE: Final = frozenset({Reason.UNREACHABLE, Reason.TIMEOUT, Reason.CERTIFICATE})


@dataclass(frozen=True, slots=True)
class Offer:
    """What an address offers: the source that it would be, and a look at its articles."""

    url: str
    kind: SourceKind
    name: str
    """A name to begin with: the site's host, and the list's path."""
    what: str
    """What stands at the address, in a word or two."""
    named: int = 0
    """Articles that its first page, feed or sitemap names."""
    further: int = 0
    """Further pages of the list that the first one names."""
    sections: int = 0
    feeds: int = 0
    """Feeds and sitemaps that the site names."""
    articles: tuple[Article, ...] = ()
    """The first of its articles, as they would be stored."""


def discover(
    typed: str, options: FetchOptions, *, today: date, kind: SourceKind | None = None
) -> Offer:
    """Returns what the address, or the path of a folder or file, would be as a source.

    `kind` says which of its two faces a page of news has: its own list, or the whole site.

    Raises:
        FetchError: it is no address, or cannot be had.
        SourceError: there is no news; the message says what was found and what to try.
    """
    path = Path(typed)
    if "://" not in typed and typed.strip() and path.exists():
        is_folder = path.is_dir()
        found = SourceKind.FOLDER if is_folder else SourceKind.FILE
        what = "a folder" if is_folder else "a file"
        return Offer(str(path.resolve()), found, path.resolve().name[:LONGEST_NAME], what)
    seen = look_at(typed, options, today=today, kind=kind)
    if isinstance(seen, Found):
        home = "{0.scheme}://{0.netloc}/".format(urlsplit(seen.item))
        raise SourceError(
            f"an article titled “{seen.article.title[:80]}”, not a place where new "
            f"ones appear; for the whole site give {home}, for this one alone use "
            "`hoidap ingest`"
        )
    return seen


def look_at(
    typed: str, options: FetchOptions, *, today: date, kind: SourceKind | None = None
) -> Offer | Found:
    """Returns what a web address would be as a source, or the one article that stands there.

    Never a file or folder of this machine, whatever is typed.

    Raises:
        FetchError: it is no address, or cannot be had.
        SourceError: there is no news; the message says what was found and what to try.
    """
    url = normal_address(typed)
    try:
        return _look(url, options, today, kind)
    except FetchError as fault:
        # Who typed no scheme did not ask for https.
        if "://" in typed or fault.reason not in _NOT_SECURE or not url.startswith("https:"):
            raise
        try:
            return _look("http:" + url.removeprefix("https:"), options, today, kind)
        except (FetchError, SourceError):
            raise fault from None


def _look(url: str, options: FetchOptions, today: date, kind: SourceKind | None) -> Offer | Found:
    with Fetcher([url], options) as fetcher:
        visitor = Visitor(fetcher, today=today)
        start = visitor.visit(Address(url, AddressKind.START))
        if start.rejected is not None:
            raise SourceError(start.rejected.reason)
        if start.found is not None:
            return start.found
        decided = kind or _kind(start, url)
        articles = _first_articles(visitor, start)
    if not articles:
        raise SourceError(
            f"{start.what} from which no article could be read; give the address of the page "
            "that lists the news"
        )
    leads = start.leads
    lists = [lead for lead in leads if lead.kind is AddressKind.LISTING]
    further = [lead for lead in lists if page_number(lead.url) is not None]
    sections = [lead for lead in lists if lead.depth and lead not in further]
    return Offer(
        url=url,
        kind=decided,
        name=_name(url, decided),
        what=start.what,
        named=sum(lead.kind is AddressKind.ARTICLE for lead in leads),
        further=len(further),
        sections=len(sections) if decided is SourceKind.SITE else 0,
        feeds=len(lists) - len(further) - len(sections),
        articles=tuple(articles),
    )


def _kind(start: Visit, url: str) -> SourceKind:
    if start.kind is None:
        return SourceKind.SITEMAP if "sitemap" in start.what else SourceKind.FEED
    # Only what has further pages is surely a list, and no start page of a part of the site.
    is_paged = any(page_number(lead.url) is not None for lead in start.leads)
    is_home = _HOME.fullmatch(urlsplit(url).path) is not None
    is_list = start.kind is PageKind.LISTING and is_paged and not is_home
    return SourceKind.LISTING if is_list else SourceKind.SITE


def _first_articles(visitor: Visitor, start: Visit) -> list[Article]:
    """Returns the first articles behind a page: those it names, else those of its sections."""
    articles: list[Article] = []
    leads = list(start.leads)
    for _ in range(_MOST_LOOKS):
        lead = _next(leads)
        if lead is None or len(articles) == _SHOWN:
            break
        leads.remove(lead)
        try:
            visit = visitor.visit(lead)
        except FetchError:
            continue
        if visit.found is not None:
            articles.append(visit.found.article)
        leads += visit.leads if not articles else ()
    return articles


def _next(leads: Sequence[Address]) -> Address | None:
    by_promise = sorted(leads, key=lambda lead: lead.kind is not AddressKind.ARTICLE)
    return next(iter(by_promise), None)


def _name(url: str, kind: SourceKind) -> str:
    parts = urlsplit(url)
    path = "" if kind is SourceKind.SITE else unquote(parts.path).rstrip("/")
    return f"{parts.netloc.removeprefix('www.')}{path}"[:LONGEST_NAME]
