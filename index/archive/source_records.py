"""Sources as values, as rows of the archive, and the bounds that what people give is held to."""

from __future__ import annotations

import json
import unicodedata
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import asdict, dataclass
from datetime import UTC, datetime
from enum import StrEnum
from pathlib import Path
from typing import Any, Final

from sqlite_utils import Database

from index.archive.database import writing
from index.errors import SourceError, UnknownSourceError
from index.model import Audience

LONGEST_NAME: Final = 80
# What browsers and servers take.
LONGEST_URL: Final = 2_048
LONGEST_CATEGORY: Final = 100
LONGEST_REASON: Final = 500
# Minutes. More often is impolite; a source that is looked at once in a quarter is still one.
SHORTEST_EVERY: Final = 5
LONGEST_EVERY: Final = 92 * 24 * 60


class SourceKind(StrEnum):
    """What stands at a source's address."""

    SITE = "site"
    LISTING = "listing"
    FEED = "feed"
    SITEMAP = "sitemap"
    FOLDER = "folder"
    FILE = "file"


@dataclass(frozen=True, slots=True)
class RunResult:
    """What a run did, in numbers of articles; `rejected` counts addresses."""

    created: int = 0
    updated: int = 0
    unchanged: int = 0
    removed: int = 0
    rejected: int = 0


@dataclass(frozen=True, slots=True)
class Source:
    """Where articles come from, and how its runs went. Times are in UTC."""

    id: int
    name: str
    """Unique without regard to case; `Article.source` of what comes from it."""
    url: str
    """Unique: the address, or the path of a folder or file."""
    kind: SourceKind
    category: str | None
    """The category of its articles that name none."""
    audience: Audience
    every: int
    """Minutes from the end of one run to the next."""
    paused: bool
    added_at: datetime
    added_by: str
    last_run_at: datetime | None
    """When the last run ended, well or not."""
    last_result: RunResult | None
    """Of the last run that did not fail."""
    failures: int
    """How many runs in a row have failed; 0 when the last one went well."""
    failure: str | None
    """Why the last run failed; None when it went well."""
    reported: bool
    """Whether admins were told of the present failures."""
    next_run_at: datetime | None
    """None: at once."""
    profile: str | None
    """What was learnt from its pages, as JSON text."""


def source_from_row(row: Mapping[str, Any]) -> Source:
    """Returns the source that a row of `sources` holds."""
    return Source(
        id=int(row["id"]),
        name=row["name"],
        url=row["url"],
        kind=SourceKind(row["kind"]),
        category=row["category"],
        audience=Audience(row["audience"]),
        every=int(row["every"]),
        paused=bool(row["paused"]),
        added_at=moment(row["added_at"]),
        added_by=row["added_by"],
        last_run_at=moment(row["last_run_at"]) if row["last_run_at"] else None,
        last_result=RunResult(**json.loads(row["last_result"])) if row["last_result"] else None,
        failures=int(row["failures"]),
        failure=row["failure"],
        reported=bool(row["reported"]),
        next_run_at=moment(row["next_run_at"]) if row["next_run_at"] else None,
        profile=row["profile"],
    )


def result_text(result: RunResult) -> str:
    """Returns a result as it is kept."""
    return json.dumps(asdict(result))


def stamp(time: datetime) -> str:
    """Returns a time with its zone as it is kept: ISO 8601 in UTC, to the second."""
    return time.astimezone(UTC).isoformat(timespec="seconds")


def moment(text: str) -> datetime:
    """Returns the time that `stamp` wrote."""
    return datetime.fromisoformat(text)


def name_key(name: str) -> str:
    """Returns a source's name as names are compared: forms, spaces and case do not matter."""
    return unicodedata.normalize("NFC", " ".join(name.split()).casefold())


def checked_name(name: str) -> str:
    """Returns a name as it is kept. Raises SourceError when it cannot be one."""
    shown = unicodedata.normalize("NFC", " ".join(name.split()))
    if not shown or not shown.isprintable():
        raise SourceError("a source needs a name of letters, digits and signs")
    return checked_length("name of a source", shown, LONGEST_NAME)


def checked_length(what: str, text: str, longest: int) -> str:
    """Returns `text`. Raises SourceError when it is longer than `longest` code points."""
    if len(text) > longest:
        raise SourceError(f"the {what} is longer than {longest} characters; give a shorter one")
    return text


@contextmanager
def writing_of(db: Database, path: Path, source_id: int) -> Iterator[None]:
    """One write transaction on a source; raises UnknownSourceError when it is not there."""
    with writing(db, path):
        if db.execute("SELECT 1 FROM sources WHERE id = ?", [source_id]).fetchone() is None:
            raise UnknownSourceError(
                f"no source has the number {source_id}; it was removed in the meantime, or never "
                "was: see `hoidap source list`"
            )
        yield
