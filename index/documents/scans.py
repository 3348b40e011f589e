"""Pages that are pictures, read by tesseract where it is installed with Vietnamese."""

from __future__ import annotations

import re
import shutil
import subprocess
import time
from collections.abc import Sequence
from typing import Final

from index.documents.limited import Limits, run_limited
from index.documents.paragraphs import ITEM
from index.errors import IngestError
from index.language.normalize import nfc

MOST_SCANNED_PAGES: Final = 50
"""Pages of one document that are read by tesseract at most; five seconds each."""
_LANGUAGE: Final = "vie"
_TOGETHER: Final = 5
# Tesseract needs 400 MiB for a page of 300 dots an inch.
_LIMITS: Final = Limits(memory=1536, output=64, cpu=120, clock=150)
_ALL_S: Final = 600.0
_ASKED_S: Final = 20
_NUMBER: Final = re.compile(r"[-–—\s]*(?:trang\s*)?\d{0,4}[-–—\s]*", re.IGNORECASE)
_ENDED: Final = re.compile(r"[.;:!?][\"”’)]*$")
_BLANK_LINES: Final = re.compile(r"\n\s*\n")


def can_read_scans() -> bool:
    """Tells whether tesseract is installed and knows Vietnamese."""
    program = shutil.which("tesseract")
    if program is None:
        return False
    try:
        listed = subprocess.run(  # noqa: S603 - found on the PATH of the operator
            [program, "--list-langs"], capture_output=True, timeout=_ASKED_S, check=False
        )
    except (OSError, subprocess.TimeoutExpired):
        return False
    # Older versions tell the languages on standard error.
    return _LANGUAGE in (listed.stdout + listed.stderr).decode("utf-8", "replace").split()


def read_scans(data: bytes, pages: Sequence[int]) -> dict[int, list[str]]:
    """Returns the paragraphs of those `pages` (from 0) of a PDF that could be read."""
    read: dict[int, list[str]] = {}
    begun = time.monotonic()
    wanted = pages[:MOST_SCANNED_PAGES]
    for at in range(0, len(wanted), _TOGETHER):
        if time.monotonic() - begun > _ALL_S:
            break
        numbers = ",".join(map(str, wanted[at : at + _TOGETHER]))
        try:
            told = run_limited("child_scans.py", data, [numbers], _LIMITS)
        except IngestError:
            continue  # a page that cannot be drawn or read in time; the others may be
        for page in told:
            if paragraphs := paragraphs_of_scan(page["text"]):
                read[page["page"]] = paragraphs
    return read


def paragraphs_of_scan(text: str) -> list[str]:
    """Returns the paragraphs of a page as tesseract printed it, without its page number.

    Blank lines part paragraphs; within, list items and lines that end a sentence short of
    the others' width do.
    """
    found: list[str] = []
    for block in _BLANK_LINES.split(nfc(text).replace("\f", "\n")):
        lines = [" ".join(line.split()) for line in block.split("\n")]
        lines = [line for line in lines if line]
        width = max(map(len, lines), default=0)
        before = ""
        for line in lines:
            short = len(before) < width * 0.8
            goes_on = before and not ITEM.match(line) and not (short and not line[0].islower())
            if goes_on and not (short and _ENDED.search(before)):
                found[-1] += f" {line}"
            else:
                found.append(line)
            before = line
    edges = {0, len(found) - 1}
    return [p for at, p in enumerate(found) if at not in edges or not _NUMBER.fullmatch(p)]
