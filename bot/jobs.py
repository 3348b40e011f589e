"""What is done at its time, without anybody asking.

A job may be ended between two awaits when the bot is stopped, and runs again at the next
start: each keeps how far it is in the archive, and is safe to run twice.
"""

from __future__ import annotations

import asyncio
import contextlib
from collections.abc import Callable, Coroutine
from typing import Any, Final

from bot.context import App, Context
from bot.crawling import CHECK_EVERY_S, crawl_what_is_due
from bot.handlers.handing_on import tell_of_undelivered
from bot.handlers.reindexing import go_on
from bot.news import tell_news
from bot.scratch import sweep

FORGET_OLD: Final = "forget-old"
CRAWL: Final = "crawl"
NEWS: Final = "news"
UNDELIVERED: Final = "undelivered-replies"
GO_ON: Final = "go-on-reindexing"
SWEEP: Final = "sweep"

FORGET_EVERY_S: Final = 86_400.0
UNDELIVERED_EVERY_S: Final = 20.0
NEWS_EVERY_S: Final = 20.0
"""How soon news, and digests that are due, go out; looking costs a millisecond."""
SWEEP_EVERY_S: Final = 3_600.0
SOON_S: Final = 60.0
"""How long after the start the first run is: the bot answers first."""
# A job whose time passed while the machine slept runs once, when it wakes.
_LATE: Final = {"misfire_grace_time": None, "coalesce": True}

Job = Callable[[Context], Coroutine[Any, Any, None]]


def schedule(app: App) -> None:
    """Registers all jobs, top-down."""
    every(app, FORGET_OLD, forget_old, FORGET_EVERY_S)
    every(app, CRAWL, crawl_what_is_due, CHECK_EVERY_S)
    every(app, NEWS, tell_news, NEWS_EVERY_S)
    every(app, UNDELIVERED, tell_of_undelivered, UNDELIVERED_EVERY_S)
    every(app, SWEEP, sweep_scratch, SWEEP_EVERY_S)
    once(app, GO_ON, go_on)


def every(app: App, name: str, job: Job, seconds: float, first_s: float = SOON_S) -> None:
    """Registers a job that runs again and again, one run at a time.

    What is due at an hour of the day looks for itself whether it is, in the time zone of the
    settings: then it is done late, too, when the bot was off at that hour.
    """
    if app.job_queue is not None:
        app.job_queue.run_repeating(
            _until_stopped(job), seconds, first=first_s, name=name, job_kwargs=_LATE
        )


def once(app: App, name: str, job: Job) -> None:
    """Registers a job that runs once, soon after the start."""
    if app.job_queue is not None:
        app.job_queue.run_once(_until_stopped(job), SOON_S, name=name, job_kwargs=_LATE)


async def sweep_scratch(context: Context) -> None:
    """Deletes what a killed bot has left of documents and backups on their way."""
    await asyncio.to_thread(sweep, context.services.settings.home)


async def forget_old(context: Context) -> None:
    """Deletes what has been kept for as long as it may be."""
    await context.services.worker.run(lambda a: a.archive.forget_old(context.services.clock.now()))


def _until_stopped(job: Job) -> Job:
    """Returns the job so that it is cancelled when the bot is being stopped."""

    async def run(context: Context) -> None:
        work = asyncio.ensure_future(job(context))
        stopping = asyncio.ensure_future(context.services.stopping.wait())
        try:
            await asyncio.wait({work, stopping}, return_when=asyncio.FIRST_COMPLETED)
        finally:
            stopping.cancel()
            if not work.done():
                work.cancel()
        with contextlib.suppress(asyncio.CancelledError):
            await work

    return run
