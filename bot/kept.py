"""Keeping a question or search for its buttons, without risking the reply for it.

And what the buttons of those who manage the archive are about: an address, an offer.
"""

from __future__ import annotations

import json
import logging
from datetime import date
from typing import Any

from bot.callbacks import NO_QUERY
from bot.ports import AssistantPort
from index import hide_personal
from index.errors import ArchiveError
from index.model import Answer

log = logging.getLogger(__name__)


def kept_query(assistant: AssistantPort, kind: str, text: str) -> str:
    """Returns the id under which a query is kept, or `NO_QUERY` where it is not kept.

    One with a number of somebody's papers never is, masked or not. A busy or full archive
    must not cost anybody the answer: its buttons then say, when pressed, that the search is
    not known any more.
    """
    if hide_personal(text).masked:
        return NO_QUERY
    try:
        return assistant.archive.chats.save_query(kind, text)
    except ArchiveError as error:
        log.warning("a query was not kept for its buttons: %s", error)
        return NO_QUERY


def note_unanswered(assistant: AssistantPort, answer: Answer, today: date) -> None:
    """Notes what found no answer, without who asked; never a text with a masked number.

    A busy or full archive must not cost anybody the reply.
    """
    if hide_personal(answer.question).masked:
        return
    try:
        assistant.archive.asked.note_unanswered(
            answer.question, answer.language, answer.status.value, today
        )
    except ArchiveError as error:
        log.warning("an unanswered question was not noted: %s", error)


def keep(assistant: AssistantPort, kind: str, value: object) -> str:
    """Keeps a value, as JSON has it, for 30 days; returns its id, the same for the same value.

    Raises ArchiveError: it cannot be kept.
    """
    text = json.dumps(value, ensure_ascii=False, sort_keys=True)
    return assistant.archive.chats.save_query(kind, text)


def kept(assistant: AssistantPort, kind: str, kept_id: str) -> Any | None:
    """Returns a value that was kept as of this kind; None when it was not, or is forgotten."""
    found = assistant.archive.chats.saved_query(kept_id)
    return json.loads(found[1]) if found is not None and found[0] == kind else None
