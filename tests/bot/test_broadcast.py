"""Announcements: seen first, sent after a second yes, each chat once, stopped when asked."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

import pytest

from bot.render_broadcast import CAST, CAST_DROP, CAST_GO, CAST_LOOK, CAST_STOP, batch_of
from bot.sandbox import Message, Person, Sandbox
from bot.wording import Wording, Wordings
from index import Archive
from index.model import Language
from index.service import ChatKind, MessageKind, MessageState, Outgoing
from tests.bot.conftest import StartBot, eventually
from tests.bot.fakes import FakeAssistant, JumpingClock

NOW = datetime(2026, 11, 23, tzinfo=UTC)
PICTURE = b"\x89PNG\r\n\x1a\n\0\0\0\rIHDR" + 2 * (300).to_bytes(4, "big") + b"\x08\x02\0\0\0"
TEXT = "Sở nghỉ Tết từ ngày 5/2 <đến> 12/2 & mở lại ngày 13/2."


def data(message: Message, kind: str, at: int = 0) -> str:
    """The data of a button of that kind."""
    rows = message["reply_markup"]["inline_keyboard"]
    found = [b["callback_data"] for row in rows for b in row if f"|{kind}|" in b["callback_data"]]
    return str(found[at])


def stored(sandbox: Sandbox, message: Message) -> Message:
    return sandbox.state.chats[message["chat"]["id"]].messages[message["message_id"]]


async def drafted(sandbox: Sandbox, admin: Person, typed: str = TEXT) -> tuple[Message, Message]:
    """What is shown of an announcement, and the question to whom it goes."""
    shown = await sandbox.ask(admin, f"/thongbao {typed}")
    return shown, await sandbox.wait_for_reply(admin, after=shown)


async def confirmed(sandbox: Sandbox, admin: Person, asked: Message, at: int = 0) -> Message:
    await sandbox.press(admin, asked, data(asked, CAST, at))
    await eventually(lambda: "castgo" in str(stored(sandbox, asked)))
    return stored(sandbox, asked)


@pytest.mark.usefixtures("bot")
async def test_only_admins_may_announce(
    sandbox: Sandbox, citizen: Person, staff: Person, words: Wording
) -> None:
    for somebody in (citizen, staff):
        reply = await sandbox.ask(somebody, f"/thongbao {TEXT}")
        assert reply["text"] == words.plain("staff.refused")


@pytest.mark.usefixtures("bot")
async def test_an_announcement_reaches_every_chat_once_though_send_is_pressed_twice(
    sandbox: Sandbox, admin: Person, citizen: Person, staff: Person, archive: Archive
) -> None:
    for somebody in (citizen, staff):
        await sandbox.ask(somebody, "/start")
    shown, asked = await drafted(sandbox, admin)
    assert shown["text"] == TEXT
    sure = await confirmed(sandbox, admin, asked)
    send = data(sure, CAST_GO)
    await sandbox.press(admin, sure, send)
    await sandbox.press(admin, sure, send, forged=True)
    await eventually(lambda: "xong" in stored(sandbox, asked)["text"], 20)
    for somebody in (citizen, staff):
        texts = [m["text"] for m in sandbox.state.chats[somebody.id].messages.values()]
        assert texts.count(TEXT) == 1
    _, actions = archive.audit.page(5)
    assert [one.action for one in actions] == ["broadcast"]


@pytest.mark.usefixtures("polling_bot")
async def test_formatting_of_a_message_that_is_replied_to_is_kept(
    sandbox: Sandbox, admin: Person, citizen: Person
) -> None:
    bold = {"text": "Lịch mới", "entities": [{"type": "bold", "offset": 0, "length": 4}]}
    written = sandbox.send(admin, None, bold)
    shown = await sandbox.ask(admin, "/thongbao", reply_to=written)
    if shown["text"] != "Lịch mới":  # the answer to the message itself
        shown = await sandbox.wait_for_reply(admin, after=shown)
    assert shown["entities"] == [{"type": "bold", "offset": 0, "length": 4}]


@pytest.mark.usefixtures("polling_bot")
async def test_nothing_is_sent_before_the_second_yes_and_a_draft_can_be_dropped(
    sandbox: Sandbox, admin: Person, citizen: Person, words: Wording
) -> None:
    await sandbox.ask(citizen, "/start")
    _, asked = await drafted(sandbox, admin)
    sure = await confirmed(sandbox, admin, asked)
    await sandbox.press(admin, sure, data(sure, CAST_DROP))
    await eventually(lambda: "castgo" not in str(stored(sandbox, asked)))
    texts = [m["text"] for m in sandbox.state.chats[citizen.id].messages.values()]
    assert TEXT not in texts


async def test_a_sending_is_stopped_and_goes_on_after_a_restart_otherwise(
    sandbox: Sandbox, admin: Person, start: StartBot, archive: Archive, words: Wording
) -> None:
    async with start():
        await sandbox.ask(admin, "/start")
        for number in range(5_000, 5_400):  # nobody's chats: each fails on its own
            archive.people.met(number, ChatKind.PRIVATE, NOW)
        _, asked = await drafted(sandbox, admin)
        sure = await confirmed(sandbox, admin, asked)
        await sandbox.press(admin, sure, data(sure, CAST_GO))
        await eventually(lambda: CAST_STOP in str(stored(sandbox, asked)), 20)
    async with start():
        progress = stored(sandbox, asked)
        await sandbox.press(admin, progress, data(progress, CAST_STOP))
        await eventually(lambda: "Đã dừng" in stored(sandbox, asked)["text"], 20)


@pytest.mark.parametrize("language", list(Language))
async def test_how_far_a_sending_is_can_be_looked_at_after_a_restart(
    sandbox: Sandbox, admin: Person, start: StartBot, archive: Archive, wordings: Wordings,
    clock: JumpingClock, language: Language,
) -> None:  # fmt: skip
    archive.chats.set_language(admin.id, language)
    async with start():
        await sandbox.ask(admin, "/start")
        _, asked = await drafted(sandbox, admin)
        sure = await confirmed(sandbox, admin, asked)
        draft = data(sure, CAST_GO).split("|")[2]
        tomorrow = clock.now() + timedelta(days=1)
        waits = [Outgoing(chat, "{}") for chat in (5_000, 5_001)]  # something is left to wait for
        batch, kind = batch_of(draft, int(data(sure, CAST_GO).split("|")[3])), MessageKind.BROADCAST
        archive.outbox.enqueue(batch, kind, waits[:1], clock.now(), due=tomorrow)
        await sandbox.press(admin, sure, data(sure, CAST_GO))
        await eventually(lambda: CAST_LOOK in str(stored(sandbox, asked)), 20)
    archive.outbox.enqueue(batch, kind, waits[1:], clock.now(), due=tomorrow)
    async with start():
        await eventually(lambda: archive.outbox.progress(batch)[MessageState.SENT] == 1)
        before = stored(sandbox, asked)
        answer = await sandbox.press(admin, before, data(before, CAST_LOOK))
        expected = wordings[language].plain(
            "broadcast.progress", sent="1", total="3", failed="0", waiting="2"
        )
        assert not answer.show_alert
        await eventually(lambda: stored(sandbox, asked)["text"] == expected)


async def test_what_was_on_its_way_at_a_kill_is_listed_and_not_sent_again(
    sandbox: Sandbox, admin: Person, citizen: Person, start: StartBot, archive: Archive
) -> None:
    archive.outbox.enqueue(
        "broadcast:x:1", MessageKind.BROADCAST, [Outgoing(citizen.id, "{}")], NOW
    )
    archive.outbox.claim_next(5, NOW)  # killed here
    async with start():
        await sandbox.ask(citizen, "/start")
        usage = await sandbox.ask(admin, "/thongbao")
        assert str(citizen.id) in usage["text"]
    assert archive.outbox.progress("broadcast:x:1")[MessageState.UNSURE] == 1


@pytest.mark.usefixtures("polling_bot")
async def test_what_cannot_be_announced_is_said(
    sandbox: Sandbox, admin: Person, words: Wording
) -> None:
    assert (await sandbox.ask(admin, "/thongbao"))["text"] == words.plain(
        "broadcast.usage"
    ).replace("<code>/thongbao</code>", "/thongbao")


@pytest.mark.usefixtures("polling_bot")
async def test_the_text_may_come_after_the_command_and_must_be_text(
    sandbox: Sandbox, admin: Person, words: Wording
) -> None:
    await sandbox.ask(admin, "/start")
    await sandbox.ask(admin, "/thongbao")
    picture = await sandbox.send_photo(admin, PICTURE, "Trung thu")
    again = await sandbox.wait_for_reply(admin, picture)
    assert "chỉ gồm chữ" in again["text"]
    written = await sandbox.say(admin, "Mai cơ quan nghỉ & <lễ>.")
    await sandbox.wait_for_text(admin, words.plain("broadcast.preview"))
    copies = [m for m in sandbox.state.chats[admin.id].messages.values()
              if m.get("text") == written["text"]]  # fmt: skip
    assert len(copies) == 2


@pytest.mark.usefixtures("polling_bot")
async def test_a_command_below_a_picture_is_no_question(
    sandbox: Sandbox, admin: Person, words: Wording, assistant: FakeAssistant
) -> None:
    picture = await sandbox.send_photo(admin, PICTURE, "/thongbao Trung thu vui vẻ")
    told = await sandbox.wait_for_reply(admin, picture)
    assert told["text"] == words.plain("usage.captioned_command")
    assert assistant.asked == []


@pytest.mark.usefixtures("polling_bot")
async def test_a_forged_or_old_button_sends_nothing(
    sandbox: Sandbox, admin: Person, citizen: Person, archive: Archive, words: Wording
) -> None:
    await sandbox.ask(citizen, "/start")
    _, asked = await drafted(sandbox, admin)
    for forged in ("v1|castgo|abcdefghijkl|1000", "v1|castgo|abcdefghijkl|9999", "v1|cast|x|7"):
        pressed = await sandbox.press(admin, asked, forged, forged=True)
        assert pressed.text == words.plain("broadcast.expired")
    assert archive.outbox.next_due() is None
