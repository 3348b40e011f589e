"""Which addresses are connected to: none that is not public, whatever form or name it has."""

from __future__ import annotations

import socket
import ssl
from collections.abc import Iterable, Iterator, Sequence
from ipaddress import IPv4Address, IPv6Address
from itertools import count
from pathlib import Path
from typing import Any

import httpcore
import httpx
import pytest
import trustme
from hypothesis import given
from hypothesis import strategies as st

from index.fetch.connection import CheckedBackend, CheckedTransport, Meter
from index.fetch.errors import FetchError, Reason
from index.fetch.fetcher import Fetcher
from index.fetch.network import MOST_ADDRESSES, checked_addresses, disguised, may_connect
from tests.index.fetch.conftest import OPTIONS, Open, Time, fault
from tests.index.fetch.site import CLOSE, Site, answer

CLOSED_TEXT = """
0.0.0.0 0.1.2.3 10.0.0.1 10.255.255.255 100.64.0.1 127.0.0.2 127.255.255.254 169.254.169.254
172.16.0.1 172.31.255.255 192.0.0.1 192.0.0.9 192.0.2.1 192.88.99.1 192.168.1.1 198.18.0.1
198.51.100.1 203.0.113.1 224.0.0.1 239.255.255.255 240.0.0.1 255.255.255.255
:: ::2 ::127.0.0.1 ::8.8.8.8 ::ffff:127.0.0.1 ::ffff:8.8.8.8 ::ffff:0:8.8.8.8 64:ff9b::8.8.8.8
64:ff9b::10.0.0.1 64:ff9b:1::1 100::1 2001::1 2001:db8::1 2002:a00:1::1 2002:808:808::1 3fff::1
5f00::1 fc00::1 fd12:3456::1 fe80::1 fe80::1%eth0 fec0::1 ff02::1 ::1%lo
2130706433 0x7f.1 0177.0.0.1 127.1 01.2.3.4 localhost 1.2.3 1.2.3.4.5 １.1.1.1
"""
CLOSED = CLOSED_TEXT.split()
PUBLIC = ["203.162.0.1", "8.8.8.8", "1.1.1.1", "2606:4700::1111", "2400:cb00::1", "2a00:1450::1"]


@pytest.mark.parametrize("address", ["", *CLOSED])
@pytest.mark.parametrize("allow_loopback", [False, True])
def test_an_address_that_is_not_public_is_closed(address: str, allow_loopback: bool) -> None:
    assert not may_connect(address, allow_loopback=allow_loopback)


@pytest.mark.parametrize("address", PUBLIC)
def test_a_public_address_is_open(address: str) -> None:
    assert may_connect(address, allow_loopback=False)


@pytest.mark.parametrize("address", ["127.0.0.1", "::1"])
def test_loopback_is_open_where_it_is_allowed(address: str) -> None:
    assert may_connect(address, allow_loopback=True)
    assert not may_connect(address, allow_loopback=False)


@given(st.ip_addresses())
def test_nothing_that_is_private_is_ever_open(address: IPv4Address | IPv6Address) -> None:
    if may_connect(str(address), allow_loopback=False):
        assert address.is_global and not address.is_private
        assert not (address.is_multicast or address.is_reserved or address.is_link_local)


@given(st.ip_addresses(v=4))
def test_no_ipv4_address_gets_in_inside_an_ipv6_one(address: IPv4Address) -> None:
    number = int(address)
    for wrapped in (
        IPv6Address(number),
        IPv6Address((0xFFFF << 32) | number),
        IPv6Address((0x64FF9B << 96) | number),
        IPv6Address((0x2002 << 112) | (number << 80)),
        IPv6Address((0x20010000 << 96) | (number ^ 0xFFFFFFFF)),
    ):
        assert wrapped == IPv6Address("::1") or not may_connect(str(wrapped), allow_loopback=True)


@given(st.ip_addresses(v=4), st.sampled_from(["{:d}", "0x{:x}", "0{:o}", "0X{:X}"]))
def test_numbers_that_resolvers_read_as_addresses_are_disguises(
    address: IPv4Address, form: str
) -> None:
    a, b, c, d = address.packed
    assert disguised(form.format(int(address)))
    assert disguised(".".join([str(a), form.format(int(address) & 0xFFFFFF)]))
    dotted = ".".join([form.format(part) for part in (a, b, c, d)])
    assert disguised(dotted) or dotted == str(address)


@pytest.mark.parametrize("host", ["hue.gov.vn", "1.1.1.1", "3.14.vn", "0x7f.vn", "deadbeef.com"])
def test_names_and_plain_addresses_are_no_disguise(host: str) -> None:
    assert not disguised(host)


def looked_up(*addresses: str, host: str = "tin.example") -> tuple[str, ...]:
    return checked_addresses(host, 80, resolve=lambda name, port: addresses, allow_loopback=False)


