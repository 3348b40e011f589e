"""Bringing the index up to date, for admins: `/reindex`, `/reindex full`.

One at a time, in all processes. What was asked is in the record of actions, and so is how it
ended: what the bot left unfinished when it ended, it does when it starts again.
"""

from __future__ import annotations

import asyncio
import logging
from typing import Any, Final

from telegram import Update
from telegram.error import TelegramError
from telegram.ext import BaseHandler

from bot.callbacks import Press
from bot.commands import on_command
from bot.context import Context, Services, place_of, wording_in
from bot.errors import ReindexStoppedError
from bot.faults import reference, where
from bot.managing import actor_of, user_of
from bot.ports import AssistantPort
from bot.pressed import Pressed
from bot.reply import PressButton, Reply
from bot.rights import ADMINS, allowed, only
from bot.roles import role_of
from bot.sending import edit, reply_in, send
from bot.wording import Wording
from bot.wording_keys import CountKey, TextKey
from index.errors import ArchiveBusyError, HoidapError
from index.model import Language, ReindexReport, Role
from index.service import Action

PROGRESS_EVERY_S: Final = 1.2
"""Telegram takes about one edit a second in a chat."""
STOP: Final = "ixstop"
"""The button that gives a running reindex up."""
ASKED: Final = "reindex asked"
DONE: Final = "reindex"
"""As the assistant records it."""
CANCELLED: Final = "reindex cancelled"
FAILED: Final = "reindex failed"
FULL: Final = "full"
CATCH_UP: Final = "catch-up"

log = logging.getLogger(__name__)


def handlers() -> list[BaseHandler[Any, Context, Any]]:
    """Returns the handler of the command."""
    return [on_command(on_reindex, "reindex")]


async def on_reindex(update: Update, context: Context) -> None:
    """Starts a reindex for an admin; questions are answered meanwhile."""
    place = await place_of(update, context)
    if place is None or not await allowed(place, context, ADMINS):
        return
    words = await wording_in(place, context)
    arguments = [argument.lower() for argument in context.args or []]
    if arguments not in ([], ["full"]):
        await reply_in(place, context, Reply(words.html("reindex.usage")))
        return
    lock = context.services.reindexing
    if lock.locked():
        await reply_in(place, context, Reply(words.html("reindex.busy")))
        return
    await lock.acquire()  # does not wait, so nobody comes between
    actor, full = actor_of(place), bool(arguments)
    kind = FULL if full else CATCH_UP
    try:
        await context.services.worker.run(lambda a: a.archive.record_action(actor, ASKED, kind))
    except BaseException:
        lock.release()
        raise
    work = _Reindex(context, words, place.chat.id, actor, full=full)
    context.application.create_task(work.run(), update=update)


async def go_on(context: Context) -> None:
    """Does what was asked and left unfinished when the bot ended, if the admin still is one."""
    services = context.services
    asked = await services.worker.run(_unfinished)
    if asked is None or services.reindexing.locked():
        return
    user_id = user_of(asked.actor)
    if await role_of(user_id, services.settings, services.worker) is not Role.ADMIN:
        await services.worker.run(lambda a: a.archive.record_action(asked.actor, CANCELLED))
        return
    chat_id = user_id or 0
    chosen = await services.worker.run(lambda a: a.archive.chats.language(chat_id))
    words = services.wordings[chosen or Language.VIETNAMESE]
    await services.reindexing.acquire()
    log.info("the reindex that %s asked for is gone on with", asked.actor)
    work = _Reindex(context, words, chat_id, asked.actor, full=asked.detail == FULL)
    context.application.create_task(work.run())


def _unfinished(assistant: AssistantPort) -> Action | None:
    """Returns the last reindex that was asked for, None when it came to an end."""
    audit = assistant.archive.audit

    def last(action: str) -> Action | None:
        return next(iter(audit.page(1, action=action)[1]), None)

    asked = last(ASKED)
    ended = [one.id for kind in (DONE, CANCELLED, FAILED) if (one := last(kind))]
    return asked if asked and asked.id > max(ended, default=0) else None


