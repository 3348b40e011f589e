"""The pace of sending: Telegram's limits hold whatever the network does, and replies go first."""

from __future__ import annotations

import asyncio
import random

import pytest

from bot.pace import IN_ALL, KEPT_FOR_REPLIES, Pace
from bot.sandbox.flood import Flood
from tests.bot.fakes import JumpingClock


@pytest.fixture
def pace(clock: JumpingClock) -> Pace:
    return Pace(clock)


@pytest.fixture
def flood(clock: JumpingClock) -> Flood:
    return Flood(clock.elapsed)


async def send(
    pace: Pace, flood: Flood, clock: JumpingClock, chat: int, delays: random.Random, announces: bool
) -> None:
    """A message that takes some time on its way there, and some on the way back."""
    async with pace.turn(chat, announces=announces):
        await clock.sleep(delays.choice((0, 0.01, 0.3)))
        flood.count(chat, group=chat < 0)
        await clock.sleep(delays.choice((0, 0.01, 0.3)))


@pytest.mark.parametrize("seed", range(5))
async def test_no_limit_is_exceeded_whenever_telegram_counts_a_message(
    pace: Pace, flood: Flood, clock: JumpingClock, seed: int
) -> None:
    chance = random.Random(seed)
    chats = [-2, -1, -1, *range(1, 150)]
    await asyncio.gather(
        *(
            send(pace, flood, clock, chance.choice(chats), chance, chance.random() < 0.5)
            for _ in range(400)
        )
    )
    assert flood.breaches == []
    assert flood.peaks["overall"] > IN_ALL[0] / 3


@pytest.mark.parametrize("announces", [False, True])
async def test_a_crowd_is_served_as_fast_as_telegram_takes_it_and_no_faster(
    pace: Pace, flood: Flood, clock: JumpingClock, announces: bool
) -> None:
    async def one(chat: int) -> None:
        async with pace.turn(chat, announces=announces):
            flood.count(chat, group=False)

    began = clock.elapsed()
    await asyncio.gather(*(one(chat) for chat in range(1, 301)))
    most = IN_ALL[0] - KEPT_FOR_REPLIES * announces
    assert flood.breaches == []
    assert flood.peaks["overall"] == most
    assert clock.elapsed() - began < 300 / most + 1 + 10 * announces


async def test_replies_wait_for_no_announcement(pace: Pace, clock: JumpingClock) -> None:
    order: list[str] = []

    async def one(name: str, chat: int, *, announces: bool) -> None:
        async with pace.turn(chat, announces=announces):
            order.append(name)
            await asyncio.sleep(0)

    announcements = [one("announcement", chat, announces=True) for chat in range(1, 101)]
    replies = [one("reply", chat, announces=False) for chat in range(91, 131)]
    await asyncio.gather(*announcements, *replies)
    before = order[: len(order) - order[::-1].index("reply")].count("announcement")
    assert before <= IN_ALL[0] - KEPT_FOR_REPLIES
    assert order.count("announcement") == 100


async def test_a_failed_message_counts_and_frees_its_chat(pace: Pace, clock: JumpingClock) -> None:
    with pytest.raises(ValueError):
        async with pace.turn(7, announces=False):
            raise ValueError
    assert pace.pause_s(7) == pytest.approx(1.0)
    began = clock.elapsed()
    async with pace.turn(7, announces=False):
        assert clock.elapsed() - began >= 1.0


async def test_one_that_is_given_up_while_it_waits_takes_no_place(
    pace: Pace, clock: JumpingClock
) -> None:
    held = asyncio.Event()

    async def first() -> None:
        async with pace.turn(7, announces=False):
            await held.wait()

    async def second() -> None:
        async with pace.turn(7, announces=False):
            raise AssertionError("its turn never comes")

    running, waiting = asyncio.create_task(first()), asyncio.create_task(second())
    await asyncio.sleep(0)
    waiting.cancel()
    await asyncio.gather(waiting, return_exceptions=True)
    held.set()
    await running
    async with pace.turn(7, announces=False):
        pass


async def test_nothing_begins_while_telegram_asks_for_a_pause(
    pace: Pace, clock: JumpingClock
) -> None:
    began = clock.elapsed()
    pace.hold(30)
    for announces in (False, True):
        async with pace.turn(9 + announces, announces=announces):
            assert clock.elapsed() - began >= 30
