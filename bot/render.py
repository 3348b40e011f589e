"""From an answer to the reply that shows it. Pure functions, no Telegram objects.

Every text from outside is cut before it is escaped, and the cuts add up to less than
Telegram's 4096 UTF-16 units: a quote of 1,700 or a list of 2,600, titles of 200, and at most 5
hits of 700.
"""

from __future__ import annotations

from datetime import date
from typing import Final

from bot.callbacks import ASK, CARD, EXACT, HITS, Press
from bot.department import Profile
from bot.markup import cut, one_line
from bot.render_beside import newer_row
from bot.render_card import card_html, open_button
from bot.render_curated import curated_reply
from bot.render_handoff import officer_row
from bot.render_lists import (
    PAGE_SIZE,
    hit_entry,
    navigation,
)
from bot.render_talk import talk_text
from bot.render_texts import contact
from bot.reply import Button, LinkButton, PressButton, Reply
from bot.wording import Wording
from index.model import Answer, Quote, Status

RELATED_SHOWN: Final = 3
"""Articles shown when none surely answers."""
MOST_SHOWN: Final = 6
"""Hits asked for with a question: the card's, and enough to know whether there are others."""
MOST_HITS: Final = 26
"""Hits asked for when a person pages through other results: five pages are plenty."""
MAX_QUESTION_CHARS: Final = 300
QUESTION_UNITS: Final = 200
HANDED_ON: Final = frozenset({Status.RELATED, Status.NOT_FOUND})
"""Where there is no answer: an officer may be asked, and the question is noted."""


def answer_reply(
    answer: Answer, words: Wording, profile: Profile, query_id: str, today: date | None = None
) -> Reply:
    """Renders an answer of any status; `query_id` is the saved question's, for its buttons.

    With `today`, it is said beside a date how long ago that was.
    """
    reply = _reply(answer, words, profile, query_id, today)
    return with_personal_notice(reply, words) if answer.personal else reply


def with_personal_notice(reply: Reply, words: Wording) -> Reply:
    """Puts above a reply that the message should be deleted; takes its buttons for more away.

    Those would need the message to be kept.
    """
    rows = tuple(
        kept
        for row in reply.rows
        if (kept := tuple(button for button in row if isinstance(button, LinkButton)))
    )
    return Reply(f"{words.html('personal_data.notice')}\n\n{reply.html}", rows)


def _reply(
    answer: Answer, words: Wording, profile: Profile, query_id: str, today: date | None
) -> Reply:
    if answer.status is Status.ANSWERED and answer.quote is not None:
        return _card(answer, answer.quote, words, query_id, today)
    if answer.status is Status.CURATED and answer.curated is not None:
        return curated_reply(answer, answer.curated, words, profile, query_id)
    if answer.status is Status.RELATED and answer.hits:
        return _related(answer, words, query_id, today)
    if answer.status is Status.TALK_TO_OFFICER:
        return Reply(_plain(answer, words, profile), officer_row("", words))
    rows = officer_row(query_id, words) if answer.status in HANDED_ON else ()
    return Reply(_plain(answer, words, profile), rows)


def other_results(
    answer: Answer, words: Wording, query_id: str, offset: int, today: date | None = None
) -> Reply | None:
    """Renders a page of the articles behind an answer; None when there are none there.

    `answer` holds the hits from the first one on; `offset` counts from there.
    """
    first = first_other(answer)
    shown = answer.hits[offset : offset + PAGE_SIZE]
    if first is None or not shown:
        return None
    question = cut(one_line(answer.question), QUESTION_UNITS)
    title = words.html("search.more", question=question)
    span = words.html("search.range", first=offset + 1, last=offset + len(shown))
    entries = [
        hit_entry(hit, offset + i, words, today=today) for i, hit in enumerate(shown, start=1)
    ]
    previous = (
        PressButton(words.plain("button.back"), Press(CARD, query_id))
        if offset - PAGE_SIZE < first
        else PressButton(words.plain("button.previous"), Press(HITS, query_id, offset - PAGE_SIZE))
    )
    following = (
        PressButton(words.plain("button.next"), Press(HITS, query_id, offset + PAGE_SIZE))
        if len(answer.hits) > offset + PAGE_SIZE
        else None
    )
    return Reply("\n\n".join([f"{title} ({span})", *entries]), navigation(previous, following))


