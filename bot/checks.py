"""`hoidap doctor`: is everything as the bot needs it? Settings, archive, index, Telegram."""

from __future__ import annotations

import asyncio
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from typing import Final

import click
from telegram import Bot
from telegram.error import InvalidToken, TelegramError
from telegram.request import HTTPXRequest

from bot.department import load_department
from bot.logs import guard_logs
from bot.wording import load_wordings
from index import Assistant, Language
from index.errors import HoidapError
from index.settings import Settings, load_settings

_TIMEOUT_S: Final = 10.0


@dataclass(frozen=True, slots=True)
class Finding:
    """The outcome of one check."""

    name: str
    sound: bool
    detail: str


@click.command()
def doctor() -> None:
    """Check settings, archive, index and Telegram. Exit 1 when something is wrong."""
    sound = True
    for finding in _findings():
        mark = "ok  " if finding.sound else "BAD "
        click.echo(f"{mark} {finding.name}: {finding.detail}")
        sound = sound and finding.sound
    if not sound:
        raise SystemExit(1)


def _findings() -> Iterator[Finding]:
    try:
        settings = load_settings()
    except HoidapError as error:
        yield Finding("settings", False, str(error))
        return
    yield Finding("settings", True, "all can be read")
    yield _checked("department", lambda: load_department(settings)[Language.VIETNAMESE].name)
    yield _checked("wording", lambda: ", ".join(sorted(load_wordings().by_language)))
    yield from _index_findings(settings)
    yield _telegram(settings)


def _checked(name: str, look: Callable[[], str]) -> Finding:
    try:
        return Finding(name, True, look())
    except HoidapError as error:
        return Finding(name, False, str(error))


def _index_findings(settings: Settings) -> Iterator[Finding]:
    try:
        assistant = Assistant.open(settings)
    except HoidapError as error:
        yield Finding("archive", False, str(error))
        return
    try:
        problems = assistant.archive.check()
        stats = assistant.stats()
        detail = "; ".join(problems) or f"{stats.articles} articles in {settings.home}"
        yield Finding("archive", not problems, detail)
        level = stats.generation == stats.last_change
        yield Finding(
            "index",
            level,
            f"{stats.engine}, {stats.passages} passages, generation {stats.generation} of "
            f"{stats.last_change}",
        )
    except HoidapError as error:
        yield Finding("archive", False, str(error))
    finally:
        assistant.close()


def _telegram(settings: Settings) -> Finding:
    if settings.token is None:
        return Finding("telegram", True, "no TELEGRAM_BOT_TOKEN: only the sandbox can run")
    guard_logs(settings.token.reveal())
    try:
        return Finding("telegram", True, asyncio.run(_ask_telegram(settings)))
    except InvalidToken:
        return Finding("telegram", False, "TELEGRAM_BOT_TOKEN is refused; ask @BotFather")
    except TelegramError as error:
        return Finding("telegram", False, f"{settings.api_url} does not answer: {error.message}")


async def _ask_telegram(settings: Settings) -> str:
    token = settings.token.reveal() if settings.token else ""
    request = HTTPXRequest(connect_timeout=_TIMEOUT_S, read_timeout=_TIMEOUT_S)
    async with Bot(token, base_url=f"{settings.api_url}/bot", request=request) as bot:
        hook = await bot.get_webhook_info()
        wanted = settings.webhook.url if settings.webhook else ""
        way = "webhook" if hook.url else "polling"
        note = "" if hook.url == wanted else f"; `hoidap run` will set it to {wanted or 'polling'}"
        return f"@{bot.username} answers, {way}{note}"
