"""What a fetch brings back: body, headers, redirects, conditions, retries."""

from __future__ import annotations

import gzip
import os
import zlib
from collections.abc import Callable
from dataclasses import replace
from itertools import count

import brotli
import pytest

from index.fetch.errors import Reason
from index.fetch.fetcher import Fetcher
from index.fetch.values import Fetched, Kind, Redirect, RunLimits, options_of
from index.settings import Settings
from tests.index.fetch.conftest import LIMITS, Open, Time, fault
from tests.index.fetch.site import CLOSE, Request, Site, answer, chunked, redirect

PAGE = "<p>Lịch tiếp công dân tháng 7</p>".encode() * 50


def test_a_page_comes_with_what_its_headers_say(site: Site, fetcher: Fetcher) -> None:
    site.routes["/tin?id=7"] = answer(
        PAGE,
        type='Text/HTML; charset="UTF-8"',
        ETag='"a1"',
        Last_Modified="Tue, 01 Jul 2025 01:00:00 GMT",
    )
    assert fetcher.fetch(site.url("/tin?id=7#top")) == Fetched(
        url=site.url("/tin?id=7"),
        redirects=(),
        status=200,
        content_type="text/html",
        charset="utf-8",
        body=PAGE,
        etag='"a1"',
        last_modified="Tue, 01 Jul 2025 01:00:00 GMT",
    )


def test_the_site_is_told_who_asks(site: Site, open_fetcher: Open) -> None:
    site.routes["/"] = answer()
    options = options_of(Settings(fetch_contact="tin@hue.example", fetch_allow_loopback=True))
    open_fetcher(options).fetch(site.url())
    assert {r.headers["user-agent"] for r in site.asked} == {"hoidap/0.1 (+tin@hue.example)"}
    assert site.asked[-1].headers["host"] == f"127.0.0.1:{site.port}"
    assert "cookie" not in site.asked[-1].headers


@pytest.mark.parametrize(
    ("encoding", "pack"),
    [
        ("gzip", gzip.compress),
        ("x-gzip", gzip.compress),
        ("deflate", zlib.compress),
        ("deflate", lambda body: zlib.compress(body)[2:-4]),
        ("br", brotli.compress),
        ("gzip, br", lambda body: brotli.compress(gzip.compress(body))),
        ("identity", bytes),
        ("", bytes),
        ("gzip", lambda body: gzip.compress(body[:99]) + gzip.compress(body[99:])),
    ],
)
@pytest.mark.parametrize("size", [1, 1000, 10**6])
def test_packed_bodies_are_unpacked_however_they_are_cut(
    site: Site, fetcher: Fetcher, encoding: str, pack: Callable[[bytes], bytes], size: int
) -> None:
    body = PAGE + os.urandom(2000)
    packed = pack(body)
    pieces = [packed[at : at + size] for at in range(0, len(packed), size)]
    site.routes["/"] = lambda request: chunked(pieces, Content_Encoding=encoding)
    assert fetcher.fetch(site.url()).body == body


def test_an_empty_body_that_is_called_packed_is_empty(site: Site, fetcher: Fetcher) -> None:
    site.routes["/"] = answer(b"", Content_Encoding="gzip")
    assert fetcher.fetch(site.url()).body == b""


def test_documents_may_be_larger_than_pages(site: Site, fetcher: Fetcher) -> None:
    body = b"%PDF-" + bytes(LIMITS.page.size)
    site.routes["/vb.pdf"] = answer(
        body,
        type="application/pdf",
        Content_Disposition="attachment; filename*=UTF-8''qu%E1%BB%B9.pdf",
    )
    document = fetcher.fetch(site.url("/vb.pdf"), kind=Kind.DOCUMENT)
    assert document.body == body and document.file_name == "quỹ.pdf"
    assert fault(fetcher, site.url("/vb.pdf")).reason is Reason.TOO_LARGE


