"""A hand-made site of 2005: layout tables, FONT elements, numbers in the query, no metadata.

Traps: one window title for all pages, session ids in links, gone numbers answer "Không tìm
thấy" with status 200, paging by "Trang sau", and a page in windows-1258.
"""

from __future__ import annotations

import unicodedata

from tests.sites.model import News, Request, Response, page, redirect
from tests.sites.platform import DUTIES, Platform, body_html, escape, with_box


class Plain(Platform):
    """A sub-department's site."""

    name = "plain"
    agency = "Chi cục Kiểm lâm tỉnh Thanh Giang"
    categories = ("Tin hoạt động", "Bảo vệ rừng", "Phổ biến pháp luật", "Gương điển hình")

    def address(self, news: News) -> str:
        return f"{self.prefix}/chitiet.php?id={news.number}"

    def section(self, category: str, number: int = 1) -> str:
        place = f"{self.prefix}/danhsach.php?cat={self.categories.index(category) + 1}"
        return place if number == 1 else f"{place}&trang={number}"

    def copies(self, news: News) -> tuple[str, ...]:
        return (
            f"{self.prefix}/chitiet.php?id={news.number}&print=1",
            f"{self.prefix}/chitiet.php?PHPSESSID=a1b2c3d4e5f6a7b8&id={news.number}",
        )

    def answer(self, request: Request) -> Response:
        path, query = request.path, request.query
        if path in ("/", "/index.php"):
            return page(self._home())
        if path == "/dangnhap.php":
            return page(self._shell(_LOGIN))
        if path == "/timkiem.php":
            return page(self._shell(_SEARCH))
        if path == "/gioithieu.php":
            return page(self._shell(self._duties()))
        if path == "/xemtin.php":
            moved = self.by_number(query.get("id", ""))
            return redirect(self.address(moved), 302) if moved else self.missing()
        if path == "/danhsach.php" and query.get("cat", "").isdigit():
            place = (int(query["cat"]) - 1) % len(self.categories)
            return page(self._listing(self.categories[place], int(query.get("trang", "1"))))
        if path == "/chitiet.php":
            news = self.by_number(query.get("id", ""))
            if news is None:
                return page(
                    self._shell(
                        "<p><b>Không tìm thấy bài viết này!</b></p><p>Mời bạn quay lại trang chủ.</p>"
                    )
                )
            if self.fails_once(news, request):
                return page("Internal Server Error", status=500)
            markup = self._article(news, is_print="print" in query)
            if news.number == self.odd:
                return self._western(markup, news)
            return page(markup, version=self.version(news))
        return self.missing()

    def _western(self, markup: str, news: News) -> Response:
        """Sends a page in windows-1258, whose tones follow their letters."""
        declared = markup.replace("charset=utf-8", "charset=windows-1258")
        return page(_for_1258(declared), version=self.version(news), encoding="cp1258")

    def _article(self, news: News, *, is_print: bool) -> str:
        paragraph = '<P align="justify"><FONT face="Times New Roman" size="3">{}</FONT></P>'
        other = next(n for n in self.news() if n.number != news.number)
        box = f'<TABLE align="right" width="150"><TR><TD><I>Tin cùng chuyên mục:</I></TD></TR><TR><TD><A href="{self.address(other)}">{escape(other.title)}</A></TD></TR></TABLE>'
        text = with_box(news.pieces, box, lambda p: body_html(p, paragraph=paragraph, heading="B"))
        files = "".join(
            f'<BR><A href="{self.file_address(name)}">{name}</A>' for name in news.attachments
        )
        files = f"<P>Tài liệu đính kèm:{files}</P>" if files else ""
        others = "".join(
            f'<LI><A href="{escape(self.copies(n)[1])}">{escape(n.title)}</A> ({n.published.day}/{n.published.month}/{n.published.year})'
            for n in [n for n in self.news() if n.category == news.category and n != news][:5]
        )
        day = news.published
        body = f"""<TR><TD class=duongdan><A href="{self.prefix}/index.php">Trang chủ</A> &raquo; <A href="{self.section(news.category)}">{news.category}</A></TD></TR>
<TR><TD><FONT color="#003366" size="4"><B>{escape(news.title)}</B></FONT></TD></TR>
<TR><TD align=right><I>(Cập nhật: {day.day}/{day.month}/{day.year})</I></TD></TR>
<TR><TD>{text}{files}</TD></TR>
<TR><TD align=right><A href="{escape(self.copies(news)[0])}">Bản in</A> | Đã xem: {self.views()}</TD></TR>"""
        if is_print:
            return f'<HTML><HEAD><TITLE>{self.agency}</TITLE><META http-equiv=Content-Type content="text/html; charset=utf-8"></HEAD><BODY><TABLE>{body}</TABLE></BODY></HTML>'
        return self._shell(
            f"<TABLE width=100%>{body}<TR><TD><B>Các tin khác</B><UL>{others}</UL></TD></TR></TABLE>"
        )

    def _listing(self, category: str, number: int) -> str:
        key_pages = [n for n in self.news() if n.category == category]
        pages = max(1, -(-len(key_pages) // 10))
        items = "".join(self._item(n) for n in key_pages[(number - 1) * 10 : number * 10])
        before = (
            f'<A href="{escape(self.section(category, number - 1))}">&lt;&lt; Trang trước</A> '
            if number > 1
            else ""
        )
        after = (
            f'<A href="{escape(self.section(category, number + 1))}">Trang sau &gt;&gt;</A>'
            if number < pages
            else ""
        )
        return self._shell(
            f"<TABLE width=100%><TR><TD><B>{category.upper()}</B></TD></TR>{items}<TR><TD align=right>{before}{after}</TD></TR></TABLE>"
        )

    def _item(self, news: News) -> str:
        address = self.address(news)
        if news.number == self.moved:
            address = f"{self.prefix}/xemtin.php?id={news.number}"
        day = news.published
        return f"""<TR><TD><A href="{address}"><B>{escape(news.title)}</B></A> <I>({day.day}/{day.month}/{day.year})</I><BR>
{escape(news.teaser())} <A href="{address}">Chi tiết</A><HR></TD></TR>"""

    def _home(self) -> str:
        boxes = "".join(
            f'<TR><TD bgcolor="#DDEEDD"><A href="{self.section(c)}">{c.upper()}</A></TD></TR>'
            + "".join(self._item(n) for n in [n for n in self.news() if n.category == c][:3])
            for c in self.categories
        )
        return self._shell(f"<TABLE width=100%>{boxes}</TABLE>")

    def _duties(self) -> str:
        text = "".join(
            f"<P>{i}. {escape(p.text)}</P>" for i, p in enumerate(self.news()[-1].pieces, 1)
        )
        return f"<P><B>{DUTIES}</B></P>{text}{text}"

    def _shell(self, body: str) -> str:
        menu = "<BR>".join(
            f'<A href="{escape(to)}">{name}</A>'
            for name, to in (
                ("Trang chủ", f"{self.prefix}/index.php"),
                ("Giới thiệu", f"{self.prefix}/gioithieu.php"),
                *((c, self.section(c)) for c in self.categories),
                ("Tìm kiếm", f"{self.prefix}/timkiem.php"),
                ("Đăng nhập", f"{self.prefix}/dangnhap.php"),
            )
        )
        return f"""<HTML><HEAD><TITLE>Chi cuc Kiem lam Thanh Giang - Trang thong tin dien tu</TITLE>
<META http-equiv=Content-Type content="text/html; charset=utf-8"></HEAD>
<BODY bgcolor="#FFFFFF"><TABLE width="780" align="center" border="0">
<TR><TD colspan="2"><IMG src="banner.gif"></TD></TR>
<TR><TD colspan="2" align="right"><FONT size="2">Hôm nay: {self.clock()}</FONT></TD></TR>
<TR><TD width="160" valign="top">{menu}<HR>Số người truy cập: {self.views()}<BR>Đang trực tuyến: {self.views() % 50}</TD>
<TD valign="top">{body}</TD></TR>
<TR><TD colspan="2" align="center"><HR>Bản quyền thuộc {self.agency}<BR>Địa chỉ: 25 đường Lâm Viên - ĐT: 0230 3850 111<BR>
Giấy phép số 77/GP-BC do Cục Báo chí cấp ngày 20/4/2005</TD></TR></TABLE></BODY></HTML>"""


def _for_1258(text: str) -> str:
    """Returns `text` with tones behind their letters, as windows-1258 writes them."""
    kept = []
    for letter in text:
        parts = unicodedata.normalize("NFD", letter)
        tones = "".join(c for c in parts if c in "\u0300\u0301\u0303\u0309\u0323")
        rest = "".join(c for c in parts if c not in "\u0300\u0301\u0303\u0309\u0323")
        kept.append(unicodedata.normalize("NFC", rest) + tones)
    return "".join(kept)


_LOGIN = """<FORM method=post action="dangnhap.php"><TABLE><TR><TD>Tên truy nhập</TD><TD><INPUT name=user></TD></TR>
<TR><TD>Mật khẩu</TD><TD><INPUT type=password name=pass></TD></TR><TR><TD><INPUT type=submit value="Đăng nhập"></TD></TR></TABLE></FORM>"""
_SEARCH = """<FORM action="timkiem.php"><B>TÌM KIẾM</B> <INPUT name=tukhoa><INPUT type=submit value="Tìm"></FORM><P>Không tìm thấy kết quả nào phù hợp với từ khóa.</P>"""
