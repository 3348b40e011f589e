"""Who a Telegram user is to us, from the settings."""

from __future__ import annotations

from index.model import Role
from index.settings import Settings


def role_of(user_id: int | None, settings: Settings) -> Role:
    """Returns the role of a Telegram user; somebody unknown or anonymous is a citizen."""
    if user_id is None:
        return Role.CITIZEN
    if user_id in settings.admin_ids:
        return Role.ADMIN
    if user_id in settings.staff_ids:
        return Role.STAFF
    return Role.CITIZEN


def reading_role(user_id: int | None, *, in_private: bool, settings: Settings) -> Role:
    """Returns the role whose articles may be shown where the person is writing.

    What is shown in a group is shown to everyone in it, so a group reads as a citizen
    whoever asks.
    """
    return role_of(user_id, settings) if in_private else Role.CITIZEN
