"""The outbox: everything once, within the limits, whatever happens on the way."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator
from datetime import timedelta

import httpx
import pytest
from hypothesis import given
from hypothesis import strategies as st
from telegram import Message as TelegramMessage
from telegram.error import NetworkError, TelegramError, TimedOut

from bot import attempts, outgoing
from bot.attempts import Attempts
from bot.callbacks import ASK, Press
from bot.context import Context
from bot.delivery import surely_not_sent
from bot.outgoing import IN_FLIGHT, enqueue
from bot.pace import Pace
from bot.payloads import payload_of, reply_of
from bot.reply import LinkButton, PressButton, Reply
from bot.sandbox import DEFAULT_PEOPLE, Person, Sandbox, crowd
from index import Archive
from index.errors import ArchiveBusyError
from index.service import ChatKind, FollowKind, MessageKind, MessageState, Outgoing
from tests.bot.conftest import TOKEN, StartBot, eventually
from tests.bot.fakes import NAME, FakeAssistant, JumpingClock

CROWD = crowd(120)
TEXT = "Thông báo: nghỉ lễ"


@pytest.fixture
async def sandbox(clock: JumpingClock) -> AsyncIterator[Sandbox]:
    async with Sandbox(token=TOKEN, clock=clock.elapsed, people=(*DEFAULT_PEOPLE, *CROWD)) as s:
        for somebody in s.state.people:
            s.state.chats[somebody].met = True
        s.state.flood.enforce = True
        yield s


def put(
    archive: Archive,
    clock: JumpingClock,
    *chats: int,
    batch: str = "b",
    kind: MessageKind = MessageKind.BROADCAST,
    thread: int | None = None,
) -> None:
    messages = [Outgoing(chat, payload_of(Reply(TEXT)), thread) for chat in chats]
    archive.outbox.enqueue(batch, kind, messages, clock.now())


def received(sandbox: Sandbox, chat: int) -> int:
    """How many times the text stands in a chat."""
    stored = sandbox.state.chats[chat].messages.values()
    return sum(message.get("text") == TEXT for message in stored)


async def until_done(archive: Archive, batch: str = "b") -> dict[MessageState, int]:
    """Waits until nothing of the batch waits or is on its way; returns what is not 0."""

    def done() -> bool:
        now = archive.outbox.progress(batch)
        return not now[MessageState.WAITING] and not now[MessageState.SENDING]

    await eventually(done, 20)
    return {state: n for state, n in archive.outbox.progress(batch).items() if n}


@pytest.mark.usefixtures("polling_bot")
async def test_a_broadcast_reaches_everybody_once_within_the_limits(
    sandbox: Sandbox, archive: Archive, clock: JumpingClock
) -> None:
    put(archive, clock, *(somebody.id for somebody in CROWD))
    assert await until_done(archive) == {MessageState.SENT: len(CROWD)}
    assert [received(sandbox, somebody.id) for somebody in CROWD] == [1] * len(CROWD)
    assert sandbox.state.flood.breaches == []


async def test_what_a_handler_puts_in_is_sent_without_looking_for_it(
    start: StartBot, sandbox: Sandbox, citizen: Person, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(outgoing, "LOOK_EVERY_S", 60)
    async with start() as app:
        await asyncio.sleep(0.05)
        replies = [(citizen.id, None, Reply(TEXT))]
        assert await enqueue(Context(app), "b", MessageKind.NOTICE, replies) == 1
        assert await enqueue(Context(app), "b", MessageKind.NOTICE, replies) == 0
        await eventually(lambda: received(sandbox, citizen.id) == 1)


@pytest.mark.usefixtures("polling_bot")
async def test_a_person_is_answered_in_the_middle_of_a_broadcast(
    sandbox: Sandbox, archive: Archive, clock: JumpingClock, citizen: Person
) -> None:
    put(archive, clock, *(somebody.id for somebody in CROWD))
    assert NAME in (await sandbox.ask(citizen, "Ai là Bí thư?"))["text"]
    assert archive.outbox.progress("b")[MessageState.WAITING] > 0
    assert await until_done(archive) == {MessageState.SENT: len(CROWD)}
    assert sandbox.state.flood.breaches == []


@pytest.mark.usefixtures("polling_bot")
async def test_many_messages_to_one_group_keep_its_limit_and_hold_up_nobody_else(
    sandbox: Sandbox, archive: Archive, clock: JumpingClock
) -> None:
    group = next(chat.id for chat in sandbox.state.groups)
    for number in range(25):
        put(archive, clock, group, batch=f"g{number}", kind=MessageKind.NOTICE)
    put(archive, clock, CROWD[0].id)
    for number in range(25):
        assert await until_done(archive, f"g{number}") == {MessageState.SENT: 1}
    assert await until_done(archive) == {MessageState.SENT: 1}
    order = [int(call.params["chat_id"]) for call in sandbox.state.calls_of("sendMessage")]
    assert order.count(group) == 25
    assert order.index(CROWD[0].id) < 20
    assert sandbox.state.flood.breaches == []


@pytest.mark.usefixtures("polling_bot")
async def test_a_message_to_a_topic_arrives_there(
    sandbox: Sandbox, archive: Archive, clock: JumpingClock
) -> None:
    forum = next(chat for chat in sandbox.state.groups if chat.topics)
    topic = next(iter(forum.topics))
    put(archive, clock, forum.id, thread=topic)
    await until_done(archive)
    (message,) = [m for m in forum.messages.values() if m.get("text") == TEXT]
    assert message["message_thread_id"] == topic


@pytest.mark.usefixtures("polling_bot")
@pytest.mark.parametrize("gone", ["blocked", "deleted", "unknown"])
async def test_a_chat_that_is_gone_is_dropped_with_all_that_waits_for_it(
    sandbox: Sandbox, archive: Archive, clock: JumpingClock, citizen: Person, gone: str
) -> None:
    chat = citizen.id if gone != "unknown" else 999_999
    archive.people.met(chat, ChatKind.PRIVATE, clock.now())
    archive.follows.add(chat, chat, FollowKind.PHRASE, "chuyển đổi số", clock.now())
    if gone != "unknown":  # silently, as when the bot was off
        sandbox.state.chats[chat].refusal = f"Forbidden: {gone}"
    put(archive, clock, chat, CROWD[0].id)
    tomorrow = clock.now() + timedelta(days=1)
    later = [Outgoing(chat, payload_of(Reply(TEXT)))]
    archive.outbox.enqueue("later", MessageKind.DIGEST, later, clock.now(), due=tomorrow)
    assert await until_done(archive) == {MessageState.SENT: 1, MessageState.FAILED: 1}
    assert archive.people.chats_to_reach() == []
    assert archive.follows.of_chat(chat) == []
    assert archive.outbox.progress("later")[MessageState.FAILED] == 1


@pytest.mark.usefixtures("polling_bot")
async def test_a_message_follows_its_group_and_so_does_what_the_group_follows(
    sandbox: Sandbox, archive: Archive, clock: JumpingClock, citizen: Person
) -> None:
    group = next(chat.id for chat in sandbox.state.groups if chat.kind == "group")
    archive.follows.add(group, citizen.id, FollowKind.PHRASE, "chuyển đổi số", clock.now())
    put(archive, clock, group)
    new = await sandbox.migrate_group(group)
    assert await until_done(archive) == {MessageState.SENT: 1}
    assert received(sandbox, new) + received(sandbox, group) == 1
    await eventually(lambda: len(archive.follows.of_chat(new)) == 1)


@pytest.mark.usefixtures("polling_bot")
async def test_after_a_429_every_message_still_comes_once(
    sandbox: Sandbox, archive: Archive, clock: JumpingClock
) -> None:
    sandbox.state.faults.too_many_requests("sendMessage", retry_after=7, times=5)
    put(archive, clock, *(somebody.id for somebody in CROWD[:20]))
    began = clock.elapsed()
    assert await until_done(archive) == {MessageState.SENT: 20}
    assert clock.elapsed() - began >= 7
    assert sum(received(sandbox, somebody.id) for somebody in CROWD) == 20


@pytest.mark.usefixtures("polling_bot")
@pytest.mark.parametrize("fault", ["drop", "server_error", "malformed"])
@pytest.mark.parametrize("after_effect", [False, True])
async def test_what_may_have_arrived_is_listed_and_not_sent_again(
    sandbox: Sandbox, archive: Archive, clock: JumpingClock, fault: str, after_effect: bool
) -> None:
    getattr(sandbox.state.faults, fault)("sendMessage", after_effect=after_effect)
    put(archive, clock, *(somebody.id for somebody in CROWD[:20]))
    assert await until_done(archive) == {MessageState.SENT: 19, MessageState.UNSURE: 1}
    (unsure,) = archive.outbox.unsure("b")
    assert received(sandbox, unsure.chat_id) == after_effect
    assert sum(received(sandbox, somebody.id) for somebody in CROWD) == 19 + after_effect


@pytest.mark.usefixtures("polling_bot")
async def test_while_telegram_is_down_few_messages_become_unsure(
    sandbox: Sandbox, archive: Archive, clock: JumpingClock
) -> None:
    sandbox.state.faults.server_error("sendMessage", times=16)
    began = clock.elapsed()
    put(archive, clock, *(somebody.id for somebody in CROWD))
    done = await until_done(archive)
    assert done[MessageState.UNSURE] == 16
    assert clock.elapsed() - began > 60  # with pauses that grow in between


async def test_what_was_in_flight_at_a_kill_is_unsure_and_the_rest_goes_on(
    sandbox: Sandbox, archive: Archive, clock: JumpingClock, start: StartBot
) -> None:
    put(archive, clock, *(somebody.id for somebody in CROWD[:50]))
    killed = archive.outbox.claim_next(IN_FLIGHT, clock.now())
    async with start():
        done = await until_done(archive)
    assert done == {MessageState.SENT: 50 - IN_FLIGHT, MessageState.UNSURE: IN_FLIGHT}
    assert {message.id for message in archive.outbox.unsure()} == {one.id for one in killed}
    assert [received(sandbox, one.chat_id) for one in killed] == [0] * IN_FLIGHT


async def test_a_bot_that_stops_in_the_middle_ends_what_it_began_and_goes_on_later(
    sandbox: Sandbox, archive: Archive, clock: JumpingClock, start: StartBot
) -> None:
    put(archive, clock, *(somebody.id for somebody in CROWD))
    async with start():
        await eventually(lambda: sum(received(sandbox, one.id) for one in CROWD) > 5)
    halfway = archive.outbox.progress("b")
    assert halfway[MessageState.SENDING] == halfway[MessageState.UNSURE] == 0
    assert halfway[MessageState.WAITING] > 0
    async with start():
        assert await until_done(archive) == {MessageState.SENT: len(CROWD)}
    assert [received(sandbox, somebody.id) for somebody in CROWD] == [1] * len(CROWD)


@pytest.mark.usefixtures("polling_bot")
async def test_one_bad_message_costs_the_others_nothing(
    sandbox: Sandbox, archive: Archive, clock: JumpingClock
) -> None:
    bad = [Outgoing(1, "not JSON"), Outgoing(CROWD[1].id, payload_of(Reply("<b>broken")))]
    archive.outbox.enqueue("b", MessageKind.BROADCAST, bad, clock.now())
    put(archive, clock, CROWD[0].id)
    assert await until_done(archive) == {MessageState.SENT: 1, MessageState.FAILED: 2}


@pytest.mark.usefixtures("polling_bot")
async def test_what_was_sent_is_recorded_even_when_the_archive_is_busy_for_a_while(
    assistant: FakeAssistant,
    sandbox: Sandbox,
    archive: Archive,
    clock: JumpingClock,
    citizen: Person,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    outbox = assistant.archive.outbox
    original, failures = outbox.sent, iter(range(3))

    def busy(*args: object) -> None:
        if next(failures, None) is not None:
            raise ArchiveBusyError("held by another process")
        original(*args)  # type: ignore[arg-type]

    monkeypatch.setattr(outbox, "sent", busy)
    put(archive, clock, citizen.id)
    assert await until_done(archive) == {MessageState.SENT: 1}
    assert received(sandbox, citizen.id) == 1


class Unplugged:
    """A bot whose requests fail in one way."""

    def __init__(self, error: TelegramError, cause: Exception) -> None:
        self._error, self._cause = error, cause

    async def send_message(self, *_: object, **__: object) -> TelegramMessage:
        raise self._error from self._cause


@pytest.mark.parametrize(
    ("error", "cause", "state"),
    [
        (NetworkError("x"), httpx.ConnectError("x"), MessageState.WAITING),
        (TimedOut(), httpx.ConnectTimeout("x"), MessageState.WAITING),
        (TimedOut(), httpx.ReadTimeout("x"), MessageState.UNSURE),
        (NetworkError("x"), httpx.ReadError("x"), MessageState.UNSURE),
    ],
)
async def test_what_surely_was_not_sent_waits_and_anything_else_is_unsure(
    assistant: FakeAssistant,
    clock: JumpingClock,
    error: TelegramError,
    cause: Exception,
    state: MessageState,
) -> None:
    put(assistant.archive, clock, 7)
    (message,) = assistant.archive.outbox.claim_next(1, clock.now())
    trying = Attempts(Unplugged(error, cause), Pace(clock), clock)  # type: ignore[arg-type]
    record = await trying.attempt(message)
    record(assistant)
    assert assistant.archive.outbox.progress("b")[state] == 1
    assert trying.pause_s == attempts.FIRST_PAUSE_S
    assert isinstance(error, NetworkError)
    assert surely_not_sent(error) == (state is MessageState.WAITING)


@given(st.text(), st.lists(st.lists(st.tuples(st.text(), st.text(), st.booleans()), max_size=3)))
def test_a_reply_comes_out_of_the_outbox_as_it_went_in(
    html: str, rows: list[list[tuple[str, str, bool]]]
) -> None:
    made = tuple(
        tuple(
            LinkButton(text, url) if link else PressButton(text, Press(ASK, "abc", 7))
            for text, url, link in row
        )
        for row in rows
    )
    assert reply_of(payload_of(Reply(html, made))) == Reply(html, made)


@pytest.mark.parametrize(
    "payload",
    ["", "[]", "3", '{"html": 1, "rows": []}', '{"html": "x"}', '{"html":"x","rows":[[["a"]]]}',
     '{"html":"x","rows":[[["a","press","forged"]]]}'],
)  # fmt: skip
def test_a_payload_that_is_none_is_refused(payload: str) -> None:
    with pytest.raises(ValueError):
        reply_of(payload)
