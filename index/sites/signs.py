"""The signs by which pages are told apart: items of a list, running text, forms, days."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from itertools import pairwise
from typing import Final

from index.ingest.article_body import is_cut_short
from index.ingest.blocks import block
from index.ingest.datelines import VIETNAM, dateline_date, is_dateline, is_labelled_dateline
from index.ingest.dom import Element
from index.ingest.dom_lines import Line
from index.language.dates import find_dates

FEWEST_ITEMS: Final = 3
"""Fewer linked titles make no list."""
_LINKED: Final = 0.6
_ITEM_WORDS: Final = 4
_OWN_TITLE_WORDS: Final = 6
# Lines that follow the title of an item: its day, its summary, a button.
_ITEM_LINES: Final = 4
_LONGEST_SUMMARY: Final = 110
_LONGEST_HEAD: Final = 200
_MOST_HEADS: Final = 12
_HEAD_WORDS: Final = 9
_FIRST_LINES: Final = 4
_CLOCK_OFF: Final = timedelta(days=1)
_TAIL: Final = re.compile(r"\s*[\[(]?\d{1,2}[/.-]\d{1,2}[/.-]\d{2,4}.{0,20}$")


@dataclass(frozen=True, slots=True)
class Signs:
    """What was counted on one page."""

    heads: tuple[str, ...]
    """The window's title and the headings, short ones."""
    first: tuple[str, ...]
    """The first short lines of its main part."""
    lines: tuple[str, ...]
    """The main part's lines that are no links, cut to some length."""
    own_title: bool
    """Whether a title that leads nowhere stands above a day: an article's."""
    items: int
    dated_items: int
    rich_items: int
    """Items with a day or a summary: a list of news; others may be a box beside a page."""
    inside: int
    """Words of the items of a list: their titles and summaries."""
    outside: int
    """Words of running text that belong to no item."""
    words: int
    has_date: bool
    password: bool
    search_box: bool


@dataclass(frozen=True, slots=True)
class Outside:
    """What a page's furniture tells: its headings, its forms, the day that its head states."""

    heads: tuple[str, ...]
    password: bool
    search_box: bool
    states_day: bool


def read_outside(root: Element) -> Outside:
    """Returns what the page `root` tells that has its furniture yet; it is not changed."""
    heads = [_short(e) for tag in ("title", "h1", "h2") for e in root.iter(tag)][:_MOST_HEADS]
    fields = [(e.get("type") or "text").lower() for e in root.iter("input")]
    return Outside(
        heads=tuple(head for head in heads if head),
        password="password" in fields,
        search_box=any(kind in ("text", "search") for kind in fields),
        states_day=_states_day(root),
    )


def read_signs(outside: Outside, bare: Sequence[Line]) -> Signs:
    """Returns the signs of a page: what its furniture told, and its lines without it."""
    found = _main(bare)
    weights = _weigh(found)
    return Signs(
        heads=outside.heads,
        first=_first(found),
        lines=tuple(t.text[:_LONGEST_HEAD] for t in found if t.linked < _LINKED),
        own_title=any(_is_own_title(*pair) for pair in pairwise(found)),
        items=weights.items,
        dated_items=weights.dated,
        rich_items=weights.rich,
        inside=weights.inside,
        outside=weights.outside,
        words=sum(len(line.text.split()) for line in found if line.linked < _LINKED),
        has_date=any(map(_dates_page, found)) or outside.states_day,
        password=outside.password,
        search_box=outside.search_box,
    )


def _main(bare: Sequence[Line]) -> list[Line]:
    """Returns the lines of a page up to its boxes of other news, without lines of furniture."""
    kept: list[Line] = []
    for line in bare:
        furniture = block(line.text).furniture
        if furniture is not None and furniture.kind == "related" and _sentences(kept):
            break
        if furniture is None or is_dateline(line.text):
            kept.append(line)
    return kept


def _sentences(found: Sequence[Line]) -> int:
    return sum(len(line.text.split()) for line in found if block(line.text).is_sentence)


@dataclass(slots=True)
class _Weights:
    items: int = 0
    dated: int = 0
    rich: int = 0
    inside: int = 0
    outside: int = 0


def _weigh(found: Sequence[Line]) -> _Weights:
    """Counts the items of a list, those with a day or a summary, and the words in and outside."""
    weights = _Weights()
    left = 0
    for place, line in enumerate(found):
        words = len(line.text.split())
        is_text = block(line.text).is_sentence or is_cut_short(line.text)
        if _is_item(line):
            weights.items += 1
            weights.inside += words
            left = _ITEM_LINES
            after = found[place + 1 : place + 3]
            around = [line, *found[max(0, place - 1) : place], *after]
            dated = any(is_dateline(b.text) or _TAIL.search(b.text) for b in around)
            unlinked = [b.text for b in after if b.linked < _LINKED]
            told = any(is_cut_short(text) or block(text).is_sentence for text in unlinked)
            weights.dated += dated
            weights.rich += dated or told
        elif left and words <= _LONGEST_SUMMARY:
            weights.inside += words
            # One paragraph is an item's summary; the next one is an article's.
            left = 0 if is_text else left - 1
        elif is_text or words > _LONGEST_SUMMARY:
            weights.outside += words
            left = 0
    return weights


def _is_item(line: Line) -> bool:
    """Tells whether a line is a linked title, with or without its day behind it."""
    title = _TAIL.sub("", line.text)
    linked = line.linked * len(line.text) / max(1, len(title))
    return linked >= _LINKED and len(title.split()) >= _ITEM_WORDS


def _is_own_title(line: Line, following: Line) -> bool:
    words = len(line.text.split())
    unlinked = line.linked < _LINKED and _OWN_TITLE_WORDS <= words <= _LONGEST_SUMMARY // 2
    return unlinked and not block(line.text).is_sentence and _dates_page(following)


def _dates_page(line: Line) -> bool:
    """Tells whether a line is a dateline and not the site's clock, which shows today."""
    if is_labelled_dateline(line.text):
        return True
    today = datetime.now(VIETNAM).date()
    day = dateline_date(line.text, today=today)
    return day is not None and today - day > _CLOCK_OFF


def _states_day(root: Element) -> bool:
    """Tells whether the page's head or a `<time>` in it names a day."""
    for meta in root.iter("meta"):
        name = (meta.get("property") or meta.get("name") or meta.get("itemprop") or "").lower()
        if "publish" in name and find_dates((meta.get("content") or "")[:_LONGEST_HEAD]):
            return True
    return any(element.get("datetime") for element in root.iter("time"))


def _first(found: Sequence[Line]) -> tuple[str, ...]:
    short = (line.text for line in found if line.linked < _LINKED)
    return tuple(text for text in short if len(text.split()) <= _HEAD_WORDS)[:_FIRST_LINES]


def _short(element: Element) -> str:
    return " ".join("".join(element.itertext()).split())[:_LONGEST_HEAD]
