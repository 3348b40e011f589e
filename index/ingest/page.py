"""An HTML page: which of it is the article?

trafilatura finds where the article is; all of that part of the page is then read again,
because trafilatura drops captions, short list items and signatures. Furniture goes by the
same rules as for pages saved as text (`index.ingest.saved_text`).
"""

from __future__ import annotations

import copy
import re
import unicodedata
from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date
from typing import Final

import trafilatura
from lxml import etree

from index.errors import IngestError
from index.ingest.article_body import is_cut_short, main_start
from index.ingest.blocks import Block, block
from index.ingest.datelines import is_dateline
from index.ingest.dom import Element, parse, prune
from index.ingest.dom_lines import Line, lines
from index.ingest.furniture import Role
from index.ingest.headline import is_path, names_agency
from index.ingest.page_metadata import PageMetadata, read_metadata, time_near
from index.ingest.saved_text import PageText, from_blocks, made_title

# The article's element holds so much of what trafilatura found.
_CONTAINER_SHARE: Final = 0.95
# ... and a wider one is taken as long as it adds so much running text.
_WIDER_BY: Final = 1.25
# Lines that are links, so many in a row, are a menu or a list of other news.
_LINK_LINE: Final = 0.8
_LINK_RUN: Final = 3
_DATELINE_REACH: Final = 6
_TITLE_REACH: Final = 12
_FEWEST_TITLE_WORDS: Final = 3
_LEAD_CHARS: Final = 3000
_ENUMERATED: Final = re.compile(r"(?:[A-ZĐa-zđ]|[IVX]+|\d{1,2})[.)/]\s")
_AGREED: Final = 0.5
_HEADING: Final = 0.4
_METADATA: Final = 0.3
_NEAR: Final = 0.3
_NEAR_LINES: Final = 4
_SITE: Final = 1.0
_SHORT: Final = 0.5
# A page with fewer words is a form or a message.
_FEWEST_WORDS: Final = 8
_SUMMARIES_OF_A_LISTING: Final = 3
_LINES_OF_A_SUMMARY: Final = 5


@dataclass(frozen=True, slots=True)
class Page:
    """The article of a page, before it has an audience; `dateline` is its line with a date."""

    title: str
    text: str
    url: str | None
    published: date | None
    category: str | None
    dateline: str | None


def read_page(text: str) -> Page:
    """Returns the article of the HTML `text` (NFC).

    Raises:
        IngestError: there is no article in it: a listing, a login form, an empty page.
    """
    root = parse(text)
    metadata = read_metadata(root)
    prune(root)
    whole = _mark_links(lines(root))
    inside = _mark_links(lines(_container(root, whole)))
    title = _title(metadata, whole, inside)
    body = from_blocks(_blocks(inside), title=title, is_page=True)
    if _is_listing(body.text):
        raise IngestError("a list of articles, not an article; save the article's own page")
    if len(body.text.split()) < _FEWEST_WORDS:
        raise IngestError("no article found in the page; save the article's own page")
    if title is None:
        body = replace(body, title=body.title or made_title(body.text.splitlines()[0]))
    return Page(
        title=body.title,
        text=body.text,
        url=metadata.url,
        published=metadata.published or time_near(root, body.title),
        category=metadata.category,
        dateline=body.dateline or _dateline(whole, body),
    )


def _container(root: Element, whole: Sequence[Line]) -> Element:
    """Returns the smallest element that holds nearly all sentences that trafilatura found."""
    found = _main_text(root)
    weights = [
        len(line.text) if line.linked < _LINK_LINE and _key(line.text) in found else 0
        for line in whole
    ]
    total = sum(weights)
    if total == 0:
        return root
    held: dict[Element, int] = {}
    running: dict[Element, int] = {}
    for line, weight in zip(whole, weights, strict=True):
        sentence = (
            len(line.text) if line.linked < _LINK_LINE and block(line.text).is_sentence else 0
        )
        for element in (line.element, *line.element.iterancestors()):
            held[element] = held.get(element, 0) + weight
            running[element] = running.get(element, 0) + sentence
    enough = [element for element, weight in held.items() if weight >= total * _CONTAINER_SHARE]
    smallest = min(enough, key=lambda element: sum(1 for _ in element.iter()), default=root)
    best = smallest
    for element in smallest.iterancestors():
        if element.tag in ("body", "html"):
            break
        if running.get(element, 0) > running.get(best, 0) * _WIDER_BY:
            best = element
    return best


