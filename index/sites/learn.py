"""Learns a site's profile from its article pages: what do most pages of a template share?"""

from __future__ import annotations

import copy
import re
from collections import Counter, defaultdict
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from typing import Final

from index.errors import IngestError
from index.ingest.datelines import day_of_dateline
from index.ingest.dom import Element, parse
from index.ingest.dom_lines import Line, lines
from index.ingest.page import Page, bare_page, read_bare
from index.ingest.page_metadata import read_metadata
from index.sites.addresses import address_key
from index.sites.anchors import anchors
from index.sites.kinds import PageKind, bare_kind
from index.sites.lines import digest, line_spots
from index.sites.profile import SAME_TEMPLATE, SiteProfile, Template, alike, day_in, text_of
from index.sites.signs import read_outside
from index.sites.spots import Spots

# A template is believed from so many pages on, and a place that so many of them share.
_FEWEST_PAGES: Final = 4
_MOST: Final = 0.6
# Places of titles, days and categories must agree with what single pages told on so many.
_AGREED: Final = 0.7
_HELD: Final = 0.95
_SAME_DAY: Final = 0.8
# More pages than these teach nothing new.
MOST_PAGES: Final = 60
_KEY: Final = re.compile(r"\w+")
_NO_PLACE: Final = frozenset({"html", "head", "body", "title", "script", "style", "a"})
_LONGEST_TEXT: Final = 300


@dataclass(frozen=True, slots=True)
class _Sample:
    """One article page, read without a profile."""

    lines: list[Line]
    spots: Spots
    names: frozenset[str]
    page: Page
    day: date | None
    stated: date | None
    documents: frozenset[str]


def learn_profile(
    pages: Iterable[tuple[str, str]], read: Mapping[str, Page] | None = None
) -> SiteProfile:
    """Returns what `pages`, each its address and its HTML (NFC), teach of their site.

    Pages that are no articles, and copies of one article, are passed over. Templates with
    fewer than four articles teach nothing. At most 60 pages are read; `read` has, by address,
    articles as they were read without a template, so that it is not done twice.
    """
    samples: dict[str, _Sample] = {}
    for url, text in pages:
        sample = _sample(url, text, (read or {}).get(url))
        if sample is not None:
            samples.setdefault(_plain(sample.page.title + sample.page.text[:_LONGEST_TEXT]), sample)
        if len(samples) >= MOST_PAGES:
            break
    groups: list[list[_Sample]] = []
    for sample in samples.values():
        near = next((g for g in groups if alike(g[0].names, sample.names) >= SAME_TEMPLATE), None)
        if near is None:
            groups.append([sample])
        else:
            near.append(sample)
    found = Counter(key for sample in samples.values() for key in sample.documents)
    common = frozenset(
        key for key, n in found.items() if n >= _FEWEST_PAGES and n >= len(samples) * _MOST
    )
    templates = tuple(_template(group) for group in groups if len(group) >= _FEWEST_PAGES)
    return SiteProfile(templates, common)


def _sample(url: str, text: str, page: Page | None) -> _Sample | None:
    try:
        root = parse(text)
        page = page or _article(root, url)
    except IngestError:
        return None
    if page is None:
        return None
    shown = day_of_dateline(page.dateline) if page.dateline else None
    documents = frozenset(address_key(a.url) for a in anchors(root, url, documents=True))
    spots = Spots(root)
    day, stated = page.published or shown, read_metadata(root).published
    return _Sample(lines(root), spots, spots.names(), page, day, stated, documents)


def _article(root: Element, url: str) -> Page | None:
    bare = bare_page(copy.deepcopy(root))
    verdict = bare_kind(read_outside(root), bare.lines, url)
    return read_bare(bare) if verdict.kind is PageKind.ARTICLE else None


