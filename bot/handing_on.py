"""What is written when a question goes to officers and their reply comes back.

Each is one transaction: the question or its end, and the messages that tell of it in the outbox,
so that a kill loses neither and sends nothing twice. To be run in the assistant's thread.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from typing import Final
from zoneinfo import ZoneInfo

from bot.department import Department
from bot.payloads import payload_of
from bot.ports import AssistantPort
from bot.render_handoff import answer_to_asker, closed_to_asker, staff_card
from bot.reply import Reply
from bot.wording import Wordings
from index.model import Language
from index.service import (
    Handoff,
    HandoffState,
    MessageKind,
    MessageState,
    Outgoing,
    handoff_batch,
    handoff_of,
)

TO_OFFICERS: Final = "ask"
REPLY: Final = "reply"
"""And `reply.N` for what is added later."""
CLOSED: Final = "closed"
TOLD: Final = "told"
"""The last parts of the names of batches; the first is `handoff_batch`."""


@dataclass(frozen=True, slots=True)
class Desk:
    """What all of it needs: the time, and how it is said."""

    now: datetime
    zone: ZoneInfo
    wordings: Wordings
    department: Department


@dataclass(frozen=True, slots=True)
class Asker:
    """Where a question for officers was asked, and by whom; officers are never told."""

    chat_id: int
    thread_id: int | None
    user_id: int
    message_id: int | None


def pass_on(
    assistant: AssistantPort,
    desk: Desk,
    asker: Asker,
    question: str,
    language: Language,
    after: int | None,
) -> tuple[Handoff, bool]:
    """Puts a question into the queue and shows it in every group of the staff.

    Returns it and whether it is new. Raises LimitError as `Handoffs.open`.
    """
    archive = assistant.archive
    with archive.together():
        handoff, new = archive.handoffs.open(
            asker.chat_id, asker.user_id, asker.message_id, question, language, desk.now,
            thread_id=asker.thread_id, after=after,
        )  # fmt: skip
        if new:
            before = archive.handoffs.get(after) if after is not None else None
            messages = []
            for group in archive.staff_groups.all():
                words = desk.wordings[archive.chats.language(group) or Language.VIETNAMESE]
                card = staff_card(handoff, words, desk.zone, before=before)
                messages.append(Outgoing(group, payload_of(card)))
            batch = handoff_batch(handoff.number) + TO_OFFICERS
            archive.outbox.enqueue(batch, MessageKind.HANDOFF, messages, desk.now)
    return handoff, new


def answer(
    assistant: AssistantPort, desk: Desk, number: int, officer_id: int, reply: str
) -> tuple[Handoff | None, bool]:
    """Keeps an officer's reply and sends it to who asked; returns as `Handoffs.answer`.

    The same reply of the same officer again, after a restart, is theirs again and sent once.
    """
    archive = assistant.archive
    with archive.together():
        handoff, first = archive.handoffs.answer(number, officer_id, reply, desk.now)
        if handoff is None:
            return None, False
        if not first:
            again = (HandoffState.ANSWERED, officer_id, reply.strip())
            kept = (handoff.reply or "").strip()
            return handoff, (handoff.state, handoff.officer_id, kept) == again
        words, profile = desk.wordings[handoff.language], desk.department[handoff.language]
        shown = answer_to_asker(handoff, reply, desk.now, words, profile, desk.zone)
        _send(assistant, desk, handoff, REPLY, shown)
        archive.record_action(f"telegram:{officer_id}", "handoff answer", str(number))
    return handoff, True


def add_to(
    assistant: AssistantPort, desk: Desk, number: int, officer_id: int, reply: str
) -> Handoff | None:
    """Sends on what an officer says after a question has ended; None where it is gone, or open.

    What the question has as its reply already is not sent again.
    """
    archive = assistant.archive
    with archive.together():
        handoff, new = archive.handoffs.add_to(number, officer_id, reply, desk.now)
        if handoff is None or handoff.state is HandoffState.OPEN:
            return None
        if new:
            words, profile = desk.wordings[handoff.language], desk.department[handoff.language]
            shown = answer_to_asker(handoff, reply, desk.now, words, profile, desk.zone, added=True)
            moment = int(desk.now.timestamp() * 1_000_000)
            _send(assistant, desk, handoff, f"{REPLY}.{moment}", shown)
            archive.record_action(f"telegram:{officer_id}", "handoff addition", str(number))
    return handoff


def close(
    assistant: AssistantPort, desk: Desk, number: int, officer_id: int, reason: str
) -> tuple[Handoff | None, bool]:
    """Ends a question without an answer and tells who asked why; returns as `Handoffs.close`."""
    archive = assistant.archive
    with archive.together():
        handoff, first = archive.handoffs.close(number, officer_id, desk.now, reason)
        if handoff is not None and first:
            words, profile = desk.wordings[handoff.language], desk.department[handoff.language]
            _send(
                assistant, desk, handoff, CLOSED, closed_to_asker(handoff, reason, words, profile)
            )
            archive.record_action(f"telegram:{officer_id}", "handoff close", str(number))
    return handoff, first


def tell_undelivered(assistant: AssistantPort, desk: Desk, since: datetime) -> int:
    """Tells the officers of replies that did not reach who asked; returns how many it was.

    In the officer's own chat with the bot, or in the groups of the staff where there is none.
    Each is told once: run again, it adds nothing.
    """
    archive, told = assistant.archive, 0
    reachable = set(archive.people.chats_to_reach())
    for message in archive.outbox.undelivered(MessageKind.HANDOFF, since):
        kind = message.batch.rpartition(":")[2].partition(".")[0]
        number = handoff_of(message.batch)
        handoff = archive.handoffs.get(number) if number is not None else None
        if kind != REPLY or handoff is None or handoff.officer_id is None:
            continue
        officer = handoff.officer_id
        groups = archive.staff_groups.all()
        chats = groups if groups and officer not in reachable else [officer]
        messages = []
        for chat in chats:
            words = desk.wordings[archive.chats.language(chat) or Language.VIETNAMESE]
            failed = message.state is MessageState.FAILED
            text = words.html(
                "officer.not_delivered" if failed else "officer.not_sure", number=handoff.number
            )
            messages.append(Outgoing(chat, payload_of(Reply(text))))
        batch = handoff_batch(handoff.number) + TOLD
        told += archive.outbox.enqueue(batch, MessageKind.NOTICE, messages, desk.now)
    return told


def _send(assistant: AssistantPort, desk: Desk, handoff: Handoff, what: str, shown: Reply) -> None:
    batch = handoff_batch(handoff.number) + what
    message = Outgoing(handoff.chat_id, payload_of(shown), handoff.thread_id)
    assistant.archive.outbox.enqueue(batch, MessageKind.HANDOFF, [message], desk.now)
