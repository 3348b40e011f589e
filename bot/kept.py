"""Keeping a question or search for its buttons, without risking the reply for it."""

from __future__ import annotations

import logging

from bot.callbacks import NO_QUERY
from bot.ports import AssistantPort
from index import hide_personal
from index.errors import ArchiveError

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
