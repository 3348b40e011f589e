"""The faults of the bot that a user of the command line can be told about.

HoidapError (index.errors)
├── TelegramUnreachableError  no answer from the Bot API for as long as we try
├── WordingError              the wording in `data/wording` is incomplete or inconsistent
└── ReindexStoppedError       a reindex was given up because the bot is being stopped

A refused token, a refused webhook and a wrong department file are faults of a setting:
they are raised as `index.errors.SettingError` with the setting's name.
"""

from __future__ import annotations

from index.errors import HoidapError


class TelegramUnreachableError(HoidapError):
    """The Bot API did not answer for as long as we try at the start."""


class WordingError(HoidapError):
    """A text is missing, unknown, or differs between the languages in its placeholders."""


class ReindexStoppedError(HoidapError):
    """A reindex was given up because the bot is being stopped."""
