"""Joomla 3 as small agencies run it: com_content, microdata, `?start=10`, `tmpl=component`.

Traps: the first heading is the section's, print and mail copies without canonical, hits that
rise at every request, and a `<time>` of the last change below that of publishing.
"""

from __future__ import annotations

import re
from urllib.parse import quote

from tests.sites.model import News, Request, Response, page, redirect, slug
from tests.sites.platform import DUTIES, PER_PAGE, Platform, body_html, escape


class Joomla(Platform):
    """A department's site."""

    name = "joomla"
    agency = "Sở Khoa học và Công nghệ Thanh Giang"
    categories = ("Tin trong ngành", "Hoạt động khoa học", "Sở hữu trí tuệ", "Đo lường chất lượng")

    def address(self, news: News) -> str:
        return f"{self.prefix}/index.php/{slug(news.category)}/{news.number}-{news.slug}"

    def section(self, category: str, number: int = 1) -> str:
        place = f"{self.prefix}/index.php/{slug(category)}"
        return place if number == 1 else f"{place}?start={(number - 1) * PER_PAGE}"

    def copies(self, news: News) -> tuple[str, ...]:
        plain = self.address(news)
        return (
            f"{plain}?tmpl=component&print=1&layout=default",
            f"{plain}?start=0&fbclid=IwAR0x{news.number}",
        )

    def answer(self, request: Request) -> Response:
        path = request.path
        if path in ("/", "/index.php"):
            number = request.query.get("id", "").split(":")[0]
            if request.query.get("option") == "com_content" and number:
                moved = self.by_number(number)
                return redirect(request.host + self.address(moved)) if moved else self.missing()
            if request.query.get("option") == "com_users":
                return page(self._shell("Đăng nhập", _LOGIN))
            return page(self._home())
        if path == "/index.php/tim-kiem":
            return page(self._shell("Tìm kiếm", _SEARCH))
        if path == "/index.php/gioi-thieu":
            return page(self._shell("Giới thiệu", self._duties()))
        if match := re.fullmatch(r"/index\.php/([\w-]+)/(\d+)-[\w-]*", path):
            news = self.by_number(match[2])
            if news is None:
                return page(self._shell("404", _MISSING), status=404)
            if self.fails_once(news, request):
                return page("<h1>500 - JInstaller</h1>", status=500)
            return page(self._article(news, request), version=self.version(news))
        if match := re.fullmatch(r"/index\.php/([\w-]+)", path):
            if match[1] in map(slug, self.categories):
                if request.query.get("format") == "feed":
                    return self._feed(match[1], request)
                start = request.query.get("start", "0")
                return page(self._listing(match[1], int(start) // PER_PAGE + 1))
        return self.missing()

    def _article(self, news: News, request: Request) -> str:
        files = "".join(
            f'<li><a href="{self.file_address(name)}">{name}</a></li>' for name in news.attachments
        )
        stamp = f"{news.published}T{news.at:%H:%M:%S}+07:00"
        body = f"""<div class="item-page" itemscope itemtype="https://schema.org/Article"><meta itemprop="inLanguage" content="vi-VN" />
<div class="page-header"><h2 itemprop="headline">{escape(news.title)}</h2></div>
<div class="icons"><div class="btn-group"><ul class="dropdown-menu"><li class="print-icon"><a href="{escape(self.copies(news)[0])}" title="In" rel="nofollow">In</a></li>
<li class="email-icon"><a href="/index.php/component/mailto/?tmpl=component">Email</a></li></ul></div></div>
<dl class="article-info muted"><dt class="article-info-term">Chi tiết</dt>
<dd class="createdby" itemprop="author">Viết bởi <span itemprop="name">Quản trị viên</span></dd>
<dd class="category-name">Chuyên mục: <a href="{self.section(news.category)}" itemprop="genre">{news.category}</a></dd>
<dd class="published"><span class="icon-calendar"></span> <time datetime="{stamp}" itemprop="datePublished">Được đăng: {news.published:%d/%m/%Y}</time></dd>
<dd class="modified"><time datetime="2026-03-04T08:00:00+07:00" itemprop="dateModified">Cập nhật lần cuối: 04 Tháng 3 2026</time></dd>
<dd class="hits">Lượt xem: {self.views()}</dd></dl>
<div itemprop="articleBody">{body_html(news.pieces, heading="h4")}</div>
{f'<div class="attachmentsContainer"><p>Tệp đính kèm:</p><ul>{files}</ul></div>' if files else ""}
<ul class="pager pagenav"><li class="previous"><a href="#" rel="prev">Trước</a></li><li class="next"><a href="{self._beside(news)}" rel="next">Tiếp theo</a></li></ul></div>"""
        if request.query.get("tmpl") == "component":
            return f'<html lang="vi-vn"><head><title>{escape(news.title)}</title></head><body class="contentpane">{body}</body></html>'
        return self._shell(news.title, body, crumbs=news)

    def _beside(self, news: News) -> str:
        others = [n for n in self.news() if n.category == news.category and n.number < news.number]
        return self.address(others[0]) if others else "#"

    def _listing(self, key: str, number: int) -> str:
        category, found, pages = self.in_section(key, number)
        items = "".join(self._item(n) for n in found)
        after = (
            f'<li class="pagination-next"><a title="Tiếp theo" href="{self.section(category, number + 1)}" class="pagenav">Tiếp theo</a></li>'
            if number < pages
            else ""
        )
        numbers = "".join(
            f'<li><a href="{self.section(category, n)}" class="pagenav">{n}</a></li>'
            for n in range(1, pages + 1)
            if n != number
        )
        body = f"""<div class="blog" itemscope itemtype="https://schema.org/Blog"><div class="page-header"><h1>{category}</h1></div>{items}
<div class="pagination"><p class="counter">Trang {number} / {pages}</p><ul>{numbers}{after}</ul></div></div>"""
        feed = f'<link href="{self.section(category)}?format=feed&amp;type=rss" rel="alternate" type="application/rss+xml" title="RSS 2.0" />'
        return self._shell(category, body, head=feed)

    def _item(self, news: News) -> str:
        address = self.address(news)
        if news.number == self.moved:
            address = f"{self.prefix}/index.php?option=com_content&amp;view=article&amp;id={news.number}:{news.slug}"
        return f"""<div class="items-row"><div class="item" itemprop="blogPost"><div class="page-header"><h2 itemprop="name"><a href="{address}" itemprop="url">{escape(news.title)}</a></h2></div>
<dl class="article-info"><dd class="published"><time datetime="{news.published}T{news.at:%H:%M:%S}+07:00">Được đăng: {news.published:%d/%m/%Y}</time></dd></dl>
<p>{escape(news.teaser())}</p><p class="readmore"><a class="btn" href="{address}">Đọc thêm...</a></p></div></div>"""

    def _home(self) -> str:
        return self._shell(
            "Trang chủ",
            f'<div class="blog-featured">{"".join(self._item(n) for n in self.news()[:8])}</div>',
        )

    def _duties(self) -> str:
        text = "".join(
            f"<p>{i}. {escape(p.text)}</p>" for i, p in enumerate(self.news()[-1].pieces, 1)
        )
        return f'<div class="item-page"><div class="page-header"><h2>{DUTIES}</h2></div>{text}{text}</div>'

    def _feed(self, key: str, request: Request) -> Response:
        _, found, _ = self.in_section(key, 1)
        items = "".join(
            f"<entry><title>{escape(n.title)}</title><link rel='alternate' href='{request.host}{quote(self.address(n))}'/>"
            f"<published>{n.published}T{n.at:%H:%M:%S}+07:00</published><updated>2026-03-04T08:00:00+07:00</updated>"
            f"<category term='{n.category}'/><summary type='html'>{escape(n.teaser())}</summary></entry>"
            for n in found
        )
        body = f"<?xml version='1.0' encoding='utf-8'?><feed xmlns='http://www.w3.org/2005/Atom'><title>{self.agency}</title>{items}</feed>"
        return Response(body.encode(), content_type="application/atom+xml; charset=utf-8")

    def _shell(self, window: str, body: str, *, head: str = "", crumbs: News | None = None) -> str:
        trail = ""
        if crumbs:
            trail = (
                f'<ul itemscope class="breadcrumb"><li>Bạn đang ở: &#160;</li><li><a href="{self.prefix}/" class="pathway"><span itemprop="name">Trang chủ</span></a></li>'
                f'<li><a href="{self.section(crumbs.category)}" class="pathway"><span itemprop="name">{crumbs.category}</span></a></li>'
                f'<li class="active"><span itemprop="name">{escape(crumbs.title)}</span></li></ul>'
            )
        menu = "".join(
            f'<li class="item-{i}"><a href="{to}">{name}</a></li>'
            for i, (name, to) in enumerate(
                (
                    ("Trang chủ", f"{self.prefix}/"),
                    ("Giới thiệu", f"{self.prefix}/index.php/gioi-thieu"),
                    *((c, self.section(c)) for c in self.categories),
                    ("Tìm kiếm", f"{self.prefix}/index.php/tim-kiem"),
                    ("Đăng nhập", f"{self.prefix}/index.php?option=com_users&amp;view=login"),
                )
            )
        )
        popular = "".join(
            f'<li><a href="{escape(self.copies(n)[1])}"><span>{escape(n.title)}</span></a></li>'
            for n in self.news()[10:15]
        )
        return f"""<!DOCTYPE html><html lang="vi-vn" dir="ltr"><head><base href="" /><meta charset="utf-8" /><meta name="generator" content="Joomla! - Open Source Content Management" />
<title>{escape(window)}</title>{head}</head><body class="site com_content view-article"><div class="body"><div class="container">
<header class="header"><a class="brand" href="{self.prefix}/"><span class="site-title">{self.agency}</span></a></header>
<div class="moduletable_menu"><ul class="nav menu">{menu}</ul></div>
<div class="row-fluid"><main id="content" role="main" class="span9"><div id="system-message-container"></div>{trail}{body}</main>
<div id="aside" class="span3"><div class="well"><h3 class="page-header">Bài đọc nhiều</h3><ul class="mostread">{popular}</ul></div>
<div class="well"><h3>Thống kê truy cập</h3><p>Hiện có {self.views() % 70} khách và không thành viên đang trực tuyến</p></div></div></div></div></div>
<footer class="footer"><p>Địa chỉ: 17 đường Hạc Thành - Điện thoại: 0230.3852.000</p><p>© 2026 {self.agency}</p></footer></body></html>"""


_LOGIN = """<div class="login"><div class="page-header"><h1>Đăng nhập</h1></div><form action="/index.php?option=com_users&amp;task=user.login" method="post" class="form-validate">
<label>Tên đăng nhập *</label><input type="text" name="username"><label>Mật khẩu *</label><input type="password" name="password"><button type="submit">Đăng nhập</button></form>
<ul><li><a href="#">Bạn đã quên mật khẩu?</a></li></ul></div>"""
_SEARCH = """<div class="search"><h1>Tìm kiếm</h1><form id="searchForm" action="/index.php/tim-kiem" method="post"><input type="text" name="searchword"><button>Tìm kiếm</button></form>
<p>Tổng cộng: 0 kết quả được tìm thấy.</p></div>"""
_MISSING = "<h1>404 - Article not found</h1><p>Trang yêu cầu không tìm thấy.</p>"
