"""The texts about the department's own terms."""

from __future__ import annotations

from typing import Literal

TextKey = Literal[
    "lexicon.title",
    "lexicon.abbreviation",
    "lexicon.synonym",
    "lexicon.none",
    "lexicon.how",
    "lexicon.how_to_remove",
    "lexicon.added",
    "lexicon.known",
    "lexicon.removed",
    "lexicon.usage",
    "lexicon.common",
    "lexicon.refused",
    "lexicon.button.remove",
    "lexicon.button.undo",
    "lexicon.button.previous",
    "lexicon.button.next",
    "command.tudien",
]
