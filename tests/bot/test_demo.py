"""The sandbox with the bot in it, as `hoidap sandbox` runs it."""

from __future__ import annotations

import os
import signal
import socket
import threading
from datetime import UTC, datetime
from urllib.parse import quote, urlsplit

import pytest
from tornado.httpclient import AsyncHTTPClient

from bot.demo import run_sandbox, running_sandbox
from bot.sandbox import DEFAULT_GROUPS, DEFAULT_PEOPLE, supergroup_of
from index import Archive
from index.errors import SettingError
from index.service import ChatKind, MessageKind, Outgoing
from index.settings import Secret, Settings
from tests.bot.conftest import TOKEN
from tests.bot.fakes import FakeAssistant

NOW = datetime(2026, 11, 23, tzinfo=UTC)


async def test_the_page_is_served_and_opens_stored_articles(assistant: FakeAssistant) -> None:
    settings = Settings(sandbox_port=0, token=Secret(TOKEN))
    client = AsyncHTTPClient(force_instance=True)
    async with running_sandbox(settings, assistant) as url:
        page = await client.fetch(f"{url}/", raise_error=False)
        known = quote(assistant.public[0].url, safe="")
        article = await client.fetch(f"{url}/article?url={known}", raise_error=False)
        missing = await client.fetch(
            f"{url}/article?url=https%3A%2F%2Fx.example", raise_error=False
        )
    assert (page.code, article.code, missing.code) == (200, 200, 404)
    assert assistant.public[0].title in article.body.decode()
    assert urlsplit(url).hostname == "127.0.0.1"
    assert TOKEN not in page.body.decode()


async def test_a_taken_port_names_the_setting(assistant: FakeAssistant) -> None:
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))
        taken.listen()
        settings = Settings(sandbox_port=taken.getsockname()[1])
        with pytest.raises(SettingError, match="SANDBOX_PORT"):
            async with running_sandbox(settings, assistant):
                pass


@pytest.mark.parametrize("known", ["chat", "message", "message in flight", "staff group"])
async def test_it_does_not_touch_the_queue_of_a_bot_that_serves_people_on_telegram(
    assistant: FakeAssistant, archive: Archive, known: str
) -> None:
    stranger, message = 1_234_567, Outgoing(1_234_567, '{"text": "Tin"}')
    if known == "chat":
        archive.people.met(stranger, ChatKind.PRIVATE, NOW)
    elif known == "staff group":
        archive.staff_groups.add(-stranger, 1, NOW)
    else:
        archive.outbox.enqueue("b", MessageKind.BROADCAST, [message], NOW)
    if known == "message in flight":
        archive.outbox.claim_next(1, NOW)
    before = archive.outbox.progress("b")
    with pytest.raises(SettingError, match=r"HOIDAP_HOME.*hoidap export"):
        async with running_sandbox(Settings(sandbox_port=0), assistant):
            pass
    assert archive.outbox.progress("b") == before


async def test_it_starts_again_where_its_own_people_and_groups_were(
    assistant: FakeAssistant, archive: Archive
) -> None:
    group = DEFAULT_GROUPS[0].id
    archive.people.met(DEFAULT_PEOPLE[0].id, ChatKind.PRIVATE, NOW)
    archive.people.met(group, ChatKind.GROUP, NOW)
    archive.people.moved(group, supergroup_of(group))
    archive.outbox.enqueue("b", MessageKind.NOTICE, [Outgoing(group, '{"html": "Tin"}')], NOW)
    async with running_sandbox(Settings(sandbox_port=0), assistant) as url:
        assert url


def test_it_tells_its_address_and_stops_at_a_signal(assistant: FakeAssistant) -> None:
    told: list[str] = []

    def ready(url: str) -> None:
        told.append(url)
        threading.Timer(0.1, os.kill, (os.getpid(), signal.SIGTERM)).start()

    run_sandbox(Settings(sandbox_port=0), assistant, ready)
    assert told[0].startswith("http://127.0.0.1:")
