"""Which short lines below an article's last sentence are still of it?

A caption, a signature, the end of a list are; buttons, other news, the site's name and its
contact lines are not.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import Final

from index.ingest.blocks import Block
from index.ingest.datelines import is_labelled_dateline
from index.ingest.furniture import FOOTER_KINDS, Role

# Below the text and its first furniture, so many words for each of the text's are no furniture.
_TAIL_SHARE: Final = 0.3
# One such line may be the article's; two are a list of other news, or a footer.
_CONTACTS_OF_A_FOOTER: Final = 2
_DATED_ITEM: Final = re.compile(
    r"\(?\b\d{1,2}[/.-]\d{1,2}(?:[/.-]\d{2,4})?(?:\s*,?\s*\d{1,2}:\d{2}(?::\d{2})?(?:\s*[AP]M)?)?\)?$|"
    r"^[\[(]?\d{1,2}[/.-]\d{1,2}(?:[/.-]\d{2,4})?[\])]?\s*[-–:]?\s"
)
_INTRODUCES_CONTACT: Final = re.compile(r":$|liên hệ|chi tiết|địa chỉ|gửi về|thông tin", re.I)
_ALL_CAPITALS: Final = re.compile(r"^[^a-zà-ỹ]*[A-ZĐÀ-Ỹ]{2}[^a-zà-ỹ]*$")
_AGENCY: Final = re.compile(
    r"^(?:sở|ubnd|ủy ban|uỷ ban|bộ|cục|tỉnh|thành phố|huyện|báo|đảng|hội|trung tâm|cơ quan)\b", re.I
)


def without_tail(blocks: Sequence[Block], kept: list[int]) -> list[int]:
    """Takes off what stands below the last sentence and is surely not the article's."""
    last = max((n for n, i in enumerate(kept) if blocks[i].is_sentence), default=-1)
    body, tail = kept[: last + 1], kept[last + 1 :]
    tail = _until_furniture(blocks, body, tail)
    dated = [i for i in tail if _DATED_ITEM.search(blocks[i].text)]
    if len(dated) >= _CONTACTS_OF_A_FOOTER:
        tail = [i for i in tail if i < dated[0]]
    contacts = [i for i in tail if _is_contact(blocks[i])]
    introduced = bool(contacts) and any(
        _INTRODUCES_CONTACT.search(blocks[i].text)
        for i in [*body[-1:], *tail]
        if contacts[0] - 2 <= i < contacts[0] and not _is_contact(blocks[i])
    )
    if len(contacts) >= _CONTACTS_OF_A_FOOTER and not introduced:
        tail = [i for i in tail if i < contacts[0]]
    while tail and blocks[tail[-1]].is_label:
        tail.pop()
    if tail and (tail[-1] + 1 < len(blocks)) and _names_site(blocks, tail[-1]):
        tail.pop()
    return body + tail


def _until_furniture(blocks: Sequence[Block], body: list[int], tail: list[int]) -> list[int]:
    """Cuts the short lines below the last sentence at the first furniture among them.

    A signature and captions stand right below the text. More words than furniture ever has
    (a list of names, a table) are kept.
    """
    if not body:
        return tail
    end = next(
        (i for i in range(body[-1] + 1, len(blocks)) if _closes(blocks[i])),
        len(blocks),
    )
    rest = [i for i in tail if i > end]
    size = sum(blocks[i].words for i in body)
    if sum(blocks[i].words for i in rest) > size * _TAIL_SHARE:
        return tail
    return [i for i in tail if i < end]


def _closes(block: Block) -> bool:
    """Tells whether a block below the text ends it: not a link to another article."""
    if block.furniture is not None and block.furniture.kind in ("seealso", "rule", "clock"):
        return False
    return block.is_furniture or is_labelled_dateline(block.text)


def _is_contact(block: Block) -> bool:
    return block.furniture is not None and block.furniture.role is Role.CONTACT


def _names_site(blocks: Sequence[Block], at: int) -> bool:
    """Tells whether a line right above the footer is the site's name and no signature."""
    following = blocks[at + 1].furniture
    if following is None or not (following.role is Role.CONTACT or following.kind in FOOTER_KINDS):
        return False
    text = blocks[at].text
    repeated = any(b.text.lower() == text.lower() for b in blocks[:at])
    return repeated or bool(_ALL_CAPITALS.match(text) and _AGENCY.match(text))
