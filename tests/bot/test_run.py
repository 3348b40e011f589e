"""Starting and stopping: clear errors, retries, signals, the webhook's secret."""

from __future__ import annotations

import asyncio
import logging
import os
import signal
import socket
import threading
from dataclasses import replace

import pytest
from tornado.httpclient import AsyncHTTPClient

from bot import delivery, run
from bot.app import build_application
from bot.department import Department
from bot.errors import TelegramUnreachableError
from bot.run import run_bot, running_bot
from bot.sandbox import Person, Sandbox
from bot.wording import Wordings
from index.errors import SettingError
from index.settings import Secret, Settings
from tests.bot.conftest import SECRET, TOKEN, StartBot, eventually, settings_for, with_webhook
from tests.bot.fakes import NAME, FakeAssistant


def test_without_a_token_the_setting_is_named(
    assistant: FakeAssistant, department: Department, wordings: Wordings
) -> None:
    with pytest.raises(SettingError, match="TELEGRAM_BOT_TOKEN"):
        build_application(Settings(), assistant, department, wordings)


async def test_a_refused_token_is_one_sentence_without_the_token(
    sandbox: Sandbox, start: StartBot, caplog: pytest.LogCaptureFixture
) -> None:
    wrong = "123456789:AAwrongwrongwrongwrongwrongwrongwro"
    settings = replace(settings_for(sandbox), token=Secret(wrong))
    with pytest.raises(SettingError, match="TELEGRAM_BOT_TOKEN: Telegram refuses it") as caught:
        async with start(settings):
            pass
    assert wrong not in str(caught.value)
    assert wrong not in caplog.text
    assert "Traceback" not in caplog.text


async def test_an_api_out_of_reach_is_one_sentence(
    sandbox: Sandbox, start: StartBot, caplog: pytest.LogCaptureFixture
) -> None:
    with socket.socket() as unused:
        unused.bind(("127.0.0.1", 0))
        url = f"http://127.0.0.1:{unused.getsockname()[1]}"
        with pytest.raises(TelegramUnreachableError, match="TELEGRAM_API_URL"):
            async with start(replace(settings_for(sandbox), api_url=url)):
                pass
    assert "Traceback" not in caplog.text


