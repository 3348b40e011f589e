"""Liferay 6 as city portals run it: portlets in `h1`, the article's title in an `h3`.

Traps: the window's title is the section's, the first `h1` is a portlet's box, the header's
clock is today, session ids and `redirect=` in links, print pages without canonical, view
counters, and addresses of gone articles answer with the section and status 200.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Sequence

from tests.sites.model import News, Request, Response, page, redirect, slug
from tests.sites.platform import DUTIES, Platform, body_html, escape

_CURRENT = "_101_INSTANCE_xK3a_cur"
_VIEW = re.compile(r"/(en/)?([\w-]+)/-/(?:view_content|asset_publisher/xK3a/content)/(\d+)-[^/]*$")


class Liferay(Platform):
    """A department of a city."""

    name = "liferay"
    agency = "Sở Thông tin và Truyền thông Thanh Giang"
    categories = ("Tin hoạt động", "Công nghệ thông tin", "Bưu chính viễn thông", "Hot News")
    english = 8

    def address(self, news: News) -> str:
        language = "en/" if news.language == "en" else ""
        place = f"{self.prefix}/{language}{slug(news.category)}"
        return f"{place}/-/view_content/{100000 + news.number}-{news.slug}.html"

    def section(self, category: str, number: int = 1) -> str:
        language = "en/" if category == self.categories[-1] else ""
        place = f"{self.prefix}/{language}{slug(category)}"
        if number == 1:
            return place
        return f"{place}?p_p_id=101_INSTANCE_xK3a&p_p_lifecycle=0&_101_INSTANCE_xK3a_delta=10&{_CURRENT}={number}"

    def copies(self, news: News) -> tuple[str, ...]:
        plain = self.address(news)
        return (
            f"{plain}?p_p_state=pop_up&_101_INSTANCE_xK3a_viewMode=print",
            f"{plain};jsessionid=8F0C{news.number:04d}A?redirect=%2Ftrang-chu",
        )

    def answer(self, request: Request) -> Response:
        path = request.path.split(";")[0]
        if path in ("/", "/trang-chu"):
            return page(self._home())
        if path == "/dang-nhap":
            return page(self._shell("Đăng nhập", _LOGIN, box="Đăng nhập"))
        if path == "/tim-kiem":
            return page(self._shell("Tìm kiếm", _SEARCH, box="Kết quả tìm kiếm"))
        if path == "/chuc-nang-nhiem-vu":
            return page(self._shell("Chức năng nhiệm vụ", self._duties(), box="Giới thiệu"))
        if match := re.fullmatch(r"/bai-cu/(\d+)", path):
            moved = self.by_number(match[1])
            return redirect(request.host + self.address(moved)) if moved else self.missing()
        if match := _VIEW.match(path):
            news = self.by_number(str(int(match[3]) - 100000))
            if news is None:
                # Liferay shows the section instead, and says 200.
                return page(self._listing(match[2], 1))
            if self.fails_once(news, request):
                return page("<h1>HTTP Status 500</h1>", status=500)
            return self._article(news, request)
        if match := re.fullmatch(r"/(?:en/)?([\w-]+)", path):
            if match[1] in map(slug, self.categories):
                return page(self._listing(match[1], int(request.query.get(_CURRENT, "1"))))
        return self.missing()

    def _article(self, news: News, request: Request) -> Response:
        is_print = "p_p_state" in request.query
        files = "".join(
            f'<li><a href="{self.file_address(name)}?version=1.0&t=17">{name}</a> (120KB)</li>'
            for name in news.attachments
        )
        others = [n for n in self.news() if n.category == news.category and n != news][:4]
        related = "".join(
            f'<li><a href="{self.copies(n)[1]}">{escape(n.title)}</a> '
            f'<span class="time">({n.published:%d/%m/%Y})</span></li>'
            for n in others
        )
        dated = f"{news.published:%d/%m/%Y} | {news.at:%I:%M %p}"
        if news.language == "en":
            dated = f"Ngày đăng {news.published:%d/%m/%Y}  {news.at:%I:%M %p}  View count: {self.views()}"
        body = f"""<div class="asset-full-content default-asset-publisher">
