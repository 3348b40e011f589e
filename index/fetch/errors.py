"""Why an address could not be fetched: one fault, with a reason that code can act on."""

from __future__ import annotations

from enum import StrEnum
from typing import Final

from index.errors import HoidapError


class Reason(StrEnum):
    """What kept an address from being fetched."""

    ADDRESS = "address"
    """It is no web address."""
    NOT_HTTP = "not_http"
    """Its scheme is neither http nor https, or it holds a user name and password."""
    OTHER_HOST = "other_host"
    """It is on, or leads to, a host that is not one of the source's own."""
    REFUSED_ADDRESS = "refused_address"
    """Its host is, or resolves to, a private, local or otherwise special network address."""
    ROBOTS = "robots"
    """The site's robots.txt asks not to fetch it."""
    NOT_FOUND = "not_found"
    """The site answers 404."""
    GONE = "gone"
    """The site answers 410: it was there and is so no more."""
    DENIED = "denied"
    """The site answers 401, 403 or another status that says no."""
    WRONG_TYPE = "wrong_type"
    """It is a picture, a sound, a film or a font."""
    TOO_LARGE = "too_large"
    """It is larger than a page or document may be, sent or unpacked."""
    REDIRECTS = "redirects"
    """It is redirected in a circle, too often or to nowhere."""
    DAMAGED = "damaged"
    """What was sent is no sound HTTP, or cannot be unpacked."""
    CERTIFICATE = "certificate"
    """The site cannot prove that it is the one named."""
    NO_HOST = "no_host"
    """There is no host of that name."""
    UNREACHABLE = "unreachable"
    """No connection, or one that broke before the answer began."""
    TIMEOUT = "timeout"
    """It did not answer, or not to the end, in the time allowed."""
    CUT_OFF = "cut_off"
    """The connection broke in the middle of the body."""
    SERVER = "server"
    """The site answers 500 or above: it has a fault of its own."""
    BUSY = "busy"
    """The site asks to come back later (429, or 503 with a time)."""
    ROBOTS_UNKNOWN = "robots_unknown"
    """The site's robots.txt could not be read, so nothing may be fetched now."""
    BUDGET = "budget"
    """This run has used up its requests, bytes or seconds."""


_MAY_PASS: Final = frozenset(
    {
        Reason.UNREACHABLE,
        Reason.TIMEOUT,
        Reason.CUT_OFF,
        Reason.SERVER,
        Reason.BUSY,
        Reason.ROBOTS_UNKNOWN,
        Reason.BUDGET,
    }
)


class FetchError(HoidapError):
    """An address cannot be fetched; its message says why and what to do, without the address."""

    def __init__(
        self,
        reason: Reason,
        message: str,
        *,
        status: int | None = None,
        retry_after: float | None = None,
    ) -> None:
        """Makes the fault.

        Args:
            reason: what happened, for code.
            message: what happened, for a person.
            status: of the answer, where there was one.
            retry_after: seconds after which the site asks to come back.
        """
        super().__init__(message)
        self.reason = reason
        self.status = status
        self.retry_after = retry_after

    @property
    def may_pass(self) -> bool:
        """Whether the same request may succeed at another time, with nothing changed by us."""
        return self.reason in _MAY_PASS
