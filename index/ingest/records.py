"""One article as outside data states it, by key, to an `Article`: the JSON lines contract.

The same checks serve a line of .jsonl, an object of .json and the front matter of Markdown.
"""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from typing import Final

from index.errors import IngestError
from index.ingest.article_language import article_language
from index.ingest.datelines import day_of_dateline
from index.ingest.encoding import clean
from index.ingest.fields import LONGEST_NAME, LONGEST_TITLE, article_url, one_line, parse_day
from index.ingest.page import read_page
from index.ingest.published import find_published
from index.ingest.saved_text import made_title
from index.model import Article, Audience, DateOrigin, Language

# An article longer than this is no news item: a book, a log, an attack.
MOST_BYTES: Final = 2 * 1024 * 1024
_TITLE_LINE_WORDS: Final = 45


def too_large(size: int) -> IngestError:
    """Returns the fault of an item of `size` bytes."""
    return IngestError(f"{size / 1024 / 1024:.1f} MB, over the limit of 2 MB an article; split it")


def article_from_record(
    record: object, *, fallback_url: str | None = None, today: date | None = None
) -> Article:
    """Returns the article that `record`, an object of JSON, states.

    Keys: url, title, text or html, published, published_from, category, audience, language,
    source; others are let be. `fallback_url` stands in for a missing url.

    Raises:
        IngestError: a key is missing or wrong; the reason names it.
    """
    if not isinstance(record, Mapping):
        raise IngestError("not a JSON object; write one {...} for each article")
    text, page_title, page_url, dateline, page_day, page_category = _body(record)
    url = _text(record, "url") or page_url or fallback_url
    if url is None:
        raise IngestError("url: is missing")
    title = _text(record, "title") or page_title
    if title is None:
        title, text = _own_title(text)
    title = one_line(title, LONGEST_TITLE, "title")
    published, origin = _published(record)
    if published is None and page_day is not None:
        published, origin = page_day, DateOrigin.METADATA
    if published is None:
        published, origin = find_day(title, text, dateline, today=today)
    return Article(
        url=article_url(url),
        title=title,
        text=text,
        published=published,
        published_from=origin,
        category=_name(record, "category") or page_category,
        audience=_audience(record),
        language=_language(record) or article_language(f"{title}\n{text}"),
        source=_name(record, "source"),
    )


def find_day(
    title: str, text: str, dateline: str | None, *, today: date | None = None
) -> tuple[date | None, DateOrigin | None]:
    """Returns the published day and its origin: the page's dateline, else the text's words."""
    if dateline is not None:
        # A dateline that cannot be right: the text's own date is no better.
        day = day_of_dateline(dateline, today=today)
        return (day, DateOrigin.TEXT) if day else (None, None)
    return find_published(title, text, today=today) or (None, None)


def article_of_text(
    url: str, title: str, text: str, dateline: str | None = None, *, today: date | None = None
) -> Article:
    """Returns the article of a file that states nothing but its text.

    Raises:
        IngestError: there is no text in it.
    """
    if not text.strip():
        raise IngestError("empty: there is no text in it")
    whole_title = one_line(title or made_title(text), LONGEST_TITLE, "title")
    published, origin = find_day(whole_title, text, dateline, today=today)
    return Article(
        url=article_url(url),
        title=whole_title,
        text=text,
        published=published,
        published_from=origin,
        language=article_language(f"{whole_title}\n{text}"),
    )


def _body(
    record: Mapping[object, object],
) -> tuple[str, str | None, str | None, str | None, date | None, str | None]:
    """Returns text, title, url, dateline, day and category of the text or html of `record`."""
    text, page = _text(record, "text"), _text(record, "html")
    for value in (text, page):
        if value is not None and (size := len(value.encode("utf-8", "replace"))) > MOST_BYTES:
            raise too_large(size)
    if text is not None:
        lines = (" ".join(line.split()) for line in clean(text).split("\n"))
        plain = "\n".join(line for line in lines if line)
        if not plain:
            raise IngestError("text: is empty")
        return plain, None, None, None, None, None
    if page is None:
        raise IngestError("text: is missing; give text or html")
    try:
        read = read_page(clean(page))
    except IngestError as fault:
        raise IngestError(f"html: {fault}") from fault
    category = read.category and one_line(read.category[:LONGEST_NAME], LONGEST_NAME, "category")
    return read.text, read.title, read.url, read.dateline, read.published, category


def _own_title(text: str) -> tuple[str, str]:
    """Takes the first line for the title, or its first sentence where it is a paragraph."""
    first, _, rest = text.partition("\n")
    if rest.strip() and len(first.split()) <= _TITLE_LINE_WORDS and first[-1] not in ".;:,":
        return first, rest
    return made_title(first), text


def _text(record: Mapping[object, object], key: str) -> str | None:
    value = record.get(key)
    if value is None:
        return None
    if not isinstance(value, str):
        raise IngestError(f"{key}: must be text, not {_kind(value)}")
    if not value.strip():
        raise IngestError(f"{key}: is empty")
    return value


def _name(record: Mapping[object, object], key: str) -> str | None:
    value = record.get(key)
    if value is None or value == "":
        return None
    if not isinstance(value, str):
        raise IngestError(f"{key}: must be text, not {_kind(value)}")
    return one_line(value, LONGEST_NAME, key)


def _published(record: Mapping[object, object]) -> tuple[date | None, DateOrigin | None]:
    value = record.get("published")
    if value is None or value == "":
        return None, None
    if not isinstance(value, str):
        raise IngestError(f"published: must be text as YYYY-MM-DD, not {_kind(value)}")
    day = parse_day(value)
    origin = record.get("published_from")
    if origin is None:
        return day, DateOrigin.METADATA
    try:
        return day, DateOrigin(str(origin))
    except ValueError as fault:
        raise IngestError("published_from: must be metadata, text, inferred or null") from fault


def _audience(record: Mapping[object, object]) -> Audience:
    value = record.get("audience")
    if value is None:
        return Audience.PUBLIC
    try:
        return Audience(str(value))
    except ValueError as fault:
        raise IngestError("audience: must be public or staff") from fault


def _language(record: Mapping[object, object]) -> Language | None:
    value = record.get("language")
    if value is None:
        return None
    try:
        return Language(str(value))
    except ValueError as fault:
        raise IngestError("language: must be vi or en") from fault


def _kind(value: object) -> str:
    names = {bool: "true or false", int: "a number", float: "a number", list: "a list"}
    return names.get(type(value), "an object")
