"""The made-up sites themselves: what a crawl's tests rely on."""

from __future__ import annotations

import urllib.error
import urllib.request

import pytest

from tests.sites import PLATFORMS, make_portal, make_site, serve


def get(url: str, **headers: str) -> tuple[int, bytes, str]:
    request = urllib.request.Request(
        url, headers={k.replace("_", "-"): v for k, v in headers.items()}
    )
    try:
        with urllib.request.urlopen(request, timeout=10) as answer:
            return answer.status, answer.read(), answer.headers.get("ETag", "")
    except urllib.error.HTTPError as fault:
        return fault.code, fault.read(), ""


def test_the_seed_decides_all_and_addresses_are_one_each() -> None:
    one, two = make_portal(seed=9).expected("http://h"), make_portal(seed=9).expected("http://h")
    assert one == two
    assert len(one) == 300
    assert len({e.url for e in one}) == 300
    assert make_portal(seed=8).expected("http://h") != one


@pytest.mark.parametrize("name", sorted(PLATFORMS))
def test_a_served_site_heals_redirects_revalidates_and_changes(name: str) -> None:
    site = make_site(name, seed=9, articles=20)
    platform = site.platforms[0]
    with serve(site) as served:
        news = platform.by_number(str(platform.healing))
        assert news is not None
        url = served.url + platform.address(news)
        assert get(url)[0] == 500
        status, body, tag = get(url)
        assert status == 200
        assert get(url)[1] != body  # counters
        assert get(url, If_None_Match=tag)[0] == 304
        platform.change(news.number)
        assert get(url, If_None_Match=tag)[0] == 200
        platform.remove(news.number)
        assert news.title not in get(url)[1].decode()
        added = platform.add()
        assert get(served.url + platform.address(added))[0] == 200
        assert ("GET", platform.address(news), 304) in served.requests
    assert added.number in {n.number for n in platform.news()}


def test_attachments_are_served_as_what_they_are() -> None:
    site = make_site("plain", seed=9, articles=60)
    with serve(site) as served:
        names = [a for e in site.expected(served.url) for a in e.attachments]
        kinds = {get(name)[1][:4] for name in names}
    assert kinds == {b"%PDF", b"PK\x03\x04"}


def test_without_validators_nothing_can_be_revalidated() -> None:
    site = make_site("joomla", seed=9, articles=10, validators=False)
    with serve(site) as served:
        assert get(site.expected(served.url)[0].url)[2] == ""
