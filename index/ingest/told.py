"""Which kind of file is it? Told by its content, for files that somebody sends."""

from __future__ import annotations

import re
from pathlib import PurePath
from typing import Final

from index.documents import is_document
from index.errors import IngestError
from index.ingest.encoding import decode

# Enough to know a kind by; an encoding is told from as much.
_HEAD: Final = 1 << 16
_OLE: Final = b"\xd0\xcf\x11\xe0"
_RTF: Final = b"{\\rtf"
_ZIP: Final = b"PK\x03\x04"
_PAGE: Final = re.compile(r"\s*(?:<\?xml[^>]*>\s*)?(?:<!--.*?-->\s*)*<(?:!doctype\s+html|html)\b",
                          re.IGNORECASE | re.DOTALL)  # fmt: skip
_TAG: Final = re.compile(r"<(?:p|div|h[1-6]|article|body|span|br|table)\b", re.IGNORECASE)
_PAGES: Final = (".html", ".htm")
# What no content tells apart from plain text.
_BY_NAME: Final = (".md", ".jsonl", ".json")
_PLAIN: Final = ("", ".txt", ".text")


def told_suffix(data: bytes, name: str) -> str | None:
    r"""Returns the suffix that a file's content stands for, such as ".pdf", whatever its name.

    The name decides where text is text (.md, .jsonl, .json, .txt). Office files that cannot be
    read have theirs too, for `read_path` says what to do with them. None for anything else: a
    picture, a program, a table, text of an unknown kind.

    >>> told_suffix(b"%PDF-1.7 ...", "thong bao.txt")
    '.pdf'
    >>> told_suffix("Thông báo".encode(), "thong bao.TXT")
    '.txt'
    >>> told_suffix(b"\x89PNG ...", "thong bao.txt") is None
    True
    """
    if is_document(data[:_HEAD]):
        return _document_suffix(data)
    try:
        text = decode(data[:_HEAD], html=True)
    except IngestError:
        return None
    suffix = PurePath(name).suffix.lower()
    if suffix in _BY_NAME:
        return suffix
    if _PAGE.match(text) or (suffix in _PAGES and _TAG.search(text)):
        return ".html"
    return ".txt" if suffix in (*_PLAIN, *_PAGES) else None


def _document_suffix(data: bytes) -> str:
    if data.startswith(_ZIP):
        return ".docx"
    if data.startswith(_OLE):
        return ".doc"
    return ".rtf" if data.startswith(_RTF) else ".pdf"
