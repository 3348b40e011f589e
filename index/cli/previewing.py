"""The command `hoidap preview`: what a file or an address would give, before it is taken."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime
from pathlib import Path
from typing import Any, Final

import click

from index.archive.archive import Archive
from index.archive.records import article_row
from index.cli.common import echo_json
from index.crawl.discover import Offer, look_at
from index.errors import HoidapError, SourceError
from index.fetch.errors import FetchError
from index.fetch.values import options_of
from index.ingest.read import Found, read_path
from index.model import Article, Audience, Rejection
from index.settings import Settings, load_settings

# Of many articles so many are shown; the others are counted.
_SHOWN: Final = 3
_SHOWN_REJECTIONS: Final = 20
_BEGINNING: Final = 400


@dataclass(slots=True)
class _Seen:
    """What was found: an offer of a source, or articles, the first of them whole."""

    offer: Offer | None = None
    articles: list[Article] = field(default_factory=list)
    total: int = 0
    rejected: list[Rejection] = field(default_factory=list)


@click.command()
@click.argument("path", metavar="PATH_OR_URL")
@click.option("--web", is_flag=True, help="It is a web address, whatever files there are.")
@click.option("--json", "as_json", is_flag=True, help="Print what was found as JSON.")
def preview(path: str, web: bool, as_json: bool) -> None:
    """Show what a file, a folder or a web address would give; nothing is kept.

    Of an address with a list of news: what it would be as a source. Otherwise the articles, as
    `hoidap ingest` would take them in. Exit 1 when there are none.
    """
    settings = load_settings()
    today = datetime.now(settings.time_zone).date()
    place = Path(path)
    is_file = not web and "://" not in path and path.strip() and place.exists()
    seen = _read(read_path(place, today=today)) if is_file else _look(path, settings, today)
    if as_json:
        _echo(seen, settings)
    else:
        _print(seen)
    if seen.offer is None and not seen.articles:
        raise HoidapError("; ".join(one.reason for one in seen.rejected[:3]) or "nothing is there")


def offer_row(offer: Offer) -> dict[str, Any]:
    """Returns an offer as JSON has it, without its articles."""
    return {
        "url": offer.url,
        "kind": offer.kind.value,
        "name": offer.name,
        "named": offer.named,
        "further": offer.further,
        "sections": offer.sections,
        "feeds": offer.feeds,
    }


def _read(items: Iterable[Found | Rejection]) -> _Seen:
    seen = _Seen()
    for item in items:
        if isinstance(item, Rejection):
            seen.rejected.append(item)
            continue
        seen.total += 1
        if len(seen.articles) < _SHOWN:
            seen.articles.append(item.article)
    return seen


def _look(typed: str, settings: Settings, today: date) -> _Seen:
    try:
        found = look_at(typed, options_of(settings), today=today)
    except (FetchError, SourceError) as fault:
        return _Seen(rejected=[Rejection(typed[:200], str(fault))])
    if isinstance(found, Found):
        return _Seen(articles=[found.article], total=1)
    return _Seen(offer=found, articles=list(found.articles), total=found.named)


def _echo(seen: _Seen, settings: Settings) -> None:
    readers = _readers(seen.articles, settings)
    echo_json(
        {
            "offer": offer_row(seen.offer) if seen.offer else None,
            "articles": [_row(one, readers.get(one.url)) for one in seen.articles],
            "total": seen.total,
            "rejected": [
                {"item": one.item, "reason": one.reason}
                for one in seen.rejected[:_SHOWN_REJECTIONS]
            ],
            "rejections": len(seen.rejected),
        }
    )


def _readers(articles: Sequence[Article], settings: Settings) -> dict[str, Audience]:
    """Returns the urls that have an article already, which would be replaced, with its readers."""
    archive = Archive.open(settings.home)
    try:
        known = {one.url: archive.article(one.url) for one in articles}
    finally:
        archive.close()
    return {url: article.audience for url, article in known.items() if article is not None}


def _row(article: Article, known_for: Audience | None) -> dict[str, Any]:
    row = article_row(article)
    text = row.pop("text")
    return row | {
        "pages": len(article.pages),
        "words": len(text.split()),
        "beginning": text[:_BEGINNING],
        "known": known_for is not None,
        "known_for": known_for.value if known_for else None,
    }


def _print(seen: _Seen) -> None:
    if seen.offer is not None:
        click.echo(f"{seen.offer.url}: {seen.offer.what}; a source of {seen.total} or more, as")
    for article in seen.articles:
        day = article.published.isoformat() if article.published else "no date   "
        click.echo(f"  {day}  {article.title}  {len(article.text.split())} words")
    if seen.offer is None and seen.total > len(seen.articles):
        click.echo(f"  and {seen.total - len(seen.articles)} more")
    for one in seen.rejected[:_SHOWN_REJECTIONS]:
        click.echo(f"rejected {one.item}: {one.reason}", err=True)


COMMANDS: Final = (preview,)
