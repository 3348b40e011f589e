"""Articles made up for tests of the archive and the engines."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import date, timedelta
from random import Random

from index.archive.archive import Archive, Prepared, text_digest
from index.ingest.load import load
from index.ingest.read import Found
from index.model import Article, IngestReport

_TEXT = (
    "sở tài chính thông báo lịch nghỉ tết công dân nộp hồ sơ trực tuyến huyện xã phường tỉnh "
    "đường điện nước sạch cầu trường học bệnh viện y tế giáo dục văn hóa du lịch thể thao hội "
    "nghị đại biểu kỳ họp bầu cử cán bộ đoàn thanh niên phụ nữ nông thôn mới mùa lúa cà phê "
    "mưa bão lũ rừng biển đảo tàu xe giá thuế phí lệ cấp phép đất nhà ở dự án đầu tư khu kinh "
    "doanh nghiệp hộ vay vốn ngân hàng quỹ thưởng thi đua khen quyết định ban hành kế hoạch"
)
_SYLLABLES = _TEXT.split()


def code_word(number: int) -> str:
    """Returns a word of letters that stands in article `number` alone."""
    letters = "bcdghklmnp"
    return "zq" + "".join(letters[int(digit)] for digit in f"{number:04d}")


def generated_article(number: int, *, seed: int = 7, words: int = 70) -> Article:
    """Returns article `number`: a few sentences in two paragraphs, unlike any other's."""
    rng = Random(seed * 100_003 + number)  # common syllables come first, as in a language
    picked = [_SYLLABLES[int(len(_SYLLABLES) * rng.random() ** 1.7)] for _ in range(words)]
    sentences = [picked[start : start + 14] for start in range(0, words, 14)]
    lines = [" ".join(sentence).capitalize() + "." for sentence in sentences]
    half = len(lines) // 2
    text = " ".join(lines[:half]) + f"\nMã số {code_word(number)}. " + " ".join(lines[half:])
    return Article(
        url=f"https://vi-du.gov.vn/tin/{number}",
        title=" ".join(picked[:8]).capitalize(),
        text=text,
        published=date(2020, 1, 1) + timedelta(days=rng.randrange(2000)),
        category=rng.choice(["Tin tức", "Thông báo", None]),
        source=rng.choice(["so-tai-chinh", "so-y-te", None]),
    )


def generated_articles(count: int) -> list[Article]:
    """Returns articles 0 to `count` - 1."""
    return [generated_article(number) for number in range(count)]


def ingest(archive: Archive, articles: Iterable[Article]) -> IngestReport:
    """Loads articles as `hoidap ingest` does, without the index."""
    return load(archive, [Found(article, article.url) for article in articles])


def article(
    url: str = "https://vi-du.gov.vn/1", text: str = "Một. Hai.", **more: object
) -> Article:
    """Returns a small article."""
    return Article(url=url, title=str(more.pop("title", "Tin")), text=text, **more)  # type: ignore[arg-type]


def prepared(item: Article, *, bands: Sequence[int] = (), original: int | None = None) -> Prepared:
    """Returns `item` ready to be stored: one passage over all its text."""
    digest = text_digest(item.text)
    return Prepared(
        item, [(0, len(item.text), digest)], {digest: "một_hai"}, 1, bands, duplicate_of=original
    )
