"""Addresses made to harm who fetches them: redirects out, floods, bombs, trees without end."""

from __future__ import annotations

import gzip
import io
import itertools
import random
import zipfile
import zlib
from collections.abc import Callable
from dataclasses import dataclass, replace
from typing import Final, Literal

import brotli

from tests.index.documents import samples
from tests.index.fetch.site import Request, Route, Site, answer, chunked, redirect

HOST: Final = "so.example"
MIB: Final = 1 << 20
_BOMB: Final = 256
"""MiB that a bomb unpacks to."""
_LEAD: Final = "Sáng 5/3/2024, Sở Nội vụ tổ chức hội nghị tổng kết công tác năm. "
_TWICE: Final = b"/Filter[/FlateDecode/FlateDecode]"


@dataclass(frozen=True, slots=True)
class Trap:
    """An address made to harm; `why` is a pattern of the reason for which it is refused."""

    path: str
    route: Route | bytes
    why: str
    place: Literal["list", "head", "article"] = "list"
    """Where the site links to it: among its news, as its feed, as an article's attachment."""


def make_traps(site: Site, other: Site) -> dict[str, Trap]:
    """Returns all traps of `site` by kind; `other` is a server that it tries to lead to."""
    return _redirects(site, other) | _floods() | _feeds() | _documents() | _pages()


def _redirects(site: Site, other: Site) -> dict[str, Trap]:
    def step(request: Request) -> bytes:
        to = f"/chuyen/buoc-{int(request.path.rpartition('-')[2]) + 1}"
        site.routes[to] = step
        return redirect(to)

    elsewhere = {
        "redirect to 127.0.0.1, the same port": site.url(),
        "redirect to 127.0.0.1, another port": other.url(),
        "redirect to its own name, another port": other.url(host=HOST),
        "redirect to 169.254.169.254": "http://169.254.169.254/latest/meta-data/",
    }
    made = {
        kind: Trap(f"/chuyen/{number}", redirect(to), "leads to .* none of this source's hosts")
        for number, (kind, to) in enumerate(elsewhere.items())
    }
    return made | {
        "redirect to file:": Trap(
            "/chuyen/tep", redirect("file:///etc/passwd"), "only http and https are fetched"
        ),
        "redirect loop": Trap("/chuyen/vong", redirect("/chuyen/vong"), "in a circle"),
        "redirects without end": Trap("/chuyen/buoc-0", step, "more than 8 times"),
        "name that is private on the second look": Trap(
            "/www/tin", answer(b"never sent"), "not on the public internet"
        ),
    }


def _floods() -> dict[str, Trap]:
    piece = b"<p>tin</p>" * 6_000
    return {
        "page without end": Trap(
            "/dai/khong-het", lambda request: chunked(itertools.repeat(piece)), "larger than 5 MB"
        ),
        "page of 10 GB, announced": Trap(
            "/dai/10-gb", answer(b"", length=10 << 30), "larger than 5 MB"
        ),
        "gzip bomb": _bomb("gzip", _gzip_bomb),
        "brotli bomb": _bomb("br", _brotli_bomb),
        "gzip bomb in gzip": _bomb("gzip, gzip", lambda: gzip.compress(_gzip_bomb())),
    }


def _feeds() -> dict[str, Trap]:
    made = {
        "feed with entity expansion": _file("feed.xml", _entities, "declares entities"),
        "feed that is a gzip bomb": _file("feed.gz", _gzip_bomb, "larger than 16 MB unpacked"),
        "feed of 100,000 nested elements": _file(
            "sau.xml", lambda: b"<?xml version='1.0'?><rss>" + b"<a>" * 100_000, "XML"
        ),
    }
    return {kind: replace(trap, place="head") for kind, trap in made.items()}


def _documents() -> dict[str, Trap]:
    overload = "more memory or time"
    made = {
        "PDF bomb, text without end": _file("chu.pdf", _pdf_text, overload),
        "PDF bomb, forms in forms": _file("hinh.pdf", _pdf_forms, overload),
        "DOCX that is a zip bomb": _file("bom.docx", _docx_bomb, "unpacks to more"),
    }
    return {kind: replace(trap, place="article") for kind, trap in made.items()}


def _pages() -> dict[str, Trap]:
    return {
        "page with 100,000 nested tags": _file(
            "sau.html", lambda: b"<div>" * 100_000 + _LEAD.encode() * 9, "."
        ),
        "page of 2 MB of tags": _file("2mb.html", lambda: b"<i class=a></i>" * 139_000, "."),
        "page of 5 MB of tags": _file("5mb.html", lambda: b"<b></b>" * 740_000, "limit of 2 MB"),
        "bytes that are no text": _file(
            "nhi-phan.html", lambda: random.Random(7).randbytes(MIB), "not text"
        ),
    }


def _bomb(encoding: str, make: Callable[[], bytes]) -> Trap:
    def route(request: Request) -> bytes:
        return answer(make(), Content_Encoding=encoding)

    return Trap(f"/bom/{encoding.replace(', ', '-')}", route, "larger than 5 MB")


def _file(name: str, make: Callable[[], bytes], why: str) -> Trap:
    """Returns the trap whose body is made when it is asked for."""
    return Trap(f"/tep/{name}", lambda request: answer(make()), why)


def _gzip_bomb() -> bytes:
    packer = zlib.compressobj(1, wbits=31)
    return b"".join(packer.compress(bytes(MIB)) for _ in range(_BOMB)) + packer.flush()


def _brotli_bomb() -> bytes:
    packer = brotli.Compressor(quality=1)
    pieces: list[bytes] = [packer.process(bytes(MIB)) for _ in range(_BOMB)]
    return b"".join([*pieces, packer.finish()])


def _entities() -> bytes:
    levels = "".join(f'<!ENTITY e{n} "{f"&e{n - 1};" * 10}">' for n in range(1, 12))
    return (
        f'<?xml version="1.0"?><!DOCTYPE rss [<!ENTITY e0 "tin">{levels}]>'
        "<rss><channel><item><title>&e11;</title><link>/tin/1</link></item></channel></rss>"
    ).encode()


def _pdf_text() -> bytes:
    shown = b"BT /F 9 Tf 10 10 Td (aaaa) Tj ET\n" * 32_768
    return samples.one_page(samples.stream(zlib.compress(samples.packed(shown, 200)), _TWICE))


def _pdf_forms() -> bytes:
    form = b"/Type/XObject/Subtype/Form/BBox[0 0 9 9]/Resources<</XObject<</X %d 0 R>>>>"
    page = (
        b"<</Type/Page/Parent 2 0 R/MediaBox[0 0 595 842]/Contents 4 0 R"
        b"/Resources<</XObject<</X 5 0 R>>>>>>"
    )
    objects = [b"<</Type/Catalog/Pages 2 0 R>>", b"<</Type/Pages/Kids[3 0 R]/Count 1>>", page]
    objects.append(samples.stream(b"/X Do " * 10))
    objects += [samples.stream(b"/X Do " * 10, form % (n + 1)) for n in range(5, 20)]
    return samples.pdf_of([*objects, samples.stream(b"BT (a) Tj ET")])


def _docx_bomb() -> bytes:
    out = io.BytesIO()
    with (
        zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED, compresslevel=1) as archive,
        archive.open("word/document.xml", "w") as part,
    ):
        for _ in range(_BOMB):
            part.write(b" " * MIB)
    return out.getvalue()
