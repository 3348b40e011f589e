"""An article as a card of its own: what a shared link opens."""

from __future__ import annotations

from datetime import date
from typing import Final

from bot.callbacks import Press
from bot.department import Profile
from bot.links import web_address
from bot.markup import ELLIPSIS, clean, cut, escape, one_line
from bot.render_dates import dated
from bot.render_lists import CATEGORY_UNITS, TITLE_UNITS, article_line, source_label
from bot.reply import Button, LinkButton, PressButton, Reply
from bot.sharing import article_parameter, share_address
from bot.wording import Wording
from index.model import Article, Audience

ASK_ABOUT: Final = "artask"
"""Asks what the person wants to know from the article whose number is the id."""
LEAVE: Final = "artleave"
"""Leaves that question; its id says which article it is about."""

BEGINNING_UNITS: Final = 450
"""The first sentences: some ten lines on a phone."""
LEAST_SHARE: Final = 2
"""A beginning ends with a sentence where that is not before half of it."""


def article_card(
    article_id: int,
    article: Article,
    words: Wording,
    profile: Profile,
    bot_name: str,
    today: date,
) -> Reply:
    """Renders an article with whose bot shows it: who opens a link may not know either."""
    when = (
        words.html("answer.published", date=dated(article.published, words, today))
        if article.published
        else words.html("answer.undated")
    )
    internal = article.audience is Audience.STAFF
    where = []
    if article.category and (category := one_line(article.category)):
        where.append(words.html("answer.category", category=cut(category, CATEGORY_UNITS)))
    if source := source_label(article.source, article.url):
        where.append(words.html("answer.source", source=cut(source, CATEGORY_UNITS)))
    lines = [
        f"<b>{article_line(article.title, article.url, TITLE_UNITS)}</b>",
        " · ".join([when, words.html("answer.internal")] if internal else [when]),
        *([" · ".join(where)] if where else []),
    ]
    parts = [words.html("article.from", department=profile.name), "\n".join(lines)]
    if beginning := first_sentences(article.text):
        parts.append(escape(beginning))
    return Reply("\n\n".join(parts), _rows(article_id, article, words, bot_name))


def first_sentences(text: str) -> str:
    """Returns how an article begins, up to the end of a sentence where one is near.

    >>> first_sentences("Sở họp. Mọi người vui.")
    'Sở họp. Mọi người vui.'
    """
    line = one_line(clean(text))
    shown = cut(line, BEGINNING_UNITS)
    if shown == line:
        return line
    end = max(shown.rfind(mark) for mark in (". ", "! ", "? "))
    return shown[: end + 1] + f" {ELLIPSIS}" if end * LEAST_SHARE > len(shown) else shown


def ask_about(article: Article, words: Wording) -> str:
    """Asks what somebody wants to know from an article."""
    return words.html("article.ask", title=cut(one_line(article.title), TITLE_UNITS))


def _rows(
    article_id: int, article: Article, words: Wording, bot_name: str
) -> tuple[tuple[Button, ...], ...]:
    first: list[Button] = []
    if address := web_address(article.url):
        first.append(LinkButton(words.plain("button.open"), address))
    first.append(PressButton(words.plain("article.button.ask"), Press(ASK_ABOUT, str(article_id))))
    if article.audience is not Audience.PUBLIC:
        return (tuple(first),)
    title = words.plain("share.article", title=one_line(article.title))
    share = share_address(bot_name, article_parameter(article_id), title)
    return tuple(first), (LinkButton(words.plain("share.button"), share),)
