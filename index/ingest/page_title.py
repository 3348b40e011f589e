"""Which line of an HTML page is its article's title? Not the site's name, nor a box's."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Sequence
from typing import Final

from index.ingest.article_body import main_start
from index.ingest.blocks import block
from index.ingest.datelines import is_dateline
from index.ingest.dom_lines import Line, words_key
from index.ingest.furniture import Role
from index.ingest.headline import is_path, names_agency, reads_as_headline
from index.ingest.page_metadata import PageMetadata

_TITLE_REACH: Final = 12
_FEWEST_TITLE_WORDS: Final = 3
_LEAD_CHARS: Final = 3000
_ENUMERATED: Final = re.compile(r"(?:[A-ZĐa-zđ]|[IVX]+|\d{1,2})[.)/]\s")
_AGREED: Final = 0.5
_HEADING: Final = 0.4
_METADATA: Final = 0.3
_NEAR: Final = 0.3
_NEAR_LINES: Final = 4
_SITE: Final = 1.0
_SHORT: Final = 0.5
_BELOW: Final = 0.5
# A menu's word is a box's heading more often than a title.
_LABEL: Final = 0.2


def page_title(metadata: PageMetadata, whole: Sequence[Line], inside: Sequence[Line]) -> str | None:
    """Returns the article's title: what head, headings and text agree on, not the site's."""
    lead = set(re.findall(r"\w+", " ".join(line.text for line in inside)[:_LEAD_CHARS].lower()))
    headings = [line.text for line in whole if line.heading]
    above = _lines_above(whole, inside)
    below = _keys_below(inside) - {words_key(text) for text in (*metadata.titles, *above)}
    near = {words_key(text) for text in above[-_NEAR_LINES:]}
    candidates = list(dict.fromkeys([*metadata.titles, *headings, *above]))
    sites = {words_key(name) for name in metadata.site_names}
    best: tuple[float, str] | None = None
    for candidate in candidates:
        key = words_key(candidate)
        words = re.findall(r"\w+", candidate.lower())
        furniture = block(candidate).furniture
        if len(words) < _FEWEST_TITLE_WORDS or is_dateline(candidate) or is_path(candidate):
            continue
        if furniture is not None and furniture.role is not Role.LABEL:
            continue
        score = len(set(words) & lead) / len(set(words))
        score += _AGREED * any(key == words_key(line.text) for line in whole)
        score += _HEADING * any(key == words_key(text) for text in headings)
        score += _METADATA * any(key == words_key(text) for text in metadata.titles)
        score += _NEAR * (key in near)
        score -= _SITE * (key in sites or names_agency(candidate))
        score -= _LABEL * (furniture is not None) + _BELOW * (key in below)
        score -= _SHORT * (len(words) <= _FEWEST_TITLE_WORDS + 1)
        sentence = block(candidate).is_sentence and not reads_as_headline(candidate)
        score -= _SHORT * (sentence or bool(_ENUMERATED.match(candidate)))
        if best is None or score > best[0]:
            best = score, candidate
    return unicodedata.normalize("NFC", best[1]) if best is not None and best[0] > _SHORT else None


def _keys_below(inside: Sequence[Line]) -> set[str]:
    """Returns the keys of the lines below the first sentence: headings of parts."""
    start = main_start([block(line.text) for line in inside]) if inside else 0
    return {words_key(line.text) for line in inside[start + 1 :]}


def _lines_above(whole: Sequence[Line], inside: Sequence[Line]) -> list[str]:
    """Returns the lines right above the article, for pages whose title is no heading."""
    if not inside:
        return []
    texts = [line.text for line in whole]
    start = main_start([block(line.text) for line in inside])
    lead = inside[start].text if start < len(inside) else inside[0].text
    first = texts.index(lead) if lead in texts else 0
    # A title that asks reads as the first sentence.
    end = first + 1 if reads_as_headline(lead) else first
    above = texts[max(0, first - _TITLE_REACH) : end]
    return [text for text in above if not block(text).is_sentence or reads_as_headline(text)]
