"""Links that lead back into the private chat, for people to share: to a question, to an article.

An article is named by its number in the archive, which never changes; see `bot.starts` for
links with a question.
"""

from __future__ import annotations

import re
from typing import Final
from urllib.parse import quote

from bot.callbacks import NO_QUERY
from bot.markup import cut, one_line
from bot.starts import written_parameter

TEXT_UNITS: Final = 120
"""What is written beside a shared link; nine characters of the address for a letter with marks."""
_ARTICLE: Final = re.compile(r"a-([1-9]\d{0,17})", re.ASCII)


def article_parameter(article_id: int) -> str:
    """Returns the parameter of a link that opens an article."""
    return f"a-{article_id}"


def article_of(parameter: str) -> int | None:
    """Returns the number of the article that a link opens, None for another link.

    >>> article_of("a-12"), article_of("a-012"), article_of("q-12")
    (12, None, None)
    """
    match = _ARTICLE.fullmatch(parameter)
    return int(match[1]) if match else None


def question_parameter(question: str, query_id: str) -> str | None:
    """Returns the parameter of a link that asks a question again.

    A short question stands in it, and the link never expires; a longer one is known by the id
    under which it is kept. None where it can be neither.
    """
    written = written_parameter(one_line(question))
    if written is not None:
        return written
    return f"k-{query_id}" if query_id not in ("", NO_QUERY) else None


def share_address(bot_name: str, parameter: str, text: str) -> str:
    """Returns the address with which Telegram asks whom to send a link and a text.

    >>> share_address("hoidap_bot", "a-12", "Tin")
    'https://t.me/share/url?url=https%3A%2F%2Ft.me%2Fhoidap_bot%3Fstart%3Da-12&text=Tin'
    """
    link = quote(f"https://t.me/{bot_name}?start={parameter}", safe="")
    shown = quote(cut(one_line(text), TEXT_UNITS), safe="")
    return f"https://t.me/share/url?url={link}&text={shown}"
