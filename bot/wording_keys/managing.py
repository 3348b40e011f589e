"""The texts about what replies to those who manage the archive have in common."""

from __future__ import annotations

from typing import Literal

TextKey = Literal[
    "managing.for_all",
    "managing.for_staff",
    "managing.undated",
    "managing.left",
    "managing.forgotten",
    "managing.article_gone",
    "managing.unknown_address",
    "button.leave",
    "button.edit_article",
    "button.remove_article",
    "alert.article_gone",
]
"""A text of one form."""

CountKey = Literal[
    "managing.words",
    "managing.pages",
]
"""A text that differs with a number `n`: the forms `one` and `other`."""
