"""Crawls while the bot runs: in a process of its own, so that questions are answered meanwhile.

The pages of strangers are read, and words segmented, outside of the bot: a crash there costs no
answer, and no secret is near. What the process stores, the bot sees at the next question.
"""

from __future__ import annotations

import asyncio
import contextlib
import json
import logging
import os
import sys
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from functools import partial
from pathlib import Path
from typing import Any, Final

from telegram.error import TelegramError

import bot as bot_package
from bot.context import Context
from bot.ports import AssistantPort
from bot.reply import Reply
from bot.sending import send
from index.errors import HoidapError
from index.model import Language, Role
from index.settings import Settings

CHECK_EVERY_S: Final = 60.0
"""How often the bot looks whether a source is due."""
_NICENESS: Final = 10
_PATIENCE_S: Final = 15.0
"""How long a crawl may take to end between two pages when the bot is being stopped."""
# Of the environment; the rest, secrets among them, is not handed on.
_HANDED_ON: Final = ("PATH", "HOME", "LANG", "LC_ALL", "TMPDIR", "SSL_CERT_FILE", "SYSTEMROOT")

log = logging.getLogger(__name__)


class CrawlFailedError(HoidapError):
    """The crawl ended without a report; its message is what it said last."""


@dataclass(frozen=True, slots=True)
class Crawled:
    """What crawling one source did, in numbers of articles."""

    name: str
    created: int
    updated: int
    unchanged: int
    removed: int
    rejected: tuple[tuple[str, str], ...]
    """Addresses, and why."""
    failure: str | None
    complete: bool
    is_news: bool
    """Whether admins have not been told of the failure."""


async def crawl_beside(settings: Settings, source: str | None = None) -> list[Crawled]:
    """Crawls one source thoroughly, or all that are due, in another process.

    When cancelled, it ends the process between two pages; the next crawl goes on.

    Raises CrawlFailedError: there is no report.
    """
    wanted = ("--due",) if source is None else ("--", source)
    child = await asyncio.create_subprocess_exec(
        sys.executable,
        *("-m", "bot.main", "crawl", "--json", *wanted),
        cwd=settings.home,  # not where a .env may lie
        env=_environment(settings),
        stdin=asyncio.subprocess.DEVNULL,
        stdout=asyncio.subprocess.PIPE,
        stderr=asyncio.subprocess.PIPE,
        start_new_session=True,
    )
    with contextlib.suppress(OSError, AttributeError):  # ended already; no Unix
        os.setpriority(os.PRIO_PROCESS, child.pid, _NICENESS)
    try:
        output, said = await child.communicate()
    except asyncio.CancelledError:
        await _end(child)
        raise
    try:
        return [_crawled(row) for row in json.loads(output)["sources"]]
    except (ValueError, KeyError, TypeError):
        lines = said.decode("utf-8", "replace").strip().splitlines()
        raise CrawlFailedError(lines[-1][:500] if lines else "it said nothing") from None


async def crawl_what_is_due(context: Context) -> None:
    """Crawls the sources that are due, and tells admins of those that have begun to fail."""
    services = context.services
    due = await services.worker.run(lambda a: a.archive.sources.due(datetime.now(UTC)))
    if not due or services.crawling.locked():
        return
    async with services.crawling:
        try:
            done = await crawl_beside(services.settings)
        except CrawlFailedError as fault:
            log.error("the crawl failed: %s", fault)
            return
    for one in done:
        log.info(
            "crawled %s: created %d, updated %d, removed %d, rejected %d%s",
            *(one.name, one.created, one.updated, one.removed, len(one.rejected)),
            f", failed: {one.failure}" if one.failure else "",
        )
    if any(one.created or one.updated or one.removed for one in done):
        services.examples.forget()
    await _tell(context, [one for one in done if one.is_news])


async def _tell(context: Context, failed: Sequence[Crawled]) -> None:
    """Tells every admin who can be reached of sources that fail, once for each time it begins."""
    if not failed:
        return
    services = context.services
    granted = await services.worker.run(lambda a: a.archive.people.grants())
    admins = services.settings.admin_ids | {g.user_id for g in granted if g.role is Role.ADMIN}
    reached = False
    for admin in sorted(admins):
        language = await services.worker.run(partial(_language, chat_id=admin))
        words = services.wordings[language or Language.VIETNAMESE]
        lines = [words.html("crawl.failing", name=f.name, reason=f.failure or "") for f in failed]
        text = "\n\n".join([*lines, words.html("crawl.kept")])
        try:
            await send(context, admin, Reply(text))
            reached = True
        except TelegramError as fault:  # an admin who never wrote to the bot
            log.info("an admin could not be told: %s", type(fault).__name__)
    if not reached:
        return
    for one in failed:
        await services.worker.run(partial(_told, name=one.name))


def _language(assistant: AssistantPort, chat_id: int) -> Language | None:
    return assistant.archive.chats.language(chat_id)


def _told(assistant: AssistantPort, name: str) -> None:
    source = assistant.archive.sources.by_name(name)
    if source is not None:
        assistant.archive.sources.told(source.id)


async def _end(child: asyncio.subprocess.Process) -> None:
    if child.returncode is not None:
        return
    child.terminate()
    try:
        await asyncio.wait_for(child.wait(), _PATIENCE_S)
    except TimeoutError:
        child.kill()
        await child.wait()


def _environment(settings: Settings) -> dict[str, str]:
    handed = {name: os.environ[name] for name in _HANDED_ON if name in os.environ}
    own = {
        "HOIDAP_HOME": str(settings.home.resolve()),
        "HOIDAP_ENGINE": settings.engine,
        "TZ_NAME": settings.time_zone.key,
        "FETCH_ALLOW_LOOPBACK": "on" if settings.fetch_allow_loopback else "off",
        "FETCH_DELAY_S": str(settings.fetch_delay),
        "FETCH_CONTACT": settings.fetch_contact or "",
        # Where this program lies, whether it is installed or not.
        "PYTHONPATH": str(Path(bot_package.__file__).resolve().parent.parent),
    }
    return handed | own


def _crawled(row: dict[str, Any]) -> Crawled:
    return Crawled(
        name=row["name"],
        created=row["created"],
        updated=row["updated"],
        unchanged=row["unchanged"],
        removed=row["removed"],
        rejected=tuple((one["item"], one["reason"]) for one in row["rejected"]),
        failure=row["failure"],
        complete=row["complete"],
        is_news=row["is_news"],
    )
