"""Made-up news: titles, leads and bodies that vary as administrative news do.

Paragraphs are taken from the project's own sample news (data/sample/news.jsonl), so that the
language is what portals print; titles, leads, lists and tables are put together here.
"""

from __future__ import annotations

import json
import random
from datetime import date, time, timedelta
from functools import cache
from importlib import resources
from itertools import product

from tests.sites.model import News, Piece

_PLACES = [
    "xã An Phú",
    "huyện Bình Khê",
    "thị xã Cẩm Sơn",
    "thành phố Hạc Giang",
    "xã Đông Lĩnh",
    "phường Tân Mai",
    "huyện Lạc Thủy",
    "xã Mường Hoa",
    "huyện Phú Xuyên",
    "thị trấn Sông Vệ",
    "xã Trà Linh",
    "phường Bến Thóc",
]
_TOPICS = [
    "cải cách hành chính",
    "chuyển đổi số",
    "phòng cháy, chữa cháy rừng",
    "xây dựng nông thôn mới",
    "an toàn thực phẩm",
    "giảm nghèo bền vững",
    "tiêm chủng mở rộng",
    "bảo vệ trẻ em",
    "cấp nước sạch",
    "giải phóng mặt bằng",
    "quản lý đất đai",
    "phổ biến giáo dục pháp luật",
    "chữ ký số",
    "dịch vụ công trực tuyến",
    "bảo hiểm y tế toàn dân",
    "phòng, chống thiên tai",
    "trồng cây gây rừng",
    "thu gom rác thải",
]
_ACTIONS = [
    "Hội nghị tổng kết công tác {t} tại {p}",
    "Kiểm tra công tác {t} tại {p}",
    "{P}: Nhiều kết quả tích cực trong {t}",
    "Tập huấn nghiệp vụ {t} cho cán bộ {p}",
    "Đẩy mạnh {t} ở {p}: Cần thêm nguồn lực?",
    "Lãnh đạo Sở làm việc với {p} về {t}",
    '"Ngày hội {t}" lần thứ hai ở {p}',
    "Ra quân tháng cao điểm {t} trên địa bàn {p}",
]
_ENGLISH_TOPICS = [
    "administrative reform",
    "digital transformation",
    "clean water supply",
    "food safety",
    "forest fire prevention",
    "online public services",
    "child protection",
    "waste collection",
]
_ENGLISH_PLACES = ("An Phu commune", "Hac Giang city", "Binh Khe district", "Tan Mai ward")
_ENGLISH = (
    "The department reported that {n} staff members from {k} agencies took part in the programme.",
    "According to the plan, the remaining works will be completed before the end of the year.",
    "Local people said that they now spend less time on procedures than they did in the past.",
    "The provincial budget has set aside {n} million dong for the first stage of the project.",
    "Participants discussed difficulties in the field and agreed on {k} groups of measures.",
    "The head of the unit asked communes to publish the results at their offices every month.",
    "Training was given in {k} classes, each of which lasted two days and ended with a test.",
    "More than {n} households have been connected, and the others are to follow in the spring.",
)
_SIGNS = ("Văn phòng Sở", "Lê Thị Hòa", "Trần Văn Bách", "Phòng Tổng hợp", "Đỗ Hữu Lân")
_CAPTIONS = (
    "Quang cảnh hội nghị tại {p}",
    "Đoàn công tác kiểm tra thực tế tại {p} (Ảnh: Minh Tú)",
    "Đại biểu trao đổi bên lề buổi làm việc về {t}",
)
_FIRST = date(2022, 1, 10)
_FEWEST_WORDS, _MOST_WORDS = 25, 110
_SHORT_EACH = 9


@cache
def paragraphs() -> tuple[str, ...]:
    """Returns the paragraphs of the sample news that read as running text."""
    text = resources.files("data").joinpath("sample/news.jsonl").read_text("utf-8")
    found = {
        line.strip(): None
        for record in map(json.loads, text.splitlines())
        for line in record["text"].split("\n")
        if _FEWEST_WORDS <= len(line.split()) <= _MOST_WORDS and line.strip().endswith((".", "."))
    }
    return tuple(found)


