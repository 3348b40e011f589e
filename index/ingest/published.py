"""When was this published? The day that an article's own words tell, or None.

A wrong date on a government card is a wrong answer, so a date counts only where the text
uses it as the day of the event it reports ("Sáng ngày 25/3, Sở tổ chức ...") or as a
dateline ("Cập nhật: 15/3/2024 09:10"). Decision dates, deadlines, effective dates,
birthdays, anniversaries, periods and coming events are refused by the words around them,
and what cannot be told for sure is None.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from itertools import zip_longest
from typing import Final

from index.ingest.date_context import (
    comes_later,
    is_document_date,
    is_event,
    is_looking_back,
    is_refused,
    joined_range,
)
from index.ingest.datelines import VIETNAM, dateline_date, find_dateline, is_possible
from index.ingest.year_evidence import inferred_years
from index.language.dates import (
    DateMention,
    contradicts_weekday,
    exact_date,
    find_dates,
    find_year_spans,
)
from index.language.sentences import sentences
from index.model import DateOrigin

# The lead: a report names its day in its first sentences. Later ones tell of other days.
_LEAD_SENTENCES: Final = 3
_FIRST_SENTENCES: Final = 2
_LEAD_CHARS: Final = 1500
# Two events in one lead this far apart: nobody can tell which one is reported.
_ONE_EVENT: Final = timedelta(days=7)
# A lead that names a day so much later does not report the earlier one.
_STILL_NEWS: Final = timedelta(days=45)
_YEAR_END_FROM: Final = 10

_PLACE_BEFORE: Final = re.compile(r"(?:[A-ZĐÀ-Ỹ][\w.]*\s*){1,5},\s*ngày\s*")
_NUMBERED_DOCUMENT: Final = re.compile(r"^Số\s*:?\s*[\w.]*\d*/\S+", re.MULTILINE)


@dataclass(frozen=True, slots=True)
class _Candidate:
    day: date
    origin: DateOrigin


def find_published(
    title: str, text: str, *, today: date | None = None
) -> tuple[date, DateOrigin] | None:
    """Returns the day that `title` and `text` tell as published, and how it was found.

    `text` is the article without site furniture; a dateline may stand in its first lines.
    The origin is INFERRED where the year comes from other words than the date. None when
    there is no such day, when it is unsure, after `today` or before 1990.
    """
    now = today or datetime.now(VIETNAM).date()
    dateline = find_dateline(text.splitlines())
    if dateline is not None:
        day = dateline_date(dateline, today=now)
        # A dateline that cannot be right: the text's own date is no better.
        return (day, DateOrigin.TEXT) if day else None
    found = _event_day(title, text[:_LEAD_CHARS], now) or _signed_day(text, now)
    return (found.day, found.origin) if found else None


def _event_day(title: str, lead: str, today: date) -> _Candidate | None:
    found: list[_Candidate] = []
    for number, span in enumerate(sentences(lead)[:_LEAD_SENTENCES]):
        sentence = lead[span.start : span.end]
        if dateline_date(sentence, today=date.max) is not None:
            continue  # a dateline is judged as one, or heads a day of a timetable
        for mention, end in _mentions(sentence):
            before, after = sentence[: mention.start], sentence[end:]
            if mention.day is None or is_refused(before, after, several=bool(mention.first_day)):
                if comes_later(before, after) and number == 0:
                    return None  # the article announces; it reports nothing yet
                continue
            if not is_event(before, after, first=number < _FIRST_SENTENCES):
                continue
            candidate = _dated(mention, title, sentence, lead, today)
            if candidate is None:
                return None  # the day of the event, and we cannot tell which it is
            found.append(candidate)
    if not found or any(abs(c.day - found[0].day) > _ONE_EVENT for c in found):
        return None
    if _is_past_story(found[0].day, title, lead, today):
        return None
    return max(found, key=lambda candidate: candidate.day)


def _mentions(sentence: str) -> Iterator[tuple[DateMention, int]]:
    """Yields each date of `sentence` with its end; "12/5 đến 14/5/2021" is one of two days."""
    mentions = find_dates(sentence)
    skip = False
    for this, following in zip_longest(mentions, mentions[1:]):
        if skip:
            skip = False
            continue
        together = joined_range(sentence, this, following) if following else None
        if together is not None:
            skip = True
            yield together, together.end
        else:
            yield this, this.end


def _dated(
    mention: DateMention, title: str, sentence: str, lead: str, today: date
) -> _Candidate | None:
    if mention.year is not None:
        day = exact_date(mention)
        return (
            _Candidate(day, DateOrigin.TEXT) if day and is_possible(mention, day, today) else None
        )
    years = inferred_years(mention, title, sentence, lead)
    days = [exact_date(mention, year) for year in years]
    real = [day for day in days if day is not None]
    if len(real) > 1 and mention.weekday is not None:
        real = [day for day in real if not contradicts_weekday(mention, day)]
    if len(real) == 1 and is_possible(mention, real[0], today):
        return _Candidate(real[0], DateOrigin.INFERRED)
    return None


def _is_past_story(day: date, title: str, lead: str, today: date) -> bool:
    """Tells whether title or lead speak of a time well after `day`."""
    for mention in find_dates(lead):
        later = exact_date(mention)
        if later is None or not day + _STILL_NEWS < later <= today:
            continue
        before = lead[max(0, mention.start - 120) : mention.start]
        if not is_refused(before, lead[mention.end : mention.end + 80]):
            return True
    spans = find_year_spans(title)
    for mention in find_dates(title):
        in_span = any(s.start <= mention.start < s.end for s in spans)
        year = mention.year
        if year is None or in_span or is_looking_back(title[: mention.start]):
            continue
        next_year = year == day.year + 1 and day.month >= _YEAR_END_FROM
        if year > day.year and not next_year and year <= today.year:
            return True
    return False


def _signed_day(text: str, today: date) -> _Candidate | None:
    """Reads "Thanh Hóa, ngày 15 tháng 3 năm 2024" alone on a line: an announcement's own day.

    Not where the text is a numbered document: that day is a decision's.
    """
    if _NUMBERED_DOCUMENT.search(text) or is_document_date(text[:_LEAD_CHARS]):
        return None
    lines = [line.strip() for line in text.splitlines() if line.strip()]
    for line in (*lines[:2], *lines[-4:]):
        for mention in find_dates(line):
            day = exact_date(mention)
            alone = _PLACE_BEFORE.fullmatch(line[: mention.start]) and mention.end >= len(line) - 1
            if day and alone and is_possible(mention, day, today):
                return _Candidate(day, DateOrigin.TEXT)
    return None
