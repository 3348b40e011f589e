"""A headless Chromium and the DevTools protocol: what `tests.bot.browser` is built on."""

from __future__ import annotations

import asyncio
import contextlib
import json
import os
import shutil
import subprocess
import tempfile
import time
from collections.abc import Callable
from pathlib import Path
from typing import Any

from tornado.websocket import WebSocketClientConnection, websocket_connect

NAMES = ("chromium", "chromium-browser", "google-chrome", "chrome")
START_S = 30.0
CALL_S = 30.0

# A whole screenshot comes as one message.
MOST_MESSAGE_BYTES = 2**27

_OPTIONS = (
    "--headless=new",
    # Containers run as root; only our own pages are opened.
    "--no-sandbox",
    "--disable-gpu",
    "--disable-dev-shm-usage",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-extensions",
    "--no-first-run",
    "--hide-scrollbars",
    "--force-color-profile=srgb",
    "--remote-debugging-port=0",
    # A mouse that can hover, which a machine without a screen has not.
    "--blink-settings=primaryHoverType=2,availableHoverTypes=2,"
    "primaryPointerType=4,availablePointerTypes=4",
)

Handler = Callable[[dict[str, Any]], None]


def find_chromium() -> str | None:
    """Where Chromium is: the variable CHROMIUM, else the first of `NAMES` on the path."""
    return os.environ.get("CHROMIUM") or next(filter(None, map(shutil.which, NAMES)), None)


class Chromium:
    """A running Chromium with a profile of its own; `address` is its DevTools socket."""

    def __init__(self, program: str) -> None:
        self._folder = tempfile.TemporaryDirectory(prefix="chromium-", ignore_cleanup_errors=True)
        self._process = subprocess.Popen(
            [program, *_OPTIONS, f"--user-data-dir={self._folder.name}", "about:blank"],
            stdin=subprocess.DEVNULL,
            stdout=subprocess.DEVNULL,
            stderr=subprocess.DEVNULL,
            start_new_session=True,
        )
        self.address = self._told_address(Path(self._folder.name) / "DevToolsActivePort")

    def _told_address(self, told: Path) -> str:
        deadline = time.monotonic() + START_S
        while time.monotonic() < deadline and self._process.poll() is None:
            lines = told.read_text().split() if told.exists() else []
            if len(lines) == 2:
                return f"ws://127.0.0.1:{lines[0]}{lines[1]}"
            time.sleep(0.02)
        self.stop()
        raise RuntimeError("Chromium did not start")

    def stop(self) -> None:
        """Ends it and forgets its profile."""
        self._process.terminate()
        with contextlib.suppress(subprocess.TimeoutExpired):
            self._process.wait(10)
        self._process.kill()
        self._process.wait()
        self._folder.cleanup()


class DevTools:
    """One connection to a Chromium: calls, and events of the sessions it opened."""

    def __init__(self, socket: WebSocketClientConnection) -> None:
        self._socket = socket
        self._last = 0
        self._waiting: dict[int, asyncio.Future[dict[str, Any]]] = {}
        self._handlers: dict[tuple[str | None, str], Handler] = {}
        self._reader = asyncio.create_task(self._read())

    @classmethod
    async def connect(cls, chromium: Chromium) -> DevTools:
        """Connects to a running Chromium."""
        return cls(await websocket_connect(chromium.address, max_message_size=MOST_MESSAGE_BYTES))

    async def call(self, method: str, session: str | None = None, **params: Any) -> dict[str, Any]:
        """The result of a command. Raises RuntimeError with what Chromium says, TimeoutError."""
        self._last += 1
        number = self._last
        message: dict[str, Any] = {"id": number, "method": method, "params": params}
        if session is not None:
            message["sessionId"] = session
        answer: asyncio.Future[dict[str, Any]] = asyncio.get_running_loop().create_future()
        self._waiting[number] = answer
        try:
            await self._socket.write_message(json.dumps(message))
            body = await asyncio.wait_for(answer, CALL_S)
        finally:
            del self._waiting[number]
        if "error" in body:
            raise RuntimeError(f"{method}: {body['error']['message']}")
        result: dict[str, Any] = body["result"]
        return result

    def on(self, event: str, handler: Handler, session: str | None = None) -> None:
        """Calls `handler` with the parameters of each such event of the session."""
        self._handlers[session, event] = handler

    async def close(self) -> None:
        """Ends the connection."""
        self._reader.cancel()
        with contextlib.suppress(asyncio.CancelledError):
            await self._reader
        self._socket.close()

    async def _read(self) -> None:
        while (source := await self._socket.read_message()) is not None:
            message = json.loads(source)
            waiter = self._waiting.get(message.get("id", 0))
            if waiter is not None and not waiter.done():
                waiter.set_result(message)
            handler = self._handlers.get((message.get("sessionId"), message.get("method", "")))
            if handler is not None:
                handler(message["params"])
        for waiter in self._waiting.values():
            if not waiter.done():
                waiter.set_exception(ConnectionError("Chromium is gone"))
