"""From the bytes of a file to a `Document`: what kind is it, and who reads that?"""

from __future__ import annotations

from typing import Final

from index.documents.document import Document
from index.documents.docx import read_docx
from index.documents.pdf import read_pdf
from index.errors import IngestError

MOST_BYTES: Final = 20 * 1024 * 1024
"""The largest file that is read."""
MOST_CHARS: Final = 2_000_000
"""The longest text that a document may have, in code points."""

# Software puts a few lines of its own before a PDF.
_PDF_WITHIN: Final = 1024
_PDF: Final = b"%PDF-"
_ZIP: Final = b"PK\x03\x04"
_OLE: Final = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
_ENCRYPTED_PACKAGE: Final = "EncryptedPackage".encode("utf-16-le")
_SAVE_AS: Final = "save it as PDF or DOCX and send that"


def is_document(data: bytes) -> bool:
    """Tells whether `data`, or its first KiB, begins as a file of an office program does.

    True also for kinds that `read_document` refuses with advice (.doc, .rtf, .odt).
    """
    return _PDF in data[:_PDF_WITHIN] or data.startswith((_ZIP, _OLE, b"{\\rtf"))


def read_document(data: bytes, name: str) -> Document:
    """Returns the title and text of `data`, a PDF or a DOCX, told by its content.

    `name` is the name of the file; it never stands for the title, and is named in no error.
    Reads at most 20 MiB, 500 pages and 2,000,000 code points, in a child process within
    limits of memory and time.

    Raises:
        IngestError: what is wrong with the document and what to do, in one sentence.
    """
    if len(data) > MOST_BYTES:
        size = len(data) / 1024 / 1024
        raise IngestError(f"{size:.1f} MB, over the limit of 20 MB a document; split it")
    if not data:
        raise IngestError("empty: there is nothing in the file; send it again")
    if _PDF in data[:_PDF_WITHIN]:
        found = read_pdf(data, MOST_CHARS)
    elif data.startswith(_ZIP):
        found = read_docx(data)
    else:
        raise IngestError(_refusal(data))
    if len(found.text) > MOST_CHARS:
        raise IngestError("the document has too much text to be one article; split it into parts")
    return found


def _refusal(data: bytes) -> str:
    if data.startswith(_OLE):
        if _ENCRYPTED_PACKAGE in data:
            return "the document is locked with a password; save it without one and send it again"
        return f"an old Word document (.doc) cannot be read; {_SAVE_AS}"
    if data.startswith(b"{\\rtf"):
        return f"an RTF document cannot be read; {_SAVE_AS}"
    return f"neither a PDF nor a DOCX, whatever its name says; {_SAVE_AS}"
