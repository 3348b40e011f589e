"""A client that speaks plain HTTP to the sandbox, as any bot would."""

from __future__ import annotations

import json
from collections.abc import AsyncIterator
from typing import Any

import httpx
import pytest

from bot.sandbox import DEFAULT_GROUPS, DEFAULT_PEOPLE, Person, Sandbox
from tests.bot.browser import Page, browse
from tests.bot.devtools import Chromium
from tests.bot.sandbox.page_bot import page_bot

TOKEN = "123456789:AAbbCCddEEffGGhhIIjjKKllMMnnOOppQQr"
GROUP = DEFAULT_GROUPS[0].id
LAN, MINH = DEFAULT_PEOPLE[0], DEFAULT_PEOPLE[1]


class Clock:
    """A clock that only the test moves."""

    def __init__(self) -> None:
        self.now = 1_700_000_000.0

    def __call__(self) -> float:
        return self.now


class Api:
    """Calls methods of the Bot API with JSON bodies."""

    def __init__(self, client: httpx.AsyncClient) -> None:
        self.client = client

    async def __call__(self, method: str, **params: Any) -> Any:
        """The result of a call that must succeed."""
        body = await self.answer(method, **params)
        assert body["ok"], body
        return body["result"]

    async def error(self, method: str, **params: Any) -> str:
        """`code description` of a call that must fail."""
        body = await self.answer(method, **params)
        assert not body["ok"], body
        return f"{body['error_code']} {body['description']}"

    async def answer(self, method: str, **params: Any) -> Any:
        """The body of the answer; its code must be that of the HTTP status."""
        response = await self.client.post(
            f"/bot{TOKEN}/{method}",
            content=json.dumps(params),
            headers={"Content-Type": "application/json"},
        )
        body = response.json()
        assert response.status_code == (200 if body["ok"] else body["error_code"])
        return body


@pytest.fixture
def clock() -> Clock:
    return Clock()


@pytest.fixture
async def sandbox(clock: Clock) -> AsyncIterator[Sandbox]:
    async with Sandbox(token=TOKEN, clock=clock) as running:
        yield running


@pytest.fixture
async def client(sandbox: Sandbox) -> AsyncIterator[httpx.AsyncClient]:
    async with httpx.AsyncClient(base_url=sandbox.url, timeout=5) as made:
        yield made


@pytest.fixture
async def api(client: httpx.AsyncClient) -> Api:
    return Api(client)


@pytest.fixture
async def lan(sandbox: Sandbox) -> Person:
    """A person who has written to the bot, so that it may answer."""
    await sandbox.say(LAN, "/start")
    return LAN


@pytest.fixture
async def inhabited() -> AsyncIterator[Sandbox]:
    """A sandbox of today with a small bot in it."""
    async with Sandbox(token=TOKEN) as running, page_bot(running):
        yield running


@pytest.fixture
async def page(chromium: Chromium, inhabited: Sandbox) -> AsyncIterator[Page]:
    """Its page in a real browser, as large as a desktop's."""
    async with browse(chromium, inhabited.url) as opened:
        yield opened
