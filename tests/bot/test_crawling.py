"""Crawls while the bot runs: in a process of their own, told to admins when a source fails."""

from __future__ import annotations

import asyncio
from dataclasses import replace
from pathlib import Path

import pytest

from bot.beside import CommandFailedError
from bot.context import App, Context
from bot.crawling import crawl_beside, crawl_what_is_due
from bot.sandbox import Person, Sandbox
from bot.wording import Wording
from index.archive.archive import Archive
from index.assistant import Assistant
from index.settings import Settings
from tests.bot.conftest import settings_for
from tests.bot.managing import add_source
from tests.sites.portal import Portal
from tests.sites.server import Served


@pytest.fixture
def settings(tmp_path: Path) -> Settings:
    home = tmp_path / "home"
    return replace(Settings(), home=home, fetch_allow_loopback=True, fetch_delay=0.0)


async def test_what_another_process_crawls_is_found_at_the_next_question(
    settings: Settings, site: Portal, served: Served
) -> None:
    assistant = Assistant.open(settings)
    add_source(assistant.archive, served.url + "/")
    (done,) = await crawl_beside(settings)
    assert (done.name, done.failure, done.complete) == ("Sở A", None, True)
    assert done.created >= 8
    await asyncio.sleep(0.6)  # how often the engine looks for what others wrote
    wanted = site.expected(served.url)[0]
    found = assistant.search(wanted.title)
    assert wanted.url in [hit.url for hit in found.hits]
    assert await crawl_beside(settings) == []  # nothing is due any more
    (again,) = await crawl_beside(settings, "sở a")
    assert (again.created, again.unchanged) == (0, done.created)
    assistant.close()


async def test_a_crawl_that_says_nothing_of_use_is_a_fault_with_its_last_words(
    settings: Settings,
) -> None:
    Assistant.open(settings).close()
    with pytest.raises(CommandFailedError, match="no source is called"):
        await crawl_beside(settings, "--due")


async def test_the_secrets_of_the_bot_are_not_handed_to_the_crawl(
    settings: Settings, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    Assistant.open(settings).close()
    seen: dict[str, str] = {}
    real = asyncio.create_subprocess_exec

    async def spy(*args: str, **kwargs: object) -> asyncio.subprocess.Process:
        env = kwargs["env"]
        assert isinstance(env, dict)
        seen.update(env)
        return await real(*args, **kwargs)  # type: ignore[arg-type]

    monkeypatch.setenv("TELEGRAM_BOT_TOKEN", "1:geheim")
    monkeypatch.setattr(asyncio, "create_subprocess_exec", spy)
    await crawl_beside(settings)
    assert seen["HOIDAP_HOME"] == str(settings.home.resolve())
    assert not any("geheim" in value for value in seen.values())


async def test_a_cancelled_crawl_ends_its_process_and_loses_nothing(
    settings: Settings, site: Portal, served: Served
) -> None:
    archive = Archive.open(settings.home)
    add_source(archive, served.url + "/")
    slow = replace(settings, fetch_delay=0.2)
    work = asyncio.create_task(crawl_beside(slow))
    async with asyncio.timeout(60):
        while len(served.requests) < 4:
            await asyncio.sleep(0.02)
    work.cancel()
    with pytest.raises(asyncio.CancelledError):
        await work
    asked = len(served.requests)
    await asyncio.sleep(0.5)
    assert len(served.requests) == asked
    (done,) = await crawl_beside(settings)
    assert done.complete
    titles = {article.title for article in archive.articles()}
    assert {one.title for one in site.expected(served.url)} <= titles
    archive.close()


async def test_admins_are_told_once_of_a_source_that_fails(
    sandbox: Sandbox,
    polling_bot: App,
    admin: Person,
    citizen: Person,
    archive: Archive,
    words: Wording,
) -> None:
    welcome = await sandbox.ask(admin, "/start")
    await sandbox.ask(citizen, "/start")
    services = polling_bot.bot_data.services
    local = replace(
        settings_for(sandbox),
        home=archive.home,
        fetch_allow_loopback=True,
        fetch_delay=0.0,
    )
    polling_bot.bot_data.services = replace(services, settings=local)
    source_id = add_source(archive, "http://127.0.0.1:9/")
    context = Context(polling_bot)
    await crawl_what_is_due(context)
    told = await sandbox.wait_for_reply(admin, after=welcome)
    assert "Sở A" in told["text"]
    assert words.plain("crawl.kept") in told["text"]
    source = archive.sources.by_id(source_id)
    assert source is not None
    assert source.reported
    archive.sources.resume(source_id)
    await crawl_what_is_due(context)
    source = archive.sources.by_id(source_id)
    assert source is not None
    assert source.failures == 2
    sent = [m for m in sandbox.state.messages() if "Sở A" in m.get("text", "")]
    assert [m["chat"]["id"] for m in sent] == [admin.id]
