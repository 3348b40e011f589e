"""Who a Telegram user is to us: as the settings say, else as admins granted.

What the settings say wins: nobody changes it from a chat.
"""

from __future__ import annotations

from bot.worker import Worker
from index import Archive
from index.model import Role
from index.settings import Settings


async def role_of(user_id: int | None, settings: Settings, worker: Worker) -> Role:
    """Returns the role of a Telegram user; somebody unknown or anonymous is a citizen.

    Granted roles are asked of the archive each time, so that a revoked one ends at once.
    """
    if user_id is None:
        return Role.CITIZEN
    if user_id in settings.admin_ids:
        return Role.ADMIN
    if user_id in settings.staff_ids:
        return Role.STAFF
    return await worker.run(lambda a: a.archive.people.role(user_id))


def reading_role(role: Role, *, in_private: bool) -> Role:
    """Returns the role whose articles may be shown where the person is writing.

    What is shown in a group is shown to everyone in it, so a group reads as a citizen
    whoever asks.
    """
    return role if in_private else Role.CITIZEN


def role_for_chat(chat_id: int, settings: Settings, archive: Archive) -> Role:
    """Returns the role whose articles may be sent to a chat that nobody writes in now.

    The id of a private chat is that of its person; those of groups are negative. Runs where
    the archive is.
    """
    if chat_id < 0:
        return Role.CITIZEN
    if chat_id in settings.admin_ids:
        return Role.ADMIN
    if chat_id in settings.staff_ids:
        return Role.STAFF
    return archive.people.role(chat_id)
