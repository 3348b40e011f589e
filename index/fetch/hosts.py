"""Which hosts a source may be fetched from: its own, with and without `www.`."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Final

import httpx

from index.fetch.errors import FetchError, Reason
from index.fetch.url import parsed

_PORTS: Final = {"http": 80, "https": 443}


def without_www(host: str) -> str:
    """Returns the host without `www.` and without a closing dot, in lower case."""
    return host.lower().rstrip(".").removeprefix("www.")


class Hosts:
    """The hosts of one source, made from its addresses.

    A host is matched exactly, but for `www.`: `tin.hue.gov.vn` is not `hue.gov.vn`. Its ports
    are 80, 443 and those that the addresses name.
    """

    def __init__(self, addresses: Iterable[str]) -> None:
        """Takes web addresses, `https://sotttt.hue.gov.vn/tin-tuc`.

        Raises FetchError: one of them is none.
        """
        self._ports: dict[str, set[int]] = {}
        for address in addresses:
            url = parsed(address)
            ports = self._ports.setdefault(without_www(url.host), set(_PORTS.values()))
            ports.add(port_of(url))

    def __contains__(self, url: httpx.URL) -> bool:
        return port_of(url) in self._ports.get(without_www(url.host), ())

    def __repr__(self) -> str:
        return f"Hosts({', '.join(sorted(self._ports))})"

    def check(self, url: httpx.URL, *, redirected: bool) -> None:
        """Passes addresses on these hosts.

        Raises FetchError: `url` is on another.
        """
        if url not in self:
            verb = "leads to" if redirected else "is on"
            raise FetchError(
                Reason.OTHER_HOST,
                f"{verb} {authority(url)}, which is none of this source's hosts; if its news "
                "are wanted, add it as a source of its own",
            )


def port_of(url: httpx.URL) -> int:
    """Returns the port, also where it is the scheme's own."""
    return url.port or _PORTS[url.scheme]


def authority(url: httpx.URL) -> str:
    """Returns host and port, without the scheme's own port."""
    return url.netloc.decode("ascii")
