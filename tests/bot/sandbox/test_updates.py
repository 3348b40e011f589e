"""Updates: long polling, webhooks, and what goes wrong on the way."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator
from typing import Any

import httpx
import pytest
from tornado.httpserver import HTTPServer
from tornado.netutil import bind_sockets
from tornado.web import Application, RequestHandler

from bot.sandbox import DEFAULT_PEOPLE, Person, Sandbox
from bot.sandbox.flood import Flood
from bot.sandbox.updates import SECRET_HEADER
from bot.sandbox.values import ApiError
from tests.bot.sandbox.conftest import GROUP, LAN, TOKEN, Api, Clock


def texts(updates: list[dict[str, Any]]) -> list[str]:
    return [update["message"]["text"] for update in updates]


async def test_updates_stay_until_an_offset_confirms_them(sandbox: Sandbox, api: Api) -> None:
    for text in ("a", "b", "c"):
        await sandbox.say(LAN, text)
    first = await api("getUpdates", limit=2)
    assert texts(first) == ["a", "b"]
    assert texts(await api("getUpdates")) == ["a", "b", "c"]
    assert texts(await api("getUpdates", offset=first[1]["update_id"] + 1)) == ["c"]
    assert texts(await api("getUpdates")) == ["c"]
    await sandbox.say(LAN, "d")
    assert texts(await api("getUpdates", offset=-1)) == ["d"]
    assert texts(await api("getUpdates")) == ["d"]


async def test_a_long_poll_ends_with_the_first_update(sandbox: Sandbox, api: Api) -> None:
    poll = asyncio.create_task(api("getUpdates", timeout=30))
    await _polling(sandbox)
    await sandbox.say(LAN, "x")
    assert texts(await asyncio.wait_for(poll, 3)) == ["x"]


async def test_a_long_poll_that_the_client_drops_takes_no_update_with_it(
    sandbox: Sandbox, api: Api
) -> None:
    with pytest.raises(httpx.ReadTimeout):
        await api.client.post(f"/bot{TOKEN}/getUpdates", json={"timeout": 30}, timeout=0.1)
    await sandbox.say(LAN, "x")
    assert texts(await api("getUpdates", timeout=30)) == ["x"]


async def test_a_second_poll_ends_the_first_with_409(sandbox: Sandbox, api: Api) -> None:
    first = asyncio.create_task(api.error("getUpdates", timeout=30))
    await _polling(sandbox)
    second = asyncio.create_task(api("getUpdates", timeout=30))
    error = await asyncio.wait_for(first, 3)
    assert error.startswith("409 Conflict: terminated by other getUpdates request")
    await sandbox.say(LAN, "x")
    assert texts(await second) == ["x"]


async def test_updates_that_the_bot_did_not_name_are_not_kept(sandbox: Sandbox, api: Api) -> None:
    await api("getUpdates", allowed_updates=["edited_message"])
    written = await sandbox.say(LAN, "x")
    await sandbox.edit_message(LAN, written["message_id"], "y")
    [update] = await api("getUpdates")
    assert "edited_message" in update
    await api("getUpdates", offset=update["update_id"] + 1, allowed_updates=[])
    await sandbox.say(LAN, "z")
    assert texts(await api("getUpdates")) == ["z"]


async def test_an_update_can_come_twice(sandbox: Sandbox, api: Api) -> None:
    sandbox.state.faults.deliver_twice()
    await sandbox.say(LAN, "x")
    first, second = await api("getUpdates")
    assert first == second
    assert await api("getUpdates", offset=first["update_id"] + 1) == []


@pytest.mark.parametrize("after_effect", [False, True])
async def test_faults_happen_before_or_after_the_effect(
    sandbox: Sandbox, api: Api, lan: Person, after_effect: bool
) -> None:
    faults = sandbox.state.faults
    faults.server_error("sendMessage", code=502, after_effect=after_effect)
    assert await api.error("sendMessage", chat_id=lan.id, text="a") == "502 Bad Gateway"
    faults.drop("sendmessage", after_effect=after_effect)
    with pytest.raises(httpx.RemoteProtocolError):
        await api("sendMessage", chat_id=lan.id, text="b")
    faults.malformed("*", after_effect=after_effect)
    with pytest.raises(ValueError):
        await api("sendMessage", chat_id=lan.id, text="c")
    assert faults.waiting == 0
    await api("sendMessage", chat_id=lan.id, text="d")
    written = "".join(m["text"] for m in sandbox.state.messages() if m["from"]["is_bot"])
    assert written == ("abcd" if after_effect else "d")


async def test_a_429_says_how_long_to_wait(sandbox: Sandbox, api: Api, lan: Person) -> None:
    sandbox.state.faults.too_many_requests("sendMessage", retry_after=7, times=2)
    for _ in range(2):
        body = await api.answer("sendMessage", chat_id=lan.id, text="x")
        assert (body["error_code"], body["parameters"]) == (429, {"retry_after": 7})
    assert await api("sendMessage", chat_id=lan.id, text="x")
    assert len(sandbox.state.calls_of("sendMessage")) == 3


class Hook:
    """A bot's webhook that refuses as often as it is told."""

    def __init__(self) -> None:
        self.refusals = 0
        self.taken: list[str] = []
        self.secrets: list[str | None] = []
        self.url = ""


