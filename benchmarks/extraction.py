"""How clean and how complete are articles read from live pages, beside trafilatura and readability?

    python -m benchmarks.extraction [--real FOLDER]

The pages are those of the made-up sites of `tests/sites`: 300 articles in the markup of five
platforms, with known texts. `--real` adds saved pages of real sites, whose labels
(`benchmarks/labels/real_pages.json`) hold hashes and counts only: the pages are not ours.
readability-lxml comes with the extra `peers`; without it its row is left out.
"""

from __future__ import annotations

import argparse
import hashlib
import importlib.util
import json
import re
import time
import unicodedata
from collections import Counter
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from datetime import UTC, date, datetime
from pathlib import Path
from tempfile import TemporaryDirectory
from urllib.parse import parse_qsl, urlsplit

import trafilatura

from index.archive.archive import Archive
from index.archive.source_records import SourceKind
from index.crawl.crawl import crawl
from index.errors import IngestError
from index.fetch.values import FetchOptions
from index.ingest.dom import parse
from index.ingest.dom_lines import lines
from index.sites.kinds import page_kind
from index.sites.learn import learn_profile
from index.sites.profile import SiteProfile
from index.sites.reading import page_text, read_fetched
from tests.sites import Expected, Portal, make_portal
from tests.sites.model import Request
from tests.sites.server import serve

HOST = "http://portal.example"
LABELS = Path(__file__).parent / "labels" / "real_pages.json"
# A profile is learnt from so many of a site's articles, as a crawl meets them.
LEARNT_FROM = 12


@dataclass(frozen=True)
class Extract:
    """What a reader took from one page."""

    title: str
    text: str
    published: date | None
    category: str | None


Reader = Callable[[bytes, str], Extract]


@dataclass
class Figures:
    """Sums over the pages of one reader."""

    pages: int = 0
    kept: int = 0
    body: int = 0
    furniture: int = 0
    stored: int = 0
    titles: int = 0
    dates: int = 0
    wrong_dates: int = 0
    categories: int = 0
    seconds: float = 0.0

    def row(self, name: str) -> str:
        """Returns the figures as a row of a table in Markdown."""
        share = self.kept / max(1, self.body)
        dirt = self.furniture / max(1, self.stored)
        rate = self.pages / self.seconds if self.seconds else 0.0
        return (
            f"| {name} | {share:.4f} | {dirt:.4f} | {self.titles}/{self.pages} | "
            f"{self.dates}/{self.pages} ({self.wrong_dates} wrong) | "
            f"{self.categories}/{self.pages} | {rate:.0f} |"
        )


def words(text: str) -> Counter[str]:
    """Returns the words of `text` as a multiset, in NFC and lower case."""
    return Counter(re.findall(r"\w+", unicodedata.normalize("NFC", text).lower()))


def fetch(portal: Portal, url: str) -> bytes:
    """Returns what the portal sends for `url` at the second request, without a server."""
    parts = urlsplit(url)
    request = Request(parts.path, dict(parse_qsl(parts.query, keep_blank_values=True)), HOST, 2)
    return portal.respond(request).body


def ours(profile: SiteProfile | None) -> Reader:
    """Returns our own reader, with or without a site's profile."""

    def read(data: bytes, url: str) -> Extract:
        article = read_fetched(data, url, profile=profile).article
        if article is None:
            return Extract("", "", None, None)
        return Extract(article.title, article.text, article.published, article.category)

    return read


def trafilatura_alone(data: bytes, url: str) -> Extract:
    """Returns what trafilatura takes, with its own metadata."""
    found = trafilatura.bare_extraction(data, url=url, with_metadata=True, include_comments=False)
    if found is None or isinstance(found, dict):
        return Extract("", "", None, None)
    try:
        day = date.fromisoformat(found.date or "")
    except ValueError:
        day = None
    categories = found.categories or []
    return Extract(found.title or "", found.text or "", day, next(iter(categories), None))


def readability(data: bytes, url: str) -> Extract:
    """Returns what readability-lxml takes; it tells no day and no category."""
    from readability import Document

    found = Document(page_text(data))
    text = "\n".join(line.text for line in lines(parse(found.summary())))
    return Extract(found.short_title(), text, None, None)


def measure(portal: Portal, expected: Iterable[Expected], read: Reader) -> Figures:
    """Returns the figures of a reader over articles of a portal."""
    figures = Figures()
    for article in expected:
        data = fetch(portal, article.url)
        start = time.process_time()
        got = read(data, article.url)
        figures.seconds += time.process_time() - start
        _add(figures, got, article)
    return figures


def _add(figures: Figures, got: Extract, article: Expected) -> None:
    body, stored, title = words(article.body), words(got.text), words(article.title)
    figures.pages += 1
    figures.kept += (body & stored).total()
    figures.body += body.total()
    figures.furniture += (stored - body - title).total()
    figures.stored += stored.total()
    figures.titles += unicodedata.normalize("NFC", got.title) == article.title
    figures.dates += got.published == article.published
    figures.wrong_dates += got.published not in (None, article.published)
    figures.categories += got.category == article.category


