"""Sends what stands in the outbox: announcements, digests, notices, replies of officers.

That a message is being sent is recorded before it is. A message of which nobody knows whether
it arrived is never sent again: it is listed for the admins.
"""

from __future__ import annotations

import asyncio
import logging
from collections.abc import Sequence
from dataclasses import replace
from datetime import timedelta
from typing import Any, Final

from bot.attempts import FIRST_PAUSE_S, LONGEST_PAUSE_S, Attempts, Record
from bot.context import App, Context
from bot.faults import reference, where
from bot.news import news_in, written_out
from bot.payloads import payload_of
from bot.reply import Reply
from index.errors import ArchiveError
from index.service import Message, MessageKind, Outgoing

IN_FLIGHT: Final = 10
"""Messages claimed at once: as many may be unsure after a kill. Enough for 20 a second."""
LOOK_EVERY_S: Final = 1.0
"""How often is looked for what other processes put into the outbox, and for what is due."""
UNWANTED: Final = "nobody here follows it, or may read it, any more"
PATIENCE_S: Final = 10.0
"""How long messages in flight may take when the bot is being stopped."""

log = logging.getLogger(__name__)


async def enqueue(
    context: Context,
    batch: str,
    kind: MessageKind,
    replies: Sequence[tuple[int, int | None, Reply]],
) -> int:
    """Puts replies, with chat and topic, into the outbox to be sent now; returns how many are new.

    Raises LimitError: too many wait. What must be one step with other writes uses
    `archive.together` and `archive.outbox.enqueue` itself, and sets `services.outbox_filled`.
    """
    services = context.services
    messages = [Outgoing(chat, payload_of(reply), thread) for chat, thread, reply in replies]
    now = services.clock.now()
    new = await services.worker.run(lambda a: a.archive.outbox.enqueue(batch, kind, messages, now))
    services.outbox_filled.set()
    return new


class Sender:
    """Sends the outbox while the bot runs; one process of all does."""

    def __init__(self, app: App) -> None:
        self._services = app.bot_data.services
        self._clock = self._services.clock
        self._attempts = Attempts(app.bot, self._services.pace, self._clock)
        self._task: asyncio.Task[None] | None = None

    def start(self) -> None:
        """Begins; first, what was in flight when the program ended becomes unsure."""
        self._task = asyncio.create_task(self._run())

    async def stop(self) -> None:
        """Ends after the messages in flight. `services.stopping` must be set before."""
        if self._task is None:
            return
        await asyncio.wait({self._task}, timeout=PATIENCE_S)
        self._task.cancel()
        await asyncio.gather(self._task, return_exceptions=True)

    async def _run(self) -> None:
        await self._record(lambda a: a.archive.outbox.recover(self._clock.now()))
        while not self._services.stopping.is_set():
            try:
                await self._round()
            except ArchiveError as error:
                log.warning("the outbox cannot be read: %s", error)
                self._attempts.slow_down()
            except Exception as error:  # noqa: BLE001 - the boundary: other messages go on
                kind = type(error).__name__
                log.error("outbox fault [%s] %s: %s", reference(), kind, where(error))
                self._attempts.slow_down()
            if self._attempts.pause_s:
                await self._wait(self._clock.sleep(self._attempts.pause_s))

    async def _round(self) -> None:
        """Sends what is due, a handful at once; waits a moment where nothing is."""
        worker, filled = self._services.worker, self._services.outbox_filled
        filled.clear()
        due, now = await worker.run(lambda a: a.archive.outbox.next_due()), self._clock.now()
        if due is None or (due - now).total_seconds() > LONGEST_PAUSE_S:
            await self._wait(filled.wait(), at_most_s=LOOK_EVERY_S)
        elif due > now:
            await self._wait(self._clock.sleep(min(LOOK_EVERY_S, (due - now).total_seconds())))
        else:
            most = 1 if self._attempts.pause_s else IN_FLIGHT
            claimed = await worker.run(lambda a: a.archive.outbox.claim_next(most, now))
            await asyncio.gather(*(self._deliver(message) for message in claimed))

    async def _deliver(self, message: Message) -> None:
        news = news_in(message)
        if news is None:
            await self._record(await self._attempts.attempt(message))
            return
        now = self._clock.now()
        try:
            reply = await self._services.worker.run(
                lambda a: written_out(a, news, message, self._services)
            )
        except ArchiveError as error:
            log.warning("news cannot be written out yet: %s", error)
            due = now + timedelta(seconds=FIRST_PAUSE_S)
            await self._record(lambda a: a.archive.outbox.put_back(message.id, due))
            return
        if reply is None:
            await self._record(lambda a: a.archive.outbox.drop(message.id, UNWANTED, now))
            return
        written = replace(message, payload=payload_of(reply))
        await self._record(await self._attempts.attempt(written))

    async def _record(self, record: Record) -> None:
        """Records how a message ended, trying again while the archive is busy or full."""
        pause = FIRST_PAUSE_S
        while True:
            try:
                await self._services.worker.run(record)
                return
            except ArchiveError as error:
                log.warning("what was sent cannot be recorded yet: %s", error)
            await self._clock.sleep(pause)
            pause = min(2 * pause, LONGEST_PAUSE_S)

    async def _wait(self, what: Any, *, at_most_s: float | None = None) -> None:
        """Waits for something, but no longer than the bot runs."""
        waiting = [asyncio.ensure_future(what)]
        waiting.append(asyncio.ensure_future(self._services.stopping.wait()))
        await asyncio.wait(waiting, timeout=at_most_s, return_when=asyncio.FIRST_COMPLETED)
        for one in waiting:
            one.cancel()