class _Reindex:
    """One reindex, with the message that shows how far it is."""

    def __init__(
        self, context: Context, words: Wording, chat_id: int, actor: str, *, full: bool
    ) -> None:
        """Whoever makes it holds the lock; `run` lets it go."""
        self._context = context
        self._services: Services = context.services
        self._words = words
        self._chat_id = chat_id
        self._message_id: int | None = None
        self._actor = actor
        self._full = full

    async def run(self) -> None:
        """Reindexes, and says how it went."""
        try:
            self._services.reindex_cancelled.clear()
            key: TextKey = "reindex.started_full" if self._full else "reindex.started"
            await self._show(self._words.html(key), is_running=True)
            final = await self._outcome()
            await self._show(final, is_running=False)
        finally:
            self._services.reindexing.release()

    async def _outcome(self) -> str:
        """Returns the text to end with."""
        words, actor, full = self._words, self._actor, self._full
        progress = Progress(self._services)
        work = asyncio.ensure_future(
            self._services.worker.run_beside(
                lambda a: a.reindex(full=full, actor=actor, progress=progress)
            )
        )
        try:
            await self._show_progress(work, progress)
            report = await work
        except ReindexStoppedError:
            stopped = not self._services.reindex_cancelled.is_set()
            return words.html("reindex.stopped" if stopped else "reindex.cancelled")
        except ArchiveBusyError:
            await self._record(FAILED)
            return words.html("reindex.busy")
        except Exception as error:  # noqa: BLE001 - the boundary: an admin is told that it failed
            code = reference()
            detail = str(error) if isinstance(error, HoidapError) else where(error)
            log.error("reindex failed [%s]: %s: %s", code, type(error).__name__, detail)
            await self._record(FAILED)
            return words.html("reindex.failed", code=code)
        log.info("%s reindexed (%s)", actor, FULL if full else CATCH_UP)
        self._services.examples.forget()
        if not report.full and not report.articles:
            return words.html("reindex.nothing")
        key: CountKey = "reindex.done_full" if report.full else "reindex.done"
        return words.count(key, report.articles, seconds=words.number(report.took_s, 1))

    async def _show_progress(self, work: asyncio.Future[ReindexReport], progress: Progress) -> None:
        shown, words = (0, 0), self._words
        while not (await asyncio.wait({work}, timeout=PROGRESS_EVERY_S))[0]:
            if progress.state == shown or not progress.state[1]:
                continue
            shown = done, total = progress.state
            text = words.html(
                "reindex.progress",
                done=words.number(done),
                total=words.number(total),
                percent=min(100, 100 * done // total),
            )
            await self._show(text, is_running=True)

    async def _show(self, text: str, *, is_running: bool) -> None:
        """Shows a text in the one message; a reindex goes on though it cannot be shown."""
        stop = PressButton(self._words.plain("button.stop_reindex"), Press(STOP))
        reply = Reply(text, ((stop,),) if is_running else ())
        try:
            if self._message_id is not None and await edit(
                self._context, self._chat_id, self._message_id, reply
            ):
                return
            _, self._message_id = await send(self._context, self._chat_id, reply)
        except TelegramError as fault:
            log.warning("a reindex could not be shown: %s", type(fault).__name__)

    async def _record(self, action: str) -> None:
        actor = self._actor
        await self._services.worker.run(lambda a: a.archive.record_action(actor, action))


class Progress:
    """How far a reindex is: told by its thread, read by the event loop.

    Raises ReindexStoppedError into the reindex when it is given up, or the bot is being
    stopped; the old index stays in use.
    """

    def __init__(self, services: Services) -> None:
        self.state = (0, 0)
        self._ends = (services.stopping, services.reindex_cancelled)

    def __call__(self, done: int, total: int) -> None:
        """Notes the articles done and in all."""
        self.state = (done, total)
        if any(end.is_set() for end in self._ends):
            raise ReindexStoppedError("it was given up, or the bot is being stopped")


async def _stop(pressed: Pressed, context: Context) -> None:
    """Gives the running reindex up, whoever started it."""
    if not context.services.reindexing.locked():
        await pressed.answer(pressed.words.plain("alert.no_reindex"), alert=True)
        return
    context.services.reindex_cancelled.set()
    actor = actor_of(pressed.place)
    await context.services.worker.run(lambda a: a.archive.record_action(actor, CANCELLED))
    await pressed.answer(pressed.words.plain("alert.reindex_stops"))


PRESSES: Final = only(ADMINS, {STOP: _stop})
