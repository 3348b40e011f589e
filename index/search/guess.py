"""A guess at what was typed, and what it costs to believe it.

Costs are on one scale with the support of neighbours (`index.search.vocabulary`): one pair
that stands in an article outweighs a slip of one letter. They were set by hand and checked
by `benchmarks.typing` and by how seldom a clean question changes.
"""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum
from typing import Final

from index.language.spelling import is_bare
from index.search.vocabulary import Vocabulary


class ChangeKind(StrEnum):
    """How a word came to be read as it is."""

    CHAT = "chat"
    """A chat spelling written out."""
    MARKS = "marks"
    """Missing marks added, or a tone put where it belongs."""
    KEYS = "keys"
    """Keys of Telex or VNI."""
    TONE = "tone"
    """Other marks than were typed."""
    SPACES = "spaces"
    """Words parted or joined."""
    LETTERS = "letters"
    """Letters missing, doubled, swapped or wrong."""


@dataclass(frozen=True, slots=True)
class Guess:
    """One reading of what was typed: words, and what it costs to believe it."""

    words: tuple[str, ...]
    cost: float
    kind: ChangeKind | None = None
    """None: as typed."""


KEEP_WORD: Final = 0.5
"""A word of the dictionary that no article has: only its marks are doubted."""
KEEP_SYLLABLE: Final = 1.6
"""A possible syllable that no dictionary has."""
KEEP_FOREIGN: Final = 2.0
"""No Vietnamese spelling and no marks: perhaps a foreign word, if it is long enough."""
KEEP_SHORT: Final = 0.6
"""The same, so short that it may be an abbreviation."""
KEEP_NAME: Final = 1.0
"""The same, written with a capital."""
KEEP_IMPOSSIBLE: Final = 4.0
"""Marks, but no possible syllable: surely a slip."""
SHORT_WORD: Final = 4
"""Letters of a word that may be an abbreviation or a foreign one."""


def keep_cost(word: str, vocabulary: Vocabulary, *, name: bool) -> float:
    """Returns what it costs to believe that a word nobody knows was meant as typed."""
    if vocabulary.is_word(word):
        return KEEP_WORD
    if vocabulary.can_be_word(word):
        return KEEP_SYLLABLE
    if not is_bare(word):
        return KEEP_IMPOSSIBLE
    if name:
        return KEEP_NAME
    return KEEP_FOREIGN if len(word) > SHORT_WORD else KEEP_SHORT
