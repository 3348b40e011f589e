"""From a path to a stream of articles: which files, and each file's articles or its fault.

Reads .jsonl, .json, .html, .htm, .txt, .md, .pdf and .docx; stores nothing. One bad item never
stops the rest: it comes out as a `Rejection` with its name and a reason a person can act on.
"""

from __future__ import annotations

import os
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import Final

from index.documents import MOST_BYTES as MOST_DOCUMENT_BYTES
from index.documents import read_document
from index.documents.old_fonts import to_unicode
from index.errors import IngestError
from index.ingest.document_article import article_of_document
from index.ingest.encoding import decode
from index.ingest.fields import file_url
from index.ingest.json_files import json_items, json_lines
from index.ingest.markdown import read_markdown
from index.ingest.page import read_page
from index.ingest.page_article import article_of_page
from index.ingest.records import (
    MOST_BYTES,
    article_from_record,
    article_of_text,
    too_large,
)
from index.ingest.saved_text import read_saved_text
from index.model import Article, Rejection

_LONGEST_NAME: Final = 200


@dataclass(frozen=True, slots=True)
class Found:
    """An article and the item it came from: "tin.html", or "news.jsonl:17" for a line."""

    article: Article
    item: str


def read_path(path: Path, *, today: date | None = None) -> Iterator[Found | Rejection]:
    """Yields the articles of the file or folder `path`, and what could not be read of it.

    A folder is walked in sorted order; hidden files and files of other kinds are passed
    over, links that lead out of it are not followed. Names are relative to the folder, or
    the name alone for a single file. `today` is the last day that a found date may have.
    Never raises for what it reads.
    """
    try:
        is_folder = path.is_dir()
        is_file = path.is_file()
    except (OSError, ValueError) as fault:
        yield Rejection(_shown(str(path)), _reason(fault))
        return
    if is_folder:
        yield from _read_folder(path, today)
    elif is_file:
        yield from _read_file(path, path.name, today)
    elif path.exists():
        yield Rejection(_shown(str(path)), "neither a file nor a folder")
    else:
        yield Rejection(_shown(str(path)), "no such file or folder; check the path")


def _read_folder(folder: Path, today: date | None) -> Iterator[Found | Rejection]:
    root = folder.resolve()
    faults: list[Rejection] = []
    for file in _walk(root, root, {root}, faults):
        yield from _read_file(file, file.relative_to(root).as_posix(), today)
        yield from faults
        faults.clear()
    yield from faults


def _walk(folder: Path, root: Path, seen: set[Path], faults: list[Rejection]) -> Iterator[Path]:
    """Yields the readable files below `folder`, each folder once, none outside `root`."""
    try:
        entries = sorted(folder.iterdir(), key=lambda entry: entry.name)
    except OSError as fault:
        faults.append(Rejection(_shown(folder.relative_to(root).as_posix()), _reason(fault)))
        return
    for entry in entries:
        if entry.name.startswith("."):
            continue
        try:
            target = entry.resolve()
            inside = target == root or root in target.parents
            if not inside:
                continue
            if entry.is_dir():
                if target not in seen:
                    seen.add(target)
                    yield from _walk(entry, root, seen, faults)
            elif entry.is_file() and entry.suffix.lower() in _READERS:
                yield entry
        except (OSError, RuntimeError) as fault:
            faults.append(Rejection(_shown(entry.relative_to(root).as_posix()), _reason(fault)))


def _read_file(path: Path, name: str, today: date | None) -> Iterator[Found | Rejection]:
    suffix = path.suffix.lower()
    reader = _READERS.get(suffix)
    if reader is None:
        yield Rejection(_shown(name), _unknown_kind(suffix))
        return
    try:
        yield from reader(path, name, today)
    except (IngestError, OSError) as fault:
        yield Rejection(_shown(name), _reason(fault))


def _read_lines(path: Path, name: str, today: date | None) -> Iterator[Found | Rejection]:
    empty = True
    for number, value in json_lines(path):
        empty = False
        yield _checked(f"{name}:{number}", value, None, today)
    if empty:
        raise IngestError("empty: there is no line in it")