@pytest.fixture
async def hook() -> AsyncIterator[Hook]:
    seen = Hook()

    class Handler(RequestHandler):
        def post(self) -> None:
            seen.secrets.append(self.request.headers.get(SECRET_HEADER))
            if seen.refusals:
                seen.refusals -= 1
                self.set_status(500)
            else:
                seen.taken.append(self.request.body.decode())

    [socket] = bind_sockets(0, "127.0.0.1")
    server = HTTPServer(Application([("/telegram", Handler)], log_function=lambda _: None))
    server.add_sockets([socket])
    seen.url = f"http://127.0.0.1:{socket.getsockname()[1]}"
    yield seen
    server.stop()
    await server.close_all_connections()


async def test_a_webhook_gets_updates_with_its_secret_and_again_after_a_failure(
    sandbox: Sandbox, api: Api, hook: Hook
) -> None:
    hook.refusals = 2
    sandbox.webhook_routes["https://bot.example"] = hook.url
    await api("setWebhook", url="https://bot.example/telegram", secret_token="s-1_x")
    await sandbox.say(LAN, "một")
    await sandbox.say(LAN, "hai")
    await _until(lambda: len(hook.taken) == 2)
    assert "m\\u1ed9t" in hook.taken[0]
    assert hook.secrets == ["s-1_x"] * 4
    info = await api("getWebhookInfo")
    assert info["pending_update_count"] == 0
    assert "Wrong response from the webhook: 500" in info["last_error_message"]
    assert (await api.error("getUpdates")).startswith("409 Conflict: can't use getUpdates")
    await api("deleteWebhook")
    await sandbox.say(LAN, "ba")
    assert texts(await api("getUpdates")) == ["ba"]


@pytest.mark.parametrize(
    ("params", "reason"),
    [
        ({"url": "http://bot.example/"}, "An HTTPS URL must be provided"),
        ({"url": "nonsense"}, "An HTTPS URL must be provided"),
        ({"url": "https://[x"}, "invalid URL"),
        ({"url": "https://x.example:99999/"}, "invalid URL"),
        ({"url": "https://x.example", "secret_token": "có dấu"}, "unallowed characters"),
        ({"url": "https://x.example", "secret_token": "x" * 257}, "unallowed characters"),
    ],
)
async def test_a_bad_webhook_is_refused(api: Api, params: dict[str, Any], reason: str) -> None:
    assert reason in await api.error("setWebhook", **params)


async def test_a_webhook_elsewhere_is_never_called(sandbox: Sandbox, api: Api) -> None:
    await api("setWebhook", url="https://bot.example.org/telegram")
    await sandbox.say(LAN, "x")
    await _until(
        lambda: bool(sandbox.state.updates.webhook and sandbox.state.updates.webhook.last_error)
    )
    info = await api("getWebhookInfo")
    assert info["last_error_message"].startswith("Failed to resolve host")
    assert info["pending_update_count"] == 1


async def test_messages_over_a_flood_limit_are_counted_and_sent_unless_enforced(
    sandbox: Sandbox, api: Api, lan: Person, clock: Clock
) -> None:
    flood = sandbox.state.flood
    for _ in range(2):
        await api("sendMessage", chat_id=lan.id, text="x")
    assert [(one.limit, one.count) for one in flood.breaches] == [("chat", 2)]
    flood.enforce = True
    body = await api.answer("sendMessage", chat_id=lan.id, text="x")
    assert (body["error_code"], body["parameters"]["retry_after"]) == (429, 1)
    clock.now += 1
    assert await api("sendMessage", chat_id=lan.id, text="x")


def test_flood_limits_are_30_a_second_and_20_a_minute_in_a_group(clock: Clock) -> None:
    flood = Flood(clock, enforce=True)
    for chat_id in range(1, 31):
        flood.count(chat_id, group=False)
    with pytest.raises(ApiError, match="429"):
        flood.count(31, group=False)
    for _ in range(20):
        clock.now += 2
        flood.count(GROUP, group=True)
    clock.now += 2
    with pytest.raises(ApiError, match="429 Too Many Requests: retry after 20"):
        flood.count(GROUP, group=True)
    assert flood.peaks == {"overall": 31, "chat": 1, "group": 21}


async def test_a_query_that_the_bot_never_answers_times_out(sandbox: Sandbox) -> None:
    with pytest.raises(TimeoutError):
        await sandbox.inline_query(DEFAULT_PEOPLE[0], "x", timeout=0.01)
    with pytest.raises(TimeoutError):
        await sandbox.wait_for_reply(LAN, timeout=0.01)


async def _polling(sandbox: Sandbox) -> None:
    await _until(lambda: sandbox.state.updates.polling)


async def _until(look: Any) -> None:
    async with asyncio.timeout(5):
        while not look():
            await asyncio.sleep(0.005)
