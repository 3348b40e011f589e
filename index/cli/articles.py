"""Commands on articles: ingest, show, remove, export."""

from __future__ import annotations

import json
import re
from collections.abc import Callable, Iterator, Sequence
from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path
from typing import Final

import click

from index.archive.archive import Archive
from index.archive.records import article_row
from index.assistant import Assistant
from index.cli.common import console_actor, echo_json, open_assistant, progress_bar
from index.crawl.walk import walk
from index.errors import HoidapError, UnknownArticleError
from index.fetch.values import options_of
from index.ingest.load import load
from index.ingest.read import Found, read_path
from index.model import Audience, IngestReport, Rejection


@click.command()
@click.argument("paths", nargs=-1, required=True, metavar="PATH...")
@click.option(
    "--audience",
    type=click.Choice([a.value for a in Audience]),
    help="Who may read the articles, whatever they state.",
)
@click.option("--json", "as_json", is_flag=True, help="Print the report as JSON.")
def ingest(paths: Sequence[str], audience: str | None, as_json: bool) -> None:
    """Take in articles from files, folders and web addresses, and index them.

    Reads .jsonl, .json, .html, .txt, .md, .pdf and .docx. An address (https://...) may be that
    of an article, a document, a feed, a sitemap, a list of news or a site: all articles behind
    it are taken, politely. A bad item is reported and the rest goes in. Articles of a folder
    whose files are gone are removed; a single file or an address never removes.
    Exit 1 when nothing could be taken in.
    """
    with open_assistant() as assistant:
        readers = Audience(audience) if audience else None
        report = _together([_ingest_one(assistant, path, readers) for path in paths])
        with progress_bar("Indexing") as update:
            assistant.catch_up(update)
    if as_json:
        echo_json(report_row(report))
    else:
        click.echo(
            f"created {report.created}, updated {report.updated}, unchanged {report.unchanged}, "
            f"removed {report.removed}, rejected {len(report.rejected)}"
        )
    for rejection in report.rejected:
        click.echo(f"rejected {rejection.item}: {rejection.reason}", err=True)
    if not (report.created or report.updated or report.unchanged):
        raise HoidapError(
            "nothing could be taken in; .jsonl, .json, .html, .txt, .md, .pdf and .docx files "
            "and web addresses (https://...) can be read"
        )


def _ingest_one(assistant: Assistant, path: str, audience: Audience | None) -> IngestReport:
    if not path.strip():
        return IngestReport(rejected=(Rejection("''", "an empty path; name a file or folder"),))
    if "://" in path:
        items = _as_known(assistant.archive, walk(path, options_of(assistant.settings)))
        return _load_counted(assistant, _for(items, audience), "Fetching")
    place = Path(path)
    if _SITE.match(path) and not place.exists():
        reason = f"no such file; for the site of that name type https://{path}"
        return IngestReport(rejected=(Rejection(path[:200], reason[:300]),))
    folder = place if place.is_dir() else None
    items = _for(read_path(place), audience)
    return _load_counted(assistant, items, f"Reading {place.name}", folder)


def _as_known(archive: Archive, items: Iterator[Found | Rejection]) -> Iterator[Found | Rejection]:
    """An article that a crawl has brought stays one of its source when it is taken in by hand."""
    for item in items:
        known = archive.article(item.article.url) if isinstance(item, Found) else None
        if isinstance(item, Found) and known is not None:
            category = item.article.category or known.category
            article = replace(item.article, source=known.source, category=category)
            yield Found(article, item.item)
        else:
            yield item


def _for(
    items: Iterator[Found | Rejection], audience: Audience | None
) -> Iterator[Found | Rejection]:
    for item in items:
        if isinstance(item, Found) and audience is not None:
            yield Found(replace(item.article, audience=audience), item.item)
        else:
            yield item


# "sotttt.example.gov.vn/tin-tuc": a person left the scheme out.
_SITE: Final = re.compile(r"(?:[\w-]+\.)+(?:vn|com|org|net|info|edu|example)(?:[/:]|$)", re.I)


def _load_counted(
    assistant: Assistant,
    items: Iterator[Found | Rejection],
    doing: str,
    folder: Path | None = None,
) -> IngestReport:
    done = 0
    with progress_bar(doing) as update:

        def count(more: int) -> None:
            nonlocal done
            done += more
            update(done, None)

        return load(assistant.archive, items, count, folder)


def _together(reports: Sequence[IngestReport]) -> IngestReport:
    return IngestReport(
        created=sum(r.created for r in reports),
        updated=sum(r.updated for r in reports),
        unchanged=sum(r.unchanged for r in reports),
        removed=sum(r.removed for r in reports),
        rejected=tuple(rejection for r in reports for rejection in r.rejected),
    )


def report_row(report: IngestReport) -> dict[str, object]:
    """Returns a report as `--json` prints it."""
    return {
        "created": report.created,
        "updated": report.updated,
        "unchanged": report.unchanged,
        "removed": report.removed,
        "rejected": [{"item": r.item, "reason": r.reason} for r in report.rejected],
    }


@click.command()
@click.argument("url")
@click.option("--json", "as_json", is_flag=True, help="Print the article as JSON.")
def show(url: str, as_json: bool) -> None:
    """Show the article at URL as it is stored."""
    with open_assistant() as assistant:
        article = assistant.archive.article(url)
    if article is None:
        raise UnknownArticleError(f"no article with the address {url}; `hoidap search` finds some")
    row = article_row(article)
    if as_json:
        echo_json(row)
        return
    for key, value in row.items():
        if key != "text" and value is not None:
            click.echo(f"{key}: {value}")
    click.echo(f"\n{article.text}")


@click.command()
@click.argument("urls", nargs=-1, required=True, metavar="URL...")
def remove(urls: Sequence[str]) -> None:
    """Take articles out of the answers. Exit 1 when one of them is not there.

    No crawl brings them back; `hoidap ingest` does.
    """
    actor, now = console_actor(), datetime.now(UTC)
    with open_assistant() as assistant:
        archive = assistant.archive
        with archive.together():
            removed = [url for url in urls if archive.edits.withhold(url, actor, now)]
            for url in removed:
                archive.record_action(actor, "remove", url)
        assistant.catch_up()
    click.echo(f"removed {len(removed)}")
    unknown = [url for url in urls if url not in removed]
    if unknown:
        raise UnknownArticleError("no article with the address " + ", ".join(unknown))


@click.command()
@click.argument("file", type=click.Path(dir_okay=False, path_type=Path))
def export(file: Path) -> None:
    """Write every article as stored to FILE, one JSON object a line."""
    with open_assistant() as assistant, progress_bar("Exporting") as update:
        try:
            number = _write_articles(assistant, file, update)
        except OSError as error:
            raise HoidapError(f"{file} cannot be written: {error.strerror or error}") from None
    click.echo(f"wrote {number} articles to {file}")


def _write_articles(
    assistant: Assistant, file: Path, update: Callable[[int, int | None], None]
) -> int:
    """Writes beside `file` first, so that it is never half an export; returns how many."""
    partial = file.with_name(file.name + ".part")
    number = 0
    try:
        with partial.open("w", encoding="utf-8") as out:
            for number, article in enumerate(assistant.archive.articles(), 1):
                out.write(json.dumps(article_row(article), ensure_ascii=False) + "\n")
                update(number, None)
        partial.replace(file)
    finally:
        partial.unlink(missing_ok=True)
    return number


COMMANDS: Final = (ingest, show, remove, export)
