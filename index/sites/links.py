"""Where does a page lead? Articles, further pages of a list, sections, documents, feeds."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import Final
from urllib.parse import urlsplit

from index.ingest.dom import Element
from index.sites.addresses import (
    absolute,
    address_key,
    is_document,
    is_media,
    is_print_view,
    plain_address,
    same_site,
)
from index.sites.anchors import Anchor, anchors, base_of
from index.sites.dated import day_beside
from index.sites.pager import further_pages, page_number_only

# A title has so many words; one as short as a section's name has a day beside it.
_FEWEST_TITLE_WORDS: Final = 4
_SURE_TITLE_WORDS: Final = 6
_MOST_SECTION_WORDS: Final = 9
_LONGEST_TITLE: Final = 300
_MOST_SECTIONS: Final = 200
_FEED_TYPES: Final = {"application/rss+xml": "rss", "application/atom+xml": "atom"}
_FEED_PATH: Final = re.compile(
    r"(?:/feed/?|/rss/?|\.rss|/rss\.(?:aspx|xml|php)|format=feed.*)$", re.I
)
_COMMENT_FEED: Final = re.compile(r"/comments?/feed|bình luận|comments", re.IGNORECASE)
# What leads to no news: forms, accounts, machines.
_SERVICE: Final = re.compile(
    r"/(?:dang-?nhap|login|log-in|signin|dang-?ky|register|logout|wp-login\.php|wp-admin|tim-?kiem|"
    r"search|lien-he|contact|so-do|sitemap|rss|feed|mailto|cart|tag|author|user|admin)(?:[/.?-]|$)|"
    r"option=com_(?:users|mailto|search)|[?&](?:s|q|keyword|tukhoa)=|\bdoAsUserId=|p_p_id=58\b",
    re.IGNORECASE,
)
_SERVICE_TEXT: Final = re.compile(
    r"(?:đăng nhập|đăng ký|login|log in|sign in|tìm kiếm|search|quên mật khẩu|liên hệ|rss|"
    r"sơ đồ (?:cổng|site|trang)|english|tiếng việt|truy cập nội dung luôn|bỏ qua.*|skip to.*)\W*",
    re.IGNORECASE,
)


@dataclass(frozen=True, slots=True)
class ArticleLink:
    """A link to what may be an article, and the day that the list shows beside it."""

    url: str
    title: str
    published: date | None = None


@dataclass(frozen=True, slots=True)
class Link:
    """A link by its words: a section's name, a document's title, a feed's name."""

    url: str
    text: str


@dataclass(frozen=True, slots=True)
class PageLinks:
    """Where one page leads; all addresses are whole, each stands once, in the page's order.

    `articles` and `sections` are of the page's own site; `pages` are further pages of the
    list that the page is of; `languages` are its versions by language ("vi-VN", "en").
    """

    canonical: str
    articles: tuple[ArticleLink, ...] = ()
    pages: tuple[str, ...] = ()
    sections: tuple[Link, ...] = ()
    attachments: tuple[Link, ...] = ()
    feeds: tuple[Link, ...] = ()
    languages: tuple[tuple[str, str], ...] = ()


def read_article_links(root: Element, url: str) -> PageLinks:
    """Returns of the page `root` what counts of an article: its address and its documents."""
    found = anchors(root, url, documents=True)
    return PageLinks(canonical=canonical(root, url), attachments=_attachments(found))


def read_links(root: Element, url: str) -> PageLinks:
    """Returns where the page `root`, fetched from `url`, leads. The tree is not changed."""
    found = anchors(root, url)
    ours = [a for a in found if same_site(a.url, url)]
    pages = further_pages(root, ours, url)
    paged = {address_key(page) for page in pages}
    others = [a for a in ours if address_key(a.url) not in paged and page_number_only(a) is None]
    articles = _articles(others)
    known = {address_key(article.url) for article in articles}
    return PageLinks(
        canonical=canonical(root, url),
        articles=tuple(articles),
        pages=pages,
        sections=_sections(others, known, url),
        attachments=_attachments(found),
        feeds=_feeds(root, found, url),
        languages=_languages(root, url),
    )