<h3 class="asset-title">{escape(news.title)}</h3>
<div class="assetPublishDate block_timer">
   {dated}
</div>
<p class="note">{_NOTE}</p>
<div class="asset-content" id="aui_3_1_{self.views()}"><div class="journal-content-article">
{body_html(news.pieces, paragraph='<p style="text-align: justify;">{}</p>')}
</div></div>
{f'<div class="attachments"><h5>Tệp đính kèm</h5><ul>{files}</ul></div>' if files else ""}
<div class="taglib-social-bookmarks"><ul><li>Chia sẻ Facebook Zalo</li>
<li><a href="{self.copies(news)[0]}">In trang</a></li></ul></div>
<div class="asset-ratings"><div>Trung bình (0 Phiếu)</div></div>
<span class="view-count">Lượt xem: {self.views()}</span>
</div>
<div class="asset-links"><h5>Tin liên quan</h5><ul>{related}</ul></div>"""
        if is_print:
            markup = f"<html><head><title>{self.agency}</title></head><body>{body}</body></html>"
            return page(markup, version=self.version(news) + "-print")
        markup = self._shell(
            news.category, body, crumbs=news.category, canonical=request.host + self.address(news)
        )
        if news.number == self.odd:
            markup = unicodedata.normalize("NFD", markup)
        return page(markup, version=self.version(news))

    def _listing(self, key: str, number: int) -> str:
        category, found, pages = self.in_section(key, number)
        items = "".join(self._item(n) for n in found)
        last = f"{self.section(category, pages)}"
        pager = f"""<ul class="pager lfr-pagination-buttons">
<li class="{"disabled" if number == 1 else ""}"><a href="{"javascript:;" if number == 1 else self.section(category, number - 1)}">Trước</a></li>
<li><a href="{"javascript:;" if number == pages else escape(self.section(category, number + 1))}">Tiếp theo</a></li>
<li class="last"><a href="{escape(last)}">Cuối cùng &rarr;</a></li></ul>
<div>Hiển thị {(number - 1) * 10 + 1} - {number * 10} of {pages * 10} kết quả.</div>"""
        return self._shell(category, items + pager, box=category, crumbs=category)

    def _item(self, news: News) -> str:
        address = self.address(news)
        if news.number == self.moved:
            address = f"{self.prefix}/bai-cu/{news.number}"
        return f"""<div class="asset-content"><div class="asset-content-custom">
<h3 class="asset-title"><a href="{address}"><img src="/image/journal/{news.number}.jpg" alt=""></a>
<a href="{address}">{escape(news.title)}</a></h3>
<div class="assetPublishDate">{news.published:%d/%m/%Y}  {news.at:%I:%M %p}</div>
<div class="asset-summary">{escape(news.teaser())}</div></div></div>"""

    def _home(self) -> str:
        boxes = "".join(
            f'<section class="portlet"><header class="portlet-topper"><h1 class="portlet-title">'
            f'<a href="{self.section(c)}">{c}</a></h1></header>'
            + "".join(self._item(n) for n in [n for n in self.news() if n.category == c][:3])
            + "</section>"
            for c in self.categories
        )
        return self._shell("Trang chủ", boxes)

    def _duties(self) -> str:
        items = "".join(
            f"<p>{i}. {escape(piece.text)}</p>" for i, piece in enumerate(self.news()[-1].pieces, 1)
        )
        return f'<div class="journal-content-article"><p><strong>{DUTIES.upper()}</strong></p><p>A. Vị trí và chức năng</p>{items}<p>B. Nhiệm vụ và quyền hạn</p>{items}</div>'

    def _shell(
        self, window: str, body: str, *, box: str = "", crumbs: str = "", canonical: str = ""
    ) -> str:
        link = f'<link href="{canonical}" rel="canonical" />' if canonical else ""
        menu = _menu(
            [
                ("Trang chủ", f"{self.prefix}/trang-chu"),
                ("Giới thiệu", f"{self.prefix}/chuc-nang-nhiem-vu"),
                *((c, self.section(c)) for c in self.categories),
                ("Tìm kiếm", f"{self.prefix}/tim-kiem"),
            ]
        )
        newest = "".join(
            f'<li><a href="{self.address(n)}">{escape(n.title)}</a></li>' for n in self.news()[:5]
        )
        trail = (
            f'<div class="portlet-breadcrumb"><ul class="breadcrumb"><li><a href="{self.prefix}/trang-chu">Trang chủ</a>'
            f'<span class="divider">/</span></li><li><a href="{self.section(crumbs)}">{crumbs}</a></li></ul></div>'
            if crumbs
            else ""
        )
        title = f'<header class="portlet-topper"><h1 class="portlet-title"><span>{box or "Tin tức - Sự kiện"}</span></h1></header>'
        return f"""<!DOCTYPE html><html class="aui ltr" dir="ltr" lang="vi-VN"><head>
