"""From an answer to the reply that shows it. Pure functions, no Telegram objects.

Every text from outside is cut before it is escaped, and the cuts add up to less than
Telegram's 4096 UTF-16 units: a quote of 1,700 or a list of 2,600, titles of 200, and at most 5
hits of 700.
"""

from __future__ import annotations

from typing import Final

from bot.callbacks import ASK, CARD, EXACT, HITS, Press
from bot.department import Profile
from bot.links import at_page, at_sentence, web_address
from bot.markup import ELLIPSIS, bold, cut, cut_before, escape, one_line
from bot.render_beside import listed, newer_row, notes
from bot.render_curated import curated_reply
from bot.render_handoff import officer_row
from bot.render_lists import (
    PAGE_SIZE,
    TITLE_UNITS,
    article_line,
    hit_entry,
    navigation,
    source_label,
)
from bot.render_talk import talk_text
from bot.render_texts import contact
from bot.reply import Button, LinkButton, PressButton, Reply
from bot.wording import Wording
from index.model import Answer, Audience, Language, Quote, Status

RELATED_SHOWN: Final = 3
"""Articles shown when none surely answers."""
MOST_SHOWN: Final = 6
"""Hits asked for with a question: the card's, and enough to know whether there are others."""
MOST_HITS: Final = 26
"""Hits asked for when a person pages through other results: five pages are plenty."""
MAX_QUESTION_CHARS: Final = 300
SPAN_UNITS: Final = 700
BESIDE_SPAN_UNITS: Final = 500
"""Room for the short answer and for either side of it: three times a sentence of 80 words."""
QUESTION_UNITS: Final = 200
SOURCE_UNITS: Final = 100
HANDED_ON: Final = frozenset({Status.RELATED, Status.NOT_FOUND})
"""Where there is no answer: an officer may be asked, and the question is noted."""
_VIETNAMESE_LETTERS: Final = frozenset(
    "ăâđêôơưàảãáạằẳẵắặầẩẫấậèẻẽéẹềểễếệìỉĩíịòỏõóọồổỗốộờởỡớợùủũúụừửữứựỳỷỹýỵ"
)


def answer_reply(answer: Answer, words: Wording, profile: Profile, query_id: str) -> Reply:
    """Renders an answer of any status; `query_id` is the saved question's, for its buttons."""
    reply = _reply(answer, words, profile, query_id)
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


def _reply(answer: Answer, words: Wording, profile: Profile, query_id: str) -> Reply:
    if answer.status is Status.ANSWERED and answer.quote is not None:
        return _card(answer, answer.quote, words, query_id)
    if answer.status is Status.CURATED and answer.curated is not None:
        return curated_reply(answer, answer.curated, words, profile, query_id)
    if answer.status is Status.RELATED and answer.hits:
        return _related(answer, words, query_id)
    if answer.status is Status.TALK_TO_OFFICER:
        return Reply(_plain(answer, words, profile), officer_row("", words))
    rows = officer_row(query_id, words) if answer.status in HANDED_ON else ()
    return Reply(_plain(answer, words, profile), rows)


def other_results(answer: Answer, words: Wording, query_id: str, offset: int) -> Reply | None:
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
    entries = [hit_entry(hit, offset + i, words) for i, hit in enumerate(shown, start=1)]
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


def _card(answer: Answer, quote: Quote, words: Wording, query_id: str) -> Reply:
    foreign = words.language is Language.ENGLISH and _is_vietnamese(quote.sentence)
    staff_only = bool(answer.hits) and answer.hits[0].audience is Audience.STAFF
    published = (
        words.html("answer.published", date=words.date(quote.published))
        if quote.published
        else words.html("answer.undated")
    )
    source = source_label(quote.source, quote.url)
    details = [published]
    if quote.page is not None:
        details.append(words.html("answer.page", page=str(quote.page)))
    if quote.category and (category := one_line(quote.category)):
        details.append(words.html("answer.category", category=cut(category, SOURCE_UNITS)))
    if source:
        details.append(words.html("answer.source", source=cut(source, SOURCE_UNITS)))
    if staff_only:
        details.append(words.html("answer.internal"))
    lines = [
        words.html("answer.quoted_vietnamese" if foreign else "answer.quoted"),
        f"<blockquote>{listed(quote, words) if quote.items else _quoted(quote)}</blockquote>",
        article_line(quote.title, quote.url, TITLE_UNITS),
        " · ".join(details),
    ]
    if answer.hits and (also := len(answer.hits[0].also_at)):
        lines.append(words.count("answer.also_at", also))
    lines += notes(answer, words)
    buttons: list[Button] = []
    if url := web_address(quote.url):
        place = at_page(url, quote.page) if quote.page else at_sentence(url, quote.sentence)
        buttons.append(LinkButton(words.plain("button.open"), place))
    rows = _with_more(buttons, answer, words, query_id)
    return Reply("\n".join(lines), (*rows, *newer_row(answer, words)))


def _related(answer: Answer, words: Wording, query_id: str) -> Reply:
    entries = [
        hit_entry(hit, number, words)
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


def _quoted(quote: Quote) -> str:
    """Returns the sentence with its span in bold, cut around the span where it is huge."""
    before = cut_before(_spaced(quote.sentence[: quote.start]), BESIDE_SPAN_UNITS)
    span = cut(_spaced(quote.sentence[quote.start : quote.end]), SPAN_UNITS)
    after = cut(_spaced(quote.sentence[quote.end :]), BESIDE_SPAN_UNITS)
    whole = before + span + after
    if not whole.strip():
        return escape(cut(one_line(quote.title), TITLE_UNITS)) or ELLIPSIS
    return bold(whole, [(len(before), len(before) + len(span))], most=1)


def _spaced(text: str) -> str:
    """Like `one_line`, but keeps a space at either end, where the next piece begins."""
    line = one_line(text)
    if not line:
        return " " if text else ""
    return f"{' ' * text[0].isspace()}{line}{' ' * text[-1].isspace()}"


def _is_vietnamese(text: str) -> bool:
    """Tells by its letters: only Vietnamese carries these marks."""
    return any(char in _VIETNAMESE_LETTERS for char in text.lower())
