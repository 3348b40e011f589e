"""Filters in a typed search: "chuyển đổi số tu:01/2022 den:06/2022 muc:"Tin tức"".

What has a colon always filters; a period without one ("từ 1/2022 đến 6/2022") where it clearly
stands as a filter (`index.search.typed_periods`). In Vietnamese and English, in any case, with
or without marks, with spaces around the colon. What filters is taken out of the words.
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import date
from typing import Final

from index.language.normalize import fold, plain_punctuation
from index.search.topic_names import Names
from index.search.typed_dates import TypedDate, date_at, number_at
from index.search.typed_periods import bare_period
from index.search.typed_spans import Span, in_one_year
from index.typed import Note, NoteKind, TypedFilters, TypedSearch, bound_text

# Folded; of two that begin alike the longer first.
_FROM: Final = "tu ngay|tu thang|tu nam|tu|from date|from|since"
_TO: Final = (
    "den het ngay|den het|den ngay|den thang|den nam|den|toi ngay|toi|to date|to|until|till"
)
_AFTER: Final = "sau ngay|sau|after"
_BEFORE: Final = "truoc ngay|truoc|before"
_ON: Final = "thoi gian|trong|ngay|thang|quy|nam|date|on|month|year|quarter|in"
_CATEGORY: Final = "chuyen muc|chuyenmuc|danh muc|the loai|chu de|chude|muc|category|cat|topic"
_SOURCE: Final = "nguon tin|nguontin|nguon|source"
_KEY: Final = re.compile(
    rf"(?<![\w/.@=&?#:-])(?:(?P<from>{_FROM})|(?P<to>{_TO})|(?P<after>{_AFTER})|"
    rf"(?P<before>{_BEFORE})|(?P<on>{_ON})|(?P<category>{_CATEGORY})|(?P<source>{_SOURCE}))"
    r" ?[:\uff1a](?!//) ?"
)
_UNITS: Final = {"month": "thang", "year": "nam", "quarter": "quy"}
# What joins the two ends of a period behind one key: "tu: 1/2022 den 6/2022", "ngay:1/3-5/3/2024".
_JOINS: Final = re.compile(r" ?(?:-|\.\.+|~|,? (?:den het|den|toi|to|until) (?:ngay |het )?:?) ?")
_QUOTED: Final = re.compile(r"\"([^\"]*)(?:\"|$)|'([^']*)'")
_WORD: Final = re.compile(r"[^\s,;]+")
# The longest name without quotes, in words.
_MOST_WORDS: Final = 12
_UNKNOWN: Final = {"category": NoteKind.UNKNOWN_CATEGORY, "source": NoteKind.UNKNOWN_SOURCE}
_NEAREST: Final = {"category": NoteKind.NEAREST_CATEGORY, "source": NoteKind.NEAREST_SOURCE}
_STRAY: Final = re.compile(r"(?<!\S)[,;|&+]+(?!\S)")
# What asks for news at all: beside a filter they say nothing.
_FILLERS: Final = frozenset(
    ["tin", "tuc", "bai", "viet", "dang", "cac", "nhung", "moi", "nhat", "trong", "vao", "cua",
     "tat", "ca", "danh", "sach", "liet", "ke", "xem", "tim", "kiem", "cho", "toi", "ve", "news",
     "articles", "article", "posts", "the", "latest", "in", "on", "all", "show", "me", "of"]
)  # fmt: skip


def read_filters(
    typed: str,
    today: date,
    categories: Sequence[str] = (),
    sources: Sequence[str] = (),
    *,
    colon_only: bool = False,
) -> TypedSearch:
    """Returns a typed search as read. Any text is taken; nothing is raised.

    `categories` and `sources` are those that may be meant, the largest first. With
    `colon_only` a period without a colon stays among the words.
    """
    text = " ".join(plain_punctuation(typed).split())
    reading = _Reading(text, today, {"category": categories, "source": sources})
    reading.read_keys()
    words, filters = reading.left(), reading.filters()
    dated = filters.date_from is not None or filters.date_to is not None
    if not (colon_only or dated):
        return _with_period(words, filters, reading.notes, today)
    return _search(words, filters, reading.notes)


def _with_period(
    words: str, filters: TypedFilters, notes: Sequence[Note], today: date
) -> TypedSearch:
    """Returns the search with the period that stands in its words, as far as it is sure."""
    as_words = _search(words, filters, notes)
    period = bare_period(words, _aligned(words), today)
    if period is None:
        return as_words
    narrowed = replace(filters, date_from=period.date_from, date_to=period.date_to)
    rest = _tidy(f"{words[: period.start]} {words[period.end :]}")
    swapped = [*notes]
    if period.swapped:
        swapped.append(Note(NoteKind.SWAPPED_DATES, words[period.start : period.end]))
    as_filter = replace(_search(rest, narrowed, swapped), bare=True)
    if period.sure or not as_filter.words:
        return replace(as_filter, other=as_words)
    return replace(as_words, other=as_filter)


def _search(words: str, filters: TypedFilters, notes: Sequence[Note]) -> TypedSearch:
    said = {fold(word) for word in re.findall(r"\w+", words)}
    return TypedSearch("" if filters and said <= _FILLERS else words, filters, tuple(notes))


def _tidy(words: str) -> str:
    return " ".join(_STRAY.sub(" ", words).split()).strip(" ,;")


def _aligned(text: str) -> str:
    """Returns a text folded letter by letter, so that places in it are those of the text."""
    return "".join(folded if len(folded := fold(char)) == 1 else char for char in text)


@dataclass(slots=True)
class _Reading:
    """One text while its keys are read; the last of several keys of one kind counts."""

    text: str
    today: date
    names: Mapping[str, Sequence[str]]
    notes: list[Note] = field(default_factory=list)
    first: Span | None = None
    last: Span | None = None
    named: dict[str, str] = field(default_factory=dict)
    known: dict[str, Names] = field(default_factory=dict)
    cut: list[tuple[int, int]] = field(default_factory=list)

    def read_keys(self) -> None:
        """Reads every key with its value."""
        folded = _aligned(self.text)
        at = 0
        while (key := _KEY.search(folded, at)) is not None:
            kind = str(key.lastgroup)
            if kind in self.names:
                following = _KEY.search(folded, key.end())
                at = self._read_name(kind, key, following.start() if following else len(folded))
            else:
                at = self._read_date(kind, key, folded)

    def left(self) -> str:
        """Returns the text without what was read."""
        pieces, at = [], 0
        for start, end in self.cut:
            pieces.append(self.text[at:start])
            at = end
        return _tidy(" ".join([*pieces, self.text[at:]]))

    def filters(self) -> TypedFilters:
        """Returns what was read, the dates in order."""
        if self.first is not None and self.last is not None:
            first, last = in_one_year(self.first, self.last)
            if first.first > last.last:
                first, last = last, first
                said = f"{bound_text(last.begin)} - {bound_text(first.end)}"
                self.notes.append(Note(NoteKind.SWAPPED_DATES, said))
            self.first, self.last = first, last
        return TypedFilters(
            self.first.begin if self.first else None,
            self.last.end if self.last else None,
            self.named.get("category"),
            self.named.get("source"),
        )

    # --- dates --------------------------------------------------------------------------

    def _read_date(self, kind: str, key: re.Match[str], folded: str) -> int:
        """Reads the date behind a key; returns where to go on."""
        unit = key[kind].split()[-1]
        found = self._date(folded, key.end(), _UNITS.get(unit, unit))
        if found is None:
            return self._no_date(key)
        if found.span is None:
            self.notes.append(Note(NoteKind.UNREADABLE_DATE, self.text[key.end() : found.end]))
            self.cut.append((key.start(), found.end))
            return found.end
        end, last = found.end, found.span
        if kind in ("from", "on") and (join := _JOINS.match(folded, end)):
            joined = date_at(folded, join.end(), self.today)
            if joined is not None and joined.span is not None:
                end, last, kind = joined.end, joined.span, "on"
        self.cut.append((key.start(), end))
        if kind in ("from", "on", "after"):
            self.first = found.span.following() if kind == "after" else found.span
        if kind in ("to", "on", "before"):
            self.last = found.span.preceding() if kind == "before" else last
        return end

    def _date(self, folded: str, at: int, unit: str) -> TypedDate | None:
        named = number_at(folded, at, unit, self.today)
        if unit == "quy" and named is not None:  # "1/2024" is a month elsewhere
            return named
        return date_at(folded, at, self.today) or named

    def _no_date(self, key: re.Match[str]) -> int:
        """Leaves a key that no date stands behind: "tu:abc" with a word on it, else as words."""
        value = _WORD.match(self.text, key.end())
        if value is not None and " " not in key[0]:
            self.notes.append(Note(NoteKind.UNREADABLE_DATE, value[0]))
            self.cut.append((key.start(), key.end()))
        return key.end()

    # --- categories and sources ---------------------------------------------------------

    def _read_name(self, kind: str, key: re.Match[str], end: int) -> int:
        """Reads the name behind a key, in quotes or as many words as make one."""
        begin = key.end()
        if quoted := _QUOTED.match(self.text, begin):
            runs, ends = [quoted[1] or quoted[2] or ""], [quoted.end()]
        else:
            ends = self._name_ends(kind, begin, end)
            runs = [self.text[begin:stop] for stop in ends]
        if not any(run.strip() for run in runs):
            return begin
        found = self._known(kind).of(runs[::-1])
        if found is None:
            self.notes.append(Note(_UNKNOWN[kind], runs[-1]))
            self.cut.append((key.start(), begin))
            return begin
        stop = ends[runs.index(found.typed)]
        if not found.exact:
            self.notes.append(Note(_NEAREST[kind], found.typed, found.name))
        self.named[kind] = found.name
        self.cut.append((key.start(), stop))
        return stop

    def _known(self, kind: str) -> Names:
        if kind not in self.known:
            self.known[kind] = Names(self.names[kind])
        return self.known[kind]

    def _name_ends(self, kind: str, begin: int, end: int) -> list[int]:
        """Returns where a name without quotes may end: before a period, unless it is named so."""
        ends = _word_ends(self.text, begin, end)
        if any(self._known(kind).exact(self.text[begin:stop]) for stop in ends):
            return ends
        rest = self.text[begin:end]
        period = bare_period(rest, _aligned(rest), self.today)
        return [stop for stop in ends if period is None or stop <= begin + period.start]


def _word_ends(text: str, begin: int, end: int) -> list[int]:
    """Returns where the words of a piece of text end, up to a comma."""
    ends: list[int] = []
    at = begin
    while len(ends) < _MOST_WORDS and (word := _WORD.match(text, at, end)) is not None:
        ends.append(word.end())
        at = word.end() + 1 if text.startswith(" ", word.end()) else end
    return ends
