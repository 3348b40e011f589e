"""Where blocking calls of the assistant run, so that the event loop stays free.

One thread for everything (one at a time may be inside the assistant), and two more for a
reindex and a backup, which may run beside it.
"""

from __future__ import annotations

import asyncio
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from functools import partial
from typing import TypeVar

from bot.ports import AssistantPort

T = TypeVar("T")


class Worker:
    """Runs calls of the assistant in threads of its own. Does not own the assistant."""

    def __init__(self, assistant: AssistantPort) -> None:
        self._assistant = assistant
        self._calls = ThreadPoolExecutor(1, thread_name_prefix="assistant")
        self._beside = ThreadPoolExecutor(2, thread_name_prefix="beside")

    async def run(self, call: Callable[[AssistantPort], T]) -> T:
        """Runs a call in the assistant's thread, after those asked for before it."""
        loop = asyncio.get_running_loop()
        return await loop.run_in_executor(self._calls, partial(call, self._assistant))

    async def run_beside(self, call: Callable[[AssistantPort], T]) -> T:
        """Runs a reindex or a backup beside the other calls."""
        loop = asyncio.get_running_loop()
        return await loop.run_in_executor(self._beside, partial(call, self._assistant))

    async def close(self) -> None:
        """Waits for what is running and ends the threads; what has not begun is dropped."""
        for executor in (self._calls, self._beside):
            await asyncio.to_thread(executor.shutdown, wait=True, cancel_futures=True)
