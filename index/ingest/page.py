"""An HTML page: which of it is the article?

trafilatura finds where the article is; all of that part of the page is then read again,
because trafilatura drops captions, short list items and signatures. Furniture goes by the
same rules as for pages saved as text (`index.ingest.saved_text`).
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from datetime import date, timedelta
from typing import Final

from index.errors import IngestError
from index.ingest.article_body import is_cut_short
from index.ingest.blocks import block
from index.ingest.datelines import day_of_dateline, is_dateline, says_updated
from index.ingest.dom import Element, parse, prune
from index.ingest.dom_lines import Line, lines, words_key
from index.ingest.page_boxes import without_boxes
from index.ingest.page_category import page_category
from index.ingest.page_container import find_container
from index.ingest.page_metadata import PageMetadata, read_metadata, time_near
from index.ingest.page_title import page_title
from index.ingest.saved_text import PageText, from_blocks, made_title

# Lines that are links, so many in a row, are a menu or a list of other news.
_LINK_LINE: Final = 0.8
_LINK_RUN: Final = 3
_DATELINE_REACH: Final = 6
_ONE_DAY: Final = timedelta(days=1)
# A page with fewer words is a form or a message.
_FEWEST_WORDS: Final = 8
_SUMMARIES_OF_A_LISTING: Final = 3
_LINES_OF_A_SUMMARY: Final = 5


class ListingError(IngestError):
    """A page is a list of articles and none itself."""


@dataclass(frozen=True, slots=True)
class Page:
    """The article of a page, before it has an audience; `dateline` is its line with a date."""

    title: str
    text: str
    url: str | None
    published: date | None
    category: str | None
    dateline: str | None
    is_shown: bool = False
    """Whether `published` was read where the page shows it, and not in its head."""


@dataclass(frozen=True, slots=True)
class Hints:
    """What is known of a page from other pages of its site; what is None is found out.

    `container` is an element of the page's tree; `is_furniture` judges a line of it.
    """

    container: Element | None = None
    title: str | None = None
    published: date | None = None
    category: str | None = None
    is_furniture: Callable[[Line], bool] | None = None
    trusts_metadata: bool = True
    """Whether the day in the page's head is the article's: some heads hold the clock."""


def read_page(text: str) -> Page:
    """Returns the article of the HTML `text` (NFC).

    Raises:
        IngestError: there is no article in it: a listing, a login form, an empty page.
    """
    return read_bare(bare_page(parse(text)))


@dataclass(frozen=True, slots=True)
class BarePage:
    """A page without its furniture: its tree and lines, and what it told with it."""

    root: Element
    lines: list[Line]
    metadata: PageMetadata
    category: str | None


def bare_page(root: Element, category: str | None = None) -> BarePage:
    """Takes the furniture out of the page `root` and returns what is left and what it told.

    A `category` that is known already is not looked for.
    """
    metadata = read_metadata(root)
    category = category or metadata.category or page_category(root)
    prune(root)
    return BarePage(root, lines(root), metadata, category)


def read_bare(page: BarePage, hints: Hints | None = None) -> Page:
    """Returns the article of a page whose furniture is out already.

    Raises:
        IngestError: there is no article in it: a listing, a login form, an empty page.
    """
    known = hints or Hints()
    root, metadata = page.root, page.metadata
    whole = _content(page.lines, known)
    container = known.container
    if container is None or not _holds_text(container, root):
        container = find_container(root, whole)
    inside = _content(lines(container), known)
    title = known.title or page_title(metadata, whole, inside)
    body = from_blocks([block(line.text) for line in inside], title=title, is_page=True)
    if _is_listing(body.text):
        raise ListingError("a list of articles, not an article; save the article's own page")
    if len(body.text.split()) < _FEWEST_WORDS:
        raise IngestError("no article found in the page; save the article's own page")
    if title is None:
        body = replace(body, title=body.title or made_title(body.text.splitlines()[0]))
    dateline = body.dateline or _dateline(whole, body)
    stated = metadata.published if known.trusts_metadata else None
    return Page(
        title=body.title,
        text=body.text,
        url=metadata.url,
        published=known.published or _published(stated, time_near(root, body.title), dateline),
        category=page.category,
        dateline=dateline,
        is_shown=known.published is not None,
    )


def _content(found: list[Line], known: Hints) -> list[Line]:
    """Returns the lines that are neither links in a row nor known furniture of the site."""
    if known.is_furniture is not None:
        found = [line for line in found if not known.is_furniture(line)]
    return _mark_links(without_boxes(found))


def _holds_text(container: Element, root: Element) -> bool:
    """Tells whether a container that other pages taught is still there, and not empty."""
    if container is not root and not any(e is root for e in container.iterancestors()):
        return False
    return len(" ".join(container.itertext()).split()) >= _FEWEST_WORDS


def _published(stated: date | None, timed: date | None, dateline: str | None) -> date | None:
    """Returns the day of the head or of a `<time>`, or None where the dateline tells better.

    What a page shows beside its title is right where its head says otherwise: heads hold UTC,
    the server's clock, the last change.
    """
    shown = day_of_dateline(dateline, today=date.max) if dateline else None
    if dateline and shown and not says_updated(dateline):
        return stated if stated == shown else None
    if stated and timed and abs(stated - timed) <= _ONE_DAY:
        return timed
    return stated or timed


def _mark_links(found: list[Line]) -> list[Line]:
    """Leaves out runs of lines that are links: menus and lists of other news."""
    kept: list[Line] = []
    run: list[Line] = []
    for line in [*found, None]:
        if line is not None and line.linked >= _LINK_LINE and not line.heading:
            run.append(line)
            continue
        if len(run) < _LINK_RUN:
            kept.extend(run)
        run = []
        if line is not None:
            kept.append(line)
    return kept


def _is_listing(text: str) -> bool:
    """Tells whether a page is a list of news: dates and summaries that are cut short."""
    texts = text.splitlines()
    cut = sum(is_cut_short(line) for line in texts)
    return cut >= _SUMMARIES_OF_A_LISTING and cut * _LINES_OF_A_SUMMARY >= len(texts)


def _dateline(whole: Sequence[Line], body: PageText) -> str | None:
    """Returns the dateline between the title and the text, outside the article's element."""
    key = words_key(body.title)
    places = [i for i, line in enumerate(whole) if words_key(line.text) == key]
    for place in places:
        for line in whole[place + 1 : place + 1 + _DATELINE_REACH]:
            if is_dateline(line.text):
                return line.text
    return None
