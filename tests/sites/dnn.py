"""DNN (DotNetNuke) as VNPT sets up district portals: nested tables, ids `dnn_ctr512_...`.

Traps: a form around the whole page, the window's title is the portal's, `<meta name="date">`
is the server's clock, letters are written as entities, print pages are another skin, old
numbers answer "Bài viết không tồn tại" with status 200.
"""

from __future__ import annotations

import re

from tests.sites.model import News, Request, Response, page, redirect, slug
from tests.sites.platform import DUTIES, Platform, body_html, escape

_DETAIL = re.compile(r"/([\w-]+)/tid/[^/]*/newsid/(\d+)/cid/\d+$")


class Dnn(Platform):
    """A town's portal."""

    name = "dnn"
    agency = "Ủy ban nhân dân thành phố Biển Hải"
    categories = ("Tin tức sự kiện", "Kinh tế - Xã hội", "Cải cách hành chính", "Văn hóa")

    def address(self, news: News) -> str:
        section = slug(news.category)
        return f"{self.prefix}/{section}/tid/{news.slug}/newsid/{news.number}/cid/{len(section)}"

    def section(self, category: str, number: int = 1) -> str:
        place = f"{self.prefix}/{slug(category)}"
        return place if number == 1 else f"{place}/Page/{number}"

    def copies(self, news: News) -> tuple[str, ...]:
        skin = "?SkinSrc=%5BG%5DSkins%2F_default%2FNo+Skin&dnnprintmode=true"
        return (self.address(news) + skin, self.address(news) + "?utm_source=facebook")

    def answer(self, request: Request) -> Response:
        path = request.path
        if path in ("/", "/trang-chu"):
            return page(self._home())
        if path == "/dang-nhap":
            return page(self._shell(_LOGIN, "Đăng nhập hệ thống"))
        if path == "/tim-kiem":
            return page(self._shell(_SEARCH, "Tìm kiếm"))
        if path == "/chuc-nang-nhiem-vu":
            return page(self._shell(self._duties(), "Giới thiệu"))
        if match := re.fullmatch(r"/Default\.aspx/newsid/(\d+)", path):
            moved = self.by_number(match[1])
            return redirect(self.address(moved), 302) if moved else self.missing()
        if match := _DETAIL.match(path):
            news = self.by_number(match[2])
            if news is None:
                return page(
                    self._shell("<p>Bài viết không tồn tại hoặc đã bị xóa.</p>", "Chi tiết")
                )
            if self.fails_once(news, request):
                return page("<h1>Server Error in '/' Application.</h1>", status=500)
            return page(self._article(news, request), version=self.version(news))
        if match := re.fullmatch(r"/([\w-]+)(?:/Page/(\d+))?", path):
            if match[1] in map(slug, self.categories):
                return page(self._listing(match[1], int(match[2] or 1)))
        return self.missing()

    def _article(self, news: News, request: Request) -> str:
        style = '<p class="MsoNormal" style="text-align:justify"><span style="font-size:14pt">{}</span></p>'
        text = body_html(news.pieces, paragraph=style, heading="b")
        if news.number % 2:
            text = text.encode("ascii", "xmlcharrefreplace").decode()
        files = "".join(
            f'<tr><td class="att"><a href="{self.file_address(name)}">{name}</a></td></tr>'
            for name in news.attachments
        )
        files = f"<tr><td><b>Tệp đính kèm:</b></td></tr>{files}" if files else ""
        others = "".join(
            f'<tr><td><a href="{self.copies(n)[1]}">{escape(n.title)}</a> <i>({n.published:%d/%m/%Y})</i></td></tr>'
            for n in [n for n in self.news() if n.category == news.category and n != news][:5]
        )
        body = f"""<table id="dnn_ctr512_ViewDetail_tblMain" width="100%" cellpadding="4">
<tr><td><span id="dnn_ctr512_ViewDetail_lblTitle" class="NewsTitle">{escape(news.title)}</span></td></tr>
<tr><td align="right"><span id="dnn_ctr512_ViewDetail_lblDate" class="NewsDate">Ngày đăng: {news.published:%d/%m/%Y}</span></td></tr>
<tr><td id="dnn_ctr512_ViewDetail_tdBody" class="NewsBody">
{text}
</td></tr>{files}
<tr><td>{_NOTE}</td></tr>
<tr><td align="right"><a href="javascript:history.back()">[Trở về]</a> <a href="{self.copies(news)[0]}">[In bài]</a> <a href="#">[Gửi mail]</a></td></tr>
<tr><td>Số lượt xem: {self.views()}</td></tr>
<tr><td><span class="OtherNews">Các tin đã đăng</span><table id="dnn_ctr512_ViewDetail_dlOther">{others}</table></td></tr></table>"""
        if "SkinSrc" in request.query:
            return f"<html><head><title>{self.agency}</title></head><body>{body}</body></html>"
        return self._shell(body, "Chi tiết", crumbs=news.category)

    def _listing(self, key: str, number: int) -> str:
        category, found, pages = self.in_section(key, number)
        items = "".join(f"<tr><td>{self._item(n)}</td></tr>" for n in found)
        numbers = "".join(
            f'<a href="{self.section(category, n)}">{n}</a> '
            if n != number
            else f"<span>{n}</span> "
            for n in range(1, pages + 1)
        )
        after = f'<a href="{self.section(category, number + 1)}">›</a>' if number < pages else ""
        return self._shell(
            f'<table width="100%">{items}</table><div class="phantrang">Trang: {numbers}{after}</div>',
            category,
            crumbs=category,
        )

    def _item(self, news: News) -> str:
        address = self.address(news)
        if news.number == self.moved:
            address = f"{self.prefix}/Default.aspx/newsid/{news.number}"
        return (
            f'<a class="NewsTitle" href="{address}">{escape(news.title)}</a> <span class="date">({news.published:%d/%m/%Y})</span>'
            f'<br><span class="NewsSummary">{escape(news.teaser())}</span> <a href="{address}">Xem chi tiết</a>'
        )

    def _home(self) -> str:
        boxes = "".join(
            f'<table><tr><td class="Head"><a href="{self.section(c)}">{c}</a></td></tr>'
            + "".join(
                f"<tr><td>{self._item(n)}</td></tr>"
                for n in [n for n in self.news() if n.category == c][:4]
            )
            + "</table>"
            for c in self.categories
        )
        return self._shell(boxes, "Trang chủ")

    def _duties(self) -> str:
        items = "".join(
            f"<p>{i}. {escape(p.text)}</p>" for i, p in enumerate(self.news()[-1].pieces, 1)
        )
        return f"<p><b>{DUTIES}</b></p><p>I. Vị trí, chức năng</p>{items}<p>II. Nhiệm vụ</p>{items}"

    def _shell(self, body: str, head: str, *, crumbs: str = "") -> str:
        trail = (
            f'<div class="duongdan"><a href="{self.prefix}/trang-chu">Trang chủ</a> » <a href="{self.section(crumbs)}">{crumbs}</a></div>'
            if crumbs
            else ""
        )
        menu = "<br />".join(
            f'<a href="{to}">{name}</a>'
            for name, to in (
                ("Trang chủ", f"{self.prefix}/trang-chu"),
                ("Giới thiệu", f"{self.prefix}/chuc-nang-nhiem-vu"),
                *((c, self.section(c)) for c in self.categories),
                ("Tìm kiếm", f"{self.prefix}/tim-kiem"),
            )
        )
        newest = "<br />".join(
            f'<a href="{self.address(n)}">{escape(n.title)}</a>' for n in self.news()[:6]
        )
        clock = self.clock()
        day = clock.split(", ")[1].split()[0]
        today = "-".join(reversed(day.split("/")))
        return f"""<!DOCTYPE html PUBLIC "-//W3C//DTD XHTML 1.0 Transitional//EN" "http://www.w3.org/TR/xhtml1/DTD/xhtml1-transitional.dtd">
<html xmlns="http://www.w3.org/1999/xhtml" lang="vi-VN"><head id="Head"><meta content="text/html; charset=UTF-8" http-equiv="Content-Type" />
<meta id="MetaGenerator" name="GENERATOR" content="DotNetNuke " /><meta name="date" content="{today}" />
<title>
	Cổng thông tin điện tử thành phố Biển Hải > {head}
</title></head><body id="Body">
<form name="Form" method="post" action="/Default.aspx?tabid=92" id="Form" enctype="multipart/form-data">
<input type="hidden" name="__VIEWSTATE" id="__VIEWSTATE" value="/wEPDwUKLTQ4OTYyMzYz{self.views()}" />
<table width="1000" border="0" cellpadding="0" cellspacing="0" align="center" class="skinmaster">
<tr><td id="dnn_TopPane" colspan="3"><img src="/banner.jpg" alt="banner" /></td></tr>
<tr><td colspan="2" class="date"><span id="dnn_dnnCURRENTDATE_lblDate" class="CurrentDate">{clock}</span></td>
<td align="right"><a id="dnn_dnnLOGIN_cmdLogin" href="{self.prefix}/dang-nhap">Đăng nhập hệ thống</a></td></tr>
<tr valign="top"><td id="dnn_LeftPane" class="leftpane" width="200">
<span id="dnn_ctr401_dnnTITLE_lblTitle" class="Head">Danh mục</span><div id="dnn_ctr401_HtmlModule">{menu}</div>
<span id="dnn_ctr403_dnnTITLE_lblTitle" class="Head">Thăm dò ý kiến</span>
<div id="dnn_ctr403_Vote">Bạn thường tìm thông tin gì trên trang này?<br /><input type="radio" />Thủ tục hành chính<br /><input type="radio" />Thông tin quy hoạch<br /><input type="submit" value="Gửi" /></div>
</td><td id="dnn_ContentPane" class="contentpane">{trail}
<div id="dnn_ctr512_ContentPane"><div id="dnn_ctr512_ModuleContent" class="DNNModuleContent">{body}</div></div></td>
<td id="dnn_RightPane" class="rightpane" width="180"><span class="Head">Tin mới nhất</span><div>{newest}</div>
<span id="dnn_ctr420_dnnTITLE_lblTitle" class="Head">Thông tin truy cập</span>
<div id="dnn_ctr420_Counter">Online: {self.views() % 60}<br />Số lượt truy cập: {self.views()}</div></td></tr>
<tr><td id="dnn_BottomPane" colspan="3" align="center"><div id="dnn_ctr430_HtmlModule">Cơ quan chủ quản: {self.agency}<br />
Trụ sở: 01 đường Bạch Đằng ven biển<br />Điện thoại: 0298.3.890.001 - Email: ubnd@bienhai.example<br />Giấy phép số 12/GP-TTĐT ngày 05/5/2016</div></td></tr>
</table></form></body></html>"""


_NOTE = "Trung tâm Văn hóa, Thông tin và Thể thao thành phố tiếp nhận tin, bài cộng tác tại trụ sở vào các ngày làm việc trong tuần."
_LOGIN = """<table><tr><td>Tên đăng nhập:</td><td><input name="dnn$ctr$Login$txtUsername" type="text" /></td></tr>
<tr><td>Mật khẩu:</td><td><input name="dnn$ctr$Login$txtPassword" type="password" /></td></tr>
<tr><td></td><td><input type="submit" value="Đăng nhập" /></td></tr></table><a href="#">Quên mật khẩu?</a>"""
_SEARCH = """<div><input name="dnn$Search$txtSearch" type="text" /><input type="submit" value="Tìm kiếm" /></div>
<p>Tìm thấy 0 kết quả với từ khóa "".</p>"""
