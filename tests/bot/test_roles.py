"""Who is who: settings, granted roles, and what a revoked role can no longer do."""

from __future__ import annotations

from collections.abc import AsyncIterator
from datetime import UTC, datetime

import pytest

from bot.roles import reading_role, role_of
from bot.sandbox import Person, Sandbox
from bot.wording import Wording
from bot.worker import Worker
from index import Archive
from index.model import Role
from index.settings import Settings
from tests.bot.fakes import FakeAssistant

NOW = datetime(2026, 1, 2, tzinfo=UTC)


@pytest.fixture
async def worker(assistant: FakeAssistant) -> AsyncIterator[Worker]:
    worker = Worker(assistant)
    yield worker
    await worker.close()


async def test_the_settings_win_over_what_was_granted(archive: Archive, worker: Worker) -> None:
    settings = Settings(admin_ids=frozenset({1}), staff_ids=frozenset({1, 2}))
    archive.people.grant(1, Role.STAFF, by=9, now=NOW)
    archive.people.grant(2, Role.ADMIN, by=9, now=NOW)
    archive.people.grant(3, Role.ADMIN, by=9, now=NOW)
    roles = [await role_of(user, settings, worker) for user in (1, 2, 3, 4, None)]
    assert roles == [Role.ADMIN, Role.STAFF, Role.ADMIN, Role.CITIZEN, Role.CITIZEN]


def test_a_group_reads_as_a_citizen_whoever_asks() -> None:
    assert reading_role(Role.ADMIN, in_private=False) is Role.CITIZEN
    assert reading_role(Role.ADMIN, in_private=True) is Role.ADMIN


@pytest.mark.usefixtures("bot")
async def test_a_granted_role_counts_at_once_and_a_revoked_one_no_more(
    sandbox: Sandbox, citizen: Person, archive: Archive, words: Wording
) -> None:
    refused = words.plain("staff.refused")
    assert (await sandbox.ask(citizen, "/thongke"))["text"] == refused
    archive.people.grant(citizen.id, Role.STAFF, by=9, now=NOW)
    assert "1.234" in (await sandbox.ask(citizen, "/thongke"))["text"]
    archive.people.revoke(citizen.id)
    assert (await sandbox.ask(citizen, "/thongke"))["text"] == refused


@pytest.mark.usefixtures("polling_bot")
async def test_the_menu_of_a_revoked_role_goes_with_the_next_message(
    sandbox: Sandbox, citizen: Person, archive: Archive
) -> None:
    archive.people.grant(citizen.id, Role.STAFF, by=9, now=NOW)
    await sandbox.ask(citizen, "/help")
    await sandbox.ask(citizen, "/help")
    archive.people.revoke(citizen.id)
    await sandbox.ask(citizen, "/help")
    await sandbox.ask(citizen, "/help")  # after what was done once the one before was answered
    assert len(sandbox.state.calls_of("setMyCommands")) == 4  # everybody's, and theirs
    assert len(sandbox.state.calls_of("deleteMyCommands")) == 2
