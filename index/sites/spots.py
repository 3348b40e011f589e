"""Where an element stands in a page, in words that hold on other pages of the same site."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import lru_cache
from itertools import islice
from typing import Final

from index.ingest.dom import Element

# Steps up from an element that make up its spot.
_STEPS: Final = 4
_MOST_CLASSES: Final = 3
_LONGEST_NAME: Final = 60
_REMEMBERED: Final = 4096
_DIGITS: Final = re.compile(r"\d+")
_MOST_ELEMENTS: Final = 20_000
_MOST_SIBLINGS: Final = 100
# Elements of text that stand where they stand by the writer's choice.
_PASSED: Final = frozenset({"b", "strong", "i", "em", "u", "font", "br"})


class Spots:
    """The spots of a page's elements as they are now, each told once.

    A spot says where an element stands: its tag and names and those of what it stands in.
    Numbers in names are left out ("post-17" is "post-0"); an element without a name has its
    place among its like instead.
    """

    def __init__(self, root: Element) -> None:
        self.elements: list[Element] = list(elements(root))
        """The page's elements, as many as are looked at."""
        self._chains: dict[Element, tuple[str, ...]] = {}

    def of(self, element: Element) -> str:
        """Returns the spot of an element of the page."""
        return " < ".join(self._chain(element))

    def find(self, wanted: str) -> Element | None:
        """Returns the first element of the page that stands at the spot `wanted`, or None."""
        tag = re.split(r"[#.\[ ]", wanted, maxsplit=1)[0]
        if not tag:
            return None
        for element in self.elements:
            if element.tag == tag and self.of(element) == wanted:
                return element
        return None

    def names(self) -> frozenset[str]:
        """Returns the names of the elements, numbers left out: the marks of a template."""
        named = (e for e in self.elements if e.get("id") or e.get("class"))
        return frozenset(self._chain(e)[0] if self._chain(e) else _step(e) for e in named)

    def _chain(self, element: Element) -> tuple[str, ...]:
        """Returns the steps from an element up, those of `body` and above left out."""
        chain = self._chains.get(element)
        if chain is None:
            above = element.getparent()
            if element.tag in ("body", "html"):
                chain = ()
            else:
                further = () if above is None else self._chain(above)[: _STEPS - 1]
                chain = (_step(element), *further)
            self._chains[element] = chain
        return chain


def elements(root: Element) -> Iterator[Element]:
    """Yields the elements of a page's body, as many as are looked at."""
    for element in islice(root.iter(), _MOST_ELEMENTS):
        if isinstance(element.tag, str):
            yield element


def _step(element: Element) -> str:
    tag = str(element.tag)[:_LONGEST_NAME]
    own = _without_digits(element.get("id", "")[:_LONGEST_NAME])
    classes = sorted(element.get("class", "")[: _LONGEST_NAME * 4].split())[:_MOST_CLASSES]
    if own or classes:
        named = "".join(f".{_without_digits(c[:_LONGEST_NAME])}" for c in classes)
        return f"{tag}#{own}{named}" if own else f"{tag}{named}"
    if tag in _PASSED:
        return tag
    parent = element.getparent()
    before = islice(element.itersiblings(tag, preceding=True), _MOST_SIBLINGS)
    place = 0 if parent is None else sum(1 for _ in before)
    return f"{tag}[{place}]"


# The pages of a site name their elements alike.
@lru_cache(maxsize=_REMEMBERED)
def _without_digits(name: str) -> str:
    return _DIGITS.sub("0", name)
