"""Categories and sources, counted for those who may read their articles."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from hashlib import blake2b

from index.archive.archive import Archive
from index.archive.reading import Counted
from index.model import Filters, Role, Topic


class Topics:
    """The categories and sources of one archive, counted anew when it has changed."""

    def __init__(self, archive: Archive) -> None:
        self._archive = archive
        self._changed = -1
        self._known: dict[tuple[Counted, Role], tuple[Topic, ...]] = {}

    def of(self, column: Counted, role: Role) -> Sequence[Topic]:
        """Returns the categories or sources with articles that `role` may read.

        The one with most articles first. Near-identical articles count once.
        """
        changed = self._archive.last_change()
        if changed != self._changed:
            self._known.clear()
            self._changed = changed
        if (column, role) not in self._known:
            self._known[column, role] = _topics(self._archive.counted(column, role.audiences))
        return self._known[column, role]

    def named(self, filters: Filters, role: Role) -> Filters | None:
        """Returns `filters` with names for ids; None where `role` sees none of that id."""
        if filters.category_id is not None:
            category = self._name("category", filters.category_id, role)
            if category is None:
                return None
            filters = replace(filters, category=category, category_id=None)
        if filters.source_id is not None:
            source = self._name("source", filters.source_id, role)
            if source is None:
                return None
            filters = replace(filters, source=source, source_id=None)
        return filters

    def _name(self, column: Counted, topic_id: str, role: Role) -> str | None:
        found = (topic.name for topic in self.of(column, role) if topic.id == topic_id)
        return next(found, None)


def _topics(counted: dict[str, int]) -> tuple[Topic, ...]:
    """Returns the topics; one written in several ways has the name of most articles."""
    topics: dict[str, Topic] = {}
    for name, articles in counted.items():
        key = name.casefold()
        known = topics.get(key)
        topics[key] = (
            Topic(_id(key), name, articles)
            if known is None
            else replace(known, articles=known.articles + articles)
        )
    return tuple(sorted(topics.values(), key=lambda topic: (-topic.articles, topic.name)))


def _id(key: str) -> str:
    return blake2b(key.encode("utf-8", "replace"), digest_size=6).hexdigest()
