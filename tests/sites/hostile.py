"""A site that means harm: twenty good articles, and among them addresses made to stop a crawl.

    with serve_hostile() as hostile:
        hostile.url        # "http://so.example:40123/", a name that `hostile.resolve` knows
        hostile.traps      # the addresses that must be refused, each with why
        hostile.reached    # what was asked of the other server: nothing may be

The site goes by a name, so that a redirect to 127.0.0.1 leads to another host although
loopback is allowed; nothing of it is ever looked up outside.
"""

from __future__ import annotations

import html
import random
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field
from itertools import zip_longest
from typing import Final

from tests.index.fetch.site import CLOSE, Site, answer
from tests.sites.model import News
from tests.sites.platform import body_html
from tests.sites.texts import make_news
from tests.sites.traps import HOST, Trap, make_traps

ARTICLES: Final = 20
_PRIVATE: Final = "10.0.0.7"
_CATEGORIES: Final = ("Tin hoạt động", "Thông báo")


class Names:
    """Looks names up: gives loopback, and a private address to who looks at a twin again."""

    def __init__(self) -> None:
        self.looks: Counter[str] = Counter()

    def __call__(self, name: str, port: int) -> Sequence[str]:
        """Returns where `name` is this time."""
        self.looks[name] += 1
        return (_PRIVATE if name.startswith("www.") and self.looks[name] > 1 else "127.0.0.1",)


@dataclass(slots=True)
class Hostile:
    """A hostile site that is being served."""

    site: Site
    other: Site
    traps: dict[str, Trap]
    news: Sequence[News]
    resolve: Names = field(default_factory=Names)

    @property
    def url(self) -> str:
        """Where a crawl begins."""
        return self.address("/")

    @property
    def reached(self) -> list[str]:
        """What was asked of the server that no address may lead to."""
        return [request.path for request in self.other.asked]

    def address(self, path: str) -> str:
        """Returns the whole address of a path; one below /www/ is on the site's twin."""
        return self.site.url(path, f"www.{HOST}" if path.startswith("/www/") else HOST)


@contextmanager
def serve_hostile(kinds: Iterable[str] | None = None) -> Iterator[Hostile]:
    """Serves the site with the traps of these kinds, with all of them unless told otherwise."""
    news = make_news(random.Random("hostile"), ARTICLES, _CATEGORIES)
    with Site() as site, Site() as other:
        every = make_traps(site, other)
        chosen = every if kinds is None else {kind: every[kind] for kind in kinds}
        hostile = Hostile(site, other, chosen, news)
        # The connection ends with it: the next request looks the name up again.
        site.routes["/robots.txt"] = lambda request: [
            answer(b"", type="text/plain", Connection="close"),
            CLOSE,
        ]
        site.routes["/"] = answer(_list(hostile).encode())
        files = [trap.path for trap in chosen.values() if trap.place == "article"]
        for number, item in enumerate(news):
            # Each document hangs on an article of its own.
            page = _article(item, files[number : number + 1])
            site.routes[path_of(item)] = answer(page.encode())
        site.routes |= {trap.path: trap.route for trap in chosen.values()}
        yield hostile


def path_of(news: News) -> str:
    """Returns the path of a good article."""
    return f"/tin/{news.number}"


def _list(hostile: Hostile) -> str:
    """Returns the list of news: good articles and traps in turn."""
    listed = [(kind, trap) for kind, trap in hostile.traps.items() if trap.place == "list"]
    items: list[str] = []
    for news, bad in zip_longest(hostile.news, listed):
        if news is not None:
            items.append(_item(path_of(news), news.title))
        if bad is not None:
            title = f"Thông tin về hội nghị tổng kết năm: {bad[0]}"
            items.append(_item(hostile.address(bad[1].path), title))
    feeds = (
        f'<link rel="alternate" type="application/rss+xml" href="{trap.path}">'
        for trap in hostile.traps.values()
        if trap.place == "head"
    )
    return (
        f"<html><head>{''.join(feeds)}</head><body><h1>Tin tức</h1>"
        f"<ul>{''.join(items)}</ul></body></html>"
    )


def _item(address: str, title: str) -> str:
    return f'<li><a href="{html.escape(address)}">{html.escape(title)}</a> (5/3/2024)</li>'


def _article(news: News, files: Iterable[str]) -> str:
    attached = "".join(f'<p><a href="{path}">Văn bản</a></p>' for path in files)
    return (
        f"<html><head><title>{html.escape(news.title)}</title></head><body>"
        f"<h1>{html.escape(news.title)}</h1><p>Ngày đăng: {news.published:%d/%m/%Y}</p>"
        f"{body_html(news.pieces)}{attached}</body></html>"
    )
