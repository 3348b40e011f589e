"""One address: fetched, told what it is, read, and where it leads."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date
from enum import StrEnum
from typing import Final
from urllib.parse import unquote, urlsplit

from index.documents import is_document, read_document
from index.errors import IngestError
from index.fetch.fetcher import Fetcher
from index.fetch.values import Fetched, Kind
from index.ingest.document_article import article_of_document
from index.ingest.read import Found
from index.model import Article, Rejection
from index.sites.addresses import is_document as has_document_suffix
from index.sites.feeds import Feed, read_feed
from index.sites.kinds import PageKind
from index.sites.learn import learn_profile
from index.sites.profile import SiteProfile
from index.sites.reading import Reading, page_text, read_fetched

# The first bytes tell a document, and a feed that is sent as a page.
_HEAD: Final = 1024
_XML: Final = (b"<?xml", b"<rss", b"<feed", b"<urlset", b"<sitemapindex", b"<rdf:RDF", b"\x1f\x8b")


class Role(StrEnum):
    """What is looked for behind an address."""

    START = "start"
    """Anything: the address that a person gave."""
    LIST = "list"
    """A further page of a list, a section, a sitemap: only its links count."""
    ARTICLE = "article"
    """An article, or a document."""


@dataclass(frozen=True, slots=True)
class Lead:
    """An address to visit; `depth` counts sections from the start."""

    url: str
    role: Role
    depth: int = 0


@dataclass(frozen=True, slots=True)
class Visit:
    """What one address gave: an article, or why there is none, and where it leads.

    Both `found` and `rejected` are None for a list: it is no article, and that is no fault.
    """

    url: str
    """Where it was found, after redirects."""
    found: Found | None = None
    rejected: Rejection | None = None
    leads: tuple[Lead, ...] = ()
    what: str = ""
    """What it is, in a word or two, for people."""
    page: Fetched | None = None
    """The page that the article was read from, so that a profile may be learnt from it."""


class Visitor:
    """Visits the addresses of one source."""

    def __init__(
        self,
        fetcher: Fetcher,
        *,
        fields: Mapping[str, str | None] | None = None,
        profile: SiteProfile | None = None,
        today: date | None = None,
    ) -> None:
        """`fields` (category, audience, source) are the source's own and stand in its articles;
        `today` is the last day that an article may have.
        """
        self._fetcher = fetcher
        self._fields = dict(fields or {})
        self._profile = profile
        self._today = today

    def learn(self, pages: Sequence[Fetched]) -> None:
        """Learns from article pages of the site what all of them share; later ones, and those
        that are read `again`, are read with it.
        """
        self._profile = learn_profile((page.url, page_text(page.body)) for page in pages)

    def again(self, visit: Visit) -> Visit:
        """Returns the visit with its article read anew, as far as it has a page."""
        if visit.page is None:
            return visit
        try:
            return self._page(visit.page, Lead(visit.url, Role.ARTICLE))
        except IngestError:
            return visit

    def visit(self, lead: Lead) -> Visit:
        """Returns what the address gives.

        Raises FetchError: it cannot be had.
        """
        kind = Kind.DOCUMENT if has_document_suffix(lead.url) else Kind.PAGE
        fetched = self._fetcher.fetch(lead.url, kind=kind)
        try:
            if is_document(fetched.body[:_HEAD]):
                return self._document(fetched)
            if _may_be_feed(fetched):
                return _feed_visit(fetched, lead)
            return self._page(fetched, lead)
        except IngestError as fault:
            return Visit(fetched.url, rejected=_rejection(lead.url, str(fault)))

    def _document(self, fetched: Fetched) -> Visit:
        name = fetched.file_name or _file_name(fetched.url)
        document = read_document(fetched.body, name)
        article = article_of_document(document, fetched.url, name, today=self._today)
        article = self._with_fields(article)
        return Visit(fetched.url, Found(article, fetched.url), what="a document")

    def _with_fields(self, article: Article) -> Article:
        given = {key: value for key, value in self._fields.items() if value is not None}
        return replace(
            article,
            category=given.get("category", article.category),
            source=given.get("source", article.source),
        )

    def _page(self, fetched: Fetched, lead: Lead) -> Visit:
        reading = read_fetched(
            fetched.body,
            fetched.url,
            status=fetched.status,
            profile=self._profile,
            fields=self._fields,
            today=self._today,
        )
        if reading.article is not None and lead.role is not Role.LIST:
            leads = tuple(Lead(link.url, Role.ARTICLE) for link in reading.attachments)
            found = Found(reading.article, reading.article.url)
            return Visit(fetched.url, found, leads=leads, what="an article", page=fetched)
        leads = _leads(reading, lead)
        # What looked like a link to an article may be one to a section.
        is_section = reading.kind in _SECTIONS and lead.depth < _DEEPEST
        if lead.role is Role.ARTICLE and is_section and leads:
            deeper = tuple(replace(found, depth=lead.depth + 1) for found in leads)
            return Visit(fetched.url, leads=deeper, what=_what(reading))
        if lead.role is Role.ARTICLE:
            reason = f"no article but a {_NAMES[reading.kind]}: {reading.verdict.reasons[0]}"
            return Visit(fetched.url, rejected=_rejection(lead.url, reason), what=_what(reading))
        if lead.role is Role.START and not leads:
            reason = f"{_what(reading)} without news; give the address of the page that lists them"
            return Visit(fetched.url, rejected=_rejection(lead.url, reason), what=_what(reading))
        return Visit(fetched.url, leads=leads, what=_what(reading))


_NAMES: Final = {
    PageKind.ARTICLE: "page",
    PageKind.LISTING: "list of articles",
    PageKind.LOGIN: "login page",
    PageKind.SEARCH: "search page",
    PageKind.NOT_FOUND: "page that says it is not found",
    PageKind.ERROR: "page that tells an error",
    PageKind.STATIC: "page without a day",
    PageKind.EMPTY: "page without text",
}
# Sections of a site are followed so far from where it was entered.
_DEEPEST: Final = 3
_SECTIONS: Final = frozenset({PageKind.LISTING, PageKind.EMPTY})
# Pages of these kinds are not searched for news: they are the same on every site.
_NO_LEADS: Final = frozenset({PageKind.LOGIN, PageKind.SEARCH, PageKind.ERROR, PageKind.NOT_FOUND})


def _what(reading: Reading) -> str:
    return f"a {_NAMES[reading.kind]}"


def _leads(reading: Reading, lead: Lead) -> tuple[Lead, ...]:
    """Returns where a page that is no article leads: to articles, further pages, sections."""
    if reading.kind in _NO_LEADS:
        return ()
    links = reading.links
    leads = [Lead(link.url, Role.ARTICLE, lead.depth) for link in links.articles]
    leads += [Lead(url, Role.LIST, lead.depth) for url in links.pages]
    if lead.depth < _DEEPEST:
        leads += [Lead(link.url, Role.LIST, lead.depth + 1) for link in links.sections]
    return tuple(leads)


def _may_be_feed(fetched: Fetched) -> bool:
    head = fetched.body[:_HEAD].lstrip(b"\xef\xbb\xbf \t\r\n")
    page = b"<html" in head.lower() or b"<!doctype html" in head.lower()
    return head.startswith(_XML) and not page


def _feed_visit(fetched: Fetched, lead: Lead) -> Visit:
    feed = read_feed(fetched.body, fetched.url)
    leads = [Lead(item.url, Role.ARTICLE, lead.depth) for item in feed.items]
    if lead.depth < _DEEPEST:
        leads += [Lead(url, Role.LIST, lead.depth + 1) for url in feed.sitemaps]
    if not leads:
        reason = "a feed without articles; give the address of the page that lists the news"
        return Visit(fetched.url, rejected=_rejection(lead.url, reason), what=_feed_name(feed))
    return Visit(fetched.url, leads=tuple(leads), what=_feed_name(feed))


def _feed_name(feed: Feed) -> str:
    return "a sitemap" if "sitemap" in feed.kind.value else "a feed"


def _file_name(url: str) -> str:
    return unquote(urlsplit(url).path.rsplit("/", 1)[-1]) or "document"


def _rejection(url: str, reason: str) -> Rejection:
    return Rejection(url, " ".join(reason.split()))
