"""The requests of the long poll: what Telegram says there that PTB would fall over."""

from __future__ import annotations

import asyncio
import json
import logging
from typing import Any, Final

from telegram import Update
from telegram.request import HTTPXRequest

REFUSED: Final = (401, 404)
"""How the Bot API refuses a token."""
_OK: Final = 200

log = logging.getLogger(__name__)


class PollRequest(HTTPXRequest):
    """Notices when Telegram refuses the token, and takes out updates that PTB cannot read.

    PTB ends its polling at the first, and says so only in a log line. At the second it asks for
    the same updates again without end, so that nobody is answered any more.
    """

    def __init__(self, refused: asyncio.Event) -> None:
        super().__init__(connection_pool_size=1)
        self._refused = refused

    async def do_request(self, *args: Any, **kwargs: Any) -> tuple[int, bytes]:
        """Makes one request; see the base class."""
        status, content = await super().do_request(*args, **kwargs)
        if status in REFUSED:
            self._refused.set()
        return status, readable(content) if status == _OK else content


def readable(content: bytes) -> bytes:
    """Returns the answer to `getUpdates` so that PTB can read every update in it.

    Of one that it cannot read (a server older or newer than PTB leaves out what it asks for)
    the number is left, so that the next poll goes on behind it.
    """
    try:
        answer = json.loads(content)
    except ValueError:
        return content
    updates = answer.get("result") if isinstance(answer, dict) else None
    if not isinstance(updates, list):
        return content
    kept = [update if _can_be_read(update) else _number_of(update) for update in updates]
    if kept == updates:
        return content
    return json.dumps({**answer, "result": [update for update in kept if update]}).encode()


def _can_be_read(update: Any) -> bool:
    try:
        Update.de_json(update, None)
    except Exception as error:  # noqa: BLE001 - the boundary: PTB's classes raise anything
        # Its message may hold somebody's words.
        log.warning("an update cannot be read and is passed over: %s", type(error).__name__)
        return False
    return True


def _number_of(update: Any) -> dict[str, Any] | None:
    number = update.get("update_id") if isinstance(update, dict) else None
    return {"update_id": number} if isinstance(number, int) else None
