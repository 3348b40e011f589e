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
    citizens,
    crawl,
    curated,
    editing,
    figures,
    finding,
    following,
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
    adding.TextKey,
    broadcast.TextKey,
    citizens.TextKey,
    crawl.TextKey,
    figures.TextKey,
    finding.TextKey,
    following.TextKey,
    editing.TextKey,
    lexicon.TextKey,
    managing.TextKey,
    people.TextKey,
    curated.TextKey,
    handoff.TextKey,
    unanswered.TextKey,
    sources.TextKey,
    upkeep.TextKey,
]
"""A text of one form."""

CountKey = Literal[
    base.CountKey,
    citizens.CountKey,
    curated.CountKey,
    handoff.CountKey,
    unanswered.CountKey,
    adding.CountKey,
    editing.CountKey,
    finding.CountKey,
    following.CountKey,
    managing.CountKey,
    sources.CountKey,
    upkeep.CountKey,
]
"""A text that differs with a number `n`: the forms `one` and `other`."""
