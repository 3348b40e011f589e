"""`hoidap doctor`: what is not as wanted is named, with what to do, and nothing is changed."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
from telegram import Bot, BotCommandScopeAllPrivateChats

from bot.checks import (
    LATE,
    admins_finding,
    department_finding,
    messages_finding,
    sources_finding,
)
from bot.findings import Finding, Level
from bot.sandbox import Sandbox
from bot.telegram_checks import telegram_findings
from bot.wording import Wordings
from index import Archive
from index.archive.source_records import SourceKind
from index.model import Role
from index.service import MessageKind, Outgoing
from index.settings import Secret, Settings
from tests.bot.conftest import TOKEN, StartBot, settings_for, with_webhook

NOW = datetime(2026, 11, 23, tzinfo=UTC)


async def asked(settings: Settings, wordings: Wordings) -> dict[str, Finding]:
    return {one.name: one for one in await telegram_findings(settings, wordings)}


@pytest.mark.parametrize("way", ["polling", "webhook"])
async def test_a_bot_that_runs_as_it_is_set_is_found_sound(
    sandbox: Sandbox, start: StartBot, wordings: Wordings, way: str
) -> None:
    settings = settings_for(sandbox)
    settings = with_webhook(settings) if way == "webhook" else settings
    async with start(settings):
        found = await asked(settings, wordings)
    assert [*found] == ["telegram", "webhook", "privacy mode", "inline mode", "commands"]
    assert {one.level for one in found.values()} == {Level.OK}


async def test_what_is_set_otherwise_in_telegram_is_named_and_left_as_it_is(
    sandbox: Sandbox, start: StartBot, wordings: Wordings
) -> None:
    settings = settings_for(sandbox)
    async with start(settings) as app:
        await app.bot.set_my_commands([("x", "Of another program")])
        scope = BotCommandScopeAllPrivateChats()
        await app.bot.set_my_commands([("y", "Of another program")], scope=scope)
    sandbox.state.privacy = sandbox.state.inline_mode = False
    found = await asked(with_webhook(settings), wordings)
    assert found["telegram"].level is Level.OK
    assert {found[name].level for name in found if name != "telegram"} == {Level.LOOK}
    assert "/setprivacy" in found["privacy mode"].detail
    assert "/setinline" in found["inline mode"].detail
    assert "not set, wanted is http" in found["webhook"].detail
    assert "the menu in vi" in found["commands"].detail
    assert "all_private_chats" in found["commands"].detail
    async with Bot(TOKEN, base_url=f"{sandbox.url}/bot") as bot:
        assert [one.command for one in await bot.get_my_commands()] == ["x"]
        assert not (await bot.get_webhook_info()).url


async def test_a_webhook_that_telegram_cannot_deliver_to_is_named(
    sandbox: Sandbox, wordings: Wordings
) -> None:
    settings = with_webhook(settings_for(sandbox))
    assert settings.webhook is not None
    async with Bot(TOKEN, base_url=f"{sandbox.url}/bot") as bot:
        await bot.set_webhook(settings.webhook.url)
    hook = sandbox.state.updates.webhook
    assert hook is not None
    hook.last_error, hook.last_error_at = "Connection refused", 1
    found = await asked(settings, wordings)
    assert "Connection refused" in found["webhook"].detail


async def test_a_refused_token_and_a_missing_telegram_are_told_apart_without_the_token(
    sandbox: Sandbox, wordings: Wordings
) -> None:
    wrong = TOKEN[:-1] + "x"
    settings = replace(settings_for(sandbox), token=Secret(wrong))
    (refused,) = (await asked(settings, wordings)).values()
    nowhere = replace(settings_for(sandbox), api_url="http://127.0.0.1:9")
    (missing,) = (await asked(nowhere, wordings)).values()
    (none,) = (await asked(Settings(), wordings)).values()
    assert (refused.level, missing.level, none.level) == (Level.BAD, Level.BAD, Level.OK)
    assert "@BotFather" in refused.detail and "TELEGRAM_API_URL" in missing.detail
    assert wrong not in str(refused) and TOKEN not in str(missing)


def test_a_bot_on_telegram_must_not_speak_for_a_department_that_is_made_up(
    tmp_path: Path,
) -> None:
    live = Settings(token=Secret(TOKEN))
    assert department_finding(Settings()).level is Level.OK
    assert "DEPARTMENT_FILE" in department_finding(live).detail
    missing = department_finding(replace(live, department_file=tmp_path / "none.toml"))
    assert missing.level is Level.BAD


def test_a_bot_on_telegram_has_an_admin(archive: Archive) -> None:
    live = Settings(token=Secret(TOKEN))
    assert "ADMIN_IDS" in admins_finding(live, archive).detail
    archive.people.grant(5, Role.STAFF, 1, NOW)
    assert admins_finding(live, archive).level is Level.LOOK
    archive.people.grant(6, Role.ADMIN, 1, NOW)
    assert admins_finding(live, archive).level is Level.OK


def test_messages_that_may_not_have_arrived_or_are_late_are_named(archive: Archive) -> None:
    assert messages_finding(archive, NOW).level is Level.OK
    batch = [Outgoing(chat, "{}") for chat in (11, 12)]
    archive.outbox.enqueue("b", MessageKind.BROADCAST, batch, NOW)
    assert messages_finding(archive, NOW + LATE).level is Level.OK
    late = messages_finding(archive, NOW + LATE + timedelta(seconds=1))
    assert late.level is Level.LOOK and "hoidap run" in late.detail
    archive.outbox.claim_next(1, NOW)
    archive.outbox.recover(NOW)
    unsure = messages_finding(archive, NOW)
    assert unsure.level is Level.LOOK and "11" in unsure.detail and "12" not in unsure.detail


def test_sources_that_fail_are_named_with_the_reason_unless_they_are_paused(
    archive: Archive,
) -> None:
    source = archive.sources.add("Sở TT&TT", "https://x.example", SourceKind.SITE, NOW)
    assert sources_finding(archive).level is Level.OK
    archive.sources.failed(source.id, "the server answers 503", NOW)
    found = sources_finding(archive)
    assert found.level is Level.LOOK
    assert source.name in found.detail and "the server answers 503" in found.detail
    archive.sources.pause(source.id)
    assert sources_finding(archive).level is Level.OK
