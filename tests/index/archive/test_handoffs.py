"""Questions for officers: each answered once, found by the message that stands for it."""

from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from index.archive import handoffs
from index.archive.archive import Archive
from index.archive.handoffs import MOST_MESSAGES, MOST_OPEN_A_PERSON
from index.errors import LimitError
from index.model import Language
from index.service import Handoff, HandoffState, MessageKind, Outgoing, handoff_batch

NOW = datetime(2026, 1, 31, 12, tzinfo=UTC)
LATER = NOW + timedelta(hours=2)
STAFF_CHAT = -100500


def ask(archive: Archive, question: str = "Bao giờ có điện?", user: int = 7) -> Handoff:
    opened, _ = archive.handoffs.open(user, user, 55, question, Language.VIETNAMESE, NOW)
    return opened


def test_a_question_waits_through_a_restart_until_it_is_answered(tmp_path: Path) -> None:
    archive = Archive.open(tmp_path)
    opened, new = archive.handoffs.open(
        -5, 7, 55, " Bao giờ có điện? ", Language.ENGLISH, NOW, thread_id=4
    )
    archive.close()
    archive = Archive.open(tmp_path)
    assert new
    assert archive.handoffs.waiting(10) == (1, [opened])
    assert opened == Handoff(
        1, -5, 4, 7, 55, "Bao giờ có điện?", Language.ENGLISH, NOW, HandoffState.OPEN
    )
    answered, mine = archive.handoffs.answer(opened.number, 900, "Tối nay.", LATER)
    assert mine and answered is not None
    assert (answered.state, answered.officer_id, answered.reply, answered.ended_at) == (
        HandoffState.ANSWERED, 900, "Tối nay.", LATER,
    )  # fmt: skip
    assert archive.handoffs.waiting(10) == (0, [])
    archive.close()


def test_the_second_officer_is_told_whose_reply_counts(archive: Archive) -> None:
    number = ask(archive).number
    archive.handoffs.answer(number, 900, "Tối nay.", NOW)
    for late in (
        archive.handoffs.answer(number, 901, "Mai.", LATER),
        archive.handoffs.close(number, 901, LATER),
    ):
        known, mine = late
        assert not mine and known is not None
        assert (known.officer_id, known.reply, known.ended_at) == (900, "Tối nay.", NOW)
    assert archive.handoffs.answer(99, 901, "Mai.", LATER) == (None, False)


def test_of_two_officers_at_once_one_answers(tmp_path: Path) -> None:
    archives = [Archive.open(tmp_path) for _ in range(2)]
    numbers = [ask(archives[0], user=user).number for user in range(1, 21)]

    def answer(officer: int) -> int:
        return sum(
            archives[officer].handoffs.answer(number, officer, "Đã rõ.", LATER)[1]
            for number in numbers
        )

    with ThreadPoolExecutor(2) as pool:
        assert sum(pool.map(answer, range(2))) == len(numbers)
    for archive in archives:
        archive.close()


def test_a_closed_question_has_no_reply(archive: Archive) -> None:
    closed, mine = archive.handoffs.close(ask(archive).number, 900, LATER)
    assert mine and closed is not None
    assert (closed.state, closed.reply) == (HandoffState.CLOSED, None)


def test_the_same_question_asked_again_is_the_open_one(archive: Archive) -> None:
    first = ask(archive)
    again, new = archive.handoffs.open(7, 7, 60, "bao giờ  CÓ điện?", Language.VIETNAMESE, LATER)
    assert (again, new) == (first, False)
    assert ask(archive, user=8).number != first.number
    archive.handoffs.answer(first.number, 900, "Tối nay.", NOW)
    assert ask(archive).number != first.number


def test_a_person_has_three_open_questions(archive: Archive) -> None:
    opened = [ask(archive, f"Câu {n}?") for n in range(MOST_OPEN_A_PERSON)]
    with pytest.raises(LimitError) as caught:
        ask(archive, "Câu nữa?")
    assert caught.value.limit == MOST_OPEN_A_PERSON
    ask(archive, "Câu nữa?", user=8)
    archive.handoffs.close(opened[0].number, 900, LATER)
    ask(archive, "Câu nữa?")


def test_the_queue_and_its_texts_are_bounded(
    archive: Archive, monkeypatch: pytest.MonkeyPatch
) -> None:
    for question in ("", "  ", "x" * 1001):
        with pytest.raises(LimitError):
            ask(archive, question)
    number = ask(archive).number
    for reply in ("", "x" * 4097):
        with pytest.raises(LimitError):
            archive.handoffs.answer(number, 900, reply, LATER)
    assert archive.handoffs.waiting(5)[0] == 1
    monkeypatch.setattr(handoffs, "MOST_OPEN", 1)
    with pytest.raises(LimitError):
        ask(archive, user=8)


