"""The texts about backups, and giving a reindex up."""

from __future__ import annotations

from typing import Literal

TextKey = Literal[
    "backup.ask",
    "backup.making",
    "backup.done",
    "backup.too_large",
    "backup.failed",
    "reindex.cancelled",
    "button.make_backup",
    "button.stop_reindex",
    "alert.backup_busy",
    "alert.no_reindex",
    "alert.reindex_stops",
    "command.saoluu",
]
"""A text of one form."""

CountKey = Literal["backup.caption",]
"""A text that differs with a number `n`: the forms `one` and `other`."""
