"""What an action was done with, worded for admins: the record keeps it in words of its own.

What a pattern here does not know is shown as it was recorded, so that nothing is lost.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from typing import Final

from bot.markup import cut, one_line
from bot.render_editing import FIELDS
from bot.render_managing import TITLE_UNITS, readers
from bot.wording import Wording
from bot.wording_keys import TextKey
from index.model import Audience
from index.service import Action

_MEGABYTE: Final = 1_000_000
_FILE: Final = "file:"

DETAILS: Final[Mapping[str, TextKey]] = {"full": "audit.full", "catch-up": "audit.catch_up"}

_SITE: Final = r"(?:https?:|/)\S+"
_NUMBERS: Final = (
    r"created (?P<created>\d+), updated (?P<updated>\d+), (?:unchanged (?P<unchanged>\d+)|"
    r"removed (?P<removed>\d+)), rejected (?P<rejected>\d+)"
)
_READ: Final[Mapping[str, tuple[str, TextKey]]] = {
    "article added": (rf"(?P<url>.+) \((?P<readers>\w+)\): {_NUMBERS}", "audit.of.added"),
    "article edited": (r"(?P<url>.+) (?P<field>\w+)", "audit.of.edited"),
    "edit undone": (r"(?P<url>.+) (?P<field>\w+)", "audit.of.edited"),
    "version restored": (r"(?P<url>.+) (?P<n>\d+)", "audit.of.version"),
    "edits taken back": (r"(?P<url>.+)", "audit.of.article"),
    "remove": (r"(?P<url>.+)", "audit.of.article"),
    "brought back": (r"(?P<url>.+)", "audit.of.article"),
    "source crawled": (rf"(?P<name>.+): {_NUMBERS}(?P<failed>, failed)?", "audit.of.crawled"),
    "source removed": (rf"(?P<name>.+?)(?: {_SITE})? (?P<n>\d+)", "audit.of.source_removed"),
    "backup": (r"(?P<name>.+), (?P<bytes>\d+) bytes(?P<failed>, .*)?", "audit.of.backup"),
    "broadcast": (r"\S+ (?P<n>\d+)", "audit.of.broadcast"),
    "broadcast stopped": (r"\S+ (?P<n>\d+)", "audit.of.broadcast_stopped"),
    "handoff answer": (r"(?P<n>\d+)", "audit.of.handoff"),
    "handoff addition": (r"(?P<n>\d+)", "audit.of.handoff"),
    "handoff close": (r"(?P<n>\d+)", "audit.of.handoff"),
    "staff group": (r"(?P<chat>-?\d+)", "audit.of.chat"),
    "no staff group": (r"(?P<chat>-?\d+)", "audit.of.chat"),
    "role citizen": (r"(?P<chat>-?\d+)", "audit.of.chat"),
    "role staff": (r"(?P<chat>-?\d+)", "audit.of.chat"),
    "role admin": (r"(?P<chat>-?\d+)", "audit.of.chat"),
    "curated": (r"#(?P<n>\d+) until (?P<until>\d{4}-\d\d-\d\d)", "audit.of.curated_until"),
    "curated change": (r"#(?P<n>\d+)(?: until (?P<until>\S+))?", "audit.of.curated"),
    "curated end": (r"#(?P<n>\d+)", "audit.of.curated"),
    "unanswered dismiss": (r"(?P<n>\d+) ×", "audit.of.dismissed"),
}
"""By action: how its detail is written, and how it is worded."""


@dataclass(frozen=True, slots=True)
class Known:
    """Titles of articles by address, and names of people and groups by their Telegram id."""

    titles: Mapping[str, str] = field(default_factory=dict)
    names: Mapping[int, str] = field(default_factory=dict)


def detail_text(action: str, detail: str, words: Wording, known: Known | None = None) -> str:
    """Says what an action was done with. Plain text."""
    if detail in DETAILS:
        return words.plain(DETAILS[detail])
    found = _read(action, detail)
    if found is None:
        return one_line(detail)
    text = _READ[action][1]
    values = {name: _value(name, told, words, known or Known()) for name, told in found.items()}
    failed = words.plain("audit.of.failed") if found.get("failed") else ""
    return words.plain(text, **values) + failed


def address_in(action: Action) -> str | None:
    """Returns the address of the article that an action was done with; None without one."""
    return (_read(action.action, action.detail or "") or {}).get("url")


def ids_in(action: Action) -> set[int]:
    """Returns the Telegram ids that an action names: of who did it, and with whom."""
    where, _, actor = action.actor.partition(":")
    told = [actor if where == "telegram" else ""]
    told.append((_read(action.action, action.detail or "") or {}).get("chat") or "")
    return {int(one) for one in told if one.removeprefix("-").isdecimal()}


def _read(action: str, detail: str) -> dict[str, str] | None:
    pattern = _READ.get(action)
    match = re.fullmatch(pattern[0], detail, re.ASCII) if pattern else None
    return {name: value or "" for name, value in match.groupdict().items()} if match else None


def _value(name: str, told: str, words: Wording, known: Known) -> str:
    match name:
        case "url":
            title = known.titles.get(told) or told.removeprefix(_FILE)
            return cut(one_line(title), TITLE_UNITS)
        case "readers" if told in set(Audience):
            return readers(Audience(told), words)
        case "field" if told in FIELDS:
            return words.plain(FIELDS[told])
        case "bytes":
            return words.number(int(told) / _MEGABYTE, 1)
        case "until" if told:
            return words.date(date.fromisoformat(told))
        case "chat":
            named = known.names.get(int(told))
            return f"{one_line(named)} ({told})" if named else told
        case "n" | "created" | "updated" | "unchanged" | "removed" | "rejected":
            return words.number(int(told or 0))
    return one_line(told)
