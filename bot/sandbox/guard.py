"""Who may talk to the sandbox: this machine, by its own name, and the page by itself."""

from __future__ import annotations

import logging
from types import TracebackType
from typing import Any, Final
from urllib.parse import urlsplit

from tornado.web import HTTPError, RequestHandler

_log = logging.getLogger(__name__)

# No script but ours, nothing from elsewhere, no framing.
PAGE_POLICY: Final = (
    "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' data:; "
    "connect-src 'self'; base-uri 'none'; form-action 'none'; frame-ancestors 'none'"
)

_EXPECTED: Final = {"POST": "application/json", "PUT": "application/octet-stream"}


class GuardedHandler(RequestHandler):
    """Refuses a foreign Host, so that no web page can reach in by rebinding its name."""

    def initialize(self, **services: object) -> None:
        """Keeps what the server hands to its handlers."""
        self.services: dict[str, Any] = dict(services)

    def prepare(self) -> None:
        """Checks where the request thinks it goes. Raises HTTPError 403 otherwise."""
        hosts: frozenset[str] = self.services["hosts"]
        if self.request.host.lower() not in hosts:
            raise HTTPError(403, reason="Wrong Host")

    def set_default_headers(self) -> None:
        """Nothing is cached, guessed or framed."""
        self.set_header("Cache-Control", "no-store")
        self.set_header("X-Content-Type-Options", "nosniff")
        self.set_header("Referrer-Policy", "no-referrer")
        self.set_header("Content-Security-Policy", PAGE_POLICY)
        self.clear_header("Server")

    def log_exception(
        self,
        typ: type[BaseException] | None,
        value: BaseException | None,
        tb: TracebackType | None,
    ) -> None:
        """Logs a fault of ours without the address, which may hold the token."""
        if value is not None and not isinstance(value, HTTPError):
            _log.error("a fault in %s", type(self).__name__, exc_info=value)

    def write_error(self, status_code: int, **kwargs: object) -> None:
        """Says what was wrong in one line of text, without internals."""
        self.set_header("Content-Type", "text/plain; charset=utf-8")
        self.finish(f"{status_code} {self._reason}\n")


class PageApiHandler(GuardedHandler):
    """An address that only the page itself may call: same origin, and as it writes.

    Neither kind of body can be sent by a form of another page, which no browser asks about.
    """

    def prepare(self) -> None:
        """Raises HTTPError 403 for another origin, 415 for another kind of body."""
        super().prepare()
        if self.request.headers.get("Sec-Fetch-Site", "same-origin") not in ("same-origin", "none"):
            raise HTTPError(403, reason="Wrong Origin")
        origin = self.request.headers.get("Origin")
        if origin is not None and urlsplit(origin).netloc.lower() != self.request.host.lower():
            raise HTTPError(403, reason="Wrong Origin")
        kind = self.request.headers.get("Content-Type", "").partition(";")[0].strip().lower()
        expected = _EXPECTED.get(self.request.method or "")
        if expected is not None and kind != expected:
            raise HTTPError(415, reason=f"{expected} Expected")
