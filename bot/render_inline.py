"""Inline results: an article or an answer as a card to choose, and as the message that is sent."""

from __future__ import annotations

from hashlib import blake2b
from typing import Final

from telegram import (
    InlineQueryResultArticle,
    InlineQueryResultsButton,
    InputTextMessageContent,
    LinkPreviewOptions,
)
from telegram.constants import ParseMode

from bot.links import at_page, at_sentence, web_address
from bot.markup import ELLIPSIS, bold, cut, escape, one_line, same_length
from bot.render_lists import CATEGORY_UNITS, TITLE_UNITS, article_line, source_label
from bot.wording import Wording
from index.model import Answer, Audience, Hit, Quote

LISTED_TITLE_UNITS: Final = 100
DESCRIPTION_UNITS: Final = 200
"""Apps show two or three lines of a card."""
SNIPPET_UNITS: Final = 420
SENTENCE_UNITS: Final = 900
ANSWER_UNITS: Final = 1_500
QUESTION_UNITS: Final = 200
BUTTON_UNITS: Final = 40
MOST_BOLD: Final = 12
_NO_PREVIEW: Final = LinkPreviewOptions(is_disabled=True)


def article_card(hit: Hit, words: Wording) -> InlineQueryResultArticle:
    """Returns an article as a card."""
    internal = hit.audience is Audience.STAFF
    title = cut(one_line(hit.title), LISTED_TITLE_UNITS) or ELLIPSIS
    if internal:
        title = words.plain("inline.internal", title=title)
    details = " · ".join(_details(hit, words))
    snippet = same_length(hit.snippet)
    cut_snippet = cut(snippet, SNIPPET_UNITS)
    before, after = ELLIPSIS * hit.cut_before, ELLIPSIS * hit.cut_after
    if cut_snippet.endswith(ELLIPSIS):
        after = ""
    body = bold(cut_snippet, hit.highlights, MOST_BOLD).strip()
    lines = [f"<b>{article_line(hit.title, hit.url, TITLE_UNITS)}</b>", f"<i>{escape(details)}</i>"]
    if body:
        lines.append(f"{before}{body}{after}")
    if label := source_label(hit.source, hit.url):
        lines.append(escape(words.plain("inline.source", source=cut(label, CATEGORY_UNITS))))
    description = cut(f"{details} – {one_line(snippet)}", DESCRIPTION_UNITS)
    return _card(card_id(hit.url), title, description, _marked(lines, words, internal=internal))


def answer_card(answer: Answer, words: Wording) -> InlineQueryResultArticle | None:
    """Returns a sure answer as a card, None where the answer is not sure."""
    if answer.curated is not None:
        text = one_line(answer.curated.text)
        title = words.plain("inline.officer", answer=cut(text, LISTED_TITLE_UNITS))
        lines = [
            _asked(answer.curated.question, words),
            escape(cut(answer.curated.text, ANSWER_UNITS)),
            words.html("answer.published", date=words.date(answer.curated.answered_on)),
        ]
        key = f"curated {answer.curated.id}"
        return _card(card_id(key), title, cut(text, DESCRIPTION_UNITS), "\n".join(lines))
    if answer.quote is None:
        return None
    quote = answer.quote
    internal = bool(answer.hits) and answer.hits[0].audience is Audience.STAFF
    short = cut(one_line(quote.text), LISTED_TITLE_UNITS) or ELLIPSIS
    title = words.plain("inline.answer", answer=short)
    if internal:
        title = words.plain("inline.internal", title=title)
    day = words.date(quote.published) if quote.published else words.plain("answer.undated")
    lines = [
        _asked(answer.question, words),
        f"<blockquote>{_sentence(quote)}</blockquote>",
        _linked(quote),
        f"<i>{escape(day)}</i>",
    ]
    description = cut(f"{day} – {one_line(quote.sentence)}", DESCRIPTION_UNITS)
    html = _marked(lines, words, internal=internal)
    return _card(card_id(f"answer {quote.url} {quote.sentence}"), title, description, html)


def chat_button(question: str, parameter: str, words: Wording) -> InlineQueryResultsButton:
    """Returns the button above the results that opens the private chat, with what was typed."""
    shown = cut(question, BUTTON_UNITS)
    text = (
        words.plain("inline.button.ask", question=shown)
        if shown
        else words.plain("inline.button.open")
    )
    return InlineQueryResultsButton(text, start_parameter=parameter)


def card_id(key: str) -> str:
    """Returns the id of a result: the same for the same article or answer.

    >>> card_id("https://a.example/1")
    '8f8f5490'
    """
    return blake2b(key.encode("utf-8", "replace"), digest_size=4).hexdigest()


def _card(result_id: str, title: str, description: str, html: str) -> InlineQueryResultArticle:
    content = InputTextMessageContent(
        html, parse_mode=ParseMode.HTML, link_preview_options=_NO_PREVIEW
    )
    return InlineQueryResultArticle(result_id, title, content, description=description)


def _marked(lines: list[str], words: Wording, *, internal: bool) -> str:
    note = [words.html("inline.internal_note")] if internal else []
    return "\n".join([*note, *lines])


def _details(hit: Hit, words: Wording) -> list[str]:
    details = [words.date(hit.published) if hit.published else words.plain("answer.undated")]
    if hit.category and (category := one_line(hit.category)):
        details.append(cut(category, CATEGORY_UNITS))
    return details


def _asked(question: str, words: Wording) -> str:
    return words.html("answer.asked", question=cut(one_line(question), QUESTION_UNITS))


def _sentence(quote: Quote) -> str:
    shown = cut(same_length(quote.sentence), SENTENCE_UNITS)
    marked = bold(shown, [(quote.start, quote.end)], most=1).strip()
    return marked or escape(cut(one_line(quote.title), TITLE_UNITS)) or ELLIPSIS


def _linked(quote: Quote) -> str:
    """Returns the title, linked to the place of the answer where the article has an address."""
    shown = escape(cut(one_line(quote.title), TITLE_UNITS)) or ELLIPSIS
    url = web_address(quote.url)
    if url is None:
        return shown
    place = at_page(url, quote.page) if quote.page else at_sentence(url, quote.sentence)
    return f'<a href="{escape(place)}">{shown}</a>'
