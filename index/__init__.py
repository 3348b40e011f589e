"""Everything that knows articles. What `bot` uses of it is named here."""

from index.answer.identifiers import Hidden, hide_personal
from index.archive.archive import Archive
from index.archive.edits import LONGEST_TITLE, UNDO_FOR
from index.archive.source_records import LONGEST_CATEGORY, Source, SourceKind
from index.archive.versions import Version, Why
from index.assistant import Assistant
from index.ingest.fields import parse_day
from index.ingest.prepare import is_copy
from index.ingest.told import told_suffix
from index.language.lexicon import is_common_word
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
from index.search.export_xlsx import MOST_EXPORTED, HitHeadings, hits_xlsx

__all__ = [
    "LONGEST_CATEGORY",
    "LONGEST_TITLE",
    "MOST_EXPORTED",
    "UNDO_FOR",
    "Answer",
    "Archive",
    "Article",
    "Assistant",
    "Audience",
    "Filters",
    "Hidden",
    "Hit",
    "HitHeadings",
    "Language",
    "Quote",
    "ReindexReport",
    "Role",
    "SearchPage",
    "Sort",
    "Source",
    "SourceKind",
    "Stats",
    "Status",
    "Topic",
    "Version",
    "Why",
    "hide_personal",
    "hits_xlsx",
    "is_common_word",
    "is_copy",
    "parse_day",
    "told_suffix",
]
