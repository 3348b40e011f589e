"""Two processes at one archive: one ingests while another reads and counts."""

from __future__ import annotations

import subprocess
import sys
from datetime import date
from pathlib import Path

from index.archive.archive import Archive
from index.model import Audience
from tests.index.samples import generated_articles

WRITER = """
import sys
from pathlib import Path
from index.archive.archive import Archive
from index.ingest import load
from tests.index.samples import generated_articles, ingest
load.BATCH_ARTICLES = 2
archive = Archive.open(Path(sys.argv[1]))
print(ingest(archive, generated_articles(40)).created)
archive.remove([f"https://vi-du.gov.vn/tin/{n}" for n in range(5)])
archive.close()
"""
ROOT = Path(__file__).parents[3]


def test_reading_and_counting_go_on_while_another_process_ingests(tmp_path: Path) -> None:
    archive = Archive.open(tmp_path)
    writer = subprocess.Popen(
        [sys.executable, "-c", WRITER, str(tmp_path)],
        cwd=ROOT, stdout=subprocess.PIPE, text=True,
    )  # fmt: skip
    rounds, numbers = 0, []
    try:
        while writer.poll() is None or rounds == 0:
            stored = archive.stored(archive.live_ids())
            assert all(item.passages for item in stored.values())
            assert len(list(archive.articles())) >= len(stored) - 5
            archive.latest([Audience.PUBLIC], "1", [], 5, 0)
            archive.asked.note_answer(date(2026, 1, 1), "answered", 12.0)  # the bot writes too
            numbers.append(archive.last_change())
            rounds += 1
    finally:
        output = writer.communicate(timeout=60)[0]
    assert writer.returncode == 0
    assert output.split() == ["40"]
    assert numbers == sorted(numbers)
    assert archive.last_change() == 45
    assert {item.url for item in archive.articles()} == {
        item.url for item in generated_articles(40)[5:]
    }
    assert archive.figures()["questions"] == {"answered": rounds}
    assert archive.check() == []
    archive.close()
