"""In which section of its site does a page stand? What the page itself says of it.

Links that are marked as a category, microdata, "Chuyên mục: ...", and the breadcrumb, in this
order; the name of the start page and the page's own title are no category.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator
from typing import Final

from index.ingest.dom import Element

_MOST_WORDS: Final = 12
_LONGEST: Final = 200
_MOST_STEPS: Final = 10
# Elements of a page that are looked at: hostile pages have millions.
_MOST_ELEMENTS: Final = 20_000
_NAME_PARTS: Final = re.compile(r"[a-z]+", re.IGNORECASE)
_HOME: Final = re.compile(
    r"trang chủ|trang nhất|home|homepage|home page|bạn đang ở(?: đây)?|you are here|đầu trang",
    re.IGNORECASE,
)
_LABEL: Final = re.compile(
    r"^\s*(?:chuyên mục|danh mục|thuộc mục|chủ đề|category|section)\s*:\s*(?P<name>\S.*)$", re.I
)
_TRAIL_NAMES: Final = frozenset(
    ["breadcrumb", "breadcrumbs", "duongdan", "pathway", "crumbs", "crumb", "trail", "sitemappath"]
)
_DIVIDER: Final = re.compile(r"\s*[»›>/|→]\s*")
_TEXT_TAGS: Final = frozenset({"p", "div", "span", "td", "dd", "li", "b", "strong"})


def page_category(root: Element) -> str | None:
    """Returns the section that the page `root` names as its own, or None."""
    elements = [e for e, _ in zip(root.iter(), range(_MOST_ELEMENTS), strict=False)]
    elements = [e for e in elements if isinstance(e.tag, str)]
    titles = {_text(e).lower() for e in elements if e.tag in ("title", "h1", "h2")}
    for finder in (_marked, _labelled, _trails):
        for name in finder(elements):
            plain = name.strip(" »›>/|-–:")
            if plain and not _HOME.fullmatch(plain) and len(plain.split()) <= _MOST_WORDS:
                if finder is _trails and plain.lower() in titles and not _is_own(plain, elements):
                    continue
                return unicodedata.normalize("NFC", plain[:_LONGEST])
    return None


def _is_own(name: str, elements: list[Element]) -> bool:
    """Tells whether a section's name is linked: an article's own title in a trail is not."""
    return any(e.tag == "a" and _text(e).lower() == name.lower() for e in elements)


def _marked(elements: list[Element]) -> Iterator[str]:
    """Yields the texts of links that are said to be the article's category."""
    for element in elements:
        rel = element.get("rel", "")[:_LONGEST].lower().split()
        of_article = element.get("itemprop", "") in ("articleSection", "genre")
        if (element.tag == "a" and "category" in rel) or of_article:
            yield element.get("content", "") or _text(element)


def _labelled(elements: list[Element]) -> Iterator[str]:
    for element in elements:
        if element.tag in _TEXT_TAGS and (match := _LABEL.match(_text(element))):
            yield match["name"]


def _trails(elements: list[Element]) -> Iterator[str]:
    """Yields the last step of each breadcrumb, the deepest first, then what is above it."""
    for element in elements:
        names = f"{element.get('class', '')} {element.get('id', '')}"[:_LONGEST]
        parts = {part.lower() for part in _NAME_PARTS.findall(names)}
        joined = "".join(_NAME_PARTS.findall(names)).lower()
        if parts & _TRAIL_NAMES or "breadcrumb" in joined or "chuyenmuc" in joined:
            yield from _steps(element)


def _steps(trail: Element) -> Iterator[str]:
    linked = [_text(link) for link in trail.iter("a")][-_MOST_STEPS:]
    texts = [t for t in (" ".join(t.split()) for t in trail.itertext()) if t.strip(" »›>/|→:-")]
    steps = [step for text in texts[-_MOST_STEPS:] for step in _DIVIDER.split(text) if step]
    # An unlinked last step is the page itself where links lead to it through a section.
    if len(linked) > 1 and steps and steps[-1] not in linked:
        steps = linked
    yield from reversed(steps)


def _text(element: Element) -> str:
    pieces: list[str] = []
    size = 0
    for piece in element.itertext():
        pieces.append(piece)
        size += len(piece)
        if size > _LONGEST * 3:
            break
    return " ".join("".join(pieces).split())[: _LONGEST * 3]