def _main_text(root: Element) -> str:
    """Returns the text of what trafilatura takes for the article, as one key."""
    try:
        document = trafilatura.bare_extraction(
            copy.deepcopy(root), include_comments=False, include_tables=True, with_metadata=False
        )
    except (RecursionError, ValueError, TypeError, AttributeError, etree.LxmlError):
        # trafilatura and its fallbacks give up on some broken trees; the whole page will do.
        return ""
    found = getattr(document, "text", None)
    return _key(found) if isinstance(found, str) else ""


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


def _blocks(found: Sequence[Line]) -> list[Block]:
    return [block(line.text) for line in found]


def _title(metadata: PageMetadata, whole: Sequence[Line], inside: Sequence[Line]) -> str | None:
    """Returns the article's title: what head, headings and text agree on, not the site's."""
    lead = set(re.findall(r"\w+", " ".join(line.text for line in inside)[:_LEAD_CHARS].lower()))
    headings = [line.text for line in whole if line.heading]
    above = _lines_above(whole, inside)
    near = {_key(text) for text in above[-_NEAR_LINES:]}
    candidates = list(dict.fromkeys([*metadata.titles, *headings, *above]))
    sites = {_key(name) for name in metadata.site_names}
    best: tuple[float, str] | None = None
    for candidate in candidates:
        key = _key(candidate)
        words = re.findall(r"\w+", candidate.lower())
        furniture = block(candidate).furniture
        if len(words) < _FEWEST_TITLE_WORDS or is_dateline(candidate) or is_path(candidate):
            continue
        if furniture is not None and furniture.role is not Role.LABEL:
            continue
        score = len(set(words) & lead) / len(set(words))
        score += _AGREED * any(key == _key(line.text) for line in whole)
        score += _HEADING * any(key == _key(text) for text in headings)
        score += _METADATA * any(key == _key(text) for text in metadata.titles)
        score += _NEAR * (key in near)
        score -= _SITE * (key in sites or names_agency(candidate))
        score -= _SHORT * (len(words) <= _FEWEST_TITLE_WORDS + 1)
        score -= _SHORT * (block(candidate).is_sentence or bool(_ENUMERATED.match(candidate)))
        if best is None or score > best[0]:
            best = score, candidate
    return unicodedata.normalize("NFC", best[1]) if best is not None and best[0] > _SHORT else None


def _lines_above(whole: Sequence[Line], inside: Sequence[Line]) -> list[str]:
    """Returns the lines right above the article, for pages whose title is no heading."""
    if not inside:
        return []
    texts = [line.text for line in whole]
    start = main_start(_blocks(inside))
    lead = inside[start].text if start < len(inside) else inside[0].text
    first = texts.index(lead) if lead in texts else 0
    return [
        text for text in texts[max(0, first - _TITLE_REACH) : first] if not block(text).is_sentence
    ]


def _dateline(whole: Sequence[Line], body: PageText) -> str | None:
    """Returns the dateline between the title and the text, outside the article's element."""
    key = _key(body.title)
    places = [i for i, line in enumerate(whole) if _key(line.text) == key]
    for place in places:
        for line in whole[place + 1 : place + 1 + _DATELINE_REACH]:
            if is_dateline(line.text):
                return line.text
    return None


def _key(text: str) -> str:
    return " ".join(re.findall(r"\w+", text.lower()))
