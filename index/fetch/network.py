"""Which network addresses may be connected to, and what a name resolves to.

Only public unicast addresses are open. What carries an IPv4 address inside an IPv6 one
(mapped, NAT64, 6to4, Teredo) is refused whole: no site is published there, and it is a way
to private addresses.
"""

from __future__ import annotations

import re
import socket
from collections.abc import Callable, Sequence
from ipaddress import IPv4Address, IPv6Address, IPv6Network, ip_address
from typing import Final

from index.fetch.errors import FetchError, Reason

Resolve = Callable[[str, int], Sequence[str]]
"""From a name and a port to addresses as text, the preferred one first."""

_LOOPBACK: Final = frozenset({ip_address("127.0.0.1"), ip_address("::1")})
# All IPv6 that is routed publicly, and what within it is no place of a site.
_PUBLIC_V6: Final = IPv6Network("2000::/3")
_SPECIAL_V6: Final = (
    IPv6Network("2001::/23"),  # Teredo, ORCHID, benchmarks
    IPv6Network("2001:db8::/32"),  # documentation
    IPv6Network("2002::/16"),  # 6to4
    IPv6Network("3fff::/20"),  # documentation
)
# As `inet_aton` reads them: decimal, octal and hexadecimal, one to four parts.
_NUMBER: Final = re.compile(r"(?:0x[0-9a-f]*|[0-9]+)\Z", re.IGNORECASE)
# More addresses than these are not tried: each may take its time to fail.
MOST_ADDRESSES: Final = 4


def may_connect(address: str, *, allow_loopback: bool) -> bool:
    """Tells whether `address`, an IP address as text, is open.

    `allow_loopback` opens 127.0.0.1 and ::1 and nothing else.

    >>> [may_connect(a, allow_loopback=False) for a in ("203.162.0.1", "10.0.0.1", "64:ff9b::1")]
    [True, False, False]
    """
    try:
        ip = ip_address(address)
    except ValueError:
        return False
    if ip in _LOOPBACK and getattr(ip, "scope_id", None) is None:
        return allow_loopback
    return _is_public_v4(ip) if isinstance(ip, IPv4Address) else _is_public_v6(ip)


def _is_public_v4(ip: IPv4Address) -> bool:
    special = ip.is_multicast or ip.is_reserved or ip.is_private or ip.is_unspecified
    # 192.0.0.0/24 has a few global addresses of protocols; 192.88.99.0/24 was 6to4's relay.
    protocols = ip.packed.startswith((b"\xc0\x00\x00", b"\xc0\x58\x63"))
    return ip.is_global and not special and not protocols


def _is_public_v6(ip: IPv6Address) -> bool:
    if ip.scope_id is not None or ip not in _PUBLIC_V6 or not ip.is_global:
        return False
    return not any(ip in network for network in _SPECIAL_V6)


def disguised(host: str) -> bool:
    """Tells whether `host` is an address in a form that only a disguise needs.

    That is every host whose last part is a number and that is no plain dotted address:
    `2130706433`, `0x7f.1`, `0177.0.0.1`. Resolvers read them as addresses.
    """
    if not _NUMBER.match(host.rstrip(".").rpartition(".")[2]):
        return False
    try:
        ip_address(host)
    except ValueError:
        return True
    return False


def system_resolve(name: str, port: int) -> Sequence[str]:
    """Asks the system; its resolver ends by its own timeout (some tens of seconds)."""
    found = socket.getaddrinfo(name, port, type=socket.SOCK_STREAM, proto=socket.IPPROTO_TCP)
    return list(dict.fromkeys(str(address[0]) for *_, address in found))


def checked_addresses(
    host: str, port: int, *, resolve: Resolve, allow_loopback: bool
) -> tuple[str, ...]:
    """Looks `host` up once and returns addresses that may be connected to, at most four.

    Raises:
        FetchError: there is no such host, or one of its addresses is not open. A host with
            a single closed address among open ones is refused whole.
    """
    if disguised(host):
        raise FetchError(
            Reason.REFUSED_ADDRESS, f"{host} is a number in disguise, not a site's name"
        )
    try:
        ip_address(host)
        addresses: Sequence[str] = (host,)
    except ValueError:
        addresses = _looked_up(host, port, resolve)
    for address in addresses:
        if not may_connect(address, allow_loopback=allow_loopback):
            raise FetchError(
                Reason.REFUSED_ADDRESS,
                f"{host} is at {address}, which is not on the public internet"
                if address != host
                else f"{host} is not on the public internet",
            )
    return tuple(addresses[:MOST_ADDRESSES])


def _looked_up(name: str, port: int, resolve: Resolve) -> Sequence[str]:
    try:
        addresses = resolve(name, port)
    except socket.gaierror as error:
        if error.errno == socket.EAI_AGAIN:
            raise FetchError(
                Reason.UNREACHABLE, f"the name {name} cannot be looked up just now"
            ) from None
        raise _no_host(name) from None
    except (UnicodeError, OSError):
        raise _no_host(name) from None
    if not addresses:
        raise _no_host(name)
    return addresses


def _no_host(name: str) -> FetchError:
    return FetchError(
        Reason.NO_HOST, f"there is no host named {name}; check the spelling of the address"
    )
