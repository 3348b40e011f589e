"""The texts about adding articles."""

from __future__ import annotations

from typing import Literal

TextKey = Literal[
    "adding.ask_for",
    "adding.sent",
    "adding.looking",
    "adding.reading",
    "adding.reading_text",
    "adding.title_alone",
    "adding.undated",
    "adding.stored_new",
    "adding.stored_again",
    "adding.stored_same",
    "adding.known_for",
    "adding.ask",
    "adding.storing",
    "adding.stored",
    "adding.refused",
    "adding.empty",
    "adding.gone",
    "adding.too_large",
    "adding.wrong_kind",
    "adding.stopped",
    "button.add_sent",
    "button.store_for_all",
    "button.store_for_staff",
    "command.them",
]
"""A text of one form."""

CountKey = Literal[
    "adding.found",
    "adding.more",
    "adding.known",
    "adding.rejected",
]
"""A text that differs with a number `n`: the forms `one` and `other`."""