def test_one_closed_address_closes_the_name() -> None:
    assert looked_up("8.8.8.8", "1.1.1.1") == ("8.8.8.8", "1.1.1.1")
    for addresses in (("8.8.8.8", "10.0.0.1"), ("10.0.0.1",), ("::1", "8.8.8.8")):
        with pytest.raises(FetchError) as caught:
            looked_up(*addresses)
        assert caught.value.reason is Reason.REFUSED_ADDRESS


def test_of_many_addresses_a_few_are_tried() -> None:
    assert len(looked_up(*(f"8.8.8.{n}" for n in range(200)))) == MOST_ADDRESSES


@pytest.mark.parametrize(
    ("error", "reason"),
    [
        (socket.gaierror(socket.EAI_NONAME, "unknown"), Reason.NO_HOST),
        (socket.gaierror(socket.EAI_AGAIN, "later"), Reason.UNREACHABLE),
        (UnicodeError("label too long"), Reason.NO_HOST),
        (None, Reason.NO_HOST),
    ],
)
def test_a_name_that_cannot_be_looked_up_is_named(error: Exception | None, reason: Reason) -> None:
    def resolve(name: str, port: int) -> Sequence[str]:
        if error is not None:
            raise error
        return []

    with pytest.raises(FetchError, match=r"tin\.example") as caught:
        checked_addresses("tin.example", 80, resolve=resolve, allow_loopback=False)
    assert caught.value.reason is reason


class Sockets(httpcore.NetworkBackend):
    """Notes where connections go; the first `failing` fail."""

    def __init__(self, failing: int = 0) -> None:
        self.to: list[str] = []
        self.names: list[str | None] = []
        self._failing = failing

    def connect_tcp(
        self, host: str, port: int, *args: Any, **kwargs: Any
    ) -> httpcore.NetworkStream:
        self.to.append(host)
        if len(self.to) <= self._failing:
            raise httpcore.ConnectError("refused")
        return Stream(self)


class Stream(httpcore.MockStream):
    def __init__(self, sockets: Sockets) -> None:
        super().__init__([answer(b"tin")])
        self._sockets = sockets

    def start_tls(self, ssl_context: Any, server_hostname: str | None = None,
                  timeout: float | None = None) -> httpcore.NetworkStream:  # fmt: skip
        self._sockets.names.append(server_hostname)
        return self


def backend(sockets: Sockets, addresses: Iterable[str]) -> CheckedBackend:
    return CheckedBackend(
        Meter(lambda: 0.0),
        resolve=lambda name, port: list(addresses),
        allow_loopback=False,
        sockets=sockets,
    )


def test_the_connection_goes_to_the_checked_address_and_tls_to_the_name() -> None:
    sockets = Sockets()
    meter = Meter(lambda: 0.0)
    transport = CheckedTransport(
        CheckedBackend(meter, resolve=lambda name, port: ["8.8.8.8"], allow_loopback=False,
                       sockets=sockets)
    )  # fmt: skip
    with meter.limited(10, 10_000):
        response = transport.handle_request(httpx.Request("GET", "https://tin.example/"))
        assert response.read() == b"tin"
    assert sockets.to == ["8.8.8.8"] and sockets.names == ["tin.example"]


def test_the_next_address_is_tried_when_one_takes_no_connection() -> None:
    sockets = Sockets(failing=1)
    backend(sockets, ["8.8.8.8", "1.1.1.1"]).connect_tcp("tin.example", 80)
    assert sockets.to == ["8.8.8.8", "1.1.1.1"]
    with pytest.raises(httpcore.ConnectError):
        backend(Sockets(failing=9), ["8.8.8.8", "1.1.1.1"]).connect_tcp("tin.example", 80)


def test_no_unix_socket_is_ever_opened() -> None:
    with pytest.raises(httpcore.UnsupportedProtocol):
        backend(Sockets(), []).connect_unix_socket("/run/docker.sock")


def test_a_name_that_answers_otherwise_at_the_second_look_gains_nothing(
    site: Site, open_fetcher: Open, monkeypatch: pytest.MonkeyPatch
) -> None:
    looks = count(1)
    others: list[object] = []
    real = socket.getaddrinfo

    def watched(host: Any, *args: Any, **kwargs: Any) -> Any:
        others.append(host)
        return real(host, *args, **kwargs)

    monkeypatch.setattr(socket, "getaddrinfo", watched)

    def resolve(name: str, port: int) -> Sequence[str]:
        assert name == "tin.example"
        return ["127.0.0.1"] if next(looks) == 1 else ["169.254.169.254"]

    site.routes |= {
        "/robots.txt": answer(b""),
        "/": answer(b"tin"),
        "/dong": lambda request: [answer(b"tin"), CLOSE],
    }
    fetcher = open_fetcher(hosts=[site.url(host="tin.example")], resolve=resolve)
    assert fetcher.fetch(site.url(host="tin.example")).body == b"tin"
    assert fetcher.fetch(site.url("/dong", host="tin.example")).body == b"tin"
    assert set(others) <= {"127.0.0.1", b"127.0.0.1"}, "somebody else looked the name up"
    # The connection is closed: the second look, and what it says is checked.
    assert fault(fetcher, site.url(host="tin.example")).reason is Reason.REFUSED_ADDRESS
    assert site.asked[-1].headers["host"] == f"tin.example:{site.port}"


