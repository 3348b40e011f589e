"""What a site's own pages teach of it, and how that helps to read the next one.

A portal's pages come from a few templates. Of each are remembered: the lines that stand at
the same place on most of its pages (furniture), which element holds the article, and where
its title, day and category stand. A profile is learnt from fetched article pages, kept as
JSON beside the source, and gives `Hints` for a page that is of one of its templates.
"""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import asdict, dataclass
from datetime import date
from typing import Any, Final

from index.errors import IngestError
from index.ingest.datelines import OLDEST
from index.ingest.dom import Element
from index.ingest.dom_lines import Line
from index.ingest.page import Hints
from index.language.dates import exact_date, find_dates
from index.sites.lines import digest, line_spots
from index.sites.spots import Spots

# So alike are two pages of one template: shared names of elements among all of both.
SAME_TEMPLATE: Final = 0.5
_LONGEST_TITLE: Final = 400
_LONGEST_CATEGORY: Final = 100
_FEWEST_TITLE_WORDS: Final = 3
_LONGEST_DATELINE: Final = 200
# A profile of more comes from somewhere else than from us.
_MOST_TEMPLATES: Final = 20
_MOST_ENTRIES: Final = 20_000


@dataclass(frozen=True, slots=True)
class Template:
    """One kind of article page of a site.

    `marks` are names of its elements, `furniture` digests of lines at their places
    (`index.sites.lines`), `container`, `title`, `published` and `category` are spots
    (`index.sites.spots`), None where the pages do not agree on one.
    """

    pages: int
    marks: frozenset[str]
    furniture: frozenset[str]
    container: str | None = None
    title: str | None = None
    published: str | None = None
    category: str | None = None
    trusts_metadata: bool = True


@dataclass(frozen=True, slots=True)
class SiteProfile:
    """What is known of a site; `documents` are keys of documents that most pages link to."""

    templates: tuple[Template, ...] = ()
    documents: frozenset[str] = frozenset()

    def template_of(self, spots: Spots) -> Template | None:
        """Returns the template that the page with these spots is of, or None."""
        if not self.templates:
            return None
        own = spots.names()
        best = max(self.templates, key=lambda t: alike(own, t.marks), default=None)
        return best if best is not None and alike(own, best.marks) >= SAME_TEMPLATE else None

    def joined(self, other: SiteProfile) -> SiteProfile:
        """Returns both profiles as one; of too many templates the oldest are forgotten."""
        templates = (*self.templates, *other.templates)[-_MOST_TEMPLATES:]
        return SiteProfile(templates, self.documents | other.documents)

    def hints(self, spots: Spots, template: Template | None) -> Hints:
        """Returns what `template`, its own, tells of a page that has its furniture yet."""
        if template is None:
            return Hints()
        places = line_spots(spots)

        def is_furniture(line: Line) -> bool:
            place = places.get(line.element)
            return place is not None and digest(place, line.text) in template.furniture

        title = _text_at(spots, template.title, _LONGEST_TITLE)
        return Hints(
            container=spots.find(template.container) if template.container else None,
            title=title if title and len(title.split()) >= _FEWEST_TITLE_WORDS else None,
            published=_day_at(spots, template.published),
            category=_text_at(spots, template.category, _LONGEST_CATEGORY),
            is_furniture=is_furniture,
            trusts_metadata=template.trusts_metadata,
        )

    def to_json(self) -> str:
        """Returns the profile as JSON, in a form that does not change without reason."""
        return json.dumps(asdict(self), default=sorted, ensure_ascii=False, sort_keys=True)

    @classmethod
    def from_json(cls, text: str) -> SiteProfile:
        """Returns the profile that `to_json` wrote.

        Raises:
            IngestError: it is none.
        """
        try:
            data = json.loads(text)
            templates = tuple(_template(t) for t in data["templates"][:_MOST_TEMPLATES])
            return cls(templates, _strings(data["documents"]))
        except (ValueError, KeyError, TypeError, AttributeError, RecursionError) as fault:
            raise IngestError("not a site's profile; learn it again") from fault


def alike(one: frozenset[str], other: frozenset[str]) -> float:
    """Returns how much two sets of names have in common: 0 to 1, 1 where both are empty."""
    every = len(one | other)
    return len(one & other) / every if every else 1.0


def day_in(text: str) -> date | None:
    """Returns the one day that a short text names, or None."""
    if len(text) > _LONGEST_DATELINE:
        return None
    days = {day for m in find_dates(text) if (day := exact_date(m)) and day >= OLDEST}
    return days.pop() if len(days) == 1 else None


def text_of(element: Element) -> str:
    """Returns the words of an element on one line, cut where no title goes on."""
    pieces: list[str] = []
    size = 0
    for piece in element.itertext():
        pieces.append(piece)
        size += len(piece)
        if size > _LONGEST_TITLE * 4:
            break
    return " ".join("".join(pieces).split())


def _text_at(spots: Spots, wanted: str | None, longest: int) -> str | None:
    element = spots.find(wanted) if wanted else None
    text = text_of(element) if element is not None else ""
    return text if 0 < len(text) <= longest else None


def _day_at(spots: Spots, wanted: str | None) -> date | None:
    element = spots.find(wanted) if wanted else None
    return day_in(text_of(element)) if element is not None else None


def _template(data: Mapping[str, Any]) -> Template:
    spots = {key: _optional(data[key]) for key in ("container", "title", "published", "category")}
    return Template(
        pages=int(data["pages"]),
        marks=_strings(data["marks"]),
        furniture=_strings(data["furniture"]),
        trusts_metadata=bool(data["trusts_metadata"]),
        **spots,
    )


def _strings(values: object) -> frozenset[str]:
    if not isinstance(values, list) or len(values) > _MOST_ENTRIES:
        raise TypeError("a list of strings is wanted")
    return frozenset(map(str, values))


def _optional(value: object) -> str | None:
    if value is not None and not isinstance(value, str):
        raise TypeError("a string or null is wanted")
    return value
