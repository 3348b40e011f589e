"""Keeps secrets and users' words out of the logs.

The Bot API has the token in its addresses, httpx logs addresses, and exceptions carry
both. A log record is therefore cleaned when it is made, whatever logger it goes to.
"""

from __future__ import annotations

import logging
import re
from collections.abc import Callable, Mapping
from typing import Final
from urllib.parse import quote

from telegram.error import Conflict, Forbidden, InvalidToken, NetworkError, RetryAfter

KNOWN_FAULTS: Final = (NetworkError, Conflict, RetryAfter, Forbidden, InvalidToken)
"""Faults that Telegram is known for (TimedOut is a NetworkError): one line, no traceback."""
MASK: Final = "<token>"
QUIET_LOGGERS: Final = ("httpx", "httpcore", "telegram", "apscheduler", "tornado", "asyncio")
_TOKEN: Final = re.compile(r"(?<!\d)\d{5,}(?::|%3A)[A-Za-z0-9_-]{20,}", re.IGNORECASE)
_FORMATTER: Final = logging.Formatter()


class LogGuard:
    """Makes clean log records: no token, no received data, no traceback of known faults."""

    def __init__(self, factory: Callable[..., logging.LogRecord]) -> None:
        self._factory = factory
        self._secrets: set[str] = set()

    def hide(self, secret: str) -> None:
        """Adds a secret that must not be written, as it is or percent-encoded."""
        encoded = quote(secret, safe="")
        self._secrets |= {secret, encoded, encoded.replace("%3A", "%3a")}

    def clean(self, text: str) -> str:
        """Returns a text without secrets."""
        for secret in self._secrets:
            text = text.replace(secret, MASK)
        return _TOKEN.sub(MASK, text)

    def __call__(self, *args: object, **kwargs: object) -> logging.LogRecord:
        """Makes a record as `logging` asks for it."""
        record = self._factory(*args, **kwargs)
        if record.name.startswith("telegram"):
            _drop_received_data(record)
        try:
            message = record.getMessage()
        except (TypeError, ValueError, KeyError):
            return record  # arguments that do not fit: logging reports these itself
        if (cleaned := self.clean(message)) != message:
            record.msg, record.args = cleaned, None
        if record.exc_info:
            if isinstance(record.exc_info[1], KNOWN_FAULTS):
                record.msg = f"{record.getMessage()} ({type(record.exc_info[1]).__name__})"
                record.args = None
            else:
                record.exc_text = self.clean(_FORMATTER.formatException(record.exc_info))
            record.exc_info = None
        return record


def guard_logs(*secrets: str) -> None:
    """Guards every log record of this process from now on, and quiets the chatty libraries.

    Called at the start, before the first request. Calling it again adds secrets.
    """
    factory = logging.getLogRecordFactory()
    if not isinstance(factory, LogGuard):
        factory = LogGuard(factory)
        logging.setLogRecordFactory(factory)
    for secret in secrets:
        factory.hide(secret)
    for name in QUIET_LOGGERS:
        logging.getLogger(name).setLevel(logging.WARNING)
    # That a job is due while it still runs is no news.
    logging.getLogger("apscheduler").setLevel(logging.ERROR)


def _drop_received_data(record: logging.LogRecord) -> None:
    """python-telegram-bot logs an update that it cannot read; people's words are in it."""
    args = record.args
    if isinstance(args, Mapping):
        record.args = (f"<{type(args).__name__}>",)
    elif args:
        record.args = tuple(
            arg if isinstance(arg, str | int | float | BaseException) else f"<{type(arg).__name__}>"
            for arg in args
        )
