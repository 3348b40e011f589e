"""What stands below a sure answer: "was this right?", sharing it, and where else to look."""

from __future__ import annotations

from datetime import date
from typing import Final

from bot.callbacks import NO_QUERY, Press
from bot.markup import MAX_MESSAGE_UNITS, escape, shown_units
from bot.render_dates import dated
from bot.render_handoff import officer_row
from bot.render_lists import article_line
from bot.reply import LinkButton, PressButton, Reply
from bot.wording import Wording
from bot.wording_keys import TextKey
from index.model import Answer, Status
from index.service import Votes

UP: Final = "up"
"""Keeps that the answer to a saved question was right."""
DOWN: Final = "down"
"""Keeps that it was not, and offers where else to look."""

OTHERS_SHOWN: Final = 3
OTHER_TITLE_UNITS: Final = 120
_SURE: Final = frozenset({Status.ANSWERED, Status.CURATED})


def can_be_voted_on(answer: Answer, query_id: str) -> bool:
    """Tells whether people are asked if an answer was right: a sure one whose question is kept."""
    return answer.status in _SURE and not answer.personal and query_id not in ("", NO_QUERY)


def with_votes(reply: Reply, query_id: str, words: Wording, share: str | None) -> Reply:
    """Puts below an answer whether it was right; `share` is the address that shares it."""
    row = [
        PressButton(words.plain("vote.button.up"), Press(UP, query_id)),
        PressButton(words.plain("vote.button.down"), Press(DOWN, query_id)),
    ]
    shared = (LinkButton(words.plain("share.button"), share),) if share else ()
    html = f"{reply.html}\n\n{words.html('vote.question')}"
    return Reply(html, (*reply.rows, (*row, *shared)))


def voted(up: bool, changed: bool, votes: Votes | None, words: Wording) -> str:
    """Says what was pressed, for an alert; to staff also how many people pressed what."""
    key: TextKey
    if up:
        key = "vote.alert.up" if changed else "vote.alert.up_already"
    else:
        key = "vote.alert.down" if changed else "vote.alert.down_already"
    lines = [words.plain(key)]
    if votes is not None:
        up_n, down_n = words.number(votes.up), words.number(votes.down)
        lines.append(words.plain("vote.alert.counts", up=up_n, down=down_n))
    return "\n".join(lines)


def with_doubt(
    reply: Reply, answer: Answer, first_other: int, query_id: str, words: Wording, today: date
) -> Reply:
    """Adds to an answer that was not right the articles next to it, and asking an officer.

    `first_other` is the offset of the first hit that the card does not show.
    """
    others = answer.hits[first_other : first_other + OTHERS_SHOWN]
    lines = [words.html("vote.related")]
    for number, hit in enumerate(others, start=1):
        day = f" · {escape(dated(hit.published, words, today))}" if hit.published else ""
        lines.append(f"{number}. {article_line(hit.title, hit.url, OTHER_TITLE_UNITS)}{day}")
    html = "\n\n".join([reply.html, "\n".join(lines)])
    if not others or shown_units(html) > MAX_MESSAGE_UNITS:
        html = f"{reply.html}\n\n{words.html('vote.officer')}"
    return Reply(html, (*reply.rows, *officer_row(query_id, words)))
