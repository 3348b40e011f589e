"""`hoidap sandbox`: the real bot against the local stand-in for Telegram, with its chat page."""

from __future__ import annotations

import asyncio
import contextlib
import secrets
from collections.abc import AsyncIterator, Callable
from dataclasses import replace
from typing import Final

from bot.clock import Clock, SystemClock
from bot.context import App
from bot.lifetime import until_stopped
from bot.ports import AssistantPort
from bot.run import running_bot
from bot.sandbox import DEFAULT_GROUPS, DEFAULT_PEOPLE, Sandbox, ids_of, supergroup_of
from index import Archive
from index.errors import SettingError
from index.model import Article, Role
from index.settings import Secret, Settings

BOT_ID: Final = 1_700_000_001
"""The bot's number in the sandbox; its picture and its name have the colour of the number."""


def run_sandbox(settings: Settings, assistant: AssistantPort, ready: Callable[[str], None]) -> None:
    """Runs the sandbox with the bot until SIGINT or SIGTERM. Does not close the assistant.

    `ready` is called with the page's address once the bot answers there. The token, the
    roles, the address of the API and the webhook of the settings are not used: the
    sandbox has its own people, and nothing of it reaches Telegram.

    Raises SettingError when the port is taken, when the archive is that of a bot on Telegram,
    or what `bot.run.run_bot` raises.
    """
    asyncio.run(until_stopped(running_sandbox(settings, assistant), ready=ready))


@contextlib.asynccontextmanager
async def running_sandbox(
    settings: Settings, assistant: AssistantPort, *, clock: Clock | None = None
) -> AsyncIterator[str]:
    """Runs the sandbox with the bot while the block runs; gives the page's address.

    Both go by `clock`, by default that of this machine.
    """
    _refuse_live_home(assistant.archive)
    clock = clock or SystemClock()
    apps: list[App] = []

    async def article(url: str) -> Article | None:
        """Finds an article for the page, in the assistant's own thread."""
        if not apps:
            return None
        worker = apps[0].bot_data.services.worker
        return await worker.run(lambda a: a.article(url, role=Role.ADMIN))

    token = f"{BOT_ID}:{secrets.token_urlsafe(26)}"
    sandbox = Sandbox(
        token=token,
        port=settings.sandbox_port,
        articles=article,
        clock=lambda: clock.now().timestamp(),
    )
    try:
        await sandbox.start()
    except OSError as error:
        raise SettingError(
            "SANDBOX_PORT",
            f"cannot listen on 127.0.0.1:{settings.sandbox_port}: {error.strerror or error}",
        ) from None
    try:
        own = replace(
            settings,
            token=Secret(token),
            api_url=sandbox.url,
            admin_ids=ids_of(DEFAULT_PEOPLE, Role.ADMIN),
            staff_ids=ids_of(DEFAULT_PEOPLE, Role.STAFF),
            webhook=None,
        )
        async with running_bot(own, assistant, clock=clock) as app:
            apps.append(app)
            yield sandbox.url
    finally:
        await sandbox.stop()


def _refuse_live_home(archive: Archive) -> None:
    """Raises SettingError when the archive knows chats that are none of the sandbox.

    There, messages that wait for real people would count as failed and their chats as gone,
    and what is asked in the sandbox would be sent to real officers.
    """
    groups = [group.id for group in DEFAULT_GROUPS]
    own = {*(person.id for person in DEFAULT_PEOPLE), *groups, *map(supergroup_of, groups)}
    reached = archive.people.chats_to_reach()
    if not own.issuperset([*reached, *archive.outbox.chats(), *archive.staff_groups.all()]):
        raise SettingError(
            "HOIDAP_HOME",
            f"{archive.home} belongs to a bot that serves people on Telegram; give the sandbox a "
            "folder of its own. For the same articles: `hoidap export news.jsonl` here, then "
            "`hoidap ingest news.jsonl` with HOIDAP_HOME set to that folder",
        )
