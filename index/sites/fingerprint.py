"""Has an article changed? A digest of what its author wrote, not of what its server counts."""

from __future__ import annotations

import hashlib
import re
import unicodedata
from collections.abc import Iterable
from datetime import date
from typing import Final

from index.ingest.furniture import classify

# Furniture that counts or tells the time, wherever it stands.
_COUNTS: Final = frozenset({"views", "counter", "clock", "weather", "share"})
_SPACES: Final = re.compile(r"\s+")


def content_fingerprint(
    title: str,
    text: str,
    *,
    published: date | None = None,
    attachments: Iterable[str] = (),
) -> str:
    """Returns the digest of an article, equal as long as its author changes nothing.

    Spaces, Unicode forms, and lines that count readers or show the time do not matter;
    `attachments` are their addresses, in any order.
    """
    lines = [_plain(title)]
    for line in text.splitlines():
        furniture = classify(line)
        if furniture is None or furniture.kind not in _COUNTS:
            lines.append(_plain(line))
    parts = [line for line in lines if line]
    parts.append(published.isoformat() if published else "")
    parts.extend(sorted(attachments))
    return hashlib.sha256("\n".join(parts).encode("utf-8", "replace")).hexdigest()


def _plain(text: str) -> str:
    return _SPACES.sub(" ", unicodedata.normalize("NFC", text)).strip()
