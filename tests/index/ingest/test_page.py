"""HTML pages: the article with captions, lists and tables; no menus, no listings."""

from __future__ import annotations

from datetime import date

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from index.errors import IngestError
from index.ingest.dom import parse
from index.ingest.dom_lines import lines
from index.ingest.page import read_page

LEAD = "Sáng 5/3, Sở Nội vụ tổ chức hội nghị tổng kết công tác năm, đánh giá kết quả đạt được."
MORE = "Hội nghị nghe báo cáo và thảo luận về nhiệm vụ trọng tâm của ngành trong thời gian tới."
PAGE = f"""<html><head><title>Hội nghị tổng kết công tác - Sở Nội vụ</title>
<link rel="canonical" href="https://snv.example/tin/1">
<meta property="article:published_time" content="2024-03-05T20:30:00+00:00"></head><body>
<div class="main-menu"><ul><li><a href="/">Trang chủ</a><li><a href="/a">Giới thiệu</a></ul></div>
<div class="content"><h1>Hội nghị tổng kết công tác</h1>
<p>{LEAD}</p><figure><img src=a.jpg><figcaption>Quang cảnh hội nghị</figcaption></figure>
<ul><li>Chín xã đạt chuẩn</li><li>Hai xã chưa đạt</li></ul>
<table>
<tr><td>Xã An Phú</td><td>120 ha</td></tr><tr><td>Xã Bình Minh</td><td>85 ha</td></tr></table>
<p>{MORE}</p><p><em>Văn phòng Sở</em></p></div>
<div class="related-news"><h3>Tin liên quan</h3><a href=x>Khai mạc lớp bồi dưỡng</a></div>
<div id="footer">Giấy phép số 1/GP cấp ngày 1/1/2014</div></body></html>"""


def test_captions_lists_tables_and_signature_are_kept() -> None:
    page = read_page(PAGE)
    assert page.title == "Hội nghị tổng kết công tác"
    assert page.text.splitlines() == [
        LEAD,
        "Quang cảnh hội nghị",
        "- Chín xã đạt chuẩn",
        "- Hai xã chưa đạt",
        "Xã An Phú\t120 ha",
        "Xã Bình Minh\t85 ha",
        MORE,
        "Văn phòng Sở",
    ]


def test_head_gives_address_and_day_in_viet_nam() -> None:
    page = read_page(PAGE)
    assert page.url == "https://snv.example/tin/1"
    # Half past eight in the evening in London is the next morning here.
    assert page.published == date(2024, 3, 6)


@pytest.mark.parametrize("canonical", ["/tin/1", "javascript:alert(1)", "ftp://a.example/x", ""])
def test_relative_and_other_canonical_addresses_give_way_to_og_url(canonical: str) -> None:
    head = '<meta property="og:url" content="https://b.example/2">'
    head += f'<link rel=canonical href="{canonical}">'
    assert read_page(f"<head>{head}</head><p>{LEAD}</p><p>{MORE}</p>").url == "https://b.example/2"


def test_listing_of_news_is_refused() -> None:
    items = "".join(
        f"<h3><a href=x>Tin số {n} của ngành nội vụ</a></h3><span>{n}/03/2024</span>"
        f"<p>Sáng {n}/3, Sở Nội vụ tổ chức hội nghị tổng kết công tác năm, đánh giá...</p>"
        for n in range(1, 9)
    )
    with pytest.raises(IngestError, match="list of articles"):
        read_page(f"<body><div>{items}</div></body>")


def test_icon_words_go_and_part_the_words_beside_them() -> None:
    info = "<mat-icon>schedule</mat-icon>Sở Y tế<mat-icon>visibility</mat-icon>Bản tin"
    page = read_page(f"<body><div><h2>Tiêu đề của bài viết</h2>{info}<p>{LEAD}</p></div></body>")
    assert "schedule" not in page.text
    assert "visibility" not in page.text
    assert "tếBản" not in page.text


def test_links_that_only_a_style_sheet_parts_are_lines_of_their_own() -> None:
    box = "<div><span>Xem thêm</span><a>Nước sạch về bản</a><a>Lớp học dưới chân núi</a></div>"
    root = parse(f"<body>{box}<div>Theo <b>ông</b><a>Nam</a> cho biết</div></body>")
    assert [line.text for line in lines(root)] == [
        "Xem thêm",
        "Nước sạch về bản",
        "Lớp học dưới chân núi",
        "Theo ôngNam cho biết",
    ]


def test_custom_elements_are_judged_by_their_tag_s_name() -> None:
    box = "<app-related-news><p>Tin khác của trang này hôm nay.</p></app-related-news>"
    page = read_page(
        f"<body><app-detail><h1>Tiêu đề bài</h1><p>{LEAD}</p>{box}</app-detail></body>"
    )
    assert "Tin khác" not in page.text
    assert LEAD in page.text


@pytest.mark.parametrize(
    "hostile",
    [
        "<div>" * 100_000 + LEAD,
        "<p>" * 20_000 + LEAD,
        f'<div class="{"a" * 1_000_000}"><p>{LEAD}</p>',
        "<table><tr><td>" * 5_000 + LEAD,
        "<table><tr>" + "<td>x" * 5_000,
        '<script type="application/ld+json">' + "[" * 100_000 + f"</script><p>{LEAD}</p>",
        "<!--" * 50_000,
        "",
    ],
)
def test_hostile_pages_end_in_an_article_or_a_refusal(hostile: str) -> None:
    try:
        assert read_page(hostile).text
    except IngestError as refusal:
        assert str(refusal)


@settings(max_examples=40, deadline=None)
@given(st.text(alphabet="<>/=\"' abcdivptrhlspan!-&;1", max_size=300))
def test_any_markup_ends_in_an_article_or_a_refusal(markup: str) -> None:
    try:
        assert read_page(markup).text
    except IngestError as refusal:
        assert str(refusal)
