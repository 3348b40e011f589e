"""What is a fetched page: an article, a list of them, a form, a message, a standing page?

Portals send all of these with status 200, and gone articles as a list or as "not found". A
verdict carries the reasons it rests on, for the report of a crawl.
"""

from __future__ import annotations

import copy
import re
from collections.abc import Sequence
from dataclasses import dataclass
from enum import StrEnum
from typing import Final

from index.ingest.dom import Element, prune
from index.ingest.dom_lines import Line, lines
from index.sites.signs import FEWEST_ITEMS, Outside, Signs, read_outside, read_signs
from index.sites.wording import ERROR, LOGIN, MISSING, SEARCH, SEARCH_ADDRESS, STANDING


class PageKind(StrEnum):
    """What a page is; only an ARTICLE is stored as one."""

    ARTICLE = "article"
    LISTING = "listing"
    LOGIN = "login"
    SEARCH = "search"
    NOT_FOUND = "not_found"
    ERROR = "error"
    STATIC = "static"
    """A page without a day: functions and duties, contact, how to get there."""
    EMPTY = "empty"


@dataclass(frozen=True, slots=True)
class Verdict:
    """A page's kind, and why."""

    kind: PageKind
    reasons: tuple[str, ...]


# Messages are short: a page with more running text is no message.
_MESSAGE_WORDS: Final = 60
_FORM_WORDS: Final = 120
_FEWEST_WORDS: Final = 8
_FEWEST_DATED_ITEMS: Final = 2
# Words in items for each word of running text beside them.
_LISTED_SHARE: Final = 1.5
_TITLES_SHARE: Final = 4
_HEAD_WORDS: Final = 9
_SITE_PART: Final = re.compile(r"\s+[-–|]\s+")


def page_kind(root: Element, url: str = "", *, status: int = 200) -> Verdict:
    """Returns what the page `root` at `url` is. The tree is not changed.

    `status` is that of the answer: 404 and 410 are NOT_FOUND, others from 400 on ERROR.
    """
    outside = read_outside(root)
    tree = copy.deepcopy(root)
    prune(tree)
    return bare_kind(outside, lines(tree), url, status=status)


def bare_kind(
    outside: Outside, bare: Sequence[Line], url: str = "", *, status: int = 200
) -> Verdict:
    """Returns what a page is whose furniture is out: `outside` is what it told, `bare` the rest.

    `url` and `status` as for `page_kind`.
    """
    if status in (404, 410):
        return Verdict(PageKind.NOT_FOUND, (f"status {status}",))
    if status >= 400:  # noqa: PLR2004
        return Verdict(PageKind.ERROR, (f"status {status}",))
    signs = read_signs(outside, bare)
    return _message(signs) or _form(signs, url) or _text(signs)


def _message(signs: Signs) -> Verdict | None:
    """Tells pages that only say that there is nothing, or that something failed."""
    if signs.outside > _MESSAGE_WORDS or signs.rich_items >= FEWEST_ITEMS:
        return None
    said = [*signs.heads, *signs.lines]
    for pattern, kind in ((MISSING, PageKind.NOT_FOUND), (ERROR, PageKind.ERROR)):
        found = next((text for text in said if pattern.search(text)), None)
        if found is not None:
            return Verdict(kind, (f"says: {found[:80]}", f"{signs.outside} words of text"))
    return None


def _form(signs: Signs, url: str) -> Verdict | None:
    if signs.password and signs.rich_items < FEWEST_ITEMS and signs.outside <= _FORM_WORDS:
        named = next((head for head in signs.heads if LOGIN.search(head)), None)
        if named or signs.outside <= _FEWEST_WORDS:
            return Verdict(PageKind.LOGIN, ("asks for a password", f"headed: {named or 'nothing'}"))
    searched = next((head for head in signs.heads if SEARCH.search(head)), None)
    asked = bool(SEARCH_ADDRESS.search(url))
    is_list = signs.items >= FEWEST_ITEMS
    if (asked or (searched and signs.search_box)) and (is_list or signs.outside <= _MESSAGE_WORDS):
        return Verdict(PageKind.SEARCH, (f"headed: {searched or 'nothing'}", "a form of search"))
    return None


def _text(signs: Signs) -> Verdict:
    counted = f"{signs.items} items of {signs.inside} words, {signs.outside} words of other text"
    # Titles alone may be a box beside a short article.
    needed = _LISTED_SHARE if signs.rich_items >= FEWEST_ITEMS else _TITLES_SHARE
    many = signs.items >= FEWEST_ITEMS and signs.inside > signs.outside * needed
    if signs.own_title and signs.rich_items < FEWEST_ITEMS:
        many = False
    dated = signs.dated_items >= _FEWEST_DATED_ITEMS and signs.inside > signs.outside * 2
    if many or (dated and not signs.own_title):
        return Verdict(PageKind.LISTING, (counted,))
    if signs.words < _FEWEST_WORDS:
        return Verdict(PageKind.EMPTY, (f"{signs.words} words",))
    if signs.has_date:
        return Verdict(PageKind.ARTICLE, (counted, "has a day"))
    standing = next((head for head in (*signs.heads, *signs.first) if _is_standing(head)), None)
    if standing is not None:
        return Verdict(PageKind.STATIC, (f"headed: {standing[:80]}", "no day"))
    return Verdict(PageKind.ARTICLE, (counted,))


def _is_standing(head: str) -> bool:
    """Tells whether a heading is that of a page that stands for years, and no news' title."""
    own = _SITE_PART.split(head, maxsplit=1)[0]
    return bool(STANDING.search(head)) and len(own.split()) <= _HEAD_WORDS