<title>{window} - {self.agency}</title><meta content="text/html; charset=UTF-8" http-equiv="content-type" />{link}
<script>var Liferay={{ThemeDisplay:{{getLayoutId:function(){{return"41"}},getLanguageId:function(){{return"vi_VN"}}}}}};</script>
</head><body class="yui3-skin-sam controls-visible guest-site signed-out public-page site">
<a href="#main-content" id="skip-to-content">Truy cập nội dung luôn</a><div id="wrapper">
<header id="banner"><div class="top_bar"><span id="clock">{self.clock()}</span>
<a href="{self.prefix}/dang-nhap" id="sign-in">Đăng nhập</a></div>
<nav class="sort-pages" id="navigation">{menu}</nav></header>
<div id="main-content" role="main"><div class="portlet-layout row-fluid">
<div class="portlet-column span9" id="column-1"><div class="portlet-dropzone">{trail}
<section class="portlet" id="portlet_101_INSTANCE_xK3a">{title}
<div class="portlet-content"><div class="portlet-body">{body}</div></div></section></div></div>
<div class="portlet-column span3" id="column-2"><div class="portlet-dropzone">
<section class="portlet" id="portlet_85"><header class="portlet-topper"><h1 class="portlet-title">Tin mới nhất</h1></header>
<div class="portlet-content"><ul>{newest}</ul></div></section>
<section class="portlet" id="portlet_56"><header class="portlet-topper"><h1 class="portlet-title">Thống kê truy cập</h1></header>
<div class="portlet-content"><p>Đang online: {self.views() % 90}</p><p>Lượt truy cập: {self.views()}</p></div></section>
</div></div></div></div>
<footer id="footer"><p>CỔNG THÔNG TIN ĐIỆN TỬ {self.agency.upper()}</p>
<p>Giấy phép số 44/GP-TTĐT cấp ngày 03/9/2018</p>
<p>Địa chỉ: 185 đường Bạch Liên, thành phố Hạc Giang - Điện thoại: (0230) 3855.200; Fax: (0230) 3855.201</p>
<p>® Ghi rõ nguồn: “Cổng thông tin điện tử {self.agency}” khi phát hành lại thông tin từ website này.</p>
</footer></div></body></html>"""


def _menu(entries: Sequence[tuple[str, str]]) -> str:
    return (
        "<ul>"
        + "".join(f'<li><a href="{to}"><span>{name}</span></a></li>' for name, to in entries)
        + "</ul>"
    )


_NOTE = "Tin, bài do các đơn vị cung cấp; bạn đọc góp ý về nội dung xin gửi Ban Biên tập để được trả lời trong giờ hành chính."
_LOGIN = """<form action="/dang-nhap?p_p_id=58" id="_58_fm" method="post" name="_58_fm"><fieldset>
<div class="control-group"><label for="_58_login">Tên hiển thị</label><input id="_58_login" name="_58_login" type="text"></div>
<div class="control-group"><label for="_58_password">Mật khẩu</label><input name="_58_password" type="password"></div>
<input type="checkbox" name="_58_rememberMe"> Nhớ tôi</fieldset><button type="submit">Đăng nhập</button></form>
<ul><li><a href="#">Quên mật khẩu</a></li></ul>"""
_SEARCH = """<form action="/tim-kiem" method="get"><input name="keywords" type="text" value=""><button>Tìm kiếm</button></form>
<div class="search-total">Không có kết quả nào cho từ khóa: </div><p>Vui lòng nhập từ khóa cần tìm kiếm vào ô bên trên.</p>"""
