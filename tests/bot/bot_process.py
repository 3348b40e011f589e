"""The bot as a process of its own, which a test can kill: see `test_broadcast_kill`.

    python -m tests.bot.bot_process HOME API_URL CLOCK_START CLOCK_RATE

The token is in TELEGRAM_BOT_TOKEN. Prints a line when it is ready; logs go to stderr.
"""

from __future__ import annotations

import asyncio
import logging
import os
import sys
from pathlib import Path

from bot.context import App
from bot.lifetime import until_stopped
from bot.run import running_bot
from bot.sandbox import DEFAULT_PEOPLE, ids_of
from index import Archive
from index.model import Role
from index.settings import Secret, Settings
from tests.bot.fakes import FakeAssistant
from tests.bot.fast_clock import FastClock


def main(home: str, api_url: str, start: str, rate: str) -> None:
    """Runs the bot until it is ended, one way or the other."""
    logging.basicConfig(stream=sys.stderr, level=logging.WARNING)
    settings = Settings(
        home=Path(home),
        token=Secret(os.environ["TELEGRAM_BOT_TOKEN"]),
        api_url=api_url,
        admin_ids=ids_of(DEFAULT_PEOPLE, Role.ADMIN),
    )
    archive = Archive.open(Path(home))
    # What was written outlives a killed process; only a power cut needs the disk to be waited for.
    archive._db.execute("PRAGMA synchronous = OFF")
    clock = FastClock(float(start), float(rate))
    try:
        bot = running_bot(settings, FakeAssistant(archive), clock=clock)
        asyncio.run(until_stopped(bot, ready=_tell))
    finally:
        archive.close()


def _tell(app: App) -> None:
    sys.stdout.write("ready\n")
    sys.stdout.flush()


if __name__ == "__main__":
    main(*sys.argv[1:])
