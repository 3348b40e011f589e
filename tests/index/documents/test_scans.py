"""Scanned PDFs: reported as such, or read by tesseract; here a stand-in for it."""

from __future__ import annotations

import sys
from pathlib import Path

import pytest
from PIL import Image

from index.documents import read_document
from index.documents.scans import paragraphs_of_scan
from index.errors import IngestError
from tests.index.documents import samples

_STAND_IN = """#!{python}
import sys
if "--list-langs" in sys.argv:
    print("List of available languages in /usr/share (2):\\n{languages}")
    sys.exit()
head = open(sys.argv[1], "rb").read(2)
assert head == b"P5" and sys.argv[2:5] == ["stdout", "-l", "vie"], sys.argv
print({printed!r})
"""


def _install(
    folder: Path, monkeypatch: pytest.MonkeyPatch, printed: str = "", languages: str = "eng\\nvie"
) -> None:
    program = folder / "tesseract"
    program.write_text(
        _STAND_IN.format(python=sys.executable, languages=languages, printed=printed), "utf-8"
    )
    program.chmod(0o755)
    monkeypatch.setenv("PATH", str(folder))


def test_a_scan_is_reported_as_such(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("PATH", str(tmp_path))
    with pytest.raises(IngestError, match=r"is a scan.*install tesseract with Vietnamese"):
        read_document(samples.scan(), "a.pdf")


def test_tesseract_without_vietnamese_is_not_asked(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    _install(tmp_path, monkeypatch, languages="eng\\nosd")
    with pytest.raises(IngestError, match="install tesseract with Vietnamese"):
        read_document(samples.scan(), "a.pdf")


def test_a_scan_is_read_page_by_page(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    printed = (
        "THÔNG BÁO\n\nVề lịch tiếp công dân\n\nSở Tài chính tiếp công dân\nsáng thứ Năm.\n\n3\n"
    )
    _install(tmp_path, monkeypatch, printed)
    document = read_document(samples.scan(pages=7), "a.pdf")
    page = "THÔNG BÁO\nVề lịch tiếp công dân\nSở Tài chính tiếp công dân sáng thứ Năm."
    assert document.text == "\n".join([page] * 7)
    assert document.title == "THÔNG BÁO Về lịch tiếp công dân"
    assert document.pages == tuple(at * (len(page) + 1) for at in range(7))
    assert document.unread == ()


def test_a_scan_of_which_nothing_can_be_read_is_named(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    _install(tmp_path, monkeypatch)
    with pytest.raises(IngestError, match="no text could be read"):
        read_document(samples.scan(), "a.pdf")


def test_pictures_among_pages_of_text_are_named(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("PATH", str(tmp_path))
    pdf = samples.Writer()
    pdf.paragraphs(samples.prose(1))
    pdf.add_page()
    pdf.image(_white_png(tmp_path), 10, 10, 180, 250)
    document = read_document(pdf.data(), "a.pdf")
    assert document.text == samples.prose(1)[0]
    assert document.unread == (2,)


def _white_png(folder: Path) -> str:
    path = folder / "white.png"
    Image.new("L", (300, 400), 255).save(path)
    return str(path)


def test_lines_of_a_scan_become_paragraphs_and_list_items() -> None:
    printed = "Hồ sơ gồm những giấy tờ sau đây:\na) Đơn;\nb) Bản sao giấy\nkhai sinh.\n\n- 2 -\n\f"
    found = paragraphs_of_scan(printed)
    assert found == ["Hồ sơ gồm những giấy tờ sau đây:", "a) Đơn;", "b) Bản sao giấy khai sinh."]