async def test_a_fault_that_passes_at_the_start_is_waited_for(
    sandbox: Sandbox,
    citizen: Person,
    assistant: FakeAssistant,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(run, "FIRST_PAUSE_S", 0.01)
    monkeypatch.setattr(delivery, "RETRY_PAUSES_S", (0.01, 0.02))
    sandbox.state.faults.server_error("getMe", code=502, times=4)
    async with running_bot(settings_for(sandbox), assistant, patience_s=5):
        assert NAME in (await sandbox.ask(citizen, "Ai là Bí thư?"))["text"]


async def test_a_menu_that_cannot_be_set_does_not_keep_the_bot_from_starting(
    sandbox: Sandbox, citizen: Person, start: StartBot
) -> None:
    sandbox.state.faults.refuse("setMyCommands", description="Bad Request: no", times=9)
    async with start():
        assert NAME in (await sandbox.ask(citizen, "Ai là Bí thư?"))["text"]


async def test_a_taken_webhook_port_names_the_setting(sandbox: Sandbox, start: StartBot) -> None:
    settings = with_webhook(settings_for(sandbox))
    assert settings.webhook is not None
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", settings.webhook.port))
        taken.listen()
        with pytest.raises(SettingError, match="WEBHOOK_LISTEN"):
            async with start(settings):
                pass


@pytest.mark.parametrize("headers", [{}, {"X-Telegram-Bot-Api-Secret-Token": "wrong"}])
async def test_a_call_without_the_webhooks_secret_is_refused(
    sandbox: Sandbox, start: StartBot, assistant: FakeAssistant, headers: dict[str, str]
) -> None:
    settings = with_webhook(settings_for(sandbox))
    assert settings.webhook is not None
    async with start(settings) as app:
        response = await AsyncHTTPClient(force_instance=True).fetch(
            settings.webhook.url,
            method="POST",
            body='{"update_id": 1, "message": {}}',
            headers={"Content-Type": "application/json", **headers},
            raise_error=False,
        )
        await app.update_queue.join()
    assert response.code == 403
    assert SECRET not in response.body.decode()
    assert assistant.asked == []


@pytest.mark.parametrize(
    "body",
    [
        '{"update_id": 1, "message": {"text": "riêng tư"}}',
        '["riêng tư"]',
        '"riêng tư"',
        '{"update_id": 1, "message": {"text": "riêng tư"',
        "\xff",
    ],
)
async def test_an_update_that_cannot_be_read_is_passed_over_and_not_sent_again_for_ever(
    sandbox: Sandbox, start: StartBot, citizen: Person, caplog: pytest.LogCaptureFixture, body: str
) -> None:
    settings = with_webhook(settings_for(sandbox))
    assert settings.webhook is not None
    async with start(settings):
        response = await AsyncHTTPClient(force_instance=True).fetch(
            settings.webhook.url,
            method="POST",
            body=body.encode("latin-1" if body == "\xff" else "utf-8"),
            headers={
                "Content-Type": "application/json",
                "X-Telegram-Bot-Api-Secret-Token": SECRET,
            },
            raise_error=False,
        )
        assert response.code == 200
        assert NAME in (await sandbox.ask(citizen, "Ai là Bí thư?"))["text"]
    told = [record for record in caplog.records if record.levelno >= logging.WARNING]
    assert [record.name for record in told] == ["bot.webhook"]
    assert "riêng tư" not in caplog.text


async def test_only_named_updates_are_asked_for(sandbox: Sandbox, start: StartBot) -> None:
    async with start():
        await eventually(lambda: sandbox.state.updates.allowed is not None)
    assert set(sandbox.state.updates.allowed or ()) == {
        "message",
        "edited_message",
        "callback_query",
        "inline_query",
        "chosen_inline_result",
        "my_chat_member",
    }


@pytest.mark.parametrize("number", [signal.SIGINT, signal.SIGTERM])
def test_a_signal_stops_the_bot_after_the_reply_it_is_making(
    assistant: FakeAssistant, number: signal.Signals
) -> None:
    """`run_bot` owns the main thread; the sandbox and the citizen live in another."""
    inside, go, replied = threading.Event(), threading.Event(), threading.Event()

    def wait(_: str) -> None:
        inside.set()
        go.wait(5)

    assistant.before_ask = wait
    ready, address = threading.Event(), []

    async def world() -> None:
        async with Sandbox(token=TOKEN) as sandbox:
            address.append(sandbox)
            ready.set()
            citizen = next(iter(sandbox.state.people.values()))
            asked = await sandbox.say(citizen, "Ai là Bí thư?")
            await asyncio.to_thread(inside.wait, 10)
            os.kill(os.getpid(), number)
            await asyncio.sleep(0.05)
            go.set()
            await sandbox.wait_for_reply(citizen, asked)
            replied.set()
            await asyncio.to_thread(done.wait, 10)

    done = threading.Event()
    thread = threading.Thread(target=asyncio.run, args=(world(),))
    thread.start()
    ready.wait(10)
    try:
        run_bot(settings_for(address[0]), assistant)
    finally:
        done.set()
        thread.join()
    assert replied.is_set()


def test_a_token_revoked_while_polling_ends_the_bot_with_its_setting_named(
    assistant: FakeAssistant,
) -> None:
    ready, done, address = threading.Event(), threading.Event(), []

    async def world() -> None:
        async with Sandbox(token=TOKEN) as sandbox:
            address.append(sandbox)
            ready.set()
            citizen = next(iter(sandbox.state.people.values()))
            try:
                await sandbox.ask(citizen, "Xin chào")
            except TimeoutError:
                os.kill(os.getpid(), signal.SIGTERM)  # ends the bot, and the test fails
                raise
            sandbox.state.faults.refuse("getUpdates", code=401, description="Unauthorized", times=9)
            await sandbox.say(citizen, "Xin chào")
            if not await asyncio.to_thread(done.wait, 10):
                os.kill(os.getpid(), signal.SIGTERM)

    thread = threading.Thread(target=asyncio.run, args=(world(),))
    thread.start()
    ready.wait(10)
    try:
        with pytest.raises(SettingError, match="TELEGRAM_BOT_TOKEN"):
            run_bot(settings_for(address[0]), assistant)
    finally:
        done.set()
        thread.join()
