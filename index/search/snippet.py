"""The piece of a text that is shown for a hit, and what is highlighted in it."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Final

from index.language.sentences import sentences
from index.search.passages import TokenMap, token_map
from index.search.query import Concept
from index.search.window import likeliest_window

# The contract: a snippet is one contiguous piece of at most 60 words.
SNIPPET_WORDS: Final = 60
_ENDING: Final = frozenset(".!?…")
_CLOSING: Final = "\"'”’»)]"


@dataclass(frozen=True, slots=True)
class Snippet:
    """A piece of a text and the code point ranges in it to highlight, end exclusive.

    `start` is where it begins in the text; `cut_before` and `cut_after` tell whether it
    begins and whether it ends in mid-sentence.
    """

    text: str
    highlights: tuple[tuple[int, int], ...]
    start: int = 0
    cut_before: bool = False
    cut_after: bool = False


def make_snippet(
    text: str,
    concepts: Sequence[Concept],
    weights: Mapping[Concept, float],
    must: tuple[int, int] | None = None,
    within: tuple[int, int] | None = None,
) -> Snippet:
    """Returns the piece of `text` of at most 60 words in which the answer likeliest stands.

    `weights` says how much a concept counts (its rarity). `must` is a range that the piece
    has to cover, as far as 60 words allow; `within` one that it has to stay in. Of pieces that
    are as good, one that starts with a sentence is taken.
    """
    start, end = best_window(text, concepts, weights, must, within)
    piece = text[start:end]
    before, after = broken_off(text, start, end)
    return Snippet(piece, highlights(piece, concepts), start, before, after)


def broken_off(text: str, start: int, end: int) -> tuple[bool, bool]:
    """Tells whether a piece of a text begins and whether it ends in mid-sentence."""
    following = end + len(text[end:]) - len(text[end:].lstrip())
    whole = start == 0 and following == len(text)
    starts = frozenset() if whole else {span.start for span in sentences(text)}
    return (
        start > 0 and (start not in starts or in_sentence(text, start)),
        following < len(text) and (following not in starts or in_sentence(text, end)),
    )


def in_sentence(text: str, at: int) -> bool:
    """Tells by its characters whether a place in a text, between two words, is in a sentence.

    A sentence of more words than one may have is kept in pieces, which end in a comma.
    """
    line = text[:at].rpartition("\n")[2].rstrip()
    rest = text[at:].partition("\n")[0].strip()
    return bool(line and rest) and line.rstrip(_CLOSING)[-1:] not in _ENDING


def best_window(
    text: str,
    concepts: Sequence[Concept],
    weights: Mapping[Concept, float],
    must: tuple[int, int] | None = None,
    within: tuple[int, int] | None = None,
) -> tuple[int, int]:
    """Returns where the best piece of at most 60 words begins and ends in `text`."""
    begin, end = within or (0, len(text))
    words = _word_spans(text, begin, end)
    if len(words) <= SNIPPET_WORDS:
        return (words[0][0], words[-1][1]) if words else (begin, begin)
    piece = token_map(text[begin:end])
    places = {
        concept: [(begin + left, begin + right) for left, right in spans]
        for concept, spans in _concept_places(piece, concepts)
    }
    if not places and must is None:
        return words[0][0], words[SNIPPET_WORDS - 1][1]
    return likeliest_window(text, words, SNIPPET_WORDS, places, weights, must)


def _concept_places(
    found: TokenMap, concepts: Sequence[Concept]
) -> list[tuple[Concept, list[tuple[int, int]]]]:
    places = []
    for concept in concepts:
        spans = [
            (found.tokens[at].start, found.tokens[at + len(alternative.terms) - 1].end)
            for alternative in concept.alternatives
            for at in found.positions(alternative)
        ]
        if spans:
            places.append((concept, spans))
    return places


def highlights(text: str, concepts: Sequence[Concept]) -> tuple[tuple[int, int], ...]:
    """Returns the ranges of `text` that match a searched concept, merged where they touch."""
    searched = [concept for concept in concepts if concept.weight > 0]
    spans = sorted(
        span for _, spans in _concept_places(token_map(text), searched) for span in spans
    )
    merged: list[tuple[int, int]] = []
    for start, end in spans:
        if merged and text[merged[-1][1] : start].strip() == "":
            merged[-1] = (merged[-1][0], max(end, merged[-1][1]))
        else:
            merged.append((start, end))
    return tuple(merged)


def _word_spans(text: str, begin: int, end: int) -> list[tuple[int, int]]:
    spans, at = [], begin
    for word in text[begin:end].split():
        start = text.index(word, at)
        at = start + len(word)
        spans.append((start, at))
    return spans
