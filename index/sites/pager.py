"""Which links lead to the further pages of a list?"""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import Final

from index.ingest.dom import Element
from index.sites.addresses import (
    absolute,
    address_key,
    listing_key,
    page_number,
    plain_address,
    same_site,
)
from index.sites.anchors import Anchor, base_of

_NEXT: Final = re.compile(
    r"\W*(?:trang )?(?:sau|tiếp(?: theo)?|kế(?: tiếp)?|cuối(?: cùng)?|next|older(?: posts)?|last)"
    r"(?: page| »)?\W*|[›»>→]{1,2}",
    re.IGNORECASE,
)
_PAGE_DIGITS: Final = 5


def page_number_only(anchor: Anchor) -> int | None:
    """Returns the number that is all a link says, or None."""
    text = anchor.text.strip(" []().")
    # Not isdigit(), which is also true of "²", the sign of a footnote.
    return int(text) if text.isdecimal() and len(text) <= _PAGE_DIGITS else None


def further_pages(root: Element, ours: Sequence[Anchor], url: str) -> tuple[str, ...]:
    """Returns the addresses of the other pages of the list at `url`, each once.

    `ours` are the links of the page `root` that stay on its site.
    """
    listing = listing_key(url)
    own = page_number(url)
    found: dict[str, str] = {}
    base = base_of(root, url)
    heads = [
        absolute(link.get("href") or "", base)
        for link in root.iter("link")
        if "next" in (link.get("rel") or "").lower().split()
    ]
    candidates = [(to, True, False) for to in heads if to and same_site(to, url)]
    for anchor in ours:
        says_so = bool(page_number_only(anchor) or _NEXT.fullmatch(anchor.text))
        candidates.append((anchor.url, says_so or "next" in anchor.rel, anchor.in_pager))
    for to, says_so, in_pager in candidates:
        number = page_number(to)
        if number is None or not (says_so or in_pager) or number == own:
            continue
        if number[0] == listing or (in_pager and says_so and re.search(r"_cur=\d", to)):
            plain = plain_address(to)
            found.setdefault(address_key(plain), plain)
    found.pop(address_key(url), None)
    return tuple(found.values())
