"""What an inline query gives: cards, where the next page begins, and the link to the chat.

Runs in the assistant's thread; knows nothing of who asks but whose articles they may read.
"""

from __future__ import annotations

import logging
import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Final

from telegram import InlineQueryResultArticle

from bot.links import web_address
from bot.markup import clean, one_line
from bot.ports import AssistantPort
from bot.render_inline import answer_card, article_card, card_id
from bot.starts import NOTHING_ASKED, start_parameter
from bot.wording import Wording
from index import hide_personal
from index.model import Article, Hit, Role, SearchPage, Status

PAGE: Final = 20
"""Cards in one answer; Telegram takes 50 and asks for more as people scroll."""
SLACK: Final = 10
"""So many articles may come in or go between two pages without a card twice or missing."""
MOST_SHOWN: Final = 1_000
MOST_QUERY: Final = 256
"""Telegram's limit, in characters."""
ANSWER_HITS: Final = 6
_POSITION: Final = re.compile(r"(\d{1,4})\.([0-9a-f]{8})", re.ASCII)
_SURE: Final = frozenset({Status.ANSWERED, Status.CURATED})
_WITH_HITS: Final = frozenset({*_SURE, Status.RELATED})

log = logging.getLogger(__name__)


@dataclass(frozen=True, slots=True)
class Position:
    """Where a page begins: how many cards came before, and which one was the last of them."""

    shown: int = 0
    last: str = ""

    def encode(self) -> str:
        """Returns it as Telegram gives it back with the next query."""
        return f"{self.shown}.{self.last}"


@dataclass(frozen=True, slots=True)
class Asked:
    """An inline query as it is worked on. An `empty` one asks for the newest articles."""

    text: str
    empty: bool
    role: Role
    at: Position
    today: date


@dataclass(frozen=True, slots=True)
class Found:
    """What an inline query gives.

    `question` is what `parameter` opens the chat with, empty where that is the greeting.
    """

    cards: Sequence[InlineQueryResultArticle] = ()
    following: Position | None = None
    question: str = ""
    parameter: str = NOTHING_ASKED


def position_of(offset: str) -> Position | None:
    """Reads where a page begins; None for what this bot never gave.

    >>> position_of(""), position_of("20.0a1b2c3d"), position_of("-1")
    (Position(shown=0, last=''), Position(shown=20, last='0a1b2c3d'), None)
    """
    if not offset:
        return Position()
    match = _POSITION.fullmatch(offset)
    return Position(int(match[1]), match[2]) if match and int(match[1]) <= MOST_SHOWN else None


def asked_of(query: str, role: Role, at: Position, today: date) -> Asked:
    """Returns a query as it is worked on, whatever was typed."""
    text = one_line(clean(query))[:MOST_QUERY]
    return Asked(text, not query.strip(), role, at, today)


def found_for(assistant: AssistantPort, asked: Asked, words: Wording) -> Found:
    """Returns a page of cards for a query; the sure answer stands before the first page.

    Nothing for a query without a letter or figure, and for one with a number of somebody's
    papers. Raises HoidapError.
    """
    if asked.empty:
        hits, following = _page(
            lambda limit, offset: assistant.latest(role=asked.role, limit=limit, offset=offset),
            asked.at,
        )
        return Found(_once([article_card(hit, words) for hit in hits]), following)
    searchable = any(char.isalnum() for char in asked.text)
    if not searchable or hide_personal(asked.text).masked:
        log.info("an inline query was not searched: no word, or a number of somebody's papers")
        return Found()
    if web_address(asked.text) is not None:
        return Found(_of_address(assistant, asked, words))
    cards, following = _matching(assistant, asked, words)
    parameter = start_parameter(assistant, asked.text)
    question = "" if parameter == NOTHING_ASKED else asked.text
    return Found(_once(cards), following, question, parameter)


def _of_address(
    assistant: AssistantPort, asked: Asked, words: Wording
) -> list[InlineQueryResultArticle]:
    """Returns the article at an address: so one is shared from a list of results."""
    article = assistant.article(asked.text, role=asked.role)
    return [article_card(_hit_of(article), words)] if article is not None else []


def _matching(
    assistant: AssistantPort, asked: Asked, words: Wording
) -> tuple[list[InlineQueryResultArticle], Position | None]:
    hits, following = _page(
        lambda limit, offset: (
            assistant.search_typed(
                asked.text, role=asked.role, limit=limit, offset=offset, today=asked.today
            ).page
        ),
        asked.at,
    )
    cards = [article_card(hit, words) for hit in hits]
    if asked.at.shown:
        return cards, following
    answer = assistant.ask(asked.text, role=asked.role, today=asked.today, limit=ANSWER_HITS)
    if not cards and answer.status in _WITH_HITS:
        cards = [article_card(hit, words) for hit in answer.hits]
    sure = answer_card(answer, words) if answer.status in _SURE else None
    return ([sure, *cards] if sure is not None else cards), following


def _page(
    search: Callable[[int, int], SearchPage], at: Position
) -> tuple[list[Hit], Position | None]:
    """Returns a page of a list that may have changed since the page before.

    It goes on behind the article that was shown last, wherever that is by now.
    """
    begin = max(0, at.shown - SLACK)
    page = search(PAGE + (at.shown - begin) + SLACK, begin)
    ids = [card_id(hit.url) for hit in page.hits]
    first = ids.index(at.last) + 1 if at.last in ids else at.shown - begin
    hits = list(page.hits[first : first + PAGE])
    shown = begin + first + len(hits)
    if not hits or shown >= page.total or shown > MOST_SHOWN:
        return hits, None
    return hits, Position(shown, card_id(hits[-1].url))


def _once(cards: Sequence[InlineQueryResultArticle]) -> list[InlineQueryResultArticle]:
    """Leaves out a card whose id came before: Telegram refuses all of them otherwise."""
    return list({card.id: card for card in reversed(cards)}.values())[::-1]


def _hit_of(article: Article) -> Hit:
    """Returns an article as the hit of a list, with its beginning for a snippet."""
    return Hit(
        article.url, article.title, article.published, article.category, article.source,
        article.audience, 0.0, one_line(article.text), (),
    )  # fmt: skip
