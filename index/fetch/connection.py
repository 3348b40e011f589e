"""Connections to checked addresses only, metered in seconds and bytes.

`CheckedBackend` stands between httpcore and the sockets. It looks a name up once and connects
to the address it has checked, so that a name that answers otherwise at a second look gains
nothing; TLS and the `Host` header keep the name. What a request may take in all is metered
where bytes arrive: there a slow drip of headers, endless 1xx answers and a flood of chunks
are all the same.
"""

from __future__ import annotations

import ssl
import threading
from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager
from typing import Any, Final

import httpcore
import httpx

from index.fetch.errors import FetchError, Reason
from index.fetch.network import Resolve, checked_addresses

_HOSTS_AT_ONCE: Final = 16
# Longer than the pause between two requests usually is, so that a TLS handshake serves many.
_KEEP_ALIVE_S: Final = 30.0
# The least that a socket waits: 0 would mean not to wait at all.
_SHORTEST_WAIT_S: Final = 0.001


class Meter(threading.local):
    """What the request of this thread may still take: until when, and how many bytes."""

    def __init__(self, clock: Callable[[], float]) -> None:
        self._clock = clock
        self._until = float("inf")
        self._bytes = 0
        self.taken = 0

    @contextmanager
    def limited(self, seconds: float, size: int) -> Iterator[None]:
        """Bounds what this thread does inside; `taken` counts the bytes from here on."""
        self._until, self._bytes, self.taken = self._clock() + seconds, size, 0
        try:
            yield
        finally:
            self._until = float("inf")

    def wait(self, timeout: float | None) -> float:
        """Returns how many seconds a socket may wait now.

        Raises httpcore.ReadTimeout: the time is over.
        """
        left = self._until - self._clock()
        if left <= 0:
            raise httpcore.ReadTimeout("the time for the whole answer is over")
        return max(_SHORTEST_WAIT_S, left if timeout is None else min(left, timeout))

    def count(self, size: int) -> None:
        """Counts bytes that came in.

        Raises FetchError: they are more than may come.
        """
        self.taken += size
        if self.taken > self._bytes:
            raise FetchError(Reason.TOO_LARGE, "sends more bytes than its content can need")


class MeteredStream(httpcore.NetworkStream):
    """A stream whose reads and writes are metered."""

    def __init__(self, stream: httpcore.NetworkStream, meter: Meter) -> None:
        self._stream = stream
        self._meter = meter

    def read(self, max_bytes: int, timeout: float | None = None) -> bytes:
        """Reads what has arrived, at most `max_bytes`."""
        data = self._stream.read(max_bytes, self._meter.wait(timeout))
        self._meter.count(len(data))
        return data

    def write(self, buffer: bytes, timeout: float | None = None) -> None:
        """Writes all of `buffer`."""
        self._stream.write(buffer, self._meter.wait(timeout))

    def close(self) -> None:
        """Closes the connection."""
        self._stream.close()

    def start_tls(
        self,
        ssl_context: ssl.SSLContext,
        server_hostname: str | None = None,
        timeout: float | None = None,
    ) -> httpcore.NetworkStream:
        """Goes over to TLS; the certificate must be of `server_hostname`."""
        wait = self._meter.wait(timeout)
        secured = self._stream.start_tls(ssl_context, server_hostname, wait)
        return MeteredStream(secured, self._meter)

    def get_extra_info(self, info: str) -> Any:
        """Returns what is known of the socket."""
        return self._stream.get_extra_info(info)


class CheckedBackend(httpcore.NetworkBackend):
    """Connects to addresses that were looked up once and found open."""

    def __init__(
        self,
        meter: Meter,
        *,
        resolve: Resolve,
        allow_loopback: bool,
        sockets: httpcore.NetworkBackend | None = None,
    ) -> None:
        self._meter = meter
        self._resolve = resolve
        self._allow_loopback = allow_loopback
        self._sockets = sockets or httpcore.SyncBackend()

    def connect_tcp(
        self,
        host: str,
        port: int,
        timeout: float | None = None,
        local_address: str | None = None,
        socket_options: Iterable[Any] | None = None,
    ) -> httpcore.NetworkStream:
        """Connects to the first address of `host` that takes the connection.

        Raises:
            FetchError: there is no such host, or it is not to be connected to.
            httpcore.ConnectError, httpcore.ConnectTimeout: none took it.
        """
        addresses = checked_addresses(
            host, port, resolve=self._resolve, allow_loopback=self._allow_loopback
        )
        fault: Exception | None = None
        for address in addresses:
            try:
                stream = self._sockets.connect_tcp(
                    address, port, self._meter.wait(timeout), local_address, socket_options
                )
            except (httpcore.ConnectError, httpcore.ConnectTimeout) as error:
                fault = error
            else:
                return MeteredStream(stream, self._meter)
        raise fault or httpcore.ConnectError("no address")

    def connect_unix_socket(
        self, path: str, timeout: float | None = None, socket_options: Iterable[Any] | None = None
    ) -> httpcore.NetworkStream:
        """Refuses: no site is a file."""
        raise httpcore.UnsupportedProtocol("no site is a file")


class CheckedTransport(httpx.BaseTransport):
    """httpx over a pool of such connections. Its faults are those of httpcore, or FetchError."""

    def __init__(self, backend: CheckedBackend, tls: ssl.SSLContext | None = None) -> None:
        self._pool = httpcore.ConnectionPool(
            # SSL_CERT_FILE may name other authorities than certifi's.
            ssl_context=tls or httpx.create_ssl_context(),
            max_connections=_HOSTS_AT_ONCE,
            keepalive_expiry=_KEEP_ALIVE_S,
            http1=True,
            http2=False,
            network_backend=backend,
        )

    def handle_request(self, request: httpx.Request) -> httpx.Response:
        """Sends one request and returns when the headers of its answer are there."""
        url = httpcore.URL(
            scheme=request.url.raw_scheme,
            host=request.url.raw_host,
            port=request.url.port,
            target=request.url.raw_path,
        )
        answer = self._pool.handle_request(
            httpcore.Request(
                request.method, url, headers=request.headers.raw, extensions=request.extensions
            )
        )
        return httpx.Response(
            answer.status,
            headers=answer.headers,
            stream=_Body(answer),
            extensions=answer.extensions,
        )

    def close(self) -> None:
        """Closes all connections."""
        self._pool.close()


class _Body(httpx.SyncByteStream):
    def __init__(self, answer: httpcore.Response) -> None:
        self._answer = answer

    def __iter__(self) -> Iterator[bytes]:
        yield from self._answer.iter_stream()

    def close(self) -> None:
        self._answer.close()
