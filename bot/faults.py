"""What happens when something goes wrong: an apology, and one line for the log."""

from __future__ import annotations

import contextlib
import logging
import secrets
import traceback
from pathlib import Path
from typing import Final

from telegram import Update
from telegram.error import TelegramError

from bot.context import Context, phone_language, topic_of
from bot.logs import KNOWN_FAULTS
from bot.reply import Reply
from bot.sending import send
from index.errors import ArchiveBusyError, HoidapError

FRAMES_LOGGED: Final = 4
DETAIL_CHARS: Final = 300

log = logging.getLogger(__name__)


async def on_error(update: object, context: Context) -> None:
    """Logs a fault in one line, without anybody's words, and apologizes to the person.

    A fault of the network is only logged: an apology would not arrive either.
    """
    error = context.error
    if error is None:
        return
    if isinstance(error, TelegramError):
        log.warning("Telegram: %s: %s", type(error).__name__, error.message[:DETAIL_CHARS])
    if isinstance(error, KNOWN_FAULTS) and not _is_our_mistake(error):
        return
    code = reference()
    if not isinstance(error, TelegramError):
        detail = str(error) if isinstance(error, HoidapError) else where(error)
        log.error("fault [%s] %s: %s", code, type(error).__name__, detail[:DETAIL_CHARS])
    if isinstance(update, Update):
        await _apologize(update, context, code, busy=isinstance(error, ArchiveBusyError))


def log_polling_fault(error: TelegramError) -> None:
    """Logs a fault of the long poll, which is repeated by itself, in one line."""
    log.warning("polling: %s: %s", type(error).__name__, error.message[:DETAIL_CHARS])


def reference() -> str:
    """Returns a short code that ties an apology to its line in the log."""
    return secrets.token_hex(3)


def where(error: BaseException) -> str:
    """Says where an exception was raised; its message may hold somebody's words."""
    frames = traceback.extract_tb(error.__traceback__)[-FRAMES_LOGGED:]
    return " < ".join(
        f"{'/'.join(Path(frame.filename).parts[-2:])}:{frame.lineno} {frame.name}"
        for frame in reversed(frames)
    )


def _is_our_mistake(error: BaseException) -> bool:
    """A BadRequest counts as a NetworkError in PTB, but means that we sent something wrong."""
    return type(error).__name__ == "BadRequest"


async def _apologize(update: Update, context: Context, code: str, *, busy: bool) -> None:
    chat, user, query = update.effective_chat, update.effective_user, update.callback_query
    # The chat's own choice is in the archive, which may be what failed.
    words = context.services.wordings[phone_language(user.language_code if user else None)]
    with contextlib.suppress(TelegramError):
        if query is not None:
            await query.answer(words.plain("alert.failed"))
        elif chat is not None:
            text = words.html("error.busy") if busy else words.html("error.apology", code=code)
            await send(context, chat.id, Reply(text), thread_id=topic_of(update))
