"""Announcements as the admin who sends them sees them."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from enum import IntEnum
from typing import Final

from bot.callbacks import Press
from bot.reply import PressButton, Reply
from bot.wording import Wording
from bot.wording_keys import TextKey
from index.service import Message, MessageState

CAST: Final = "cast"
"""Asks before a draft is sent to those that the offset stands for."""
CAST_GO: Final = "castgo"
"""Sends the draft; the offset is the audience's thousand and a number of this sending."""
CAST_LOOK: Final = "castlook"
"""Shows how far a sending is."""
CAST_STOP: Final = "caststop"
"""Sends no more of it."""
CAST_ASK: Final = "castask"
"""Leaves the question what is to be announced."""
CAST_DROP: Final = "castdrop"
"""Forgets about sending it."""

SENDINGS: Final = 1_000
"""Numbers of sendings of one draft, so that it may be sent again another day."""
_CHATS_SHOWN: Final = 20


class To(IntEnum):
    """To whom an announcement goes."""

    PRIVATE = 1
    GROUP = 2
    ALL = 3


_BUTTONS: Final[dict[To, TextKey]] = {
    To.PRIVATE: "broadcast.button.private",
    To.GROUP: "broadcast.button.group",
    To.ALL: "broadcast.button.all",
}
_WHO: Final[dict[To, TextKey]] = {
    To.PRIVATE: "broadcast.who.private",
    To.GROUP: "broadcast.who.group",
    To.ALL: "broadcast.who.all",
}


def batch_of(draft_id: str, sending: int) -> str:
    """Returns the outbox's name of one sending of a draft."""
    return f"broadcast:{draft_id}:{sending}"


def choice(draft_id: str, numbers: Mapping[To, int], words: Wording) -> Reply:
    """Asks to whom the announcement shown above is to be sent."""
    rows = tuple(
        (PressButton(words.plain(_BUTTONS[to], n=words.number(n)), Press(CAST, draft_id, to)),)
        for to, n in numbers.items()
        if n
    )
    if not rows:
        return Reply(words.html("broadcast.nobody"))
    return Reply(words.html("broadcast.preview"), (*rows, (_drop(draft_id, words),)))


def sure(draft_id: str, to: To, number: int, sending: int, words: Wording) -> Reply:
    """Asks once more, with the number of chats."""
    text = words.html("broadcast.sure", n=words.number(number), who=words.plain(_WHO[to]))
    send = Press(CAST_GO, draft_id, to * SENDINGS + sending % SENDINGS)
    row = (PressButton(words.plain("broadcast.button.send"), send), _drop(draft_id, words))
    return Reply(text, (row,))


def progress(
    draft_id: str,
    sending: int,
    states: Mapping[MessageState, int],
    unsure: Sequence[Message],
    words: Wording,
) -> Reply:
    """Shows how far a sending is; with buttons as long as messages wait."""
    waiting = states[MessageState.WAITING] + states[MessageState.SENDING]
    key: TextKey = "broadcast.progress" if waiting else "broadcast.done"
    if states[MessageState.CANCELLED]:
        key = "broadcast.cancelled"
    text = words.html(
        key,
        sent=words.number(states[MessageState.SENT]),
        total=words.number(sum(states.values())),
        failed=words.number(states[MessageState.FAILED]),
        waiting=words.number(waiting),
        cancelled=words.number(states[MessageState.CANCELLED]),
    )
    lines = [text, *([unsure_line(unsure, words)] if unsure else [])]
    if not waiting:
        return Reply("\n\n".join(lines))
    look = PressButton(words.plain("broadcast.button.refresh"), Press(CAST_LOOK, draft_id, sending))
    stop = PressButton(words.plain("broadcast.button.stop"), Press(CAST_STOP, draft_id, sending))
    return Reply("\n\n".join(lines), ((look, stop),))


def unsure_line(messages: Sequence[Message], words: Wording) -> str:
    """Names the chats of which nobody knows whether the message arrived."""
    chats = ", ".join(str(message.chat_id) for message in messages[:_CHATS_SHOWN])
    more = ", …" if len(messages) > _CHATS_SHOWN else ""
    return words.html("broadcast.unsure", n=words.number(len(messages)), chats=chats + more)


def _drop(draft_id: str, words: Wording) -> PressButton:
    return PressButton(words.plain("broadcast.button.cancel"), Press(CAST_DROP, draft_id))
