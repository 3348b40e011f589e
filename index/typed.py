"""What a typed search says, as values: words, filters, and what could not be read.

Values, no wording: what is shown of them is for who shows it. Everything here is frozen.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, timedelta
from enum import StrEnum

from index.model import Filters, SearchPage

_DECEMBER = 12


class Precision(StrEnum):
    """How exactly a day was named."""

    DAY = "day"
    MONTH = "month"
    YEAR = "year"


@dataclass(frozen=True, slots=True)
class Bound:
    """The first or last day of a period, and how it was named: "06/2022" is a month."""

    day: date
    precision: Precision


@dataclass(frozen=True, slots=True)
class TypedFilters:
    """What was read as filters; None means any. A category and a source have their full names."""

    date_from: Bound | None = None
    date_to: Bound | None = None
    category: str | None = None
    source: str | None = None

    @property
    def filters(self) -> Filters:
        """What the search is narrowed to."""
        return Filters(
            self.date_from.day if self.date_from is not None else None,
            self.date_to.day if self.date_to is not None else None,
            self.category,
            self.source,
        )

    @property
    def one(self) -> Precision | None:
        """What the period is, where it is one whole day, month or year; else None."""
        first, last = self.date_from, self.date_to
        if first is None or last is None or first.precision is not last.precision:
            return None
        whole = Bound(last_day(first.day, first.precision), first.precision) == last
        return first.precision if whole else None

    def __bool__(self) -> bool:
        """Whether anything is narrowed."""
        return self != TypedFilters()


class NoteKind(StrEnum):
    """What a person should be told of what they typed."""

    UNREADABLE_DATE = "unreadable_date"
    """No date, or one that no calendar has; it does not narrow."""
    SWAPPED_DATES = "swapped_dates"
    """The end came before the beginning; they were exchanged."""
    NEAREST_CATEGORY = "nearest_category"
    """No category is called so; the nearest was taken (`read`)."""
    UNKNOWN_CATEGORY = "unknown_category"
    """No category is called nearly so; what was typed is searched as words."""
    NEAREST_SOURCE = "nearest_source"
    UNKNOWN_SOURCE = "unknown_source"


@dataclass(frozen=True, slots=True)
class Note:
    """One thing that was not taken as it was typed."""

    kind: NoteKind
    typed: str
    read: str | None = None


@dataclass(frozen=True, slots=True)
class TypedSearch:
    """A typed search as read: the words that remain, the filters, and notes.

    `bare`: the period was written without a colon ("từ 1/2022 đến 6/2022"), so that it may
    have been meant as words. `other` is the other reading of such a period: with it among the
    words where it was taken as a filter, as a filter where it stayed among the words.
    """

    words: str
    filters: TypedFilters = TypedFilters()
    notes: tuple[Note, ...] = ()
    bare: bool = False
    other: TypedSearch | None = None


@dataclass(frozen=True, slots=True)
class TypedPage:
    """One page of a typed search, and how it was read.

    `other_total` is how many articles its other reading finds; None where it has none.
    """

    page: SearchPage
    read: TypedSearch
    other_total: int | None = None


def both_filters(given: Filters | None, typed: Filters) -> Filters:
    """Returns the filters of both; where both narrow the same thing, as `given`."""
    if given is None:
        return typed
    return Filters(
        given.date_from or typed.date_from,
        given.date_to or typed.date_to,
        given.category or typed.category,
        given.source or typed.source,
        given.category_id,
        given.source_id,
    )


def typed_text(words: str, filters: TypedFilters) -> str:
    """Returns words and filters as a person would type them; reading that gives them again.

    >>> typed_text("hội nghị", TypedFilters(Bound(date(2022, 1, 1), Precision.MONTH)))
    'hội nghị tu:01/2022'
    """
    parts = [words] if words else []
    for key, bound in (("tu", filters.date_from), ("den", filters.date_to)):
        if bound is not None:
            parts.append(f"{key}:{bound_text(bound)}")
    for key, name in (("muc", filters.category), ("nguon", filters.source)):
        if name is not None:
            quoted = name.replace('"', "'")
            parts.append(f'{key}:"{quoted}"')
    return " ".join(parts)


def bound_text(bound: Bound) -> str:
    """Returns a day as it was named: "03/04/2024", "04/2024" or "2024"."""
    day = bound.day
    whole = f"{day.month:02}/{day.year:04}"
    if bound.precision is Precision.YEAR:
        return f"{day.year:04}"
    return whole if bound.precision is Precision.MONTH else f"{day.day:02}/{whole}"


def last_day(first: date, precision: Precision) -> date:
    """Returns the last day of the day, month or year that begins at `first`."""
    if precision is Precision.DAY:
        return first
    if precision is Precision.YEAR:
        return date(first.year, _DECEMBER, 31)
    if first.month == _DECEMBER:
        return date(first.year, _DECEMBER, 31)
    return date(first.year, first.month + 1, 1) - timedelta(days=1)
