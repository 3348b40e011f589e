"""The day that a list of news shows beside a link."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from datetime import date
from itertools import islice
from typing import Final

from index.errors import IngestError
from index.ingest.datelines import OLDEST
from index.ingest.dom import Element
from index.ingest.fields import parse_day
from index.language.dates import exact_date, find_dates
from index.sites.anchors import Anchor

# An item of a list is at most so far above its link, and so long.
_MOST_STEPS: Final = 6
_LONGEST_ITEM: Final = 1500
# The words of a dateline beside a title.
_LONGEST_DATELINE: Final = 60


def day_beside(anchor: Anchor, links: Mapping[Element, str]) -> date | None:
    """Returns the day in the item of `anchor`; `links` are the keys of all items' links.

    None where there is none, or more than one: then nobody can tell whose it is.
    """
    for item in _items(anchor, links):
        days = _stated(item) or _shown(item, anchor.text)
        if days:
            return days.pop() if len(days) == 1 else None
    return None


def _items(anchor: Anchor, links: Mapping[Element, str]) -> Iterator[Element]:
    """Yields the elements around a link that hold no other item's link, the smallest first."""
    own = links.get(anchor.element)
    for above in islice(anchor.element.iterancestors(), _MOST_STEPS):
        if above.tag in ("body", "html"):
            return
        if any(links.get(link, own) != own for link in above.iter("a")):
            return
        yield above


def _stated(item: Element) -> set[date]:
    days: set[date] = set()
    for element in item.iter("time"):
        try:
            days.add(parse_day((element.get("datetime") or "")[:_LONGEST_DATELINE]))
        except IngestError:
            continue
    return days


def _shown(item: Element, title: str) -> set[date]:
    days: set[date] = set()
    size = 0
    for piece in item.itertext():
        text = " ".join(piece.split())
        size += len(text)
        if size > _LONGEST_ITEM:
            break
        if not text or len(text) > _LONGEST_DATELINE or text in title:
            continue
        for mention in find_dates(text):
            day = exact_date(mention)
            if day is not None and day >= OLDEST:
                days.add(day)
    return days