@pytest.mark.parametrize(
    ("value", "name"),
    [
        ('attachment; filename="a/../../etc/passwd"', "passwd"),
        ("inline", None),
        ("attachment; filename=..", None),
        ("attachment; filename*=nonsense''%ff%fe", "ÿþ"),
        ('attachment; filename="CV 12.pdf"', "CV 12.pdf"),
    ],
)
def test_a_file_name_has_no_folders(
    site: Site, fetcher: Fetcher, value: str, name: str | None
) -> None:
    site.routes["/"] = answer(Content_Disposition=value)
    assert fetcher.fetch(site.url()).file_name == name


def test_redirects_are_followed_and_told(site: Site, fetcher: Fetcher) -> None:
    site.routes |= {
        "/cu": redirect("/moi", "301 Moved Permanently"),
        "/moi": redirect("/moi-nhat", "308 Permanent Redirect"),
        "/moi-nhat": redirect("tin.html"),
        "/tin.html": answer(PAGE),
    }
    page = fetcher.fetch(site.url("/cu"))
    assert page.url == site.url("/tin.html") and page.body == PAGE
    assert page.redirects == (
        Redirect(site.url("/cu"), 301, site.url("/moi")),
        Redirect(site.url("/moi"), 308, site.url("/moi-nhat")),
        Redirect(site.url("/moi-nhat"), 302, site.url("/tin.html")),
    )
    assert page.moved_to == site.url("/moi-nhat")
    assert fetcher.fetch(site.url("/moi-nhat")).moved_to is None
    assert fetcher.fetch(site.url("/tin.html")).moved_to is None


def test_a_redirect_written_in_vietnamese_is_followed(site: Site, fetcher: Fetcher) -> None:
    site.routes["/cu"] = redirect("/tin tức")
    site.routes["/tin%20t%E1%BB%A9c"] = answer(PAGE)
    assert fetcher.fetch(site.url("/cu")).body == PAGE


def test_a_site_that_waits_for_its_cookie_gets_it_once(site: Site, fetcher: Fetcher) -> None:
    def route(request: Request) -> bytes:
        if request.headers.get("cookie") == "seen=1":
            return answer(PAGE)
        return redirect("/", Set_Cookie="seen=1; Path=/; HttpOnly")

    site.routes["/"] = route
    assert fetcher.fetch(site.url()).body == PAGE
    assert fetcher.fetch(site.url()).redirects, "a cookie was kept from one fetch to the next"


def test_an_unchanged_page_is_not_sent_again(site: Site, fetcher: Fetcher) -> None:
    def route(request: Request) -> bytes:
        same = request.headers.get("if-none-match") == '"a1"'
        return answer(b"", "304 Not Modified") if same else answer(PAGE, ETag='"a1"')

    site.routes["/"] = route
    first = fetcher.fetch(site.url())
    second = fetcher.fetch(site.url(), etag=first.etag, modified="Tue, 01 Jul 2025 01:00:00 GMT")
    assert second.not_modified and second.status == 304 and second.body == b""
    assert second.etag == '"a1"' and second.last_modified == "Tue, 01 Jul 2025 01:00:00 GMT"
    assert site.asked[-1].headers["if-modified-since"] == "Tue, 01 Jul 2025 01:00:00 GMT"
    assert fetcher.fetch(site.url(), etag='"a2"').body == PAGE


def test_conditions_go_only_to_the_address_that_they_are_of(site: Site, fetcher: Fetcher) -> None:
    def home(request: Request) -> bytes:
        conditional = "if-none-match" in request.headers
        return answer(b"", "304 Not Modified") if conditional else answer(PAGE)

    site.routes |= {"/bai": redirect("/"), "/": home}
    assert not fetcher.fetch(site.url("/bai"), etag='"bai"').not_modified


def test_a_304_that_nobody_asked_for_is_no_page(site: Site, fetcher: Fetcher) -> None:
    site.routes["/"] = answer(b"", "304 Not Modified")
    assert fault(fetcher, site.url()).reason is Reason.DAMAGED


