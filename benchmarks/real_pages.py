"""Are saved pages of real sites read right? By their labels, which hold hashes and counts only:
the pages are not ours.
"""

from __future__ import annotations

import hashlib
import json
import re
import unicodedata
from pathlib import Path

from benchmarks.page_readers import Extract, readers
from index.errors import IngestError
from index.ingest.dom import parse
from index.ingest.page import read_page
from index.sites.kinds import page_kind
from index.sites.profile import SiteProfile
from index.sites.reading import page_text

LABELS = Path(__file__).parent / "labels" / "real_pages.json"
# Where the pages are said to be from: their own addresses are not kept.
_HOST = "http://portal.example"


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
            got = read(data, f"{_HOST}/{path.name}")
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