def make_news(
    chance: random.Random, count: int, categories: tuple[str, ...], *, english: int = 0
) -> list[News]:
    """Returns `count` articles, newest first, of which `english` are in English."""
    kinds = list(product(_ACTIONS, _TOPICS, _PLACES))
    chance.shuffle(kinds)
    found: list[News] = []
    for number in range(1, count + 1):
        day = _FIRST + timedelta(days=7 * number + chance.randrange(7))
        if number > count - english:
            found.append(_english(chance, number, day, categories[-1]))
            continue
        action, topic, place = kinds[number]
        title = action.format(t=topic, p=place, P=place[:1].upper() + place[1:])
        category = categories[number % (len(categories) - bool(english))]
        pieces = _pieces(chance, day, topic, place)
        files = _files(chance, number)
        if number % _SHORT_EACH == 0:
            # The notice that says no more than its attachment's name: portals are full of them.
            pieces = (pieces[0], Piece("p", "Chi tiết xem tại văn bản đính kèm."))
            files = (f"thong-bao-so-{number}.pdf",)
        at = time(chance.randrange(24), chance.randrange(60))
        found.append(News(number, title, day, at, category, "vi", pieces, files))
    return found[::-1]


def _pieces(chance: random.Random, day: date, topic: str, place: str) -> tuple[Piece, ...]:
    event = day - timedelta(days=chance.randrange(2))
    part = chance.choice(("Sáng", "Chiều"))
    lead = (
        f"{part} ngày {event.day}/{event.month}, tại {place}, đoàn công tác của Sở đã có buổi làm "
        f"việc về {topic} với sự tham dự của {chance.randrange(20, 90)} đại biểu đến từ "
        f"{chance.randrange(3, 15)} đơn vị trên địa bàn."
    )
    running = [Piece("p", text) for text in chance.sample(paragraphs(), chance.randrange(3, 7))]
    if chance.random() < 0.3:
        areas = chance.sample(_PLACES, 3)
        rows = [
            f"{area}\t{chance.randrange(10, 99)} hộ\t{chance.randrange(2, 9)} tỷ" for area in areas
        ]
        table = [Piece("row", row) for row in ("Địa phương\tSố hộ\tKinh phí", *rows)]
        running[1:1] = [Piece("p", f"Kết quả {topic} ở một số nơi như sau:"), *table]
    if chance.random() < 0.3:
        items = (
            f"Rà soát {chance.randrange(20, 300)} hồ sơ còn tồn đọng",
            f"Hoàn thành kế hoạch trước ngày {chance.randrange(10, 28)}/12",
            "Công khai kết quả tại trụ sở và nhà văn hóa",
        )
        running[-1:-1] = [
            Piece("p", "Thời gian tới, các đơn vị tập trung vào những việc sau:"),
            *(Piece("li", item) for item in items),
        ]
    if chance.random() < 0.2:
        running.insert(2, Piece("h", f"Gỡ vướng trong {topic}"))
    if chance.random() < 0.5:
        caption = chance.choice(_CAPTIONS).format(p=place, t=topic)
        running.insert(1, Piece("caption", caption))
    running.append(Piece("sign", chance.choice(_SIGNS)))
    return (Piece("p", lead), *running)


def _english(chance: random.Random, number: int, day: date, category: str) -> News:
    topic = _ENGLISH_TOPICS[number % len(_ENGLISH_TOPICS)]
    place = chance.choice(_ENGLISH_PLACES)
    lead = (
        f"The department held a working session on {topic} in {place} with the participation of "
        f"{chance.randrange(20, 90)} delegates from agencies and communes of the province."
    )
    lines = [
        line.format(n=chance.randrange(20, 900), k=chance.randrange(3, 20))
        for line in chance.sample(_ENGLISH, 5)
    ]
    pieces = [Piece("p", lead), Piece("p", " ".join(lines[:2])), Piece("p", " ".join(lines[2:]))]
    title = f"Working session No. {number} on {topic} held in {place}"
    return News(number, title, day, time(9, 30), category, "en", tuple(pieces))


def _files(chance: random.Random, number: int) -> tuple[str, ...]:
    if chance.random() > 0.2:
        return ()
    kind = chance.choice((".pdf", ".docx"))
    return (f"ke-hoach-so-{number}-{chance.randrange(100, 999)}{kind}",)