def _template(group: list[_Sample]) -> Template:
    marks = Counter(name for sample in group for name in sample.names)
    places = Counter(place for sample in group for place in _line_digests(sample))
    enough = len(group) * _MOST
    furniture = frozenset(d for d, n in places.items() if n >= max(enough, _FEWEST_PAGES))
    return Template(
        pages=len(group),
        marks=frozenset(name for name, n in marks.items() if n >= enough),
        furniture=furniture,
        container=_agreed(group, lambda s: _containers(s, furniture)),
        title=_agreed(group, lambda s: _saying(s.spots, s.page.title)),
        published=_published(group),
        category=_agreed(group, lambda s: _saying(s.spots, s.page.category or "")),
        trusts_metadata=_trusts_metadata(group),
    )


def _line_digests(sample: _Sample) -> set[str]:
    places = line_spots(sample.spots)
    return {
        digest(places[line.element], line.text) for line in sample.lines if line.element in places
    }


def _agreed(group: list[_Sample], places: Callable[[_Sample], set[str]]) -> str | None:
    """Returns the spot that most samples give, the most telling of several, or None."""
    counts = Counter(place for sample in group for place in places(sample))
    if not counts:
        return None
    # Named elements first: "div.title" holds where the third paragraph does not.
    place, n = max(counts.items(), key=lambda item: (item[1], -item[0].count("["), item[0]))
    return place if n >= len(group) * _AGREED else None


def _saying(spots: Spots, wanted: str) -> set[str]:
    """Returns the spots whose first element on the page says `wanted` and nothing else."""
    key = _plain(wanted)
    seen: set[str] = set()
    found: set[str] = set()
    if not key:
        return found
    for element in spots.elements:
        if element.tag in _NO_PLACE and element.tag != "a":
            continue
        place = spots.of(element)
        if place not in seen and _plain(text_of(element)) == key:
            found.add(place)
        seen.add(place)
    return found


def _containers(sample: _Sample, furniture: frozenset[str]) -> set[str]:
    """Returns the spot of the smallest element that holds nearly all of the article's text."""
    wanted = {_plain(line) for line in sample.page.text.splitlines()}
    held: dict[Element, int] = defaultdict(int)
    total = 0
    places = line_spots(sample.spots)
    for line in sample.lines:
        common = digest(places.get(line.element, ""), line.text) in furniture
        if not common and _plain(line.text) in wanted:
            total += len(line.text)
            for element in (line.element, *line.element.iterancestors()):
                held[element] += len(line.text)
    enough = [e for e, n in held.items() if n >= total * _HELD and e.tag not in _NO_PLACE]
    smallest = min(enough, key=lambda e: sum(1 for _ in e.iter()), default=None)
    if smallest is None:
        return set()
    place = sample.spots.of(smallest)
    return {place} if sample.spots.find(place) is smallest else set()


def _published(group: list[_Sample]) -> str | None:
    """Returns the spot that shows the article's day: not the clock, which is one on all pages."""
    right: Counter[str] = Counter()
    wrong: Counter[str] = Counter()
    days: dict[str, set[date]] = defaultdict(set)
    for sample in group:
        seen: set[str] = set()
        for element in sample.spots.elements:
            if element.tag in _NO_PLACE:
                continue
            day = day_in(text_of(element)) if _may_show_day(element) else None
            place = sample.spots.of(element) if day else ""
            if day is None or place in seen:
                continue
            seen.add(place)
            days[place].add(day)
            if sample.day is not None:
                (right if day == sample.day else wrong)[place] += 1
    enough = len(group) * _AGREED
    fitting = [p for p, n in right.items() if n >= enough and wrong[p] <= n // 10]
    varied = [p for p in fitting if len(days[p]) > 1]
    return max(varied, key=lambda p: (right[p], -p.count("["), p), default=None)


def _may_show_day(element: Element) -> bool:
    """Tells whether an element is short and holds no paragraphs."""
    return sum(1 for _ in zip(element.iter(), range(8), strict=False)) < 8  # noqa: PLR2004


def _trusts_metadata(group: list[_Sample]) -> bool:
    """Tells whether the heads' days are the articles': a clock is the same on nearly all."""
    stated = [sample.stated for sample in group if sample.stated is not None]
    if len(stated) < _FEWEST_PAGES:
        return True
    most = Counter(stated).most_common(1)[0][1]
    return most < len(stated) * _SAME_DAY


def _plain(text: str) -> str:
    return " ".join(_KEY.findall(text.lower()))
