"""Kinds of files are told by what is in them; what is not read says what to do."""

from __future__ import annotations

import io
import zipfile

import pytest

from index.documents import is_document, read_document
from index.errors import IngestError
from tests.index.documents import samples


def _zip_with(name: str) -> bytes:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w") as archive:
        archive.writestr(name, "x")
    return out.getvalue()


_OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"


@pytest.mark.parametrize(
    ("data", "told"),
    [
        (_OLE + bytes(600), r"\.doc.*save it as PDF or DOCX"),
        (_OLE + "EncryptedPackage".encode("utf-16-le"), "password"),
        (rb"{\rtf1 abc}", "RTF.*save it as PDF or DOCX"),
        (_zip_with("content.xml"), "OpenDocument.*save it as PDF or DOCX"),
        (_zip_with("xl/workbook.xml"), "spreadsheet"),
        (_zip_with("a.txt"), "ZIP archive"),
        (b"PK\x03\x04" + bytes(50), "damaged"),
        (b"\x89PNG abc", "neither a PDF nor a DOCX"),
        (b"", "empty"),
    ],
)
def test_what_is_not_read_says_what_to_do(data: bytes, told: str) -> None:
    with pytest.raises(IngestError, match=told):
        read_document(data, "a.pdf")


def test_the_name_does_not_tell_the_kind() -> None:
    data = samples.plain(count=1)
    assert read_document(data, "a.docx").text == read_document(data, "").text
    assert read_document(b"\n\n" + data, "a.txt").text == samples.prose(1)[0]


def test_a_locked_pdf_says_so() -> None:
    pdf = samples.Writer()
    pdf.set_encryption(owner_password="owner", user_password="user")
    pdf.paragraphs(samples.prose(1))
    with pytest.raises(IngestError, match="locked with a password"):
        read_document(pdf.data(), "a.pdf")


def test_a_pdf_that_only_forbids_changes_is_read() -> None:
    pdf = samples.Writer()
    pdf.set_encryption(owner_password="owner")
    pdf.paragraphs(samples.prose(1))
    assert read_document(pdf.data(), "a.pdf").text == samples.prose(1)[0]


def test_documents_are_told_from_pages() -> None:
    assert is_document(samples.plain(count=1)[:1024])
    assert is_document(samples.docx_of("<w:p/>"))
    assert not is_document(b"<!doctype html><p>PDF")
