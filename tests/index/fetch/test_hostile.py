"""Sites that mean harm: each ends in a named fault, within bounds of time and memory."""

from __future__ import annotations

import gzip
import itertools
import ssl
import threading
import tracemalloc
import zlib
from collections.abc import Callable, Iterable, Iterator
from dataclasses import replace

import brotli
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from index.fetch.errors import FetchError, Reason
from index.fetch.fetcher import Fetcher
from index.fetch.values import MIB, KindLimits, Limits
from tests.index.fetch.conftest import LIMITS, OPTIONS, Open, Time, fault
from tests.index.fetch.site import CLOSE, Request, Route, Site, answer, chunked, redirect

BOMB = 100 * MIB


def gzip_bomb() -> bytes:
    packer = zlib.compressobj(1, wbits=31)
    return b"".join(packer.compress(bytes(MIB)) for _ in range(BOMB // MIB)) + packer.flush()


def brotli_bomb() -> bytes:
    packer = brotli.Compressor(quality=1)
    pieces: list[bytes] = [packer.process(bytes(MIB)) for _ in range(BOMB // MIB)]
    return b"".join([*pieces, packer.finish()])


BOMBS: dict[str, Callable[[], bytes]] = {
    "gzip": gzip_bomb,
    "br": brotli_bomb,
    "deflate": lambda: zlib.compress(bytes(BOMB), 1),
    "gzip, gzip": lambda: gzip.compress(gzip_bomb()),
    # A hundred thousand empty members, which unpack to nothing at all.
    "x-gzip": lambda: gzip.compress(b"") * 100_000,
}


@pytest.mark.parametrize("encoding", BOMBS)
def test_a_bomb_is_cut_off_while_it_unpacks(site: Site, open_fetcher: Open, encoding: str) -> None:
    bomb = BOMBS[encoding]()
    site.routes["/"] = answer(bomb, Content_Encoding=encoding)
    fetcher = open_fetcher(limits=replace(LIMITS, page=KindLimits(MIB, 20.0)))
    tracemalloc.start()
    try:
        caught = fault(fetcher, site.url())
        _, peak = tracemalloc.get_traced_memory()
    finally:
        tracemalloc.stop()
    assert (caught.reason, caught.may_pass) == (Reason.TOO_LARGE, False)
    assert peak < 8 * MIB


def test_the_memory_of_a_page_is_a_small_multiple_of_its_limit(
    site: Site, open_fetcher: Open
) -> None:
    site.routes["/"] = lambda request: chunked(bytes(65536) for _ in itertools.count())
    tracemalloc.start()
    try:
        caught = fault(open_fetcher(limits=Limits()), site.url())
        _, peak = tracemalloc.get_traced_memory()
    finally:
        tracemalloc.stop()
    assert caught.reason is Reason.TOO_LARGE
    assert peak < 3 * Limits().page.size


def endless_headers(request: Request) -> Iterator[bytes]:
    yield b"HTTP/1.1 200 OK\r\n"
    for n in itertools.count():
        yield b"".join(b"X-%d-%d: flood\r\n" % (n, m) for m in range(1000))


def endless_hints(request: Request) -> Iterator[bytes]:
    while True:
        yield b"HTTP/1.1 103 Early Hints\r\n\r\n" * 1000


def endless_line(request: Request) -> Iterator[bytes]:
    yield b"HTTP/1.1 200 "
    while True:
        yield b"x" * 10_000


def endless_trailers(request: Request) -> Iterator[bytes]:
    yield b"HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n0\r\n"
    while True:
        yield b"X: y\r\n" * 1000


def chunks_of_one_byte(request: Request) -> Iterator[bytes]:
    yield b"HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n"
    while True:
        yield b"000000000000000001\r\nx\r\n" * 1000


@pytest.mark.parametrize(
    ("route", "reason"),
    [
        (endless_headers, Reason.DAMAGED),
        (endless_line, Reason.DAMAGED),
        (endless_trailers, Reason.DAMAGED),
        (endless_hints, Reason.TOO_LARGE),
        (chunks_of_one_byte, Reason.TOO_LARGE),
    ],
)
def test_what_never_ends_is_ended(
    site: Site,
    open_fetcher: Open,
    route: Callable[[Request], Iterable[bytes]],
    reason: Reason,
) -> None:
    site.routes["/"] = route
    fetcher = open_fetcher(limits=replace(LIMITS, page=KindLimits(20_000, 20.0)))
    assert fault(fetcher, site.url()).reason is reason
    assert fetcher.used.size < 4 * MIB


def test_a_length_that_is_too_large_is_refused_before_a_byte_comes(
    site: Site, fetcher: Fetcher
) -> None:
    site.routes["/"] = lambda request: [answer(b"", length=10 * 1024**3)]
    assert fault(fetcher, site.url()).reason is Reason.TOO_LARGE
    assert fetcher.used.size < 1000


@pytest.mark.parametrize(
    "length", ["-1", "1e9", "abc", "5, 6", "9" * 400, "10\r\nContent-Length: 11"]
)
def test_a_length_that_is_no_number_is_no_sound_http(
    site: Site, fetcher: Fetcher, length: str
) -> None:
    head = f"HTTP/1.1 200 OK\r\nContent-Length: {length}\r\n\r\n".encode()
    site.routes["/"] = lambda request: [head, b"x" * 10, CLOSE]
    assert fault(fetcher, site.url()).reason in (Reason.DAMAGED, Reason.TOO_LARGE)


def drip(head: bytes, drop: bytes) -> Callable[[Request], Iterator[bytes]]:
    def route(request: Request) -> Iterator[bytes]:
        yield head
        while True:
            threading.Event().wait(0.001)
            yield drop

    return route


@pytest.mark.parametrize(
    ("head", "drop"),
    [
        (b"HTTP/1.1 200 OK\r\nX: ", b"x"),
        (b"HTTP/1.1 200 OK\r\n\r\n", b"x"),
        (b"HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n", b"1\r\nx\r\n"),
        (b"", b"HTTP/1.1 100 Continue\r\n\r\n"),
    ],
)
def test_a_slow_drip_ends_when_the_time_for_the_whole_is_over(
    site: Site, open_fetcher: Open, time: Time, head: bytes, drop: bytes
) -> None:
    site.routes["/"] = drip(head, drop)
    fetcher = open_fetcher(limits=replace(LIMITS, attempts=1))
    time.step = 0.2
    caught = fault(fetcher, site.url())
    assert (caught.reason, caught.may_pass) == (Reason.TIMEOUT, True)
    assert "in time" in str(caught)


def test_a_flood_that_never_lets_the_reader_wait_ends_with_the_time_too(
    site: Site, open_fetcher: Open, time: Time
) -> None:
    site.routes["/"] = lambda request: chunked(b"x" * 100 for _ in itertools.count())
    limits = replace(LIMITS, page=KindLimits(64 * MIB, 5.0), attempts=1)
    time.step = 0.5
    assert fault(open_fetcher(limits=limits), site.url()).reason is Reason.TIMEOUT


@pytest.mark.parametrize("head", [b"", b"HTTP/1.1 200 OK\r\nContent-Length: 9\r\n\r\nabc"])
def test_silence_ends_in_a_fault_after_all_attempts(
    site: Site, open_fetcher: Open, head: bytes
) -> None:
    hung_up = threading.Event()

    def silent(request: Request) -> Iterator[bytes]:
        yield head
        hung_up.wait(10)

    site.routes["/"] = silent
    fetcher = open_fetcher(limits=replace(LIMITS, read_seconds=0.05))
    assert fault(fetcher, site.url()).reason is Reason.TIMEOUT
    assert site.paths == ["/"] * 3
    hung_up.set()


@pytest.mark.parametrize(
    ("pieces", "reason"),
    [
        ([CLOSE], Reason.UNREACHABLE),
        ([b"HTTP/1.1 200 OK\r\nContent-", CLOSE], Reason.UNREACHABLE),
        ([answer(b"<p>", length=100), CLOSE], Reason.CUT_OFF),
        ([b"HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n5\r\nab", CLOSE], Reason.CUT_OFF),
        ([answer(gzip.compress(b"tin" * 999)[:-9], Content_Encoding="gzip")], Reason.CUT_OFF),
        ([answer(brotli.compress(b"tin" * 999)[:-3], Content_Encoding="br")], Reason.CUT_OFF),
        ([answer(b"<p>plain</p>", Content_Encoding="gzip")], Reason.DAMAGED),
        ([answer(b"<p>plain</p>", Content_Encoding="deflate")], Reason.DAMAGED),
        ([answer(b"<p>plain</p>", Content_Encoding="br")], Reason.DAMAGED),
        ([answer(b"<p>plain</p>", Content_Encoding="zstd")], Reason.DAMAGED),
        ([answer(b"x", Content_Encoding="gzip, gzip, gzip")], Reason.DAMAGED),
        ([b"HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\nzz\r\n", CLOSE], Reason.DAMAGED),
        ([b"HTTP/1.1 101 Switching Protocols\r\nUpgrade: x\r\n\r\n", CLOSE], Reason.DAMAGED),
        ([b"\x00\xff\xfe nonsense\r\n\r\n", CLOSE], Reason.DAMAGED),
        ([b"SSH-2.0-OpenSSH_9.6\r\n", CLOSE], Reason.UNREACHABLE),
        ([b"<html>no headers</html>\r\n\r\n", CLOSE], Reason.DAMAGED),
    ],
)
def test_an_answer_that_breaks_off_or_is_damaged_is_no_page(
    site: Site, fetcher: Fetcher, pieces: list[bytes], reason: Reason
) -> None:
    site.routes["/"] = lambda request: pieces
    caught = fault(fetcher, site.url())
    assert caught.reason is reason
    assert len(site.paths) == (3 if caught.may_pass else 2)


def test_a_page_that_is_longer_than_it_says_does_not_spoil_the_next(
    site: Site, fetcher: Fetcher
) -> None:
    site.routes["/dai"] = answer(b"0123456789", length=4)
    site.routes["/"] = answer(b"next")
    assert fetcher.fetch(site.url("/dai")).body == b"0123"
    assert fetcher.fetch(site.url()).body == b"next"


@pytest.mark.parametrize(
    ("target", "reason"),
    [
        ("http://169.254.169.254/latest/meta-data/", Reason.OTHER_HOST),
        ("http://10.0.0.1/", Reason.OTHER_HOST),
        ("http://other.example/", Reason.OTHER_HOST),
        ("//other.example/", Reason.OTHER_HOST),
        ("http://127.0.0.1.other.example/", Reason.OTHER_HOST),
        ("http://127.0.0.2/", Reason.OTHER_HOST),
        ("http://[::1]/", Reason.OTHER_HOST),
        ("http://[::ffff:127.0.0.1]/", Reason.OTHER_HOST),
        ("http://2130706433/", Reason.OTHER_HOST),
        ("http://0x7f.1/", Reason.OTHER_HOST),
        ("http://127.1/", Reason.OTHER_HOST),
        ("http://127.0.0.1:22/", Reason.OTHER_HOST),
        ("http:\\\\other.example\\", Reason.OTHER_HOST),
        ("file:///etc/passwd", Reason.NOT_HTTP),
        ("ftp://127.0.0.1/", Reason.NOT_HTTP),
        ("javascript:alert(1)", Reason.NOT_HTTP),
        ("data:text/html,tin", Reason.NOT_HTTP),
        ("gopher://127.0.0.1:6379/_", Reason.NOT_HTTP),
        ("http://user:secret@127.0.0.1/", Reason.NOT_HTTP),
        ("http://", Reason.ADDRESS),
        ("http://[zz]/", Reason.ADDRESS),
        ("http://127.0.0.1:99999/", Reason.ADDRESS),
        ("http://127.0.0.1%2eother.example/", Reason.ADDRESS),
        ("/" + "x" * 3000, Reason.ADDRESS),
    ],
)
def test_a_redirect_leads_nowhere_else(
    site: Site, fetcher: Fetcher, target: str, reason: Reason
) -> None:
    site.routes["/"] = redirect(target)
    caught = fault(fetcher, site.url())
    assert (caught.reason, caught.may_pass) == (reason, False)
    assert site.paths == ["/"] and "secret" not in str(caught)


@pytest.mark.parametrize(
    "routes",
    [
        {"/": redirect("/")},
        {"/": redirect("/a"), "/a": redirect("/b"), "/b": redirect("/#top")},
        {"/": redirect("/", Set_Cookie="a=1")},
    ],
)
def test_a_circle_of_redirects_is_left(
    site: Site, fetcher: Fetcher, routes: dict[str, bytes]
) -> None:
    site.routes |= routes
    caught = fault(fetcher, site.url())
    assert caught.reason is Reason.REDIRECTS and "circle" in str(caught)
    assert len(site.paths) <= 3


def test_redirects_that_never_end_are_left(site: Site, fetcher: Fetcher) -> None:
    def step(request: Request) -> bytes:
        number = int(request.path[1:]) + 1
        site.routes[f"/{number}"] = step
        return redirect(f"/{number}", Set_Cookie=f"c{number}={'x' * 900}")

    site.routes["/0"] = step
    assert fault(fetcher, site.url("/0")).reason is Reason.REDIRECTS
    assert len(site.paths) == LIMITS.redirects + 1
    assert all(len(r.headers.get("cookie", "")) < 10_000 for r in site.asked)


@pytest.mark.parametrize(
    "cookie", ["a=b\tc", "=x", "a b=c", "é=1", "a=" + "x" * 5000, ";;;", "a=\x7f"]
)
def test_a_cookie_that_is_none_is_not_sent(site: Site, fetcher: Fetcher, cookie: str) -> None:
    site.routes["/a"] = redirect("/", Set_Cookie=cookie)
    site.routes["/"] = answer(b"tin")
    assert fetcher.fetch(site.url("/a")).body == b"tin"
    assert "cookie" not in site.asked[-1].headers


HEADS = st.sampled_from(
    [b"", b"HTTP/1.1 200 OK\r\n", b"HTTP/1.1 200 OK\r\n\r\n", b"HTTP/1.1 302 Found\r\nLocation: ",
     b"HTTP/1.1 200 OK\r\nContent-Encoding: br\r\n\r\n",
     b"HTTP/1.1 200 OK\r\nContent-Encoding: gzip\r\n\r\n\x1f\x8b\x08",
     b"HTTP/1.1 200 OK\r\nContent-Encoding: deflate\r\n\r\n\x78\x9c",
     b"HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n",
     b"HTTP/1.1 503 Busy\r\nRetry-After: ", b"HTTP/1.1 200 OK\r\nContent-Type: ",
     b"HTTP/1.1 200 OK\r\nSet-Cookie: ", b"HTTP/1.1 302 Found\r\nLocation: /\r\nSet-Cookie: "]
)  # fmt: skip


@given(HEADS, st.binary(max_size=60), st.sampled_from([b"", b"\r\n", b"\r\n\r\n"]))
@settings(max_examples=80, deadline=None)
def test_whatever_bytes_come_end_in_a_page_or_a_named_fault(
    head: bytes, bytes_: bytes, tail: bytes
) -> None:
    options = replace(OPTIONS, limits=replace(LIMITS, attempts=1))
    routes: dict[str, Route | bytes] = {
        "/robots.txt": answer(b""),
        "/": lambda request: [head + bytes_ + tail, CLOSE],
    }
    # Reading the makers of certificates would be most of the work.
    unused = ssl.SSLContext(ssl.PROTOCOL_TLS_CLIENT)
    with Site(routes) as site:
        fetcher = Fetcher([site.url()], options, timing=Time().timing, tls=unused)
        try:
            assert fetcher.fetch(site.url()).url.startswith(site.url())
        except FetchError as caught:
            assert str(caught)
        finally:
            fetcher.close()


def test_after_all_of_it_the_fetcher_still_fetches(site: Site, fetcher: Fetcher) -> None:
    site.routes |= {
        "/bomb": answer(gzip.compress(bytes(MIB)), Content_Encoding="gzip"),
        "/flood": endless_headers,
        "/cut": lambda request: [answer(b"<p>", length=100), CLOSE],
        "/": answer(b"tin"),
    }
    for path in ("/bomb", "/flood", "/cut"):
        fault(fetcher, site.url(path))
    assert fetcher.fetch(site.url()).body == b"tin"