def _read_json(path: Path, name: str, today: date | None) -> Iterator[Found | Rejection]:
    for number, value in json_items(path):
        if number is None:
            yield _checked(name, value, file_url(name), today)
        else:
            yield _checked(f"{name}#{number}", value, None, today)


def _checked(
    item: str, value: object, fallback_url: str | None, today: date | None
) -> Found | Rejection:
    shown = _shown(item)
    if isinstance(value, IngestError):
        return Rejection(shown, _reason(value))
    try:
        return Found(article_from_record(value, fallback_url=fallback_url, today=today), shown)
    except IngestError as fault:
        return Rejection(shown, _reason(fault))


def _read_html(path: Path, name: str, today: date | None) -> Iterator[Found | Rejection]:
    page = read_page(_text_of(path, html=True))
    article = article_of_page(page, page.url or file_url(name), today=today)
    yield Found(article, _shown(name))


def _read_text(path: Path, name: str, today: date | None) -> Iterator[Found | Rejection]:
    page = read_saved_text(to_unicode(_text_of(path)))
    article = article_of_text(file_url(name), page.title, page.text, page.dateline, today=today)
    yield Found(article, _shown(name))


def _read_document(path: Path, name: str, today: date | None) -> Iterator[Found | Rejection]:
    with path.open("rb") as file:
        data = file.read(MOST_DOCUMENT_BYTES + 1)
    document = read_document(data, name)
    article = article_of_document(document, file_url(name), name, today=today)
    yield Found(article, _shown(name))


def _read_markdown(path: Path, name: str, today: date | None) -> Iterator[Found | Rejection]:
    read = read_markdown(_text_of(path))
    fields = {**read.fields}
    fields.setdefault("published", fields.pop("date", None))
    record = {
        **{key: fields.get(key) for key in _FRONT_MATTER_KEYS},
        "title": fields.get("title") or read.title,
        "text": read.text or read.title or "",
    }
    if not record["text"]:
        raise IngestError("empty: there is no text in it")
    yield Found(article_from_record(record, fallback_url=file_url(name), today=today), _shown(name))


def _text_of(path: Path, *, html: bool = False) -> str:
    size = path.stat().st_size
    if size > MOST_BYTES:
        raise too_large(size)
    with path.open("rb") as file:
        data = file.read(MOST_BYTES + 1)
    if len(data) > MOST_BYTES:
        raise too_large(len(data))
    text = decode(data, html=html)
    if not text.strip():
        raise IngestError("empty: there is no text in it")
    return text


def _unknown_kind(suffix: str) -> str:
    known = " ".join(sorted(_READERS))
    return f"unknown kind of file {_shown(suffix) or '(no suffix)'}; known are {known}"


def _reason(fault: Exception) -> str:
    """Returns the fault in one line, without the paths that Python puts into it."""
    if isinstance(fault, OSError):
        return f"cannot be read: {(fault.strerror or type(fault).__name__).lower()}"
    return " ".join(str(fault).split())


def _shown(name: str) -> str:
    """Returns `name` fit for a report: one line, bounded, no control characters."""
    plain = "".join(
        c if c.isprintable() else "\ufffd" for c in os.fsencode(name).decode("utf-8", "replace")
    )
    return plain if len(plain) <= _LONGEST_NAME else f"…{plain[-_LONGEST_NAME:]}"


_FRONT_MATTER_KEYS: Final = ("url", "published", "category", "audience", "source", "language")
_Reader = Callable[[Path, str, date | None], Iterator[Found | Rejection]]
_READERS: Final[dict[str, _Reader]] = {
    ".jsonl": _read_lines,
    ".json": _read_json,
    ".html": _read_html,
    ".htm": _read_html,
    ".txt": _read_text,
    ".md": _read_markdown,
    ".pdf": _read_document,
    ".docx": _read_document,
    # Refused, each with what to do.
    ".doc": _read_document,
    ".rtf": _read_document,
    ".odt": _read_document,
}
