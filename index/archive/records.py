"""Articles as rows of the archive, and back."""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date
from hashlib import blake2b
from typing import Any, Final

from index.model import Article, Audience, DateOrigin, Language

# Rows of articles that are in the answers: not taken out, and no copy of another.
LIVE: Final = "removed_at IS NULL AND duplicate_of IS NULL"


@dataclass(frozen=True, slots=True)
class StoredPassage:
    """A passage: its id, its place in the article's text, and the key of its words."""

    id: int
    start: int
    end: int
    digest: str


@dataclass(frozen=True, slots=True)
class StoredArticle:
    """An article as it lies in the archive."""

    id: int
    article: Article
    digest: str
    passages: tuple[StoredPassage, ...]


def article_row(article: Article) -> dict[str, Any]:
    """Returns the article as a flat mapping of JSON values, the keys of `show --json`.

    `pages`, where the pages of a document begin, is there only when the article has them.
    """
    row: dict[str, Any] = {
        "url": article.url,
        "title": article.title,
        "published": article.published.isoformat() if article.published else None,
        "published_from": article.published_from.value if article.published_from else None,
        "category": article.category,
        "audience": article.audience.value,
        "language": article.language.value,
        "source": article.source,
        "text": article.text,
    }
    if article.pages:
        row["pages"] = list(article.pages)
    return row


def article_columns(article: Article) -> dict[str, Any]:
    """Returns the article as columns of the table `articles`."""
    return article_row(article) | {"pages": pages_text(article.pages)}


def pages_text(pages: Sequence[int]) -> str | None:
    """Returns the offsets at which pages begin as they are kept, None when there are none."""
    return json.dumps(list(pages)) if pages else None


def article_from_row(row: Mapping[str, Any]) -> Article:
    """Returns the article that `article_columns` made the row of."""
    return Article(
        url=row["url"],
        title=row["title"],
        text=row["text"],
        published=date.fromisoformat(row["published"]) if row["published"] else None,
        published_from=DateOrigin(row["published_from"]) if row["published_from"] else None,
        category=row["category"],
        audience=Audience(row["audience"]),
        language=Language(row["language"]),
        source=row["source"],
        pages=tuple(json.loads(row["pages"])) if row["pages"] else (),
    )


def article_digest(article: Article) -> str:
    """Returns a digest of everything a person can see or search of the article.

    Where pages begin is not part of it: it follows from the text and how a document is read.
    """
    row = article_row(replace(article, pages=()))
    canonical = json.dumps(row, ensure_ascii=False, sort_keys=True)
    return blake2b(canonical.encode(), digest_size=16).hexdigest()
