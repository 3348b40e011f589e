"""Roles: what citizens do not see and cannot do; figures and reindexing for the others."""

from __future__ import annotations

import json
import threading
from typing import Any

import pytest

from bot.context import App
from bot.handlers import reindexing
from bot.sandbox import Message, Person, Sandbox
from bot.wording import Wording
from index.errors import ArchiveBusyError, EngineError
from index.model import Audience
from tests.bot.conftest import StartBot
from tests.bot.fakes import FakeAssistant, hit


@pytest.mark.usefixtures("bot")
@pytest.mark.parametrize("command", ["/reindex", "/reindex full", "/stats", "/thongke"])
async def test_a_citizen_is_courteously_refused(
    sandbox: Sandbox, citizen: Person, assistant: FakeAssistant, words: Wording, command: str
) -> None:
    reply = await sandbox.ask(citizen, command)
    assert reply["text"] == words.plain("staff.refused")
    assert assistant.reindexed == []


@pytest.mark.usefixtures("bot")
async def test_staff_see_figures_but_cannot_reindex(
    sandbox: Sandbox, staff: Person, assistant: FakeAssistant, words: Wording
) -> None:
    assert "1.234" in (await sandbox.ask(staff, "/thongke"))["text"]
    assert (await sandbox.ask(staff, "/reindex"))["text"] == words.plain("staff.refused")
    assert assistant.reindexed == []


@pytest.mark.usefixtures("bot")
@pytest.mark.parametrize(("command", "full"), [("/reindex", False), ("/reindex full", True)])
async def test_an_admins_reindex_is_recorded_and_reported_in_one_message(
    sandbox: Sandbox, admin: Person, assistant: FakeAssistant, command: str, full: bool
) -> None:
    first = await sandbox.ask(admin, command)
    done = await _until_text(sandbox, first, "1.234")
    assert "1,5" in done
    assert assistant.reindexed == [(full, f"telegram:{admin.id}")]


