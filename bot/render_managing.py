"""What replies to those who manage the archive have in common: times, articles in short."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from typing import Any, Final

from bot.markup import cut, escape, one_line
from bot.wording import Wording
from index.model import Audience

TITLE_UNITS: Final = 200
CATEGORY_UNITS: Final = 60


def day(published: date | None, words: Wording) -> str:
    """Writes the day of an article, or that it is not known."""
    return words.date(published) if published else words.plain("managing.undated")


def readers(audience: Audience, words: Wording) -> str:
    """Says who may read an article."""
    return words.plain("managing.for_all" if audience is Audience.PUBLIC else "managing.for_staff")


def article_lines(row: Mapping[str, Any], words: Wording) -> str:
    """Renders an article as `hoidap preview` tells of it: title; day, category, length."""
    published = date.fromisoformat(row["published"]) if row["published"] else None
    details = [day(published, words)]
    if row["category"]:
        details.append(cut(one_line(row["category"]), CATEGORY_UNITS))
    if row["pages"]:
        details.append(words.count("managing.pages", row["pages"]))
    details.append(words.count("managing.words", row["words"]))
    title = escape(cut(one_line(row["title"]), TITLE_UNITS))
    return f"<b>{title}</b>\n<i>{escape(' · '.join(details))}</i>"
