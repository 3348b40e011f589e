"""From a PDF or DOCX that has been read to an article."""

from __future__ import annotations

import re
from dataclasses import replace
from datetime import date
from pathlib import PurePath

from index.documents import Document
from index.ingest.records import article_of_text
from index.model import Article, DateOrigin


def article_of_document(
    document: Document, url: str, name: str, *, today: date | None = None
) -> Article:
    """Returns the article of `document`, whose file is called `name`, with the address `url`.

    The day that its head states is when it was published, unless that is after `today`.

    Raises:
        IngestError: there is no text in it.
    """
    title = document.title or PurePath(name).stem
    begin = _end_of_title(document)
    article = article_of_text(url, title, document.text[begin:], today=today)
    article = replace(article, pages=tuple(max(0, page - begin) for page in document.pages))
    stated = document.published
    if stated is not None and (today is None or stated <= today):
        return replace(article, published=stated, published_from=DateOrigin.TEXT)
    return article


def _end_of_title(document: Document) -> int:
    """Returns where the text goes on after a title that it begins with, else 0.

    A title that stands under a letterhead stays in its place.
    """
    words = r"\s+".join(map(re.escape, document.title.split()))
    begin = re.match(rf"\s*{words}\s*\n\s*(?=\S)", document.text, re.IGNORECASE)
    return begin.end() if begin and words else 0
