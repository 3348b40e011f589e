"""Updates on their way to the bot: the queue, long polling, and the webhook."""

from __future__ import annotations

import asyncio
import json
from collections import deque
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from itertools import islice
from typing import Final

from tornado.httpclient import AsyncHTTPClient, HTTPError, HTTPRequest

from bot.sandbox.faults import Faults
from bot.sandbox.values import ApiError, JsonObject

SECRET_HEADER: Final = "X-Telegram-Bot-Api-Secret-Token"  # noqa: S105 - a header's name

# The Bot API sends these only to those who name them.
_OFF_BY_DEFAULT: Final = frozenset({"chat_member", "message_reaction", "message_reaction_count"})

# A webhook that fails is tried again after this long, doubled up to the longest.
_FIRST_PAUSE_S: Final = 0.05
_LONGEST_PAUSE_S: Final = 2.0
_DELIVERY_TIMEOUT_S: Final = 20.0


@dataclass(slots=True)
class Webhook:
    """A webhook as set, and what came of the last delivery to it."""

    url: str
    secret: str = ""
    max_connections: int = 40
    last_error: str = ""
    last_error_at: int = 0


class Updates:
    """The queue of updates, and the one poll or webhook that empties it."""

    def __init__(
        self,
        faults: Faults,
        clock: Callable[[], float],
        delivered: Callable[[JsonObject], None],
    ) -> None:
        self.pending: deque[JsonObject] = deque()
        self.webhook: Webhook | None = None
        self.allowed: frozenset[str] | None = None
        self.delivered = 0
        self._tell_delivered = delivered
        self._faults = faults
        self._clock = clock
        self._next_id = 1
        self._poll: asyncio.Future[None] | None = None
        self._changed = asyncio.Event()

    def allow(self, kinds: Sequence[str]) -> None:
        """Which updates are kept from now on; none named means the usual ones."""
        self.allowed = frozenset(kinds) or None

    def add(self, kind: str, payload: JsonObject) -> None:
        """Queues an update, unless the bot did not ask for that kind."""
        wanted = kind not in _OFF_BY_DEFAULT if self.allowed is None else kind in self.allowed
        if not wanted:
            return
        # A copy as it travels: what happens to the message later changes nothing in it.
        update = json.loads(json.dumps({"update_id": self._next_id, kind: payload}))
        self._next_id += 1
        self.pending.extend([update] * (2 if self._faults.take_twice() else 1))
        self.notify()

    @property
    def polling(self) -> bool:
        """Whether a long poll waits for an update right now."""
        return self._poll is not None

    def notify(self) -> None:
        """Wakes the poll and the courier."""
        self._changed.set()
        if self._poll is not None and not self._poll.done():
            self._poll.set_result(None)

    def drop_pending(self) -> None:
        """Forgets the updates that were not delivered."""
        self.pending.clear()

    async def poll(self, offset: int | None, limit: int, timeout: float) -> list[JsonObject]:
        """Answers `getUpdates`: waits up to `timeout` seconds for the first update.

        Updates before `offset` are confirmed and forgotten; a negative one keeps the last
        ones only. Raises ApiError 409 while a webhook is set, and in an earlier poll when a
        later one comes.
        """
        if self.webhook is not None:
            raise ApiError(
                409,
                "Conflict: can't use getUpdates method while webhook is active; "
                "use deleteWebhook to delete the webhook first",
            )
        self._end_earlier_poll()
        self._confirm(offset)
        loop = asyncio.get_running_loop()
        deadline = loop.time() + timeout
        while not self.pending and (remaining := deadline - loop.time()) > 0:
            waiter: asyncio.Future[None] = loop.create_future()
            self._poll = waiter
            try:
                await asyncio.wait_for(waiter, remaining)
            except TimeoutError:
                break
            finally:
                if self._poll is waiter:
                    self._poll = None
        batch = list(islice(self.pending, limit))
        self._count(batch)
        return batch

    def _count(self, batch: list[JsonObject]) -> None:
        self.delivered += len(batch)
        for update in batch:
            self._tell_delivered(update)

    def _end_earlier_poll(self) -> None:
        if self._poll is not None and not self._poll.done():
            self._poll.set_exception(
                ApiError(
                    409,
                    "Conflict: terminated by other getUpdates request; "
                    "make sure that only one bot instance is running",
                )
            )

    def _confirm(self, offset: int | None) -> None:
        if offset is None:
            return
        if offset < 0:
            while len(self.pending) > -offset:
                self.pending.popleft()
        while self.pending and self.pending[0]["update_id"] < offset:
            self.pending.popleft()

    async def carry(self, route: Callable[[str], str | None]) -> None:
        """Delivers to the webhook for as long as it runs, one update after the other.

        `route` says where on this machine the webhook's public address leads, if
        anywhere. An update that is not taken (no 2xx) is tried again, longer and longer
        apart.
        """
        client = AsyncHTTPClient(force_instance=True)
        pause = _FIRST_PAUSE_S
        try:
            while True:
                hook = self.webhook
                if hook is None or not self.pending:
                    self._changed.clear()
                    await self._changed.wait()
                    continue
                update = self.pending[0]
                error = await self._deliver(client, hook, route(hook.url), update)
                if error is None:
                    pause = _FIRST_PAUSE_S
                    self._count([update])
                    if self.pending and self.pending[0] is update:
                        self.pending.popleft()
                else:
                    hook.last_error, hook.last_error_at = error, int(self._clock())
                    await asyncio.sleep(pause)
                    pause = min(2 * pause, _LONGEST_PAUSE_S)
        finally:
            client.close()

    async def _deliver(
        self, client: AsyncHTTPClient, hook: Webhook, address: str | None, update: JsonObject
    ) -> str | None:
        if address is None:
            return "Failed to resolve host: Name or service not known"
        headers = {"Content-Type": "application/json"}
        if hook.secret:
            headers[SECRET_HEADER] = hook.secret
        request = HTTPRequest(
            address,
            method="POST",
            headers=headers,
            body=json.dumps(update),
            follow_redirects=False,
            request_timeout=_DELIVERY_TIMEOUT_S,
        )
        try:
            await client.fetch(request)
        except HTTPError as error:
            return f"Wrong response from the webhook: {error.code} {error.message}"
        except OSError:
            return "Connection refused"
        return None
