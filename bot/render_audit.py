"""The record of what was done by whom, worded for admins. Pure functions."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Final
from zoneinfo import ZoneInfo

from bot.callbacks import Press
from bot.markup import cut, one_line
from bot.render_audit_details import Known, detail_text
from bot.render_handoff import NAME_UNITS
from bot.reply import Button, PressButton, Reply
from bot.wording import Wording
from bot.wording_keys import TextKey
from index.service import Action

AUDIT: Final = "audit"
"""Shows a page of the record."""
ACTIONS_A_PAGE: Final = 8
DETAIL_UNITS: Final = 200
_ON_THE_SERVER: Final = "console"

ACTIONS: Final[Mapping[str, TextKey]] = {
    "reindex asked": "audit.action.reindex_asked",
    "reindex": "audit.action.reindex",
    "reindex cancelled": "audit.action.reindex_cancelled",
    "reindex failed": "audit.action.reindex_failed",
    "backup": "audit.action.backup",
    "restore": "audit.action.restore",
    "source added": "audit.action.source_added",
    "source paused": "audit.action.source_paused",
    "source resumed": "audit.action.source_resumed",
    "source removed": "audit.action.source_removed",
    "source crawled": "audit.action.source_crawled",
    "article added": "audit.action.article_added",
    "article edited": "audit.action.article_edited",
    "edit undone": "audit.action.edit_undone",
    "edits taken back": "audit.action.edits_taken_back",
    "version restored": "audit.action.version_restored",
    "remove": "audit.action.removed",
    "brought back": "audit.action.brought_back",
    "role citizen": "audit.action.role_citizen",
    "role staff": "audit.action.role_staff",
    "role admin": "audit.action.role_admin",
    "term added": "audit.action.term_added",
    "term removed": "audit.action.term_removed",
    "broadcast": "audit.action.broadcast",
    "broadcast stopped": "audit.action.broadcast_stopped",
    "handoff answer": "audit.action.handoff_answer",
    "handoff addition": "audit.action.handoff_addition",
    "handoff close": "audit.action.handoff_close",
    "staff group": "audit.action.staff_group",
    "no staff group": "audit.action.no_staff_group",
    "curated": "audit.action.curated",
    "curated change": "audit.action.curated_change",
    "curated end": "audit.action.curated_end",
    "unanswered dismiss": "audit.action.unanswered_dismiss",
}
"""What is recorded, and how it is worded; what is not here is shown as it was recorded."""


def audit_page(
    total: int,
    actions: Sequence[Action],
    offset: int,
    words: Wording,
    zone: ZoneInfo,
    known: Known | None = None,
) -> Reply:
    """Shows a page of the record, the newest first."""
    if not actions:
        return Reply(words.html("audit.none"))
    entries = [_entry(action, words, zone, known or Known()) for action in actions]
    row: list[Button] = []
    if offset:
        newer = Press(AUDIT, offset=max(0, offset - ACTIONS_A_PAGE))
        row.append(PressButton(words.plain("audit.button.newer"), newer))
    if offset + len(actions) < total:
        older = Press(AUDIT, offset=offset + ACTIONS_A_PAGE)
        row.append(PressButton(words.plain("audit.button.older"), older))
    title = words.html("audit.title", n=words.number(total))
    return Reply("\n\n".join([title, *entries]), (tuple(row),) if row else ())


def actor_name(actor: str, words: Wording) -> str:
    """Says who did something: the number on Telegram, or that it was on the server. Plain text."""
    where, _, name = actor.partition(":")
    return words.plain("audit.console") if where == _ON_THE_SERVER else one_line(name or actor)


def action_name(action: str, words: Wording) -> str:
    """Says what was done. Plain text."""
    return words.plain(ACTIONS[action]) if action in ACTIONS else one_line(action)


def _entry(action: Action, words: Wording, zone: ZoneInfo, known: Known) -> str:
    name = action_name(action.action, words)
    actor = cut(actor_name(action.actor, words), DETAIL_UNITS)
    values = {
        "action": name[:1].upper() + name[1:],
        "when": words.moment(action.at, zone),
        "actor": actor,
    }
    person = known.names.get(int(actor)) if actor.isdecimal() else None
    if person:
        values["name"] = cut(one_line(person), NAME_UNITS)
    line = words.html("audit.line_named" if person else "audit.line", **values)
    told = detail_text(action.action, action.detail or "", words, known)
    detail = cut(told, DETAIL_UNITS)
    return f"{line}\n{words.html('audit.detail', detail=detail)}" if detail else line
