"""What the head of an HTML page says of its article: address, titles, date, category."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from typing import Final

from index.errors import IngestError
from index.ingest.dom import Element
from index.ingest.dom_lines import words_key
from index.ingest.fields import parse_day, web_address

_PUBLISHED_NAMES: Final = (
    "article:published_time",
    "og:article:published_time",
    "datepublished",
    "article.published",
    "publishdate",
    "pubdate",
    "publish-date",
    "published_time",
    "dc.date.issued",
    "dc.date",
    "dcterms.issued",
    "dcterms.created",
    "date",
)
_SECTION_NAMES: Final = ("article:section", "og:article:section", "articlesection")
_TITLE_PARTS: Final = re.compile(r"\s+[-–—|»·]\s+|\s*\|\s*")
# No head of a page needs more, and JSON of megabytes is an attack.
_MOST_JSON: Final = 1 << 18
_MOST_NODES: Final = 2000
_LONGEST_VALUE: Final = 1000

_TITLE_TAGS: Final = frozenset({"h1", "h2", "h3", "h4", "p", "div", "span", "td", "strong", "b"})
_CHANGED: Final = re.compile(r"\b(?:updated|modified|dateModified)\b")
# Elements between a title and the time that it was published at.
_TIME_REACH: Final = 25
_TIME_ABOVE: Final = 6


@dataclass(frozen=True, slots=True)
class PageMetadata:
    """The metadata of one page; `titles` are what may be its article's title, best first."""

    url: str | None
    titles: tuple[str, ...]
    site_names: tuple[str, ...]
    published: date | None
    category: str | None


def read_metadata(root: Element) -> PageMetadata:
    """Returns the metadata of the page `root`, before it is pruned."""
    values = _meta_values(root)
    linked = list(_linked_data(root))
    window = root.find(".//title")
    whole = _text(window) if window is not None else ""
    parts = [part for part in _TITLE_PARTS.split(whole) if part]
    headlines = [line for node in linked if isinstance(line := node.get("headline"), str)]
    headings = [_text(element) for element in root.iter("h1")]
    open_graph = values.get("og:title", "")
    titles = [open_graph, *headlines, values.get("twitter:title", ""), *headings, whole, *parts]
    # "Đại hội Chi đoàn - Sở Nội vụ": what follows the last dash is the site's.
    if len(parts) > 1:
        titles.append(whole.rsplit(parts[-1], 1)[0].rstrip(" -–—|»·"))
    if len(pieces := _TITLE_PARTS.split(open_graph)) > 1:
        titles.append(open_graph.rsplit(pieces[-1], 1)[0].rstrip(" -–—|»·"))
    return PageMetadata(
        url=_address(root, values),
        titles=tuple(
            dict.fromkeys(" ".join(t.split())[:_LONGEST_VALUE] for t in titles if t.strip())
        ),
        site_names=tuple(name for name in (values.get("og:site_name", ""), *parts[1:]) if name),
        published=_published(values, linked),
        category=next((values[name] for name in _SECTION_NAMES if values.get(name)), None),
    )


def _meta_values(root: Element) -> dict[str, str]:
    values: dict[str, str] = {}
    for meta in root.iter("meta"):
        name = meta.get("property") or meta.get("name") or meta.get("itemprop") or ""
        content = " ".join((meta.get("content") or "")[:_LONGEST_VALUE].split())
        if name and content:
            values.setdefault(name.lower()[:_LONGEST_VALUE], content)
    return values


def _address(root: Element, values: dict[str, str]) -> str | None:
    """Returns the canonical address, else og:url; only what is a whole web address."""
    canonical = [
        link.get("href") or ""
        for link in root.iter("link")
        if "canonical" in (link.get("rel") or "").lower().split()
    ]
    for candidate in (*canonical, values.get("og:url", "")):
        try:
            return web_address(candidate.strip())
        except IngestError:
            continue
    return None


def _published(values: dict[str, str], linked: list[dict[str, object]]) -> date | None:
    stated = [node.get("datePublished") for node in linked]
    for value in (*(values.get(name) for name in _PUBLISHED_NAMES), *stated):
        if isinstance(value, str):
            try:
                return parse_day(value)
            except IngestError:
                continue
    return None


def _linked_data(root: Element) -> Iterator[dict[str, object]]:
    """Yields the objects of the page's JSON-LD that describe an article."""
    for script in root.iter("script"):
        if (script.get("type") or "").strip().lower() != "application/ld+json":
            continue
        try:
            data = json.loads((script.text or "")[:_MOST_JSON])
        except (ValueError, RecursionError):
            continue
        waiting: list[object] = [data]
        for _ in range(_MOST_NODES):
            if not waiting:
                break
            node = waiting.pop()
            if isinstance(node, list):
                waiting.extend(node)
            elif isinstance(node, dict):
                if "Article" in str(node.get("@type")) or "BlogPosting" in str(node.get("@type")):
                    yield node
                waiting.extend(v for v in node.values() if isinstance(v, list | dict))


def _text(element: Element) -> str:
    return " ".join(" ".join(element.itertext()).split())


def time_near(root: Element, title: str) -> date | None:
    """Returns the day of the `<time>` nearest below the title, else right above it."""
    if root.find(".//time") is None:
        return None
    key = words_key(title)
    before: date | None = None
    titled = False
    distance = 0
    for element in root.iter():
        distance += 1
        if element.tag == "time" and not _is_of_change(element):
            day = _stated_day(element)
            if day is not None and titled:
                return day if distance <= _TIME_REACH else None
            before, distance = day, 0
        elif (
            not titled
            and element.tag in _TITLE_TAGS
            and words_key(" ".join(element.itertext())) == key
        ):
            titled = True
            if before is not None and distance <= _TIME_ABOVE:
                return before
            distance = 0
    return None


def _is_of_change(element: Element) -> bool:
    """Tells whether a `<time>` is that of the last change."""
    names = " ".join(element.get(key, "")[:_LONGEST_VALUE] for key in ("class", "itemprop"))
    parent = element.getparent()
    above = parent.get("class", "")[:_LONGEST_VALUE] if parent is not None else ""
    return bool(_CHANGED.search(f"{names} {above}")) and "published" not in names


def _stated_day(element: Element) -> date | None:
    for value in (element.get("datetime") or "", " ".join(element.itertext())):
        try:
            return parse_day(value)
        except IngestError:
            continue
    return None
