"""Article pages of the weight that portals send: 45 KB, most of it furniture.

Either those of a made-up Liferay site with the furniture of a usual page around them, or the
bytes of a saved real page whose main part gives way to made-up articles: each page is an
article of its own. The real page is not ours: it is read where it lies and written nowhere.
"""

from __future__ import annotations

import html
import random
import re
from collections.abc import Iterator
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Final

from benchmarks.extraction import HOST, fetch
from tests.sites import Expected, Portal, make_site
from tests.sites.model import News
from tests.sites.platform import body_html
from tests.sites.texts import make_news

WEIGHT: Final = 45_000
"""Bytes, as the saved pages of a city's department have them."""
# Of such a page so much are scripts and styles; it has so many links in its menus.
_SCRIPTS: Final = 10_000
_STYLES: Final = 2_700
_MENU_LINKS: Final = 40
_MAIN: Final = re.compile(rb'<div class="portlet-body">')
_DIV: Final = re.compile(rb"<(/?)div\b[^>]*>", re.IGNORECASE)
_CATEGORIES: Final = ("Tin hoạt động", "Chuyển đổi số", "Thông báo")
# Made-up news are a week apart: more of them at once would be of days to come.
_AT_ONCE: Final = 150
_MAIN_SHARE: Final = 0.5
_TITLE: Final = re.compile(rb"<title>[^<]*</title>")
_CANONICAL: Final = re.compile(rb'<link[^>]*rel="canonical"[^>]*>')


@dataclass(frozen=True, slots=True)
class HeavyPage:
    """An article's page: its path, what it is titled, its bytes."""

    path: str
    title: str
    body: bytes


def made_up_pages(count: int) -> list[HeavyPage]:
    """Returns `count` article pages of one site's departments, each of some 45 KB."""
    found: list[tuple[Portal, Expected]] = []
    seed = 0
    while len(found) < count:
        seed += 1
        site = make_site("liferay", seed=seed, articles=_AT_ONCE, prefix=f"/phong-{seed}")
        # Documents are read by another way, and are no pages.
        found += [(site, one) for one in site.expected(HOST) if not one.attachments]
    others = [article for _, article in found]
    chance = random.Random(1)
    return [_weighted(one, fetch(site, one.url), others, chance) for site, one in found[:count]]


def real_pages(folder: Path, count: int) -> list[HeavyPage]:
    """Returns `count` pages made of the heaviest saved page in `folder` with a main portlet.

    Of one page only: the articles of a site are all framed alike.

    Raises:
        FileNotFoundError: there is none.
    """
    frames = [frame for path in sorted(folder.glob("*.html")) if (frame := _frame(path))]
    if not frames:
        raise FileNotFoundError(f"no saved page in {folder} has a main part to replace")
    news = [
        replace(item, number=start + item.number)
        for start in range(0, count, _AT_ONCE)
        for item in make_news(random.Random(start), _AT_ONCE, _CATEGORIES)
    ]
    frame = max(frames, key=lambda parts: len(parts[0]) + len(parts[1]))
    return [_framed(item, *frame) for item in news[:count]]


def list_of(pages: list[HeavyPage]) -> bytes:
    """Returns the page that lists all of `pages`."""
    items = "".join(
        f'<li><a href="{html.escape(page.path)}">{html.escape(page.title)}</a> (5/3/2024)</li>'
        for page in pages
    )
    return f"<html><body><h1>Tin tức</h1><ul>{items}</ul></body></html>".encode()


def _frame(path: Path) -> tuple[bytes, bytes] | None:
    """Returns a saved page's bytes before and after what its main portlet says, or None.

    None where no portlet has most of what all of them say: a front page is no frame.
    """
    data = path.read_bytes()
    parts = [(begin.end(), _end_of(data, begin.end())) for begin in _MAIN.finditer(data)]
    sizes = sorted(end - start for start, end in parts)
    if not sizes or sizes[-1] < sum(sizes) * _MAIN_SHARE:
        return None
    start, end = max(parts, key=lambda part: part[1] - part[0])
    return data[:start], data[end:]


