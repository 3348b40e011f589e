"""Everything that knows articles. What `bot` uses of it is named here."""

from index.answer.identifiers import Hidden, hide_personal
from index.archive.archive import Archive
from index.assistant import Assistant
from index.ingest.prepare import is_copy
from index.model import (
    Answer,
    Article,
    Audience,
    Filters,
    Hit,
    Language,
    Quote,
    ReindexReport,
    Role,
    SearchPage,
    Sort,
    Stats,
    Status,
    Topic,
)

__all__ = [
    "Answer",
    "Archive",
    "Article",
    "Assistant",
    "Audience",
    "Filters",
    "Hidden",
    "Hit",
    "Language",
    "Quote",
    "ReindexReport",
    "Role",
    "SearchPage",
    "Sort",
    "Stats",
    "Status",
    "Topic",
    "hide_personal",
    "is_copy",
]
