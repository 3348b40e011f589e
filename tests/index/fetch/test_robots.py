"""robots.txt: what it forbids is not asked for, and what cannot be read forbids for now."""

from __future__ import annotations

import tracemalloc

import pytest

from index.fetch.errors import FetchError, Reason
from index.fetch.fetcher import Fetcher
from index.fetch.robots import Rules, read_rules
from index.fetch.url import parsed
from index.fetch.values import RunLimits
from tests.index.fetch.conftest import Open, Time, fault
from tests.index.fetch.site import Site, answer, redirect

RULES = b"""\xef\xbb\xbf# rules
User-agent: *
Disallow: /admin
Disallow: /*.aspx$
Allow: /admin/tin
Crawl-delay: 4
Sitemap: https://hue.gov.vn/sitemap.xml

User-agent: GPTBot
Disallow: /
"""


def allows(rules: Rules, path: str) -> bool:
    return rules.allow(parsed(f"http://hue.gov.vn{path}"))


def test_rules_are_read_with_wildcards_and_the_longest_wins() -> None:
    rules = read_rules(RULES)
    allowed = {path for path in ("/", "/admin/x", "/admin/tin/1", "/a.aspx", "/a.aspx?id=1")
               if allows(rules, path)}  # fmt: skip
    assert allowed == {"/", "/admin/tin/1", "/a.aspx?id=1"}
    assert rules.delay == 4.0 and rules.sitemaps == ("https://hue.gov.vn/sitemap.xml",)


@pytest.mark.parametrize("name", ["hoidap", "Hoidap", "HOIDAP/1.0", "hoidap*", "hoidap # us"])
def test_rules_for_us_by_name_win_over_those_for_all(name: str) -> None:
    rules = read_rules(f"User-agent: {name}\nDisallow: /\nUser-agent: *\nAllow: /\n".encode())
    assert not allows(rules, "/tin")


@pytest.mark.parametrize("name", ["GPTBot", "hoi", "hoidap2", "nothoidap"])
def test_rules_for_others_are_not_ours(name: str) -> None:
    rules = read_rules(f"User-agent: {name}\nDisallow: /\nCrawl-delay: 9\n".encode())
    assert allows(rules, "/tin") and rules.delay == 0


def test_a_group_of_several_names_holds_for_each() -> None:
    rules = read_rules(b"User-agent: a\nUser-agent: *\nUser-agent: b\nDisallow: /x\n")
    assert not allows(rules, "/x") and allows(rules, "/y")


@pytest.mark.parametrize(
    "content",
    [b"", b"\x00\xff\xfe" * 1000, b"<html>404</html>", b"Disallow: /", b"User-agent\nDisallow /",
     b"Crawl-delay: inf\nUser-agent: *\nCrawl-delay: nan\nCrawl-delay: -1\nCrawl-delay: 1e999"],
)  # fmt: skip
def test_what_makes_no_sense_forbids_nothing(content: bytes) -> None:
    rules = read_rules(content)
    assert allows(rules, "/tin") and rules.delay == 0


def test_a_file_made_to_overload_readers_takes_little() -> None:
    names = b"".join(b"User-agent: n%d\n" % n for n in range(15_000))
    content = (names + b"Disallow: /*a*b*c*d$\n" * 12_000)[: 1 << 19]
    tracemalloc.start()
    rules = read_rules(content)
    assert allows(rules, "/" + "abc" * 500)
    _, peak = tracemalloc.get_traced_memory()
    tracemalloc.stop()
    assert peak < 64 << 20


def test_what_is_forbidden_is_not_asked_for(site: Site, fetcher: Fetcher) -> None:
    site.routes["/robots.txt"] = answer(RULES, type="text/plain")
    site.routes["/tin"] = redirect("/admin/x")
    caught = fault(fetcher, site.url("/admin/x"))
    assert (caught.reason, caught.may_pass) == (Reason.ROBOTS, False)
    assert fault(fetcher, site.url("/tin")).reason is Reason.ROBOTS
    assert site.paths == ["/tin"], "a redirect led around the rules"


