"""The texts that the code uses, by name.

The names are types, so that a misspelled one is found by the type checker, and they are
compared with the files at the start, so that a missing or left-over text is found then.
A feature has a module here and its texts in `data/wording/<feature>.<language>.toml`.
"""

from __future__ import annotations

from typing import Literal

from bot.wording_keys import (
    base,
    broadcast,
    crawl,
    curated,
    handoff,
    lexicon,
    people,
    unanswered,
)

TextKey = Literal[
    base.TextKey,
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
    curated.CountKey,
    handoff.CountKey,
    unanswered.CountKey,
]
"""A text that differs with a number `n`: the forms `one` and `other`."""
