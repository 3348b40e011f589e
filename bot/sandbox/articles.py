"""The article page: where links to sample news lead, so that none is dead."""

from __future__ import annotations

import inspect
from collections.abc import Awaitable, Callable
from html import escape
from typing import Final, TypeAlias

from bot.sandbox.guard import GuardedHandler
from bot.sandbox.wording import language_of, wording
from index.model import Article

ArticleLookup: TypeAlias = Callable[[str], Awaitable[Article | None] | Article | None]
"""Finds a stored article by its url, at once or later."""

_LONGEST_URL: Final = 2048

_FRAME: Final = """<!doctype html>
<html lang="{language}">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<title>{title}</title>
<link rel="icon" href="data:,">
<link rel="stylesheet" href="/static/article.css">
</head>
<body>
<header><span class="site">{site}</span></header>
<main>
{body}
</main>
<footer>{footer}</footer>
</body>
</html>
"""


def article_html(article: Article, language: str) -> str:
    """The page of an article; every word of it is escaped."""
    texts = wording()[language]
    facts = []
    if article.published is not None:
        day = article.published
        shown = f"{day.day:02}/{day.month:02}/{day.year}"
        facts.append(f'<time datetime="{day.isoformat()}">{shown}</time>')
    facts += [f"<span>{escape(one)}</span>" for one in (article.category, article.source) if one]
    paragraphs = [f"<p>{escape(line)}</p>" for line in article.text.splitlines() if line.strip()]
    body = [f"<h1>{escape(article.title)}</h1>"]
    if facts:
        body.append(f'<p class="facts">{" ".join(facts)}</p>')
    return _framed(
        language=article.language.value,
        title=article.title,
        body="\n".join([*body, *paragraphs]),
        site=texts["article_site"],
        footer=f"{escape(texts['article_from'])} <span>{escape(article.url)}</span>",
    )


def missing_html(url: str, language: str) -> str:
    """The page that says that an article is not there."""
    texts = wording()[language]
    return _framed(
        language=language,
        title=texts["article_missing_title"],
        body=(
            f"<h1>{escape(texts['article_missing_title'])}</h1>\n"
            f"<p>{escape(texts['article_missing_text'])}</p>\n"
            f'<p class="address">{escape(url)}</p>\n'
            f'<p><a href="/">{escape(texts["article_back"])}</a></p>'
        ),
        site=texts["article_site"],
        footer="",
    )


def _framed(*, language: str, title: str, body: str, site: str, footer: str) -> str:
    return _FRAME.format(
        language=escape(language), title=escape(title), body=body, site=escape(site), footer=footer
    )


class ArticleHandler(GuardedHandler):
    """`GET /article?url=…&lang=vi|en`."""

    async def get(self) -> None:
        """The stored article, or a page that says that there is none (404)."""
        url = self.get_query_argument("url", "")[:_LONGEST_URL]
        language = language_of(self.get_query_argument("lang", ""))
        lookup: ArticleLookup | None = self.services["articles"]
        found = lookup(url) if lookup is not None and url else None
        article = await found if inspect.isawaitable(found) else found
        self.set_header("Content-Type", "text/html; charset=utf-8")
        if article is None:
            self.set_status(404)
            self.finish(missing_html(url, language))
        else:
            self.finish(article_html(article, language))