def canonical(root: Element, url: str) -> str:
    """Returns the address of the page at `url` that all its copies share.

    A stated one counts where it is of the same site and is no start page: portals name their
    root, or a machine behind them, on every page.
    """
    plain = plain_address(url)
    stated = [
        link.get("href") or ""
        for link in root.iter("link")
        if "canonical" in (link.get("rel") or "").lower().split()
    ]
    stated += [
        meta.get("content") or "" for meta in root.iter("meta") if meta.get("property") == "og:url"
    ]
    base = base_of(root, url)
    for reference in stated:
        whole = absolute(reference, base)
        if whole is None or not same_site(whole, url):
            continue
        parts = urlsplit(whole)
        is_root = parts.path in ("", "/") and not parts.query
        if not is_root or urlsplit(plain).path == "/":
            return plain_address(whole)
    return plain


def _articles(ours: Sequence[Anchor]) -> list[ArticleLink]:
    """Returns the links that say as much as a title does, and are no menu's."""
    menus = {address_key(anchor.url) for anchor in ours if anchor.in_menu}
    groups: dict[str, list[Anchor]] = {}
    for anchor in ours:
        if not (anchor.in_menu or anchor.in_pager or anchor.is_button or _leads_elsewhere(anchor)):
            groups.setdefault(address_key(anchor.url), []).append(anchor)
    keys = {anchor.element: key for key, group in groups.items() for anchor in group}
    found: list[ArticleLink] = []
    for key, group in groups.items():
        longest = max(group, key=lambda anchor: anchor.words)
        if longest.words < _FEWEST_TITLE_WORDS:
            continue
        days = (day_beside(anchor, keys) for anchor in group)
        day = next((day for day in days if day is not None), None)
        headed = key not in menus and any(anchor.is_heading for anchor in group)
        if day or headed or longest.words >= _SURE_TITLE_WORDS:
            title = longest.text[:_LONGEST_TITLE]
            found.append(ArticleLink(plain_address(longest.url), title, day))
    return found


def _leads_elsewhere(anchor: Anchor) -> bool:
    return (
        is_document(anchor.url)
        or is_media(anchor.url)
        or bool(_SERVICE.search(anchor.url))
        or bool(_SERVICE_TEXT.fullmatch(anchor.text))
    )


def _sections(ours: Sequence[Anchor], articles: set[str], url: str) -> tuple[Link, ...]:
    found: dict[str, Link] = {}
    own = address_key(url)
    for anchor in ours:
        key = address_key(anchor.url)
        short = 0 < anchor.words <= _MOST_SECTION_WORDS
        if key in articles or key == own or key in found or not short or anchor.in_pager:
            continue
        if _leads_elsewhere(anchor) or anchor.is_button or is_print_view(anchor.url):
            continue
        found[key] = Link(plain_address(anchor.url), anchor.text)
        if len(found) >= _MOST_SECTIONS:
            break
    return tuple(found.values())


def _attachments(found: Sequence[Anchor]) -> tuple[Link, ...]:
    documents: dict[str, Link] = {}
    for anchor in found:
        if is_document(anchor.url) and not anchor.in_menu:
            documents.setdefault(address_key(anchor.url), Link(anchor.url, anchor.text))
    return tuple(documents.values())


def _feeds(root: Element, found: Sequence[Anchor], url: str) -> tuple[Link, ...]:
    base = base_of(root, url)
    offered = [
        (absolute(link.get("href") or "", base), (link.get("title") or "").strip())
        for link in root.iter("link")
        if "alternate" in (link.get("rel") or "").lower().split()
        and (link.get("type") or "").strip().lower() in _FEED_TYPES
    ]
    offered += [
        (a.url, a.text) for a in found if _FEED_PATH.search(a.url) and same_site(a.url, url)
    ]
    feeds: dict[str, Link] = {}
    for to, title in offered:
        if to is not None and not _COMMENT_FEED.search(f"{to} {title}"):
            feeds.setdefault(to, Link(to, title[:_LONGEST_TITLE]))
    return tuple(feeds.values())


def _languages(root: Element, url: str) -> tuple[tuple[str, str], ...]:
    base = base_of(root, url)
    found: dict[str, str] = {}
    for link in root.iter("link"):
        language = (link.get("hreflang") or "").strip()[:20]
        to = absolute(link.get("href") or "", base)
        if language and to and "alternate" in (link.get("rel") or "").lower().split():
            found.setdefault(language, to)
    return tuple(found.items())
