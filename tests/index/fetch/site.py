"""A web site on loopback that answers with the bytes it is told to, sound or not."""

from __future__ import annotations

import socketserver
import ssl
import threading
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, field
from types import TracebackType
from typing import Self


@dataclass(frozen=True)
class Request:
    """What the site was asked; header names in lower case."""

    path: str
    headers: dict[str, str]


Route = Callable[[Request], bytes | Iterable[bytes]]
_TLS_HELLO = 0x16
CLOSE = b"\0close\0"
"""Yielded by a route: close the connection here."""


def answer(
    body: bytes = b"<p>tin</p>",
    status: str = "200 OK",
    type: str = "text/html; charset=utf-8",
    length: int | None = None,
    **headers: str,
) -> bytes:
    """An HTTP answer. Underscores in the names of `headers` are hyphens."""
    lines = [f"HTTP/1.1 {status}"]
    named = {"Content-Type": type} | {n.replace("_", "-"): v for n, v in headers.items()}
    lines += [f"{name}: {value}" for name, value in named.items()]
    lines.append(f"Content-Length: {len(body) if length is None else length}")
    return "\r\n".join(lines).encode("utf-8") + b"\r\n\r\n" + body


def redirect(to: str, status: str = "302 Found", **headers: str) -> bytes:
    return answer(b"", status, length=None, Location=to, **headers)


def chunked(pieces: Iterable[bytes], **headers: str) -> Iterator[bytes]:
    lines = ["HTTP/1.1 200 OK", "Content-Type: text/html", "Transfer-Encoding: chunked"]
    lines += [f"{name.replace('_', '-')}: {value}" for name, value in headers.items()]
    yield "\r\n".join(lines).encode() + b"\r\n\r\n"
    for piece in pieces:
        yield b"%x\r\n%s\r\n" % (len(piece), piece)
    yield b"0\r\n\r\n"


class _Server(socketserver.ThreadingTCPServer):
    daemon_threads = True
    allow_reuse_address = True
    tls: ssl.SSLContext | None = None

    def handle_error(self, request: object, client_address: object) -> None:
        """Says nothing: that the client hangs up is what many tests want."""


@dataclass
class Site:
    """Routes by path with query; without one, 404. `/robots.txt` is missing unless given."""

    routes: dict[str, Route | bytes] = field(default_factory=dict)
    tls: ssl.SSLContext | None = None

    def __enter__(self) -> Self:
        site = self
        self.asked: list[Request] = []
        self.connections = 0
        self._lock = threading.Lock()

        class Handler(socketserver.BaseRequestHandler):
            def handle(self) -> None:
                site._serve(self.request)

        self._server = _Server(("127.0.0.1", 0), Handler)
        self._server.tls = self.tls
        self.port = self._server.server_address[1]
        self._thread = threading.Thread(
            target=self._server.serve_forever, kwargs={"poll_interval": 0.01}, daemon=True
        )
        self._thread.start()
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        self._server.shutdown()
        self._server.server_close()
        self._thread.join()

    def url(self, path: str = "/", host: str = "127.0.0.1") -> str:
        scheme = "https" if self.tls else "http"
        return f"{scheme}://{host}:{self.port}{path}"

    @property
    def paths(self) -> list[str]:
        """What was asked for, but for robots.txt."""
        return [r.path for r in self.asked if r.path != "/robots.txt"]

    def _serve(self, connection: ssl.SSLSocket) -> None:
        connection.settimeout(20)
        with self._lock:
            self.connections += 1
        if self.tls is not None:
            connection = self.tls.wrap_socket(connection, server_side=True)
        waiting = b""
        while True:
            while b"\r\n\r\n" not in waiting:
                data = connection.recv(65536)
                if not data:
                    return
                waiting += data
                if waiting[0] == _TLS_HELLO:
                    connection.sendall(answer(b"https spoken at an http port", "400 Bad Request"))
                    return
            head, _, waiting = waiting.partition(b"\r\n\r\n")
            if not self._reply(connection, _read(head)):
                return

    def _reply(self, connection: ssl.SSLSocket, request: Request) -> bool:
        """Answers; tells whether the connection stays open."""
        with self._lock:
            self.asked.append(request)
        route = self.routes.get(request.path, answer(b"none", "404 Not Found"))
        made = route if isinstance(route, bytes) else route(request)
        for piece in (made,) if isinstance(made, bytes) else made:
            if piece == CLOSE:
                return False
            connection.sendall(piece)
        return True


def _read(head: bytes) -> Request:
    first, *lines = head.decode("latin-1").split("\r\n")
    pairs = (line.split(": ", 1) for line in lines)
    return Request(first.split(" ")[1], {name.lower(): value for name, value in pairs})
