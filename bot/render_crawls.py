"""What admins read about a crawl: how it went, and what it passed over. Pure functions."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final

from bot.callbacks import Press
from bot.crawling import Crawled
from bot.markup import cut, escape, one_line
from bot.render_articles import pages
from bot.render_sources import ADDRESS_UNITS, CARD, shown_reason
from bot.reply import Button, PressButton, Reply
from bot.wording import Wording

REJECTED: Final = "srcrej"
"""A page of what a crawl passed over; the id is of the kept list."""

REJECTIONS_A_PAGE: Final = 8


def crawled_reply(done: Crawled, source_id: int, rejected_id: str, words: Wording) -> Reply:
    """Says how a crawl went; `rejected_id` is of the kept list of what was passed over."""
    number = words.number
    lines = [words.html("sources.crawled", name=done.name)]
    if done.failure is not None:
        lines.append(words.html("sources.failed", reason=shown_reason(done.failure, words)))
    lines.append(
        words.html(
            "sources.counts",
            created=number(done.created),
            updated=number(done.updated),
            unchanged=number(done.unchanged),
            removed=number(done.removed),
            rejected=number(len(done.rejected)),
        )
    )
    if done.failure is None and not done.complete:
        lines.append(words.html("sources.more_left"))
    buttons: list[tuple[Button, ...]] = []
    if done.rejected:
        label = words.plain("button.rejected", n=number(len(done.rejected)))
        buttons.append((PressButton(label, Press(REJECTED, rejected_id)),))
    buttons.append((PressButton(words.plain("button.source"), Press(CARD, str(source_id))),))
    return Reply("\n".join(lines), tuple(buttons))


def rejections_page(
    rejected: Sequence[tuple[str, str]], list_id: str, source_id: int, words: Wording, offset: int
) -> Reply | None:
    """Renders a page of what a crawl passed over: address and reason; None when past the end."""
    offset -= offset % REJECTIONS_A_PAGE
    shown = rejected[offset : offset + REJECTIONS_A_PAGE]
    if not shown:
        return None
    entries = [
        f"{escape(cut(one_line(item), ADDRESS_UNITS))}\n"
        f"<i>{escape(shown_reason(reason, words))}</i>"
        for item, reason in shown
    ]
    title = words.count("sources.rejected", len(rejected))
    turn = pages(words, Press(REJECTED, list_id, offset), REJECTIONS_A_PAGE, len(rejected))
    back = (PressButton(words.plain("button.source"), Press(CARD, str(source_id))),)
    return Reply("\n\n".join([title, *entries]), (*turn, back))