def first_other(answer: Answer) -> int | None:
    """Returns the offset of the first hit that the card does not show, None without a card."""
    return {Status.ANSWERED: 1, Status.RELATED: RELATED_SHOWN, Status.CURATED: 0}.get(answer.status)


def with_question(reply: Reply, question: str, words: Wording) -> Reply:
    """Puts the question above a reply, for an answer to a pressed button."""
    asked = words.html("answer.asked", question=cut(one_line(question), QUESTION_UNITS))
    return Reply(f"{asked}\n\n{reply.html}", reply.rows)


def with_reading(reply: Reply, question: str, typed_id: str, words: Wording) -> Reply:
    """Puts above a reply how the message was read, and a button to ask it as typed."""
    read = words.html("answer.read_as", question=cut(one_line(question), QUESTION_UNITS))
    typed = PressButton(words.plain("button.as_typed"), Press(EXACT, typed_id))
    return Reply(f"{read}\n\n{reply.html}", (*reply.rows, (typed,)))


def with_correction(reply: Reply, searched_as: str, typed_id: str, words: Wording) -> Reply:
    """Puts above a reply what was searched, and a button to search exactly what was typed."""
    shown = words.html("answer.searching", question=cut(one_line(searched_as), QUESTION_UNITS))
    exact = PressButton(words.plain("button.exact"), Press(EXACT, typed_id))
    return Reply(f"{shown}\n\n{reply.html}", (*reply.rows, (exact,)))


def example_rows(examples: list[tuple[str, str]]) -> tuple[tuple[Button, ...], ...]:
    """Returns a row for each example, given as (question, query id)."""
    return tuple((PressButton(text, Press(ASK, query_id)),) for text, query_id in examples)


def _card(answer: Answer, quote: Quote, words: Wording, query_id: str, today: date | None) -> Reply:
    opening = open_button(quote, words)
    rows = _with_more([opening] if opening else [], answer, words, query_id)
    return Reply(card_html(answer, quote, words, today), (*rows, *newer_row(answer, words)))


def _related(answer: Answer, words: Wording, query_id: str, today: date | None) -> Reply:
    entries = [
        hit_entry(hit, number, words, today=today)
        for number, hit in enumerate(answer.hits[:RELATED_SHOWN], start=1)
    ]
    html = "\n\n".join([words.html("related.lead"), *entries])
    rows = _with_more([], answer, words, query_id)
    return Reply(html, (*rows, *officer_row(query_id, words)))


def _with_more(
    buttons: list[Button], answer: Answer, words: Wording, query_id: str
) -> tuple[tuple[Button, ...], ...]:
    first = first_other(answer)
    if first is not None and len(answer.hits) > first:
        press = Press(HITS, query_id, first)
        buttons.append(PressButton(words.plain("button.more"), press))
    return (tuple(buttons),) if buttons else ()


def _plain(answer: Answer, words: Wording, profile: Profile) -> str:
    """Renders the statuses without an article."""
    if answer.status is Status.TOO_LONG:
        return too_long(len(answer.question), words)
    if answer.status is Status.EMPTY_ARCHIVE:
        return words.html("empty_archive.reply")
    talk = talk_text(answer.status, words, profile)
    return talk or f"{words.html('not_found.reply')}\n\n{contact(profile, words)}"


def too_long(length: int, words: Wording) -> str:
    """Says that a text of `length` characters is over the limit."""
    return words.html("too_long.reply", n=words.number(length), limit=MAX_QUESTION_CHARS)