@pytest.mark.parametrize("address", ["10.0.0.1", "169.254.169.254", "127.0.0.1", "fd00::1", "::1"])
def test_a_name_that_resolves_to_a_private_address_is_refused(
    site: Site, open_fetcher: Open, address: str
) -> None:
    url = site.url(host="tin.example")
    fetcher = open_fetcher(hosts=[url], resolve=lambda *_: [address], allow_loopback=False)
    caught = fault(fetcher, url)
    assert (caught.reason, caught.may_pass) == (Reason.REFUSED_ADDRESS, False)
    assert address in str(caught) and site.asked == []


@pytest.mark.parametrize(
    "host", ["10.0.0.1", "127.0.0.2", "[::ffff:127.0.0.1]", "2130706433", "0x7f.1", "127.1",
             "[64:ff9b::7f00:1]", "0.0.0.0"]
)  # fmt: skip
def test_a_source_at_a_private_address_is_refused_even_if_it_was_opened_for(
    site: Site, open_fetcher: Open, host: str
) -> None:
    url = site.url(host=host)
    assert fault(open_fetcher(hosts=[url]), url).reason is Reason.REFUSED_ADDRESS
    assert site.asked == []


def test_loopback_is_refused_unless_it_is_allowed(site: Site, open_fetcher: Open) -> None:
    site.routes["/"] = answer()
    assert fault(open_fetcher(allow_loopback=False), site.url()).reason is Reason.REFUSED_ADDRESS
    assert open_fetcher().fetch(site.url()).status == 200


def test_proxies_of_the_environment_are_not_used(
    site: Site, open_fetcher: Open, monkeypatch: pytest.MonkeyPatch
) -> None:
    for name in ("HTTP_PROXY", "http_proxy", "ALL_PROXY", "HTTPS_PROXY"):
        monkeypatch.setenv(name, "http://127.0.0.1:9")
    site.routes["/"] = answer()
    assert open_fetcher().fetch(site.url()).status == 200


def test_a_port_where_nobody_listens_is_unreachable(time: Time) -> None:
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))
        url = f"http://127.0.0.1:{taken.getsockname()[1]}/"
        with Fetcher([url], OPTIONS, timing=time.timing) as fetcher:
            caught = fault(fetcher, url)
    assert (caught.reason, caught.may_pass) == (Reason.UNREACHABLE, True)


@pytest.fixture(scope="module")
def authority() -> trustme.CA:
    return trustme.CA()


@pytest.fixture
def secure(authority: trustme.CA) -> Iterator[Site]:
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    authority.issue_cert("tin.example").configure_cert(context)
    with Site(tls=context) as opened:
        opened.routes["/"] = answer(b"tin")
        yield opened


def over_tls(site: Site, time: Time, host: str, trusted: trustme.CA | None) -> Fetcher:
    context = None
    if trusted is not None:
        context = ssl.create_default_context()
        trusted.configure_trust(context)
    return Fetcher(
        [site.url(host=host)],
        OPTIONS,
        timing=time.timing,
        resolve=lambda name, port: ["127.0.0.1"],
        tls=context,
    )


def test_tls_proves_the_name_and_not_the_address(
    secure: Site, time: Time, authority: trustme.CA
) -> None:
    with over_tls(secure, time, "tin.example", authority) as fetcher:
        assert fetcher.fetch(secure.url(host="tin.example")).body == b"tin"
        assert fetcher.used.size > 100, "what comes over TLS is not metered"
    assert secure.asked[-1].headers["host"] == f"tin.example:{secure.port}"


def test_an_authority_of_ones_own_is_trusted_when_it_is_named(
    secure: Site,
    time: Time,
    authority: trustme.CA,
    monkeypatch: pytest.MonkeyPatch,
    tmp_path: Path,
) -> None:
    authority.cert_pem.write_to_path(str(tmp_path / "own.pem"))
    monkeypatch.setenv("SSL_CERT_FILE", str(tmp_path / "own.pem"))
    with over_tls(secure, time, "tin.example", None) as fetcher:
        assert fetcher.fetch(secure.url(host="tin.example")).body == b"tin"


@pytest.mark.parametrize("known", [True, False])
def test_a_certificate_of_another_name_or_maker_is_refused(
    secure: Site, time: Time, authority: trustme.CA, known: bool
) -> None:
    host = "other.example" if known else "tin.example"
    with over_tls(secure, time, host, authority if known else None) as fetcher:
        caught = fault(fetcher, secure.url(host=host))
    assert (caught.reason, caught.may_pass) == (Reason.CERTIFICATE, False)
    assert secure.asked == []


def test_https_at_a_plain_port_says_to_try_http(site: Site, open_fetcher: Open) -> None:
    url = site.url().replace("http:", "https:")
    site.routes["/"] = answer()
    caught = fault(open_fetcher(hosts=[url]), url)
    assert caught.reason is Reason.CERTIFICATE and "http://" in str(caught)
