"""A backup is sent to an admin in private after a warning; no copy stays behind."""

from __future__ import annotations

import os
import time
from collections.abc import AsyncIterator
from pathlib import Path

import pytest

from bot.callbacks import Press
from bot.context import App, Context
from bot.handlers import backups
from bot.jobs import sweep_scratch
from bot.sandbox import Message, Person, Sandbox
from bot.scratch import LEFT_BEHIND_S, scratch
from bot.wording import Wording
from index import Archive
from tests.bot.conftest import StartBot, local
from tests.bot.managing import actions, forged, until_text


@pytest.fixture
async def app(start: StartBot, sandbox: Sandbox, home: Path) -> AsyncIterator[App]:
    async with start(local(sandbox, home)) as running:
        yield running


def documents(sandbox: Sandbox) -> list[Message]:
    return [message for message in sandbox.state.messages() if "document" in message]


@pytest.mark.usefixtures("app")
@pytest.mark.parametrize("command", ["/saoluu", "/backup"])
async def test_a_backup_is_sent_after_a_warning_and_opens_as_an_archive(
    sandbox: Sandbox, admin: Person, archive: Archive, words: Wording, home: Path,
    tmp_path: Path, command: str,
) -> None:  # fmt: skip
    archive.record_action("console", "something")
    warning = await sandbox.ask(admin, command)
    assert "dữ liệu của người dùng" in warning["text"]
    assert documents(sandbox) == []
    await sandbox.tap(admin, warning, words.plain("button.make_backup"))
    await until_text(sandbox, warning, words.plain("backup.done"))
    (sent,) = documents(sandbox)
    assert sent["chat"]["id"] == admin.id
    assert "xin giữ kín" in sent["caption"]
    content = sandbox.state.files[sent["document"]["file_id"]].content
    copy = tmp_path / "copy"
    copy.mkdir()
    (copy / "archive.db").write_bytes(content)
    restored = Archive.open(copy)
    assert ("console", "something") in actions(restored)
    restored.close()
    assert list(home.glob("scratch-*")) == []
    assert actions(archive)[0] == (f"telegram:{admin.id}", "backup")


@pytest.mark.usefixtures("app")
async def test_one_that_is_too_large_is_not_sent_and_the_way_to_it_is_told(
    sandbox: Sandbox, admin: Person, words: Wording, home: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(backups, "MOST_BYTES", 10)
    warning = await sandbox.ask(admin, "/saoluu")
    await sandbox.tap(admin, warning, words.plain("button.make_backup"))
    assert "hoidap backup" in await until_text(sandbox, warning, "quá 50 MB")
    assert documents(sandbox) == []
    assert list(home.glob("scratch-*")) == []


@pytest.mark.usefixtures("app")
async def test_nothing_is_left_behind_when_telegram_does_not_take_it(
    sandbox: Sandbox, admin: Person, words: Wording, home: Path, archive: Archive
) -> None:
    warning = await sandbox.ask(admin, "/saoluu")
    sandbox.state.faults.refuse("sendDocument", description="Bad Request: wrong file")
    await sandbox.tap(admin, warning, words.plain("button.make_backup"))
    await until_text(sandbox, warning, "Chưa tạo hoặc gửi được")
    assert list(home.glob("scratch-*")) == []
    assert actions(archive) == []


@pytest.mark.usefixtures("app")
async def test_nobody_else_gets_one_and_none_goes_to_a_group(
    sandbox: Sandbox, admin: Person, citizen: Person, staff: Person, words: Wording
) -> None:
    for somebody in (citizen, staff):
        reply = await sandbox.ask(somebody, "/saoluu")
        assert reply["text"] == words.plain("staff.refused")
        refused = await forged(sandbox, somebody, reply, Press(backups.MAKE))
        assert refused == words.plain("staff.refused")
    group = next(chat.id for chat in sandbox.state.chats.values() if chat.is_group)
    reply = await sandbox.ask(admin, "/saoluu", chat=group)
    assert reply["text"] == words.plain("staff.private_only")
    refused = await forged(sandbox, admin, reply, Press(backups.MAKE))
    assert refused == words.plain("staff.private_only")
    assert documents(sandbox) == []


async def test_what_a_killed_bot_left_behind_is_swept_and_what_is_in_use_is_not(
    app: App, home: Path
) -> None:
    left = home / "scratch-left"
    left.mkdir()
    (left / "hoidap.db").write_bytes(b"people's data")
    long_ago = time.time() - LEFT_BEHIND_S - 1
    os.utime(left, (long_ago, long_ago))
    with scratch(home) as folder:
        await sweep_scratch(Context(app))
        assert folder.is_dir()
    assert not left.exists()
