"""From one address to all articles behind it."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence
from datetime import date
from io import BytesIO

import docx
import pytest

from index.crawl.walk import WalkLimits, walk
from index.fetch.values import FetchOptions
from index.ingest.read import Found
from index.model import Article, Rejection
from tests.sites.fixture import PortalServer
from tests.sites.model import Request, Response, page
from tests.sites.server import serve

LOCAL = FetchOptions(pause=0.0, allow_loopback=True)


def walked(
    url: str, limits: WalkLimits | None = None
) -> tuple[Sequence[Article], Sequence[Rejection]]:
    items = list(walk(url, LOCAL, limits=limits))
    return (
        [item.article for item in items if isinstance(item, Found)],
        [item for item in items if isinstance(item, Rejection)],
    )


@pytest.mark.parametrize("platform", ["liferay", "dnn", "wordpress", "joomla", "plain"])
def test_every_article_of_a_platform_is_found_once_from_its_start_page(
    portal_server: PortalServer, platform: str
) -> None:
    served = portal_server.served
    wanted = {e.url: e for e in portal_server.portal.expected(served.url) if e.platform == platform}
    found, _ = walked(f"{served.url}/{platform}/")
    urls = Counter(article.url for article in found if article.url in wanted)
    assert set(urls) == set(wanted)
    assert set(urls.values()) == {1}
    stored = {article.url: article for article in found}
    assert {url: stored[url].title for url in wanted} == {u: e.title for u, e in wanted.items()}
    assert {url: stored[url].published for url in wanted} == {
        u: e.published for u, e in wanted.items()
    }


def test_a_whole_portal_is_walked_through_its_sections(portal_server: PortalServer) -> None:
    served = portal_server.served
    wanted = {e.url for e in portal_server.portal.expected(served.url)}
    found, rejected = walked(f"{served.url}/")
    stored = [article.url for article in found]
    assert len(stored) == len(set(stored))
    assert wanted <= set(stored)
    assert all("\n" not in item.reason for item in rejected)


def test_one_article_is_taken_alone(portal_server: PortalServer) -> None:
    expected = portal_server.portal.expected(portal_server.served.url)[0]
    found, _ = walked(expected.url)
    assert found[0].url == expected.url
    assert found[0].title == expected.title


@pytest.mark.parametrize(
    ("address", "reason"),
    [
        ("", "no address"),
        ("sở thông tin", "not a whole site's name"),
        ("https://admin:secret@example.vn/", "password"),
        ("http://10.0.0.1/", "public internet"),
        ("ftp://example.vn/tin", "ftp"),
    ],
)
def test_what_is_no_address_of_a_site_is_told_in_a_sentence(address: str, reason: str) -> None:
    found, rejected = walked(address)
    assert found == []
    assert len(rejected) == 1
    assert reason in rejected[0].reason.lower()
    assert "secret" not in rejected[0].reason


def test_this_machine_is_not_fetched_unless_it_is_allowed(portal_server: PortalServer) -> None:
    (rejected,) = walk(portal_server.served.url, FetchOptions(pause=0.0))
    assert isinstance(rejected, Rejection)


def test_a_walk_keeps_to_its_limits_and_says_so(portal_server: PortalServer) -> None:
    limits = WalkLimits(articles=5, lists=2)
    found, rejected = walked(f"{portal_server.served.url}/wordpress/", limits)
    assert 0 < len(found) <= 5
    assert "were not visited" in rejected[-1].reason


class Folder:
    """A hand-made site: a feed, a document and a page that is no list."""

    validators = False

    def __init__(self, document: bytes) -> None:
        self.document = document

    def respond(self, request: Request) -> Response:
        match request.path:
            case "/rss.xml":
                item = f"<item><title>Kế hoạch</title><link>{request.host}/kh.docx</link></item>"
                feed = f"<?xml version='1.0'?><rss version='2.0'><channel>{item}</channel></rss>"
                return Response(feed.encode(), content_type="application/rss+xml")
            case "/kh.docx":
                return Response(self.document, content_type="application/octet-stream")
            case "/anh.jpg":
                return Response(b"\xff\xd8\xff\xe0", content_type="image/jpeg")
            case "/login":
                return page(
                    "<h1>Đăng nhập</h1><form><input name='u'><input type='password'></form>"
                )
        return page("<h1>404</h1>", status=404)


@pytest.fixture
def folder_url() -> Iterator[str]:
    made = docx.Document()
    for line in ("Thanh Hóa, ngày 15 tháng 3 năm 2024", "KẾ HOẠCH", "Chuyển đổi số năm 2024",
                 "Kinh phí thực hiện là 12 tỷ đồng."):  # fmt: skip
        made.add_paragraph(line)
    data = BytesIO()
    made.save(data)
    with serve(Folder(data.getvalue())) as served:
        yield served.url


def test_a_feed_leads_to_its_documents(folder_url: str) -> None:
    (article,), rejected = walked(f"{folder_url}/rss.xml")
    assert rejected == []
    assert article.url == f"{folder_url}/kh.docx"
    assert article.published == date(2024, 3, 15)
    assert "Kinh phí thực hiện là 12 tỷ đồng." in article.text


@pytest.mark.parametrize(
    ("path", "reason"),
    [("/anh.jpg", "picture"), ("/login", "login page"), ("/none", "404")],
)
def test_an_address_without_news_says_what_was_found(
    folder_url: str, path: str, reason: str
) -> None:
    found, (rejected,) = walked(folder_url + path)
    assert found == []
    assert reason in rejected.reason


class Stamped:
    """A site that prints one notice below each of its articles."""

    validators = False
    NOTICE = "Đề nghị ghi rõ nguồn cổng thông tin khi phát hành lại toàn bộ nội dung này."

    def respond(self, request: Request) -> Response:
        if request.path == "/":
            items = "".join(f"<li><a href='/tin/{n}.html'>{_TITLES[n]}</a> 0{n + 1}/3/2024</li>"
                            for n in range(len(_TITLES)))  # fmt: skip
            return page(f"<title>Tin tức</title><h1>Tin tức</h1><ul>{items}</ul>")
        if not request.path.startswith("/tin/"):
            return page("<h1>404</h1>", status=404)
        number = int(request.path.removeprefix("/tin/").removesuffix(".html"))
        body = "".join(
            f"<p>{_TITLES[number]}: đoạn {i} kể việc số {number * 7 + i} của địa phương, "
            f"với {number * 31 + i * 3} người dự và nhiều ý kiến góp vào kế hoạch năm.</p>"
            for i in range(4)
        )
        return page(
            f"<title>{_TITLES[number]}</title><h1>{_TITLES[number]}</h1>"
            f"<span class='date'>0{number + 1}/03/2024</span>"
            f"<div class='noidung'>{body}<p>{self.NOTICE}</p></div>"
        )


_TITLES = [
    "Hội nghị tổng kết công tác chuyển đổi số", "Khai trương trung tâm phục vụ hành chính công",
    "Ra quân dọn vệ sinh đường làng ngõ xóm", "Tập huấn chữ ký số cho cán bộ cấp xã",
    "Trao giải cuộc thi tìm hiểu pháp luật", "Kiểm tra công tác phòng chống thiên tai",
    "Gặp mặt doanh nghiệp đầu xuân", "Công bố quyết định về công tác cán bộ",
]  # fmt: skip


def test_what_all_pages_of_a_site_say_is_part_of_no_article() -> None:
    with serve(Stamped()) as served:
        found, _ = walked(served.url)
    assert {article.title for article in found} == set(_TITLES)
    assert all("đoạn 3" in article.text for article in found)
    assert not any(Stamped.NOTICE in article.text for article in found)