def test_rules_are_read_once_a_run(site: Site, open_fetcher: Open) -> None:
    site.routes |= {"/robots.txt": answer(RULES), "/": answer()}
    fetcher = open_fetcher()
    for _ in range(3):
        fetcher.fetch(site.url())
    assert fetcher.sitemaps(site.url("/tin")) == ("https://hue.gov.vn/sitemap.xml",)
    assert [r.path for r in site.asked] == ["/robots.txt", "/", "/", "/"]
    open_fetcher().fetch(site.url())
    assert [r.path for r in site.asked].count("/robots.txt") == 2


@pytest.mark.parametrize(
    "route",
    [
        answer(b"no", "404 Not Found"),
        answer(b"no", "410 Gone"),
        answer(b"no", "403 Forbidden"),
        answer(b"no", "401 Unauthorized"),
        answer(b"User-agent: *\nDisallow: /\n" + b"#" * (1 << 20)),
        answer(b"", type="image/png"),
        redirect("http://login.example/"),
        redirect("/robots.txt"),
        redirect("file:///etc/passwd"),
    ],
)
def test_a_site_without_rules_may_be_read(site: Site, fetcher: Fetcher, route: bytes) -> None:
    site.routes |= {"/robots.txt": route, "/": answer(b"tin")}
    assert fetcher.fetch(site.url()).body == b"tin"


def test_rules_behind_a_redirect_are_found(site: Site, fetcher: Fetcher) -> None:
    site.routes["/robots.txt"] = redirect("/rules", "301 Moved Permanently")
    site.routes["/rules"] = answer(b"User-agent: *\nDisallow: /", type="text/plain")
    assert fault(fetcher, site.url()).reason is Reason.ROBOTS


@pytest.mark.parametrize("status", ["500 Oops", "503 Service Unavailable", "429 Too Many"])
def test_rules_that_cannot_be_read_now_forbid_all_for_now(
    site: Site, fetcher: Fetcher, status: str
) -> None:
    site.routes |= {"/robots.txt": answer(b"", status), "/": answer(b"tin")}
    for _ in range(3):
        caught = fault(fetcher, site.url())
        assert (caught.reason, caught.may_pass) == (Reason.ROBOTS_UNKNOWN, True)
        assert caught.status == int(status[:3])
    assert [r.path for r in site.asked] == ["/robots.txt"] * 3, "asked again for each page"


def test_a_crawl_delay_is_kept(site: Site, fetcher: Fetcher, time: Time) -> None:
    site.routes |= {"/robots.txt": answer(RULES), "/": answer(), "/2": answer()}
    fetcher.fetch(site.url())
    fetcher.fetch(site.url("/2"))
    assert time.slept == [4.0]


@pytest.mark.parametrize(("asked", "kept"), [("86400", 30.0), ("0.5", 2.0), ("2.5", 2.5)])
def test_a_crawl_delay_is_bounded_and_never_shortens_the_pause(
    site: Site, open_fetcher: Open, time: Time, asked: str, kept: float
) -> None:
    site.routes["/robots.txt"] = answer(f"User-agent: *\nCrawl-delay: {asked}".encode())
    site.routes["/"] = answer()
    fetcher = open_fetcher(pause=2.0)
    for _ in range(3):
        fetcher.fetch(site.url())
    assert time.slept == [2.0, kept, kept]


def test_a_run_that_is_over_does_not_take_the_rules_for_missing(open_fetcher: Open) -> None:
    fetcher = open_fetcher(hosts=["http://hue.gov.vn"], run=RunLimits(requests=0))
    with pytest.raises(FetchError) as caught:
        fetcher.sitemaps("http://hue.gov.vn/")
    assert caught.value.reason is Reason.BUDGET


def test_sitemaps_of_other_hosts_are_not_asked_for(site: Site, fetcher: Fetcher) -> None:
    with pytest.raises(FetchError) as caught:
        fetcher.sitemaps("http://other.example/")
    assert caught.value.reason is Reason.OTHER_HOST and site.asked == []
