"""Which element of an HTML page holds the article? trafilatura finds it."""

from __future__ import annotations

import copy
from collections.abc import Sequence
from typing import Final

import trafilatura
from lxml import etree

from index.ingest.blocks import block
from index.ingest.dom import Element
from index.ingest.dom_lines import Line, words_key

# The article's element holds so much of what trafilatura found.
_CONTAINER_SHARE: Final = 0.95
# ... and a wider one is taken as long as it adds so much running text.
_WIDER_BY: Final = 1.25
_LINK_LINE: Final = 0.8
# trafilatura takes a minute for a row of 100,000 cells; no portal's page has so many elements.
_MOST_ELEMENTS: Final = 20_000


def find_container(root: Element, whole: Sequence[Line]) -> Element:
    """Returns the smallest element that holds nearly all sentences that trafilatura found."""
    found = _main_text(root)
    weights = [
        len(line.text) if line.linked < _LINK_LINE and words_key(line.text) in found else 0
        for line in whole
    ]
    total = sum(weights)
    if total == 0:
        return root
    held: dict[Element, int] = {}
    running: dict[Element, int] = {}
    for line, weight in zip(whole, weights, strict=True):
        sentence = (
            len(line.text) if line.linked < _LINK_LINE and block(line.text).is_sentence else 0
        )
        for element in (line.element, *line.element.iterancestors()):
            held[element] = held.get(element, 0) + weight
            running[element] = running.get(element, 0) + sentence
    enough = [element for element, weight in held.items() if weight >= total * _CONTAINER_SHARE]
    smallest = min(enough, key=lambda element: sum(1 for _ in element.iter()), default=root)
    best = smallest
    for element in smallest.iterancestors():
        if element.tag in ("body", "html"):
            break
        if running.get(element, 0) > running.get(best, 0) * _WIDER_BY:
            best = element
    return best


def _main_text(root: Element) -> str:
    """Returns the text of what trafilatura takes for the article, as one key."""
    if sum(1 for _ in zip(root.iter(), range(_MOST_ELEMENTS), strict=False)) >= _MOST_ELEMENTS:
        return ""
    try:
        document = trafilatura.bare_extraction(
            copy.deepcopy(root), include_comments=False, include_tables=True, with_metadata=False
        )
    except (RecursionError, ValueError, TypeError, AttributeError, etree.LxmlError):
        # trafilatura and its fallbacks give up on some broken trees; the whole page will do.
        return ""
    found = getattr(document, "text", None)
    return words_key(found) if isinstance(found, str) else ""
