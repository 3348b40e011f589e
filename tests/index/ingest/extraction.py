"""Figures of an extraction against the truth beside a page: recall, furniture, title, date."""

from __future__ import annotations

import json
import re
import unicodedata
from collections import Counter
from dataclasses import dataclass
from datetime import date
from pathlib import Path

from index.ingest.read import Found, read_path

# The day on which the pages and leads were written: found dates lie before it.
TODAY = date(2026, 11, 22)


@dataclass(frozen=True)
class PageFigures:
    """How one page came out. `recall` and `furniture` are shares of words, 0 to 1."""

    name: str
    recall: float
    furniture: float
    title: str
    title_is_right: bool
    published: date | None
    published_is_right: bool
    lost: tuple[str, ...]
    extra: tuple[str, ...]


def words(text: str) -> Counter[str]:
    """Returns the words of `text` as a multiset, in NFC and lower case."""
    return Counter(re.findall(r"\w+", unicodedata.normalize("NFC", text).lower()))


def page_figures(page: Path) -> PageFigures:
    """Returns the figures of `page`, whose truth stands in NAME.expected.json beside it."""
    truth = json.loads(page.with_suffix(".expected.json").read_text("utf-8"))
    (found,) = read_path(page, today=TODAY)
    assert isinstance(found, Found), f"{page.name}: {found}"
    article = found.article
    stored, body, title = words(article.text), words(truth["body"]), words(truth["title"])
    extra = stored - body - title
    lost = body - stored
    published = date.fromisoformat(truth["published"]) if truth["published"] else None
    return PageFigures(
        name=page.name,
        recall=1 - lost.total() / body.total(),
        furniture=extra.total() / stored.total(),
        title=article.title,
        title_is_right=unicodedata.normalize("NFC", truth["title"]) == article.title,
        published=article.published,
        published_is_right=article.published == published,
        lost=tuple(lost),
        extra=tuple(extra),
    )
