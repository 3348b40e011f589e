"""Messages to many: queued once, sent once, and what was in flight at a kill is listed."""

from __future__ import annotations

import signal
import subprocess
import sys
from concurrent.futures import ThreadPoolExecutor
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from index.archive import outbox
from index.archive.archive import Archive
from index.errors import LimitError
from index.service import MessageKind, MessageState, Outgoing

NOW = datetime(2026, 1, 31, 12, tzinfo=UTC)
LATER = NOW + timedelta(minutes=5)
ROOT = Path(__file__).parents[3]


def to(*chats: int, payload: str = '{"text": "Tin"}') -> list[Outgoing]:
    return [Outgoing(chat, payload) for chat in chats]


def enqueue(
    archive: Archive, *chats: int, batch: str = "b", kind: MessageKind = MessageKind.BROADCAST
) -> int:
    return archive.outbox.enqueue(batch, kind, to(*chats), NOW)


def payloads(archive: Archive) -> int:
    return len(list(archive._db.query("SELECT 1 FROM payloads")))


def test_messages_come_out_as_they_went_in_and_in_that_order(archive: Archive) -> None:
    messages = [Outgoing(-5, "a", 7), Outgoing(3, "b"), Outgoing(-5, "c", 8), Outgoing(1, "a")]
    assert archive.outbox.enqueue("b", MessageKind.NOTICE, messages, NOW) == 4
    claimed = archive.outbox.claim_next(3, NOW)
    assert [Outgoing(m.chat_id, m.payload, m.thread_id) for m in claimed] == messages[:3]
    assert {(m.batch, m.kind) for m in claimed} == {("b", MessageKind.NOTICE)}
    (last,) = archive.outbox.claim_next(3, NOW)
    assert last.payload == "a"
    assert archive.outbox.claim_next(3, NOW) == []


def test_what_somebody_waits_for_is_not_behind_a_broadcast(archive: Archive) -> None:
    for chat, kind in enumerate(reversed(MessageKind), 1):
        enqueue(archive, chat, batch=kind.value, kind=kind)
    kinds = [message.kind for message in archive.outbox.claim_next(9, NOW)]
    assert kinds == list(MessageKind)


def test_the_same_batch_queued_again_reaches_nobody_twice(archive: Archive) -> None:
    assert enqueue(archive, 1, 2) == 2
    (first, _) = archive.outbox.claim_next(9, NOW)
    archive.outbox.sent(first.id, NOW)
    assert enqueue(archive, 1, 2, 3) == 1
    assert [message.chat_id for message in archive.outbox.claim_next(9, NOW)] == [3]
    assert enqueue(archive, 1, batch="another") == 1


def test_topics_of_a_chat_are_reached_each(archive: Archive) -> None:
    messages = [Outgoing(-5, "a", 7), Outgoing(-5, "a", 8), Outgoing(-5, "a"), Outgoing(-5, "b", 7)]
    assert archive.outbox.enqueue("b", MessageKind.NOTICE, messages, NOW) == 3


def test_ten_thousand_chats_are_one_transaction_with_one_text(archive: Archive) -> None:
    assert enqueue(archive, *range(1, 10_001)) == 10_000
    assert payloads(archive) == 1
    assert archive.outbox.progress("b")[MessageState.WAITING] == 10_000
    assert [m.chat_id for m in archive.outbox.claim_next(30, NOW)] == list(range(1, 31))
    assert [m.chat_id for m in archive.outbox.claim_next(2, NOW)] == [31, 32]


def test_claiming_reads_an_index_in_its_order(archive: Archive) -> None:
    asked: list[str] = []
    archive._db.conn.set_trace_callback(asked.append)
    archive.outbox.claim_next(30, NOW)
    archive._db.conn.set_trace_callback(None)
    (query,) = [text for text in asked if text.startswith("SELECT outbox")]
    plan = " ".join(row[3] for row in archive._db.execute(f"EXPLAIN QUERY PLAN {query}"))
    assert "outbox_waiting" in plan
    assert "TEMP B-TREE" not in plan


def test_nothing_is_sent_before_it_is_due(archive: Archive) -> None:
    archive.outbox.enqueue("later", MessageKind.HANDOFF, to(1), NOW, due=LATER)
    enqueue(archive, 2)
    assert [m.chat_id for m in archive.outbox.claim_next(9, NOW)] == [2]
    assert archive.outbox.next_due() == LATER
    assert [m.chat_id for m in archive.outbox.claim_next(9, LATER)] == [1]
    assert archive.outbox.next_due() is None


def test_the_intent_is_recorded_before_sending(archive: Archive) -> None:
    enqueue(archive, 1, 2, 3)
    archive.outbox.claim_next(2, NOW)
    progress = archive.outbox.progress("b")
    assert (progress[MessageState.SENDING], progress[MessageState.WAITING]) == (2, 1)
    assert set(progress) == set(MessageState)


def test_each_end_is_counted_and_what_was_sent_is_not_kept(archive: Archive) -> None:
    for chat in (1, 2, 3, 4):
        archive.outbox.enqueue("b", MessageKind.HANDOFF, to(chat, payload=f"lời {chat}"), NOW)
    one, two, three, four = archive.outbox.claim_next(4, NOW)
    archive.outbox.sent(one.id, LATER)
    archive.outbox.failed(two.id, "x" * 9_000, LATER)
    archive.outbox.unclear(three.id, "timed out", LATER)
    archive.outbox.put_back(four.id, LATER)
    progress = archive.outbox.progress("b")
    assert {state: n for state, n in progress.items() if n} == {
        MessageState.SENT: 1, MessageState.FAILED: 1, MessageState.UNSURE: 1,
        MessageState.WAITING: 1,
    }  # fmt: skip
    assert [m.payload for m in archive.outbox.unsure()] == ["lời 3"]
    assert payloads(archive) == 3
    assert archive.outbox.claim_next(4, NOW) == []
    assert [m.payload for m in archive.outbox.claim_next(4, LATER)] == ["lời 4"]
    reasons = [r["reason"] for r in archive._db.query("SELECT reason FROM outbox ORDER BY id")]
    assert len(reasons[1]) == 500


