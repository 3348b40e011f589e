"""The faults of hoidap, one tree.

HoidapError                 base: a message that says what, where and what to do
├── SettingError            a setting is missing or wrong; carries its name
├── IngestError             an item cannot be read; becomes a Rejection
├── ArchiveError            the archive cannot be used
│   ├── ArchiveBusyError    another process holds it longer than we wait
│   ├── ArchiveFullError    no room left on the disk
│   └── ArchiveDamagedError the file is no sound SQLite database
├── EngineError             the index cannot be used, even after a rebuild
├── UnknownArticleError     no article with that url
├── SourceError             a source cannot be kept so: name or address taken, out of bounds
├── UnknownSourceError      no such source
└── LimitError              more, or longer, than the archive keeps; carries the limit

"Nothing found" is not among them: it is a status (see `index.model.Status`).
"""

from __future__ import annotations


class HoidapError(Exception):
    """Base of all faults that a user can be told about."""


class SettingError(HoidapError):
    """A setting is missing or wrong; `name` is its name in the environment."""

    def __init__(self, name: str, problem: str) -> None:
        super().__init__(f"{name}: {problem} (see docs/settings.md#{name.lower()})")
        self.name = name


class IngestError(HoidapError):
    """An item cannot be taken in; its message is the reason in the report."""


class ArchiveError(HoidapError):
    """The archive cannot be used."""


class ArchiveBusyError(ArchiveError):
    """Another process holds the archive longer than we wait."""


class ArchiveFullError(ArchiveError):
    """There is no room left on the disk that holds the archive."""


class ArchiveDamagedError(ArchiveError):
    """The archive's file is not a sound SQLite database."""


class EngineError(HoidapError):
    """The index cannot be used, even after a rebuild."""


class UnknownArticleError(HoidapError):
    """No article with that url is in the archive."""


class SourceError(HoidapError):
    """A source cannot be kept as asked: its name or address is taken, or out of bounds."""


class UnknownSourceError(HoidapError):
    """No such source is in the archive."""


class LimitError(HoidapError):
    """More, or longer, than the archive keeps; `limit` is the number, 0 for what is empty."""

    def __init__(self, message: str, limit: int) -> None:
        super().__init__(message)
        self.limit = limit
