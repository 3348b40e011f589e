"""What admins read about sources: the list, one of them, an offer. Pure functions."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any, Final
from zoneinfo import ZoneInfo

from bot.callbacks import Press
from bot.links import web_address
from bot.markup import cut, escape, one_line
from bot.reasons import reason_in
from bot.render_articles import pages
from bot.render_managing import article_lines, readers
from bot.reply import PressButton, Reply, Rows
from bot.wording import Wording
from bot.wording_keys import TextKey
from index import Source, SourceKind

LIST: Final = "srclist"
"""A page of the sources, from an offset."""
CARD: Final = "src"
"""One source; its id is the source's, as in the next ones."""
CRAWL: Final = "srcrun"
PAUSE: Final = "srcpause"
RESUME: Final = "srcon"
REMOVE: Final = "srcdel"
"""Asks whether to remove a source."""
REMOVE_ALL: Final = "srcgone"
"""Removes a source and takes its articles out."""
REMOVE_KEEPING: Final = "srckeep"
"""Removes a source; its articles stay."""
ADD: Final = "srcadd"
"""Asks for an address."""
TAKE: Final = "srctake"
"""Adds a source that was offered; the id is of the kept offer."""
ADDRESS: Final = "srcask"
"""Waits for an address; the button leaves the question."""

PAGE_SIZE: Final = 5
NAME_UNITS: Final = 80
ADDRESS_UNITS: Final = 150
REASON_UNITS: Final = 300
_KINDS: Final[dict[SourceKind, TextKey]] = {
    SourceKind.SITE: "sources.site",
    SourceKind.LISTING: "sources.listing",
    SourceKind.FEED: "sources.feed",
    SourceKind.SITEMAP: "sources.sitemap",
    SourceKind.FOLDER: "sources.folder",
    SourceKind.FILE: "sources.file",
}
_HOUR: Final = 60
_DAY: Final = 24 * _HOUR


def sources_page(
    sources: Sequence[Source], words: Wording, offset: int, zone: ZoneInfo
) -> Reply | None:
    """Renders a page of the sources; None when there is none at this offset but others are."""
    add = (PressButton(words.plain("button.add_source"), Press(ADD)),)
    if not sources:
        return Reply(words.html("sources.none"), (add,))
    offset -= offset % PAGE_SIZE
    shown = sources[offset : offset + PAGE_SIZE]
    if not shown:
        return None
    entries = [
        f"{number}. <b>{_name(source)}</b>\n{_state(source, words, zone)}"
        for number, source in enumerate(shown, start=offset + 1)
    ]
    numbers = tuple(
        PressButton(str(number), Press(CARD, str(source.id)))
        for number, source in enumerate(shown, start=offset + 1)
    )
    rows: Rows = (numbers, *pages(words, Press(LIST, offset=offset), PAGE_SIZE, len(sources)), add)
    title = words.count("sources.title", len(sources))
    return Reply("\n\n".join([title, *entries, words.html("sources.choose")]), rows)


def source_card(source: Source, words: Wording, zone: ZoneInfo) -> Reply:
    """Renders all that is known of one source, with what can be done to it."""
    address = web_address(source.url)
    shown = escape(cut(one_line(source.url), ADDRESS_UNITS))
    lines = [
        f"<b>{_name(source)}</b>",
        f'<a href="{escape(address)}">{shown}</a>' if address else shown,
        words.html(
            "sources.details",
            kind=words.plain(_KINDS[source.kind]),
            every=every(source.every, words),
            readers=readers(source.audience, words),
        ),
    ]
    if source.category:
        lines.append(words.html("answer.category", category=cut(one_line(source.category), 100)))
    lines.append(_state(source, words, zone))
    if not source.paused and source.next_run_at is not None:
        lines.append(words.html("sources.next", time=words.moment(source.next_run_at, zone)))
    here = str(source.id)
    pause = (
        PressButton(words.plain("button.resume"), Press(RESUME, here))
        if source.paused
        else PressButton(words.plain("button.pause"), Press(PAUSE, here))
    )
    return Reply(
        "\n".join(lines),
        (
            (PressButton(words.plain("button.crawl"), Press(CRAWL, here)), pause),
            (
                PressButton(words.plain("button.remove_source"), Press(REMOVE, here)),
                PressButton(words.plain("button.sources"), Press(LIST)),
            ),
        ),
    )


