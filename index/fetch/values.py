"""What goes into a fetch and what comes out: limits, options, the document fetched."""

from __future__ import annotations

from dataclasses import dataclass, field
from enum import StrEnum
from typing import Final

from index.settings import Settings

MIB: Final = 1 << 20
PRODUCT: Final = "hoidap"
"""The name that robots.txt files may use for us."""
_VERSION: Final = "0.1"
PERMANENT: Final = frozenset({301, 308})
"""Redirects that say: it lives elsewhere now."""


class Kind(StrEnum):
    """What is expected at an address; it decides how large it may be."""

    PAGE = "page"
    """A web page, feed or sitemap."""
    DOCUMENT = "document"
    """A PDF or an Office document."""


@dataclass(frozen=True, slots=True)
class KindLimits:
    """How much of one kind may come: bytes, as sent and unpacked alike, and seconds in all."""

    size: int
    seconds: float


@dataclass(frozen=True, slots=True)
class Limits:
    """The bounds of one fetch."""

    page: KindLimits = KindLimits(5 * MIB, 60.0)
    # 20 MiB in three minutes is 1 Mbit/s.
    document: KindLimits = KindLimits(20 * MIB, 180.0)
    connect_seconds: float = 10.0
    read_seconds: float = 20.0
    """The longest silence while an answer is awaited or sent."""
    redirects: int = 8
    attempts: int = 3
    """How often one address is asked where trying again may help."""
    longest_wait: float = 60.0
    """Seconds: a site that asks to come back later than this is left for the next run."""

    def of(self, kind: Kind) -> KindLimits:
        """Returns the limits of one kind."""
        return self.document if kind is Kind.DOCUMENT else self.page


@dataclass(frozen=True, slots=True)
class RunLimits:
    """What one run may use in all, over all hosts."""

    requests: int = 20_000
    size: int = 2_048 * MIB
    """Bytes as they come over the wire."""
    seconds: float = 6 * 3600.0


@dataclass(frozen=True, slots=True)
class FetchOptions:
    """How a `Fetcher` behaves, beside the hosts it is opened for."""

    contact: str | None = None
    """Web or mail address of who runs this, named in the user agent."""
    pause: float = 1.0
    """Seconds between the end of one request to a host and the start of the next."""
    allow_loopback: bool = False
    limits: Limits = field(default_factory=Limits)
    run: RunLimits = field(default_factory=RunLimits)

    @property
    def user_agent(self) -> str:
        """What the `User-Agent` header says."""
        contact = f" (+{self.contact})" if self.contact else ""
        return f"{PRODUCT}/{_VERSION}{contact}"


def options_of(settings: Settings) -> FetchOptions:
    """Returns the options that the settings ask for."""
    return FetchOptions(
        contact=settings.fetch_contact,
        pause=settings.fetch_delay,
        allow_loopback=settings.fetch_allow_loopback,
    )


@dataclass(frozen=True, slots=True)
class Redirect:
    """One step on the way: `source` answered `status` and named `target`."""

    source: str
    status: int
    target: str


@dataclass(frozen=True, slots=True)
class Fetched:
    """What an address gave. `body` is unpacked, and empty when `not_modified`."""

    url: str
    """Where it was found, after all redirects, without fragment."""
    redirects: tuple[Redirect, ...]
    status: int
    content_type: str
    """The media type in lower case ("text/html"), "" where none was sent."""
    charset: str | None
    """As declared in the header, in lower case, unchecked."""
    body: bytes
    etag: str | None
    last_modified: str | None
    not_modified: bool = False
    file_name: str | None = None
    """The name that the site gives the document (Content-Disposition), unchecked."""

    @property
    def moved_to(self) -> str | None:
        """The address that took over for good: where the permanent redirects lead from the start.

        None where the first redirect, if there is one, is a passing one.
        """
        target = None
        for redirect in self.redirects:
            if redirect.status not in PERMANENT:
                break
            target = redirect.target
        return target