def crawled(portal: Portal) -> Figures:
    """Returns the figures of a whole crawl of the portal over HTTP, from its root on."""
    figures = Figures()
    with TemporaryDirectory() as folder, serve(portal) as served:
        archive = Archive.open(Path(folder))
        now = datetime.now(UTC)
        source = archive.sources.add("portal", f"{served.url}/", SourceKind.SITE, now)
        options = FetchOptions(pause=0.0, allow_loopback=True)
        start = time.process_time()
        crawl(archive, source, options, clock=lambda: now, today=now.date())
        figures.seconds = time.process_time() - start
        for article in portal.expected(served.url):
            found = archive.article(article.url)
            got = Extract("", "", None, None)
            if found is not None:
                got = Extract(found.title, found.text, found.published, found.category)
            _add(figures, got, article)
        archive.close()
    return figures


def learn(portal: Portal) -> SiteProfile:
    """Returns the profile learnt from the first articles of each of the portal's platforms."""
    pages = [
        (article.url, page_text(fetch(portal, article.url)))
        for platform in portal.platforms
        for article in platform.expected(HOST)[:LEARNT_FROM]
    ]
    return learn_profile(pages)


def readers(profile: SiteProfile) -> dict[str, Reader]:
    """Returns the readers that are compared, by name."""
    found: dict[str, Reader] = {
        "hoidap, with the site's profile": ours(profile),
        "hoidap, without": ours(None),
        "trafilatura alone": trafilatura_alone,
    }
    if importlib.util.find_spec("readability"):
        found["readability-lxml"] = readability
    return found


def pieces(text: str) -> dict[str, int]:
    """Returns the digests of the sentences of `text`, each with its number of words."""
    found: dict[str, int] = {}
    for line in unicodedata.normalize("NFC", text).splitlines():
        for sentence in re.split(r"(?<=[.!?;:])\s+|\t", line):
            plain = re.findall(r"\w+", sentence.lower())
            if plain:
                key = hashlib.sha256(" ".join(plain).encode()).hexdigest()[:16]
                found[key] = len(plain)
    return found


def real_rows(folder: Path) -> list[str]:
    """Returns a row of Markdown for each reader over the labelled real pages of `folder`."""
    labels = json.loads(LABELS.read_text("utf-8"))
    rows = []
    for name, read in readers(SiteProfile()).items():
        kept = body = stored = dirt = titles = dates = pages = 0
        for path in sorted(folder.glob("*.html")):
            data = path.read_bytes()
            label = labels.get(hashlib.sha256(data).hexdigest(), {})
            if not label.get("body"):
                continue
            pages += 1
            got = read(data, f"{HOST}/{path.name}")
            if not got.text:  # a standing page is read too, though it is not stored
                got = _standing(data)
            found = pieces(got.text)
            kept += sum(n for key, n in label["body"].items() if key in found)
            body += sum(label["body"].values())
            stored += sum(found.values())
            known = label["body"].keys() | label["neutral"]
            dirt += sum(n for key, n in found.items() if key not in known)
            titles += list(pieces(got.title)) == label["title"]
            dates += str(got.published) == str(label["published"])
        rows.append(
            f"| {name} | {kept / max(1, body):.4f} | {dirt / max(1, stored):.4f} | "
            f"{titles}/{pages} | {dates}/{pages} |"
        )
    return rows


def _standing(data: bytes) -> Extract:
    from index.ingest.page import read_page

    try:
        page = read_page(page_text(data))
    except IngestError:
        return Extract("", "", None, None)
    return Extract(page.title, page.text, None, None)


def real_kinds(folder: Path) -> tuple[int, int]:
    """Returns how many real pages are told right, and how many there are."""
    labels = json.loads(LABELS.read_text("utf-8"))
    right = total = 0
    for path in sorted(folder.glob("*.html")):
        label = labels.get(hashlib.sha256(path.read_bytes()).hexdigest())
        if label is not None:
            total += 1
            right += page_kind(parse(page_text(path.read_bytes()))).kind == label["kind"]
    return right, total


def main() -> None:
    """Prints the tables."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--real", type=Path, help="a folder with the labelled real pages")
    parser.add_argument("--by-platform", action="store_true", help="a table for each platform")
    options = parser.parse_args()
    portal = make_portal(seed=1)
    profile = learn(portal)
    groups = {"all": portal.expected(HOST)}
    if options.by_platform:
        groups |= {p.name: p.expected(HOST) for p in portal.platforms}
    for group, expected in groups.items():
        print(f"\n{group}: {len(expected)} articles\n")
        print("| reader | body kept | furniture | titles | dates | categories | pages/s |")
        print("|---|---|---|---|---|---|---|")
        for name, read in readers(profile).items():
            print(measure(portal, expected, read).row(name))
        if group == "all":
            print(crawled(make_portal(seed=1)).row("hoidap, a whole crawl"))
    if options.real is not None:
        right, total = real_kinds(options.real)
        print(f"\nreal pages: {right} of {total} kinds right; those with an article's text:\n")
        print("| reader | body kept | furniture | titles | dates |\n|---|---|---|---|---|")
        print("\n".join(real_rows(options.real)))


if __name__ == "__main__":
    main()
