"""The values that travel between the rooms: articles, questions, hits and answers.

Everything here is frozen and knows neither SQLite, nor an engine, nor Telegram.
"""

from __future__ import annotations

from index.model.answers import Answer, CuratedAnswer, Newer, Quote, Status, Step
from index.model.articles import Article, Audience, DateOrigin, Language, Role
from index.model.reports import IngestReport, ReindexReport, Rejection, Stats
from index.model.searches import Filters, Hit, SearchPage, Sort, Topic

__all__ = [
    "Answer",
    "Article",
    "Audience",
    "CuratedAnswer",
    "DateOrigin",
    "Filters",
    "Hit",
    "IngestReport",
    "Language",
    "Newer",
    "Quote",
    "ReindexReport",
    "Rejection",
    "Role",
    "SearchPage",
    "Sort",
    "Stats",
    "Status",
    "Step",
    "Topic",
]
