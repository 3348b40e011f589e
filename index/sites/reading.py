"""From the bytes of a fetched page to all that a crawl wants to know of it."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from index.errors import IngestError
from index.ingest.dom import parse
from index.ingest.encoding import decode
from index.ingest.page import ListingError, Page, bare_page, read_bare
from index.ingest.page_article import article_of_page
from index.ingest.records import MOST_BYTES, too_large
from index.model import Article
from index.sites.addresses import address_key, is_print_view
from index.sites.fingerprint import content_fingerprint
from index.sites.kinds import PageKind, Verdict, bare_kind
from index.sites.links import Link, PageLinks, read_article_links, read_links
from index.sites.profile import SiteProfile
from index.sites.signs import read_outside
from index.sites.spots import Spots


@dataclass(frozen=True, slots=True)
class Reading:
    """One fetched page. `article` and `fingerprint` are None where it is no article.

    `links.canonical` is the address that all copies of the page share, and the article's
    url; `is_copy` says that the page was fetched from another one, such as its print view.
    Of an article's links those to documents alone are there, unless all were asked for.
    """

    verdict: Verdict
    links: PageLinks
    article: Article | None = None
    fingerprint: str | None = None
    attachments: tuple[Link, ...] = ()
    is_copy: bool = False
    page: Page | None = None
    """The article's page as it was read without a template; None where the profile has one."""

    @property
    def fits(self) -> bool:
        """Whether the page is an article of a template that the profile knows."""
        return self.article is not None and self.page is None

    @property
    def kind(self) -> PageKind:
        """What the page is."""
        return self.verdict.kind


def page_text(data: bytes) -> str:
    """Returns the HTML of a page's bytes in NFC, whatever it is encoded in.

    Raises:
        IngestError: no text, or more than 2 MB.
    """
    if len(data) > MOST_BYTES:
        raise too_large(len(data))
    return decode(data, html=True)


def read_fetched(
    data: bytes,
    url: str,
    *,
    status: int = 200,
    profile: SiteProfile | None = None,
    today: date | None = None,
    all_links: bool = False,
) -> Reading:
    """Returns what the page `data`, fetched from `url` (after redirects), is and says.

    `profile` is what is known of its site. `today` is the last day that a date
    found in the text may have. `all_links` asks for where an article leads, too.

    Raises:
        IngestError: no text, no HTML, or too large.
    """
    text = page_text(data)
    root = parse(text)
    # What furniture tells, and where it stands, is read before it goes.
    links = read_article_links(root, url)
    outside, spots = read_outside(root), Spots(root)
    known = profile or SiteProfile()
    template = known.template_of(spots)
    hints = known.hints(spots, template)
    bare = bare_page(root, hints.category)
    verdict = bare_kind(outside, bare.lines, url, status=status)
    article: Article | None = None
    page: Page | None = None
    if verdict.kind is PageKind.ARTICLE:
        try:
            page = read_bare(bare, hints)
            article = article_of_page(page, links.canonical, today=today)
        except IngestError as fault:
            kind = PageKind.LISTING if isinstance(fault, ListingError) else PageKind.EMPTY
            verdict = Verdict(kind, (*verdict.reasons, str(fault)))
    if article is None or all_links:
        links = read_links(parse(text), url)
    is_copy = is_print_view(url) or links.canonical != url
    if article is None:
        return Reading(verdict, links, is_copy=is_copy)
    files = tuple(a for a in links.attachments if address_key(a.url) not in known.documents)
    digest = content_fingerprint(
        article.title,
        article.text,
        published=article.published,
        attachments=(file.url for file in files),
    )
    unfitting = page if template is None else None
    return Reading(verdict, links, article, digest, files, is_copy, unfitting)
