"""Sources as data: the entries of a `sources.toml`, checked one by one."""

from __future__ import annotations

import tomllib
from collections.abc import Iterator, Mapping
from datetime import datetime
from pathlib import Path
from typing import Any, Final

from index.archive.archive import Archive
from index.archive.source_records import Source, SourceKind
from index.archive.sources import DEFAULT_EVERY
from index.errors import HoidapError, SourceError
from index.fetch.typed import normal_address
from index.model import Audience, Rejection

_KEYS: Final = frozenset({"name", "url", "kind", "category", "audience", "every"})
_OF_FILES: Final = (SourceKind.FOLDER, SourceKind.FILE)
# A longer one is no list of sources.
_MOST_BYTES: Final = 1_000_000


def load_sources(archive: Archive, file: Path, now: datetime) -> Iterator[Source | Rejection]:
    """Adds the sources that `file` lists; yields each, or why it was not added.

    One that is there already is passed over without a word. Paths of folders and files are
    relative to `file`.

    Raises:
        SourceError: the file cannot be read, or is no TOML with tables `[[source]]`.
    """
    known = {source.url for source in archive.sources.all()}
    for position, entry in enumerate(_entries(file), 1):
        name = entry.get("name")
        item = name if isinstance(name, str) and name else f"{file.name}: source {position}"
        try:
            kind, url = _place(entry, file)
            if url in known:
                continue
            yield _add(archive, entry, kind, url, now)
        except HoidapError as fault:
            yield Rejection(item, str(fault))


def _entries(file: Path) -> list[Mapping[str, Any]]:
    try:
        if file.stat().st_size > _MOST_BYTES:
            raise SourceError(f"{file} is too large for a list of sources")
        data = tomllib.loads(file.read_text(encoding="utf-8"))
    except OSError as fault:
        raise SourceError(f"{file} cannot be read: {fault.strerror or fault}") from None
    except (tomllib.TOMLDecodeError, UnicodeDecodeError) as fault:
        raise SourceError(f"{file} is no TOML: {fault}") from None
    entries = data.get("source", [])
    if set(data) - {"source"} or not isinstance(entries, list):
        raise SourceError(f"{file} may hold tables [[source]] and nothing else")
    if not all(isinstance(entry, dict) for entry in entries):
        raise SourceError(f"{file}: a source is a table [[source]] with name and url")
    return entries


def _place(entry: Mapping[str, Any], file: Path) -> tuple[SourceKind, str]:
    if unknown := sorted(set(entry) - _KEYS):
        raise SourceError(
            f"{unknown[0]!r} is no key of a source; known: {', '.join(sorted(_KEYS))}"
        )
    url = entry.get("url")
    if not isinstance(url, str) or not url.strip():
        raise SourceError('a source needs its address, as in url = "https://..."')
    try:
        kind = SourceKind(entry.get("kind", "site"))
    except ValueError:
        raise SourceError(f"kind is one of {', '.join(SourceKind)}") from None
    if kind in _OF_FILES:
        return kind, str((file.parent / url).resolve())
    return kind, normal_address(url)


def _add(
    archive: Archive, entry: Mapping[str, Any], kind: SourceKind, url: str, now: datetime
) -> Source:
    category, every = entry.get("category"), entry.get("every", DEFAULT_EVERY)
    if not isinstance(category, str | None) or type(every) is not int:
        raise SourceError("category is a text, every is a number of minutes")
    try:
        audience = Audience(entry.get("audience", "public"))
    except ValueError:
        raise SourceError(f"audience is one of {', '.join(Audience)}") from None
    name = entry.get("name")
    if not isinstance(name, str):
        raise SourceError('a source needs a name, as in name = "Sở Y tế"')
    return archive.sources.add(
        name, url, kind, now, category=category, audience=audience, every=every
    )
