"""What an admin types to be added: the address of a page, or an article of their own.

An article is a title in the first line and the text below it.
"""

from __future__ import annotations

from typing import Final

from bot.markup import clean, one_line
from bot.sent_documents import file_name
from index import normal_address
from index.errors import HoidapError

_SUFFIX: Final = ".txt"
_LONGEST_NAME: Final = 80
_WORDS_OF_PROSE: Final = 4
"""So many words in one line are no address that somebody mistyped."""


def wrong_address(typed: str) -> str | None:
    """Returns what is wrong with an address, in English; None for one that can be looked up."""
    try:
        normal_address(typed)
    except HoidapError as fault:
        return str(fault)
    return None


def is_prose(typed: str) -> bool:
    r"""Tells whether what was typed is a text, and no address that somebody mistyped.

    >>> is_prose("Thông báo nghỉ lễ\nSở nghỉ ngày 2/9."), is_prose("sotttt gov vn")
    (True, False)
    """
    first, *below = _lines(typed) or [""]
    if wrong_address(first) is None:
        return False
    return bool(below) or len(first.split()) >= _WORDS_OF_PROSE


def article_of(typed: str) -> dict[str, str] | None:
    r"""Returns what is kept of a typed article until it is stored; None for a title alone.

    >>> article_of("Nghỉ lễ\n\nSở nghỉ.")
    {'name': 'Nghỉ lễ.txt', 'text': 'Nghỉ lễ\n\nSở nghỉ.'}
    """
    title, *below = _lines(typed) or [""]
    if not below:
        return None
    name = file_name(f"{title[:_LONGEST_NAME].rstrip(' .')}{_SUFFIX}", _SUFFIX)
    return {"name": name, "text": "\n\n".join([title, "\n".join(below)])}


def _lines(typed: str) -> list[str]:
    return [line for line in map(one_line, clean(typed).splitlines()) if line]
