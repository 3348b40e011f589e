"""Texts that hold no word: "asdfgh", one emoji, a number."""

from __future__ import annotations

from collections.abc import Iterable

from index.engines.contract import Reader
from index.language.known_words import english_words
from index.language.tokens import tokenize
from index.search.vocabulary import Vocabulary


def without_known_words(texts: Iterable[str], reader: Reader) -> frozenset[str]:
    """Returns those of `texts` of which no article, lexicon or dictionary knows a word.

    Marks make no difference. A number is no word, nor is a single letter.
    """
    vocabulary = Vocabulary(reader, folded=True)

    def is_known(word: str) -> bool:
        if len(word) == 1 or not any(char.isalpha() for char in word):
            return False
        return vocabulary.knows(word) or vocabulary.is_word(word) or word in english_words()

    return frozenset(
        text for text in texts if not any(is_known(token.folded) for token in tokenize(text))
    )
