"""Addresses: what people type is repaired, what pages link to is put into one form."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from index.fetch.errors import FetchError, Reason
from index.fetch.fetcher import Fetcher
from index.fetch.hosts import Hosts
from index.fetch.typed import normal_address
from index.fetch.url import clean_url, parsed

TYPED = [
    ("sotttt.hue.gov.vn", "https://sotttt.hue.gov.vn/"),
    ("  https://hue.gov.vn/tin \n", "https://hue.gov.vn/tin"),
    ("HTTPS://Hue.Gov.VN/Tin", "https://hue.gov.vn/Tin"),
    ("htps://hue.gov.vn", "https://hue.gov.vn/"),
    ("htttp://hue.gov.vn", "http://hue.gov.vn/"),
    ("ttps://hue.gov.vn", "https://hue.gov.vn/"),
    ("hxxps://hue.gov.vn", "https://hue.gov.vn/"),
    ("http//hue.gov.vn", "http://hue.gov.vn/"),
    ("http:/hue.gov.vn", "http://hue.gov.vn/"),
    ("https;//hue.gov.vn", "https://hue.gov.vn/"),
    ("https:hue.gov.vn", "https://hue.gov.vn/"),
    ("https:\\\\hue.gov.vn\\tin", "https://hue.gov.vn/tin"),
    ("https://http://hue.gov.vn", "http://hue.gov.vn/"),
    ("https:// hue . gov.vn / tin", "https://hue.gov.vn/tin"),
    ("www..hue,gov.vn", "https://www.hue.gov.vn/"),
    ("hue.gov.vn.", "https://hue.gov.vn/"),
    ("hue.gov.vn./tin", "https://hue.gov.vn/tin"),
    ("“hue.gov.vn”.", "https://hue.gov.vn/"),
    ("<https://hue.gov.vn/tin tức>", "https://hue.gov.vn/tin%20t%E1%BB%A9c"),
    ("ｈｕｅ。ｇｏｖ。ｖｎ", "https://hue.gov.vn/"),
    ("Huế.vn", "https://xn--hu-07s.vn/"),
    ("https://xn--hu-07s.vn", "https://xn--hu-07s.vn/"),
    ("https://hue.gov.vn:443/", "https://hue.gov.vn/"),
    ("http://hue.gov.vn:080/", "http://hue.gov.vn/"),
    ("http://hue.gov.vn:443/", "http://hue.gov.vn:443/"),
    ("hue.gov.vn:443", "https://hue.gov.vn/"),
    ("hue.gov.vn:8080/tin", "http://hue.gov.vn:8080/tin"),
    ("127.0.0.1:8080", "http://127.0.0.1:8080/"),
    ("localhost/tin", "http://localhost/tin"),
    ("[::1]:80/tin", "http://[::1]/tin"),
    ("https://hue.gov.vn/a/../b/./c#top", "https://hue.gov.vn/b/c"),
    ("https://hue.gov.vn/?url=https://da.gov.vn", "https://hue.gov.vn/?url=https://da.gov.vn"),
    ("https://hue.gov.vn/tin?utm_source=zalo&id=7&fbclid=x", "https://hue.gov.vn/tin?id=7"),
    ("https://hue.gov.vn/tin;jsessionid=0A1B?id=7", "https://hue.gov.vn/tin?id=7"),
]  # fmt: skip


@pytest.mark.parametrize(("text", "address"), TYPED)
def test_what_is_plainly_meant_is_understood(text: str, address: str) -> None:
    try:
        assert normal_address(text) == address
    except FetchError as error:
        pytest.fail(f"{text!r}: {error}")


@pytest.mark.parametrize(
    ("text", "reason", "hint"),
    [
        ("", Reason.ADDRESS, "type one such as https://"),
        (" \n ", Reason.ADDRESS, "type one such as https://"),
        ("https://", Reason.ADDRESS, "type one such as https://"),
        ("hue", Reason.ADDRESS, "not a whole site's name"),
        ("Sở TTTT Huế", Reason.ADDRESS, "not a whole site's name"),
        ("hue.gov.vn và da.gov.vn", Reason.ADDRESS, "space"),
        ("https://hue.gov.vn https://da.gov.vn", Reason.ADDRESS, "type the address alone"),
        ("xem https://hue.gov.vn", Reason.ADDRESS, "type the address alone"),
        ("vanthu@hue.gov.vn", Reason.ADDRESS, "mail address"),
        ("ftp://hue.gov.vn", Reason.NOT_HTTP, "ftp"),
        ("file:///etc/passwd", Reason.NOT_HTTP, "file"),
        ("mailto:vanthu@hue.gov.vn", Reason.NOT_HTTP, "mailto"),
        ("javascript:alert(1)", Reason.NOT_HTTP, "only http and https"),
        ("https://admin:matkhau@hue.gov.vn", Reason.NOT_HTTP, "before the @"),
        ("admin:matkhau@hue.gov.vn", Reason.NOT_HTTP, "before the @"),
        ("https://hue.gov.vn:abc", Reason.ADDRESS, "port"),
        ("https://hue.gov.vn:99999", Reason.ADDRESS, "port"),
        ("https://hue.gov.vn:0", Reason.ADDRESS, "port"),
        ("hue.gov.v1", Reason.ADDRESS, "last part"),
        ("2130706433", Reason.ADDRESS, "number"),
        ("http://0x7f.0.0.1/", Reason.ADDRESS, "number"),
        ("http://[zz]/", Reason.ADDRESS, "name"),
        ("https://-hue.gov.vn", Reason.ADDRESS, "name"),
        ("https://hue.gov.vn/" + "x" * 5000, Reason.ADDRESS, "longer"),
    ],
)
def test_what_is_no_address_says_what_is_wrong(text: str, reason: Reason, hint: str) -> None:
    with pytest.raises(FetchError) as caught:
        normal_address(text)
    message = str(caught.value)
    assert caught.value.reason is reason and hint in message
    assert "matkhau" not in message and len(message) < 200 and "\n" not in message


@given(
    st.text(max_size=60)
    | st.lists(
        st.sampled_from(
            ["https", "http", ":", "//", "/", "\\", "@", "hue", ".gov", ".vn", ":80", " ", "[", "]",
             "?a=1", "#", "..", "::1", "%2e", "ế", "0x7f", "127.0.0.1"]
        ), max_size=9,
    ).map("".join)
)  # fmt: skip
def test_any_text_is_an_address_in_its_one_form_or_a_named_fault(text: str) -> None:
    for read in (normal_address, clean_url):
        try:
            address = read(text)
        except FetchError as fault:
            assert str(fault)
            continue
        assert read(address) == clean_url(address) == address
        url = parsed(address)
        assert url.scheme in ("http", "https") and not url.userinfo and not url.fragment


LINKS = [
    ("tin.html", "http://hue.gov.vn/a/tin.html"),
    ("/tin?id=1&amp", "http://hue.gov.vn/tin?id=1&amp"),
    ("../tin", "http://hue.gov.vn/tin"),
    ("?p=2", "http://hue.gov.vn/a/b?p=2"),
    ("//da.gov.vn/x", "http://da.gov.vn/x"),
    ("..\\tin\\1.html", "http://hue.gov.vn/tin/1.html"),
    (" /t\nin ", "http://hue.gov.vn/tin"),
    ("#top", "http://hue.gov.vn/a/b?c=1"),
    ("/a?b=%C3%A1&utm_campaign=x&UTM_Medium=y", "http://hue.gov.vn/a?b=%C3%A1"),
    ("/a?_ga=1", "http://hue.gov.vn/a"),
    ("/a?utmost=1&gaid=2&id", "http://hue.gov.vn/a?utmost=1&gaid=2&id"),
    ("HTTPS://HUE.gov.vn:443", "https://hue.gov.vn/"),
]


@pytest.mark.parametrize(("link", "address"), LINKS)
def test_a_link_gets_the_form_under_which_its_article_is_known(link: str, address: str) -> None:
    assert clean_url(link, "http://hue.gov.vn/a/b?c=1") == address


@pytest.mark.parametrize("link", ["mailto:a@b.vn", "tel:0234", "javascript:void(0)", "data:,x",
                                  "http://a:b@hue.gov.vn/", "http://a..b/", "zalo:1"])  # fmt: skip
def test_a_link_to_no_page_is_refused(link: str) -> None:
    with pytest.raises(FetchError):
        clean_url(link, "http://hue.gov.vn/")


@pytest.mark.parametrize(
    ("address", "own"),
    [
        ("https://hue.gov.vn/x", True),
        ("http://www.hue.gov.vn/", True),
        ("https://HUE.gov.vn./", True),
        ("http://hue.gov.vn:8080/", True),
        ("http://hue.gov.vn:8081/", False),
        ("https://tin.hue.gov.vn/", False),
        ("https://xhue.gov.vn/", False),
        ("https://hue.gov.vn.example.com/", False),
        ("https://gov.vn/", False),
        ("https://www.www.hue.gov.vn/", False),
    ],
)
def test_a_sources_hosts_are_its_own_and_the_www_twin(address: str, own: bool) -> None:
    assert (parsed(address) in Hosts(["http://www.hue.gov.vn:8080/tin"])) is own


def test_a_fetcher_is_not_opened_for_what_is_no_address() -> None:
    with pytest.raises(FetchError):
        Fetcher(["ftp://hue.gov.vn"])
