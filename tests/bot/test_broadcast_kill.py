"""An announcement to 10,000 people goes on after the bot was killed in the middle of it."""

from __future__ import annotations

import asyncio
import contextlib
import os
import sys
import time
from collections import Counter
from collections.abc import AsyncIterator, Callable
from datetime import UTC, datetime
from pathlib import Path
from typing import Final

from bot.outgoing import IN_FLIGHT
from bot.render_broadcast import CAST, CAST_GO
from bot.sandbox import DEFAULT_PEOPLE, Message, Person, Sandbox, crowd
from index import Archive
from index.service import ChatKind, MessageState
from tests.bot.conftest import TOKEN, eventually
from tests.bot.fast_clock import FastClock
from tests.bot.test_broadcast import data, stored

ROOT: Final = Path(__file__).parents[2]
CHATS: Final = 10_000
KILLED_AT: Final = 4_000
TEXT: Final = "Bão số 9 đổ bộ trong đêm nay, đề nghị bà con không ra khỏi nhà."
RATE: Final = 100.0
"""Of the clock: 10,000 messages take more than eight minutes by Telegram's limits."""
PATIENCE_S: Final = 240.0
"""For a busy machine; an idle one takes a tenth of that."""
LOOK_S: Final = 0.2


@contextlib.asynccontextmanager
async def bot_process(
    home: Path, sandbox: Sandbox, start: float
) -> AsyncIterator[asyncio.subprocess.Process]:
    """The bot as a process of its own, ready; killed at the end where it still runs."""
    process = await asyncio.create_subprocess_exec(
        *(sys.executable, "-m", "tests.bot.bot_process"),
        *(str(home), sandbox.url, str(start), str(RATE)),
        cwd=ROOT,
        env={**os.environ, "TELEGRAM_BOT_TOKEN": TOKEN},
        stdout=asyncio.subprocess.PIPE,
    )
    try:
        assert process.stdout is not None
        assert await asyncio.wait_for(process.stdout.readline(), 60) == b"ready\n"
        yield process
    finally:
        if process.returncode is None:
            process.kill()
        await process.wait()


async def everybody_has_started(sandbox: Sandbox, archive: Archive) -> None:
    """The whole crowd has written to the bot, long ago: the updates are taken already."""
    with archive.together():
        for chat_id in sorted(sandbox.state.people):
            await sandbox.say(sandbox.state.people[chat_id], "/start")
            archive.people.met(chat_id, ChatKind.PRIVATE, datetime.now(UTC))
    newest = sandbox.state.updates.pending[-1]["update_id"]
    await sandbox.state.updates.poll(newest + 1, 1, 0)


async def announce(sandbox: Sandbox, admin: Person) -> Message:
    """The admin announces the text to all, and says yes; returns what was shown as a draft."""
    shown = await sandbox.ask(admin, f"/thongbao {TEXT}")
    asked = await sandbox.wait_for_reply(admin, after=shown)
    await sandbox.press(admin, asked, data(asked, CAST))
    await eventually(lambda: f"|{CAST_GO}|" in str(stored(sandbox, asked)))
    await sandbox.press(admin, asked, data(stored(sandbox, asked), CAST_GO))
    return shown


async def wait_until(happened: Callable[[], bool]) -> None:
    """Waits for the bot, whose work takes its time, without taking much of the machine's."""
    async with asyncio.timeout(PATIENCE_S):
        while not happened():
            await asyncio.sleep(LOOK_S)


def arrived(sandbox: Sandbox, draft: Message) -> Counter[int]:
    """How many times each chat got the text, beside the admin's draft of it."""
    return Counter(
        message["chat"]["id"]
        for message in sandbox.state.messages()
        if message["from"]["is_bot"]
        and message.get("text") == TEXT
        and message["message_id"] != draft["message_id"]
    )


def progress(archive: Archive) -> dict[MessageState, int]:
    """How many messages of the announcement are in each state."""
    _, actions = archive.audit.page(1)
    assert actions[0].action == "broadcast"
    return archive.outbox.progress(actions[0].detail.split()[0])


def is_over(archive: Archive) -> bool:
    """Whether nothing of it waits or is on its way."""
    states = progress(archive)
    return not states[MessageState.WAITING] + states[MessageState.SENDING]


async def test_an_announcement_to_10_000_people_goes_on_after_kill_9_and_nobody_gets_it_twice(
    home: Path, archive: Archive, admin: Person
) -> None:
    people = crowd(CHATS - len(DEFAULT_PEOPLE))
    start = time.time()
    clock = FastClock(start, RATE)
    async with Sandbox(
        token=TOKEN, people=(*DEFAULT_PEOPLE, *people), groups=(), clock=clock.elapsed
    ) as sandbox:
        await everybody_has_started(sandbox, archive)
        async with bot_process(home, sandbox, start) as process:
            draft = await announce(sandbox, admin)
            await wait_until(lambda: len(sandbox.state.calls) > KILLED_AT)
            process.kill()
            await process.wait()
        before = arrived(sandbox, draft)
        async with bot_process(home, sandbox, start):
            await wait_until(lambda: is_over(archive))
            usage = await sandbox.ask(admin, "/thongbao")
        after = arrived(sandbox, draft)
    unsure = [message.chat_id for message in archive.outbox.unsure()]
    assert KILLED_AT / 2 < len(before) < CHATS - IN_FLIGHT
    assert set(after.values()) == {1}
    assert len(unsure) <= IN_FLIGHT
    assert sandbox.state.people.keys() - after.keys() <= set(unsure)
    assert all(after[chat] == before[chat] for chat in unsure)
    assert all(str(chat) in usage["text"] for chat in unsure)
    assert progress(archive)[MessageState.SENT] == CHATS - len(unsure)
    assert not sandbox.state.flood.breaches
