"""The texts about sources and crawls."""

from __future__ import annotations

from typing import Literal

TextKey = Literal[
    "sources.none",
    "sources.choose",
    "sources.usage",
    "sources.ask_address",
    "sources.no_address",
    "sources.site",
    "sources.listing",
    "sources.feed",
    "sources.sitemap",
    "sources.folder",
    "sources.file",
    "sources.details",
    "sources.paused",
    "sources.never",
    "sources.last",
    "sources.next",
    "sources.counts",
    "sources.offer",
    "sources.offer_kind",
    "sources.offer_articles",
    "sources.offer_ask",
    "sources.added",
    "sources.removed_keeping",
    "sources.crawling",
    "sources.crawl_progress",
    "sources.crawled",
    "sources.failed",
    "sources.more_left",
    "sources.crawl_stopped",
    "sources.crawl_failed",
    "button.add_source",
    "button.crawl",
    "button.pause",
    "button.resume",
    "button.remove_source",
    "button.remove_keeping",
    "button.remove_all",
    "button.take_source",
    "button.sources",
    "button.source",
    "button.rejected",
    "alert.source_gone",
    "alert.source_refused",
    "alert.crawl_busy",
    "command.nguon",
]
"""A text of one form."""

CountKey = Literal[
    "sources.title",
    "sources.every_minutes",
    "sources.every_hours",
    "sources.every_days",
    "sources.failing",
    "sources.offer_named",
    "sources.remove_ask",
    "sources.removed",
    "sources.rejected",
]
"""A text that differs with a number `n`: the forms `one` and `other`."""
