"""The real bot against the sandbox, over HTTP, with a small assistant behind it."""

from __future__ import annotations

import asyncio
import contextlib
import shutil
import sqlite3
from collections.abc import AsyncIterator, Callable, Iterator
from contextlib import AbstractAsyncContextManager
from dataclasses import replace
from pathlib import Path

import pytest

from bot import outgoing
from bot.context import App
from bot.department import Department, load_department
from bot.run import running_bot
from bot.sandbox import DEFAULT_PEOPLE, Person, Sandbox, ids_of
from bot.wording import Wording, Wordings, load_wordings
from index import Archive, Assistant
from index.archive.database import ARCHIVE_NAME
from index.model import Language, Role
from index.settings import Secret, Settings, Webhook
from tests.bot.devtools import Chromium, find_chromium
from tests.bot.fakes import FakeAssistant, JumpingClock
from tests.bot.ports import free_port
from tests.index.tiny_news import open_with
from tests.sites.portal import Portal, make_site
from tests.sites.server import Served, serve

TOKEN = "123456789:AAbbCCddEEffGGhhIIjjKKllMMnnOOppQQr"
SECRET = "webhook-secret_1"

StartBot = Callable[..., AbstractAsyncContextManager[App]]


@pytest.fixture(scope="session")
def empty_archive(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The file of an archive that holds nothing yet; making one takes a while."""
    home = tmp_path_factory.mktemp("empty")
    Archive.open(home).close()
    return home / ARCHIVE_NAME


@pytest.fixture
def home(empty_archive: Path, tmp_path: Path) -> Path:
    """The folder of the archive that the bot works with."""
    folder = tmp_path / "home"
    folder.mkdir()
    shutil.copy(empty_archive, folder)
    return folder


@pytest.fixture
def archive(home: Path) -> Iterator[Archive]:
    """The test's own connection to the bot's archive: two threads must not share one."""
    opened = Archive.open(home)
    yield opened
    opened.close()


@pytest.fixture
def assistant(home: Path) -> Iterator[FakeAssistant]:
    opened = Archive.open(home)
    yield FakeAssistant(opened)
    opened.close()


@pytest.fixture
def real_assistant(home: Path) -> Iterator[Assistant]:
    """The real one with a few real news, for `assistant` of modules in which they matter."""
    opened = open_with(home)
    yield opened
    opened.close()


@pytest.fixture
def site() -> Portal:
    """A small news site."""
    return make_site("plain", seed=8, articles=8)


@pytest.fixture
def served(site: Portal) -> Iterator[Served]:
    """The same on this machine."""
    with serve(site) as running:
        yield running


@pytest.fixture(scope="session")
def wordings() -> Wordings:
    return load_wordings()


@pytest.fixture(scope="session")
def words(wordings: Wordings) -> Wording:
    return wordings[Language.VIETNAMESE]


@pytest.fixture(scope="session")
def english(wordings: Wordings) -> Wording:
    return wordings[Language.ENGLISH]


@pytest.fixture(scope="session")
def department() -> Department:
    return load_department(Settings())


@pytest.fixture
def clock() -> JumpingClock:
    """The clock of bot and sandbox: nobody waits, and the limits are those of Telegram."""
    return JumpingClock()


@pytest.fixture(autouse=True)
def outbox_is_looked_into_often(monkeypatch: pytest.MonkeyPatch) -> None:
    """Tests put messages there behind the bot's back."""
    monkeypatch.setattr(outgoing, "LOOK_EVERY_S", 0.02)


@pytest.fixture
async def sandbox(clock: JumpingClock) -> AsyncIterator[Sandbox]:
    async with Sandbox(token=TOKEN, clock=clock.elapsed) as running:
        yield running


def settings_for(sandbox: Sandbox) -> Settings:
    """Settings of a bot that works with the sandbox's people."""
    return Settings(
        token=Secret(TOKEN),
        api_url=sandbox.url,
        admin_ids=ids_of(DEFAULT_PEOPLE, Role.ADMIN),
        staff_ids=ids_of(DEFAULT_PEOPLE, Role.STAFF),
    )


def local(sandbox: Sandbox, home: Path) -> Settings:
    """Settings of a bot on `home` that may fetch from this machine, without pauses."""
    settings = settings_for(sandbox)
    return replace(settings, home=home, fetch_allow_loopback=True, fetch_delay=0.0)


def with_webhook(settings: Settings) -> Settings:
    """The same with a webhook on a free port."""
    port = free_port()
    url = f"http://127.0.0.1:{port}/telegram"
    return replace(settings, webhook=Webhook(url, "127.0.0.1", port, Secret(SECRET)))


@pytest.fixture
def start(
    sandbox: Sandbox,
    assistant: FakeAssistant,
    department: Department,
    wordings: Wordings,
    clock: JumpingClock,
) -> StartBot:
    """Starts the bot, by default as the settings for the sandbox say."""

    @contextlib.asynccontextmanager
    async def run(settings: Settings | None = None) -> AsyncIterator[App]:
        async with running_bot(
            settings or settings_for(sandbox),
            assistant,
            department=department,
            wordings=wordings,
            patience_s=0,
            clock=clock,
        ) as app:
            yield app

    return run


@pytest.fixture(params=["polling", "webhook"])
async def bot(
    request: pytest.FixtureRequest, sandbox: Sandbox, start: StartBot
) -> AsyncIterator[App]:
    """The running bot, once polling and once with a webhook."""
    settings = settings_for(sandbox)
    async with start(with_webhook(settings) if request.param == "webhook" else settings) as app:
        yield app


@pytest.fixture
async def polling_bot(start: StartBot) -> AsyncIterator[App]:
    async with start() as app:
        yield app


@pytest.fixture
async def local_bot(start: StartBot, sandbox: Sandbox, home: Path) -> AsyncIterator[App]:
    """The running bot, which may fetch from this machine."""
    async with start(local(sandbox, home)) as app:
        yield app


@pytest.fixture(scope="session")
def chromium() -> Iterator[Chromium]:
    """A real browser for `tests.bot.browser.browse`; skips where none is installed."""
    program = find_chromium()
    if program is None:
        pytest.skip("no Chromium is installed")
    running = Chromium(program)
    yield running
    running.stop()


async def eventually(happened: Callable[[], bool], seconds: float = 5.0) -> None:
    """Waits for what no journal tells of. Raises TimeoutError."""
    async with asyncio.timeout(seconds):
        while not happened():
            await asyncio.sleep(0.01)


def all_kept(home: Path) -> str:
    """All that the archive holds, as text: what must not be kept is not in it."""
    with contextlib.closing(sqlite3.connect(home / ARCHIVE_NAME)) as connection:
        return "\n".join(connection.iterdump())


def person(role: Role = Role.CITIZEN, language: str = "vi") -> Person:
    """One of the sandbox's people."""
    return next(
        somebody
        for somebody in DEFAULT_PEOPLE
        if somebody.role is role and somebody.language_code == language
    )


@pytest.fixture
def citizen() -> Person:
    return person()


@pytest.fixture
def visitor() -> Person:
    return person(language="en")


@pytest.fixture
def staff() -> Person:
    return person(Role.STAFF)


@pytest.fixture
def admin() -> Person:
    return person(Role.ADMIN)
