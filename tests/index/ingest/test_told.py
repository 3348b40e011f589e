"""The kind of a sent file is told by what is in it; what is no news is told apart."""

from __future__ import annotations

import pytest

from index.ingest.told import told_suffix

PAGE = "<!DOCTYPE html><html><body><p>Hội nghị</p></body></html>"


@pytest.mark.parametrize(
    ("data", "name", "suffix"),
    [
        (b"%PDF-1.7\n...", "tin.pdf", ".pdf"),
        (b"%PDF-1.7\n...", "tin.txt", ".pdf"),
        (b"\n\n%PDF-1.4\n", "tin", ".pdf"),
        (b"PK\x03\x04....", "tin.docx", ".docx"),
        (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1", "tin.docx", ".doc"),
        (b"{\\rtf1 tin}", "tin.txt", ".rtf"),
        (PAGE.encode(), "tin.html", ".html"),
        (PAGE.encode(), "tin.txt", ".html"),
        (PAGE.encode("utf-16"), "tin.htm", ".html"),
        (b"<div><p>a</p></div>", "tin.html", ".html"),
        ("Không có thẻ nào.".encode(), "tin.html", ".txt"),
        ("# Tiêu đề <p>".encode(), "tin.md", ".md"),
        (b'{"url": "https://a.example/1"}', "tin.JSONL", ".jsonl"),
        ("Tin bài".encode(), "tin.TXT", ".txt"),
        ("Tin bài".encode("utf-16"), "tin", ".txt"),
    ],
)
def test_the_content_says_how_a_file_is_read(data: bytes, name: str, suffix: str) -> None:
    assert told_suffix(data, name) == suffix


@pytest.mark.parametrize(
    ("data", "name"),
    [
        (b"\x89PNG\r\n\x1a\n", "tin.txt"),
        (b"\xff\xd8\xff\xe0", "tin.pdf"),
        (b"MZ\x90\x00\x03\x00\x00\x00", "tin.docx"),
        (b"SQLite format 3\x00", "tin.txt"),
        (b"a;b;c\n1;2;3\n", "tin.csv"),
        (b"<svg></svg>", "tin.svg"),
        (b"import os", "tin.py"),
    ],
)
def test_what_is_no_document_and_no_news_text_is_told_apart(data: bytes, name: str) -> None:
    assert told_suffix(data, name) is None
