"""Bytes to text: every encoding of Vietnamese pages, and anything else refused in words."""

from __future__ import annotations

import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from index.errors import IngestError
from index.ingest.encoding import decode

TEXT = "Đại hội Chi đoàn Sở Thông tin và Truyền thông\nBầu Ban Chấp hành khóa VII gồm 5 đồng chí.\n"
TONES = "\u0300\u0301\u0303\u0309\u0323"


def windows_1258(text: str) -> bytes:
    """Encodes as Windows does: a letter that the code page lacks is base letter and tone."""
    out = bytearray()
    for letter in unicodedata.normalize("NFC", text):
        try:
            out += letter.encode("cp1258")
        except UnicodeEncodeError:
            parts = unicodedata.normalize("NFD", letter)
            base = "".join(part for part in parts if part not in TONES)
            tone = "".join(part for part in parts if part in TONES)
            out += (unicodedata.normalize("NFC", base) + tone).encode("cp1258")
    return bytes(out)


@pytest.mark.parametrize(
    "encoding", ["utf-8", "utf-8-sig", "utf-16", "utf-16-le", "utf-16-be", "utf-32"]
)
def test_unicode_encodings_are_told_apart(encoding: str) -> None:
    assert decode(TEXT.encode(encoding)) == TEXT


@pytest.mark.parametrize("text", [TEXT, "Họp Chi bộ", "Hà Nội", "lễ kỷ niệm", "Đô thị"])
def test_windows_1258_is_recognized_without_a_declaration(text: str) -> None:
    assert decode(windows_1258(text)) == text


def test_windows_1258_is_read_in_a_page_that_declares_latin_1() -> None:
    page = b'<meta charset="iso-8859-1"><p>' + windows_1258(TEXT) + b"</p>"
    assert TEXT in decode(page, html=True)


def test_declared_western_encoding_of_a_page_is_honoured() -> None:
    page = '<meta http-equiv=Content-Type content="text/html; charset=windows-1251"><p>Привет мир'
    assert "Привет мир" in decode(page.encode("cp1251"), html=True)


@pytest.mark.parametrize("label", ["rot13", "zip", "idna", "unicode_escape", "no-such"])
def test_declared_codecs_that_are_no_text_encodings_are_not_used(label: str) -> None:
    page = f'<meta charset="{label}"><p>'.encode() + "naïve café".encode("cp1252")
    assert "café" in decode(page, html=True)


def test_decomposed_letters_become_nfc() -> None:
    assert decode(unicodedata.normalize("NFD", TEXT).encode()) == TEXT


@pytest.mark.parametrize(
    "data", [b"%PDF-1.7\n", b"\x89PNG\r\n\x1a\n", b"PK\x03\x04...", bytes(range(256)) * 8]
)
def test_binary_files_are_refused(data: bytes) -> None:
    with pytest.raises(IngestError):
        decode(data)


@given(st.binary(max_size=600), st.booleans())
def test_any_bytes_give_clean_nfc_text_or_a_refusal(data: bytes, html: bool) -> None:
    try:
        text = decode(data, html=html)
    except IngestError as refusal:
        assert "\n" not in str(refusal)
        return
    assert unicodedata.is_normalized("NFC", text)
    assert not any(unicodedata.category(c) == "Cc" and c not in "\t\n" for c in text)


@given(st.text(alphabet="aăâbcdđeêghiklmnoôơpqrstuưvxyáàảãạấầẩẫậếềểễệ ,.\n", min_size=1))
def test_vietnamese_in_nfd_comes_out_as_in_nfc(text: str) -> None:
    assert decode(unicodedata.normalize("NFD", text).encode()) == decode(text.encode())
