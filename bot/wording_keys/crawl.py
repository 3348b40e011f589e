"""The texts about crawls that come by themselves."""

from __future__ import annotations

from typing import Literal

TextKey = Literal[
    "crawl.failing",
    "crawl.kept",
]
