"""Where an element stands in a page, in words that hold on other pages of the same site."""

from __future__ import annotations

import re
from collections.abc import Iterator
from itertools import islice
from typing import Final

from index.ingest.dom import Element

# Steps up from an element that make up its spot.
_STEPS: Final = 4
_MOST_CLASSES: Final = 3
_LONGEST_NAME: Final = 60
_DIGITS: Final = re.compile(r"\d+")
_MOST_ELEMENTS: Final = 20_000
_MOST_SIBLINGS: Final = 100
# Elements of text that stand where they stand by the writer's choice.
_PASSED: Final = frozenset({"b", "strong", "i", "em", "u", "font", "br"})


def spot(element: Element) -> str:
    """Returns where `element` stands: its tag and names and those of what it stands in.

    Numbers in names are left out ("post-17" is "post-0"); an element without a name has its
    place among its like instead.
    """
    steps: list[str] = []
    node: Element | None = element
    while node is not None and len(steps) < _STEPS and node.tag not in ("body", "html"):
        steps.append(_step(node))
        node = node.getparent()
    return " < ".join(steps)


def elements(root: Element) -> Iterator[Element]:
    """Yields the elements of a page's body, as many as are looked at."""
    for element, _ in zip(root.iter(), range(_MOST_ELEMENTS), strict=False):
        if isinstance(element.tag, str):
            yield element


def find_spot(root: Element, wanted: str) -> Element | None:
    """Returns the first element of the page that stands at the spot `wanted`, or None."""
    tag = re.split(r"[#.\[ ]", wanted, maxsplit=1)[0]
    if not tag:
        return None
    for element in elements(root):
        if element.tag == tag and spot(element) == wanted:
            return element
    return None


def names(root: Element) -> frozenset[str]:
    """Returns the names of a page's elements, numbers left out: the marks of its template."""
    return frozenset(_step(e) for e in elements(root) if e.get("id") or e.get("class"))


def _step(element: Element) -> str:
    tag = str(element.tag)[:_LONGEST_NAME]
    own = _DIGITS.sub("0", element.get("id", "")[:_LONGEST_NAME])
    classes = sorted(element.get("class", "")[: _LONGEST_NAME * 4].split())[:_MOST_CLASSES]
    if own or classes:
        named = "".join(f".{_DIGITS.sub('0', c[:_LONGEST_NAME])}" for c in classes)
        return f"{tag}#{own}{named}" if own else f"{tag}{named}"
    if tag in _PASSED:
        return tag
    parent = element.getparent()
    before = islice(element.itersiblings(tag, preceding=True), _MOST_SIBLINGS)
    place = 0 if parent is None else sum(1 for _ in before)
    return f"{tag}[{place}]"
