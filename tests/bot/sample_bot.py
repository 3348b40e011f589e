"""The real bot with the sample news, and the sandbox's page for it: what `hoidap start` shows."""

from __future__ import annotations

import contextlib
from collections.abc import AsyncIterator
from importlib.resources import as_file, files
from pathlib import Path

from bot.clock import Clock
from bot.demo import running_sandbox
from index import Assistant
from index.ingest.load import load
from index.ingest.read import read_path
from index.settings import Settings


def make_sample_home(home: Path) -> None:
    """Fills a folder with the archive of the sample news and its index."""
    assistant = Assistant.open(Settings(home=home))
    try:
        with as_file(files("data") / "sample" / "news.jsonl") as sample:
            load(assistant.archive, read_path(sample))
        assistant.catch_up()
    finally:
        assistant.close()


@contextlib.asynccontextmanager
async def sample_bot(home: Path, clock: Clock | None = None) -> AsyncIterator[str]:
    """Runs bot and page on a home that `make_sample_home` has filled; gives the address."""
    assistant = Assistant.open(Settings(home=home, sandbox_port=0))
    try:
        async with running_sandbox(assistant.settings, assistant, clock=clock) as url:
            yield url
    finally:
        assistant.close()
