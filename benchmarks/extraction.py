"""How clean and how complete are articles read from live pages, beside trafilatura and readability?

    python -m benchmarks.extraction [--real FOLDER]

The pages are those of the made-up sites of `tests/sites`: 300 articles in the markup of five
platforms, with known texts. `--real` adds saved pages of real sites, whose labels
(`benchmarks/labels/real_pages.json`) hold hashes and counts only: the pages are not ours.
readability-lxml comes with the extra `peers`; without it its row is left out.
"""

from __future__ import annotations

import argparse
import re
import time
import unicodedata
from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path
from tempfile import TemporaryDirectory
from urllib.parse import parse_qsl, urlsplit

from benchmarks.page_readers import Extract, Reader, readers
from benchmarks.real_pages import real_kinds, real_rows
from index.archive.archive import Archive
from index.archive.source_records import SourceKind
from index.crawl.crawl import crawl
from index.fetch.values import FetchOptions
from index.sites.learn import learn_profile
from index.sites.profile import SiteProfile
from index.sites.reading import page_text
from tests.sites import Expected, Portal, make_portal
from tests.sites.model import Request
from tests.sites.server import serve

HOST = "http://portal.example"
# A profile is learnt from so many of a site's articles, as a crawl meets them.
LEARNT_FROM = 12


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
