"""Phrases in articles: whole words in their order, with their tone marks or without.

Case, the place of tone marks and the way numbers are written do not matter. A phrase does not
go on over the end of a paragraph.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from index.language.normalize import fold, nfc
from index.language.tokens import terms_of
from index.model import Article

Terms = tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Phrase:
    """A phrase as it is compared: `terms` are folded unless tone marks count (`exact`)."""

    terms: Terms
    exact: bool


def phrase_of(text: str, *, exact: bool) -> Phrase:
    """Returns a text as a phrase; one without letters and digits has no terms.

    >>> phrase_of("Hoà  Bình", exact=True).terms, phrase_of("Hoà Bình", exact=False).terms
    (('hòa', 'bình'), ('hoa', 'binh'))
    """
    terms = terms_of(nfc(text))
    return Phrase(terms if exact else folded(terms), exact)


def folded(terms: Terms) -> Terms:
    """Returns terms without marks."""
    return tuple(map(fold, terms))


def paragraphs(article: Article) -> Iterator[str]:
    """Yields the title and the paragraphs of an article."""
    yield article.title
    yield from article.text.splitlines()


class PhraseBook:
    """Many phrases, looked for in an article all at once."""

    def __init__(self, phrases: Iterable[Phrase]) -> None:
        self._exact: dict[str, list[Phrase]] = {}
        self._loose: dict[str, list[Phrase]] = {}
        for phrase in dict.fromkeys(phrases):
            if phrase.terms:
                beginnings = self._exact if phrase.exact else self._loose
                beginnings.setdefault(phrase.terms[0], []).append(phrase)

    def found(self, article: Article) -> set[Phrase]:
        """Returns the phrases that stand in the title or the text."""
        found: set[Phrase] = set()
        if not self._exact and not self._loose:
            return found
        for paragraph in paragraphs(article):
            terms = terms_of(paragraph)
            if self._exact:
                found.update(_standing(self._exact, terms))
            if self._loose:
                found.update(_standing(self._loose, folded(terms)))
        return found


def _standing(beginnings: dict[str, list[Phrase]], terms: Terms) -> Iterator[Phrase]:
    for at, term in enumerate(terms):
        for phrase in beginnings.get(term, ()):
            if terms[at : at + len(phrase.terms)] == phrase.terms:
                yield phrase
