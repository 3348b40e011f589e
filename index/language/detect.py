"""Is a question Vietnamese or English, and was it typed with tone marks?"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final

from index.language.lexicon import Lexicon
from index.language.normalize import has_marks
from index.language.stem import stems
from index.language.syllable import looks_vietnamese
from index.language.tokens import Token
from index.model import Language

_NUMERAL_LETTERS: Final = frozenset("ivx")
# Of the marked share of syllables: normal text has .7 to .8, typed without marks 0.
_HALF_MARKED: Final = 0.35


def detect_language(tokens: Sequence[Token], lexicon: Lexicon) -> Language:
    """Returns the language of a question: marks decide, then which syllables it has.

    Each word votes: a spelling that Vietnamese does not have, or an English function word,
    for English; a Vietnamese one otherwise.
    """
    words = [token.text for token in tokens if token.text.isalpha()]
    if any(has_marks(word) for word in words) or not words:
        return Language.VIETNAMESE
    english = vietnamese = 0
    spoken = False
    for word in words:
        entry = lexicon.english.entries.get((word,))
        known = (word,) in lexicon.related.entries or word in lexicon.chat_words
        if entry is None and (known or _is_numeral(word)):
            continue  # "ubnd", "sdt", "vii": Vietnamese or nothing
        common = entry is not None and entry.kind in ("stop", "question")
        if looks_vietnamese(word):
            vietnamese += 1
            english += 1 if common and len(word) > 2 else 0  # noqa: PLR2004 - "do", "an", "no"
        else:
            english += 2 if common else 1
            spoken = spoken or any((s,) in lexicon.english.entries for s in stems(word))
    # "alo", "aaaa" are no Vietnamese, but no English either.
    if not spoken:
        return Language.VIETNAMESE
    return Language.ENGLISH if english > vietnamese else Language.VIETNAMESE


def _is_numeral(word: str) -> bool:
    return set(word) <= _NUMERAL_LETTERS


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
