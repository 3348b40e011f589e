"""The texts about questions that found no answer."""

from __future__ import annotations

from typing import Literal

TextKey = Literal[
    "unanswered.none",
    "unanswered.line",
    "unanswered.detail",
    "unanswered.how",
    "unanswered.card",
    "unanswered.what",
    "unanswered.term",
    "unanswered.article",
    "unanswered.write",
    "unanswered.dismissed",
    "unanswered.gone",
    "unanswered.status.related",
    "unanswered.status.not_found",
    "unanswered.button.term",
    "unanswered.button.write",
    "unanswered.button.article",
    "unanswered.button.dismiss",
    "unanswered.button.list",
    "command.chuatraloi",
]

CountKey = Literal[
    "unanswered.title",
    "unanswered.times",
    "unanswered.more_wordings",
    "unanswered.left_out",
]
