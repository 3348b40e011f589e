"""Many people at once: each waits for their own reply, and nothing is mixed up or lost."""

from __future__ import annotations

import asyncio
import collections

from bot.sandbox import Sandbox, crowd
from bot.sandbox.journal import Journal
from bot.sandbox.methods import METHODS
from bot.sandbox.params import Params
from tests.bot.sandbox.conftest import TOKEN, Clock


async def test_a_broadcast_to_10_000_chats_reaches_each_once(clock: Clock) -> None:
    people = crowd(10_000)
    async with Sandbox(token=TOKEN, people=people, groups=(), clock=clock) as sandbox:
        state = sandbox.state
        for person in people:
            await sandbox.say(person, "/start")
        asked = state.updates.pending[-1]["update_id"]
        first = await state.updates.poll(None, 100, 0)
        assert [update["update_id"] for update in first] == list(range(1, 101))
        assert await state.updates.poll(asked + 1, 100, 0) == []
        send = METHODS["sendMessage"]
        for person in people:
            clock.now += 1 / 16
            await send(state, Params({"chat_id": person.id, "text": "Thông báo"}))
        received = collections.Counter(
            message["chat"]["id"] for message in state.messages() if message["from"]["is_bot"]
        )
    assert received == dict.fromkeys((person.id for person in people), 1)
    assert not state.flood.breaches
    assert state.flood.peaks == {"overall": 16, "chat": 1}


async def test_200_people_who_ask_at_once_each_get_their_own_reply() -> None:
    people = crowd(200)
    async with Sandbox(token=TOKEN, people=people, groups=()) as sandbox:
        asking = [asyncio.create_task(sandbox.ask(one, f"hỏi {one.id}")) for one in people]
        answered = 0
        while answered < len(people):
            for update in await sandbox.state.updates.poll(answered + 1, 100, 5):
                message = update["message"]
                reply = {"chat_id": message["chat"]["id"], "text": f"đáp {message['text']}"}
                await METHODS["sendMessage"](sandbox.state, Params(reply))
                answered += 1
        replies = await asyncio.gather(*asking)
    assert [one["text"] for one in replies] == [f"đáp hỏi {one.id}" for one in people]


async def test_who_waits_is_woken_by_their_own_matter_alone() -> None:
    journal, looks = Journal(), collections.Counter[str]()

    def look(name: str) -> bool | None:
        looks[name] += 1
        return True if looks[name] > 1 else None

    waits = [
        asyncio.create_task(journal.until(lambda: look("chat 1"), 5, about=1)),
        asyncio.create_task(journal.until(lambda: look("chat 2"), 5, about=2)),
        asyncio.create_task(journal.until(lambda: look("all"), 5)),
    ]
    await asyncio.sleep(0)
    journal.write("message", chat_id=1)
    await asyncio.sleep(0.01)
    assert looks == {"chat 1": 2, "chat 2": 1, "all": 2}
    journal.wake(2)
    await asyncio.gather(*waits)


def test_a_page_that_is_a_little_behind_gets_what_it_missed() -> None:
    journal = Journal()
    for number in range(5_010):
        journal.write("x", value=number)
    assert journal.since(5_010) == []
    assert [event["value"] for event in journal.since(5_008) or []] == [5_008, 5_009]
    assert len(journal.since(10) or []) == 5_000
    assert journal.since(9) is None
    assert journal.since(5_011) is None
