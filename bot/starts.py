"""Deep links into the private chat: `t.me/<bot>?start=<parameter>` with a question in it.

Telegram allows 64 characters of A-Z, a-z, 0-9, - and _. A question that fits stands in the link
itself, so that nothing is kept of what people only begin to type and the link never expires;
a longer one is kept like the questions behind buttons, for 30 days.
"""

from __future__ import annotations

import binascii
import re
from base64 import urlsafe_b64decode, urlsafe_b64encode
from typing import Final

from bot.callbacks import ASK, EXACT, NO_QUERY
from bot.kept import kept_query
from bot.markup import clean, one_line
from bot.ports import AssistantPort
from index import hide_personal

NOTHING_ASKED: Final = "inline"
"""Opens the chat with the greeting."""
LONGEST: Final = 64
_WRITTEN: Final = re.compile(r"q-([A-Za-z0-9_-]{2,62})", re.ASCII)
_KEPT: Final = re.compile(r"k-([A-Za-z0-9_-]{12})", re.ASCII)


def start_parameter(assistant: AssistantPort, question: str) -> str:
    """Returns the parameter of a link that asks a question; that of the greeting without one.

    A question with a number of somebody's papers is put into no link. Runs in the assistant's
    thread.
    """
    if not question or hide_personal(question).masked:
        return NOTHING_ASKED
    written = written_parameter(question)
    if written is not None:
        return written
    kept_id = kept_query(assistant, ASK, question)
    return NOTHING_ASKED if kept_id == NO_QUERY else f"k-{kept_id}"


def written_parameter(question: str) -> str | None:
    """Returns the parameter that holds a question itself; None for one too long.

    >>> written_parameter("Bí thư?")
    'q-QsOtIHRoxrA_'
    >>> written_parameter("x" * 47) is None
    True
    """
    encoded = urlsafe_b64encode(question.encode("utf-8", "replace")).decode().rstrip("=")
    parameter = f"q-{encoded}"
    return parameter if len(parameter) <= LONGEST else None


def question_of(assistant: AssistantPort, parameter: str) -> str | None:
    """Returns the question of a link; None for another link, a forged or an expired one.

    Runs in the assistant's thread. Raises ArchiveError.
    """
    if written := _WRITTEN.fullmatch(parameter):
        return _decoded(written[1])
    if kept := _KEPT.fullmatch(parameter):
        found = assistant.archive.chats.saved_query(kept[1])
        return found[1] if found is not None and found[0] in (ASK, EXACT) else None
    return None


def _decoded(encoded: str) -> str | None:
    padded = encoded + "=" * (-len(encoded) % 4)
    try:
        question = one_line(clean(urlsafe_b64decode(padded).decode()))
    except (binascii.Error, UnicodeDecodeError):
        return None
    return question or None
