"""Commands that ask: ask, search."""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping
from datetime import date
from typing import Any, Final, TextIO

import click

from index.assistant import Assistant
from index.cli.answer_text import (
    print_answer,
    print_hit,
    print_read,
    print_searched,
    print_steps,
)
from index.cli.common import ISO_DATE, echo_json, open_assistant
from index.model import Answer, Filters, Hit, Role, Sort

_SORTS: Final = click.Choice([sort.value for sort in Sort])
_ROLES: Final = click.Choice([role.value for role in Role])
_LIMIT: Final = click.IntRange(1, 100)


@click.command()
@click.argument("question", required=False)
@click.option("--json", "as_json", is_flag=True, help="Print the answer as JSON.")
@click.option("--explain", is_flag=True, help="Show what each step saw and chose.")
@click.option("--exact", is_flag=True, help="Search the words as typed; correct no slips.")
@click.option("--today", type=ISO_DATE, help="The day that 'this year' is counted from.")
@click.option("--role", type=_ROLES, default=Role.CITIZEN.value, show_default=True)
@click.option("--limit", type=_LIMIT, default=5, show_default=True, help="Articles at most.")
@click.option(
    "--batch",
    type=click.File("r", encoding="utf-8-sig", errors="replace"),
    help='Answer every line {"id", "question"} of this file, one JSON answer a line.',
)
def ask(
    question: str | None,
    as_json: bool,
    explain: bool,
    exact: bool,
    today: date | None,
    role: str,
    limit: int,
    batch: TextIO | None,
) -> None:
    """Answer QUESTION from the articles, in Vietnamese or English."""
    if (question is None) == (batch is None):
        raise click.UsageError("give either QUESTION or --batch FILE")
    with open_assistant() as assistant:
        if batch is not None:
            for row in _batch_rows(
                assistant, batch, Role(role), today, limit, explain=explain, exact=exact
            ):
                echo_json(row)
            return
        answer = assistant.ask(
            question or "", role=Role(role), today=today, limit=limit, exact=exact
        )
    if as_json:
        echo_json(answer_row(answer, explain=explain))
    else:
        print_answer(answer)
        if explain:
            print_steps(answer)


def _batch_rows(
    assistant: Assistant,
    lines: TextIO,
    role: Role,
    today: date | None,
    limit: int,
    *,
    explain: bool,
    exact: bool,
) -> Iterator[Mapping[str, Any]]:
    for number, line in enumerate(lines, 1):
        if not line.strip():
            continue
        line_id: object = None
        try:
            row = json.loads(line)
            if not isinstance(row, dict):
                raise TypeError("is no JSON object")
            line_id = row.get("id")
            if not isinstance(row.get("question"), str):
                raise TypeError("needs a text under 'question'")
        except (ValueError, TypeError, RecursionError) as error:
            yield {"id": line_id, "status": "error", "reason": f"line {number}: {error}"}
            continue
        answer = assistant.ask(row["question"], role=role, today=today, limit=limit, exact=exact)
        yield {"id": line_id, **answer_row(answer, explain=explain)}


def answer_row(answer: Answer, *, explain: bool = False) -> dict[str, Any]:
    """Returns the contract's JSON of an answer; with `explain`, the steps too."""
    quote = answer.quote
    row: dict[str, Any] = {
        "question": answer.question,
        "status": answer.status.value,
        "language": answer.language.value,
        "answer": None
        if quote is None
        else {
            "text": quote.text,
            "sentence": quote.sentence,
            "url": quote.url,
            "title": quote.title,
            "published": quote.published.isoformat() if quote.published else None,
        },
        "hits": [hit_row(hit) for hit in answer.hits],
        "took_ms": answer.took_ms,
    }
    if answer.curated is not None:
        curated = answer.curated
        row["curated"] = {
            "question": curated.question,
            "text": curated.text,
            "answered_on": curated.answered_on.isoformat(),
            "expires_on": curated.expires_on.isoformat() if curated.expires_on else None,
        }
    if explain:
        row["steps"] = [{"name": s.name, "took_ms": s.took_ms, **s.detail} for s in answer.steps]
    return row


def hit_row(hit: Hit) -> dict[str, Any]:
    """Returns the contract's JSON of a hit."""
    return {
        "url": hit.url,
        "title": hit.title,
        "published": hit.published.isoformat() if hit.published else None,
        "category": hit.category,
        "score": hit.score,
        "snippet": hit.snippet,
        "highlights": [list(span) for span in hit.highlights],
    }


@click.command()
@click.argument("words", nargs=-1)
@click.option("--json", "as_json", is_flag=True, help="Print the page as JSON.")
@click.option("--sort", type=_SORTS, default=Sort.RELEVANCE.value, show_default=True)
@click.option("--from", "date_from", type=ISO_DATE, help="Published on this day or later.")
@click.option("--to", "date_to", type=ISO_DATE, help="Published on this day or earlier.")
@click.option("--category", help="Only this category.")
@click.option("--source", help="Only this source.")
@click.option("--role", type=_ROLES, default=Role.CITIZEN.value, show_default=True)
@click.option("--limit", type=_LIMIT, default=10, show_default=True)
@click.option("--offset", type=click.IntRange(0, 5000), default=0, show_default=True)
def search(
    words: tuple[str, ...],
    as_json: bool,
    sort: str,
    date_from: date | None,
    date_to: date | None,
    category: str | None,
    source: str | None,
    role: str,
    limit: int,
    offset: int,
) -> None:
    """List the articles that hold WORDS, best first; all, newest first, without words.

    Filters may stand among the words: from:01/2022 to:06/2022 category:NAME source:NAME, in
    Vietnamese tu: den: muc: nguon:, or "từ 1/2022 đến 6/2022".
    """
    filters = Filters(date_from, date_to, category, source)
    with open_assistant() as assistant:
        found = assistant.search_typed(
            " ".join(words),
            filters=filters,
            role=Role(role),
            limit=limit,
            offset=offset,
            sort=Sort(sort),
        )
    page = found.page
    if as_json:
        echo_json({"total": page.total, "hits": [hit_row(hit) for hit in page.hits]})
        return
    click.echo(f"{page.total} articles")
    print_read(found)
    print_searched(page.searched_as)
    for number, hit in enumerate(page.hits, offset + 1):
        print_hit(number, hit)


COMMANDS: Final = (ask, search)
