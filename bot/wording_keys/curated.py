"""The texts about answers of officers that are kept."""

from __future__ import annotations

from typing import Literal

TextKey = Literal[
    "curated.title",
    "curated.question",
    "curated.preview",
    "curated.what_follows",
    "curated.how_to_change",
    "curated.replaced",
    "curated.saved",
    "curated.replaces",
    "curated.stays",
    "curated.dropped",
    "curated.gone",
    "curated.too_little",
    "curated.too_long",
    "curated.full",
    "curated.none",
    "curated.line",
    "curated.list_how",
    "curated.card",
    "curated.record",
    "curated.sure",
    "curated.ended",
    "curated.ask",
    "curated.answer",
    "curated.state.until",
    "curated.state.expired",
    "curated.state.draft",
    "curated.state.forever",
    "curated.button.keep",
    "curated.button.days",
    "curated.button.drop",
    "curated.button.end",
    "curated.button.list",
    "curated.button.number",
    "curated.button.sure",
    "command.cauchuan",
]

CountKey = Literal["curated.list_title"]
