"""A reindex can be given up, and is gone on with when the bot comes back; one at a time."""

from __future__ import annotations

import threading
from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path

import pytest

from bot.callbacks import Press
from bot.context import Context
from bot.handlers.reindexing import ASKED, CANCELLED, FAILED, STOP, go_on
from bot.sandbox import Person, Sandbox
from bot.wording import Wording
from index import Archive
from index.errors import EngineError
from index.model import Role
from tests.bot.conftest import StartBot, eventually, local
from tests.bot.fakes import FakeAssistant
from tests.bot.managing import actions, buttons, forged, shown, until_text


@pytest.mark.usefixtures("polling_bot")
async def test_it_is_given_up_by_its_button_and_not_gone_on_with(
    sandbox: Sandbox, admin: Person, assistant: FakeAssistant, archive: Archive, words: Wording
) -> None:
    assistant.reindex_gate = threading.Event()  # never set: only the button ends it
    running = await sandbox.ask(admin, "/reindex full")
    answer = await sandbox.tap(admin, running, words.plain("button.stop_reindex"))
    assert answer.text == words.plain("alert.reindex_stops")
    await until_text(sandbox, running, words.plain("reindex.cancelled"))
    assert buttons(sandbox, running) == {}
    assert actions(archive) == [
        (f"telegram:{admin.id}", CANCELLED),
        (f"telegram:{admin.id}", ASKED),
    ]
    again = await forged(sandbox, admin, running, Press(STOP))
    assert again == words.plain("alert.no_reindex")


async def test_what_was_left_unfinished_is_done_when_the_bot_is_back(
    sandbox: Sandbox, admin: Person, assistant: FakeAssistant, archive: Archive, words: Wording,
    start: StartBot,
) -> None:  # fmt: skip
    assistant.reindex_gate = threading.Event()
    async with start():
        running = await sandbox.ask(admin, "/reindex full")
    assert shown(sandbox, running)["text"] == words.plain("reindex.stopped")
    assistant.reindex_gate = None
    async with start() as app:
        await go_on(Context(app))
        reply = await sandbox.wait_for_reply(admin, running)
        await until_text(sandbox, reply, "1.234")
        assert assistant.reindexed == [(True, f"telegram:{admin.id}")] * 2
        await go_on(Context(app))  # it has come to its end
        assert len(assistant.reindexed) == 2


async def test_whoever_is_no_admin_any_more_has_nothing_gone_on_with(
    sandbox: Sandbox, staff: Person, assistant: FakeAssistant, archive: Archive, start: StartBot,
    home: Path,
) -> None:  # fmt: skip
    settings = replace(local(sandbox, home), staff_ids=frozenset())
    archive.people.grant(staff.id, Role.ADMIN, 1, datetime.now(UTC))
    archive.record_action(f"telegram:{staff.id}", ASKED, "full")
    archive.people.revoke(staff.id)
    async with start(settings) as app:
        await go_on(Context(app))
        assert assistant.reindexed == []
        assert actions(archive)[0] == (f"telegram:{staff.id}", CANCELLED)


async def test_one_that_failed_is_not_tried_again_by_itself(
    sandbox: Sandbox, admin: Person, assistant: FakeAssistant, archive: Archive, start: StartBot,
    monkeypatch: pytest.MonkeyPatch,
) -> None:  # fmt: skip
    def fail(**_: object) -> None:
        raise EngineError("the index is gone")

    async with start() as app:
        with monkeypatch.context() as patched:
            patched.setattr(assistant, "reindex", fail, raising=False)
            await sandbox.ask(admin, "/reindex")
            await eventually(lambda: actions(archive)[:1] == [(f"telegram:{admin.id}", FAILED)])
        await go_on(Context(app))
        assert assistant.reindexed == []


@pytest.mark.usefixtures("polling_bot")
async def test_nobody_else_gives_it_up(
    sandbox: Sandbox, admin: Person, citizen: Person, staff: Person, assistant: FakeAssistant,
    words: Wording,
) -> None:  # fmt: skip
    assistant.reindex_gate = threading.Event()
    running = await sandbox.ask(admin, "/reindex full")
    for somebody in (citizen, staff):
        own = await sandbox.ask(somebody, "/trogiup")
        assert await forged(sandbox, somebody, own, Press(STOP)) == words.plain("staff.refused")
    assert buttons(sandbox, running)
    assistant.reindex_gate.set()
    await until_text(sandbox, running, "1.234")
