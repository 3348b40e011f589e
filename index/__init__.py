"""Everything that knows articles. What `bot` uses of it is named here."""

from index.answer.identifiers import Hidden, hide_personal
from index.assistant import Assistant
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
    Stats,
    Status,
)

__all__ = [
    "Answer",
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
    "Stats",
    "Status",
    "hide_personal",
]
