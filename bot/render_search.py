"""Results of a search: what was understood, a page of articles, and what can be done with them."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import Final

from bot.callbacks import MAX_OFFSET, NO_QUERY, SEARCH, Press
from bot.links import web_address
from bot.markup import MAX_MESSAGE_UNITS, cut, escape, one_line, shown_units
from bot.render_lists import PAGE_SIZE, hit_entry, navigation, source_label
from bot.reply import Button, PressButton, Reply, ShareButton
from bot.searches import Search
from bot.wording import Wording
from bot.wording_keys import TextKey
from index.model import Audience, Hit, SearchPage, Sort
from index.typed import Bound, Note, NoteKind, Precision, TypedFilters, bound_text

EXPORT: Final = "export"
"""Sends the list of a saved search as a spreadsheet; for staff."""

WORDS_UNITS: Final = 150
NAME_UNITS: Final = 60
TYPED_UNITS: Final = 60
NOTES_SHOWN: Final = 3
PLACES_SHOWN: Final = 2
"""Near-identical articles that are named; with them five hits stay below 100 entities."""
SNIPPET_UNITS: Final = (180, 120)
"""How long snippets may be: the first with which the page fits into a message."""
MOST_SHARED_UNITS: Final = 256
"""Telegram's limit of an inline query."""

_NOTES: Final[dict[NoteKind, TextKey]] = {
    NoteKind.UNREADABLE_DATE: "find.unreadable_date",
    NoteKind.SWAPPED_DATES: "find.swapped_dates",
    NoteKind.NEAREST_CATEGORY: "find.nearest_category",
    NoteKind.UNKNOWN_CATEGORY: "find.unknown_category",
    NoteKind.NEAREST_SOURCE: "find.nearest_source",
    NoteKind.UNKNOWN_SOURCE: "find.unknown_source",
}
_WHOLE: Final[dict[Precision, TextKey]] = {
    Precision.DAY: "find.period_day",
    Precision.MONTH: "find.period_month",
    Precision.YEAR: "find.period_year",
}


@dataclass(frozen=True, slots=True)
class OtherReading:
    """The other way to read a period without a colon: its saved search and what it finds."""

    search_id: str
    total: int
    narrows: bool


@dataclass(frozen=True, slots=True)
class Listing:
    """One page of a search, and what its buttons need.

    `exportable`: whoever sees it may have the list as a spreadsheet. `shareable`: the bot has
    inline mode. With `today` it is said how long ago an article was published.
    """

    search: Search
    page: SearchPage
    search_id: str
    resorted_id: str = NO_QUERY
    offset: int = 0
    notes: tuple[Note, ...] = ()
    other: OtherReading | None = None
    exportable: bool = False
    shareable: bool = False
    today: date | None = None


def search_reply(listing: Listing, words: Wording) -> Reply | None:
    """Renders a page of a search; None when it has no hit at this offset but others exist."""
    page = listing.page
    if page.total == 0:
        return Reply(_nothing(listing, words), _other_row(listing.other, words))
    shown = page.hits[:PAGE_SIZE]
    if not shown:
        return None
    rows = _rows(listing, shown, words)
    head = _head(listing, words)
    shared = any(isinstance(button, ShareButton) for row in rows for button in row)
    foot = [f"<i>{words.html('find.share_how')}</i>"] if shared else []
    for units in SNIPPET_UNITS:
        entries = [
            _entry(hit, number, words, units, listing.today)
            for number, hit in enumerate(shown, start=listing.offset + 1)
        ]
        html = "\n\n".join([head, *entries, *foot])
        if shown_units(html) <= MAX_MESSAGE_UNITS:
            break
    return Reply(html, rows)


def narrowed(filters: TypedFilters, words: Wording) -> str:
    """Says what a search is narrowed to: "từ 01/2022 đến 06/2022, chuyên mục “Tin tức”".

    Plain text, not escaped.
    """
    parts = [_period(filters, words)]
    if filters.category is not None:
        name = cut(one_line(filters.category), NAME_UNITS)
        parts.append(words.plain("find.category", name=name))
    if filters.source is not None:
        label = source_label(filters.source, "") or filters.source
        parts.append(words.plain("find.source", name=cut(one_line(label), NAME_UNITS)))
    return ", ".join(part for part in parts if part)


def shown_words(search: Search, page: SearchPage) -> str:
    """Returns the words as they were searched, on one line; empty where there are none."""
    return cut(one_line((page.searched_as if search.words else None) or search.words), WORDS_UNITS)


def share_query(hit: Hit) -> str | None:
    """Returns the inline query that finds an article again; None for one that may not be shared.

    That is its address, or its title where it has none.
    """
    if hit.audience is not Audience.PUBLIC:
        return None
    address = web_address(hit.url)
    if address is not None:
        return address if len(address) <= MOST_SHARED_UNITS else None
    return cut(one_line(hit.title), MOST_SHARED_UNITS).rstrip("…") or None


