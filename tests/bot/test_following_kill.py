"""News reach each chat once although the bot was killed in the middle of sending them."""

from __future__ import annotations

import time
from collections import Counter
from datetime import datetime
from pathlib import Path
from typing import Final
from zoneinfo import ZoneInfo

from bot.outgoing import IN_FLIGHT
from bot.sandbox import Sandbox, crowd
from index import Archive, queue_news
from index.model import Role
from index.service import FollowKind
from tests.bot.conftest import TOKEN
from tests.bot.fast_clock import FastClock
from tests.bot.test_broadcast_kill import RATE, bot_process, wait_until
from tests.index.samples import article, prepared

CHATS: Final = 300
KILLED_AT: Final = 80


def look_for_news(archive: Archive) -> None:
    """Does what the job of a running bot does."""
    now = datetime.now(ZoneInfo("Asia/Ho_Chi_Minh"))
    while queue_news(archive, lambda _: Role.CITIZEN, now):
        pass


def publish(archive: Archive, number: int) -> None:
    """Stores an article of today that everybody follows by two subscriptions."""
    one = article(
        f"https://so.example/{number}", f"Đoàn họp lần thứ {number}.",
        title=f"Bài số {number}.", published=datetime.now(ZoneInfo("Asia/Ho_Chi_Minh")).date(),
    )  # fmt: skip
    archive.store([prepared(one)])


def arrived(sandbox: Sandbox, number: int) -> Counter[int]:
    """How many times each chat got an article."""
    return Counter(
        message["chat"]["id"]
        for message in sandbox.state.messages()
        if f"Bài số {number}." in str(message.get("text"))
    )


async def test_after_kill_9_each_article_still_comes_once_to_each_chat(
    home: Path, archive: Archive
) -> None:
    start, people = time.time(), crowd(CHATS)
    clock = FastClock(start, RATE)
    async with Sandbox(token=TOKEN, people=people, groups=(), clock=clock.elapsed) as sandbox:
        with archive.together():
            for person in people:
                sandbox.state.chats[person.id].met = True
                for value in ("đoàn", "họp lần thứ"):
                    archive.follows.add(person.id, person.id, FollowKind.PHRASE, value, clock.now())
        publish(archive, 1)
        look_for_news(archive)
        async with bot_process(home, sandbox, start) as process:
            await wait_until(lambda: sum(arrived(sandbox, 1).values()) > KILLED_AT)
            process.kill()
            await process.wait()
        before = arrived(sandbox, 1)
        publish(archive, 2)
        look_for_news(archive)
        async with bot_process(home, sandbox, start):
            await wait_until(lambda: not archive.outbox.chats())
    first, second = arrived(sandbox, 1), arrived(sandbox, 2)
    unsure = {message.chat_id for message in archive.outbox.unsure()}
    assert KILLED_AT < len(before) < CHATS - IN_FLIGHT
    assert len(unsure) <= IN_FLIGHT
    assert set(first.values()) == set(second.values()) == {1}
    assert {person.id for person in people} - set(first) <= unsure
    assert all(first[chat] == before[chat] for chat in unsure)
    assert len(second) == CHATS
    assert not sandbox.state.flood.breaches