def test_a_validator_that_would_break_a_header_is_not_sent(site: Site, fetcher: Fetcher) -> None:
    site.routes["/"] = answer(PAGE, ETag="x" * 5000, Last_Modified="ngày 1")
    page = fetcher.fetch(site.url(), etag="a\r\nX: 1", modified="hôm qua")
    assert page.etag is None and page.last_modified is None
    assert not {"if-none-match", "if-modified-since", "x"} & set(site.asked[-1].headers)


@pytest.mark.parametrize(
    ("status", "reason", "may_pass"),
    [
        ("404 Not Found", Reason.NOT_FOUND, False),
        ("410 Gone", Reason.GONE, False),
        ("401 Unauthorized", Reason.DENIED, False),
        ("403 Forbidden", Reason.DENIED, False),
        ("451 Unavailable", Reason.DENIED, False),
        ("501 Not Implemented", Reason.DENIED, False),
        ("204 No Content", Reason.DAMAGED, False),
        ("206 Partial Content", Reason.DAMAGED, False),
        ("300 Multiple Choices", Reason.DAMAGED, False),
        ("302 Found", Reason.DAMAGED, False),
        ("500 Internal Server Error", Reason.SERVER, True),
        ("503 Service Unavailable", Reason.SERVER, True),
        ("408 Request Timeout", Reason.SERVER, True),
        ("429 Too Many Requests", Reason.BUSY, True),
    ],
)
def test_a_status_is_told_apart_from_others(
    site: Site, fetcher: Fetcher, status: str, reason: Reason, may_pass: bool
) -> None:
    site.routes["/"] = answer(b"", status)
    caught = fault(fetcher, site.url())
    assert (caught.reason, caught.may_pass, caught.status) == (reason, may_pass, int(status[:3]))
    assert str(caught) and site.url() not in str(caught)


def test_a_500_that_heals_is_asked_again_with_growing_waits(
    site: Site, fetcher: Fetcher, time: Time
) -> None:
    attempts = count(1)
    site.routes["/"] = lambda request: (
        answer(PAGE) if next(attempts) == 3 else answer(b"", "500 Internal Server Error")
    )
    assert fetcher.fetch(site.url()).body == PAGE
    assert time.slept == [0.75, 1.5]


def test_a_500_that_stays_is_given_up_after_three(site: Site, fetcher: Fetcher) -> None:
    site.routes["/"] = answer(b"", "502 Bad Gateway")
    assert fault(fetcher, site.url()).may_pass
    assert site.paths == ["/"] * 3


@pytest.mark.parametrize("status", ["404 Not Found", "410 Gone", "403 Forbidden"])
def test_what_no_repetition_helps_is_asked_once(
    site: Site, fetcher: Fetcher, time: Time, status: str
) -> None:
    site.routes["/"] = answer(b"", status)
    fault(fetcher, site.url())
    assert site.paths == ["/"] and time.slept == []


@pytest.mark.parametrize(
    ("value", "slept"),
    [("7", 7.0), ("Tue, 14 Nov 2023 22:13:50 GMT", 30.0), ("soon", 0.75), ("-5", 0.75)],
)
def test_a_busy_site_is_left_alone_as_long_as_it_asks(
    site: Site, fetcher: Fetcher, time: Time, value: str, slept: float
) -> None:
    attempts = count(1)
    site.routes["/"] = lambda request: (
        answer(PAGE)
        if next(attempts) == 2
        else answer(b"", "429 Too Many Requests", Retry_After=value)
    )
    assert fetcher.fetch(site.url()).body == PAGE
    assert time.slept == [slept]


