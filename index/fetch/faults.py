"""From what goes wrong on the wire, and from statuses, to a fault that a person can act on."""

from __future__ import annotations

import re
import ssl
from collections.abc import Callable
from datetime import UTC
from email.utils import parsedate_to_datetime
from http import HTTPStatus
from typing import Final

import httpcore
import httpx

from index.fetch.errors import FetchError, Reason

WIRE_FAULTS: Final = (
    httpcore.NetworkError,
    httpcore.TimeoutException,
    httpcore.ProtocolError,
    httpcore.ConnectionNotAvailable,
)
"""All that httpcore raises for a request that is well made."""
_SECONDS: Final = re.compile(r"\d{1,9}\Z")
_OK: Final = (HTTPStatus.OK, HTTPStatus.NON_AUTHORITATIVE_INFORMATION)
_REDIRECTS: Final = (301, 302, 303, 307, 308)
_SERVER_FAULTS: Final = 500
# Faults of a server that no waiting mends.
_NOT_ABLE: Final = (HTTPStatus.NOT_IMPLEMENTED, HTTPStatus.HTTP_VERSION_NOT_SUPPORTED)


def wire_fault(error: Exception, *, in_body: bool) -> FetchError:
    """Returns what an exception of httpcore means.

    `in_body` tells whether the headers of the answer were there already.
    """
    if isinstance(error, httpcore.ConnectTimeout):
        return FetchError(Reason.TIMEOUT, "its site does not take the connection in time")
    if isinstance(error, httpcore.TimeoutException):
        what = "is not sent to its end in time" if in_body else "is not answered in time"
        return FetchError(Reason.TIMEOUT, what)
    if isinstance(error, httpcore.ConnectError):
        return _connect_fault(error)
    broken = isinstance(error, httpcore.NetworkError) or "disconnected" in str(error)
    if in_body and (broken or "peer closed" in str(error)):
        return FetchError(Reason.CUT_OFF, "broke off before its end")
    if broken or isinstance(error, httpcore.ConnectionNotAvailable):
        return FetchError(Reason.UNREACHABLE, "its site closes the connection without an answer")
    return FetchError(Reason.DAMAGED, "its site does not answer with sound HTTP")


def _connect_fault(error: Exception) -> FetchError:
    cause: BaseException | None = error
    while cause is not None:
        if isinstance(cause, ssl.SSLCertVerificationError):
            why = cause.verify_message or "it is not valid"
            return FetchError(
                Reason.CERTIFICATE,
                f"its site's certificate is refused ({why}); its operator must mend that",
            )
        if isinstance(cause, ssl.SSLError):
            return FetchError(
                Reason.CERTIFICATE,
                "no secure connection to its site is possible; try the address with http://",
            )
        cause = cause.__cause__ or cause.__context__
    return FetchError(Reason.UNREACHABLE, "its site does not take connections")


def is_redirect_status(status: int) -> bool:
    """Tells whether a status is that of a redirect."""
    return status in _REDIRECTS


def is_redirect(response: httpx.Response) -> bool:
    """Tells whether the answer sends on to another address."""
    return response.status_code in _REDIRECTS and "location" in response.headers


def status_fault(
    response: httpx.Response, *, conditional: bool, wall: Callable[[], float]
) -> FetchError | None:
    """Returns what is wrong by the status of an answer; None for a page, 304 and redirects."""
    status = response.status_code
    unchanged = conditional and status == HTTPStatus.NOT_MODIFIED
    if status in _OK or unchanged or is_redirect(response):
        return None
    reason, message = _meaning(status)
    wait = retry_after(response.headers.get("retry-after"), wall)
    if status == HTTPStatus.SERVICE_UNAVAILABLE and wait is not None:
        reason = Reason.BUSY
    return FetchError(reason, message, status=status, retry_after=wait)


def _meaning(status: int) -> tuple[Reason, str]:
    if status == HTTPStatus.NOT_FOUND:
        return Reason.NOT_FOUND, "is not there (404)"
    if status == HTTPStatus.GONE:
        return Reason.GONE, "was taken off its site for good (410)"
    if status == HTTPStatus.TOO_MANY_REQUESTS:
        return Reason.BUSY, "its site asks for fewer requests (429)"
    if status in (HTTPStatus.REQUEST_TIMEOUT, HTTPStatus.TOO_EARLY):
        return Reason.SERVER, f"its site gave up waiting ({status})"
    if status == HTTPStatus.UNAUTHORIZED:
        return Reason.DENIED, "needs a login (401)"
    if status == HTTPStatus.FORBIDDEN:
        return (
            Reason.DENIED,
            "its site refuses to send it (403); ask its operator to let hoidap read it",
        )
    if status >= _SERVER_FAULTS and status not in _NOT_ABLE:
        return Reason.SERVER, f"its site has a fault of its own ({status})"
    if status >= HTTPStatus.BAD_REQUEST:
        return Reason.DENIED, f"its site refuses to send it ({status})"
    return Reason.DAMAGED, f"its site answers {status}, which brings no page"


def retry_after(value: str | None, wall: Callable[[], float]) -> float | None:
    """Returns the seconds of a `Retry-After` header: a number, or a date as seen from `wall`.

    >>> retry_after("120", lambda: 0.0), retry_after("soon", lambda: 0.0)
    (120.0, None)
    """
    text = (value or "").strip()
    if _SECONDS.match(text):
        return float(text)
    try:
        when = parsedate_to_datetime(text)
        at = (when if when.tzinfo else when.replace(tzinfo=UTC)).timestamp()
    except (ValueError, TypeError, IndexError, OverflowError, OSError):
        return None
    return max(0.0, at - wall())
