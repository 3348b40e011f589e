"""The card of a sure answer: the short answer, the sentence it stands in, the article's facts.

The parts are cut so that a card stays far below Telegram's 4096 UTF-16 units: a quote of 1,700
or a list of 2,600, titles of 200.
"""

from __future__ import annotations

from datetime import date
from typing import Final

from bot.links import at_page, at_sentence, web_address
from bot.markup import ELLIPSIS, bold, cut, cut_before, escape, one_line, utf16_units
from bot.render_beside import listed, notes
from bot.render_dates import dated
from bot.render_lists import TITLE_UNITS, article_line, source_label
from bot.reply import LinkButton
from bot.wording import Wording
from index.model import Answer, Audience, Language, Quote

SPAN_UNITS: Final = 700
BESIDE_SPAN_UNITS: Final = 500
"""Room for the short answer and for either side of it: three times a sentence of 80 words."""
SOURCE_UNITS: Final = 100
SHORT_UNITS: Final = 80
"""A short answer of two lines on a phone; a longer one is read in its sentence."""
LEFT_UNITS: Final = 20
"""A sentence that has hardly more than the short answer says nothing beside it."""
_VIETNAMESE_LETTERS: Final = frozenset(
    "ăâđêôơưàảãáạằẳẵắặầẩẫấậèẻẽéẹềểễếệìỉĩíịòỏõóọồổỗốộờởỡớợùủũúụừửữứựỳỷỹýỵ"
)


def card_html(answer: Answer, quote: Quote, words: Wording, today: date | None = None) -> str:
    """Renders a sure answer: in short, its sentence, and where and when that was published."""
    foreign = words.language is Language.ENGLISH and _is_vietnamese(quote.sentence)
    lines = [
        *_in_short(quote),
        words.html("answer.quoted_vietnamese" if foreign else "answer.quoted"),
        f"<blockquote>{listed(quote, words) if quote.items else _quoted(quote)}</blockquote>",
        article_line(quote.title, quote.url, TITLE_UNITS),
        *_facts(answer, quote, words, today),
    ]
    if answer.hits and (also := len(answer.hits[0].also_at)):
        lines.append(words.count("answer.also_at", also))
    return "\n".join([*lines, *notes(answer, words)])


def open_button(quote: Quote, words: Wording) -> LinkButton | None:
    """Returns the button that opens the article at the sentence; None without an address."""
    url = web_address(quote.url)
    if url is None:
        return None
    place = at_page(url, quote.page) if quote.page else at_sentence(url, quote.sentence)
    return LinkButton(words.plain("button.open"), place)


def _in_short(quote: Quote) -> list[str]:
    """Returns the line with the short answer, where it is short beside its sentence."""
    short = one_line(quote.text)
    room = utf16_units(one_line(quote.sentence)) - utf16_units(short)
    if not short or quote.items or utf16_units(short) > SHORT_UNITS or room < LEFT_UNITS:
        return []
    return [f"<b>{escape(short)}</b>"]


def _facts(answer: Answer, quote: Quote, words: Wording, today: date | None) -> list[str]:
    """Returns when the article was published, and below it where: short lines for a phone."""
    when = [
        words.html("answer.published", date=dated(quote.published, words, today))
        if quote.published
        else words.html("answer.undated")
    ]
    if quote.page is not None:
        when.append(words.html("answer.page", page=str(quote.page)))
    if answer.hits and answer.hits[0].audience is Audience.STAFF:
        when.append(words.html("answer.internal"))
    lines = [" · ".join(when)]
    if quote.category and (category := one_line(quote.category)):
        lines.append(words.html("answer.category", category=cut(category, SOURCE_UNITS)))
    if source := source_label(quote.source, quote.url):
        lines.append(words.html("answer.source", source=cut(source, SOURCE_UNITS)))
    return lines


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