def test_only_what_is_being_sent_can_be_put_back(archive: Archive) -> None:
    enqueue(archive, 1)
    (message,) = archive.outbox.claim_next(1, NOW)
    archive.outbox.sent(message.id, NOW)
    archive.outbox.put_back(message.id, NOW)
    assert archive.outbox.claim_next(1, LATER) == []


def test_a_cancelled_batch_stops_and_others_go_on(archive: Archive) -> None:
    enqueue(archive, 1, 2, 3)
    enqueue(archive, 4, batch="another")
    archive.outbox.claim_next(1, NOW)
    assert archive.outbox.cancel("b", NOW) == 2
    assert archive.outbox.cancel("b", NOW) == 0
    assert [m.chat_id for m in archive.outbox.claim_next(9, NOW)] == [4]
    assert archive.outbox.progress("b")[MessageState.CANCELLED] == 2


def test_two_connections_never_claim_the_same_message(tmp_path: Path) -> None:
    archives = [Archive.open(tmp_path) for _ in range(2)]
    enqueue(archives[0], *range(1, 201))

    def drain(archive: Archive) -> list[int]:
        chats: list[int] = []
        while claimed := archive.outbox.claim_next(7, NOW):
            chats += [message.chat_id for message in claimed]
        return chats

    with ThreadPoolExecutor(2) as pool:
        drained = [chat for chats in pool.map(drain, archives) for chat in chats]
    assert sorted(drained) == list(range(1, 201))
    for archive in archives:
        archive.close()


def test_a_full_outbox_and_a_long_message_are_refused_whole(
    archive: Archive, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(outbox, "MOST_WAITING", 3)
    enqueue(archive, 1, 2)
    with pytest.raises(LimitError) as caught:
        enqueue(archive, 3, 4, batch="c")
    assert caught.value.limit == 3
    with pytest.raises(LimitError):
        archive.outbox.enqueue("d", MessageKind.NOTICE, to(1, payload="x" * 40_000), NOW)
    with pytest.raises(LimitError):
        enqueue(archive, 3, batch="x" * 101)
    assert len(archive.outbox.claim_next(9, NOW)) == 2


def test_what_ended_a_month_ago_is_forgotten_and_what_waits_is_not(archive: Archive) -> None:
    enqueue(archive, 1, 2)
    (first,) = archive.outbox.claim_next(1, NOW)
    archive.outbox.sent(first.id, NOW)
    archive.outbox.enqueue("b2", MessageKind.NOTICE, to(9, payload="lẻ"), NOW)
    (lone,) = archive.outbox.claim_next(1, NOW)
    archive.outbox.failed(lone.id, "blocked", NOW)
    archive.outbox.forget_old(NOW + timedelta(days=30))
    assert archive.outbox.progress("b")[MessageState.SENT] == 1
    assert archive.outbox.forget_old(NOW + timedelta(days=31)) == 2
    assert {s: n for s, n in archive.outbox.progress("b").items() if n} == {MessageState.WAITING: 1}
    assert payloads(archive) == 1


SENDER = """
import sys, time
from datetime import datetime, UTC
from pathlib import Path
from index.archive.archive import Archive
archive = Archive.open(Path(sys.argv[1]))
now = datetime(2026, 1, 31, 12, tzinfo=UTC)
archive.outbox.sent(archive.outbox.claim_next(1, now)[0].id, now)
print(*[message.chat_id for message in archive.outbox.claim_next(2, now)], flush=True)
time.sleep(600)
"""


def test_after_a_kill_nothing_is_sent_twice_and_what_was_in_flight_is_listed(
    tmp_path: Path,
) -> None:
    archive = Archive.open(tmp_path)
    enqueue(archive, 1, 2, 3, 4, 5)
    archive.close()
    sender = subprocess.Popen(
        [sys.executable, "-c", SENDER, str(tmp_path)],
        cwd=ROOT, stdout=subprocess.PIPE, text=True,
    )  # fmt: skip
    assert sender.stdout is not None
    in_flight = [int(chat) for chat in sender.stdout.readline().split()]
    sender.send_signal(signal.SIGKILL)
    sender.communicate(timeout=60)

    archive = Archive.open(tmp_path)
    assert in_flight == [2, 3]
    assert archive.outbox.recover(LATER) == 2
    assert archive.outbox.recover(LATER) == 0
    assert [m.chat_id for m in archive.outbox.unsure("b")] == in_flight
    assert archive.outbox.unsure("another") == []
    assert [m.chat_id for m in archive.outbox.claim_next(9, LATER)] == [4, 5]
    assert archive.outbox.progress("b")[MessageState.SENT] == 1
    archive.close()


def test_chats_are_those_that_something_is_still_to_be_sent_to(archive: Archive) -> None:
    enqueue(archive, 3, 1, -2)
    enqueue(archive, 3, batch="c")
    claimed = archive.outbox.claim_next(2, NOW)
    archive.outbox.sent(claimed[1].id, NOW)
    assert archive.outbox.chats() == [-2, 3]
