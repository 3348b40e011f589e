"""Is a question Vietnamese or English, and was it typed with tone marks?"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final

from index.language.lexicon import EnglishEntry, EnglishKind, Lexicon, WordKind
from index.language.stem import stems
from index.language.syllable import looks_vietnamese
from index.language.tokens import Token, tokenize
from index.model import Language

# Of the marked share of syllables: normal text has .7 to .8, typed without marks 0.
_HALF_MARKED: Final = 0.35
# How much a word speaks for its language. A function word of either cannot be a name.
_WORD: Final = 1.0
_FUNCTION_WORD: Final = 2.0
# "Hac Giang" stands in English questions too.
_NAME: Final = 0.5


def detect_language(tokens: Sequence[Token], lexicon: Lexicon, text: str = "") -> Language:
    """Returns the language of a question; `text` tells names by their capitals.

    Words with tone marks and those that are spelled as Vietnamese syllables speak for
    Vietnamese; words of the English lexicon that no Vietnamese syllable is spelled like for
    English. What may be either ("an", "can", "the") says nothing.
    """
    english = vietnamese = 0.0
    cased = not text.isupper()
    for place, token in enumerate(tokens):
        word = token.text
        if not word.isalpha():
            continue
        name = bool(text) and cased and place > 0 and text[token.start].isupper()
        if word != token.folded or looks_vietnamese(word):
            vietnamese += _speaks_vietnamese(token, lexicon, name=name)
        else:
            english += _speaks_english(word, lexicon)
    # "hotline so may": a question word of Vietnamese, typed without its mark, at the end.
    if tokens and _asks_in_vietnamese(tokens[-1], lexicon):
        vietnamese += _WORD
    return Language.ENGLISH if english > vietnamese else Language.VIETNAMESE


def holds_vietnamese(text: str) -> bool:
    """Tells whether a word of `text` is spelled as a Vietnamese syllable.

    >>> holds_vietnamese("bi thu la ai"), holds_vietnamese("asdkjh qwrt")
    (True, False)
    """
    return any(
        token.text.isalpha() and (token.text != token.folded or looks_vietnamese(token.folded))
        for token in tokenize(text)
    )


def _asks_in_vietnamese(token: Token, lexicon: Lexicon) -> bool:
    kind = lexicon.function_words_folded.entries.get((token.folded,))
    return kind is WordKind.QUESTION and looks_vietnamese(token.folded)


def _speaks_vietnamese(token: Token, lexicon: Lexicon, *, name: bool) -> float:
    marked = token.text != token.folded
    if not marked and _english_entry(token.text, lexicon) is not None:
        return 0.0
    if name:
        return _NAME
    if marked and (token.text,) in lexicon.function_words.entries:
        return _FUNCTION_WORD
    return _WORD


def _speaks_english(word: str, lexicon: Lexicon) -> float:
    entry = _english_entry(word, lexicon)
    if entry is None:
        return 0.0
    common = entry.kind in (EnglishKind.STOP, EnglishKind.QUESTION)
    return _FUNCTION_WORD if common else _WORD


def _english_entry(word: str, lexicon: Lexicon) -> EnglishEntry | None:
    entries = lexicon.english.entries
    return next((entries[s,] for s in stems(word) if (s,) in entries), None)


def marked_share(tokens: Sequence[Token]) -> float:
    """Returns the share of Vietnamese-looking words that carry marks, 0 to 1."""
    words = [t for t in tokens if t.text.isalpha() and looks_vietnamese(t.folded)]
    return sum(1 for t in words if t.text != t.folded) / len(words) if words else 0.0


def folded_flags(tokens: Sequence[Token]) -> list[bool]:
    """Says for each token whether it must be matched without marks.

    All of them in a question typed without marks; the bare ones in one typed half with
    marks; none otherwise: then a bare syllable is another word.
    """
    share = marked_share(tokens)
    if share >= _HALF_MARKED:
        return [False] * len(tokens)
    return [token.text == token.folded for token in tokens]