def every(minutes: int, words: Wording) -> str:
    """Says how often: every 90 minutes, every 2 hours, every day."""
    if minutes % _DAY == 0:
        return words.count("sources.every_days", minutes // _DAY)
    if minutes % _HOUR == 0:
        return words.count("sources.every_hours", minutes // _HOUR)
    return words.count("sources.every_minutes", minutes)


def offer_reply(report: Mapping[str, Any], offer_id: str, words: Wording) -> Reply:
    """Renders what an address would be as a source; `report` is that of `hoidap preview`."""
    offer = report["offer"]
    lines = [
        words.html("sources.offer", address=cut(offer["url"], ADDRESS_UNITS)),
        words.html("sources.offer_kind", kind=words.plain(_KINDS[SourceKind(offer["kind"])])),
    ]
    if offer["named"]:
        lines.append(words.count("sources.offer_named", offer["named"]))
    examples = [article_lines(row, words) for row in report["articles"]]
    ask = words.html("sources.offer_ask")
    return Reply(
        "\n\n".join(["\n".join(lines), words.html("sources.offer_articles"), *examples, ask]),
        (
            (
                PressButton(words.plain("button.take_source"), Press(TAKE, offer_id)),
                PressButton(words.plain("button.leave"), Press(ADDRESS)),
            ),
        ),
    )


def added_reply(source: Source, words: Wording) -> Reply:
    """Says that a source was added, and offers to crawl it at once."""
    here = str(source.id)
    return Reply(
        words.html("sources.added", name=source.name),
        (
            (PressButton(words.plain("button.crawl"), Press(CRAWL, here)),),
            (PressButton(words.plain("button.source"), Press(CARD, here)),),
        ),
    )


def removal_question(source: Source, articles: int, words: Wording) -> Reply:
    """Asks what is to become of the articles of a source that is removed."""
    here = str(source.id)
    return Reply(
        words.count("sources.remove_ask", articles, name=source.name),
        (
            (PressButton(words.plain("button.remove_keeping"), Press(REMOVE_KEEPING, here)),),
            (PressButton(words.plain("button.remove_all"), Press(REMOVE_ALL, here)),),
            (PressButton(words.plain("button.leave"), Press(CARD, here)),),
        ),
    )


def _state(source: Source, words: Wording, zone: ZoneInfo) -> str:
    """Says whether a source is paused or failing, and how its last crawl went."""
    lines = []
    if source.paused:
        lines.append(words.html("sources.paused"))
    if source.last_run_at is None:
        lines.append(words.html("sources.never"))
        return "\n".join(lines)
    time = words.moment(source.last_run_at, zone)
    if source.failures:
        reason = shown_reason(source.failure or "", words)
        lines.append(words.count("sources.failing", source.failures, time=time, reason=reason))
    else:
        lines.append(words.html("sources.last", time=time))
    if source.last_result is not None:
        result = source.last_result
        lines.append(
            words.html(
                "sources.counts",
                created=words.number(result.created),
                updated=words.number(result.updated),
                unchanged=words.number(result.unchanged),
                removed=words.number(result.removed),
                rejected=words.number(result.rejected),
            )
        )
    return "\n".join(lines)


def shown_reason(reason: str, words: Wording) -> str:
    """Writes why something could not be had, in one line."""
    return cut(one_line(reason_in(words.language, reason)), REASON_UNITS)


def _name(source: Source) -> str:
    return escape(cut(one_line(source.name), NAME_UNITS))
