"""Where pages lead: articles with their days, pages of lists, feeds, documents, one address."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from benchmarks.extraction import HOST, fetch
from index.ingest.dom import parse
from index.sites.addresses import absolute, address_key, is_print_view, page_number, plain_address
from index.sites.links import ArticleLink, PageLinks, read_links
from index.sites.reading import page_text
from tests.sites import PLATFORMS, Portal, make_site

PAGE = "https://so.example/tin/a.html"


def links_of(site: Portal, path: str) -> PageLinks:
    return read_links(parse(page_text(fetch(site, HOST + path))), HOST + path)


@pytest.mark.parametrize("name", sorted(PLATFORMS))
def test_paging_from_the_first_page_reaches_every_article_of_a_section(name: str) -> None:
    site = make_site(name, seed=5, articles=100)
    platform = site.platforms[0]
    category = platform.categories[0]
    moved = next(n for n in platform.news() if n.number == platform.moved)
    wanted = {
        address_key(HOST + platform.address(n)) for n in platform.news() if n.category == category
    } - {address_key(HOST + platform.address(moved))}
    waiting, seen = [platform.section(category)], set[str]()
    found: dict[str, ArticleLink] = {}
    while waiting:
        path = waiting.pop()
        seen.add(address_key(HOST + path))
        links = links_of(site, path)
        for article in links.articles:
            key = address_key(article.url)
            if key not in found or found[key].published is None:
                found[key] = article
        waiting += [p.removeprefix(HOST) for p in links.pages if address_key(p) not in seen]
    assert wanted <= found.keys()
    days = {address_key(HOST + platform.address(n)): n.published for n in platform.news()}
    assert {key: found[key].published for key in wanted} == {key: days[key] for key in wanted}


@pytest.mark.parametrize("name", sorted(PLATFORMS))
def test_start_page_leads_to_all_sections(name: str) -> None:
    site = make_site(name, seed=5, articles=40)
    platform = site.platforms[0]
    sections = {address_key(link.url) for link in links_of(site, "/").sections}
    assert {address_key(HOST + platform.section(c)) for c in platform.categories} <= sections


def test_article_pages_have_no_further_pages() -> None:
    for name in PLATFORMS:
        site = make_site(name, seed=5, articles=40)
        platform = site.platforms[0]
        assert links_of(site, platform.address(platform.news()[12])).pages == ()


def test_feeds_are_found_and_those_of_comments_are_not() -> None:
    site = make_site("wordpress", seed=5, articles=20)
    assert [feed.url for feed in links_of(site, "/").feeds] == [f"{HOST}/feed/"]


@pytest.mark.parametrize(
    ("address", "plain"),
    [
        ("https://a.example/t;jsessionid=8F0C?id=7", "https://a.example/t?id=7"),
        ("https://a.example/t?id=7&utm_source=fb&fbclid=x", "https://a.example/t?id=7"),
        ("https://a.example/t?PHPSESSID=a1&id=7&print=1", "https://a.example/t?id=7"),
        ("https://a.example/2024/bai/amp/", "https://a.example/2024/bai/"),
        ("https://a.example/tin?start=0", "https://a.example/tin"),
        ("https://a.example/tin?v=tin&t=5", "https://a.example/tin?v=tin&t=5"),
    ],
)
def test_what_varies_between_copies_is_taken_off(address: str, plain: str) -> None:
    assert plain_address(address) == plain


@pytest.mark.parametrize(
    ("address", "number"),
    [
        ("https://a.example/tin?page=2", 2),
        ("https://a.example/tin/page/3/", 3),
        ("https://a.example/tin/Page/4", 4),
        ("https://a.example/tin?_101_INSTANCE_x_cur=5", 5),
        ("https://a.example/tin?start=20", 20),
        ("https://a.example/tin/trang-6.html", 6),
    ],
)
def test_ways_to_number_pages_are_known(address: str, number: int) -> None:
    found = page_number(address)
    assert found is not None
    assert found[1] == number
    assert found[0] in ("a.example/tin", "a.example/tin.html")


@pytest.mark.parametrize(
    ("canonical", "wanted"),
    [
        ("/tin/b.html", "https://so.example/tin/b.html"),
        ("https://so.example/", PAGE),
        ("https://other.example/tin/b.html", PAGE),
        ("javascript:alert(1)", PAGE),
    ],
)
def test_canonical_of_another_site_or_of_the_start_page_is_not_believed(
    canonical: str, wanted: str
) -> None:
    root = parse(f'<head><link rel=canonical href="{canonical}"></head><body><p>x</p></body>')
    assert read_links(root, PAGE).canonical == wanted


def test_versions_by_language_and_documents_are_named() -> None:
    root = parse(
        '<head><link rel=alternate hreflang=en href="/en/a.html"></head><body>'
        '<nav><a href="/quy-che.pdf">Quy chế</a></nav><a href="kh%20so 1.pdf">Kế hoạch</a>'
        '<a href="/documents/1/2/qd.docx/0a1b">Quyết định</a></body>'
    )
    links = read_links(root, PAGE)
    assert links.languages == (("en", "https://so.example/en/a.html"),)
    assert [a.url for a in links.attachments] == [
        "https://so.example/tin/kh%20so%201.pdf",
        "https://so.example/documents/1/2/qd.docx/0a1b",
    ]


@pytest.mark.parametrize(
    "address", ["/a?print=1", "/a?tmpl=component", "/a?x=1&p_p_state=pop_up", "/bai/print"]
)
def test_print_views_are_known(address: str) -> None:
    assert is_print_view(f"https://a.example{address}")
    assert not is_print_view("https://a.example/a?sprint=1")


@given(st.text(max_size=80), st.text(max_size=40))
def test_any_reference_gives_a_web_address_or_nothing(reference: str, tail: str) -> None:
    found = absolute(reference, f"https://a.example/{tail}")
    if found is not None:
        assert found.startswith(("http://", "https://"))
        assert plain_address(plain_address(found)) == plain_address(found)
        assert address_key(plain_address(found)) == address_key(found)


@pytest.mark.parametrize(
    "reference",
    [
        "javascript:void(0)",
        "mailto:a@b.example",
        "file:///etc/passwd",
        "http://u:p@b.example/",
        "#",
    ],
)
def test_what_is_no_address_of_a_page_is_left_out(reference: str) -> None:
    assert absolute(reference, PAGE) is None


def test_the_sign_of_a_footnote_is_no_page_number() -> None:
    page = '<a href="/tin?page=2">²</a><a href="/tin?page=3">③</a><a href="/tin?page=4">4</a>'
    assert read_links(parse(page), "https://so.example/tin").pages == (
        "https://so.example/tin?page=4",
    )


def test_a_page_of_endless_links_is_read_up_to_a_bound() -> None:
    many = "".join(
        f'<p><a href="/t{n}">Tin số {n} của ngành nội vụ tỉnh</a></p>' for n in range(9000)
    )
    assert len(read_links(parse(f"<body>{many}</body>"), PAGE).articles) <= 3000
