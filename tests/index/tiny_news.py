"""Eleven short articles of a made-up department, for tests that need an archive to ask."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date
from pathlib import Path
from typing import Final

from index.assistant import Assistant
from index.ingest.load import load
from index.ingest.read import Found
from index.model import Article, Audience, DateOrigin
from index.settings import Settings

TODAY: Final = date(2026, 6, 1)
SITE: Final = "https://snn.lamson.example/tin/"

CONGRESS_2022: Final = Article(
    url=SITE + "dai-hoi-2022",
    title="Đại hội Chi đoàn Sở Nông nghiệp lần thứ VI, nhiệm kỳ 2022-2024",
    text=(
        "Ngày 18/3/2022, Chi đoàn Sở Nông nghiệp tổ chức Đại hội lần thứ VI, nhiệm kỳ 2022-2024.\n"
        "Đồng chí Vũ Quốc Cường, Giám đốc Sở phát biểu chỉ đạo Đại hội.\n"
        "Đại hội đã bầu Ban Chấp hành khóa VI gồm 5 đồng chí. Đồng chí Nguyễn Thị Hoa được bầu giữ "
        "chức Bí thư Chi đoàn, đồng chí Trần Văn Bình giữ chức Phó Bí thư Chi đoàn khóa VI."
    ),
    published=date(2022, 3, 20),
    published_from=DateOrigin.METADATA,
    category="Đoàn thể",
    source="Cổng thông tin",
)
CONGRESS_2024: Final = Article(
    url=SITE + "dai-hoi-2024",
    title="Đại hội Chi đoàn Sở Nông nghiệp lần thứ VII, nhiệm kỳ 2024-2026",
    text=(
        "Sáng 14/3/2024, Chi đoàn Sở Nông nghiệp tổ chức Đại hội lần thứ VII tại hội trường tầng 2 "
        "trụ sở Sở.\n"
        "Đồng chí Vũ Quốc Cường, Giám đốc Sở phát biểu và tặng hoa chúc mừng Đại hội.\n"
        "Đại hội đã bầu Ban Chấp hành khóa VII gồm 7 đồng chí. Đồng chí Lê Minh Tuấn được bầu giữ "
        "chức Bí thư Chi đoàn, đồng chí Phạm Thu Hà giữ chức Phó Bí thư Chi đoàn khóa VII."
    ),
    published=date(2024, 3, 15),
    published_from=DateOrigin.METADATA,
    category="Đoàn thể",
    source="Cổng thông tin",
)
HOTLINE_2020: Final = Article(
    url=SITE + "duong-day-nong-2020",
    title="Công bố số điện thoại đường dây nóng của Sở",
    text=(
        "Sở Nông nghiệp công bố số điện thoại đường dây nóng tiếp nhận phản ánh của người dân là "
        "0237.3888.456.\nĐường dây nóng hoạt động trong giờ hành chính."
    ),
    published=date(2020, 5, 11),
    published_from=DateOrigin.METADATA,
    category="Thông báo",
    source="Cổng thông tin",
)
HOTLINE_2023: Final = Article(
    url=SITE + "duong-day-nong-2023",
    title="Thay đổi số điện thoại đường dây nóng của Sở",
    text=(
        "Từ ngày 01/6/2023, số điện thoại đường dây nóng tiếp nhận phản ánh của người dân là "
        "0237.3999.123.\nThư điện tử tiếp nhận phản ánh: phananh@snn.lamson.example."
    ),
    published=date(2023, 5, 29),
    published_from=DateOrigin.METADATA,
    category="Thông báo",
    source="Cổng thông tin",
)
LICENCE: Final = Article(
    url=SITE + "giay-phep-thuoc-thu-y",
    title="Thủ tục cấp giấy phép kinh doanh thuốc thú y",
    text=(
        "Lệ phí cấp giấy phép kinh doanh thuốc thú y là 150.000 đồng/lần.\n"
        "Thời hạn giải quyết là 5 ngày làm việc kể từ khi nhận đủ hồ sơ.\n"
        "Hồ sơ nộp tại Bộ phận một cửa, số 25 đường Trần Phú, thành phố Lam Sơn."
    ),
    published=date(2023, 9, 4),
    published_from=DateOrigin.METADATA,
    category="Thủ tục hành chính",
    source="Cổng thông tin",
)
CONTEST: Final = Article(
    url=SITE + "cuoc-thi-2023",
    title='Trao giải cuộc thi "Nhà nông sáng tạo" năm 2023',
    text=(
        "Cuộc thi nhận được 1.250 bài dự thi của nông dân toàn tỉnh.\n"
        "Giải Nhất thuộc về tác giả Đặng Hải Yến, huyện Mường Sơn, với tiền thưởng 10 triệu đồng.\n"
        "Giải Nhì thuộc về tác giả Bùi Văn Lâm với tiền thưởng 5 triệu đồng."
    ),
    published=date(2023, 12, 8),
    published_from=DateOrigin.METADATA,
    category="Tin tức",
    source="Báo Lam Sơn",
)
DIRECTOR: Final = Article(
    url=SITE + "bo-nhiem-giam-doc",
    title="Bổ nhiệm đồng chí Vũ Quốc Cường giữ chức Giám đốc Sở Nông nghiệp",
    text=(
        "Chủ tịch UBND tỉnh Lam Sơn đã ký Quyết định số 1234/QĐ-UBND ngày 02/8/2021 bổ nhiệm đồng "
        "chí Vũ Quốc Cường giữ chức Giám đốc Sở Nông nghiệp.\n"
        "Đồng chí Hoàng Thị Liên, Phó Chủ tịch UBND tỉnh trao quyết định."
    ),
    published=date(2021, 8, 5),
    published_from=DateOrigin.METADATA,
    category="Tổ chức - Cán bộ",
    source="Cổng thông tin",
)
RANKING: Final = Article(
    url=SITE + "xep-hang-2023",
    title="Tỉnh Lam Sơn xếp thứ 12 về chỉ số cải cách hành chính năm 2023",
    text=(
        "Theo công bố, chỉ số cải cách hành chính năm 2023 của tỉnh Lam Sơn xếp thứ 12/63.\n"
        "Tỷ lệ hồ sơ trực tuyến toàn trình của tỉnh đạt 87,5%."
    ),
    published=date(2024, 4, 18),
    published_from=DateOrigin.METADATA,
    category="Tin tức",
    source="Báo Lam Sơn",
)
HOURS: Final = Article(
    url=SITE + "gio-lam-viec",
    title="Giờ làm việc của Bộ phận một cửa",
    text=(
        "Bộ phận một cửa làm việc buổi sáng từ 7h30 đến 11h30, buổi chiều từ 13h30 đến 17h00 các "
        "ngày trong tuần."
    ),
    published=date(2024, 1, 9),
    published_from=DateOrigin.METADATA,
    category="Thông báo",
    source="Cổng thông tin",
)
VACCINE: Final = Article(
    url=SITE + "tiem-phong",
    title="Tiêm phòng cho đàn gia súc vụ xuân năm 2025",
    text=(
        "Toàn tỉnh tiêm phòng cho đàn trâu, bò từ ngày 01/3/2025 đến ngày 30/4/2025.\n"
        "Người nuôi đăng ký với trưởng thôn. Vắc xin được cấp miễn phí vì đây là dịch bệnh nguy "
        "hiểm."
    ),
    published=date(2025, 2, 20),
    published_from=DateOrigin.METADATA,
    category="Tin tức",
    source=None,
)
DUTY_LIST: Final = Article(
    url=SITE + "lich-truc-tet",
    title="Lịch trực Tết Bính Ngọ của cơ quan Sở (nội bộ)",
    text=(
        "Trưởng ca trực đêm giao thừa là đồng chí Ngô Bá Thạch.\n"
        "Mã mở kho vắc xin trong kỳ nghỉ do Văn phòng Sở giữ."
    ),
    published=date(2026, 2, 10),
    published_from=DateOrigin.METADATA,
    category="Nội bộ",
    audience=Audience.STAFF,
    source="Văn phòng Sở",
)
NEWS: Final = (
    CONGRESS_2022, CONGRESS_2024, HOTLINE_2020, HOTLINE_2023, LICENCE, CONTEST, DIRECTOR, RANKING,
    HOURS, VACCINE, DUTY_LIST,
)  # fmt: skip


def open_with(home: Path, articles: Iterable[Article] = NEWS) -> Assistant:
    """Returns an assistant on a new archive in `home` that holds `articles`."""
    assistant = Assistant.open(Settings(home=home))
    load(assistant.archive, [Found(article, article.url) for article in articles])
    assistant.catch_up()
    return assistant