def _framed(news: News, head: bytes, tail: bytes) -> HeavyPage:
    """Returns a saved page with an article in it, and of the article what its head names."""
    path = f"/web/guest/-/{news.number}-{news.slug}"
    title = f"<title>{html.escape(news.title)} - Cổng thông tin điện tử</title>".encode()
    head = _TITLE.sub(title, head, count=1)
    head = _CANONICAL.sub(f'<link href="{path}" rel="canonical">'.encode(), head)
    return HeavyPage(path, news.title, b"".join((head, _main_part(news).encode(), tail)))


def _end_of(data: bytes, start: int) -> int:
    """Returns where the `div` ends that is open at `start`, or `start` where it does not."""
    depth = 1
    for tag in _DIV.finditer(data, start):
        depth += -1 if tag[1] else 1
        if depth == 0:
            return tag.start()
    return start


def _main_part(news: News) -> str:
    return (
        f'<h3 class="asset-title">{html.escape(news.title)}</h3>'
        f'<div class="asset-date">{news.published:%d/%m/%Y} {news.at:%H:%M}</div>'
        f'<div class="journal-content-article">{body_html(news.pieces)}</div>'
    )


def _weighted(
    article: Expected, page: bytes, others: list[Expected], chance: random.Random
) -> HeavyPage:
    """Returns a page with scripts, styles, menus and boxes of other news, up to the weight."""
    menu = "".join(_menu_item(other) for other in others[:_MENU_LINKS])
    head = f"<style>{_styles()}</style><script>{_scripts()}</script>".encode()
    top = f'<nav class="navigation"><ul class="navi">{menu}</ul></nav>'.encode()
    size = len(page) + len(head) + len(top)
    boxes: list[bytes] = []
    while size < WEIGHT:
        items = "".join(_box_item(other) for other in chance.sample(others, min(5, len(others))))
        box = f'<div class="portlet box-tin"><h4>Tin đọc nhiều</h4><ul>{items}</ul></div>'.encode()
        boxes.append(box)
        size += len(box)
    page = re.sub(rb"(?i)</head>", lambda m: head + m[0], page, count=1)
    page = re.sub(rb"(?i)<body[^>]*>", lambda m: m[0] + top, page, count=1)
    foot = b"".join(boxes)
    page = re.sub(rb"(?i)</body>", lambda m: foot + m[0], page, count=1)
    return HeavyPage(article.url.removeprefix(HOST), article.title, page)


def _menu_item(article: Expected) -> str:
    shown = " ".join(article.title.split()[:4])
    return f'<li class="item"><a href="{html.escape(article.url)}">{html.escape(shown)}</a></li>'


def _box_item(article: Expected) -> str:
    """Returns a link as portals write it: wrapped up, with its state in the query."""
    state = "&amp;".join(f"_101_INSTANCE_8NCdRoRAkahN_{key}=" for key in ("mode", "page", "view"))
    return (
        f'<li class="asset-abstract"><div class="asset-content normal-news">\n\t\t\t\n\t\t'
        f'<span class="asset-metadata"><span class="metadata-entry"></span></span>\n\t\t\t'
        f'<img class="img-news" src="/documents/image.jpg?t=1523412213&amp;{state}" alt="">'
        f'<div class="asset-title"><a href="{html.escape(article.url)}" '
        f'title="{html.escape(article.title)}" style="color: #333">{html.escape(article.title)}'
        f'</a></div>\n\t\t\t\n\t\t<div class="asset-actions clearfix"></div></div></li>\n'
    )


def _scripts() -> str:
    lines = (
        f"Liferay.Portlet.register('p_p_id_{n}', {{canAddToPage: false, columns: [{n}, {n + 1}]}});"
        for n in range(_SCRIPTS)
    )
    return "\n".join(_up_to(lines, _SCRIPTS))


def _styles() -> str:
    rules = (f"#p_p_id_{n}_ .portlet-body {{margin: {n % 9}px; color: #333;}}" for n in range(999))
    return "\n".join(_up_to(rules, _STYLES))


def _up_to(lines: Iterator[str], size: int) -> Iterator[str]:
    for line in lines:
        size -= len(line)
        if size < 0:
            return
        yield line
