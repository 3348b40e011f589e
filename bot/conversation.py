"""What was asked last, so that "Còn phó bí thư?" right after it is understood.

Kept in memory alone, for five minutes, for each person in each chat; nobody goes on from
what somebody else asked in a group.
"""

from __future__ import annotations

import asyncio
import contextlib
import time
from collections import OrderedDict
from collections.abc import Callable
from dataclasses import dataclass, replace
from typing import Final

from telegram import Message

from index.model import Answer, Status

REMEMBERED_S: Final = 300.0
"""How long a message may go on from an answer."""
MOST_REMEMBERED: Final = 2_000
_ASKED_THE_NEWS: Final = frozenset(
    {Status.ANSWERED, Status.CURATED, Status.RELATED, Status.NOT_FOUND}
)
"""What a message can go on from; thanks and greetings in between change nothing."""


@dataclass(frozen=True, slots=True)
class Speaker:
    """A person in a chat, or in one topic of it."""

    chat_id: int
    topic: int | None
    user_id: int


@dataclass(frozen=True, slots=True)
class Turn:
    """An answered message, and the answer before it, for when the message is edited.

    `message_id` is None where a button asked. `at` is in seconds of the clock.
    """

    answer: Answer
    message_id: int | None
    at: float
    before: Answer | None = None


class Conversations:
    """The last turn of each speaker."""

    def __init__(self, clock: Callable[[], float] = time.monotonic) -> None:
        self._clock = clock
        self._turns: OrderedDict[Speaker, Turn] = OrderedDict()

    @property
    def remembered(self) -> int:
        """How many speakers' turns are in memory."""
        return len(self._turns)

    def last(self, speaker: Speaker | None) -> Turn | None:
        """Returns a speaker's last turn, None where there is none or it is too old."""
        self._forget_old()
        return self._turns.get(speaker) if speaker else None

    def heard(
        self, speaker: Speaker | None, answer: Answer, message_id: int | None, before: Answer | None
    ) -> None:
        """Keeps an answer to go on from; `before` is what it went on from itself.

        Of the answer only the quote is kept. Nothing is kept of small talk, nor of a
        message with the number of somebody's papers.
        """
        self._forget_old()
        if speaker is None or answer.status not in _ASKED_THE_NEWS or answer.personal:
            return
        kept = replace(answer, hits=(), steps=())
        self._turns[speaker] = Turn(kept, message_id, self._clock(), before)
        self._turns.move_to_end(speaker)
        if len(self._turns) > MOST_REMEMBERED:
            self._turns.popitem(last=False)
        with contextlib.suppress(RuntimeError):  # without a loop the next call forgets it
            asyncio.get_running_loop().call_later(REMEMBERED_S, self._forget_old)

    def forget(self, chat_id: int, user_id: int | None) -> None:
        """Forgets what a person asked in a chat."""
        for speaker in [s for s in self._turns if (s.chat_id, s.user_id) == (chat_id, user_id)]:
            del self._turns[speaker]

    def forget_everywhere(self, user_id: int) -> None:
        """Forgets what a person asked in any chat."""
        for speaker in [s for s in self._turns if s.user_id == user_id]:
            del self._turns[speaker]

    def moved(self, old: int, new: int) -> None:
        """Gives what was asked in a chat to its new id; messages are numbered anew there."""
        former, self._turns = self._turns, OrderedDict()
        for speaker, turn in former.items():  # the oldest first, as `_forget_old` needs them
            moves = speaker.chat_id == old
            key = replace(speaker, chat_id=new) if moves else speaker
            self._turns.pop(key, None)
            self._turns[key] = replace(turn, message_id=None) if moves else turn

    def _forget_old(self) -> None:
        oldest = self._clock() - REMEMBERED_S
        while self._turns:
            speaker, turn = next(iter(self._turns.items()))
            if turn.at > oldest:
                break
            del self._turns[speaker]


def speaker_of(message: Message | None, chat_id: int, user_id: int | None) -> Speaker | None:
    """Returns who wrote a message or pressed a button under it; None for who cannot be told.

    Anonymous admins and channels share one user id.
    """
    if user_id is None:
        return None
    if message is None:
        return Speaker(chat_id, None, user_id)
    by_user = message.from_user is not None and message.from_user.id == user_id
    if by_user and message.sender_chat is not None:
        return None
    topic = message.message_thread_id if message.is_topic_message else None
    return Speaker(chat_id, topic, user_id)