def test_a_message_in_a_staff_chat_leads_to_its_question(archive: Archive) -> None:
    first, second = ask(archive), ask(archive, "Nước thì sao?")
    archive.handoffs.shown(first.number, STAFF_CHAT, 1)
    archive.handoffs.shown(first.number, 900, 1)
    archive.handoffs.shown(second.number, STAFF_CHAT, 2)
    archive.handoffs.shown(99, STAFF_CHAT, 3)
    found = archive.handoffs.by_message(STAFF_CHAT, 2)
    assert found == second == archive.handoffs.get(second.number)
    assert archive.handoffs.by_message(900, 1) == first
    assert archive.handoffs.by_message(900, 2) is None
    assert archive.handoffs.by_message(STAFF_CHAT, 3) is None
    assert archive.handoffs.messages_of(first.number) == [(STAFF_CHAT, 1), (900, 1)]
    for message in range(100, 200):
        archive.handoffs.shown(first.number, STAFF_CHAT, message)
    assert len(archive.handoffs.messages_of(first.number)) == MOST_MESSAGES


def test_the_messages_of_a_persons_open_questions_are_found(archive: Archive) -> None:
    first, second, ended = (ask(archive, text) for text in ("Một?", "Hai?", "Ba?"))
    others = ask(archive, user=8)
    for number, message in ((first.number, 31), (second.number, 12), (ended.number, 40)):
        archive.handoffs.shown(number, STAFF_CHAT, message)
    archive.handoffs.shown(first.number, 900, 5)
    archive.handoffs.shown(others.number, STAFF_CHAT, 50)
    archive.handoffs.answer(ended.number, 900, "Đây.", LATER)
    expected = [(STAFF_CHAT, 31), (900, 5), (STAFF_CHAT, 12)]
    assert archive.handoffs.open_messages_of(7) == expected


def test_the_queue_is_read_page_by_page_the_oldest_first(archive: Archive) -> None:
    numbers = [ask(archive, user=user).number for user in range(1, 6)]
    total, page = archive.handoffs.waiting(2, 2)
    assert (total, [handoff.number for handoff in page]) == (5, numbers[2:4])


def test_a_reply_and_its_message_are_written_together(archive: Archive) -> None:
    handoff = ask(archive)
    with pytest.raises(LimitError), archive.together():
        archive.handoffs.answer(handoff.number, 900, "Tối nay.", NOW)
        long = [Outgoing(7, "x" * 40_000)]
        archive.outbox.enqueue(handoff_batch(handoff.number), MessageKind.HANDOFF, long, NOW)
    assert archive.handoffs.get(handoff.number) == handoff


def test_what_ended_is_forgotten_after_ninety_days_and_what_waits_is_not(
    archive: Archive,
) -> None:
    ended, waiting = ask(archive), ask(archive, "Còn chờ?")
    archive.handoffs.shown(ended.number, STAFF_CHAT, 1)
    archive.handoffs.close(ended.number, 900, NOW)
    assert archive.handoffs.forget_old(NOW + timedelta(days=90)) == 0
    assert archive.handoffs.forget_old(NOW + timedelta(days=91)) == 1
    assert archive.handoffs.get(ended.number) is None
    assert archive.handoffs.by_message(STAFF_CHAT, 1) is None
    assert archive.handoffs.get(waiting.number) == waiting
    assert ask(archive, "Mới?").number > waiting.number  # no number is used twice


def test_who_took_a_question_is_known_and_all_may_answer_it(archive: Archive) -> None:
    number = ask(archive).number
    taken, mine = archive.handoffs.take(number, 900)
    assert mine and taken is not None and taken.officer_id == 900
    assert archive.handoffs.take(number, 900)[1]
    assert not archive.handoffs.take(number, 901)[1]
    answered, _ = archive.handoffs.answer(number, 901, "Mai.", LATER)
    assert answered is not None and answered.officer_id == 901
    assert not archive.handoffs.take(number, 900)[1]
    assert archive.handoffs.take(99, 900) == (None, False)


def test_why_a_question_was_closed_is_kept(archive: Archive) -> None:
    number = ask(archive).number
    with pytest.raises(LimitError):
        archive.handoffs.close(number, 900, LATER, " ")
    closed, _ = archive.handoffs.close(number, 900, LATER, "Không thuộc thẩm quyền")
    assert closed is not None and closed.reply == "Không thuộc thẩm quyền"


def test_a_question_knows_the_one_it_goes_on_from(archive: Archive) -> None:
    first = ask(archive)
    second, _ = archive.handoffs.open(
        7, 7, 56, "Còn thiếu giờ", Language.VIETNAMESE, LATER, after=first.number
    )
    assert (first.after, second.after) == (None, first.number)
