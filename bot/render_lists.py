"""Lists of articles: the newest news, and what all lists have in common."""

from __future__ import annotations

import ipaddress
from collections.abc import Sequence
from datetime import date
from typing import Final
from urllib.parse import urlsplit

from bot.callbacks import LATEST, MAX_OFFSET, Press
from bot.links import web_address
from bot.markup import ELLIPSIS, bold, cut, escape, one_line, same_length
from bot.render_dates import dated
from bot.reply import Button, PressButton, Reply
from bot.wording import Wording
from index.model import Audience, Hit, SearchPage

PAGE_SIZE: Final = 5
TITLE_UNITS: Final = 200
LIST_TITLE_UNITS: Final = 160
CATEGORY_UNITS: Final = 60
SNIPPET_UNITS: Final = 160
"""Four to five lines on a phone: enough to see why an article was found, and to see the next."""
BROWSED_SNIPPET_UNITS: Final = 120
"""Where nothing was searched for: three lines."""
LEAD_CHARS: Final = 24
"""What stands before the first found word of a cut snippet, to begin with a few words."""
BOLD_PER_HIT: Final = 12
"""Five hits with a link and this many bold pieces stay below Telegram's 100 entities."""


def latest_reply(
    page: SearchPage, words: Wording, offset: int, today: date | None = None
) -> Reply | None:
    """Renders a page of the newest articles; None when there is none at this offset."""
    if page.total == 0:
        return Reply(words.html("empty_archive.reply"))
    title = words.count("search.latest", page.total)
    return articles_page(page, words, title, Press(LATEST, offset=offset), today)


def hit_entry(
    hit: Hit,
    number: int,
    words: Wording,
    units: int = SNIPPET_UNITS,
    today: date | None = None,
) -> str:
    """Renders one article of a list: number, linked title, date, category, snippet.

    The snippet has at most `units`; with `today` it is said how long ago the date was.
    """
    details = [
        escape(dated(hit.published, words, today))
        if hit.published
        else words.html("answer.undated")
    ]
    if hit.category and (category := one_line(hit.category)):
        details.append(escape(cut(category, CATEGORY_UNITS)))
    if hit.audience is Audience.STAFF:
        details.append(words.html("answer.internal"))
    snippet = same_length(hit.snippet)
    begin = _begin(snippet, hit.highlights, units)
    spans = [(start - begin, end - begin) for start, end in hit.highlights]
    snippet = cut(snippet[begin:], units)
    lines = [
        f"{number}. {article_line(hit.title, hit.url, LIST_TITLE_UNITS)}",
        f"<i>{' · '.join(details)}</i>",
    ]
    if snippet.strip():
        start = ELLIPSIS if hit.cut_before or begin else ""
        end = ELLIPSIS if hit.cut_after and not snippet.endswith(ELLIPSIS) else ""
        lines.append(start + bold(snippet, spans, BOLD_PER_HIT).strip() + end)
    return "\n".join(lines)


def _begin(snippet: str, highlights: Sequence[tuple[int, int]], chars: int) -> int:
    """Returns the offset from which `chars` of a snippet hold most of what was found.

    That is its own beginning, or a word's shortly before something found.
    """
    if len(snippet) <= chars:
        return 0

    def found_from(begin: int) -> int:
        inside = [(s, e) for s, e in highlights if s >= begin and e < begin + chars]
        return sum(end - start for start, end in inside)

    words = [snippet.find(" ", max(0, start - LEAD_CHARS), start) + 1 for start, _ in highlights]
    return max((0, *words), key=found_from)


def article_line(title: str, url: str, units: int) -> str:
    """Renders a title, linked where the article has a web address."""
    shown = escape(cut(one_line(title), units)) or "…"
    address = web_address(url)
    return f'<a href="{escape(address)}">{shown}</a>' if address else shown


def source_label(source: str | None, url: str) -> str | None:
    """Returns what to call a source: its name or its host; never a path, never an IP address."""
    if source and not web_address(source):
        name = one_line(source)
        is_path = name.startswith("file:") or "/" in name or "\\" in name
        return None if is_path or not name else name
    address = web_address(source or url)
    host = urlsplit(address).hostname if address else None
    if host is None or host == "localhost":
        return None
    try:
        ipaddress.ip_address(host)
    except ValueError:
        return host
    return None


def navigation(
    previous: PressButton | None, following: PressButton | None
) -> tuple[tuple[Button, ...], ...]:
    """Returns one row with the buttons that exist."""
    row = tuple(button for button in (previous, following) if button is not None)
    return (row,) if row else ()


def articles_page(
    page: SearchPage, words: Wording, title: str, here: Press, today: date | None
) -> Reply | None:
    """Renders a page of a list, with the buttons that turn it; None when it has no article.

    `here` is the button that shows this page.
    """
    shown = page.hits[:PAGE_SIZE]
    if not shown:
        return None
    entries = [
        hit_entry(hit, here.offset + i, words, BROWSED_SNIPPET_UNITS, today)
        for i, hit in enumerate(shown, start=1)
    ]
    pages = -(-page.total // PAGE_SIZE)
    if pages > 1:
        number = here.offset // PAGE_SIZE + 1
        title += f" – {words.html('search.page', page=number, pages=words.number(pages))}"
    back, on = here.offset - PAGE_SIZE, here.offset + PAGE_SIZE
    previous = (
        PressButton(words.plain("button.previous"), Press(here.kind, here.query_id, max(back, 0)))
        if here.offset > 0
        else None
    )
    following = (
        PressButton(words.plain("button.next"), Press(here.kind, here.query_id, on))
        if on < page.total and on <= MAX_OFFSET
        else None
    )
    return Reply("\n\n".join([title, *entries]), navigation(previous, following))
