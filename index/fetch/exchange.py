"""One request and its answer, tried again where that may help. Follows nothing."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Final

import httpx

from index.fetch.connection import CheckedTransport, Meter
from index.fetch.decoding import ACCEPTED, read_body, too_large
from index.fetch.errors import FetchError, Reason
from index.fetch.faults import WIRE_FAULTS, is_redirect, status_fault, wire_fault
from index.fetch.pace import Budget, Pace, Timing, backoff
from index.fetch.values import MIB, FetchOptions, KindLimits

# What headers and the frames of chunks may add to a body on the wire.
_WIRE_FACTOR: Final = 2
_WIRE_EXTRA: Final = MIB
_UNWANTED: Final = {
    "image": "a picture",
    "audio": "a sound",
    "video": "a film",
    "font": "a font",
}
_IN_RUN: Final = frozenset(
    {Reason.UNREACHABLE, Reason.TIMEOUT, Reason.CUT_OFF, Reason.SERVER, Reason.BUSY}
)
"""Faults after which the same request is sent again in the same run."""


@dataclass(frozen=True, slots=True)
class Reply:
    """An answer: a page (200), an unchanged one (304) or a redirect; others are faults."""

    status: int
    headers: httpx.Headers
    body: bytes = b""


class Exchange:
    """Sends requests in their host's turn, within limits."""

    def __init__(
        self,
        transport: CheckedTransport,
        meter: Meter,
        pace: Pace,
        budget: Budget,
        options: FetchOptions,
        timing: Timing,
    ) -> None:
        self._transport = transport
        self._meter = meter
        self._pace = pace
        self._budget = budget
        self._options = options
        self._timing = timing

    def get(self, url: httpx.URL, headers: Mapping[str, str], limits: KindLimits) -> Reply:
        """Asks for `url`, which must be one that may be asked for.

        Args:
            url: as `index.fetch.url.parsed` returns it.
            headers: beside the usual ones; with conditions, 304 is an answer.
            limits: of the body.

        Raises:
            FetchError: no page, no redirect and no 304 came, after all attempts.
        """
        attempt = 1
        while True:
            try:
                return self._once(url, headers, limits)
            except FetchError as fault:
                wait = self._wait(fault, attempt, url.host)
                if wait is None:
                    raise
            self._budget.sleep(wait)
            attempt += 1

    def _wait(self, fault: FetchError, attempt: int, host: str) -> float | None:
        """Returns the seconds until the next attempt, None where there is none."""
        asked = fault.retry_after or 0.0
        if asked > self._options.limits.longest_wait:
            self._pace.shut(host, asked)
            return None
        # A former answer that was longer than it said spoils the connection it came on.
        damaged = fault.reason is Reason.DAMAGED and attempt == 1
        last = attempt >= self._options.limits.attempts
        if last or not (damaged or fault.reason in _IN_RUN):
            return None
        return max(asked, backoff(attempt, self._timing.chance()))

    def _once(self, url: httpx.URL, headers: Mapping[str, str], limits: KindLimits) -> Reply:
        request = httpx.Request(
            "GET", url, headers={**self._usual(), **headers}, extensions=self._timeouts()
        )
        wire = limits.size * _WIRE_FACTOR + _WIRE_EXTRA
        with self._pace.turn(url.host), self._meter.limited(limits.seconds, wire):
            self._budget.take_request()
            try:
                return self._asked(request, limits)
            finally:
                self._budget.add_bytes(self._meter.taken)

    def _asked(self, request: httpx.Request, limits: KindLimits) -> Reply:
        try:
            response = self._transport.handle_request(request)
        except WIRE_FAULTS as error:
            raise wire_fault(error, in_body=False) from None
        try:
            conditional = bool({"if-none-match", "if-modified-since"} & set(request.headers))
            fault = status_fault(response, conditional=conditional, wall=self._timing.wall)
            if fault is not None:
                raise fault
            if is_redirect(response):
                return Reply(response.status_code, response.headers)
            _check_headers(response.headers, limits.size)
            encoding = response.headers.get("content-encoding", "")
            body = read_body(response.iter_raw(), encoding, limits.size)
            return Reply(response.status_code, response.headers, body)
        except WIRE_FAULTS as error:
            raise wire_fault(error, in_body=True) from None
        finally:
            response.close()

    def _usual(self) -> dict[str, str]:
        return {
            "User-Agent": self._options.user_agent,
            "Accept": "text/html,application/xhtml+xml,application/xml;q=0.9,*/*;q=0.8",
            "Accept-Language": "vi,en;q=0.5",
            "Accept-Encoding": ACCEPTED,
        }

    def _timeouts(self) -> dict[str, object]:
        limits = self._options.limits
        silence = limits.read_seconds
        return {
            "timeout": {
                "connect": limits.connect_seconds,
                "read": silence,
                "write": silence,
                "pool": silence,
            }
        }


def _check_headers(headers: httpx.Headers, limit: int) -> None:
    """Refuses by the headers what need not be downloaded to be refused."""
    main, _, _ = headers.get("content-type", "").lower().strip().partition("/")
    if main in _UNWANTED:
        raise FetchError(Reason.WRONG_TYPE, f"is {_UNWANTED[main]}, not a page or document")
    length = headers.get("content-length", "")
    if length.isdecimal() and int(length) > limit:
        raise too_large(limit)
