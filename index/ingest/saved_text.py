"""A text saved from a web page: which of its lines are the article?

The lines of a page are menus, boxes, a title, the article, more boxes and a licence footer.
Known furniture is told by patterns (`index.ingest.furniture`), the article by where its
sentences stand, and its title by what it shares with them. A text without such furniture
is no saved page and is kept whole; when in doubt a line stays.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final

from index.ingest.article_body import article_lines, main_start
from index.ingest.blocks import Block, to_blocks
from index.ingest.datelines import (
    find_dateline,
    is_dateline,
    is_labelled_dateline,
    is_title_dateline,
)
from index.ingest.furniture import Role
from index.ingest.headline import find_title

# Two kinds of furniture, or so many lines of one, and the text was saved from a page.
_KINDS_OF_A_PAGE: Final = 2
_LINES_OF_A_PAGE: Final = 3
# Rules, attachments, and days at the head of a timetable, stand in other texts too.
_ANYWHERE: Final = frozenset({"rule", "clock", "file", "attachments"})
# A first line that is a title: short, and not ended as a sentence is.
_TITLE_WORDS: Final = 45
_MADE_TITLE_CHARS: Final = 160
_ENDED: Final = re.compile(r"[.;:,…][\"”’)]*$")
_FIRST_SENTENCE: Final = re.compile(r"^.{20,}?[.!?…](?=\s|$)")
# Below the text, a dateline stands among the signature and the buttons.
_DATELINE_REACH: Final = 6
_TIME_ZONE: Final = re.compile(r"\b(?:GMT|UTC)\b", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class PageText:
    """What a page's text comes down to. `dateline` is the line that dates it, if any."""

    title: str
    text: str
    dateline: str | None = None


def read_saved_text(text: str) -> PageText:
    """Returns title, body and dateline of plain `text`, without its site furniture.

    `text` is NFC. Paragraphs and list items come out on lines of their own.
    """
    return from_blocks(to_blocks(text))


def from_blocks(
    blocks: Sequence[Block], *, title: str | None = None, is_page: bool = False
) -> PageText:
    """Returns what `blocks` come down to; `title` is used where the caller knows it.

    `is_page` says that they are of a page, so that nobody has to guess from its furniture.
    """
    if not blocks:
        return PageText(title or "", "")
    if not is_page and not _is_page(blocks):
        return _plain(blocks, title)
    start = main_start(blocks)
    at = find_title(blocks, start, known=title)
    lines = article_lines(blocks, start if at is None else at + 1)
    dateline = _dateline(blocks, at, lines)
    body = [blocks[i].text for i in lines if blocks[i].text != dateline]
    if not body:
        return _plain([b for b in blocks if not b.is_furniture], title)
    heading = title or (blocks[at].text if at is not None else "")
    return PageText(heading or made_title(body[0]), "\n".join(body), dateline)


def made_title(paragraph: str) -> str:
    """Returns the first sentence of `paragraph`, cut at a word when long, as a title."""
    match = _FIRST_SENTENCE.match(paragraph)
    sentence = match[0] if match else paragraph
    if len(sentence) <= _MADE_TITLE_CHARS:
        return sentence
    return sentence[:_MADE_TITLE_CHARS].rsplit(" ", 1)[0].rstrip(" ,;:-–") + "…"


def _is_page(blocks: Sequence[Block]) -> bool:
    marks = [
        b.furniture
        for b in blocks
        if b.furniture
        and b.furniture.role in (Role.LINE, Role.HEAD)
        and b.furniture.kind not in _ANYWHERE
    ]
    labels = sum(b.furniture is not None and b.furniture.role is Role.LABEL for b in blocks)
    kinds = {mark.kind for mark in marks} | ({"menu"} if labels >= _LINES_OF_A_PAGE else set())
    return len(kinds) >= _KINDS_OF_A_PAGE or len(marks) >= _LINES_OF_A_PAGE


def _plain(blocks: Sequence[Block], title: str | None) -> PageText:
    """Keeps a text that is no saved page: its first line may be its title."""
    lines = [b.text for b in blocks]
    if not lines:
        return PageText(title or "", "")
    dateline = find_dateline(lines)
    first = lines[0]
    if title is not None:
        body = lines[1:] if first == title and len(lines) > 1 else lines
        body = [line for line in body if line != dateline] or body
        return PageText(title, "\n".join(body), dateline)
    titled = len(lines) > 1 and len(first.split()) <= _TITLE_WORDS and not _ENDED.search(first)
    if titled and first != dateline:
        return PageText(first, "\n".join(lines[1:]), dateline)
    return PageText(made_title(first), "\n".join(lines), dateline)


def _dateline(blocks: Sequence[Block], title_at: int | None, lines: Sequence[int]) -> str | None:
    """Returns the line that dates the article: by the title, or labelled and right above it.

    A bare date higher up is the site's clock.
    """
    if title_at is None:
        return None
    first_sentence = next((i for i in lines if blocks[i].is_sentence), title_at)
    for block in blocks[title_at + 1 : first_sentence + 1]:
        if is_dateline(block.text):
            return block.text
    menu = {block.text.lower() for block in blocks}
    near = [*reversed(blocks[max(0, title_at - 2) : title_at]), *blocks[title_at + 1 :][:1]]
    for block in near:
        if is_title_dateline(block.text, menu):
            return block.text
    above = blocks[title_at - 1].text if title_at else ""
    if is_dateline(above) and _TIME_ZONE.search(above):
        # The site's clock names no time zone, datelines do.
        return above
    below = max((i for i in lines if blocks[i].is_sentence), default=title_at)
    for block in blocks[below + 1 : below + 1 + _DATELINE_REACH]:
        if is_labelled_dateline(block.text):
            return block.text
    return None
