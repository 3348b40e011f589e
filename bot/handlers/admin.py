"""What staff and admins may do: figures, and bringing the index up to date."""

from __future__ import annotations

import asyncio
import logging
from collections.abc import Awaitable, Callable
from typing import Any, Final

from telegram import Update
from telegram.ext import BaseHandler

from bot.commands import on_command
from bot.context import Context, Place, place_of, wording_in
from bot.errors import ReindexStoppedError
from bot.faults import reference, where
from bot.render_texts import figures
from bot.reply import Reply
from bot.rights import ADMINS, STAFF, allowed
from bot.sending import edit, reply_in, send
from bot.wording import Wording
from bot.wording_keys import CountKey
from index.errors import ArchiveBusyError, HoidapError
from index.model import ReindexReport

PROGRESS_EVERY_S: Final = 1.2
"""Telegram takes about one edit a second in a chat."""

log = logging.getLogger(__name__)


def handlers() -> list[BaseHandler[Any, Context, Any]]:
    """Returns the handlers of these commands."""
    return [
        on_command(on_stats, "thongke", "stats"),
        on_command(on_reindex, "reindex"),
    ]


async def on_stats(update: Update, context: Context) -> None:
    """Shows the figures of the archive to staff and admins."""
    place = await place_of(update, context)
    if place is None or not await allowed(place, context, STAFF):
        return
    words = await wording_in(place, context)
    stats = await context.services.worker.run(lambda a: a.stats())
    await reply_in(place, context, figures(stats, words, context.services.settings.time_zone))


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
    full = bool(arguments)
    context.application.create_task(_reindex(place, context, words, full=full), update=update)


async def _reindex(place: Place, context: Context, words: Wording, *, full: bool) -> None:
    """Runs a reindex and shows how far it is, by editing one message."""
    try:
        first = Reply(words.html("reindex.started_full" if full else "reindex.started"))
        chat_id, message_id = await reply_in(place, context, first)
        final = await _run(place, context, words, message_id, full=full)
        if not await edit(context, chat_id, message_id, Reply(final)):
            await send(context, chat_id, Reply(final))
    finally:
        context.services.reindexing.release()


async def _run(
    place: Place, context: Context, words: Wording, message_id: int, *, full: bool
) -> str:
    """Returns the text to end with."""
    progress = Progress(context.services.stopping)
    actor = f"telegram:{place.user_id}"
    work = asyncio.ensure_future(
        context.services.worker.run_beside(
            lambda a: a.reindex(full=full, actor=actor, progress=progress)
        )
    )

    async def show(text: str) -> None:
        await edit(context, place.chat.id, message_id, Reply(text))

    try:
        await _show_progress(work, progress, show, words)
        report = await work
    except ReindexStoppedError:
        return words.html("reindex.stopped")
    except ArchiveBusyError:
        return words.html("reindex.busy")
    except Exception as error:  # noqa: BLE001 - the boundary: an admin is told that it failed
        code = reference()
        detail = str(error) if isinstance(error, HoidapError) else where(error)
        log.error("reindex failed [%s]: %s: %s", code, type(error).__name__, detail)
        return words.html("reindex.failed", code=code)
    log.info("%s reindexed (%s)", actor, "full" if full else "catch up")
    context.services.examples.forget()
    key: CountKey = "reindex.done_full" if report.full else "reindex.done"
    return words.count(key, report.articles, seconds=words.number(report.took_s, 1))


async def _show_progress(
    work: asyncio.Future[ReindexReport],
    progress: Progress,
    show: Callable[[str], Awaitable[object]],
    words: Wording,
) -> None:
    shown = (0, 0)
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
        await show(text)


class Progress:
    """How far a reindex is: told by its thread, read by the event loop.

    Raises ReindexStoppedError into the reindex when the bot is being stopped; the old
    index stays in use.
    """

    def __init__(self, stopping: asyncio.Event) -> None:
        self.state = (0, 0)
        self._stopping = stopping

    def __call__(self, done: int, total: int) -> None:
        """Notes the articles done and in all."""
        self.state = (done, total)
        if self._stopping.is_set():
            raise ReindexStoppedError("the bot is being stopped")
