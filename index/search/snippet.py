"""The piece of a text that is shown for a hit, and what is highlighted in it."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Final

from index.language.sentences import sentences
from index.search.passages import TokenMap, token_map
from index.search.query import Concept

# The contract: a snippet is one contiguous piece of at most 60 words.
SNIPPET_WORDS: Final = 60
# Windows are tried at every sentence and at every fourth word.
_STRIDE: Final = 4
# What a window earns for starting at the beginning of a sentence, in shares of all weight.
_SENTENCE_START_BONUS: Final = 0.05
_ENDING: Final = frozenset(".!?…")
_CLOSING: Final = "\"'”’»)]"
# Covering the chosen sentence outweighs all else.
_MUST_BONUS: Final = 10.0


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
) -> Snippet:
    """Returns the piece of `text` of at most 60 words that holds most of what was asked.

    `weights` says how much a concept counts (its rarity). `must` is a range that the piece
    has to cover, as far as 60 words allow. A piece starts at the beginning of a sentence
    rather than elsewhere.
    """
    start, end = best_window(text, concepts, weights, must)
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
) -> tuple[int, int]:
    """Returns where the best piece of at most 60 words begins and ends in `text`."""
    words = _word_spans(text)
    if len(words) <= SNIPPET_WORDS:
        return (words[0][0], words[-1][1]) if words else (0, 0)
    found = token_map(text)
    places = _concept_places(found, concepts)
    starts = {span.start for span in sentences(text)}
    total = sum(weights.get(concept, 0.0) for concept in concepts) or 1.0
    best, best_score = (words[0][0], words[SNIPPET_WORDS - 1][1]), -1.0
    last = len(words) - SNIPPET_WORDS
    for first in range(last + 1):
        if first % _STRIDE and first != last and words[first][0] not in starts:
            continue
        left, right = words[first][0], words[first + SNIPPET_WORDS - 1][1]
        score = sum(
            weights.get(concept, 0.0) * _presence(spans, left, right) for concept, spans in places
        )
        score = score / total + (_SENTENCE_START_BONUS if left in starts else 0.0)
        if must is not None:
            covered = max(0, min(right, must[1]) - max(left, must[0]))
            score += _MUST_BONUS * covered / max(1, must[1] - must[0])
        if score > best_score + 1e-9:
            best, best_score = (left, right), score
    return best


def _presence(spans: Sequence[tuple[int, int]], left: int, right: int) -> float:
    """Says how much a concept is there: once counts most, again a little."""
    inside = sum(1 for start, end in spans if left <= start and end <= right)
    return 0.0 if not inside else 1.0 + 0.1 * min(inside - 1, 2)


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


def _word_spans(text: str) -> list[tuple[int, int]]:
    spans, at = [], 0
    for word in text.split():
        start = text.index(word, at)
        at = start + len(word)
        spans.append((start, at))
    return spans
