"""Articles for staff, made to be noticed: rare words, news of the day, copies, other provinces.

Beside the tiny news they try every way by which an article could move what citizens get.
"""

from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta
from typing import Final

from index.model import Article, Audience
from tests.index.tiny_news import (
    CONGRESS_2024,
    CONTEST,
    DIRECTOR,
    DUTY_LIST,
    HOTLINE_2023,
    LICENCE,
    NEWS,
    RANKING,
    SITE,
    VACCINE,
)

PUBLIC: Final = tuple(article for article in NEWS if article is not DUTY_LIST)
INSIDE: Final = SITE + "noi-bo/"
NEWEST: Final = date(2026, 5, 30)

RARE_WORDS: Final = ("krôngpha", "quắcxơ", "đắkrlấp", "zơrâm", "wikhốt", "pờlây", "ngoẹo", "quều")
"""Words that stand in articles for staff alone, and in no dictionary."""

_WORDS = Article(
    INSIDE + "tu-la",
    "Kiểm kê kho Krôngpha và trạm Quắcxơ",
    f"Đoàn kiểm tra đến {' '.join(RARE_WORDS)}.\nTrạm Krôngpha do ông Zơrâm Wikhốt phụ trách, cạnh "
    "kho Pờlây. Đường dây nóng của trạm Quắcxơ là 0999.111.222.",
    NEWEST,
    category="Kho Krôngpha",
    source="Trạm Quắcxơ",
)
_ABBREVIATIONS = Article(
    INSIDE + "viet-tat",
    "Quy ước viết tắt trong văn bản mật",
    "Bí thư Quắcxơ (BTQX) họp với Chi đoàn Krôngpha (CĐKP). Ban Chấp hành Zơrâm (BCHZ) và Giám đốc "
    "Wikhốt (GĐWK) dự. Bộ phận một cửa (BPMC) đóng cửa.",
    NEWEST,
    category="Nội bộ",
    source="Văn phòng Sở",
)
_PROVINCES = tuple(
    Article(
        INSIDE + f"ca-mau-{number}",
        f"Công tác tại tỉnh Cà Mau đợt {number}",
        f"Đoàn công tác số {number} ở tỉnh Cà Mau.\n" * 20,
        NEWEST - timedelta(number),
        category="Công tác Cà Mau",
        source="Văn phòng Sở",
    )
    for number in range(1, 9)
)
_NEWER = tuple(
    replace(
        article,
        url=INSIDE + f"moi-hon-{number}",
        text=article.text.replace("Vũ Quốc Cường", "Zơrâm Wikhốt").replace("2023", "2026")
        + "\nSố điện thoại mới là 0999.333.444. Lệ phí mới là 999.000 đồng. Hạn cuối là 01/5/2026.",
        published=NEWEST,
        category="Nội bộ",
    )
    for number, article in enumerate((HOTLINE_2023, DIRECTOR, LICENCE, RANKING, CONTEST))
)
_COPIES = tuple(
    replace(article, url=INSIDE + f"sao-{number}", category="Nội bộ")
    for number, article in enumerate((VACCINE, CONGRESS_2024))
)
_COMMON = tuple(
    Article(
        INSIDE + f"thuong-{number}",
        f"Thông báo số {number} của Văn phòng Sở về đường dây nóng, bí thư, giải Nhất",
        "Bí thư Chi đoàn, đường dây nóng, giải Nhất cuộc thi, chỉ số cải cách hành chính, lệ phí "
        f"cấp giấy phép, tiêm phòng gia súc: nhắc lần {number}. " * 6,
        NEWEST - timedelta(number),
        category="Thông báo",
        source="Cổng thông tin",
    )
    for number in range(12)
)

STAFF_NEWS: Final = tuple(
    replace(article, audience=Audience.STAFF)
    for article in (
        DUTY_LIST, _WORDS, _ABBREVIATIONS, *_PROVINCES, *_NEWER, *_COPIES, *_COMMON,
    )
)  # fmt: skip


def interleaved() -> list[Article]:
    """Returns the public articles in their order, among and behind those for staff."""
    mixed = list(STAFF_NEWS)
    step = len(mixed) // len(PUBLIC) + 1
    for place, article in enumerate(PUBLIC):
        mixed.insert((place + 1) * step, article)
    return mixed
