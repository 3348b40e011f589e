"""The texts about roles and the record of actions."""

from __future__ import annotations

from typing import Literal

TextKey = Literal[
    "people.title",
    "people.fixed",
    "people.granted",
    "people.nobody",
    "people.how",
    "people.no_id",
    "people.one",
    "people.is_fixed",
    "people.sure",
    "people.done",
    "people.unchanged",
    "people.last_admin",
    "people.full",
    "people.told",
    "people.told_revoked",
    "people.role.citizen",
    "people.role.staff",
    "people.role.admin",
    "people.button.staff",
    "people.button.admin",
    "people.button.revoke",
    "people.button.yes",
    "audit.title",
    "audit.line",
    "audit.detail",
    "audit.none",
    "audit.button.newer",
    "audit.button.older",
    "command.quyen",
    "command.thuquyen",
    "command.nhatky",
]
