"""What reads the article of a page: ours, and those that it is measured beside.

readability-lxml comes with the extra `peers`; without it, it is left out.
"""

from __future__ import annotations

import importlib.util
from collections.abc import Callable
from dataclasses import dataclass
from datetime import date

import trafilatura

from index.ingest.dom import parse
from index.ingest.dom_lines import lines
from index.sites.profile import SiteProfile
from index.sites.reading import page_text, read_fetched


@dataclass(frozen=True)
class Extract:
    """What a reader took from one page."""

    title: str
    text: str
    published: date | None
    category: str | None


Reader = Callable[[bytes, str], Extract]


def ours(profile: SiteProfile | None) -> Reader:
    """Returns our own reader, with or without a site's profile."""

    def read(data: bytes, url: str) -> Extract:
        article = read_fetched(data, url, profile=profile).article
        if article is None:
            return Extract("", "", None, None)
        return Extract(article.title, article.text, article.published, article.category)

    return read


def trafilatura_alone(data: bytes, url: str) -> Extract:
    """Returns what trafilatura takes, with its own metadata."""
    found = trafilatura.bare_extraction(data, url=url, with_metadata=True, include_comments=False)
    if found is None or isinstance(found, dict):
        return Extract("", "", None, None)
    try:
        day = date.fromisoformat(found.date or "")
    except ValueError:
        day = None
    categories = found.categories or []
    return Extract(found.title or "", found.text or "", day, next(iter(categories), None))


def readability(data: bytes, url: str) -> Extract:
    """Returns what readability-lxml takes; it tells no day and no category."""
    from readability import Document

    found = Document(page_text(data))
    text = "\n".join(line.text for line in lines(parse(found.summary())))
    return Extract(found.short_title(), text, None, None)


def readers(profile: SiteProfile) -> dict[str, Reader]:
    """Returns the readers that are compared, by name."""
    found: dict[str, Reader] = {
        "hoidap, with the site's profile": ours(profile),
        "hoidap, without": ours(None),
        "trafilatura alone": trafilatura_alone,
    }
    if importlib.util.find_spec("readability"):
        found["readability-lxml"] = readability
    return found
