"""The HTTP side of the Bot API: `/bot<token>/<method>` and `/file/bot<token>/<path>`."""

from __future__ import annotations

import asyncio
import hmac
import json
import re
from typing import Any, Final

from bot.sandbox.faults import Fault, FaultKind
from bot.sandbox.guard import GuardedHandler
from bot.sandbox.methods import method_named
from bot.sandbox.params import Params
from bot.sandbox.state import Call, State
from bot.sandbox.values import ApiError, JsonObject

_TOKEN: Final = re.compile(r"\d+:[\w-]+")


def check_token(state: State, token: str) -> None:
    """Raises ApiError 404 for what is no token, as Telegram does, 401 for a wrong one."""
    if not _TOKEN.fullmatch(token):
        raise ApiError(404, "Not Found")
    if not hmac.compare_digest(token.encode(), state.token.encode()):
        raise ApiError(401, "Unauthorized")


class ApiHandler(GuardedHandler):
    """Answers the methods of the Bot API, or lets them meet the faults that wait."""

    _running: asyncio.Task[Any] | None = None

    async def get(self, token: str, method: str) -> None:
        """The Bot API takes GET as well."""
        await self.post(token, method)

    async def post(self, token: str, method: str) -> None:
        """One call: the fault that waits for it, or the method's own answer."""
        state: State = self.services["state"]
        params = Params({})
        try:
            check_token(state, token)
            params = Params.of(self.request)
            fault = state.faults.take(method)
            if fault is not None and not fault.after_effect:
                state.calls.append(Call(method, params.values, state.clock(), fault.error))
                self._meet(fault)
                return
            self._running = asyncio.ensure_future(method_named(method)(state, params))
            result = await self._running
        except asyncio.CancelledError:
            return
        except ApiError as error:
            state.calls.append(Call(method, params.values, state.clock(), error))
            self._answer(error.code, error.as_json())
            return
        state.calls.append(Call(method, params.values, state.clock()))
        if fault is not None:
            self._meet(fault)
        else:
            self._answer(200, {"ok": True, "result": result})

    def on_connection_close(self) -> None:
        """A client that drops its long poll takes no update with it."""
        if self._running is not None:
            self._running.cancel()

    def _meet(self, fault: Fault) -> None:
        if fault.kind is FaultKind.DROP:
            self.detach().close()
        elif fault.kind is FaultKind.MALFORMED:
            self.set_header("Content-Type", "application/json")
            self.finish('{"ok":true,"result":{"message_id":')
        elif fault.error is not None:
            self._answer(fault.error.code, fault.error.as_json())

    def _answer(self, code: int, body: JsonObject) -> None:
        self.set_status(code)
        self.set_header("Content-Type", "application/json")
        self.finish(json.dumps(body, ensure_ascii=False))


class FileHandler(GuardedHandler):
    """Serves the files that `getFile` names."""

    async def get(self, token: str, path: str) -> None:
        """The bytes of the file, as a download."""
        state: State = self.services["state"]
        try:
            check_token(state, token)
            name = path.removeprefix("files/").partition(".")[0]
            stored = state.files.get(name)
            if stored is None or stored.path != path or stored.too_big:
                raise ApiError(404, "Not Found: file not found")
        except ApiError as error:
            self.set_status(error.code)
            self.finish(error.as_json())
            return
        self.set_header("Content-Type", "application/octet-stream")
        self.finish(stored.content)