@pytest.mark.usefixtures("polling_bot")
async def test_progress_is_shown_by_editing_and_questions_are_answered_meanwhile(
    sandbox: Sandbox,
    admin: Person,
    citizen: Person,
    assistant: FakeAssistant,
    words: Wording,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(reindexing, "PROGRESS_EVERY_S", 0.02)
    assistant.reindex_gate = threading.Event()
    first = await sandbox.ask(admin, "/reindex full")
    await _until_text(sandbox, first, "3/3")
    assert "25/03/2022" in (await sandbox.ask(citizen, "Ai là Bí thư?"))["text"]
    busy = await sandbox.ask(admin, "/reindex")
    assert busy["text"] == words.plain("reindex.busy")
    assistant.reindex_gate.set()
    await _until_text(sandbox, first, "1.234")
    assert len(assistant.reindexed) == 1


@pytest.mark.usefixtures("polling_bot")
@pytest.mark.parametrize("error", [EngineError("the index is gone: secret"), ValueError("secret")])
async def test_a_failed_reindex_is_said_without_internals_and_may_be_tried_again(
    sandbox: Sandbox,
    admin: Person,
    assistant: FakeAssistant,
    monkeypatch: pytest.MonkeyPatch,
    error: Exception,
) -> None:
    def fail(**_: object) -> None:
        raise error

    with monkeypatch.context() as patched:
        patched.setattr(assistant, "reindex", fail, raising=False)
        first = await sandbox.ask(admin, "/reindex")
        text = await _until_text(sandbox, first, "chỉ mục cũ vẫn được dùng")
    assert "secret" not in text
    again = await sandbox.ask(admin, "/reindex")
    await _until_text(sandbox, again, "1.234")


@pytest.mark.usefixtures("polling_bot")
async def test_a_reindex_by_another_process_is_called_busy(
    sandbox: Sandbox,
    admin: Person,
    assistant: FakeAssistant,
    words: Wording,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    def busy(**_: object) -> None:
        raise ArchiveBusyError("held by another process")

    monkeypatch.setattr(assistant, "reindex", busy, raising=False)
    first = await sandbox.ask(admin, "/reindex")
    await _until_text(sandbox, first, words.plain("reindex.busy"))


async def test_stopping_the_bot_ends_a_running_reindex(
    sandbox: Sandbox, admin: Person, assistant: FakeAssistant, start: StartBot, words: Wording
) -> None:
    assistant.reindex_gate = threading.Event()  # never set: only stopping ends it
    async with start():
        first = await sandbox.ask(admin, "/reindex full")
    text = sandbox.state.chats[admin.id].messages[first["message_id"]]["text"]
    assert text == words.plain("reindex.stopped")


@pytest.mark.usefixtures("polling_bot")
async def test_a_wrong_argument_shows_the_usage(
    sandbox: Sandbox, admin: Person, assistant: FakeAssistant
) -> None:
    assert "/reindex full" in (await sandbox.ask(admin, "/reindex everything"))["text"]
    assert assistant.reindexed == []


@pytest.mark.usefixtures("polling_bot")
async def test_admin_commands_stay_out_of_groups(
    sandbox: Sandbox, admin: Person, assistant: FakeAssistant, words: Wording
) -> None:
    group = next(chat.id for chat in sandbox.state.chats.values() if chat.is_group)
    reply = await sandbox.ask(admin, "/reindex", chat=group)
    assert reply["text"] == words.plain("staff.private_only")
    assert assistant.reindexed == []


async def test_menus_show_each_person_only_their_own_commands(
    sandbox: Sandbox, polling_bot: App, citizen: Person, staff: Person, admin: Person
) -> None:
    for somebody in (citizen, staff, admin):
        await sandbox.ask(somebody, "/help")
    await polling_bot.update_queue.join()
    menus: dict[tuple[str, str], set[str]] = {}
    for call in sandbox.state.calls_of("setMyCommands"):
        assert call.error is None
        scope = _json(call.params.get("scope", {"type": "default"}))
        where = str(scope.get("chat_id", scope["type"]))
        names = {command["command"] for command in _json(call.params["commands"])}
        menus[where, call.params.get("language_code", "")] = names
    assert set(menus) == {
        (where, code) for where in ("default", str(staff.id), str(admin.id)) for code in ("", "en")
    }
    assert {"hoi", "tim", "moi", "ngonngu", "trogiup"} <= menus["default", ""]
    assert {"ask", "search", "latest", "language", "help"} <= menus["default", "en"]
    assert not {"reindex", "thongke", "stats"} & (menus["default", ""] | menus["default", "en"])
    assert "thongke" in menus[str(staff.id), ""]
    assert "reindex" not in menus[str(staff.id), ""]
    assert {"reindex", "stats"} <= menus[str(admin.id), "en"]


@pytest.mark.usefixtures("polling_bot")
async def test_staff_articles_are_shown_to_staff_in_private_and_never_in_a_group(
    sandbox: Sandbox, citizen: Person, staff: Person, assistant: FakeAssistant, words: Wording
) -> None:
    assistant.public = assistant.public[:1]
    assistant.staff = [hit(77, audience=Audience.STAFF)]
    group = next(chat.id for chat in sandbox.state.chats.values() if chat.is_group)
    in_private = await sandbox.ask(staff, "/moi")
    assert "Bài số 77" in in_private["text"]
    assert words.plain("answer.internal") in in_private["text"]
    assert "Bài số 77" not in (await sandbox.ask(citizen, "/moi"))["text"]
    assert "Bài số 77" not in (await sandbox.ask(staff, "/moi", chat=group))["text"]


async def _until_text(sandbox: Sandbox, message: Message, part: str) -> str:
    """Waits until a message holds a text; returns all of its text."""
    stored = sandbox.state.chats[message["chat"]["id"]].messages

    def look() -> str | None:
        text = str(stored[message["message_id"]]["text"])
        return text if part in text else None

    return await sandbox.state.journal.until(look, 5)


def _json(value: Any) -> Any:
    return json.loads(value) if isinstance(value, str) else value
