"""`hoidap doctor`: is everything as the bot needs it? Settings, archive, index, Telegram."""

from __future__ import annotations

import asyncio
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from typing import Final

import click

from bot.department import load_department
from bot.findings import Finding, Level
from bot.logs import guard_logs
from bot.telegram_checks import telegram_findings
from bot.wording import load_wordings
from index import Archive, Assistant, Language
from index.errors import HoidapError
from index.model import Role
from index.settings import Settings, load_settings

LATE: Final = timedelta(minutes=10)
"""A message that waits for longer than it must waits for a bot that does not run."""
_SHOWN: Final = 5
"""Sources and chats that are named; the others are counted."""


@click.command()
def doctor() -> None:
    """Check settings, archive, index and Telegram, and say what to do.

    Exit 1 when something is BAD; what is marked LOOK works, but should be looked at.
    """
    levels = set()
    for finding in _findings():
        click.echo(str(finding))
        levels.add(finding.level)
    if Level.BAD in levels:
        raise SystemExit(1)


def _findings() -> Iterator[Finding]:
    try:
        settings = load_settings()
    except HoidapError as error:
        yield Finding("settings", Level.BAD, str(error))
        return
    if settings.token is not None:
        guard_logs(settings.token.reveal())
    yield Finding("settings", Level.OK, "all can be read")
    yield department_finding(settings)
    yield from _index_findings(settings)
    try:
        wordings = load_wordings()
    except HoidapError as error:
        yield Finding("wording", Level.BAD, str(error))
        return
    yield Finding("wording", Level.OK, ", ".join(sorted(wordings.by_language)))
    yield from asyncio.run(telegram_findings(settings, wordings))


def department_finding(settings: Settings) -> Finding:
    """Tells for which department the bot speaks."""
    try:
        name = load_department(settings)[Language.VIETNAMESE].name
    except HoidapError as error:
        return Finding("department", Level.BAD, str(error))
    if settings.token is not None and settings.department_file is None:
        return Finding(
            "department", Level.LOOK, f"{name}, which is made up; set DEPARTMENT_FILE to yours"
        )
    return Finding("department", Level.OK, name)


def _index_findings(settings: Settings) -> Iterator[Finding]:
    try:
        assistant = Assistant.open(settings)
    except HoidapError as error:
        yield Finding("archive", Level.BAD, str(error))
        return
    try:
        problems = assistant.archive.check()
        stats = assistant.stats()
        if problems:
            detail = f"{'; '.join(problems)}; restore a backup: `hoidap restore FILE`"
            yield Finding("archive", Level.BAD, detail)
        elif stats.articles:
            detail = f"{stats.articles} articles in {settings.home}"
            yield Finding("archive", Level.OK, detail)
        else:
            detail = f"no article in {settings.home}; `hoidap ingest` or `hoidap crawl` brings some"
            yield Finding("archive", Level.LOOK, detail)
        is_level = stats.generation == stats.last_change
        todo = "" if is_level else "; run `hoidap reindex`"
        yield Finding(
            "index",
            Level.OK if is_level else Level.BAD,
            f"{stats.engine}, {stats.passages} passages, generation {stats.generation} of "
            f"{stats.last_change}{todo}",
        )
        yield admins_finding(settings, assistant.archive)
        yield sources_finding(assistant.archive)
        yield messages_finding(assistant.archive, datetime.now(UTC))
    except HoidapError as error:
        yield Finding("archive", Level.BAD, str(error))
    finally:
        assistant.close()


def admins_finding(settings: Settings, archive: Archive) -> Finding:
    """Tells whether anybody may do what admins do."""
    granted = {grant.user_id for grant in archive.people.grants() if grant.role is Role.ADMIN}
    number = len(granted | settings.admin_ids)
    if settings.token is not None and not number:
        detail = "none; put the Telegram id of one into ADMIN_IDS"
        return Finding("admins", Level.LOOK, detail)
    return Finding("admins", Level.OK, str(number))


def sources_finding(archive: Archive) -> Finding:
    """Names the sources whose last crawl failed, with the reason."""
    sources = archive.sources.all()
    failing = [source for source in sources if source.failures and not source.paused]
    if not failing:
        return Finding("sources", Level.OK, f"{len(sources)}, none fails")
    named = [f"{one.name} ({one.failures} times: {one.failure})" for one in failing[:_SHOWN]]
    return Finding(
        "sources",
        Level.LOOK,
        f"{len(failing)} of {len(sources)} fail: {'; '.join(named)}. Open the address in a "
        "browser; then `hoidap crawl`, or pause or remove the source (`hoidap source --help`)",
    )


def messages_finding(archive: Archive, now: datetime) -> Finding:
    """Tells of messages that may not have arrived, or that wait although they are due."""
    unsure, due = archive.outbox.unsure(), archive.outbox.next_due()
    if unsure:
        chats = sorted({message.chat_id for message in unsure})
        named = ", ".join(map(str, chats[:_SHOWN])) + (", …" if chats[_SHOWN:] else "")
        return Finding(
            "messages",
            Level.LOOK,
            f"of {len(unsure)} nobody knows whether they arrived (chats {named}), for the bot "
            "was interrupted while it sent them; they are not sent again by themselves: write "
            "to these chats if it matters",
        )
    if due is not None and now - due > LATE:
        detail = f"some wait since {due:%Y-%m-%d %H:%M} UTC; check that `hoidap run` is running"
        return Finding("messages", Level.LOOK, detail)
    return Finding("messages", Level.OK, "none is unsure, none is late")
