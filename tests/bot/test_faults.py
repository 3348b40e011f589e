"""What must not harm: floods, dropped connections, repeated and forged updates, restarts."""

from __future__ import annotations

import asyncio
import json
import logging
import threading
from dataclasses import replace
from typing import Any

import pytest

from bot import delivery, sending
from bot.callbacks import ASK
from bot.context import App
from bot.handlers import asking
from bot.polling import readable
from bot.render import answer_reply
from bot.reply import LinkButton
from bot.sandbox import Person, Sandbox
from bot.wording import Wording
from index import Archive
from index.errors import ArchiveBusyError
from tests.bot.conftest import TOKEN, StartBot, eventually
from tests.bot.fakes import NAME, FakeAssistant
from tests.bot.test_conversation import data_of


@pytest.fixture(autouse=True)
def short_pauses(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(delivery, "RETRY_PAUSES_S", (0.01, 0.02))


def replies(sandbox: Sandbox, somebody: Person) -> list[dict[str, Any]]:
    """The bot's messages in a person's chat."""
    messages = sandbox.state.chats[somebody.id].messages.values()
    return [message for message in messages if message["from"]["is_bot"]]


@pytest.mark.usefixtures("bot")
async def test_a_reply_comes_after_a_429(sandbox: Sandbox, citizen: Person) -> None:
    sandbox.state.faults.too_many_requests("sendMessage", retry_after=1)
    assert NAME in (await sandbox.ask(citizen, "Ai là Bí thư?"))["text"]


@pytest.mark.usefixtures("bot")
async def test_a_reply_comes_after_a_dropped_connection(sandbox: Sandbox, citizen: Person) -> None:
    sandbox.state.faults.drop("sendMessage", times=2)
    assert NAME in (await sandbox.ask(citizen, "Ai là Bí thư?"))["text"]


@pytest.mark.usefixtures("bot")
async def test_a_reply_comes_after_a_server_error(sandbox: Sandbox, citizen: Person) -> None:
    sandbox.state.faults.server_error("sendMessage", code=502)
    assert NAME in (await sandbox.ask(citizen, "Ai là Bí thư?"))["text"]


async def test_polling_goes_on_after_a_dropped_poll(
    sandbox: Sandbox, citizen: Person, polling_bot: App, caplog: pytest.LogCaptureFixture
) -> None:
    assert polling_bot.running
    sandbox.state.faults.drop("getUpdates", times=1)
    assert NAME in (await sandbox.ask(citizen, "Ai là Bí thư?", timeout=10))["text"]
    assert all(record.exc_info is None for record in caplog.records)


async def test_a_lost_network_is_one_log_line_without_traceback(
    sandbox: Sandbox, citizen: Person, polling_bot: App, caplog: pytest.LogCaptureFixture
) -> None:
    sandbox.state.faults.server_error("sendMessage", code=502, times=9)
    await sandbox.say(citizen, "Ai là Bí thư bí mật?")
    await eventually(lambda: len(sandbox.state.calls_of("sendMessage")) >= 3)
    await polling_bot.update_queue.join()
    own = [record for record in caplog.records if record.name == "bot.faults"]
    assert len(own) == 1
    assert "NetworkError" in own[0].getMessage()
    assert "bí mật" not in caplog.text
    assert "Traceback" not in caplog.text


async def test_an_update_that_cannot_be_read_costs_the_others_nothing(
    sandbox: Sandbox, citizen: Person, polling_bot: App, caplog: pytest.LogCaptureFixture
) -> None:
    place = sandbox.state.chats[citizen.id]
    poll = {"id": "1", "question": "Việc riêng?"}  # as no Bot API of today sends one
    for body in ({"poll": poll}, {"text": "Ai là Bí thư?"}, {"poll": poll}):
        message = sandbox.state.post(place, citizen.as_json(), body)
        sandbox.state.updates.add("message", message)
    place.met = True
    assert NAME in (await sandbox.wait_for_text(citizen, NAME))["text"]
    assert NAME in (await sandbox.ask(citizen, "Ai là Bí thư?"))["text"]
    await eventually(lambda: not sandbox.state.updates.pending)
    assert polling_bot.updater is not None and polling_bot.updater.running
    told = [one.getMessage() for one in caplog.records if one.name == "bot.polling"]
    assert told == ["an update cannot be read and is passed over: TypeError"] * 2
    assert "Việc riêng" not in caplog.text


@pytest.mark.parametrize("content", [b"", b"<html>", b"[1]", b'{"ok":true}', b'{"result":[]}',
                                     b'{"ok":true,"result":[{"update_id":7}]}'])  # fmt: skip
def test_what_is_no_list_of_unreadable_updates_is_left_as_it_came(content: bytes) -> None:
    assert readable(content) is content


@pytest.mark.parametrize("update", [7, {}, {"update_id": "x", "message": 5}, {"message": {}}])
def test_an_update_without_a_number_is_dropped(update: object) -> None:
    updates = [update, {"update_id": 8, "message": 5}, {"update_id": 9}]
    content = json.dumps({"ok": True, "result": updates}).encode()
    kept = {"ok": True, "result": [{"update_id": 8}, {"update_id": 9}]}
    assert json.loads(readable(content)) == kept


@pytest.mark.usefixtures("bot")
async def test_the_same_update_twice_gets_one_reply(
    sandbox: Sandbox, citizen: Person, assistant: FakeAssistant, bot: App
) -> None:
    sandbox.state.faults.deliver_twice(2)
    await sandbox.ask(citizen, "Ai là Bí thư?")
    await sandbox.ask(citizen, "Ai là chủ tịch?")
    await bot.update_queue.join()
    assert len(replies(sandbox, citizen)) == 2
    assert len(assistant.asked) == 2
    assert assistant.counted == 2


async def test_paging_goes_on_after_a_restart(
    sandbox: Sandbox, citizen: Person, start: StartBot, words: Wording
) -> None:
    async with start():
        card = await sandbox.ask(citizen, "Ai là Bí thư?")
        found = await sandbox.ask(citizen, "/tim chuyển đổi")
    before, searched = dict(card), dict(found)
    async with start():
        more = data_of(card, words.plain("button.more"))
        await sandbox.press(citizen, card["message_id"], more)
        assert "Bài số 2" in (await sandbox.wait_for_edit(before))["text"]
        following = data_of(found, words.plain("button.next"))
        await sandbox.press(citizen, found["message_id"], following)
        assert "Bài số 6" in (await sandbox.wait_for_edit(searched))["text"]


async def test_a_question_put_while_the_bot_was_down_is_answered_once_it_is_back(
    sandbox: Sandbox, citizen: Person, start: StartBot
) -> None:
    async with start():
        await sandbox.ask(citizen, "Xin chào")
    asked = await sandbox.say(citizen, "Ai là Bí thư?")
    async with start():
        assert NAME in (await sandbox.wait_for_reply(citizen, asked))["text"]
    assert len(replies(sandbox, citizen)) == 2


@pytest.mark.usefixtures("bot")
@pytest.mark.parametrize(
    "data",
    [
        "", "v1|hits|q99|1", "v1|hits|../../x|1", "v1|drop|q0|1", "v2|hits|q0|1", "v1|hits|q0|-5",
        "v1|find|q0|1", "v1|lang|fr|0", "x" * 64, "v1|hits|q0|9999", "v1|new|-|9999",
        "v1|hits|q0|٣", "v1|card|-|0",
    ],
)  # fmt: skip
async def test_forged_button_data_is_answered_courteously_and_changes_nothing(
    sandbox: Sandbox, citizen: Person, words: Wording, data: str
) -> None:
    card = await sandbox.ask(citizen, "Ai là Bí thư?")
    answer = await forged_press(sandbox, citizen, card, data)
    assert answer["text"] in (words.plain("alert.expired"), words.plain("alert.no_more"))
    assert sandbox.state.chats[citizen.id].messages[card["message_id"]]["text"] == card["text"]


@pytest.mark.usefixtures("polling_bot")
async def test_pressing_for_the_page_that_is_shown_already_is_no_fault(
    sandbox: Sandbox, citizen: Person, caplog: pytest.LogCaptureFixture
) -> None:
    page = await sandbox.ask(citizen, "/moi")
    answer = await forged_press(sandbox, citizen, page, "v1|new|-|0")
    assert answer["text"] == ""
    assert "bot.faults" not in {record.name for record in caplog.records}
    await sandbox.ask(citizen, "/help")
    assert len(replies(sandbox, citizen)) == 2


@pytest.mark.usefixtures("polling_bot")
async def test_a_saved_page_is_read_with_the_rights_of_whoever_presses(
    sandbox: Sandbox, citizen: Person, staff: Person, assistant: FakeAssistant, archive: Archive
) -> None:
    await sandbox.ask(staff, "Ai là Bí thư?")
    page = await sandbox.ask(citizen, "/moi")
    saved = archive.chats.save_query(ASK, "Ai là Bí thư?")  # the same question, the same id
    await forged_press(sandbox, citizen, page, f"v1|hits|{saved}|1")
    assert [role.value for _, role in assistant.asked] == ["staff", "citizen"]


@pytest.mark.usefixtures("bot")
async def test_a_fault_is_apologized_for_without_internals_or_anybodys_words(
    sandbox: Sandbox, citizen: Person, assistant: FakeAssistant, caplog: pytest.LogCaptureFixture
) -> None:
    def fail(question: str) -> None:
        raise RuntimeError(f"cannot handle {question}")

    assistant.before_ask = fail
    reply = await sandbox.ask(citizen, "câu hỏi riêng tư 0912345678")
    assert reply["text"].startswith("Xin lỗi")
    assert "RuntimeError" not in reply["text"]
    logged = [record for record in caplog.records if record.name == "bot.faults"]
    assert len(logged) == 1
    assert "RuntimeError" in logged[0].getMessage()
    assert "riêng tư" not in caplog.text
    assert "\n" not in logged[0].getMessage()
    assistant.before_ask = None
    assert NAME in (await sandbox.ask(citizen, "Ai là Bí thư?"))["text"]


@pytest.mark.usefixtures("polling_bot")
async def test_a_busy_archive_is_called_busy_and_a_press_is_answered_too(
    sandbox: Sandbox, citizen: Person, assistant: FakeAssistant, words: Wording
) -> None:
    card = await sandbox.ask(citizen, "Ai là Bí thư?")

    def busy(_: str) -> None:
        raise ArchiveBusyError("held")

    assistant.before_ask = busy
    reply = await sandbox.ask(citizen, "Ai là Bí thư?")
    assert reply["text"] == words.plain("error.busy")
    more = data_of(card, words.plain("button.more"))
    answer = await sandbox.press(citizen, card["message_id"], more)
    assert answer.text == words.plain("alert.failed")


async def test_somebody_who_blocked_the_bot_is_one_log_line(
    sandbox: Sandbox, citizen: Person, polling_bot: App, assistant: FakeAssistant,
    caplog: pytest.LogCaptureFixture,
) -> None:  # fmt: skip
    inside, go = threading.Event(), threading.Event()

    def wait(_: str) -> None:
        inside.set()
        go.wait(5)

    assistant.before_ask = wait
    await sandbox.say(citizen, "Ai là Bí thư?")
    await asyncio.to_thread(inside.wait, 5)
    await sandbox.block(citizen)
    go.set()
    await polling_bot.update_queue.join()
    own = [record.getMessage() for record in caplog.records if record.name == "bot.faults"]
    assert len(own) == 1
    assert "Forbidden" in own[0]
    assert "Traceback" not in caplog.text


async def test_one_chat_is_answered_in_order_and_another_need_not_wait(
    sandbox: Sandbox, citizen: Person, visitor: Person, polling_bot: App, assistant: FakeAssistant
) -> None:
    for number in range(4):
        await sandbox.say(citizen, f"/tim số {number}")
    await sandbox.ask(visitor, "Who is the secretary?")
    await polling_bot.update_queue.join()
    texts = [reply["text"] for reply in replies(sandbox, citizen)]
    assert [f"“số {number}”" in text for number, text in enumerate(texts)] == [True] * 4
    assert assistant.most_inside == 1
    assert len(assistant.threads) == 1


@pytest.mark.usefixtures("polling_bot")
async def test_typing_is_shown_again_and_again_while_work_lasts(
    sandbox: Sandbox, citizen: Person, assistant: FakeAssistant, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(sending, "TYPING_AFTER_S", 0.01)
    monkeypatch.setattr(sending, "TYPING_EVERY_S", 0.02)
    go = threading.Event()
    assistant.before_ask = lambda _: [go.wait(5)].clear()
    asked = await sandbox.say(citizen, "Ai là Bí thư?")
    await eventually(lambda: len(sandbox.state.calls_of("sendChatAction")) >= 3)
    go.set()
    await sandbox.wait_for_reply(citizen, asked)
    calls = len(sandbox.state.calls_of("sendChatAction"))
    await sandbox.ask(citizen, "/help")
    assert len(sandbox.state.calls_of("sendChatAction")) <= calls + 1


async def test_one_chat_gets_at_most_one_message_a_second(
    sandbox: Sandbox, citizen: Person, polling_bot: App
) -> None:
    for _ in range(3):
        await sandbox.say(citizen, "/help")
    await polling_bot.update_queue.join()
    await eventually(lambda: len(replies(sandbox, citizen)) == 3)
    assert sandbox.state.flood.breaches == []


@pytest.mark.usefixtures("polling_bot")
async def test_a_refused_button_address_costs_the_button_not_the_answer(
    sandbox: Sandbox, citizen: Person, monkeypatch: pytest.MonkeyPatch
) -> None:
    original = answer_reply

    def with_bad_link(*args: Any, **kwargs: Any) -> Any:
        reply = original(*args, **kwargs)
        return replace(reply, rows=((LinkButton("x", "http://localhost/x"),), *reply.rows))

    monkeypatch.setattr(asking, "answer_reply", with_bad_link)
    assert NAME in (await sandbox.ask(citizen, "Ai là Bí thư?"))["text"]


@pytest.mark.usefixtures("bot")
async def test_the_token_occurs_in_no_log_record_at_any_level(
    sandbox: Sandbox, citizen: Person, caplog: pytest.LogCaptureFixture
) -> None:
    with caplog.at_level(logging.DEBUG):
        for name in ("httpx", "httpcore", "telegram", "tornado"):
            caplog.set_level(logging.DEBUG, logger=name)
        await sandbox.ask(citizen, "Xin chào")
        sandbox.state.faults.drop("sendMessage", times=9)
        await sandbox.say(citizen, "Ai là Bí thư?")
        await eventually(lambda: len(sandbox.state.calls_of("sendMessage")) >= 3)
    assert any(record.name == "httpx" for record in caplog.records)
    for record in caplog.records:
        text = f"{record.getMessage()} {record.args} {record.exc_text} {record.__dict__}"
        assert TOKEN not in text
        assert TOKEN.replace(":", "%3A") not in text


async def forged_press(
    sandbox: Sandbox, somebody: Person, message: dict[str, Any], data: str
) -> dict[str, Any]:
    """Presses a button that the message does not have, as only a forger can."""
    query = sandbox.state.ask(sandbox.state.callbacks, somebody)
    sandbox.state.updates.add(
        "callback_query",
        {
            "id": query.id,
            "from": somebody.as_json(),
            "chat_instance": str(somebody.id),
            "data": data,
            "message": message,
        },
    )
    return await sandbox.state.journal.until(lambda: query.answer, 5)
