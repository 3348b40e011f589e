"""WordPress as hospitals and schools run it: Open Graph, JSON-LD, feed, sitemap.

Traps: times of the metadata are UTC, so that what was posted in the early morning carries the
day before; related posts have dates and summaries; AMP twins, `?replytocom=` and tracking
copies; an English section.
"""

from __future__ import annotations

import json
import re
from datetime import UTC, datetime, timedelta

from tests.sites.model import News, Request, Response, page, redirect, slug
from tests.sites.platform import DUTIES, Platform, body_html, escape, with_box

_LOCAL = timedelta(hours=7)


class WordPress(Platform):
    """A hospital."""

    name = "wordpress"
    agency = "Bệnh viện Đa khoa tỉnh Thanh Giang"
    categories = ("Tin bệnh viện", "Y học thường thức", "Thông báo", "English news")
    english = 6

    def address(self, news: News) -> str:
        language = "/en" if news.language == "en" else ""
        return f"{self.prefix}{language}/{news.published:%Y/%m}/{news.slug}-{news.number}/"

    def section(self, category: str, number: int = 1) -> str:
        place = f"{self.prefix}/chuyen-muc/{slug(category)}/"
        return place if number == 1 else f"{place}page/{number}/"

    def copies(self, news: News) -> tuple[str, ...]:
        plain = self.address(news)
        return (
            f"{plain}amp/",
            f"{plain}?replytocom={news.number + 9}",
            f"{plain}?utm_medium=social",
        )

    def answer(self, request: Request) -> Response:
        path = request.path
        if path == "/":
            if "s" in request.query:
                return page(self._shell("Kết quả tìm kiếm", self._search(request.query["s"])))
            if request.query.get("p", "").isdigit():
                moved = self.by_number(request.query["p"])
                return redirect(request.host + self.address(moved)) if moved else self.missing()
            return page(self._home())
        if path == "/wp-login.php":
            return page(_LOGIN)
        if path == "/gioi-thieu/":
            return page(self._shell("Giới thiệu", self._duties()))
        if path == "/feed/":
            return self._feed(request)
        if path.endswith("sitemap.xml") or path.startswith("/wp-sitemap"):
            return self._sitemap(path, request)
        if match := re.fullmatch(r"(?:/en)?/\d{4}/\d{2}/[\w-]*?(\d+)/(amp/)?", path):
            news = self.by_number(match[1])
            if news is None:
                return page(self._shell("Không tìm thấy trang", _MISSING), status=404)
            if self.fails_once(news, request):
                return page("<p>Error establishing a database connection</p>", status=500)
            return page(
                self._article(news, request, amp=bool(match[2])), version=self.version(news)
            )
        if match := re.fullmatch(r"/chuyen-muc/([\w-]+)/(?:page/(\d+)/)?", path):
            return page(self._listing(match[1], int(match[2] or 1)))
        return self.missing()

    def _moment(self, news: News) -> datetime:
        local = datetime.combine(news.published, news.at)
        return (local - _LOCAL).replace(tzinfo=UTC)

    def _article(self, news: News, request: Request, *, amp: bool) -> str:
        moment, address = self._moment(news), request.host + self.address(news)
        # Some themes leave the zone out, and the day is the one before.
        stated = moment.isoformat() if news.number % 3 else moment.isoformat()[:19]
        data = {
            "@context": "https://schema.org",
            "@type": "NewsArticle",
            "headline": news.title,
            "datePublished": stated,
            "author": {"@type": "Person", "name": "admin"},
        }
        head = f"""<link rel="canonical" href="{address}" /><link rel="amphtml" href="{address}amp/">
<meta property="og:type" content="article" /><meta property="og:title" content="{escape(news.title)} - {self.agency}" />
<meta property="og:url" content="{address}" /><meta property="og:site_name" content="{self.agency}" />
<meta property="article:published_time" content="{stated}" /><meta property="article:modified_time" content="2026-01-02T03:04:05+00:00" />
<script type="application/ld+json">{json.dumps(data)}</script>"""
        files = "".join(
            f'<p class="wp-block-file"><a href="{self.file_address(name)}">Tải về: {name}</a></p>'
            for name in news.attachments
        )
        link = self.section(news.category)
        others = [n for n in self.news() if n.category == news.category and n != news][:3]
        related = "".join(
            f'<div class="related-post"><a href="{self.copies(n)[2]}">{escape(n.title)}</a><time datetime="{n.published}">{n.published:%d/%m/%Y}</time><p>{escape(n.teaser(14))}</p></div>'
            for n in others
        )
        inline = "".join(
            f'<li><a href="{self.address(n)}">{escape(n.title)}</a></li>' for n in others[:2]
        )
        inline = (
            f'<div class="wp-block-group"><p><strong>Xem thêm:</strong></p><ul>{inline}</ul></div>'
        )
        text = with_box(news.pieces, inline, body_html)
        body = f"""<article id="post-{news.number}" class="post type-post hentry"><header class="entry-header">
<h1 class="entry-title">{escape(news.title)}</h1><div class="entry-meta"><span class="posted-on"><time class="entry-date published" datetime="{(moment + _LOCAL).isoformat()[:19]}+07:00">{news.published:%d/%m/%Y}</time></span>
<span class="byline">bởi <a href="/author/admin/">admin</a></span><span class="cat-links"><a href="{link}" rel="category tag">{escape(news.category)}</a></span></div></header>
<div class="entry-content">{text}{files}
<div class="sharedaddy"><h3>Chia sẻ:</h3><ul><li>Facebook</li><li>Twitter</li></ul></div></div>
<footer class="entry-footer"><span class="tags-links">Thẻ: <a href="/tag/tin-moi/">tin mới</a></span></footer></article>
<section class="related-posts"><h3>Bài viết liên quan</h3>{related}</section>
<div id="comments" class="comments-area"><h3>2 bình luận</h3><ol><li>Nguyễn An: Bài viết rất hay, cảm ơn bệnh viện đã chia sẻ thông tin.
<a href="{self.copies(news)[1]}#respond">Trả lời</a></li></ol></div>"""
        if amp:
            return f'<!doctype html><html amp lang="vi"><head><title>{escape(news.title)}</title><link rel="canonical" href="{address}"></head><body>{body}</body></html>'
        return self._shell(news.title, body, head=head)

    def _listing(self, key: str, number: int) -> str:
        category, found, pages = self.in_section(key, number)
        after = self.section(category, number + 1)
        head = f'<link rel="next" href="{after}" />' if number < pages else ""
        items = "".join(self._item(n) for n in found)
        more = (
            f'<a class="next page-numbers" href="{after}">Tiếp &raquo;</a>'
            if number < pages
            else ""
        )
        numbers = " ".join(
            f'<a class="page-numbers" href="{self.section(category, n)}">{n}</a>'
            for n in range(1, pages + 1)
        )
        body = f'<header class="page-header"><h1 class="page-title">Chuyên mục: {category}</h1></header>{items}<nav class="navigation pagination">{numbers}{more}</nav>'
        return self._shell(category, body, head=head)

    def _item(self, news: News) -> str:
        address = (
            f"{self.prefix}/?p={news.number}" if news.number == self.moved else self.address(news)
        )
        return f"""<article class="post"><h2 class="entry-title"><a href="{address}" rel="bookmark">{escape(news.title)}</a></h2>
<div class="entry-meta"><time class="entry-date" datetime="{news.published}">{news.published:%d/%m/%Y}</time></div>
<div class="entry-summary"><p>{escape(news.teaser())} <a class="more-link" href="{address}">Đọc tiếp</a></p></div></article>"""

    def _home(self) -> str:
        return self._shell("Trang chủ", "".join(self._item(n) for n in self.news()[:8]))

    def _search(self, words: str) -> str:
        return f'<h1 class="page-title">Kết quả tìm kiếm cho: {escape(words)}</h1><p>Rất tiếc, không có bài viết nào phù hợp.</p><form role="search" class="search-form" action="/"><input type="search" name="s"></form>'

    def _duties(self) -> str:
        text = "".join(
            f"<p>{i}. {escape(p.text)}</p>" for i, p in enumerate(self.news()[-1].pieces, 1)
        )
        return f'<article class="page type-page"><h1 class="entry-title">{DUTIES}</h1><div class="entry-content">{text}{text}</div></article>'

    def _shell(self, window: str, body: str, *, head: str = "") -> str:
        menu = "".join(
            f'<li class="menu-item"><a href="{to}">{name}</a></li>'
            for name, to in (
                ("Trang chủ", f"{self.prefix}/"),
                ("Giới thiệu", f"{self.prefix}/gioi-thieu/"),
                *((c, self.section(c)) for c in self.categories),
            )
        )
        newest = "".join(
            f'<li><a href="{self.address(n)}">{escape(n.title)}</a></li>' for n in self.news()[:5]
        )
        return f"""<!DOCTYPE html><html lang="vi"><head><meta charset="UTF-8"><title>{escape(window)} - {self.agency}</title>
<link rel="alternate" type="application/rss+xml" title="{self.agency} &raquo; Dòng thông tin" href="{self.prefix}/feed/" />
<link rel="alternate" type="application/rss+xml" title="{self.agency} &raquo; Dòng bình luận" href="{self.prefix}/comments/feed/" />
{head}</head><body class="wp-singular"><header class="site-header"><p class="site-title"><a href="{self.prefix}/">{self.agency}</a></p>
<p class="hotline">Hotline: 1900.0000</p><ul id="menu-main">{menu}</ul></header>
<div id="content" class="site-content"><main id="main">{body}</main>
<aside class="widget-area"><section class="widget_search"><form role="search" class="search-form" action="{self.prefix}/"><input type="search" name="s"></form></section>
<section class="widget_recent_entries"><h2>Bài viết mới</h2><ul>{newest}</ul></section>
<section class="widget_meta"><a href="{self.prefix}/wp-login.php">Đăng nhập</a></section></aside></div>
<footer class="site-footer"><p>© 2024 {self.agency}. Giấy phép số 01/GP-STTTT ngày 12/02/2020.</p><p>Lượt truy cập: {self.views()}</p></footer></body></html>"""

    def _feed(self, request: Request) -> Response:
        items = "".join(
            f"<item><title>{escape(n.title)}</title><link>{request.host}{self.address(n)}</link>"
            f"<pubDate>{self._moment(n):%a, %d %b %Y %H:%M:%S} +0000</pubDate>"
            f"<category><![CDATA[{n.category}]]></category><guid isPermaLink='false'>{request.host}/?p={n.number}</guid>"
            f"<description><![CDATA[<p>{n.teaser()}</p>]]></description></item>"
            for n in self.news()[:10]
        )
        body = f'<?xml version="1.0" encoding="UTF-8"?><rss version="2.0"><channel><title>{self.agency}</title><link>{request.host}{self.prefix}/</link>{items}</channel></rss>'
        return Response(body.encode(), content_type="application/rss+xml; charset=UTF-8")

    def _sitemap(self, path: str, request: Request) -> Response:
        space = "http://www.sitemaps.org/schemas/sitemap/0.9"
        here = request.host + self.prefix
        if path in ("/sitemap.xml", "/wp-sitemap.xml"):
            inside = f"<sitemap><loc>{here}/wp-sitemap-posts-post-1.xml</loc></sitemap>"
            body = f'<sitemapindex xmlns="{space}">{inside}</sitemapindex>'
        else:
            inside = "".join(
                f"<url><loc>{request.host}{self.address(n)}</loc><lastmod>{n.published}T0{n.version % 10}:00:00+07:00</lastmod></url>"
                for n in self.news()
            )
            body = f'<urlset xmlns="{space}">{inside}</urlset>'
        return Response(
            f'<?xml version="1.0" encoding="UTF-8"?>{body}'.encode(), content_type="application/xml"
        )


_MISSING = '<section class="error-404 not-found"><h1>Không tìm thấy trang</h1><p>Có vẻ như không có gì ở đây.</p></section>'
_LOGIN = """<!DOCTYPE html><html lang="vi"><head><title>Đăng nhập &lsaquo; WordPress</title></head><body class="login"><div id="login">
<form name="loginform" id="loginform" action="/wp-login.php" method="post"><label>Tên người dùng hoặc địa chỉ email</label><input type="text" name="log">
<label>Mật khẩu</label><input type="password" name="pwd"><input type="submit" value="Đăng nhập"></form><a href="#">Quên mật khẩu?</a></div></body></html>"""
