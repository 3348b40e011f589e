"""News that chats follow: a notice of one article, and the digest. Pure functions.

A notice has at most a title of 200, an excerpt of 300 and a name of 60 UTF-16 units, a page of a
digest ten titles of 160: far below Telegram's 4096 and its 100 entities.
"""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from typing import Final

from bot.callbacks import Press
from bot.links import web_address
from bot.markup import cut, escape, one_line
from bot.render_dates import dated
from bot.render_followed import stop_buttons
from bot.render_following import SEE, list_row, named
from bot.render_lists import (
    CATEGORY_UNITS,
    LIST_TITLE_UNITS,
    TITLE_UNITS,
    article_line,
    navigation,
    source_label,
)
from bot.reply import Button, LinkButton, PressButton, Reply
from bot.wording import Wording
from index import Article, first_sentence
from index.model import Audience
from index.service import Follow

DIGEST: Final = "digest"
"""Shows a page of a digest in place; its id is that of the kept list of articles."""
DIGEST_PAGE: Final = 10
EXCERPT_UNITS: Final = 300
STOPS_SHOWN: Final = 3
"""Subscriptions that a notice names; a further one is found in the list."""


def notice(article: Article, follows: Sequence[Follow], words: Wording, today: date) -> Reply:
    """Renders a new article and why it comes: the subscriptions it is for, at least one."""
    shown = follows[:STOPS_SHOWN]
    why = "; ".join(named(follow, words) for follow in shown)
    lines = [
        words.html("news.notice", what=why),
        f"<b>{article_line(article.title, article.url, TITLE_UNITS)}</b>",
        _details(article, words, today, with_source=True),
    ]
    if excerpt := cut(one_line(first_sentence(article)), EXCERPT_UNITS):
        lines.append(f"<blockquote>{escape(excerpt)}</blockquote>")
    rows: list[tuple[Button, ...]] = []
    if address := web_address(article.url):
        rows.append((LinkButton(words.plain("button.open"), address),))
    return Reply("\n".join(lines), (*rows, *stop_buttons(shown, words)))


def digest(
    articles: Sequence[Article], kept_id: str, offset: int, words: Wording, today: date
) -> Reply | None:
    """Renders a page of a digest; None when there is no article at this offset.

    `kept_id` names the list for the buttons that turn it, where it is longer than a page.
    """
    offset -= offset % DIGEST_PAGE
    shown = articles[offset : offset + DIGEST_PAGE]
    if not shown:
        return None
    title = words.count("news.digest", len(articles))
    if (pages := -(-len(articles) // DIGEST_PAGE)) > 1:
        number = offset // DIGEST_PAGE + 1
        title += f" – {words.html('search.page', page=number, pages=pages)}"
    entries = [
        f"{number}. {article_line(article.title, article.url, LIST_TITLE_UNITS)}\n"
        f"{_details(article, words, today)}"
        for number, article in enumerate(shown, start=offset + 1)
    ]
    back, on = offset - DIGEST_PAGE, offset + DIGEST_PAGE
    turning = navigation(
        PressButton(words.plain("button.previous"), Press(DIGEST, kept_id, back))
        if offset
        else None,
        PressButton(words.plain("button.next"), Press(DIGEST, kept_id, on))
        if on < len(articles)
        else None,
    )
    return Reply("\n\n".join([title, *entries]), (*turning, list_row(words, SEE)))


def _details(article: Article, words: Wording, today: date, *, with_source: bool = False) -> str:
    details = [
        escape(dated(article.published, words, today))
        if article.published
        else words.html("answer.undated")
    ]
    if article.category and (category := one_line(article.category)):
        details.append(escape(cut(category, CATEGORY_UNITS)))
    if with_source and (source := source_label(article.source, article.url)):
        details.append(escape(cut(source, CATEGORY_UNITS)))
    if article.audience is Audience.STAFF:
        details.append(words.html("answer.internal"))
    return f"<i>{' · '.join(details)}</i>"
