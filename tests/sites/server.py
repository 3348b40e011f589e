"""Serves a made-up site on loopback: real HTTP, with conditional requests and a log."""

from __future__ import annotations

import hashlib
import threading
from collections import Counter
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from email.utils import format_datetime
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Protocol, cast
from urllib.parse import parse_qsl, unquote, urlsplit

from tests.sites.model import Request, Response


class Site(Protocol):
    """What can be served."""

    validators: bool

    def respond(self, request: Request) -> Response:
        """Answers a request."""
        ...


@dataclass(slots=True)
class Served:
    """A running server: its address and what was asked of it, in order."""

    url: str
    requests: list[tuple[str, str, int]] = field(default_factory=list)
    """Method, path with query, status of the answer."""

    def forget(self) -> None:
        """Empties the log of requests."""
        self.requests.clear()


class _Server(ThreadingHTTPServer):
    daemon_threads = True
    request_queue_size = 64

    def handle_error(self, request: object, client_address: object) -> None:
        """Says nothing of clients that hang up: crawlers do when a run ends."""

    site: Site
    served: Served
    counts: Counter[str]
    lock: threading.Lock


@contextmanager
def serve(site: Site) -> Iterator[Served]:
    """Serves `site` on a free port of 127.0.0.1 until the block ends."""
    server = _Server(("127.0.0.1", 0), _Handler)
    server.site, server.counts, server.lock = site, Counter(), threading.Lock()
    server.served = Served(f"http://127.0.0.1:{server.server_address[1]}")
    thread = threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.05})
    thread.start()
    try:
        yield server.served
    finally:
        server.shutdown()
        thread.join()
        server.server_close()


class _Handler(BaseHTTPRequestHandler):
    protocol_version = "HTTP/1.1"

    def do_GET(self) -> None:
        self._answer(with_body=True)

    def do_HEAD(self) -> None:
        self._answer(with_body=False)

    def _answer(self, *, with_body: bool) -> None:
        server = cast(_Server, self.server)
        parts = urlsplit(self.path)
        query = dict(parse_qsl(parts.query, keep_blank_values=True))
        with server.lock:
            server.counts[self.path] += 1
            count = server.counts[self.path]
        host = f"http://{self.headers.get('Host', server.served.url[7:])}"
        response = server.site.respond(Request(unquote(parts.path), query, host, count))
        status, headers = response.status, dict(response.headers)
        if response.version and server.site.validators:
            tag, stamp = _validators(response.version)
            headers |= {"ETag": tag, "Last-Modified": stamp}
            asked_tag = self.headers.get("If-None-Match")
            asked_day = self.headers.get("If-Modified-Since")
            if asked_tag == tag or (asked_tag is None and asked_day == stamp):
                status = 304
        body = b"" if status == 304 else response.body
        with server.lock:
            server.served.requests.append((self.command, self.path, status))
        self.send_response(status)
        for name, value in headers.items():
            self.send_header(name, value)
        if status != 304:
            self.send_header("Content-Type", response.content_type)
            self.send_header("Content-Length", str(len(body)))
        self.end_headers()
        if with_body:
            self.wfile.write(body)

    def log_message(self, format: str, *args: object) -> None:
        """Writes nothing: tests read `Served.requests`."""


def _validators(version: str) -> tuple[str, str]:
    digest = hashlib.sha256(version.encode()).hexdigest()
    moment = datetime(2024, 1, 1, tzinfo=UTC) + timedelta(minutes=int(digest[:5], 16))
    return f'"{digest[:16]}"', format_datetime(moment, usegmt=True)
