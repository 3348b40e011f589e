"""Jobs: they run with the bot, in the time zone of the settings, and end when it stops."""

from __future__ import annotations

import asyncio
from datetime import UTC, datetime, timedelta

from bot import jobs
from bot.context import App, Context
from index import Archive
from index.archive.asked import KEPT
from index.model import Language
from tests.bot.conftest import StartBot


async def test_every_job_waits_for_its_time_in_the_zone_of_the_settings(polling_bot: App) -> None:
    assert polling_bot.job_queue is not None
    waiting = {job.name: job.next_t for job in polling_bot.job_queue.jobs()}
    assert {jobs.FORGET_OLD, jobs.CRAWL} <= set(waiting)
    zone = polling_bot.bot_data.services.settings.time_zone
    assert {str(at.tzinfo) for at in waiting.values() if at is not None} == {zone.key}


async def test_what_is_older_than_its_time_is_deleted(polling_bot: App, archive: Archive) -> None:
    long_ago = datetime.now(UTC).date() - KEPT - timedelta(days=2)
    archive.asked.note_unanswered("câu hỏi cũ", Language.VIETNAMESE, "not_found", long_ago)
    assert len(archive.asked.unanswered(9)[1]) == 1
    await jobs.forget_old(Context(polling_bot))
    assert archive.asked.unanswered(9) == (0, [])


async def test_a_job_that_runs_when_the_bot_stops_is_ended(start: StartBot) -> None:
    began, ended = asyncio.Event(), asyncio.Event()

    async def endless(context: Context) -> None:
        began.set()
        try:
            await asyncio.Event().wait()
        finally:
            ended.set()

    async with asyncio.timeout(10):
        async with start() as app:
            jobs.every(app, "endless", endless, 60, first_s=0.05)
            await began.wait()
    assert ended.is_set()
