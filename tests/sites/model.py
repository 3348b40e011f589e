"""What a made-up site consists of: its articles, and what a request is answered with."""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from datetime import date, time
from typing import Literal

Kind = Literal["p", "h", "li", "row", "caption", "sign"]


@dataclass(frozen=True, slots=True)
class Piece:
    """One block of a body: a row of a table has its cells divided by tabs."""

    kind: Kind
    text: str


@dataclass(frozen=True, slots=True)
class News:
    """One article as its author knows it; `version` rises with each change."""

    number: int
    title: str
    published: date
    at: time
    category: str
    language: Literal["vi", "en"]
    pieces: tuple[Piece, ...]
    attachments: tuple[str, ...] = ()
    version: int = 1

    @property
    def lead(self) -> str:
        """The first paragraph."""
        return self.pieces[0].text

    @property
    def body(self) -> str:
        """The blocks of the body, a line each."""
        return "\n".join(piece.text for piece in self.pieces)

    @property
    def slug(self) -> str:
        """The title as addresses have it."""
        return slug(self.title)[:80].strip("-")

    def teaser(self, words: int = 22) -> str:
        """Returns how a list of news shows the lead: cut short."""
        return " ".join(self.lead.split()[:words]) + "..."


@dataclass(frozen=True, slots=True)
class Expected:
    """What a crawl should have stored of one article."""

    url: str
    title: str
    published: date
    category: str
    language: str
    body: str
    attachments: tuple[str, ...]
    platform: str
    copies: tuple[str, ...] = ()
    """Other addresses of the same article that the site links to."""


@dataclass(frozen=True, slots=True)
class Request:
    """A request as a platform sees it; `host` with scheme: "http://127.0.0.1:80"."""

    path: str
    query: dict[str, str]
    host: str
    count: int = 1
    """How often this address has been asked for, this time included."""


@dataclass(frozen=True, slots=True)
class Response:
    """What a platform answers; `version` is what its ETag is made of, "" for none."""

    body: bytes = b""
    status: int = 200
    content_type: str = "text/html; charset=utf-8"
    headers: dict[str, str] = field(default_factory=dict)
    version: str = ""


def page(markup: str, *, status: int = 200, version: str = "", encoding: str = "utf-8") -> Response:
    """Returns the answer with `markup` as its body."""
    kind = f"text/html; charset={encoding}" if encoding == "utf-8" else "text/html"
    body = markup.encode(encoding, "xmlcharrefreplace")
    return Response(body, status=status, content_type=kind, version=version)


def redirect(address: str, status: int = 301) -> Response:
    """Returns a redirect to `address`."""
    return Response(status=status, headers={"Location": address})


_PLAIN = str.maketrans(
    "àáảãạăằắẳẵặâầấẩẫậđèéẻẽẹêềếểễệìíỉĩịòóỏõọôồốổỗộơờớởỡợùúủũụưừứửữựỳýỷỹỵ",
    "aaaaaaaaaaaaaaaaadeeeeeeeeeeeiiiiiooooooooooooooooouuuuuuuuuuuyyyyy",
)


def slug(text: str) -> str:
    """Returns `text` without marks, words divided by dashes."""
    return re.sub(r"[^a-z0-9]+", "-", text.lower().translate(_PLAIN)).strip("-")
