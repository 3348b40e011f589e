"""What the page says, in Vietnamese and English, from `data/wording/sandbox.json`."""

from __future__ import annotations

import importlib.resources
import json
from functools import cache
from typing import Final

LANGUAGES: Final = ("vi", "en")


@cache
def wording() -> dict[str, dict[str, str]]:
    """The texts by language and key."""
    source = importlib.resources.files("data") / "wording" / "sandbox.json"
    texts: dict[str, dict[str, str]] = json.loads(source.read_text("utf-8"))
    return texts


def language_of(wanted: str) -> str:
    """One of `LANGUAGES`: the wanted one, else Vietnamese."""
    return wanted if wanted in LANGUAGES else LANGUAGES[0]
