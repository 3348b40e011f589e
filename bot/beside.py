"""Runs commands of this program beside the bot, each in a process of its own.

The pages and documents of strangers are read, and words segmented, outside of the bot: a crash
there costs no answer, no question waits for it, and no secret is near. What the process
stores, the bot sees at the next question.
"""

from __future__ import annotations

import asyncio
import contextlib
import json
import os
import sys
from collections.abc import Coroutine
from pathlib import Path
from typing import Any, Final, TypeVar

import bot as bot_package
from bot.context import Services
from index.errors import HoidapError
from index.settings import Settings

_NICENESS: Final = 10
_PATIENCE_S: Final = 15.0
"""How long a command may take to end by itself when the bot is being stopped."""
# Of the environment; the rest, secrets among them, is not handed on.
_HANDED_ON: Final = ("PATH", "HOME", "LANG", "LC_ALL", "TMPDIR", "SSL_CERT_FILE", "SYSTEMROOT")

T = TypeVar("T")


class CommandFailedError(HoidapError):
    """The command ended without a report; its message is what it said last."""


class BotStoppingError(HoidapError):
    """What was being done was given up because the bot is being stopped."""


async def run_command(settings: Settings, *arguments: str) -> dict[str, Any]:
    """Runs `hoidap ARGUMENTS`, which must print one JSON object, and returns that.

    When cancelled, it asks the process to end, and ends it where that takes long.

    Raises CommandFailedError: there is no report.
    """
    try:
        child = await asyncio.create_subprocess_exec(
            sys.executable,
            *("-m", "bot.main", *arguments),
            cwd=settings.home,  # not where a .env may lie
            env=_environment(settings),
            stdin=asyncio.subprocess.DEVNULL,
            stdout=asyncio.subprocess.PIPE,
            stderr=asyncio.subprocess.PIPE,
            start_new_session=True,
        )
    except OSError as fault:  # the machine is out of processes, or of memory
        raise CommandFailedError(f"it cannot be started: {fault.strerror}") from None
    with contextlib.suppress(OSError, AttributeError):  # ended already; no Unix
        os.setpriority(os.PRIO_PROCESS, child.pid, _NICENESS)
    try:
        output, said = await child.communicate()
    except asyncio.CancelledError:
        await _end(child)
        raise
    with contextlib.suppress(ValueError):
        report = json.loads(output)
        if isinstance(report, dict):
            return report
    lines = said.decode("utf-8", "replace").strip().splitlines()
    raise CommandFailedError(lines[-1][:500] if lines else "it said nothing")


async def unless_stopped(services: Services, work: Coroutine[Any, Any, T]) -> T:
    """Returns what `work` returns; cancels it when the bot is being stopped.

    Raises BotStoppingError: it was cancelled for that.
    """
    task = asyncio.ensure_future(work)
    stopping = asyncio.ensure_future(services.stopping.wait())
    try:
        await asyncio.wait({task, stopping}, return_when=asyncio.FIRST_COMPLETED)
        if not task.done():
            task.cancel()
            with contextlib.suppress(asyncio.CancelledError):
                await task
            raise BotStoppingError("the bot is being stopped")
    finally:
        stopping.cancel()
        if not task.done():
            task.cancel()
    return await task


async def _end(child: asyncio.subprocess.Process) -> None:
    if child.returncode is not None:
        return
    child.terminate()
    try:
        await asyncio.wait_for(child.wait(), _PATIENCE_S)
    except TimeoutError:
        child.kill()
        await child.wait()


def _environment(settings: Settings) -> dict[str, str]:
    handed = {name: os.environ[name] for name in _HANDED_ON if name in os.environ}
    own = {
        "HOIDAP_HOME": str(settings.home.resolve()),
        "HOIDAP_ENGINE": settings.engine,
        "TZ_NAME": settings.time_zone.key,
        "FETCH_ALLOW_LOOPBACK": "on" if settings.fetch_allow_loopback else "off",
        "FETCH_DELAY_S": str(settings.fetch_delay),
        "FETCH_CONTACT": settings.fetch_contact or "",
        # Where this program lies, whether it is installed or not.
        "PYTHONPATH": str(Path(bot_package.__file__).resolve().parent.parent),
    }
    return handed | own
