"""From what a page says to an article: address, day and category checked."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, datetime

from index.ingest.datelines import VIETNAM
from index.ingest.page import Page
from index.ingest.records import article_from_record, find_day
from index.model import Article, DateOrigin


def article_of_page(page: Page, url: str, *, today: date | None = None) -> Article:
    """Returns the article of `page` with the address `url`.

    `today` is the last day that a date found in the text may have.

    Raises:
        IngestError: a value is no sound one.
    """
    told = _told_day(page, today)
    record = {
        "url": url,
        "title": page.title,
        "text": page.text,
        "category": page.category,
        # Where it is told, the text is not searched for it.
        "published": told[0].isoformat() if told and told[0] else None,
    }
    # A record's text loses its tabs, which keep the cells of a table apart.
    article = replace(article_from_record(record, today=today), text=page.text)
    if told is None:
        return article
    return replace(article, published=told[0], published_from=told[1])


def _told_day(page: Page, today: date | None) -> tuple[date | None, DateOrigin | None] | None:
    """Returns the day that the page tells beside its text; None where it tells nothing."""
    now = today or datetime.now(VIETNAM).date()
    # Nothing is published tomorrow: such a day is an event's, or a wrong clock's.
    if page.published is not None and page.published <= now:
        return page.published, DateOrigin.TEXT if page.is_shown else DateOrigin.METADATA
    if page.dateline is not None:
        return find_day(page.title, page.text, page.dateline, today=today)
    return None
