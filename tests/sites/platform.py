"""What all made-up platforms share: numbered articles, sections, paging, odd addresses."""

from __future__ import annotations

import html
import random
import threading
from abc import ABC, abstractmethod
from collections.abc import Callable, Sequence
from dataclasses import replace
from datetime import UTC, datetime, timedelta

from tests.sites.files import document
from tests.sites.model import Expected, News, Piece, Request, Response, page, slug
from tests.sites.texts import make_news, paragraphs

PER_PAGE = 10
DUTIES = "Chức năng, nhiệm vụ, quyền hạn của Sở"


class Platform(ABC):
    """One site. `prefix` is the folder it lives in: "" or "/wordpress"."""

    name: str
    agency: str
    categories: tuple[str, ...]
    english = 0
    """How many of its articles are in English; they are in the last category."""

    def __init__(self, *, seed: int, articles: int, prefix: str = "") -> None:
        self.prefix = prefix
        self.chance = random.Random(f"{self.name} {seed}")
        self._lock = threading.RLock()
        made = make_news(self.chance, articles, self.categories, english=self.english)
        self._news = {news.number: news for news in made}
        self._removed: set[int] = set()
        self._views = 100
        self.healing = made[3].number
        """The article whose first request fails with a 500."""
        self.moved = made[4].number
        """The article that listings name by an address that redirects."""
        self.odd = made[5].number
        """The article in another encoding or another Unicode form, where there is one."""

    # What a test does to the site.

    def news(self) -> list[News]:
        """Returns the articles that stand in the site, newest first."""
        with self._lock:
            standing = [n for n in self._news.values() if n.number not in self._removed]
        return sorted(standing, key=lambda n: n.number, reverse=True)

    def change(self, number: int) -> News:
        """Adds a paragraph to an article."""
        with self._lock:
            old = self._news[number]
            more = Piece("p", self.chance.choice(paragraphs()))
            pieces = (*old.pieces[:-1], more, old.pieces[-1])
            self._news[number] = replace(old, pieces=pieces, version=old.version + 1)
            return self._news[number]

    def remove(self, number: int) -> News:
        """Takes an article out: its address answers 404 from now on."""
        with self._lock:
            self._removed.add(number)
            return self._news[number]

    def add(self) -> News:
        """Adds an article newer than all others."""
        with self._lock:
            number = max(self._news) + 1
            (made, *_rest) = make_news(self.chance, 1, self.categories)
            day = max(n.published for n in self._news.values()) + timedelta(days=1)
            title = f"{made.title} (đợt {number})"
            self._news[number] = replace(
                made, number=number, title=title, published=day, category=self.categories[0]
            )
            return self._news[number]

    def expected(self, host: str) -> list[Expected]:
        """Returns what a crawl should store, in the order of `news`."""
        return [
            Expected(
                url=host + self.address(n),
                title=n.title,
                published=n.published,
                category=n.category,
                language=n.language,
                body=n.body,
                attachments=tuple(host + self.file_address(name) for name in n.attachments),
                platform=self.name,
                copies=tuple(host + copy for copy in self.copies(n)),
            )
            for n in self.news()
        ]

    # What a platform decides.

    @abstractmethod
    def address(self, news: News) -> str:
        """Returns the path, and query, of an article."""

    @abstractmethod
    def section(self, category: str, number: int = 1) -> str:
        """Returns the path, and query, of page `number` of a section."""

    @abstractmethod
    def answer(self, request: Request) -> Response:
        """Returns the page at a path below the prefix; status 404 for none."""

    def copies(self, news: News) -> tuple[str, ...]:
        """Returns other addresses of an article that the site links to."""
        return ()

    # What they share.

    def file_address(self, name: str) -> str:
        """Returns the path of an attachment."""
        return f"{self.prefix}/files/{name}"

    def respond(self, request: Request) -> Response:
        """Answers a request whose path begins with the prefix."""
        with self._lock:
            self._views += 7
        inside = replace(request, path=request.path[len(self.prefix) :] or "/")
        if inside.path.startswith("/files/"):
            return self._file(inside.path.rsplit("/", 1)[1])
        return self.answer(inside)

    def by_number(self, number: str) -> News | None:
        """Returns the article of a number in an address, or None."""
        with self._lock:
            wanted = int(number) if number.isdigit() else 0
            return None if wanted in self._removed else self._news.get(wanted)

    def in_section(self, key: str, number: int) -> tuple[str, list[News], int]:
        """Returns the category of a slug, the articles of its page `number`, and its pages."""
        category = next((c for c in self.categories if slug(c) == key), self.categories[0])
        found = [n for n in self.news() if n.category == category]
        pages = max(1, -(-len(found) // PER_PAGE))
        return category, found[(number - 1) * PER_PAGE : number * PER_PAGE], pages

    def fails_once(self, news: News, request: Request) -> bool:
        """Tells whether this request must end in the 500 that heals."""
        return news.number == self.healing and request.count == 1

    def views(self) -> int:
        """Returns a number that is another one at each request."""
        with self._lock:
            return self._views

    def clock(self) -> str:
        """Returns the time of the server as headers show it."""
        now = datetime.now(UTC) + timedelta(hours=7)
        days = ("Hai", "Ba", "Tư", "Năm", "Sáu", "Bảy")
        name = f"Thứ {days[now.weekday()]}" if now.weekday() < len(days) else "Chủ nhật"
        return f"{name}, {now:%d/%m/%Y %H:%M:%S}"

    def version(self, news: News) -> str:
        """Returns what the validators of an article's page are made of."""
        return f"{self.name}-{news.number}-{news.version}"

    def _file(self, name: str) -> Response:
        owner = next((n for n in self.news() if name in n.attachments), None)
        if owner is None:
            return self.missing()
        body, kind = document(name, owner.title, owner.lead)
        return Response(body, content_type=kind, version=f"{self.version(owner)}-{name}")

    def missing(self) -> Response:
        """Returns the page for an address that leads nowhere, with status 404."""
        return page(
            "<html><head><title>404</title></head><body><h1>Not Found</h1></body>", status=404
        )


def with_box(pieces: Sequence[Piece], box: str, write: Callable[[Sequence[Piece]], str]) -> str:
    """Returns a body whose middle has a box of other news, as editors put it there."""
    middle = len(pieces) // 2
    while middle < len(pieces) and pieces[middle].kind != "p":
        middle += 1
    if len(pieces) < 4 or middle >= len(pieces):
        return write(pieces)
    return f"{write(pieces[:middle])}\n{box}\n{write(pieces[middle:])}"


def escape(text: str) -> str:
    """Returns `text` as HTML shows it."""
    return html.escape(text, quote=True)


def body_html(pieces: Sequence[Piece], *, paragraph: str = "<p>{}</p>", heading: str = "h3") -> str:
    """Returns the blocks as markup: lists as `ul`, rows as tables, captions as figures."""
    parts: list[str] = []
    for i, piece in enumerate(pieces):
        before = pieces[i - 1].kind if i else ""
        after = pieces[i + 1].kind if i + 1 < len(pieces) else ""
        text = escape(piece.text)
        if piece.kind == "li":
            parts.append(("<ul>" if before != "li" else "") + f"<li>{text}</li>")
            parts.append("</ul>" if after != "li" else "")
        elif piece.kind == "row":
            cells = "".join(f"<td>{cell}</td>" for cell in text.split("\t"))
            parts.append(("<table border=1>" if before != "row" else "") + f"<tr>{cells}</tr>")
            parts.append("</table>" if after != "row" else "")
        elif piece.kind == "h":
            parts.append(f"<{heading}>{text}</{heading}>")
        elif piece.kind == "caption":
            parts.append(
                f'<figure><img src="/images/{i}.jpg" alt=""><figcaption>{text}</figcaption></figure>'
            )
        elif piece.kind == "sign":
            parts.append(f'<p style="text-align: right;"><strong>{text}</strong></p>')
        else:
            parts.append(paragraph.format(text))
    return "\n".join(part for part in parts if part)
