"""The texts that the code uses, by name.

The names are types, so that a misspelled one is found by the type checker, and they are
compared with the files at the start, so that a missing or left-over text is found then.
A feature has a module here and its texts in `data/wording/<feature>.<language>.toml`.
"""

from __future__ import annotations

from typing import Literal

from bot.wording_keys import (
    adding,
    base,
    broadcast,
    crawl,
    curated,
    editing,
    figures,
    handoff,
    lexicon,
    managing,
    people,
    sources,
    unanswered,
    upkeep,
)

TextKey = Literal[
    base.TextKey,
    figures.TextKey,
    adding.TextKey,
    editing.TextKey,
    managing.TextKey,
    sources.TextKey,
    upkeep.TextKey,
    broadcast.TextKey,
    crawl.TextKey,
    lexicon.TextKey,
    people.TextKey,
    curated.TextKey,
    handoff.TextKey,
    unanswered.TextKey,
]
"""A text of one form."""

CountKey = Literal[
    base.CountKey,
    adding.CountKey,
    editing.CountKey,
    managing.CountKey,
    sources.CountKey,
    upkeep.CountKey,
    curated.CountKey,
    handoff.CountKey,
    unanswered.CountKey,
]
"""A text that differs with a number `n`: the forms `one` and `other`."""