def test_a_site_that_asks_for_an_hour_is_not_asked_again_in_it(
    site: Site, fetcher: Fetcher, time: Time
) -> None:
    site.routes["/"] = answer(b"", "503 Service Unavailable", Retry_After="3600")
    site.routes["/tin"] = answer(PAGE)
    first = fault(fetcher, site.url())
    assert (first.reason, first.retry_after) == (Reason.BUSY, 3600.0)
    assert fault(fetcher, site.url("/tin")).retry_after == 3600.0
    assert site.paths == ["/"] and time.slept == []
    time.now += 3601
    assert fetcher.fetch(site.url("/tin")).body == PAGE


def test_connections_are_kept_between_requests(site: Site, fetcher: Fetcher) -> None:
    site.routes |= {"/1": answer(PAGE), "/2": answer(PAGE), "/3": answer(b"", "304 Not Modified")}
    fetcher.fetch(site.url("/1"))
    before = site.connections
    fetcher.fetch(site.url("/2"))
    fetcher.fetch(site.url("/3"), etag='"a"')
    fetcher.fetch(site.url("/1"))
    assert site.connections == before


def test_a_kept_connection_that_was_closed_meanwhile_is_made_anew(
    site: Site, fetcher: Fetcher
) -> None:
    site.routes["/"] = lambda request: [answer(PAGE), CLOSE]
    for _ in range(3):
        assert fetcher.fetch(site.url()).body == PAGE


def test_a_run_ends_with_its_requests(site: Site, open_fetcher: Open) -> None:
    site.routes["/"] = answer(PAGE)
    fetcher = open_fetcher(run=RunLimits(requests=3))
    fetcher.fetch(site.url())
    fetcher.fetch(site.url())
    caught = fault(fetcher, site.url())
    assert (caught.reason, caught.may_pass) == (Reason.BUDGET, True)
    assert fetcher.used.requests == len(site.asked) == 3


def test_a_run_ends_with_its_bytes(site: Site, open_fetcher: Open) -> None:
    site.routes["/"] = answer(bytes(100_000))
    fetcher = open_fetcher(run=RunLimits(size=150_000))
    fetcher.fetch(site.url())
    fetcher.fetch(site.url())
    assert fault(fetcher, site.url()).reason is Reason.BUDGET
    assert 200_000 < fetcher.used.size < 202_000


def test_a_run_ends_with_its_seconds_and_does_not_wait_beyond_them(
    site: Site, open_fetcher: Open, time: Time
) -> None:
    site.routes["/"] = answer(b"", "503 Service Unavailable", Retry_After="50")
    fetcher = open_fetcher(run=RunLimits(seconds=40))
    assert fault(fetcher, site.url()).reason is Reason.BUDGET
    assert time.slept == []
    time.now += 41
    assert fault(fetcher, site.url()).reason is Reason.BUDGET
    assert site.paths == ["/"]


def test_a_picture_is_refused_before_it_is_downloaded(site: Site, fetcher: Fetcher) -> None:
    site.routes["/a.jpg"] = answer(bytes(100_000), type="image/jpeg")
    caught = fault(fetcher, site.url("/a.jpg"))
    assert (caught.reason, caught.may_pass) == (Reason.WRONG_TYPE, False)
    assert "picture" in str(caught)


@pytest.mark.parametrize("type", ["nonsense; charset=", "\x01\x02; charset=\x7f", "", "/"])
def test_bytes_that_are_no_text_are_handed_over_as_they_are(
    site: Site, fetcher: Fetcher, type: str
) -> None:
    body = bytes(range(256)) * 10
    site.routes["/"] = answer(body, type=type, ETag='"\x7f"')
    found = fetcher.fetch(site.url())
    assert (found.body, found.content_type, found.charset, found.etag) == (body, "", None, None)


def test_limits_of_options_bound_attempts(site: Site, open_fetcher: Open) -> None:
    site.routes["/"] = answer(b"", "500 Oops")
    fault(open_fetcher(limits=replace(LIMITS, attempts=1)), site.url())
    assert site.paths == ["/"]
