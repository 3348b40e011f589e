"""Everything that knows articles. What `bot` uses of it is named here."""

from index.answer.curated import can_be_curated, same_as
from index.answer.identifiers import Hidden, hide_personal
from index.answer.small_talk import in_either_language
from index.answer.unanswered import Group, grouped
from index.archive.archive import Archive
from index.archive.curated import LONGEST_ANSWER
from index.archive.curated import LONGEST_QUESTION as LONGEST_CURATED_QUESTION
from index.archive.edits import LONGEST_TITLE, UNDO_FOR
from index.archive.follows import LONGEST_VALUE as LONGEST_FOLLOWED
from index.archive.follows import MOST_A_CHAT as MOST_FOLLOWED
from index.archive.handoffs import LONGEST_QUESTION as LONGEST_HANDOFF
from index.archive.handoffs import MOST_OPEN_A_PERSON
from index.archive.source_records import LONGEST_CATEGORY, Source, SourceKind
from index.archive.versions import Version, Why
from index.assistant import Assistant
from index.fetch.typed import normal_address
from index.follow.choices import Choice, choices, recent_news, times_a_week
from index.follow.lead import first_sentence
from index.follow.messages import Digest, Notice, news_of
from index.follow.news import MOST_NOTICES_A_DAY, ReadingRole, queue_digests, queue_news
from index.ingest.prepare import is_copy
from index.ingest.told import told_suffix
from index.language.detect import holds_vietnamese
from index.language.lexicon import is_common_word
from index.language.normalize import fold
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
from index.search.topics import Topics
from index.search.typed_dates import typed_day

__all__ = [
    "LONGEST_ANSWER",
    "LONGEST_CATEGORY",
    "LONGEST_CURATED_QUESTION",
    "LONGEST_FOLLOWED",
    "LONGEST_HANDOFF",
    "LONGEST_TITLE",
    "MOST_EXPORTED",
    "MOST_FOLLOWED",
    "MOST_NOTICES_A_DAY",
    "MOST_OPEN_A_PERSON",
    "UNDO_FOR",
    "Answer",
    "Archive",
    "Article",
    "Assistant",
    "Audience",
    "Choice",
    "Digest",
    "Filters",
    "Group",
    "Hidden",
    "Hit",
    "HitHeadings",
    "Language",
    "Notice",
    "Quote",
    "ReadingRole",
    "ReindexReport",
    "Role",
    "SearchPage",
    "Sort",
    "Source",
    "SourceKind",
    "Stats",
    "Status",
    "Topic",
    "Topics",
    "Version",
    "Why",
    "can_be_curated",
    "choices",
    "first_sentence",
    "fold",
    "grouped",
    "hide_personal",
    "hits_xlsx",
    "holds_vietnamese",
    "in_either_language",
    "is_common_word",
    "is_copy",
    "news_of",
    "normal_address",
    "queue_digests",
    "queue_news",
    "recent_news",
    "same_as",
    "times_a_week",
    "told_suffix",
    "typed_day",
]
