"""The links of a page, each with what it says and what stands around it."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Final

from index.ingest.dom import Element, name_parts
from index.sites.addresses import absolute, address_key, is_document, may_be_document

# A portal's start page has some 500 links; what a hostile page has beyond this is not read.
MOST_LINKS: Final = 3000
_LONGEST_TEXT: Final = 400
_MOST_ANCESTORS: Final = 40
_MENU_NAMES: Final = frozenset(
    [
        "menu",
        "nav",
        "navbar",
        "navi",
        "navigation",
        "breadcrumb",
        "breadcrumbs",
        "duongdan",
        "pathway",
        "footer",
        "topbar",
        "submenu",
        "megamenu",
        "lienket",
        "weblink",
        "weblinks",
        "social",
        "share",
        "tags",
        "tag",
        "crumbs",
        "login",
    ]
)
_MENU_TAGS: Final = frozenset({"nav", "footer"})
_PAGER_NAMES: Final = frozenset(
    ["pager", "paging", "pagination", "phantrang", "pagenav", "pagenumbers", "paginate", "iterator"]
)
_HEADINGS: Final = frozenset({"h1", "h2", "h3", "h4"})
_HEADING_REACH: Final = 3
_BUTTON: Final = re.compile(
    r"(?:xem|đọc|xem thêm|đọc thêm|đọc tiếp|xem tiếp|xem chi tiết|chi tiết|xem tất cả|tiếp|more|"
    r"read more|continue reading|details?|trả lời|reply|in trang|bản in|in bài|print|email|"
    r"chia sẻ|share)\W*",
    re.IGNORECASE,
)


@dataclass(frozen=True, slots=True)
class Anchor:
    """One link: its whole address, its words, its element, where it stands."""

    url: str
    text: str
    element: Element
    in_menu: bool
    in_pager: bool
    rel: frozenset[str]

    @property
    def words(self) -> int:
        """The number of words that are linked."""
        return len(self.text.split())

    @property
    def is_heading(self) -> bool:
        """Whether it stands in a heading, or a heading in it."""
        above = [self.element, *self.element.iterancestors()][:_HEADING_REACH]
        return any(e.tag in _HEADINGS for e in (*above, *self.element.iterdescendants()))

    @property
    def is_button(self) -> bool:
        """Whether it says what to do and nothing of what it leads to."""
        return bool(_BUTTON.fullmatch(self.text))


def base_of(root: Element, url: str) -> str:
    """Returns the address that the page's links are relative to."""
    base = root.find(".//base")
    stated = (base.get("href") or "").strip() if base is not None else ""
    return (absolute(stated, url) or url) if stated else url


def anchors(root: Element, url: str, *, documents: bool = False) -> list[Anchor]:
    """Returns the links of the page `root` at `url` to other pages, in order.

    With `documents`, those alone that lead to a document.
    """
    base = base_of(root, url)
    own = address_key(url)
    # A link of nothing but a query is of a document where the page itself is.
    everything = not documents or is_document(base)
    found: list[Anchor] = []
    for element in root.iter("a"):
        if len(found) >= MOST_LINKS:
            break
        href = element.get("href") or ""
        if not everything and not may_be_document(href):
            continue
        to = absolute(href, base)
        if to is None or (documents and not is_document(to)):
            continue
        if address_key(to) == own and "page" not in to and not _number(element):
            continue
        in_menu, in_pager = _surroundings(element)
        text = link_text(element)
        rel = frozenset((element.get("rel") or "")[:_LONGEST_TEXT].lower().split())
        found.append(Anchor(to, text, element, in_menu, in_pager, rel))
    return found


def link_text(element: Element) -> str:
    """Returns the words of a link, else the description of its picture, else its title."""
    words = " ".join(" ".join(_pieces(element)).split())
    if words:
        return words[:_LONGEST_TEXT]
    pictures = (picture.get("alt") or "" for picture in element.iter("img"))
    said = next((text for text in pictures if text.strip()), element.get("title") or "")
    return " ".join(said[:_LONGEST_TEXT].split())


def _pieces(element: Element) -> Iterator[str]:
    size = 0
    for piece in element.itertext():
        yield piece
        size += len(piece)
        if size > _LONGEST_TEXT * 2:
            return


def _number(element: Element) -> bool:
    return link_text(element).strip().isdigit()


def _surroundings(element: Element) -> tuple[bool, bool]:
    """Tells whether a link stands in a menu, and whether among the numbers of pages."""
    in_menu = in_pager = False
    for depth, above in enumerate([element, *element.iterancestors()]):
        if depth > _MOST_ANCESTORS or above.tag in ("body", "html"):
            break
        names = f"{above.get('class', '')} {above.get('id', '')}"[:_LONGEST_TEXT]
        parts = name_parts(names)
        if parts & _PAGER_NAMES or "pagination" in names.lower() or "page-number" in names:
            in_pager = True
        if above.tag in _MENU_TAGS or parts & _MENU_NAMES:
            in_menu = True
    return in_menu and not in_pager, in_pager
