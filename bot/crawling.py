"""Crawls while the bot runs: those that are due by themselves, others when an admin asks."""

from __future__ import annotations

import logging
from collections.abc import Sequence
from dataclasses import dataclass
from functools import partial
from typing import Any, Final

from telegram.error import TelegramError

from bot.beside import CommandFailedError, run_command
from bot.context import Context
from bot.ports import AssistantPort
from bot.reasons import reason_in
from bot.reply import Reply
from bot.sending import send
from bot.wording import Wording
from index.model import Language, Role
from index.settings import Settings

CHECK_EVERY_S: Final = 60.0
"""How often the bot looks whether a source is due."""
log = logging.getLogger(__name__)


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

    Raises CommandFailedError: there is no report.
    """
    wanted = ("--due",) if source is None else ("--", source)
    report = await run_command(settings, "crawl", "--json", *wanted)
    return [_crawled(row) for row in report["sources"]]


async def crawl_what_is_due(context: Context) -> None:
    """Crawls the sources that are due, and tells admins of those that have begun to fail."""
    services = context.services
    due = await services.worker.run(lambda a: a.archive.sources.due(services.clock.now()))
    if not due or services.crawling.locked():
        return
    async with services.crawling:
        try:
            done = await crawl_beside(services.settings)
        except CommandFailedError as fault:
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
        lines = [words.html("crawl.failing", name=f.name, reason=_reason(f, words)) for f in failed]
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


def _reason(failed: Crawled, words: Wording) -> str:
    return reason_in(words.language, failed.failure or "")


def _language(assistant: AssistantPort, chat_id: int) -> Language | None:
    return assistant.archive.chats.language(chat_id)


def _told(assistant: AssistantPort, name: str) -> None:
    source = assistant.archive.sources.by_name(name)
    if source is not None:
        assistant.archive.sources.told(source.id)


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
