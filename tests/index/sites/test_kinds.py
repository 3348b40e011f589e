"""Articles, lists, forms, messages and standing pages are told apart, also with status 200."""

from __future__ import annotations

import hashlib
import json
from pathlib import Path

import pytest

from benchmarks.extraction import HOST, fetch
from benchmarks.real_pages import LABELS
from index.ingest.dom import parse
from index.sites.kinds import PageKind, page_kind
from index.sites.reading import page_text
from tests.sites import PLATFORMS, make_site

REAL = Path(__file__).parents[4] / "shared/data/pages"
OTHERS = {
    "liferay": {
        "/dang-nhap": "login",
        "/tim-kiem": "search",
        "/chuc-nang-nhiem-vu": "static",
        "/tin-hoat-dong/-/view_content/999999-x.html": "listing",
    },
    "dnn": {
        "/dang-nhap": "login",
        "/tim-kiem": "search",
        "/chuc-nang-nhiem-vu": "static",
        "/van-hoa/tid/x/newsid/9999/cid/7": "not_found",
    },
    "wordpress": {
        "/wp-login.php": "login",
        "/?s=abc": "search",
        "/gioi-thieu/": "static",
        "/2022/01/x-999/": "not_found",
    },
    "joomla": {
        "/index.php?option=com_users&view=login": "login",
        "/index.php/tim-kiem": "search",
        "/index.php/gioi-thieu": "static",
        "/index.php/so-huu-tri-tue/999-x": "not_found",
    },
    "plain": {
        "/dangnhap.php": "login",
        "/timkiem.php": "search",
        "/gioithieu.php": "static",
        "/chitiet.php?id=9999": "not_found",
    },
}
TEXT = "Sáng 5/3, Sở Nội vụ tổ chức hội nghị tổng kết công tác năm, đánh giá kết quả đạt được."


@pytest.mark.parametrize("name", sorted(PLATFORMS))
def test_every_page_of_a_platform_is_what_it_is(name: str) -> None:
    site = make_site(name, seed=4, articles=60)
    platform = site.platforms[0]
    wanted = dict(OTHERS[name]) | {"/": "listing"}
    for category in platform.categories:
        wanted |= {platform.section(category): "listing"}
    wanted |= {platform.address(news): "article" for news in platform.news()[::3]}
    found = {
        path: page_kind(parse(page_text(fetch(site, HOST + path))), HOST + path).kind
        for path in wanted
    }
    assert found == wanted


@pytest.mark.parametrize(
    ("status", "kind"), [(404, PageKind.NOT_FOUND), (410, "not_found"), (503, PageKind.ERROR)]
)
def test_status_is_believed_before_the_page(status: int, kind: str) -> None:
    assert page_kind(parse(f"<h1>Tin</h1><p>{TEXT}</p>"), status=status).kind == kind


@pytest.mark.parametrize(
    ("markup", "kind"),
    [
        ("<h1>HTTP Status 500</h1><p>Liên hệ quản trị.</p>", "error"),
        ("<p>Hệ thống đang bảo trì, vui lòng quay lại sau.</p>", "error"),
        ("<h2>Trang bạn yêu cầu không tồn tại</h2>", "not_found"),
        ("<h1>Page not found</h1><p>Sorry.</p>", "not_found"),
        ("<p>Xin chào</p>", "empty"),
        ("", "empty"),
    ],
)
def test_messages_with_status_200_are_no_articles(markup: str, kind: str) -> None:
    assert page_kind(parse(f"<html><body>{markup} </body></html>")).kind == kind


def test_an_article_about_missing_things_and_logging_in_is_an_article() -> None:
    more = "Người dân đăng nhập, nếu trang không tồn tại thì liên hệ bộ phận một cửa để được giúp. "
    login = "<form><input type=password></form>"
    page = f"<h1>Hướng dẫn đăng nhập cổng dịch vụ công</h1><p>5/3/2024</p>{login}<p>{TEXT}</p>"
    assert page_kind(parse(page + f"<p>{more * 8}</p>")).kind == "article"


def test_a_short_notice_beside_a_box_of_newest_titles_is_an_article() -> None:
    links = "".join(
        f'<a href="/t{n}">Sở Nội vụ kiểm tra công tác cải cách hành chính tại xã số {n}</a><br>'
        for n in range(8)
    )
    notice = (
        "<div><b>Thông báo kết quả xét tuyển viên chức năm nay</b><br><i>Ngày đăng: 5/3/2024</i>"
    )
    page = f"<table><tr><td>{notice}<p>Chi tiết xem tại văn bản đính kèm.</p></div></td><td>"
    assert page_kind(parse(f"{page}<b>Tin mới</b><br>{links}</td></tr></table>")).kind == "article"


def test_a_verdict_says_why() -> None:
    assert page_kind(parse(f"<p>{TEXT}</p>")).reasons


@pytest.mark.skipif(not REAL.is_dir(), reason="the real pages are not here")
def test_real_pages_are_told_as_they_were_labelled_by_eye() -> None:
    labels = json.loads(LABELS.read_text("utf-8"))
    for path in sorted(REAL.glob("*.html")):
        data = path.read_bytes()
        label = labels[hashlib.sha256(data).hexdigest()]
        assert page_kind(parse(page_text(data))).kind == label["kind"], path.name