def _head(listing: Listing, words: Wording) -> str:
    search, page = listing.search, listing.page
    typed = shown_words(search, page)
    title = (
        words.count("search.found", page.total, words=typed)
        if typed
        else words.count("find.found_all", page.total)
    )
    pages = -(-page.total // PAGE_SIZE)
    if pages > 1:
        number = words.number(listing.offset // PAGE_SIZE + 1)
        title += f" – {words.html('search.page', page=number, pages=words.number(pages))}"
    details = []
    if filters := narrowed(search.filters, words):
        details.append(words.html("find.narrowed", filters=filters))
    if pages > 1 or search.sort is Sort.DATE:
        newest = search.sort is Sort.DATE or not search.sortable
        details.append(words.html("find.by_date" if newest else "find.by_relevance"))
    lines = [title, *([f"<i>{' · '.join(details)}</i>"] if details else [])]
    return "\n".join([*lines, *_notes(listing.notes, words)])


def _nothing(listing: Listing, words: Wording) -> str:
    search = listing.search
    typed = shown_words(search, listing.page)
    if not search.filters:
        return "\n".join([words.html("search.none", words=typed), *_notes(listing.notes, words)])
    first = words.html("find.none", words=typed) if typed else words.html("find.none_unfiltered")
    filters = words.html("find.narrowed", filters=narrowed(search.filters, words))
    lines = [first, f"<i>{filters}</i>", *_notes(listing.notes, words)]
    return "\n".join([*lines, words.html("find.try_wider")])


def _notes(notes: Sequence[Note], words: Wording) -> list[str]:
    lines = []
    for note in notes[:NOTES_SHOWN]:
        typed = cut(one_line(note.typed), TYPED_UNITS)
        read = cut(one_line(note.read or ""), NAME_UNITS)
        lines.append("⚠️ " + words.html(_NOTES[note.kind], typed=typed, read=read))
    return lines


def _entry(hit: Hit, number: int, words: Wording, units: int, today: date | None) -> str:
    entry = hit_entry(hit, number, words, units, today)
    also = _also_at(hit, words)
    return f"{entry}\n<i>{also}</i>" if also else entry


def _also_at(hit: Hit, words: Wording) -> str:
    """Names the sites of near-identical articles, with links; counts those that have no name."""
    named: list[str] = []
    for url in hit.also_at:
        label, address = source_label(None, url), web_address(url)
        if label and address and len(named) < PLACES_SHOWN:
            named.append(f'<a href="{escape(address)}">{escape(cut(label, NAME_UNITS))}</a>')
    if more := len(hit.also_at) - len(named):
        named.append(words.count("find.also_more", more))
    return f"{words.html('find.also_at')} {', '.join(named)}" if named else ""


def _rows(listing: Listing, shown: Sequence[Hit], words: Wording) -> tuple[tuple[Button, ...], ...]:
    search, offset = listing.search, listing.offset
    rows: list[tuple[Button, ...]] = []
    if listing.shareable:
        sharing = tuple(
            ShareButton(words.plain("find.button.share", number=number), query)
            for number, hit in enumerate(shown, start=offset + 1)
            if (query := share_query(hit)) is not None
        )
        rows += [sharing] if sharing else []
    if listing.search_id == NO_QUERY:
        return tuple(rows)
    rows += navigation(*_turning(listing, words))
    others: list[Button] = []
    if listing.resorted_id != NO_QUERY and listing.page.total > 1:
        by_date = search.sort is Sort.RELEVANCE
        label = words.plain("find.button.by_date" if by_date else "find.button.by_relevance")
        others.append(PressButton(label, Press(SEARCH, listing.resorted_id)))
    if listing.exportable:
        others.append(
            PressButton(words.plain("find.button.export"), Press(EXPORT, listing.search_id))
        )
    rows += [tuple(others)] if others else []
    return (*rows, *_other_row(listing.other, words))


def _turning(listing: Listing, words: Wording) -> tuple[PressButton | None, PressButton | None]:
    here, total, search_id = listing.offset, listing.page.total, listing.search_id
    back, on = max(here - PAGE_SIZE, 0), here + PAGE_SIZE
    previous = PressButton(words.plain("button.previous"), Press(SEARCH, search_id, back))
    following = PressButton(words.plain("button.next"), Press(SEARCH, search_id, on))
    return previous if here else None, following if on < total and on <= MAX_OFFSET else None


def _other_row(other: OtherReading | None, words: Wording) -> tuple[tuple[Button, ...], ...]:
    if other is None or other.search_id == NO_QUERY or not other.total:
        return ()
    key: TextKey = "find.button.as_period" if other.narrows else "find.button.as_words"
    label = words.plain(key, n=words.number(other.total))
    return ((PressButton(label, Press(SEARCH, other.search_id)),),)


def _period(filters: TypedFilters, words: Wording) -> str:
    first, last = filters.date_from, filters.date_to
    if (whole := filters.one) is not None and first is not None:
        return words.plain(_WHOLE[whole], period=_bound(first, words))
    if first is not None and last is not None:
        return words.plain("find.period", first=_bound(first, words), last=_bound(last, words))
    if first is not None:
        return words.plain("find.since", first=_bound(first, words))
    return words.plain("find.until", last=_bound(last, words)) if last is not None else ""


def _bound(bound: Bound, words: Wording) -> str:
    return words.date(bound.day) if bound.precision is Precision.DAY else bound_text(bound)
