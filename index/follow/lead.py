"""What a notice quotes of an article: its first sentence."""

from __future__ import annotations

from typing import Final

from index.language.normalize import fold
from index.language.sentences import sentences
from index.language.tokens import terms_of
from index.model import Article

_LOOKED_AT: Final = 3_000
_ENDS: Final = (".", "!", "?", "…", "”", '"')
_FEWEST_WORDS: Final = 12
"""A shorter piece that ends as no sentence does is a heading, a place or a date line."""


def first_sentence(article: Article) -> str:
    """Returns the first sentence of the text that says more than the title, "" for none."""
    text = article.text[:_LOOKED_AT]
    title = _folded(article.title)
    for span in sentences(text):
        sentence = text[span.start : span.end].strip()
        whole = sentence.endswith(_ENDS) or len(terms_of(sentence)) >= _FEWEST_WORDS
        if whole and _folded(sentence) != title:
            return sentence
    return ""


def _folded(text: str) -> tuple[str, ...]:
    return tuple(map(fold, terms_of(text)))
