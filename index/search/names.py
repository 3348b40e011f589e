"""One name in its several spellings: "sở khcn", "Sở KH&CN", "Sở Khoa học và Công nghệ".

For what follows retrieval: whose post is asked, and whether an article speaks of a body.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import Final

from index.language.detect import folded_flags
from index.language.lexicon import Lexicon
from index.language.normalize import fold
from index.language.tokens import Token, tokenize
from index.search.passages import token_map
from index.search.query import Alternative, Concept

# A name has a long form, a short one and perhaps one more of each.
_MOST_WAYS: Final = 4


def written_ways(text: str, lexicon: Lexicon) -> tuple[str, ...]:
    """Returns `text` with each of its names in the other ways to write it, one at a time.

    The text itself is not among them.

    >>> from index.language.lexicon import load_lexicon
    >>> written_ways("ai ở sở khcn", load_lexicon())[0]
    'ai ở sở khoa học và công nghệ'
    """
    tokens = tokenize(text)
    flags = folded_flags(tokens)
    found: dict[str, None] = {}
    at = 0
    while at < len(tokens):
        match = _names_at(tokens, at, lexicon, bare=flags[at])
        if match is None:
            at += 1
            continue
        length, ways = match
        start, end = tokens[at].start, tokens[at + length - 1].end
        found |= {f"{text[:start]}{way}{text[end:]}": None for way in ways[:_MOST_WAYS]}
        at += length
    found.pop(text, None)
    return tuple(found)


def _names_at(
    tokens: Sequence[Token], at: int, lexicon: Lexicon, *, bare: bool
) -> tuple[int, Sequence[str]] | None:
    table = lexicon.abbreviations_folded if bare else lexicon.abbreviations
    terms = [token.folded if bare else token.text for token in tokens]
    match = table.match(terms, at)
    words = lexicon.function_words_folded if bare else lexicon.function_words
    word = words.match(terms, at)
    if match is None or (word is not None and word[0] >= match[0]):
        return None  # "ai" asks who, and is seldom artificial
    return match[0], [" ".join(way) for way in match[1]]


def named_in(words: Sequence[str], concepts: Iterable[Concept], texts: Sequence[str]) -> bool:
    """Tells whether texts name what folded `words` of a question name, however they write it.

    `concepts` are the question's, with the ways that the archive has: "sở khcn" is named
    by "Sở Khoa học và Công nghệ".
    """
    maps = [token_map(text) for text in texts]
    typed = Alternative(tuple(words), folded=True)
    if any(place.holds(typed) for place in maps):
        return True
    wanted = set(words)
    ways: set[Alternative] = set()
    for concept in concepts:
        if fold(concept.typed.terms[-1]) in wanted:
            ways |= set(concept.alternatives[1:])
        if any(_is_short_for(concept.typed, way, words) for way in concept.alternatives[1:]):
            ways |= set(concept.alternatives)
    return any(place.holds(way) for way in ways for place in maps)


def _is_short_for(typed: Alternative, way: Alternative, words: Sequence[str]) -> bool:
    """Tells whether what was typed is short for a way that has all of some words, side by side:
    "CDC" for "trung tâm kiểm soát bệnh tật".
    """
    folded = [fold(term) for term in way.terms]
    says = len(words) > 1 and f" {' '.join(words)} " in f" {' '.join(folded)} "
    return says and not {fold(term) for term in typed.terms} & set(folded)
