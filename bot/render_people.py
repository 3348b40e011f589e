"""Roles, as admins see them."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final

from bot.callbacks import Press
from bot.reply import PressButton, Reply
from bot.wording import Wording
from bot.wording_keys import TextKey
from index.model import Role
from index.service import Grant
from index.settings import Settings

ROLE: Final = "role"
"""Gives the role that the offset stands for to the person whose id the query id is."""
ROLE_SURE: Final = "rolesure"
"""The same, once it was confirmed."""

OFFSETS: Final = {Role.CITIZEN: 0, Role.STAFF: 1, Role.ADMIN: 2}
"""How a button writes a role; that of a citizen takes the granted one back."""
_MOST_PEOPLE: Final = 60

_ROLE_NAMES: Final[dict[Role, TextKey]] = {
    Role.CITIZEN: "people.role.citizen",
    Role.STAFF: "people.role.staff",
    Role.ADMIN: "people.role.admin",
}


def role_name(role: Role, words: Wording) -> str:
    """Returns how people call a role."""
    return words.plain(_ROLE_NAMES[role])


def people_list(grants: Sequence[Grant], settings: Settings, words: Wording) -> Reply:
    """Lists who has a role: first as the settings say, then as granted, the newest first."""
    admins, staff = settings.admin_ids, settings.staff_ids - settings.admin_ids
    lines = [
        words.html("people.fixed", id=one, role=role_name(role, words))
        for role, ids in ((Role.ADMIN, admins), (Role.STAFF, staff))
        for one in sorted(ids)
    ]
    lines += [
        words.html(
            "people.granted",
            id=grant.user_id,
            role=role_name(grant.role, words),
            date=words.date(grant.granted_at.date()),
        )
        for grant in reversed(grants)
    ]
    shown = lines[:_MOST_PEOPLE] + (["…"] if len(lines) > _MOST_PEOPLE else [])
    people = "\n".join(shown) or words.html("people.nobody")
    return Reply(f"{words.html('people.title')}\n{people}\n\n{words.html('people.how')}")


def person_card(user_id: int, role: Role, words: Wording) -> Reply:
    """Shows one person's role, with the buttons that change it."""
    texts: dict[Role, TextKey] = {
        Role.STAFF: "people.button.staff",
        Role.ADMIN: "people.button.admin",
        Role.CITIZEN: "people.button.revoke",
    }
    rows = tuple(
        (PressButton(words.plain(text), Press(ROLE, str(user_id), OFFSETS[new])),)
        for new, text in texts.items()
        if new is not role
    )
    shown = words.html("people.one", id=user_id, role=role_name(role, words))
    return Reply(shown, rows)


def sure_of_admin(user_id: int, words: Wording) -> Reply:
    """Asks before somebody is made an admin."""
    yes = PressButton(
        words.plain("people.button.yes"), Press(ROLE_SURE, str(user_id), OFFSETS[Role.ADMIN])
    )
    return Reply(words.html("people.sure", id=user_id), ((yes,),))
