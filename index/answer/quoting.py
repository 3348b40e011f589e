"""From the reading that answers to the quote that is shown, with the list it is part of."""

from __future__ import annotations

from bisect import bisect_right
from typing import Final

from index.answer.cues import AnswerType
from index.answer.listing import Listing, listing_of
from index.answer.reader import Reading
from index.model import Article, Quote

# Who asks for a person, a number or a day is answered by one item.
_LISTED: Final = frozenset(
    {AnswerType.LIST, AnswerType.MANNER, AnswerType.THING, AnswerType.NONE}
)  # fmt: skip
_NO_LIST: Final = Listing("", ())


def quote_of(reading: Reading, answer_type: AnswerType) -> Quote:
    """Returns the quote of a reading; with all items of its list where such are asked for."""
    candidate = reading.candidate
    article = candidate.article.best.passage.stored.article
    listing = None
    if answer_type in _LISTED and not candidate.is_title:
        listing = listing_of(article.text, candidate.text)
    listing = listing or _NO_LIST
    return Quote(
        text=reading.text,
        sentence=candidate.text,
        start=reading.span.start,
        end=reading.span.end,
        url=article.url,
        title=article.title,
        published=article.published,
        category=article.category,
        source=article.source,
        intro=listing.intro,
        items=listing.items,
        more_items=listing.left,
        page=None if candidate.is_title else _page_of(article, candidate.text),
    )


def _page_of(article: Article, sentence: str) -> int | None:
    """Returns the page of a document that a sentence begins on, None where it has no pages."""
    at = article.text.find(sentence) if article.pages else -1
    return max(1, bisect_right(article.pages, at)) if at >= 0 else None
