"""One address: fetched, told what it is, read, and where it leads."""

from __future__ import annotations

import hashlib
from collections.abc import Sequence
from datetime import date
from typing import Final
from urllib.parse import unquote, urlsplit

from index.archive.page_states import AddressKind, PageState
from index.archive.run_records import Address
from index.crawl.visit import Visit
from index.documents import is_document, read_document
from index.errors import IngestError
from index.fetch.errors import FetchError
from index.fetch.fetcher import Fetcher
from index.fetch.values import Fetched, Kind
from index.ingest.document_article import article_of_document
from index.ingest.read import Found
from index.model import Rejection
from index.sites.addresses import is_document as has_document_suffix
from index.sites.feeds import Feed, read_feed
from index.sites.kinds import PageKind
from index.sites.learn import learn_profile
from index.sites.profile import SiteProfile
from index.sites.reading import Reading, page_text, read_fetched

# The first bytes tell a document, and a feed that is sent as a page.
_HEAD: Final = 1024
_XML: Final = (b"<?xml", b"<rss", b"<feed", b"<urlset", b"<sitemapindex", b"<rdf:RDF", b"\x1f\x8b")


class Visitor:
    """Visits the addresses of one source."""

    def __init__(
        self,
        fetcher: Fetcher,
        *,
        profile: SiteProfile | None = None,
        today: date | None = None,
        deepest: int = 3,
    ) -> None:
        """`today` is the last day that an article may have; sections of the site are followed
        `deepest` deep from where it was entered, 0 for the list alone that was named.
        """
        self._fetcher = fetcher
        self.profile = profile or SiteProfile()
        self._today = today
        self._deepest = deepest

    def learn(self, visits: Sequence[Visit]) -> None:
        """Learns from article pages of the site what all of them share; later ones, and those
        that are read `again`, are read with it.
        """
        pages = [visit.fetched for visit in visits if visit.fetched is not None]
        learnt = learn_profile(
            ((page.url, page_text(page.body)) for page in pages),
            {visit.url: visit.page for visit in visits if visit.page is not None},
        )
        self.profile = self.profile.joined(learnt)

    def again(self, visit: Visit) -> Visit:
        """Returns the visit with its article read anew, as far as it has a page."""
        if visit.fetched is None:
            return visit
        try:
            return self._page(visit.fetched, visit.asked)
        except IngestError:
            return visit

    def visit(self, address: Address, known: PageState | None = None) -> Visit:
        """Returns what the address gives. One that is `known` is downloaded if it has changed.

        Raises FetchError: it cannot be had.
        """
        kind = Kind.DOCUMENT if has_document_suffix(address.url) else Kind.PAGE
        fetched = self._fetcher.fetch(
            address.url,
            kind=kind,
            etag=known.etag if known else None,
            modified=known.last_modified if known else None,
        )
        if fetched.not_modified:
            return Visit(address, fetched.url, fetched=fetched, is_known=True)
        try:
            if is_document(fetched.body[:_HEAD]):
                return self._document(fetched, address)
            if _may_be_feed(fetched):
                return self._feed(fetched, address)
            return self._page(fetched, address)
        except IngestError as fault:
            rejected = _rejection(address.url, str(fault))
            return Visit(address, fetched.url, rejected=rejected, fetched=fetched)

    def _document(self, fetched: Fetched, address: Address) -> Visit:
        name = fetched.file_name or _file_name(fetched.url)
        document = read_document(fetched.body, name)
        article = article_of_document(document, fetched.url, name, today=self._today)
        digest = hashlib.sha256(fetched.body).hexdigest()
        found = Found(article, fetched.url)
        return Visit(
            address, fetched.url, found, what="a document", fetched=fetched, fingerprint=digest
        )

    def _feed(self, fetched: Fetched, address: Address) -> Visit:
        feed = read_feed(fetched.body, fetched.url)
        leads = [_lead(item.url, AddressKind.ARTICLE, address) for item in feed.items]
        leads += [_lead(url, AddressKind.LISTING, address, deeper=1) for url in feed.sitemaps]
        what = _feed_name(feed)
        if not leads and address.kind is AddressKind.START:
            reason = "a feed without articles; give the address of the page that lists the news"
            rejected = _rejection(address.url, reason)
            return Visit(address, fetched.url, rejected=rejected, what=what, fetched=fetched)
        return Visit(address, fetched.url, leads=tuple(leads), what=what, fetched=fetched)

    def _page(self, fetched: Fetched, address: Address) -> Visit:
        reading = read_fetched(
            fetched.body,
            fetched.url,
            status=fetched.status,
            profile=self.profile,
            today=self._today,
            all_links=address.kind is AddressKind.LISTING,
        )
        if reading.article is not None and address.kind is not AddressKind.LISTING:
            return Visit(
                address,
                fetched.url,
                Found(reading.article, reading.article.url),
                leads=tuple(
                    _lead(a.url, AddressKind.ARTICLE, address) for a in reading.attachments
                ),
                what="an article",
                fetched=fetched,
                fingerprint=reading.fingerprint,
                kind=reading.kind,
                page=reading.page,
                profile=self.profile,
            )
        leads = self._leads(reading, address)
        rejected = self._why_none(reading, leads, address)
        return Visit(
            address,
            fetched.url,
            rejected=rejected,
            leads=() if rejected else leads,
            what=_what(reading),
            fetched=fetched,
            kind=reading.kind,
        )

    def _why_none(
        self, reading: Reading, leads: Sequence[Address], address: Address
    ) -> Rejection | None:
        """Returns why a page that should be one is no article, None where that is no fault."""
        if address.kind is AddressKind.ARTICLE:
            # What looked like a link to an article may be one to a section.
            if reading.kind in _SECTIONS and address.depth < self._deepest and leads:
                return None
            reason = f"no article but {_what(reading)}: {reading.verdict.reasons[0]}"
            return _rejection(address.url, reason)
        if address.kind is AddressKind.START and not leads:
            reason = f"{_what(reading)} without news; give the address of the page that lists them"
            return _rejection(address.url, reason)
        return None

    def _leads(self, reading: Reading, address: Address) -> tuple[Address, ...]:
        """Returns where a page that is no article leads: to articles, further pages, sections."""
        if reading.kind in _NO_LEADS:
            return ()
        links = reading.links
        # A section that was taken for an article is a step of its own.
        own = 1 if address.kind is AddressKind.ARTICLE else 0
        leads = [_lead(link.url, AddressKind.ARTICLE, address, own) for link in links.articles]
        leads += [_lead(url, AddressKind.LISTING, address, own) for url in links.pages]
        if address.depth < self._deepest:
            sections = [_lead(s.url, AddressKind.LISTING, address, own + 1) for s in links.sections]
            leads += sections
            if address.kind is AddressKind.START:
                leads += [_lead(f.url, AddressKind.LISTING, address) for f in links.feeds]
                leads += [
                    _lead(url, AddressKind.LISTING, address) for url in self._sitemaps(address)
                ]
        return tuple(leads)

    def _sitemaps(self, address: Address) -> tuple[str, ...]:
        try:
            return self._fetcher.sitemaps(address.url)
        except FetchError:
            return ()  # what they name is found by links too, more slowly


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
_SECTIONS: Final = frozenset({PageKind.LISTING, PageKind.EMPTY})
# Pages of these kinds are not searched for news: they are the same on every site.
_NO_LEADS: Final = frozenset({PageKind.LOGIN, PageKind.SEARCH, PageKind.ERROR, PageKind.NOT_FOUND})


def _what(reading: Reading) -> str:
    return f"a {_NAMES[reading.kind]}"


def _lead(url: str, kind: AddressKind, on: Address, deeper: int = 0) -> Address:
    return Address(url, kind, found_on=on.url, depth=on.depth + deeper)


def _may_be_feed(fetched: Fetched) -> bool:
    head = fetched.body[:_HEAD].lstrip(b"\xef\xbb\xbf \t\r\n")
    page = b"<html" in head.lower() or b"<!doctype html" in head.lower()
    return head.startswith(_XML) and not page


def _feed_name(feed: Feed) -> str:
    return "a sitemap" if "sitemap" in feed.kind.value else "a feed"


def _file_name(url: str) -> str:
    return unquote(urlsplit(url).path.rsplit("/", 1)[-1]) or "document"


def _rejection(url: str, reason: str) -> Rejection:
    return Rejection(url, " ".join(reason.split()))
