"""Thousands of news that answer nothing, among which the right article has to be found.

They lie outside the project (../shared/data/news). Loading them takes minutes, for their words
are segmented: the archive that holds them is kept in a temporary folder, where the next run
finds them unchanged.
"""

from __future__ import annotations

import getpass
import gzip
import json
import tempfile
from pathlib import Path

FILE = Path("news") / "govnews.jsonl.gz"
"""Where they are among the public sets."""


def kept_home() -> Path:
    """Returns a home that outlives the run, of this user alone."""
    home = Path(tempfile.gettempdir()) / f"hoidap-benchmarks-{getpass.getuser()}" / "news"
    home.mkdir(mode=0o700, parents=True, exist_ok=True)
    return home


def write_news(source: Path, out: Path) -> int:
    """Writes the news as article lines to `out`; returns how many there are.

    Ids repeat among them: each gets an address of its own, so that all are loaded.
    """
    count = 0
    with gzip.open(source, "rt", encoding="utf-8") as rows, out.open("w", encoding="utf-8") as to:
        for count, row in enumerate(map(json.loads, rows), 1):
            text = f"{row['summary']}\n{row['body']}".strip()
            url = f"https://news.example/{count}-{row['id']}"
            to.write(json.dumps({"url": url, "title": row["title"], "text": text}) + "\n")
    return count
