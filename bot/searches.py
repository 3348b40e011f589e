"""A search as the buttons below it know it: words, filters and order, kept in the archive.

The dates are kept as they were understood when the search was typed: "tháng trước" stays the
same month, however late somebody turns a page.
"""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from datetime import date
from typing import Any

from bot.callbacks import NO_QUERY, SEARCH
from bot.kept import kept_query
from bot.ports import AssistantPort
from index.model import Role, SearchPage, Sort
from index.typed import Bound, Precision, TypedFilters, TypedSearch


@dataclass(frozen=True, slots=True)
class Search:
    """What is searched and how the articles are sorted."""

    words: str
    filters: TypedFilters = field(default_factory=TypedFilters)
    sort: Sort = Sort.RELEVANCE

    @property
    def sortable(self) -> bool:
        """Whether there is another order: without words, all lists are the newest first."""
        return bool(self.words)

    def resorted(self) -> Search:
        """Returns the search in the other order."""
        other = Sort.DATE if self.sort is Sort.RELEVANCE else Sort.RELEVANCE
        return replace(self, sort=other)

    def page(self, assistant: AssistantPort, role: Role, limit: int, offset: int) -> SearchPage:
        """Returns a page of what `role` finds. Runs in the assistant's thread."""
        return assistant.search(
            self.words, filters=self.filters.filters, role=role,
            limit=limit, offset=offset, sort=self.sort,
        )  # fmt: skip


def search_of(read: TypedSearch) -> Search:
    """Returns a search as it was read."""
    return Search(read.words, read.filters)


def kept_search(assistant: AssistantPort, search: Search) -> str:
    """Returns the id under which a search is kept; see `kept_query`."""
    return kept_query(assistant, SEARCH, as_text(search))


def saved_search(assistant: AssistantPort, search_id: str) -> Search | None:
    """Returns a kept search; None when it has expired or was none. Raises ArchiveError."""
    if search_id == NO_QUERY:
        return None
    found = assistant.archive.chats.saved_query(search_id)
    return of_text(found[1]) if found is not None and found[0] == SEARCH else None


def as_text(search: Search) -> str:
    """Returns a search as JSON, the same for the same search.

    >>> as_text(Search("lúa", TypedFilters(category="Tin tức")))
    '{"words": "lúa", "category": "Tin tức"}'
    """
    filters = search.filters
    values = {
        "words": search.words,
        "from": _bound_value(filters.date_from),
        "to": _bound_value(filters.date_to),
        "category": filters.category,
        "source": filters.source,
        "sort": None if search.sort is Sort.RELEVANCE else search.sort.value,
    }
    return json.dumps({k: v for k, v in values.items() if v is not None}, ensure_ascii=False)


def of_text(text: str) -> Search | None:
    """Returns the search that `as_text` wrote; None for another text.

    >>> of_text(as_text(Search("lúa", sort=Sort.DATE))) == Search("lúa", sort=Sort.DATE)
    True
    >>> of_text("lúa") is None
    True
    """
    try:
        values = json.loads(text)
        filters = TypedFilters(
            _bound(values, "from"),
            _bound(values, "to"),
            values.get("category"),
            values.get("source"),
        )
        return Search(str(values["words"]), filters, Sort(values.get("sort", Sort.RELEVANCE)))
    except (ValueError, KeyError, TypeError, AttributeError):
        return None  # kept by an older version, which had no filters


def _bound_value(bound: Bound | None) -> list[str] | None:
    return [bound.day.isoformat(), bound.precision.value] if bound is not None else None


def _bound(values: Mapping[str, Any], key: str) -> Bound | None:
    if key not in values:
        return None
    day, precision = values[key]
    return Bound(date.fromisoformat(day), Precision(precision))
