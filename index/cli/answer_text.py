"""Answers and articles as the console shows them to a person."""

from __future__ import annotations

import json
from datetime import date

import click

from index.model import Answer, Hit, Quote
from index.typed import TypedPage, typed_text


def print_answer(answer: Answer) -> None:
    """Prints the status, the answer with its notes, and the articles below it."""
    click.echo(f"[{answer.status.value}]")
    print_searched(answer.searched_as)
    if answer.curated is not None:
        click.echo(answer.curated.text)
        click.echo(f"an officer, {_day(answer.curated.answered_on)}: {answer.curated.question}\n")
    if answer.quote is not None:
        _print_quote(answer.quote)
        _print_notes(answer)
        click.echo()
    for number, hit in enumerate(answer.hits, 1):
        print_hit(number, hit)


def _print_quote(quote: Quote) -> None:
    """Prints the sentence, or the list it is part of, with the answer in bold, and its date."""
    if not quote.items:
        click.echo(
            quote.sentence[: quote.start]
            + click.style(quote.text, bold=True)
            + quote.sentence[quote.end :]
        )
    elif quote.intro:
        click.echo(quote.intro)
    for item in quote.items:
        click.echo(click.style(item, bold=True) if quote.sentence in item else item)
    if quote.more_items:
        click.echo(f"… ({quote.more_items} more items in the article)")
    page = f", page {quote.page}" if quote.page is not None else ""
    click.echo(f"published: {_day(quote.published)}{page}")


def _print_notes(answer: Answer) -> None:
    if answer.overdue_days is not None:
        click.echo(f"note: this deadline has passed ({answer.overdue_days} days ago)")
    if answer.newer is not None:
        newer = answer.newer
        click.echo(f"newer news: {newer.title} ({_day(newer.published)})\n   {newer.url}")


def print_searched(searched_as: str | None) -> None:
    """Prints the words as they were searched, where one was read as another."""
    if searched_as is not None:
        click.echo(f"searched: {searched_as}")


def print_read(found: TypedPage) -> None:
    """Prints how typed filters were read, and what the other reading of a period finds."""
    read = found.read
    if read.filters:
        click.echo(f"filters: {typed_text('', read.filters)}")
    for note in read.notes:
        taken = f" -> {note.read}" if note.read else ""
        click.echo(f"note: {note.kind.value.replace('_', ' ')}: {note.typed}{taken}")
    if read.other is not None and found.other_total:
        other = typed_text(read.other.words, read.other.filters)
        click.echo(f"or: {other} ({found.other_total} articles)")


def print_hit(number: int, hit: Hit) -> None:
    """Prints an article with its number in the list."""
    click.echo(f"{number}. {hit.title} ({_day(hit.published)})\n   {hit.url}")
    snippet = " ".join(hit.snippet.split())
    if snippet:
        before, after = "…" * hit.cut_before, "…" * hit.cut_after
        click.echo(f"   {before}{snippet}{after}")


def _day(published: date | None) -> str:
    return published.isoformat() if published else "no date"


def print_steps(answer: Answer) -> None:
    """Prints what each step of answering decided."""
    for step in answer.steps:
        click.echo(click.style(f"\n{step.name} ({step.took_ms:.1f} ms)", bold=True))
        for name, value in step.detail.items():
            click.echo(f"  {name}: {json.dumps(value, ensure_ascii=False)}")
