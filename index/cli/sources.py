"""Commands on sources: add, load, list, test, pause, resume, remove."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import UTC, datetime
from importlib.resources import as_file, files
from pathlib import Path
from typing import Any, Final

import click

from index.archive.archive import Archive
from index.archive.source_records import Source, SourceKind
from index.archive.sources import DEFAULT_EVERY
from index.assistant import Assistant
from index.cli.common import echo_json, open_assistant
from index.crawl.discover import Offer, discover
from index.crawl.source_file import load_sources
from index.errors import HoidapError, SourceError, UnknownSourceError
from index.fetch.errors import FetchError
from index.fetch.values import options_of
from index.model import Audience, Rejection

_ACTOR: Final = "console"
_LONGEST_SHOWN: Final = 200


@click.group()
def source() -> None:
    """Where articles come from: sites, feeds, folders. `hoidap crawl` brings them up to date."""


@source.command()
@click.argument("url")
@click.option("--name", help="How it is called; the site's host unless given.")
@click.option("--category", help="Of its articles that name none.")
@click.option(
    "--audience",
    type=click.Choice([a.value for a in Audience]),
    default=Audience.PUBLIC.value,
    help="Who may read its articles.",
)
@click.option("--every", type=int, default=DEFAULT_EVERY, help="Minutes between crawls.")
@click.option(
    "--kind",
    type=click.Choice([SourceKind.SITE.value, SourceKind.LISTING.value]),
    help="Take the whole site behind URL, or the one list alone.",
)
@click.option("--yes", is_flag=True, help="Take it without asking.")
def add(
    url: str,
    name: str | None,
    category: str | None,
    audience: str,
    every: int,
    kind: str | None,
    yes: bool,
) -> None:
    """Look at what URL offers (a site, a list, a feed, a sitemap; or a folder or file), show it,
    ask, and keep it as a source. Nothing is taken in before `hoidap crawl`.
    """
    with open_assistant() as assistant:
        offer = _offer(assistant, url, SourceKind(kind) if kind else None)
        _show(offer)
        if not yes and not click.confirm("Take it as a source?", err=True):
            click.echo("nothing was added", err=True)
            return
        added = assistant.archive.sources.add(
            name or offer.name,
            offer.url,
            offer.kind,
            _now(),
            category=category,
            audience=Audience(audience),
            every=every,
            added_by=_ACTOR,
        )
        assistant.archive.record_action(_ACTOR, "source added", f"{added.name} {added.url}")
    click.echo(f"added {added.name}; `hoidap crawl` takes its articles in")


@source.command()
@click.argument("name_or_url")
def test(name_or_url: str) -> None:
    """Look at what a source, or an address, offers now. Nothing is kept."""
    with open_assistant() as assistant:
        known = assistant.archive.sources.by_name(name_or_url)
        offer = _offer(
            assistant, known.url if known else name_or_url, known.kind if known else None
        )
    _show(offer)


@source.command()
@click.argument("file", required=False, type=click.Path(dir_okay=False, path_type=Path))
def load(file: Path | None) -> None:
    """Add the sources that FILE lists (data/sources.toml unless given) and that are not there."""
    with open_assistant() as assistant, as_file(files("data") / "sources.toml") as own:
        outcomes = list(load_sources(assistant.archive, file or own, _now()))
    added = [one for one in outcomes if isinstance(one, Source)]
    for one in outcomes:
        if isinstance(one, Rejection):
            click.echo(f"rejected {one.item}: {one.reason}", err=True)
    click.echo(f"added {len(added)}, rejected {len(outcomes) - len(added)}")
    if len(added) < len(outcomes):
        raise SourceError("not all sources could be added; mend what is named above")


@source.command("list")
@click.option("--json", "as_json", is_flag=True, help="Print the sources as JSON.")
def list_(as_json: bool) -> None:
    """List the sources, and how their last crawls went."""
    with open_assistant() as assistant:
        rows = [_row(one) for one in assistant.archive.sources.all()]
    if as_json:
        echo_json(rows)
        return
    if not rows:
        click.echo("no sources yet; `hoidap source add URL` adds one")
    for row in rows:
        state = "paused" if row["paused"] else f"every {row['every']} min"
        click.echo(f"{row['name']}  ({row['kind']}, {state})  {row['url']}")
        if row["failure"]:
            click.echo(f"  failed {row['failures']} times, the last: {row['failure']}")
        if row["last_result"]:
            counts = ", ".join(f"{key} {n}" for key, n in row["last_result"].items())
            click.echo(f"  {row['last_run_at']}: {counts}")


@source.command()
@click.argument("name")
def pause(name: str) -> None:
    """Stop crawling a source by itself; its articles stay."""
    with open_assistant() as assistant:
        one = known_source(assistant.archive, name)
        assistant.archive.sources.pause(one.id)
        assistant.archive.record_action(_ACTOR, "source paused", one.name)
    click.echo(f"paused {one.name}; `hoidap source resume` goes on with it")


@source.command()
@click.argument("name")
def resume(name: str) -> None:
    """Go on with a source that was paused; it is crawled next."""
    with open_assistant() as assistant:
        one = known_source(assistant.archive, name)
        assistant.archive.sources.resume(one.id)
        assistant.archive.record_action(_ACTOR, "source resumed", one.name)
    click.echo(f"resumed {one.name}")


@source.command()
@click.argument("name")
@click.option("--keep-articles", is_flag=True, help="Its articles stay in the answers.")
@click.option("--yes", is_flag=True, help="Remove it without asking.")
def remove(name: str, keep_articles: bool, yes: bool) -> None:
    """Remove a source, and take its articles out of the answers unless they are kept."""
    with open_assistant() as assistant:
        one = known_source(assistant.archive, name)
        what = "its articles stay" if keep_articles else "its articles leave the answers"
        if not yes and not click.confirm(f"Remove {one.name} ({what})?", err=True):
            click.echo("nothing was removed", err=True)
            return
        number = assistant.archive.sources.remove(one.id, keep_articles=keep_articles)
        assistant.archive.record_action(_ACTOR, "source removed", f"{one.name} {number}")
        assistant.catch_up()
    click.echo(f"removed {one.name} and {number} articles")


def known_source(archive: Archive, name: str) -> Source:
    """Returns the source of that name. Raises UnknownSourceError."""
    found = archive.sources.by_name(name)
    if found is not None:
        return found
    names = ", ".join(one.name for one in archive.sources.all()[:5])
    what = f"known: {names}" if names else "`hoidap source add URL` adds one"
    raise UnknownSourceError(f"no source is called {name}; {what}")


def _offer(assistant: Assistant, url: str, kind: SourceKind | None) -> Offer:
    today = datetime.now(assistant.settings.time_zone).date()
    try:
        return discover(url, options_of(assistant.settings), today=today, kind=kind)
    except (FetchError, SourceError) as fault:
        raise HoidapError(f"{_shown(url)}: {fault}") from None


def _shown(url: str) -> str:
    """Returns what was typed, without what stands before an @: it may be a password."""
    return url[:_LONGEST_SHOWN].rpartition("@")[2] or "the address"


def _show(offer: Offer) -> None:
    """Tells what stands at an address, and shows its first articles."""
    parts: Sequence[tuple[int, str]] = (
        (offer.named, "links to news"),
        (offer.further, "further pages"),
        (offer.sections, "sections"),
        (offer.feeds, "feeds and sitemaps"),
    )
    numbers = ", ".join(f"{n} {what}" for n, what in parts if n)
    click.echo(f"{offer.url}: {offer.what}{', ' + numbers if numbers else ''}")
    click.echo(f"it would be taken as a {offer.kind.value}; for example")
    for article in offer.articles:
        day = article.published.isoformat() if article.published else "no date   "
        words = len(article.text.split())
        click.echo(f"  {day}  {article.title}  [{article.category or '-'}]  {words} words")


def _row(one: Source) -> dict[str, Any]:
    result = one.last_result
    return {
        "name": one.name,
        "url": one.url,
        "kind": one.kind.value,
        "category": one.category,
        "audience": one.audience.value,
        "every": one.every,
        "paused": one.paused,
        "last_run_at": one.last_run_at.isoformat() if one.last_run_at else None,
        "next_run_at": one.next_run_at.isoformat() if one.next_run_at else None,
        "last_result": {
            "created": result.created,
            "updated": result.updated,
            "unchanged": result.unchanged,
            "removed": result.removed,
            "rejected": result.rejected,
        }
        if result
        else None,
        "failures": one.failures,
        "failure": one.failure,
    }


def _now() -> datetime:
    return datetime.now(UTC)


COMMANDS: Final = (source,)
