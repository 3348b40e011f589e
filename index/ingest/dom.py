"""HTML to a tree: a page parsed, and the furniture that its elements tell taken out."""

from __future__ import annotations

import re
from functools import lru_cache
from typing import Final, TypeAlias

from lxml import etree, html

from index.errors import IngestError
from index.ingest.furniture import element_names

Element: TypeAlias = html.HtmlElement

_DROPPED_TAGS: Final = (
    "script style noscript template iframe object embed svg canvas audio video map input select "
    "option button textarea datalist progress meter nav footer head link meta"
)
_INLINE_TAGS: Final = (
    "a abbr acronym b bdi bdo big cite code data dfn em font i img ins kbd label mark q s samp "
    "small span strike strong sub sup time tt u var wbr o:p"
)
_DROPPED: Final = frozenset(_DROPPED_TAGS.split())
INLINE: Final = frozenset(_INLINE_TAGS.split())
_HIDDEN: Final = re.compile(r"display\s*:\s*none|visibility\s*:\s*hidden", re.IGNORECASE)
_NAME_PARTS: Final = re.compile(r"[A-Z]?[a-z]+|[A-Z]+(?![a-z])|\d+")
# An icon font draws a word such as "arrow_back" in these.
_ICON_NAMES: Final = re.compile(r"\b(?:mat-icon|material-icons|material-symbols)\b")
_ICON_WORD: Final = re.compile(r"\s*[a-z]+(?:_[a-z0-9]+)*\s*")
# No name of an element says anything beyond this; hostile pages have names of megabytes.
_LONGEST_NAME: Final = 400
_REMEMBERED: Final = 4096
# An element with so much of the page's text is no furniture, whatever it is called.
_ARTICLE_SHARE: Final = 0.4


def parse(text: str) -> Element:
    """Returns the tree of the HTML `text`; broken HTML is mended, comments are left out.

    Raises:
        IngestError: there is no element in it.
    """
    # Bytes, so that a declaration of another encoding in the text is not believed.
    parser = html.HTMLParser(
        encoding="utf-8", remove_comments=True, remove_pis=True, recover=True, huge_tree=False
    )
    try:
        root = html.document_fromstring(text.encode("utf-8", "replace"), parser=parser)
    except (etree.ParserError, etree.XMLSyntaxError, ValueError) as fault:
        raise IngestError("no HTML can be read from it; save the page again") from fault
    return root


def prune(root: Element) -> None:
    """Takes furniture out of the tree: by element, by name, and what is not shown."""
    total = max(1, length(root))
    for element in list(root.iter()):
        if not isinstance(element.tag, str) or element is root or element.tag == "body":
            continue
        if element.getparent() is None:
            continue
        if element.tag in _DROPPED or _is_hidden(element):
            if element.tag == "footer" and element.find(".//h1") is not None:
                continue
            _drop(element)
        elif _is_icon(element):
            # It stood between two words: they must not run together.
            element.tail = f" {element.tail or ''}"
            element.drop_tree()
        elif _has_furniture_name(element) and not _holds_article(element, total):
            element.drop_tree()


def _drop(element: Element) -> None:
    """Takes `element` out; what stood on either side of it stays on lines of its own."""
    parent = element.getparent()
    if parent is None:
        return
    if element.tag in INLINE:
        element.drop_tree()
        return
    divide = etree.SubElement(parent, "br")
    divide.tail = element.tail
    parent.replace(element, divide)


def length(element: Element) -> int:
    """Returns the number of characters in `element`, space around its pieces left out."""
    return sum(len(piece.strip()) for piece in element.itertext())


def _is_hidden(element: Element) -> bool:
    style = element.get("style", "")[:_LONGEST_NAME]
    return bool(_HIDDEN.search(style)) or element.get("hidden") is not None


def _name(element: Element) -> str:
    """Returns class and id, and the tag where it is a name that the site's authors gave."""
    tag = element.tag[:_LONGEST_NAME] if "-" in element.tag else ""
    names = (tag, element.get("class", "")[:_LONGEST_NAME], element.get("id", "")[:_LONGEST_NAME])
    return " ".join(names)


def _is_icon(element: Element) -> bool:
    """Tells whether an element holds the word of an icon font and nothing else."""
    if len(element) or not _ICON_WORD.fullmatch((element.text or "")[:_LONGEST_NAME]):
        return False
    return bool(_ICON_NAMES.search(_name(element)))


def _has_furniture_name(element: Element) -> bool:
    return element.tag == "aside" or _names_furniture(_name(element))


# The pages of a site name their elements alike.
@lru_cache(maxsize=_REMEMBERED)
def _names_furniture(name: str) -> bool:
    return not name_parts(name).isdisjoint(element_names())


def name_parts(name: str) -> set[str]:
    """Returns the words that an element's class or id is made of: nav, bar, 2 of "navBar-2"."""
    return {part.lower() for part in _NAME_PARTS.findall(name)}


def _holds_article(element: Element, total: int) -> bool:
    if element.find(".//h1") is not None or element.tag == "h1":
        return True
    return length(element) > total * _ARTICLE_SHARE
