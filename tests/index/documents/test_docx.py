"""DOCX: order, headings, numbers of lists, tables, tracked changes, old fonts."""

from __future__ import annotations

import io
from datetime import date

import docx
import pytest

from index.documents import read_document
from index.documents.numbering import Numbering
from index.errors import IngestError
from tests.index.documents import samples


def _paragraph(text: str, before: str = "") -> str:
    return f"<w:p>{before}<w:r><w:t>{text}</w:t></w:r></w:p>"


def _made() -> bytes:
    document = docx.Document()
    document.core_properties.title = "Word Document"
    head = document.add_table(1, 2)
    left = ("SỞ TÀI CHÍNH", "Số: 12/STC-VP", "V/v hướng dẫn quyết toán", "năm 2023")
    head.cell(0, 0).text = "\n".join(left)
    head.cell(0, 1).text = "\n".join(samples.HEAD[1])
    document.add_heading("Phần một", 1)
    for text in ("Hồ sơ", "Thời hạn"):
        document.add_paragraph(text, style="List Number")
    document.add_paragraph("Bản sao", style="List Bullet")
    table = document.add_table(len(samples.TABLE), 3, style="Table Grid")
    for row, texts in enumerate(samples.TABLE):
        for column, text in enumerate(texts):
            table.cell(row, column).text = text
    document.add_paragraph("Sau bảng.")
    out = io.BytesIO()
    document.save(out)
    return out.getvalue()


def test_all_stands_in_the_order_of_the_document() -> None:
    document = read_document(_made(), "a.docx")
    assert document.text.splitlines() == [
        "SỞ TÀI CHÍNH",
        "Số: 12/STC-VP",
        "V/v hướng dẫn quyết toán",
        "năm 2023",
        *samples.HEAD[1],
        "Phần một",
        "1. Hồ sơ",
        "2. Thời hạn",
        "- Bản sao",
        *("\t".join(row) for row in samples.TABLE),
        "Sau bảng.",
    ]
    assert document.title == "V/v hướng dẫn quyết toán năm 2023"
    assert document.published == date(2024, 3, 15)
    assert document.pages == ()


def test_a_heading_of_the_highest_level_is_the_title() -> None:
    made = docx.Document()
    made.add_paragraph("Tài liệu phục vụ hội nghị.")
    made.add_heading("Hướng dẫn nộp hồ sơ", 0)
    made.add_heading("Phần một", 1)
    out = io.BytesIO()
    made.save(out)
    assert read_document(out.getvalue(), "a.docx").title == "Hướng dẫn nộp hồ sơ"


def test_what_was_deleted_is_left_out_and_what_was_inserted_is_kept() -> None:
    body = (
        "<w:p><w:r><w:t>Nộp </w:t></w:r><w:del><w:r><w:delText>sáu</w:delText></w:r></w:del>"
        "<w:ins><w:r><w:t>bảy</w:t></w:r></w:ins><w:r><w:t> bộ</w:t></w:r></w:p>"
    )
    assert read_document(samples.docx_of(body), "a.docx").text == "Nộp bảy bộ"


def test_text_boxes_and_content_controls_are_read_once() -> None:
    box = f"<w:r><w:pict><w:txbxContent>{_paragraph('Trong khung')}</w:txbxContent></w:pict></w:r>"
    control = f"<w:sdt><w:sdtContent>{_paragraph('Trong ô')}</w:sdtContent></w:sdt>"
    body = f"<w:p><w:r><w:t>Trên</w:t></w:r>{box}</w:p>{control}"
    text = read_document(samples.docx_of(body), "a.docx").text
    assert text.splitlines() == ["Trên", "Trong khung", "Trong ô"]


def test_runs_in_old_fonts_come_out_in_unicode() -> None:
    def run(text: str, font: str) -> str:
        return f'<w:r><w:rPr><w:rFonts w:ascii="{font}"/></w:rPr><w:t>{text}</w:t></w:r>'

    body = f"<w:p>{run('kÕ ho¹ch', '.VnTimeH')}</w:p>"
    body += (
        f"<w:p>{run('ngaâ', 'VNI-Times')}{run('n saùch', 'VNI-Times')}{run(' là', 'Arial')}</w:p>"
    )
    text = read_document(samples.docx_of(body), "a.docx").text
    assert text.splitlines() == ["KẾ HOẠCH", "ngân sách là"]


@pytest.mark.parametrize(
    ("kind", "labels"),
    [
        ("decimal", ["1)", "2)", "3)", "4)"]),
        ("lowerLetter", ["a)", "b)", "c)", "d)"]),
        ("upperRoman", ["I)", "II)", "III)", "IV)"]),
        ("bullet", ["-"] * 4),
    ],
)
def test_numbers_of_lists_count_as_word_shows_them(kind: str, labels: list[str]) -> None:
    numbering = Numbering({"7": [[kind, "%1)", 1]]})
    assert [numbering.label("7", 0) for _ in range(4)] == labels


def test_deeper_levels_begin_anew_under_each_item() -> None:
    numbering = Numbering({"7": [["decimal", "%1.", 1], ["decimal", "%1.%2.", 1]]})
    found = [numbering.label("7", level) for level in (0, 1, 1, 0, 1)]
    assert found == ["1.", "1.1.", "1.2.", "2.", "2.1."]
    assert numbering.label("8", 0) == ""
    assert numbering.label("7", 5) == ""


def test_a_table_in_a_table_is_read_once() -> None:
    inner = f"<w:tbl><w:tr><w:tc>{_paragraph('trong')}</w:tc></w:tr></w:tbl>"
    cells = f"<w:tc>{_paragraph('một')}{inner}</w:tc><w:tc>{_paragraph('hai')}</w:tc>"
    borders = '<w:tblPr><w:tblBorders><w:top w:val="single"/></w:tblBorders></w:tblPr>'
    body = f"<w:tbl>{borders}<w:tr>{cells}</w:tr></w:tbl>"
    assert read_document(samples.docx_of(body), "a.docx").text == "một trong\thai"


def test_an_empty_document_is_named_empty() -> None:
    with pytest.raises(IngestError, match="empty"):
        read_document(samples.docx_of("<w:p/>"), "a.docx")
